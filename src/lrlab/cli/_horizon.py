"""`lrlab horizon`: epochs, samples, tokens and percentages as updates; its options elsewhere."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from lrlab.plans import Horizon

Epochs = Annotated[
    float | None,
    typer.Option(help="Length of the run in epochs; needs --dataset-size and --batch-size."),
]
Tokens = Annotated[
    float | None,
    typer.Option(help="Length of the run in tokens; needs --sequence-length and --batch-size."),
]
DatasetSize = Annotated[int | None, typer.Option(help="Samples in one epoch.")]
BatchSize = Annotated[int | None, typer.Option(help="Samples of one worker in one micro-batch.")]
Accumulation = Annotated[int, typer.Option(help="Micro-batches per update.")]
Workers = Annotated[int, typer.Option(help="Data-parallel workers.")]
SequenceLength = Annotated[int | None, typer.Option(help="Tokens in one sample.")]
RunSteps = Annotated[int | None, typer.Option(help="Length of the run in optimizer updates.")]


def horizon_of(**options: Any) -> Horizon:
    """The horizon of the options that were given; one that knows nothing if none was."""
    return Horizon(**{name: value for name, value in options.items() if value is not None})


def horizon(
    lengths: Annotated[
        list[str],
        typer.Argument(metavar="LENGTH...", help="Such as 10ep, 5%, 1e6sp, 2e9tok or 500up."),
    ],
    epochs: Epochs = None,
    tokens: Tokens = None,
    steps: RunSteps = None,
    dataset_size: DatasetSize = None,
    batch_size: BatchSize = None,
    accumulation: Accumulation = 1,
    workers: Workers = 1,
    sequence_length: SequenceLength = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Turn lengths into optimizer updates, exactly, and say what was done."""
    found = horizon_of(
        epochs=epochs,
        tokens=tokens,
        total_steps=steps,
        dataset_size=dataset_size,
        batch_size=batch_size,
        accumulation=accumulation,
        workers=workers,
        sequence_length=sequence_length,
    )
    named = {text: found.length(text) for text in lengths}
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
    Console().print(table)
