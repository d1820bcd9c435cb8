"""The race: every schedule at its own best peak, on seeds that did not choose it."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import math
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from lrlab.forms import to_document
from lrlab.races import _arguments as arguments
from lrlab.races._candidates import Candidate, run_candidates
from lrlab.races._claims import Claim, claims_about_constant
from lrlab.races._entrants import BASELINE, default_schedules
from lrlab.races._grid import best_of, edge_of, peaks_beyond_edge
from lrlab.races._standings import Standing, standings
from lrlab.races._words import shown_metric
from lrlab.schedules import AbstractSchedule, Constant
from lrlab.sweeps import PeakSweep, propose_peaks
from lrlab.tasks import AbstractTask, task_named

SEEDS = 16  # that judge
PEAK_SEEDS = 4  # others, that choose each schedule's peak
EVALUATIONS = 20
WIDENINGS = 2  # how often a grid grows on the side where its best peak lies on the edge
_RATES_IN_JSON = 10_000  # updates; the rates of longer runs are left out
_BLOCKS_IN_JSON = 60  # of the training loss, each the mean of as many updates as fall to it

Progress = Callable[[str, int, int], object]


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Race:
    """What ran, and what came of it.

    Args:
        task: what was trained.
        total_steps: length of every run in optimizer updates.
        seeds: the seeds that judge; each gives every schedule the same weights and data order.
        peak_seeds: the seeds that chose the peaks; empty where there was nothing to choose.
        schedules: by name, as they were asked for, before they were scaled to a peak.
        baseline: the name of the schedule that the others are compared with: `"constant"` if one
            has it, else the first.
        sweep: the ramp that proposed the peaks; None if the peaks were given.
        grid: every schedule at every peak, with the seeds that chose.
        judged: each schedule at its best peak, with the seeds that judge, in the order of
            `schedules`.
        constants: the constant rate at every peak, with the seeds that judge; empty if the
            baseline is no constant rate.
        standings: what came of `judged`, best first.
        claims: what the race says about constant rates; empty without one.
        seconds: how long it took.
        versions: of Python, lrlab and the libraries that computed.
    """

    task: AbstractTask
    total_steps: int
    seeds: tuple[int, ...]
    peak_seeds: tuple[int, ...]
    schedules: Mapping[str, AbstractSchedule]
    baseline: str
    sweep: PeakSweep | None
    grid: tuple[Candidate, ...]
    judged: tuple[Candidate, ...]
    constants: tuple[Candidate, ...]
    standings: tuple[Standing, ...]
    claims: tuple[Claim, ...]
    seconds: float
    versions: Mapping[str, str]

    @property
    def runs(self) -> int:
        """How many runs there were."""
        judges = {(c.label, c.peak) for c in (*self.judged, *self.constants)}
        return len(self.grid) * len(self.peak_seeds) + len(judges) * len(self.seeds)

    def shown(self, value: float) -> str:
        """A value of the metric as people write it."""
        return shown_metric(self.task, value)

    def as_dict(self) -> dict[str, Any]:
        """The race as plain data for JSON; what is infinite or unknown is None."""
        plain = {
            "lrlab_race": 1,
            "task": {"name": self.task.name, **vars(self.task)},
            "description": self.task.description,
            "metric": self.task.metric,
            "total_steps": self.total_steps,
            "seeds": self.seeds,
            "peak_seeds": self.peak_seeds,
            "baseline": self.baseline,
            "schedules": {label: _document(s) for label, s in self.schedules.items()},
            "sweep": None if self.sweep is None else self.sweep.as_dict(),
            "standings": [dataclasses.asdict(row) for row in self.standings],
            "claims": [dataclasses.asdict(claim) for claim in self.claims],
            "judged": [self._curves(candidate) for candidate in self.judged],
            "grid": [_ends(candidate) for candidate in (*self.grid, *self.constants)],
            "seconds": round(self.seconds, 3),
            "versions": self.versions,
        }
        return _finite(plain)

    def _curves(self, candidate: Candidate) -> dict[str, Any]:
        middles, losses = blocks(candidate.train_loss.mean(axis=0), _BLOCKS_IN_JSON)
        short = self.total_steps <= _RATES_IN_JSON
        rates = candidate.schedule(np.arange(self.total_steps)) if short else None
        return _ends(candidate) | {
            "rates": None if rates is None else rates.tolist(),
            "evaluated_at": candidate.evaluated_at.tolist(),
            "test_loss": candidate.test_loss.astype(float).round(6).tolist(),
            "metric": candidate.metric.astype(float).round(6).tolist(),
            "train_loss": {"update": middles.tolist(), "mean": losses.astype(float).tolist()},
        }


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

    All schedules see the same seeds: the same initial weights and the same data order. Four seeds
    choose the peak of every schedule; the others, which had no part in the choice, judge. A
    schedule whose best peak lies on the edge of the grid gets more peaks on that side, twice at
    most; then the standings mark it. With the peaks given, none are added.

    Args:
        task: the name of a built-in task, or a task.
        schedules: by name, or a list that is named by kind. Each is scaled to every peak. None:
            the constant rate, five common schedules, WSD and the inverse square root.
        peaks: the grid of peak rates. None: a short sweep proposes it.
        seeds: how many seeds judge, or which; fewer than 3 tell nothing apart.
        steps: length of every run in optimizer updates; the length that all the schedules have,
            or else the task's own.
        on_progress: called with the phase (`"sweep"`, `"peaks"`, `"wider grid"`, `"race"`), the
            updates done and to do. What it raises ends the race.

    Raises:
        RaceError: if an argument breaks its rule, before anything runs.
        MissingExtraError: if JAX or SciPy is not installed.

    Examples:
        >>> import lrlab
        >>> result = lrlab.race("quadratic", peaks=[0.1, 0.3], seeds=3, steps=50)
        >>> len(result.standings), result.standings[-1].place
        (8, 8)
    """
    started = time.perf_counter()
    task = task_named(task) if isinstance(task, str) else arguments.checked_task(task)
    judges = arguments.checked_seeds_or_count(seeds)
    grid_given = None if peaks is None else arguments.checked_peaks(peaks)
    named = arguments.named_schedules(schedules)
    total_steps = arguments.length(task, named, steps)
    entrants = default_schedules(total_steps) if named is None else named
    rows = arguments.rate_rows(entrants, total_steps)
    course = _Course(task, rows, on_progress or (lambda phase, done, total: None))

    sweep = None
    if grid_given is None:
        sweep = propose_peaks(task, on_progress=course.phase("sweep"))
    peak_grid = list(sweep.peaks if sweep is not None else grid_given or ())
    choosers = tuple(range(max(judges) + 1, max(judges) + 1 + PEAK_SEEDS))
    grid: list[Candidate] = []
    if len(peak_grid) > 1:
        grid = course.run_grid(peak_grid, choosers, widen=sweep is not None)

    chosen = {label: best_of(grid, label).peak if grid else peak_grid[0] for label in entrants}
    baseline = BASELINE if BASELINE in entrants else next(iter(entrants))
    is_constant = isinstance(entrants[baseline].expanded(), Constant)
    more = sorted({c.peak for c in grid if c.label == baseline}) if is_constant else []
    wanted = dict.fromkeys([*chosen.items(), *((baseline, peak) for peak in more)])
    ran = course.run("race", list(wanted), judges, EVALUATIONS)
    judged = [c for c in ran if c.peak == chosen[c.label]]
    constants = [c for c in ran if c.label == baseline] if is_constant else []

    edges = {label: edge_of(grid, label) for label in entrants} if grid else {}
    table = standings(judged, baseline=baseline, edges=edges)
    claims: list[Claim] = []
    if constants:
        claims = claims_about_constant(constants, table, shown=lambda x: shown_metric(task, x))
    return Race(
        task=task,
        total_steps=total_steps,
        seeds=judges,
        peak_seeds=choosers if grid else (),
        schedules=entrants,
        baseline=baseline,
        sweep=sweep,
        grid=tuple(grid),
        judged=tuple(judged),
        constants=tuple(constants),
        standings=tuple(table),
        claims=tuple(claims),
        seconds=time.perf_counter() - started,
        versions=_versions(),
    )


@dataclasses.dataclass(frozen=True)
class _Course:
    """What all the runs of a race have in common."""

    task: AbstractTask
    rows: Mapping[str, tuple[AbstractSchedule, np.ndarray]]
    report: Progress

    def phase(self, name: str) -> Callable[[int, int], object]:
        return lambda done, total: self.report(name, done, total)

    def run(
        self, phase: str, peaks: list[tuple[str, float]], seeds: Sequence[int], evaluations: int
    ) -> list[Candidate]:
        return run_candidates(
            self.task,
            self.rows,
            peaks,
            seeds=seeds,
            evaluations=evaluations,
            on_progress=self.phase(phase),
        )

    def run_grid(
        self, peaks: Sequence[float], seeds: Sequence[int], *, widen: bool
    ) -> list[Candidate]:
        """Every schedule at every peak; then more where the best lies on an edge."""
        grid = self.run("peaks", [(label, p) for label in self.rows for p in peaks], seeds, 1)
        for _ in range(WIDENINGS if widen else 0):
            wider = [pair for label in self.rows for pair in peaks_beyond_edge(grid, label)]
            grid += self.run("wider grid", wider, seeds, 1)
        return grid


def blocks(losses: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The means of neighboring updates, `count` of them at most, and where their middles lie."""
    edges = np.unique(np.linspace(0, len(losses), count + 1).astype(int))
    sums = np.add.reduceat(losses, edges[:-1])
    return (edges[:-1] + edges[1:] - 1) / 2, sums / np.diff(edges)


def _document(schedule: AbstractSchedule) -> dict[str, Any] | None:
    try:
        return to_document(schedule)
    except ValueError:  # a Python function inside: its rates stand with the curves
        return None


def _ends(candidate: Candidate) -> dict[str, Any]:
    return {
        "label": candidate.label,
        "peak": candidate.peak,
        "final": candidate.final.astype(float).round(6).tolist(),
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
    versions = {"python": platform.python_version()}
    for name in ("lrlab", "numpy", "jax", "scipy"):
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:  # run from the source
            versions[name] = "not installed"
    return versions
