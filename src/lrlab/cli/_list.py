"""`lrlab list`: every schedule that there is."""

from __future__ import annotations

import inspect
import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lrlab import schedules
from lrlab.forms import KINDS, kind_named, parameters, problems
from lrlab.policies import AbstractPolicy, Controlled
from lrlab.schedules import AbstractSchedule


def list_kinds(
    name: Annotated[
        str | None, typer.Argument(help="One of them, to read all about it.", show_default="all")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the schedules by the names that `show` and `race` understand."""
    broken = problems()
    if name is not None:
        _print_one(kind_named(name, "`NAME`"), as_json)
        return
    kinds = [_kind(known) for known in sorted(KINDS)]
    if as_json:
        print(json.dumps(kinds, indent=2, default=str))
        return
    console = Console(emoji=False)
    for group, title in (
        ("recipe", "Recipes: whole schedules"),
        ("shape", "Shapes: pieces, joined by `then`"),
        ("composition", "Compositions: what is made of others"),
        ("policy", "Policies: what changes the rate by what is measured"),
        ("plan", "Plans: several hyper-parameters, and what epochs are in updates"),
    ):
        table = Table(
            title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0)
        )
        table.add_column("name", style="cyan", no_wrap=True)
        table.add_column("arguments", overflow="fold")
        table.add_column("what it is", overflow="fold")
        for kind in kinds:
            if kind["group"] == group:
                table.add_row(kind["name"], Text(_arguments_text(kind)), kind["summary"])
        console.print(table)
        console.print()
    for name, problem in broken.items():
        console.print(
            f"{name} of an installed package cannot be loaded: {problem}",
            style="yellow",
            highlight=False,
            markup=False,
        )
    console.print("Read about one with  lrlab list wsd", style="dim", highlight=False)
    console.print(
        'See one with  lrlab show "warmup_cosine(peak_value=0.1, total_steps=1000)"',
        style="dim",
        highlight=False,
    )


def _print_one(name: str, as_json: bool) -> None:
    document = inspect.getdoc(KINDS[name]) or ""
    if as_json:
        print(json.dumps({**_kind(name), "documentation": document}, indent=2, default=str))
        return
    console = Console(emoji=False)
    console.print(Text(f"{name}({_arguments_text(_kind(name))})", style="cyan"))
    console.print(document, highlight=False, markup=False, soft_wrap=True)


def _kind(name: str) -> dict[str, Any]:
    made_by = KINDS[name]
    summary = (inspect.getdoc(made_by) or "").partition("\n")[0]
    arguments = {
        key: None if parameter.default is parameter.empty else parameter.default
        for key, parameter in parameters(name).items()
    }
    required = [key for key, p in parameters(name).items() if p.default is p.empty]
    return {
        "name": name,
        "group": _group(made_by),
        "summary": _plain(summary),
        "arguments": arguments,
        "required": required,
    }


def _group(made_by: Any) -> str:
    if not isinstance(made_by, type):
        return "recipe"
    if made_by in schedules.COMPOSITIONS:
        return "composition"
    if issubclass(made_by, AbstractSchedule):
        return "shape"
    return "policy" if issubclass(made_by, (AbstractPolicy, Controlled)) else "plan"


def _plain(summary: str) -> str:
    """A docstring's first line without its formula."""
    before, formula, _ = summary.partition(": $")
    return f"{before}." if formula else summary.replace("$", "")


def _arguments_text(kind: dict[str, Any]) -> str:
    """The arguments with their defaults; in brackets what may be left out and has none."""
    return ", ".join(
        name
        if name in kind["required"]
        else (f"[{name}]" if default is None else f"{name}={default!r}")
        for name, default in kind["arguments"].items()
    )
