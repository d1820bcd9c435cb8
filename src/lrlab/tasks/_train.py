"""Train a task at many rates with many seeds, in a few compiled programs."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import Any, final

import numpy as np

from lrlab._dependencies import Late
from lrlab._errors import RaceError
from lrlab.tasks._base import AbstractTask, Arrays

jax = Late("jax", extra="lab", why="to train a task")
jnp = Late("jax.numpy", extra="lab", why="to train a task")

GROUP = 12  # runs that share a program and its batches, at least: fewer make small, slow products
_KEPT = 32  # pieces of batches that are kept for the other groups of their seed
PIECE = 60  # updates in one call of a program, at most


@final
@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Curves:
    """What `train` measured; every loss of a run that has diverged is infinite from then on.

    Infinite, not NaN: the best of several runs, a sorted table and a median stay right.

    Args:
        steps: the numbers of updates after which the runs were evaluated, the last is the end:
            int, shape `(evaluations,)`.
        train_loss: the loss on the minibatch of update `t`, before that update: float32, shape
            `(candidates, seeds, total_steps)`.
        test_loss: float32, shape `(candidates, seeds, evaluations)`.
        metric: what the task is judged by, named by `task.metric`; smaller is better: float32,
            shape `(candidates, seeds, evaluations)`.
        diverged_at: the first update whose loss was NaN, infinite or above `task.largest_loss`, the
            number of updates where only the last evaluation shows it, or -1: int, shape
            `(candidates, seeds)`.
    """

    steps: np.ndarray
    train_loss: np.ndarray
    test_loss: np.ndarray
    metric: np.ndarray
    diverged_at: np.ndarray


def train(
    task: AbstractTask,
    rates: Any,
    *,
    seeds: Sequence[int],
    evaluations: int = 10,
    on_progress: Callable[[int, int], object] | None = None,
) -> Curves:
    """Train `task` once for every candidate and every seed.

    Runs with the same seed share initial weights and batches, whatever their rates, so their
    differences are the candidates' doing. The same call gives the same bits.

    Args:
        task: what to train.
        rates: learning rates, finite and not negative: shape `(candidates, total_steps)`; update
            `t` of candidate `c` uses `rates[c, t]`.
        seeds: whole numbers from 0, all different.
        evaluations: how often to evaluate on the test set, evenly spread, the last time at the
            end; at least 1. With `total_steps` or more, after every update.
        on_progress: called in this thread after every piece with the updates done and to do, all
            runs together. What it raises (and `KeyboardInterrupt`) ends the training.

    Raises:
        RaceError: if an argument breaks its rule, before anything is compiled.

    Examples:
        >>> from lrlab.tasks import Quadratic
        >>> rates = np.full((2, 100), [[0.1], [0.5]])  # two constant rates, 100 updates
        >>> curves = train(Quadratic(), rates, seeds=[0, 1, 2])
        >>> curves.train_loss.shape, curves.metric.shape, curves.steps[-1]
        ((2, 3, 100), (2, 3, 10), np.int64(100))
    """
    table = _checked_rates(rates)
    seeds = checked_seeds("train(seeds=...)", seeds)
    steps = _evaluated_steps(table.shape[1], evaluations)
    groups = _groups(len(table))
    batches = functools.lru_cache(maxsize=_KEPT)(functools.partial(_batches, task))
    parts = [
        [_Part(task, table[group], seed, batches, steps) for seed in seeds] for group in groups
    ]
    # All groups of a seed in a row, which then share its batches.
    _run_all([part for column in zip(*parts, strict=True) for part in column], on_progress)

    def together(name: str) -> np.ndarray:
        """Stack an array of every part to `(candidates, seeds, ...)`, without the fillers."""
        rows = np.concatenate([np.stack([getattr(p, name) for p in row], 1) for row in parts])
        return rows[np.unique(np.concatenate(groups), return_index=True)[1]]

    return _curves(task, steps, together("train_loss"), together("test_loss"), together("metric"))


class _Part:
    """A group of candidates with one seed: its weights, how far it is, and what it measured."""

    def __init__(
        self,
        task: AbstractTask,
        rates: np.ndarray,
        seed: int,
        batches: Callable[[int, int, int], Arrays],
        steps: np.ndarray,
    ) -> None:
        runs, self.total_steps = rates.shape
        self._task, self._rates, self._seed = task, rates, seed
        self._batches, self._steps = batches, steps
        self._pieces = _pieces(steps)
        self._weights: Any = None  # only while it runs: a race has many parts
        self.done = 0
        self.train_loss = np.empty(rates.shape, np.float32)
        self.test_loss = np.empty((runs, len(steps)), np.float32)
        self.metric = np.empty_like(self.test_loss)

    def advance(self) -> int:
        """Do the updates of the next piece, evaluate if it is time, return how many updates."""
        advance, evaluate = _programs(self._task)
        start, stop = self.done, next(self._pieces)
        if start == 0:
            self._weights = self._initial()
        rates = _filled(self._rates[:, start:stop].T)
        batches = self._batches(self._seed, start, stop)
        self._weights, losses = advance(self._weights, batches, rates, stop - start)
        self.train_loss[:, start:stop] = np.asarray(losses)[: stop - start].T
        self.done = stop
        if stop in self._steps:
            place = np.searchsorted(self._steps, stop)
            measured = evaluate(self._weights[0], _on_device(self._task))
            self.test_loss[:, place], self.metric[:, place] = measured
        if stop == self.total_steps:
            self._weights = None
        return len(self.train_loss) * (stop - start)

    def _initial(self) -> tuple[Arrays, Arrays]:
        """Weights, alike for every run of the part, and velocities of zero."""
        weights = {
            name: jnp.tile(array, (len(self._rates),) + (1,) * array.ndim)
            for name, array in self._task.init(self._seed).items()
        }
        return weights, jax.tree.map(jnp.zeros_like, weights)


def _run_all(parts: list[_Part], on_progress: Callable[[int, int], object] | None) -> None:
    """Bring all parts to their ends, one after another, in as many threads as processors."""
    done, total = 0, sum(part.train_loss.size for part in parts)
    threads = min(_processors(), len(parts))
    pool = ThreadPoolExecutor(threads)
    to_come = iter(parts)
    try:
        running = {pool.submit(part.advance): part for part in itertools.islice(to_come, threads)}
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                part = running.pop(future)
                done += future.result()
                following = part if part.done < part.total_steps else next(to_come, None)
                if following is not None:
                    running[pool.submit(following.advance)] = following
            if on_progress is not None:
                on_progress(done, total)
    finally:
        pool.shutdown(cancel_futures=True)


@functools.lru_cache(maxsize=8)
def _programs(task: AbstractTask) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return the two programs of a task, many runs at once: a piece of training, an evaluation."""
    advance = jax.jit(functools.partial(_advance, task), donate_argnums=0)
    return advance, jax.jit(jax.vmap(task.evaluate, in_axes=(0, None)))


def _advance(task: AbstractTask, state: Any, batches: Arrays, rates: Any, updates: Any) -> Any:
    """Do the first `updates` updates of a piece for a group of runs.

    Nothing in here is masked: a diverged run computes with infinities and NaNs, which cost no more
    than numbers and cannot reach other runs, as no product and no sum goes across runs.

    Args:
        task: whose losses and gradients.
        state: weights and velocities, each array with a leading axis of runs.
        batches: arrays of shape `(PIECE, ...)`.
        rates: shape `(PIECE, runs)`.
        updates: how many rows of `batches` and `rates` are real.

    Returns:
        The new state, and the losses: shape `(PIECE, runs)`.
    """

    def update(t: Any, carry: Any) -> Any:
        weights, velocities, losses = carry
        batch = jax.tree.map(lambda array: array[t], batches)
        loss, gradients = task.losses_and_gradients(weights, batch)
        velocities = jax.tree.map(lambda v, g: task.momentum * v + g, velocities, gradients)
        weights = jax.tree.map(lambda w, v: w - _per_run(rates[t], w) * v, weights, velocities)
        return weights, velocities, losses.at[t].set(loss)

    carry = (*state, jnp.zeros_like(rates))
    weights, velocities, losses = jax.lax.fori_loop(0, updates, update, carry)
    return (weights, velocities), losses


def _per_run(values: Any, like: Any) -> Any:
    """Shape one value per run so that it meets arrays with a leading axis of runs."""
    return values.reshape((-1,) + (1,) * (like.ndim - 1))


@functools.lru_cache(maxsize=8)
def _on_device(task: AbstractTask) -> Arrays:
    return jax.device_put(task.test_set)


def _batches(task: AbstractTask, seed: int, start: int, stop: int) -> Arrays:
    return jax.tree.map(_filled, task.batches(seed, start, stop))


def _filled(array: np.ndarray) -> Any:
    """Fill up the first axis to `PIECE` with zeros, so that one program serves every piece."""
    if len(array) < PIECE:
        rest = np.zeros((PIECE - len(array), *array.shape[1:]), array.dtype)
        array = np.concatenate([array, rest])
    return jnp.asarray(array)


def _groups(candidates: int) -> list[np.ndarray]:
    """Split candidates into groups of one size, `GROUP` or more; the last candidate fills up.

    Examples:
        >>> [(group[0].item(), group[-2:].tolist()) for group in _groups(25)]
        [(0, [11, 12]), (13, [24, 24])]
    """
    count = max(candidates // GROUP, 1)
    size = math.ceil(candidates / count)
    return list(np.minimum(np.arange(count * size), candidates - 1).reshape(count, size))


def _pieces(steps: np.ndarray) -> Iterator[int]:
    """Yield where pieces end: at every evaluation, and between so that none exceeds `PIECE`.

    Examples:
        >>> list(_pieces(np.array([30, 130])))
        [30, 80, 130]
    """
    start = 0
    for stop in steps.tolist():
        pieces = math.ceil((stop - start) / PIECE)
        yield from (start + (stop - start) * piece // pieces for piece in range(1, pieces + 1))
        start = stop


def _evaluated_steps(total_steps: int, evaluations: int) -> np.ndarray:
    """Return the numbers of updates after which to evaluate, evenly spread, the last is the end.

    Examples:
        >>> _evaluated_steps(600, 4)
        array([150, 300, 450, 600])
    """
    if not isinstance(evaluations, int | np.integer) or evaluations < 1:
        raise RaceError(
            f"`train(evaluations=...)` must be a whole number of at least 1, got {evaluations!r}. "
            f"For the end alone, use 1."
        )
    evaluations = min(int(evaluations), total_steps)
    return np.arange(1, evaluations + 1) * total_steps // evaluations


def _curves(
    task: AbstractTask,
    steps: np.ndarray,
    train_loss: np.ndarray,
    test_loss: np.ndarray,
    metric: np.ndarray,
) -> Curves:
    """Find where each run diverged, and make what comes after infinite."""

    def first_bad(losses: np.ndarray, when: np.ndarray) -> np.ndarray:
        bad = ~(losses <= task.largest_loss)  # NaN is bad too
        return np.where(bad.any(-1), when[bad.argmax(-1)], never)

    never = steps[-1] + 1
    updates = np.arange(steps[-1])
    first = np.minimum(first_bad(train_loss, updates), first_bad(test_loss, steps))[..., None]
    return Curves(
        steps=steps,
        train_loss=np.where(updates < first, train_loss, np.float32(np.inf)),
        test_loss=np.where(steps < first, test_loss, np.float32(np.inf)),
        metric=np.where(steps < first, metric, np.float32(np.inf)),
        diverged_at=np.where(first[..., 0] < never, first[..., 0], -1),
    )


def _checked_rates(rates: Any) -> np.ndarray:
    """Return the table of rates as float32, or say what is wrong with it."""
    table = np.asarray(rates)
    if table.ndim != 2 or 0 in table.shape:
        raise RaceError(
            "`train(rates=...)` must have the shape (candidates, total_steps), both at least 1, "
            f"got {table.shape}. For one candidate, use `rates[None, :]`."
        )
    if table.dtype.kind not in "iuf":
        raise RaceError(
            f"`train(rates=...)` must hold real numbers, got {table.dtype}. "
            "Evaluate each schedule at `np.arange(total_steps)` first."
        )
    with np.errstate(over="ignore"):  # refused below
        table = table.astype(np.float32)
    bad = ~(np.isfinite(table) & (table >= 0))
    if bad.any():
        candidate, step = np.argwhere(bad)[0].tolist()
        raise RaceError(
            "`train(rates=...)` must be finite and not negative, got "
            f"{np.asarray(rates)[candidate, step]} for candidate {candidate} at update {step}. "
            "Clip the schedule with `.clipped(low=0.0)`."
        )
    return table


def checked_seeds(where: str, seeds: Any) -> list[int]:
    """Return the seeds as Python integers, or say what is wrong with them.

    Raises:
        RaceError: unless they are whole numbers from 0, at least one and all different.
    """
    listed = list(seeds) if np.ndim(seeds) == 1 else []
    whole = all(isinstance(s, int | np.integer) and not isinstance(s, bool) for s in listed)
    if not listed or not whole or min(listed) < 0 or len(set(listed)) < len(listed):
        raise RaceError(
            f"`{where}` must be whole numbers from 0, at least one and all different, got "
            f"{str(seeds)[:60]}. For three seeds, use `range(3)`."
        )
    return [int(seed) for seed in listed]


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
