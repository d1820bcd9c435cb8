"""`lrlab diff`: at which updates two schedules differ, and why."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console

import lrlab
from lrlab.cli._horizon import takes_horizon
from lrlab.cli._specs import read_specs
from lrlab.plans import Horizon


@takes_horizon
def diff(
    one: Annotated[str, typer.Argument(metavar="SPEC", help="A schedule, as for `show`.")],
    other: Annotated[str, typer.Argument(metavar="SPEC", help="Another.")],
    horizon: Horizon,
    steps: Annotated[
        int | None,
        typer.Option(min=0, help="How many updates to look at.", show_default="beyond the longer"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say at which updates two schedules have different rates, and why."""
    first, second = (next(iter(read_specs([spec], horizon).values())) for spec in (one, other))
    found = lrlab.diff(first, second, steps=steps)
    if as_json:
        print(json.dumps(found.as_dict(), indent=2))
        return
    console = Console(emoji=False)
    for line in found.sentences():
        console.print(line, highlight=False, markup=False)
