"""The race: every schedule at its own best peak, on the same seeds."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import math
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from lrlab._errors import RaceError
from lrlab.forms import to_document
from lrlab.races._candidates import Candidate, run_candidates
from lrlab.races._claims import Claim, claims_about_constant
from lrlab.races._entrants import BASELINE, default_schedules
from lrlab.races._standings import Standing, best_of, edge_of, standings
from lrlab.races._words import shown_metric
from lrlab.schedules import AbstractSchedule, Constant
from lrlab.schedules._written import labels_of
from lrlab.sweeps import PeakSweep, propose_peaks
from lrlab.tasks import AbstractTask, task_named

SEEDS = 8
WIDENINGS = 2  # how often a grid grows on the side where its best peak lies on the edge
GROWTH = 2  # by how many peaks

Progress = Callable[[str, int, int], object]


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Race:
    """What ran, and what came of it.

    Args:
        task: what was trained.
        total_steps: length of every run in optimizer updates.
        seeds: the seeds; each gives every schedule the same weights and the same data order.
        schedules: by name, as they were asked for, before they were scaled to a peak.
        baseline: the name of the schedule that the others are compared with.
        sweep: the ramp that proposed the peaks; None if the peaks were given.
        candidates: every schedule at every peak, with its curves.
        standings: each schedule at its own best peak, best first.
        claims: what the race says about constant rates; empty without one.
        seconds: how long it took.
        versions: of Python, lrlab and the libraries that computed.
    """

    task: AbstractTask
    total_steps: int
    seeds: tuple[int, ...]
    schedules: Mapping[str, AbstractSchedule]
    baseline: str
    sweep: PeakSweep | None
    candidates: tuple[Candidate, ...]
    standings: tuple[Standing, ...]
    claims: tuple[Claim, ...]
    seconds: float
    versions: Mapping[str, str]

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return len(self.candidates) * len(self.seeds)

    def best(self, label: str) -> Candidate:
        """A schedule at its own best peak."""
        return best_of(self.candidates, label)

    def shown(self, value: float) -> str:
        """A value of the metric as people write it."""
        return shown_metric(self.task, value)

    def as_dict(self) -> dict[str, Any]:
        """The whole race as plain data for JSON; what is infinite or unknown is None."""
        plain = {
            "lrlab_race": 1,
            "task": self.task.name,
            "description": self.task.description,
            "metric": self.task.metric,
            "total_steps": self.total_steps,
            "seeds": list(self.seeds),
            "baseline": self.baseline,
            "schedules": {label: _document(s) for label, s in self.schedules.items()},
            "sweep": None if self.sweep is None else self.sweep.as_dict(),
            "standings": [dataclasses.asdict(row) for row in self.standings],
            "claims": [dataclasses.asdict(claim) for claim in self.claims],
            "candidates": [_candidate_dict(c) for c in self.candidates],
            "seconds": round(self.seconds, 3),
            "versions": dict(self.versions),
        }
        return _finite(plain)


def race(
    task: str | AbstractTask = "fashion14",
    schedules: Mapping[str, AbstractSchedule] | Sequence[AbstractSchedule] | None = None,
    *,
    peaks: Sequence[float] | None = None,
    seeds: int | Sequence[int] = SEEDS,
    steps: int | None = None,
    on_progress: Progress | None = None,
) -> Race:
    """Race schedules against each other, each at its own best peak.

    All schedules see the same seeds: the same initial weights and the same data order. A schedule
    whose best peak lies on the edge of the grid gets more peaks on that side, twice at most; then
    the standings mark it. With the peaks given, nothing is added.

    Args:
        task: the name of a built-in task, or a task.
        schedules: by name, or a list that is named by kind. Each is scaled to every peak. None:
            the constant rate, five common schedules, WSD and the inverse square root.
        peaks: the grid of peak rates. None: a short sweep proposes it.
        seeds: how many, or which.
        steps: length of every run in optimizer updates; the task's own by default, or the length
            that all the schedules have.
        on_progress: called with the phase (`"sweep"`, `"race"`, `"wider grid"`), the updates done
            and to do. What it raises ends the race.

    Raises:
        RaceError: if an argument breaks its rule, before anything runs.
        MissingExtraError: if JAX or SciPy is not installed.

    Examples:
        >>> import lrlab
        >>> result = lrlab.race("quadratic", peaks=[0.1, 0.3], seeds=2, steps=50)
        >>> len(result.standings), result.runs
        (8, 32)
    """
    started = time.perf_counter()
    task = task_named(task) if isinstance(task, str) else task
    numbers = _checked_seeds(seeds)
    named = _named(schedules)
    total_steps = _length(task, named, steps)
    entrants = default_schedules(total_steps) if named is None else named
    _check_entrants(entrants, total_steps)
    report = on_progress or (lambda phase, done, total: None)
    sweep = None
    if peaks is None:
        sweep = propose_peaks(task, on_progress=_phase(report, "sweep"))
    grid = _checked_peaks(peaks) if sweep is None else sweep.peaks
    setting = {"seeds": numbers, "total_steps": total_steps}
    candidates = run_candidates(
        task,
        entrants,
        dict.fromkeys(entrants, grid),
        on_progress=_phase(report, "race"),
        **setting,
    )
    for _ in range(WIDENINGS if sweep is not None else 0):
        wider = {label: more for label in entrants if (more := _beyond_edge(candidates, label))}
        candidates += run_candidates(
            task, entrants, wider, on_progress=_phase(report, "wider grid"), **setting
        )
    baseline = BASELINE if BASELINE in entrants else next(iter(entrants))
    rows = standings(candidates, baseline=baseline)
    claims: list[Claim] = []
    if isinstance(entrants[baseline].expanded(), Constant):
        claims = claims_about_constant(
            candidates, rows, baseline=baseline, shown=lambda value: shown_metric(task, value)
        )
    return Race(
        task=task,
        total_steps=total_steps,
        seeds=numbers,
        schedules=entrants,
        baseline=baseline,
        sweep=sweep,
        candidates=tuple(candidates),
        standings=tuple(rows),
        claims=tuple(claims),
        seconds=time.perf_counter() - started,
        versions=_versions(),
    )


def _phase(report: Progress, phase: str) -> Callable[[int, int], object]:
    return lambda done, total: report(phase, done, total)


def _beyond_edge(candidates: Sequence[Candidate], label: str) -> list[float]:
    """More peaks on the side where the best one is the last of its grid."""
    peaks = sorted(c.peak for c in candidates if c.label == label)
    side = edge_of(candidates, label)
    if side is None or len(peaks) < 2:
        return []
    factor = peaks[1] / peaks[0] if side == "low" else peaks[-1] / peaks[-2]
    if side == "low":
        return [float(f"{peaks[0] / factor**n:.1e}") for n in range(GROWTH, 0, -1)]
    return [float(f"{peaks[-1] * factor**n:.1e}") for n in range(1, GROWTH + 1)]


def _named(
    schedules: Mapping[str, AbstractSchedule] | Sequence[AbstractSchedule] | None,
) -> dict[str, AbstractSchedule] | None:
    if schedules is None:
        return None
    if isinstance(schedules, Mapping):
        for entrant in schedules.values():
            _check_is_schedule(entrant)
        return dict(schedules)
    entrants = [schedules] if isinstance(schedules, AbstractSchedule) else list(schedules)
    for entrant in entrants:
        _check_is_schedule(entrant)
    return dict(zip(labels_of(entrants), entrants, strict=True))


def _length(
    task: AbstractTask, schedules: Mapping[str, AbstractSchedule] | None, steps: int | None
) -> int:
    if steps is None:
        entrants = (schedules or {}).values()
        lengths = {schedule.total_steps for schedule in entrants} - {None}
        return (lengths.pop() if len(lengths) == 1 else None) or task.default_steps
    if isinstance(steps, bool) or not isinstance(steps, int) or steps < 1:
        raise RaceError(
            f"`race(steps=...)` must be a whole number of updates, 1 or more, got {steps!r}. "
            f"The usual length of `{task.name}` is {task.default_steps}."
        )
    return steps


def _check_is_schedule(value: Any) -> None:
    if not isinstance(value, AbstractSchedule):
        raise RaceError(
            f"`race(schedules=...)` must hold schedules, got {str(value)[:60]!r}. Read a text with "
            f"`lrlab.parse(...)`."
        )


def _check_entrants(schedules: Mapping[str, AbstractSchedule], total_steps: int) -> None:
    if not schedules:
        raise RaceError("`race(schedules=...)` must hold at least one schedule, got none.")
    for label, schedule in schedules.items():
        if schedule.total_steps not in (None, total_steps):
            raise RaceError(
                f"`race(steps=...)` must be the length of every schedule, got {total_steps} for "
                f'"{label}", which has {schedule.total_steps}. Use '
                f"`schedule.with_total_steps({total_steps})`, or another `steps`."
            )
        if not 0 < schedule.peak_value < math.inf:
            raise RaceError(
                f"`race(schedules=...)` must hold schedules with a finite peak above 0, got "
                f'{schedule.peak_value} for "{label}", which no scaling can change.'
            )


def _checked_peaks(peaks: Sequence[float] | None) -> tuple[float, ...]:
    try:
        grid = sorted({float(peak) for peak in peaks or ()})
    except (TypeError, ValueError):
        grid = []
    if not grid or not all(0 < peak < math.inf for peak in grid):
        raise RaceError(
            f"`race(peaks=...)` must be finite rates above 0, at least one, got {peaks!r}. "
            f"Leave it out and a short sweep proposes them."
        )
    return tuple(grid)


def _checked_seeds(seeds: int | Sequence[int]) -> tuple[int, ...]:
    try:
        numbers = tuple(range(seeds) if isinstance(seeds, int) else seeds)
    except TypeError:
        numbers = ()
    whole = all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in numbers)
    if not numbers or not whole or isinstance(seeds, bool) or len(set(numbers)) < len(numbers):
        raise RaceError(
            f"`race(seeds=...)` must be how many seeds, 1 or more, or which, all different, got "
            f"{seeds!r}. Use at least 3 to tell schedules apart."
        )
    return numbers


def _document(schedule: AbstractSchedule) -> dict[str, Any] | None:
    try:
        return to_document(schedule)
    except ValueError:  # a Python function inside: the curve is in the candidates
        return None


def _candidate_dict(candidate: Candidate) -> dict[str, Any]:
    return {
        "label": candidate.label,
        "peak": candidate.peak,
        "evaluated_at": candidate.steps.tolist(),
        "test_loss": candidate.test_loss.astype(float).round(6).tolist(),
        "metric": candidate.metric.astype(float).round(6).tolist(),
        "diverged_at": [None if at < 0 else int(at) for at in candidate.diverged_at],
    }


def _finite(value: Any) -> Any:
    """Plain data with None for what JSON has no number for."""
    if isinstance(value, Mapping):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(inner) for inner in value]
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else None
    return value


def _versions() -> dict[str, str]:
    names = ("lrlab", "numpy", "jax", "scipy")
    return {"python": platform.python_version()} | {
        name: importlib.metadata.version(name) for name in names
    }
