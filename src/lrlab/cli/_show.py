"""`lrlab show`: what a schedule would do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from lrlab import pictures
from lrlab.cli._horizon import takes_horizon
from lrlab.cli._specs import read_specs
from lrlab.forms import to_document
from lrlab.plans import Horizon
from lrlab.schedules import AbstractSchedule

RATES_IN_JSON = 10_000  # updates; the rates of longer schedules are left out


@takes_horizon
def show(
    horizon: Horizon,
    specs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SPEC]...",
            help='Schedules: a text such as "wsd(peak_value=0.1, total_steps=1000)", a JSON file, '
            "or - for standard input; NAME=SPEC gives one a name. Without any, five common "
            "schedules are compared.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write a picture: .png, .svg, .pdf or .html.")
    ] = None,
    steps: Annotated[
        int | None,
        typer.Option(min=1, help="How many updates to show.", show_default="the longest"),
    ] = None,
    log: Annotated[
        bool | None,
        typer.Option("--log/--linear", help="The scale of the rate.", show_default="linear"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")] = False,
) -> None:
    """Draw schedules and say what is worth knowing about them.

    Without arguments: five common schedules over 200 epochs. Lengths in a SPEC may have a unit,
    `90ep`, `5%` or `2e9tok`, if the options say what an epoch and the run are.
    """
    if specs:
        named = read_specs(specs, horizon)
        look: dict[str, Any] = {"y": "log" if log else "linear"}
    else:
        comparison = pictures.seed_comparison()
        named = comparison.schedules
        steps = comparison.steps if steps is None else steps
        look = {
            "y": "linear" if log is False else "log",
            "title": comparison.title,
            "unit": comparison.unit,
        }
    if out is not None:
        pictures.save(out, *named.values(), labels=list(named), steps=steps, **look)
    if as_json:
        print(json.dumps([_facts(label, named, steps) for label in named], indent=2))
        return
    console = Console(emoji=False)
    if out is not None:
        console.print(f"wrote {out}", highlight=False, markup=False, soft_wrap=True)
        return
    width = min(console.width, 100)
    color = console.color_system is not None
    picture = pictures.braille(
        *named.values(), labels=list(named), steps=steps, width=width, color=color, **look
    )
    console.print(Text.from_ansi(picture))
    if specs:
        for label, schedule in named.items():
            console.print()
            console.print(label, style="bold", highlight=False)
            facts = schedule.describe(steps=_looked_at(schedule, named, steps))
            for line in (facts.text, *facts.sentences()):
                console.print(f"  {line}", highlight=False, markup=False)


def _looked_at(
    schedule: AbstractSchedule, shown: Mapping[str, AbstractSchedule], steps: int | None
) -> int | None:
    """How many updates of a schedule to describe: what is drawn of it."""
    if steps is not None or schedule.total_steps is not None:
        return steps
    return max((other.total_steps or 0 for other in shown.values()), default=0) or None


def _facts(label: str, shown: Mapping[str, AbstractSchedule], steps: int | None) -> dict[str, Any]:
    schedule = shown[label]
    description = schedule.describe(steps=_looked_at(schedule, shown, steps))
    few = description.steps <= RATES_IN_JSON
    return {
        "label": label,
        "schedule": to_document(schedule),
        **description.as_dict(),
        "rates": [schedule(t) for t in range(description.steps)] if few else None,
    }
