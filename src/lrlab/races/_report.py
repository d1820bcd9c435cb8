"""The report of a race: one HTML file that opens offline, and the same as JSON beside it."""

from __future__ import annotations

import itertools
import json
import math
import os
import tempfile
from pathlib import Path

import numpy as np

from lrlab import pictures
from lrlab._errors import RaceError
from lrlab.pictures import Series, palette
from lrlab.races._candidates import Candidate
from lrlab.races._race import Race
from lrlab.races._words import difference_unit, shown_interval

_POINTS = 60  # of a training curve: each the mean of as many updates as fall to it
_EDGE = {"low": " ▼", "high": " ▲", None: ""}


def check_report_path(path: str | os.PathLike[str]) -> Path:
    """The path of a report that can be written, or a `RaceError` before anything runs."""
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
    if target.is_dir() or not os.access(target.parent, os.W_OK):
        raise RaceError(
            f"`out` must be a file that can be written, got {str(target)!r}. Choose another place."
        )
    return target


def write_report(race: Race, path: str | os.PathLike[str]) -> tuple[Path, Path]:
    """Write the report of `race` to `path` and its numbers beside it as JSON.

    Each file is complete or not there: it is written under another name first.

    Returns:
        The two paths.

    Raises:
        RaceError: if the path does not end in .html or cannot be written.
    """
    target = check_report_path(path)
    numbers = target.with_suffix(".json")
    texts = {target: report(race), numbers: json.dumps(race.as_dict(), indent=1) + "\n"}
    for place, text in texts.items():
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        try:
            with open(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            os.chmod(temporary, 0o644)
            os.replace(temporary, place)
        except BaseException:
            os.unlink(temporary)
            raise
    return target, numbers


def report(race: Race) -> str:
    """The report as a complete HTML document."""
    parts = [
        pictures.paragraph(_summary(race)),
        _standings_table(race),
        pictures.paragraph(_how_to_read(race), kind="note"),
        *_claims(race),
        pictures.heading("The schedules, each at its best peak"),
        _schedules_chart(race),
        pictures.heading("While training"),
        _metric_chart(race),
        _loss_chart(race),
        pictures.heading("The peak rate against the end"),
        _peaks_chart(race),
        *_sweep(race),
        pictures.heading("How it was done"),
        pictures.paragraph(_how(race)),
        pictures.table(["schedule", "as it was asked for"], _texts(race)),
    ]
    return pictures.page(f"Learning-rate schedules on {race.task.name}", parts)


def _summary(race: Race) -> str:
    first = race.standings[0]
    text = (
        f"Winner: {first.label} with a peak of {first.peak:g}, {race.shown(first.score)} "
        f"{race.task.metric} after {race.total_steps} updates, the mean of {len(race.seeds)} seeds."
    )
    rivals = [row.label for row in race.standings if row.against_winner == "tie"]
    if rivals:
        text += f" Not told apart from it: {', '.join(rivals)}."
    baseline = next(row for row in race.standings if row.label == race.baseline)
    if baseline is not first:
        text += (
            f" For comparison, {race.baseline} at its own best peak, {baseline.peak:g}: "
            f"{race.shown(baseline.score)}."
        )
    return text


def _standings_table(race: Race) -> str:
    difference = f"against {race.baseline}{difference_unit(race.task)}"
    columns = ["", "schedule", "best peak", race.task.metric, difference, "verdict", "winner"]
    rows = [
        (
            f"{row.place}",
            row.label,
            f"{row.peak:g}{_EDGE[row.edge]}",
            race.shown(row.score),
            shown_interval(race.task, row.versus_baseline),
            row.against_baseline,
            row.against_winner,
        )
        for row in race.standings
    ]
    return pictures.table(columns, rows)


def _how_to_read(race: Race) -> str:
    text = (
        "Each schedule at its own best peak. Differences are paired by seed; their intervals hold "
        "at 95% for all schedules together. Unclear: the interval holds 0. Tie: the difference to "
        "the winner may be 0."
    )
    if any(row.edge for row in race.standings):
        text += " ▼ ▲: the best peak is the last of the grid, a better one may lie beyond."
    return text


def _claims(race: Race) -> list[str]:
    if not race.claims:
        return []
    rows = [(c.claim, "holds" if c.holds else "not seen here", c.evidence) for c in race.claims]
    return [
        pictures.heading("Why not a fixed rate?"),
        pictures.table(["claim", "in this race", "numbers"], rows),
    ]


def _best(race: Race) -> list[Candidate]:
    """Every schedule at its best peak, in the order of the race, which fixes its color."""
    return [race.best(label) for label in race.schedules]


def _schedules_chart(race: Race) -> str:
    named = {f"{c.label}, peak {c.peak:g}": c.schedule for c in _best(race)}
    return pictures.schedules_chart(named, steps=race.total_steps)


def _metric_chart(race: Race) -> str:
    scale, label = _metric_axis(race)
    series = []
    for candidate in _best(race):
        values = scale * candidate.metric
        mean = _gaps(values.mean(axis=0))
        error = values.std(axis=0, ddof=1) / math.sqrt(len(values)) if len(values) > 1 else None
        low = None if error is None else _gaps(mean - error)
        high = None if error is None else _gaps(mean + error)
        series.append(Series(candidate.label, candidate.steps, mean, low=low, high=high))
    return pictures.chart(
        series,
        x_label="Update",
        y_label=label,
        title=f"{race.task.metric}, mean of the seeds",
        caption="Bands: one standard error of the mean on each side. A gap: a run diverged.",
        y_log=True,
    )


def _loss_chart(race: Race) -> str:
    edges = np.unique(np.linspace(0, race.total_steps, _POINTS + 1).astype(int))
    middles = (edges[:-1] + edges[1:] - 1) / 2
    series = []
    for candidate in _best(race):
        mean = candidate.train_loss.mean(axis=0)
        blocks = [mean[a:b].mean() for a, b in itertools.pairwise(edges)]
        series.append(Series(candidate.label, middles, _gaps(np.array(blocks))))
    return pictures.chart(
        series,
        x_label="Update",
        y_label="Training loss",
        title="training loss, mean of the seeds and of neighboring updates",
        y_log=True,
    )


def _peaks_chart(race: Race) -> str:
    scale, label = _metric_axis(race)
    series = []
    for name in race.schedules:
        tried = sorted((c for c in race.candidates if c.label == name), key=lambda c: c.peak)
        ends = _gaps(np.array([scale * c.score for c in tried]))
        series.append(Series(name, [c.peak for c in tried], ends, points=True))
    return pictures.chart(
        series,
        x_label="Peak learning rate",
        y_label=f"{label} at the end",
        caption="The lower, the better; the flatter, the less the peak matters. Peaks at which a "
        "run diverged are left out.",
        x_log=True,
        y_log=True,
    )


def _sweep(race: Race) -> list[str]:
    if race.sweep is None:
        return []
    losses = _gaps(race.sweep.losses)
    ceiling = 4 * float(np.nanmax(losses[:20]))
    losses[np.argmax(np.append(losses > ceiling, True)) :] = np.nan
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
        f"{race.task.description} Data: {race.task.data_license}. {race.runs} runs of "
        f"{race.total_steps} updates in {race.seconds:.1f} s. A seed fixes the initial weights and "
        f"the order of the data for every schedule. {versions}."
    )


def _texts(race: Race) -> list[tuple[str, str]]:
    return [(label, schedule.describe().text) for label, schedule in race.schedules.items()]


def _metric_axis(race: Race) -> tuple[float, str]:
    name = race.task.metric.capitalize()
    return (100.0, f"{name} (%)") if race.task.metric_is_fraction else (1.0, name)


def _gaps(values: np.ndarray) -> np.ndarray:
    """The values with NaN, which a chart leaves out, for what is infinite."""
    return np.where(np.isfinite(values), values, np.nan)
