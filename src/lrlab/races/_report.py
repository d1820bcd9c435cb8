"""The report of a race: one HTML file that opens offline, and the same as JSON beside it."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path

import numpy as np

from lrlab import pictures
from lrlab._errors import RaceError
from lrlab._files import write_files
from lrlab.pictures import Series, palette
from lrlab.races import _words as words
from lrlab.races._race import Race, blocks

_POINTS = 60  # of a training curve: each the mean of as many updates as fall to it
_MARK = b'"lrlab_race"'  # what the numbers of a race begin with


def check_report_path(path: str | os.PathLike[str]) -> Path:
    """The path of a report that can be written, checked before anything runs.

    Raises:
        RaceError: if it does not end in .html, lies in no writable folder, or the numbers beside
            it would replace a file that is no race.
    """
    target = Path(path)
    if target.suffix != ".html":
        raise RaceError(
            f"`out` must end in .html, got {str(target)!r}. The numbers go beside it, into a file "
            f"that ends in .json."
        )
    if not target.parent.is_dir():
        raise RaceError(
            f"`out` must lie in a folder that exists, got {str(target)!r}. "
            f"Make {str(target.parent)!r} first."
        )
    numbers = _numbers_path(target)
    if target.is_dir() or numbers.is_dir() or not os.access(target.parent, os.W_OK):
        raise RaceError(
            f"`out` must be a file that can be written, got {str(target)!r}. Choose another place."
        )
    if numbers.exists() and _MARK not in numbers.read_bytes()[:200]:
        raise RaceError(
            f"`out` must not replace what is no race, got {str(target)!r}, beside which "
            f"{str(numbers)!r} exists. Choose another name."
        )
    return target


def write_report(race: Race, path: str | os.PathLike[str]) -> tuple[Path, Path]:
    """Write the report of `race` to `path` and its numbers beside it as JSON.

    Both are complete or not there.

    Returns:
        The two paths.

    Raises:
        RaceError: as `check_report_path`.
        OSError: if the disk does not let them.
    """
    target = check_report_path(path)
    numbers = _numbers_path(target)
    page, data = report(race), json.dumps(race.as_dict(), indent=1, allow_nan=False) + "\n"
    write_files(
        {
            target: lambda draft: draft.write_text(page, encoding="utf-8"),
            numbers: lambda draft: draft.write_text(data, encoding="utf-8"),
        }
    )
    return target, numbers


def _numbers_path(target: Path) -> Path:
    return target.with_suffix(".json")


def report(race: Race) -> str:
    """The report as a complete HTML document."""
    parts = [
        pictures.paragraph(words.summary(race)),
        pictures.table(words.table_columns(race), words.table_rows(race)),
        pictures.paragraph(words.how_to_read(race), kind="note"),
        *_claims(race),
        pictures.heading("The schedules, each at its best peak"),
        _schedules_chart(race),
        pictures.heading("While training"),
        _metric_chart(race),
        _loss_chart(race),
        *_peaks_chart(race),
        *_sweep(race),
        pictures.heading("How it was done"),
        pictures.paragraph(_how(race)),
        pictures.table(["schedule", "as it was asked for"], _texts(race)),
    ]
    return pictures.page(f"Learning-rate schedules on {race.task.name}", parts)


def _claims(race: Race) -> list[str]:
    if not race.claims:
        return []
    rows = [(c.claim, "holds" if c.holds else "not seen here", c.evidence) for c in race.claims]
    return [
        pictures.heading("Why not a fixed rate?"),
        pictures.table(["claim", "in this race", "numbers"], rows),
    ]


def _schedules_chart(race: Race) -> str:
    named = {f"{c.label}, peak {c.peak:g}": c.schedule for c in race.judged}
    return pictures.schedules_chart(named, steps=race.total_steps)


def _metric_chart(race: Race) -> str:
    scale, label = _metric_axis(race)
    series: list[Series] = []
    for candidate in race.judged:
        values = _gaps(scale * candidate.metric)
        mean = values.mean(axis=0)
        error = values.std(axis=0, ddof=min(1, len(values) - 1)) / math.sqrt(len(values))
        series.append(
            Series(
                candidate.label, candidate.evaluated_at, mean, low=mean - error, high=mean + error
            )
        )
    return pictures.chart(
        series,
        x_label="Update",
        y_label=label,
        title=f"{race.task.metric}, mean of the seeds",
        caption="Bands: one standard error of the mean on each side. A gap: a run diverged.",
        y_log=True,
    )


def _loss_chart(race: Race) -> str:
    series: list[Series] = []
    for candidate in race.judged:
        middles, losses = blocks(candidate.train_loss.mean(axis=0), _POINTS)
        series.append(Series(candidate.label, middles, _gaps(losses)))
    return pictures.chart(
        series,
        x_label="Update",
        y_label="Training loss",
        title="training loss, mean of the seeds and of neighboring updates",
        y_log=True,
    )


def _peaks_chart(race: Race) -> list[str]:
    if not race.grid:
        return []
    scale, label = _metric_axis(race)
    series: list[Series] = []
    for name in race.schedules:
        tried = sorted((c for c in race.grid if c.label == name), key=lambda c: c.peak)
        ends = _gaps(np.array([scale * c.score for c in tried]))
        series.append(Series(name, [c.peak for c in tried], ends, points=True))
    chart = pictures.chart(
        series,
        x_label="Peak learning rate",
        y_label=f"{label} at the end",
        caption="The runs that chose the peaks. The lower, the better; the flatter, the less the "
        "peak matters. Peaks at which a run diverged are left out.",
        x_log=True,
        y_log=True,
    )
    return [pictures.heading("The peak rate against the end"), chart]


def _sweep(race: Race) -> list[str]:
    if race.sweep is None:
        return []
    losses = _gaps(race.sweep.losses)
    begin, lowest = losses[0], np.nanmin(losses)
    off = ~(losses <= begin + 3 * (begin - lowest))  # what comes then hides everything else
    losses[np.argmax(np.append(off, True)) :] = np.nan
    series = [Series("loss on the minibatch", race.sweep.rates, losses, style=palette(1)[0])]
    return [
        pictures.heading("The sweep that proposed the peaks"),
        pictures.chart(
            series, x_label="Learning rate", y_label="Loss", caption=race.sweep.sentence, x_log=True
        ),
    ]


def _how(race: Race) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in race.versions.items())
    return (
        f"{race.task.description} Data: {race.task.data_license}. {words.headline(race)}. A seed "
        f"fixes the initial weights and the order of the data for every schedule. {versions}."
    )


def _texts(race: Race) -> list[tuple[str, str]]:
    return [(label, schedule.describe().text) for label, schedule in race.schedules.items()]


def _metric_axis(race: Race) -> tuple[float, str]:
    name = race.task.metric[:1].upper() + race.task.metric[1:]
    return (100.0, f"{name} (%)") if race.task.metric_is_fraction else (1.0, name)


def _gaps(values: np.ndarray) -> np.ndarray:
    """The values with NaN, which a chart leaves out, for what is infinite."""
    return np.where(np.isfinite(values), values, np.nan)
