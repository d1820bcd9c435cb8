"""`lrlab horizon`: epochs, samples, tokens and percentages as updates; its options elsewhere."""

from __future__ import annotations

import functools
import inspect
import json
import typing
from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from lrlab.plans import Horizon

_OPTIONS: dict[str, tuple[Any, str]] = {
    "epochs": (float, "Length of the run in epochs; needs --dataset-size and --batch-size."),
    "tokens": (float, "Length of the run in tokens; needs --sequence-length and --batch-size."),
    "dataset_size": (int, "Samples in one epoch."),
    "batch_size": (int, "Samples of one worker in one micro-batch."),
    "accumulation": (int, "Micro-batches per update."),
    "workers": (int, "Data-parallel workers."),
    "sequence_length": (int, "Tokens in one sample."),
}

RunSteps = Annotated[int | None, typer.Option(help="Length of the run in optimizer updates.")]


def takes_horizon(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes `horizon`, with the options that make one in its place."""
    hints = typing.get_type_hints(command, include_extras=True)
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        if name != "horizon":
            parameters.append(parameter.replace(annotation=hints[name]))
    parameters += map(_parameter, _OPTIONS)

    @functools.wraps(command)
    def run(**given: Any) -> None:
        options = {name: given.pop(name) for name in _OPTIONS}
        known = {name: value for name, value in options.items() if value is not None}
        command(horizon=Horizon(**known), **given)

    vars(run)["__signature__"] = inspect.Signature(parameters)
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _parameter(name: str) -> inspect.Parameter:
    kind, words = _OPTIONS[name]
    hint = Annotated[kind | None, typer.Option(help=words)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=hint)


def of_length(horizon: Horizon, steps: int | None) -> Horizon:
    """The horizon with a run of `steps` updates, where no other length was given.

    Raises:
        ScheduleError: if another length was given too.
    """
    if steps is None:
        return horizon
    return Horizon(**{**horizon.arguments(), "total_steps": steps})


@takes_horizon
def horizon(
    lengths: Annotated[
        list[str],
        typer.Argument(metavar="LENGTH...", help="Such as 10ep, 5%, 1e6sp, 2e9tok or 500up."),
    ],
    horizon: Horizon,
    steps: RunSteps = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Turn lengths into optimizer updates, exactly, and say what was done."""
    run = of_length(horizon, steps)
    named = {text: run.length(text) for text in lengths}
    if as_json:
        rows = [
            {"length": text, "steps": int(length), "sentence": length.sentence}
            for text, length in named.items()
        ]
        print(json.dumps(rows, indent=2))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("length", style="cyan", no_wrap=True)
    table.add_column("updates", justify="right", no_wrap=True)
    table.add_column("how", overflow="fold")
    for text, length in named.items():
        table.add_row(text, f"{int(length):,}", length.sentence)
    Console(emoji=False).print(table)
