"""The promises that every schedule keeps, as a check you can run on your own."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable
from typing import Any

import numpy as np

import lrlab
from lrlab._dependencies import require
from lrlab.schedules import AbstractSchedule, After, Product, Rate, Scaled
from lrlab.schedules._leaves import leaves_of
from lrlab.schedules._rules import rules_of
from lrlab.testing._check_value import check_value

_RATE = Rate.__metadata__[0]  # pyright: ignore[reportAttributeAccessIssue]
_TIGHT = 1e-12  # of the peak: float64 against float64
_SINGLE = 2e-5  # of the peak: float32, as JAX computes unless told otherwise


def check_schedule(
    schedule: AbstractSchedule,
    steps: Iterable[int] | None = None,
    *,
    frameworks: Iterable[str] = (),
) -> None:
    """Raise `AssertionError`, with a sentence, unless `schedule` keeps every promise.

    The promises: its rates are finite, not negative, and between `floor_value` and `peak_value`;
    numbers and arrays of every order give the same rates; it holds its last value after the end;
    it cannot be changed; copies, pickles, its `repr`, its text and its JSON equal it; scaling,
    following and stretching do what they say; `describe` works. With `frameworks`, tensors and
    compiled programs give the same rates too.

    Args:
        schedule: any schedule.
        steps: updates to look at; if None, the first, the last, some between, and some after.
        frameworks: any of `"jax"` and `"torch"`.

    Examples:
        >>> check_schedule(lrlab.wsd(peak_value=0.1, total_steps=1000))
    """
    steps = np.unique(np.asarray(_usual(schedule) if steps is None else list(steps)))
    _check_rates(schedule, steps)
    _check_end(schedule)
    check_value(schedule)
    _check_composition(schedule, steps)
    facts = schedule.describe(steps=min(schedule.total_steps or 100, 1000))
    assert str(facts), f"{schedule}.describe() says nothing"
    for framework in frameworks:
        {"jax": _check_jax, "torch": _check_torch}[framework](schedule, steps)


def _usual(schedule: AbstractSchedule) -> list[int]:
    end = schedule.total_steps
    if end is None:
        return [0, 1, 2, 10, 99, 100, 101, 12_345]
    return sorted({0, 1, end // 3, end // 2, max(end - 1, 0), end, end + 1, 2 * end + 3})


def _within(schedule: AbstractSchedule, steps: np.ndarray) -> np.ndarray:
    return steps if schedule.total_steps is None else steps[steps < schedule.total_steps]


def _scale(schedule: AbstractSchedule) -> float:
    peak = schedule.peak_value
    return peak if np.isfinite(peak) and peak > 0 else 1.0


def _check_rates(schedule: AbstractSchedule, steps: np.ndarray) -> None:
    inside = _within(schedule, steps)
    rates = np.array([schedule(int(step)) for step in inside])
    assert np.all(np.isfinite(rates)), f"{schedule} is not finite at {inside}: {rates}"
    assert np.all(rates >= 0), f"{schedule} is negative at {inside}: {rates}"
    slack = 1e-9 * _scale(schedule)
    low, high = schedule.floor_value - slack, schedule.peak_value + slack
    assert np.all((low <= rates) & (rates <= high)), (
        f"{schedule} leaves its bounds {low} to {high} at {inside}: {rates}"
    )
    backwards = inside[::-1]
    square = np.resize(inside, (2, len(inside)))
    for name, found, wanted in (
        ("floats", [schedule(float(step)) for step in inside], rates),
        ("an array", schedule(inside), rates),
        ("an array that falls", schedule(backwards), rates[::-1]),
        ("an array of two dimensions", schedule(square), np.resize(rates, square.shape)),
        ("no update at all", schedule(inside[:0]), rates[:0]),
    ):
        _check_same(schedule, found, wanted, name, _TIGHT)


def _check_same(
    schedule: AbstractSchedule, found: Any, wanted: Any, name: str, tolerance: float
) -> None:
    found, wanted = np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)
    assert found.shape == wanted.shape, f"{schedule} gives another shape for {name}"
    np.testing.assert_allclose(
        found,
        wanted,
        rtol=0,
        atol=tolerance * _scale(schedule),
        err_msg=f"{schedule} differs for {name}",
    )


def _check_end(schedule: AbstractSchedule) -> None:
    end = schedule.total_steps
    assert schedule(-3) == schedule(0), f"{schedule} does not hold its first value before 0"
    if end is None or _holds(schedule, After):
        return
    last = schedule(end)
    for late in (end + 1, 2 * end + 7, 10.0 * end + 0.5):
        assert schedule(late) == last, f"{schedule} does not hold its last value at {late}"


def _check_composition(schedule: AbstractSchedule, steps: np.ndarray) -> None:
    inside = _within(schedule, steps)
    rates = schedule(inside)
    assert schedule.scaled(1) == schedule, f"{schedule}.scaled(1) is another schedule"
    _check_same(schedule, schedule.scaled(0.5)(inside), 0.5 * rates, "half of it", _TIGHT)
    end = schedule.total_steps
    if end is None:
        return
    followed = schedule.then(lrlab.Constant(value=1.0))
    assert followed(end) == 1.0, f"what follows {schedule} does not begin at its end, {end}"
    _check_same(schedule, followed(inside), rates, "the start of a sequence", _TIGHT)
    try:
        longer = schedule.with_total_steps(2 * end + 1).total_steps
    except lrlab.ScheduleError:  # absolute lengths inside do not fit, which is an answer
        return
    assert longer == 2 * end + 1, f"{schedule} stretched to {2 * end + 1} has {longer} updates"


def _check_jax(schedule: AbstractSchedule, steps: np.ndarray) -> None:
    jax = require("jax", extra="lab", why="to check a schedule under JAX")
    inside = _within(schedule, steps)
    inside = inside[inside < 2**20]  # float32 counts no further without losing updates
    rates = schedule(inside)
    # A cosine that is cut off early stays far below the rate that it rises to, in whose float32
    # it is computed.
    wide = max(1.0, _largest_rate(schedule) / _scale(schedule))
    tolerance = _TIGHT if jax.config.jax_enable_x64 else _SINGLE * wide
    array = jax.numpy.asarray(inside)
    for name, found in (
        ("a JAX array", schedule(array)),
        ("jit", jax.jit(schedule)(array)),
        ("vmap", jax.vmap(schedule)(array)),
    ):
        _check_same(schedule, found, rates, name, tolerance)


def _largest_rate(schedule: AbstractSchedule) -> float:
    """The largest rate that is written in a schedule, scaled as the part that it stands in."""
    inner = schedule.expanded()
    assert dataclasses.is_dataclass(inner)
    values = [getattr(inner, field.name) for field in dataclasses.fields(inner)]
    rules = rules_of(type(inner)).items()
    rates = [getattr(inner, name) or 0.0 for name, (rule, _) in rules if rule is _RATE]
    parts = [part for v in values for part in (v if isinstance(v, tuple) else (v,))]
    inside = [_largest_rate(part) for part in parts if isinstance(part, AbstractSchedule)]
    if isinstance(inner, Product):
        return math.prod(inside)
    factor = inner.factor if isinstance(inner, Scaled) else 1.0
    return factor * max([*rates, *inside], default=0.0)


def _check_torch(schedule: AbstractSchedule, steps: np.ndarray) -> None:
    torch = require("torch", extra="lab", why="to check a schedule on tensors")
    inside = _within(schedule, steps)
    found = schedule(torch.as_tensor(inside))
    assert found.dtype == torch.float64, f"{schedule} gives {found.dtype} for whole numbers"
    _check_same(schedule, found, schedule(inside), "a tensor", _TIGHT)


def _holds(schedule: AbstractSchedule, kind: type[AbstractSchedule]) -> bool:
    """Whether a schedule is of this kind or holds one inside."""
    return leaves_of(schedule)[1].holds(kind)
