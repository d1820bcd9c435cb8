"""Rates that stay and then drop: equal steps, and pieces of given values."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any, final

from lrlab._errors import ScheduleError
from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import of_ends
from lrlab.schedules._lazy import lazy
from lrlab.schedules._lengths import checked_lengths, scaled_lengths
from lrlab.schedules._progress import whole_cycles
from lrlab.schedules._rules import Fraction, Period, Rate, Steps, checked_rates
from lrlab.schedules.shapes._constant import Constant


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Step(AbstractSchedule):
    r"""Multiply the rate by `factor` after every `every` updates.

    $$\eta(t) = a\,d^{\lfloor t/n \rfloor}$$

    with $a$ = `init_value`, $d$ = `factor` and $n$ = `every`: update $n$ is the first at $a\,d$.
    After `steps` it holds the rate of its last update.

    Args:
        init_value: learning rate of the first `every` updates. Absolute.
        factor: what each drop multiplies by; from 0 to 1.
        every: optimizer updates between two drops; 1 or more.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = Step(init_value=1.0, factor=0.5, every=40)
        >>> [schedule(t) for t in (0, 39, 40, 79, 80)]
        [1.0, 1.0, 0.5, 0.5, 0.25]

    See Also:
        `torch.optim.lr_scheduler.StepLR(step_size, gamma)`; `optax.exponential_decay` with
        `staircase=True`.
    """

    _jumps = True

    init_value: Rate
    factor: Fraction
    every: Period
    steps: Steps | None = None

    def _formula(self, t: Any, xp: Any) -> Any:
        return self.init_value * self.factor ** whole_cycles(t, self.every, xp)

    def _last_value(self, end: Any, xp: Any) -> Any:
        drops = -xp.floor(-end / self.every) - 1.0
        return self.init_value * self.factor ** xp.clip(drops, 0.0, None)

    def _corners(self, start: float, stop: float) -> list[float]:
        return _bounds.cycles(self.every, start, stop)

    def _range(self) -> tuple[float, float]:
        if self.steps is not None:
            return of_ends(self.init_value, self(self.steps))
        return (self.init_value if self.factor == 1 else 0.0), self.init_value


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class PiecewiseConstant(AbstractSchedule):
    r"""Given rates, each for a given number of updates.

    $$\eta(t) = v_i \quad \text{for} \quad
    n_0 + \dots + n_{i-1} \le t < n_0 + \dots + n_i$$

    with $v$ = `values` and $n$ = `lengths`. After the last length the last value holds.

    Args:
        values: learning rates; at least one.
        lengths: how many updates each value lasts; as many as `values`, or one fewer: the last
            value then has no end.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> schedule = PiecewiseConstant(values=[0.1, 0.01, 0.001], lengths=[30, 30])
        >>> [schedule(t) for t in (0, 29, 30, 59, 60, 1000)]
        [0.1, 0.1, 0.01, 0.01, 0.001, 0.001]

    See Also:
        `torch.optim.lr_scheduler.MultiStepLR` drops at its `milestones`, as here;
        `keras.optimizers.schedules.PiecewiseConstantDecay` one update later.
    """

    values: tuple[float, ...]
    lengths: tuple[int, ...]

    def __post_init__(self) -> None:
        values = checked_rates("PiecewiseConstant(values=...)", self.values)
        lengths = checked_lengths("PiecewiseConstant(lengths=...)", self.lengths)
        if not len(values) or len(values) - len(lengths) not in (0, 1):
            raise ScheduleError(
                f"`PiecewiseConstant(lengths=...)` must name as many lengths as there are values, "
                f"or one fewer, got {len(values)} values and {len(lengths)} lengths. Give each "
                f"rate its number of updates, as in `values=[0.1, 0.01], lengths=[100, 50]`."
            )
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "lengths", lengths)
        self._pieces  # now, since `torch.compile` cannot follow it later  # noqa: B018

    @property
    def total_steps(self) -> int | None:
        return sum(self.lengths) if len(self.lengths) == len(self.values) else None

    def expanded(self) -> AbstractSchedule:
        return self._pieces

    def _formula(self, t: Any, xp: Any) -> Any:
        return self._pieces._value(t, xp, beyond=True)

    def _corners(self, start: float, stop: float) -> list[float]:
        return self._pieces._corners(start, stop)

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        return dataclasses.replace(self, lengths=scaled_lengths(self.lengths, total_steps))

    def _range(self) -> tuple[float, float]:
        return self._pieces._bounds

    @lazy
    def _pieces(self) -> AbstractSchedule:
        from lrlab.schedules.compositions import Sequence

        lasting = itertools.zip_longest(self.values, self.lengths)
        return Sequence(pieces=tuple(Constant(value=v, steps=n) for v, n in lasting))
