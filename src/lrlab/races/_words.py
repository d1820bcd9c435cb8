"""How a race is told to people, in the terminal and in the report."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lrlab.races._statistics import ENOUGH, Interval
from lrlab.tasks import AbstractTask

if TYPE_CHECKING:
    from lrlab.races._race import Race

_EDGE = {"low": " ▼", "high": " ▲", None: ""}


def shown_metric(task: AbstractTask, value: float) -> str:
    """A value of the task's metric: a fraction as percent.

    Examples:
        >>> from lrlab.tasks import task_named
        >>> shown_metric(task_named("fashion14"), 0.15)
        '15.00%'
    """
    if not math.isfinite(value):
        return "diverged"
    return f"{100 * value:.2f}%" if task.metric_is_fraction else f"{value:.4g}"


def headline(race: Race) -> str:
    """What ran, in one line."""
    schedules = _counted(len(race.schedules), "schedule")
    return (
        f"{schedules} on {race.task.name}: {race.runs} runs of "
        f"{_counted(race.total_steps, 'update')}, judged on {_counted(len(race.seeds), 'seed')}, "
        f"{race.seconds:.1f} s"
    )


def table_columns(race: Race) -> list[str]:
    """The headings of the standings."""
    unit = " (points)" if race.task.metric_is_fraction else ""
    return [
        "",
        "schedule",
        "best peak",
        race.task.metric,
        f"vs {race.baseline}{unit}",
        "verdict",
        "",
    ]


def table_rows(race: Race) -> list[list[str]]:
    """The standings as texts, a row for each schedule."""
    return [
        [
            str(row.place),
            row.label,
            f"{row.peak:g}{_EDGE[row.edge]}",
            race.shown(row.score),
            _shown_interval(race.task, row.versus_baseline),
            "" if row.against_baseline == "diverged" else row.against_baseline,
            row.against_winner,
        ]
        for row in race.standings
    ]


def how_to_read(race: Race) -> str:
    """What the words and marks of the standings mean."""
    text = "Each schedule at its own best peak"
    if race.peak_seeds:
        text += f", which {len(race.peak_seeds)} other seeds chose"
    text += (
        ". Intervals: 95%, paired by seed, for all schedules together. Unclear: the interval holds "
        "0. Tie: so does that of the difference to the winner."
    )
    if any(row.edge for row in race.standings):
        text += " ▼ ▲: the best peak is the last of its grid, a better one may lie beyond."
    if len(race.seeds) < ENOUGH:
        text += f" Fewer than {ENOUGH} seeds tell nothing apart."
    return text


def summary(race: Race) -> str:
    """Who won, and who may have."""
    first = race.standings[0]
    if not math.isfinite(first.score):
        return "No winner: at its best peak, every schedule diverged with at least one seed."
    text = (
        f"Winner: {first.label} with a peak of {first.peak:g}, {race.shown(first.score)} "
        f"{race.task.metric} after {_counted(race.total_steps, 'update')}, the mean of "
        f"{_counted(len(race.seeds), 'seed')}."
    )
    ties = [row.label for row in race.standings if row.against_winner == "tie"]
    if ties:
        text += f" Not told apart from it: {', '.join(ties)}."
    baseline = next(row for row in race.standings if row.label == race.baseline)
    if baseline is not first:
        text += (
            f" For comparison, {race.baseline} at its own best peak, {baseline.peak:g}: "
            f"{race.shown(baseline.score)}."
        )
    return text


def _shown_interval(task: AbstractTask, interval: Interval | None) -> str:
    if interval is None or not math.isfinite(interval.mean):
        return ""
    scale, digits = (100.0, ".2f") if task.metric_is_fraction else (1.0, ".3g")
    mean, low, high = (
        f"{scale * bound:+{digits}}" for bound in (interval.mean, interval.low, interval.high)
    )
    return f"{mean} ({low} to {high})" if math.isfinite(interval.low) else mean


def _counted(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count:,} {word}s"
