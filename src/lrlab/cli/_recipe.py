"""`lrlab recipe`: what is done in the field, as a ready plan."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from lrlab import pictures
from lrlab._errors import ScheduleError
from lrlab.cli._horizon import RunSteps, of_length, takes_horizon
from lrlab.forms import to_document
from lrlab.plans import Horizon
from lrlab.plans.practices import PRACTICES, Kind, Practice, practice
from lrlab.schedules._written import spec_text

_WIDEST = 100  # columns; longer lines are hard to read
_ROWS = 7  # of the picture
_LABEL = 17  # columns of a label and the room behind it


@takes_horizon
def recipe(
    horizon: Horizon,
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="What is trained. Without it, the kinds are listed."),
    ] = None,
    steps: RunSteps = None,
    peak: Annotated[
        float | None, typer.Option(help="A peak of your own.", show_default="the practice's")
    ] = None,
    peak_batch_size: Annotated[
        int | None,
        typer.Option(help="The batch size that your peak belongs to, from which it is scaled."),
    ] = None,
    warmup: Annotated[
        str | None,
        typer.Option(help="Length of the warm-up: 500, 5% or 2ep.", show_default="the practice's"),
    ] = None,
    decay: Annotated[
        str | None,
        typer.Option(help="How the rate comes down, such as cosine.", show_default="the usual"),
    ] = None,
    optimizer: Annotated[
        str | None, typer.Option(help="sgd, adam or adamw.", show_default="the usual")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what the field does for a kind of training, as a ready plan.

    With the peak range, optimizer settings, the rule for other batch sizes, reasons, sources, and
    what speaks against it.
    """
    if kind is None:
        if steps is not None or peak is not None:
            raise ScheduleError(
                "`KIND` must be given for a plan, got none. `lrlab recipe` lists the kinds."
            )
        _list(PRACTICES.values(), as_json)
        return
    run = of_length(horizon, steps)
    if run.total_steps is None:
        raise ScheduleError(
            "`--steps` must be given, got none: how many updates the run has. Or give `--epochs` "
            "with `--dataset-size` and `--batch-size`."
        )
    chosen = practice(
        kind,
        horizon=run,
        peak_value=peak,
        base_batch_size=peak_batch_size,
        decay=decay,
        optimizer=optimizer,
        **_warmup(warmup, run),
    )
    if as_json:
        print(json.dumps(_document(chosen), indent=2))
    else:
        _print(chosen)


def _warmup(text: str | None, horizon: Horizon) -> dict[str, Any]:
    """The warm-up as `practice` takes it: a percentage stays one, so that it can be stretched."""
    if text is None:
        return {}
    if text.isdecimal():
        return {"warmup_steps": int(text)}
    length = horizon.length(text)
    if text.rstrip().endswith("%"):
        return {"warmup_fraction": float(text.rstrip().removesuffix("%")) / 100}
    return {"warmup_steps": int(length)}


def _specs(chosen: Practice) -> dict[str, str]:
    return {name: spec_text(schedule) for name, schedule in chosen.plan.items()}


def _document(chosen: Practice) -> dict[str, Any]:
    return {**chosen.as_dict(), "plan": to_document(chosen.plan), "specs": _specs(chosen)}


def _list(kinds: Iterable[Kind], as_json: bool) -> None:
    if as_json:
        listed = [{"kind": kind.name, "title": kind.title, "ways": _ways(kind)} for kind in kinds]
        print(json.dumps(listed, indent=2))
        return
    page = _Page()
    for kind in kinds:
        page.line(kind.title, label=kind.name, style="cyan")
        page.line(_ways_text(kind), label="", style="dim")
    page.console.print()
    page.line("See one with  lrlab recipe cnn --steps 10000", style="dim")


def _ways(kind: Kind) -> list[dict[str, str]]:
    return [{"decay": way.decay, "optimizer": way.optimizer.name.lower()} for way in kind.ways]


def _ways_text(kind: Kind) -> str:
    return ", ".join(f"{way['decay']} with {way['optimizer']}" for way in _ways(kind))


def _print(chosen: Practice) -> None:
    page = _Page()
    page.line(chosen.title, label=chosen.kind, style="bold cyan")
    page.console.print()
    picture = pictures.braille(
        chosen.plan["lr"],
        labels=["learning rate"],
        width=page.width,
        height=_ROWS,
        color=page.console.color_system is not None,
    )
    page.console.print(Text.from_ansi(picture))
    page.console.print()
    for name, text in chosen.facts().items():
        page.line(text, label=name, style="bold")
    page.section("To know", chosen.notes)
    page.section("Why", [chosen.reason])
    page.section("What speaks against it", chosen.against)
    page.section("Sources", chosen.sources)
    page.section("Ways", [f"{_ways_text(PRACTICES[chosen.kind])}: --decay, --optimizer"])
    page.console.print(Text("\nSchedules", "bold"))
    for name, spec in _specs(chosen).items():  # each on one line, so that it can be copied
        line = f'  lrlab show "{name}={spec}"'
        page.console.print(line, highlight=False, markup=False, soft_wrap=True)


class _Page:
    """Lines of text as wide as the terminal, with labels at their side."""

    def __init__(self) -> None:
        self.console = Console(emoji=False)
        self.width = min(self.console.width, _WIDEST)

    def line(self, text: object, *, label: str | None = None, style: str = "") -> None:
        """A text, wrapped behind its label if it has one; the style is that of the label."""
        margin = 0 if label is None else _LABEL
        wrapped = textwrap.wrap(
            str(text), self.width - margin, break_long_words=False, break_on_hyphens=False
        )
        for number, part in enumerate(wrapped):
            head = "" if number else label or ""
            line = Text.assemble((head.ljust(margin), style), (part, "" if label else style))
            self.console.print(line, soft_wrap=True)

    def section(self, heading: str, sentences: Iterable[object]) -> None:
        """A heading, and sentences below it; nothing if there are none."""
        sentences = list(sentences)
        if sentences:
            self.console.print(Text(f"\n{heading}", "bold"))
        sign = "- " if len(sentences) > 1 else "  "
        for sentence in sentences:
            parts = textwrap.wrap(
                str(sentence),
                self.width - 2,
                initial_indent=sign,
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            self.console.print(Text("\n".join(parts)), soft_wrap=True)
