"""The commands, as typer knows them."""

from __future__ import annotations

from typing import Annotated

import typer

import lrlab
from lrlab.cli._diff import diff
from lrlab.cli._horizon import horizon
from lrlab.cli._import import import_named
from lrlab.cli._list import list_kinds
from lrlab.cli._race import race
from lrlab.cli._recipe import recipe
from lrlab.cli._show import show

app = typer.Typer(
    name="lrlab",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 2 wrong input, 3 an optional requirement is missing, "
    "130 interrupted.",
)
app.command("show")(show)
app.command("list")(list_kinds)
app.command("diff")(diff)
app.command("horizon")(horizon)
app.command("race")(race)
app.command("recipe")(recipe)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(lrlab.__version__)
        raise typer.Exit


@app.callback()
def lab(
    modules: Annotated[
        list[str] | None,
        typer.Option(
            "--import",
            metavar="MODULE",
            help="A module or a Python file to import first, which registers schedules of yours.",
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and leave.", is_eager=True, callback=_print_version
        ),
    ] = False,
) -> None:
    """The learning-rate laboratory: see, test and compare learning-rate schedules."""
    for module in modules or ():
        import_named(module)
