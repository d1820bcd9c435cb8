"""`lrlab race`: which schedule is best on a task."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from lrlab import races
from lrlab._errors import RaceError
from lrlab.cli._specs import read_specs
from lrlab.races import Race

_HEADING = 14  # letters in a line of a heading
_STYLES = {"better": "green", "winner": "green", "worse": "red", "diverged": "red"}


def race(
    task: Annotated[str, typer.Option(help="What to train: fashion14 or quadratic.")] = "fashion14",
    schedules: Annotated[
        list[str] | None,
        typer.Option(
            "--schedule",
            "-s",
            metavar="SPEC",
            help="A schedule, as in `lrlab show`, or NAME=SPEC; again for each. Its own peak is "
            "replaced by those of the grid. Without one: the constant rate, five common schedules, "
            "WSD and the inverse square root.",
        ),
    ] = None,
    peaks: Annotated[
        str, typer.Option(help="Peak rates with commas, or auto: a short sweep proposes them.")
    ] = "auto",
    seeds: Annotated[int, typer.Option(min=1, help="How many seeds judge.")] = races.SEEDS,
    steps: Annotated[
        int | None,
        typer.Option(
            min=1, help="Updates per run.", show_default="that of the schedules, or the task's own"
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(help="The report, one HTML file; the numbers beside it as .json.")
    ] = Path("report.html"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the numbers as JSON.")] = False,
) -> None:
    """Race learning-rate schedules: each at its own best peak, all on the same seeds."""
    entrants = read_specs(schedules) if schedules else None
    races.check_report_path(out)
    console, errors = Console(emoji=False), Console(stderr=True, emoji=False)
    with _progress(errors) as progress:
        bars: dict[str, TaskID] = {}

        def on_progress(phase: str, done: int, total: int) -> None:
            if phase not in bars:
                bars[phase] = progress.add_task(phase, total=total)
                if not errors.is_terminal:  # a log gets a line instead of a bar that moves
                    errors.print(f"{phase}: {total:,} updates", highlight=False)
            progress.update(bars[phase], completed=done, total=total)

        result = races.race(
            task,
            entrants,
            peaks=_peaks(peaks),
            seeds=seeds,
            steps=steps,
            on_progress=on_progress,
        )
    page, numbers = races.write_report(result, out)
    if as_json:
        print(numbers.read_text(encoding="utf-8"), end="")
        return
    _print(console, result)
    told = f"\nReport: {page}   Numbers: {numbers}"
    console.print(told, highlight=False, markup=False, soft_wrap=True)


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
        TextColumn("{task.completed:,.0f}/{task.total:,.0f} updates"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )


def _print(console: Console, result: Race) -> None:
    console.print()
    console.print(races.headline(result), style="bold", highlight=False)
    console.print(result.task.description, style="dim", highlight=False)
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    for column in races.table_columns(result):
        right = column in ("best peak", result.task.metric)
        heading = textwrap.fill(column, _HEADING)
        table.add_column(heading, justify="right" if right else "left", no_wrap=True)
    for row in races.table_rows(result):
        table.add_row(*(Text(cell, _STYLES.get(cell, "")) for cell in row))
    # Numbers are never cut: a table that is wider than the terminal goes on in the next line.
    width = max(console.width, console.measure(table).maximum)
    console.print(table, width=width, crop=False)
    console.print(races.how_to_read(result), style="dim", highlight=False)
    for claim in result.claims:
        mark, style = ("holds", "green") if claim.holds else ("not seen", "yellow")
        console.print()
        console.print(Text.assemble((f"{mark:10}", style), (claim.claim, "bold")))
        console.print(Padding(Text(claim.evidence), (0, 0, 0, 10)))
