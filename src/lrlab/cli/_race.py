"""`lrlab race`: which schedule is best on a task."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from lrlab import races
from lrlab._errors import RaceError
from lrlab.cli._specs import read_specs
from lrlab.races import Race, Standing

_COLORED = {"better": "[green]better[/green]", "worse": "[red]worse[/red]"}


def race(
    task: Annotated[str, typer.Option(help="What to train: fashion14 or quadratic.")] = "fashion14",
    schedules: Annotated[
        list[str] | None,
        typer.Option(
            "--schedule",
            "-s",
            metavar="SPEC",
            help="A schedule, as in `lrlab show`; again for each. Without one: the constant rate, "
            "five common schedules, WSD and the inverse square root.",
        ),
    ] = None,
    peaks: Annotated[
        str, typer.Option(help="Peak rates with commas, or auto: a short sweep proposes them.")
    ] = "auto",
    seeds: Annotated[int, typer.Option(min=1, help="How many seeds.")] = races.SEEDS,
    steps: Annotated[
        int | None, typer.Option(min=1, help="Updates per run.", show_default="the task's own")
    ] = None,
    out: Annotated[
        Path, typer.Option(help="The report, one HTML file; the numbers beside it as .json.")
    ] = Path("report.html"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the numbers as JSON.")] = False,
) -> None:
    """Race learning-rate schedules: each at its own best peak, all on the same seeds."""
    entrants = read_specs(schedules) if schedules else None
    races.check_report_path(out)
    console, errors = Console(), Console(stderr=True)
    with _progress(errors) as progress:
        bars: dict[str, object] = {}

        def on_progress(phase: str, done: int, total: int) -> None:
            if phase not in bars or (done < total and progress.tasks[bars[phase]].finished):  # type: ignore[index]
                bars[phase] = progress.add_task(phase, total=total)
            progress.update(bars[phase], completed=done, total=total)  # type: ignore[arg-type]

        result = races.race(
            task,
            entrants,
            peaks=_peaks(peaks),
            seeds=seeds,
            steps=steps,
            on_progress=on_progress,
        )
    written = races.write_report(result, out)
    if as_json:
        print(json.dumps(result.as_dict(), indent=2))
        return
    _print(console, result)
    console.print(f"\nReport: {written[0]}   Numbers: {written[1]}", highlight=False)


def _peaks(text: str) -> list[float] | None:
    if text == "auto":
        return None
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise RaceError(
            f"`--peaks` must be `auto` or rates with commas, got {text[:60]!r}. "
            f"Write it as `--peaks 0.01,0.03,0.1`."
        ) from None


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:10}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}/{task.total:,.0f} run-updates"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )


def _print(console: Console, result: Race) -> None:
    console.print()
    console.print(
        f"{len(result.schedules)} schedules on {result.task.name}: {result.runs} runs of "
        f"{result.total_steps} updates, {len(result.seeds)} seeds, {result.seconds:.1f} s",
        style="bold",
        highlight=False,
    )
    console.print(result.task.description, style="dim", highlight=False)
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("", justify="right")
    table.add_column("schedule", no_wrap=True)
    table.add_column("best peak", justify="right", no_wrap=True)
    table.add_column(result.task.metric, justify="right", no_wrap=True)
    unit = races.difference_unit(result.task)
    table.add_column(f"against {result.baseline}{unit}", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("winner", no_wrap=True)
    for row in result.standings:
        table.add_row(
            str(row.place),
            row.label,
            _peak(row),
            result.shown(row.score),
            races.shown_interval(result.task, row.versus_baseline),
            _COLORED.get(row.against_baseline, row.against_baseline),
            row.against_winner,
        )
    console.print(table)
    edges = [row for row in result.standings if row.edge]
    if edges:
        console.print(
            "▼▲ the best peak lies on the edge of the grid: a better one may lie beyond",
            style="dim",
        )
    console.print(
        "Intervals: 95%, paired by seed, for all schedules together. Unclear: the interval holds "
        "0; tie: so does the one of the difference to the winner.",
        style="dim",
        highlight=False,
    )
    for claim in result.claims:
        mark = "[green]holds[/green]    " if claim.holds else "[yellow]not seen[/yellow] "
        console.print(f"\n{mark} [bold]{claim.claim}[/bold]", highlight=False)
        console.print(Padding(Text(claim.evidence), (0, 0, 0, 10)))


def _peak(row: Standing) -> str:
    mark = {"low": " ▼", "high": " ▲", None: ""}[row.edge]
    return f"{row.peak:g}{mark}"
