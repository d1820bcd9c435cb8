"""Raise the rate while the metric improves, cut it while it does not."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, NamedTuple, final

from lrlab._errors import ScheduleError
from lrlab.policies._base import AbstractPolicy, chosen, lowered
from lrlab.policies._kinds import Cut, Evaluations, SomeEvaluations, Tolerance, Window
from lrlab.policies._metric import MODES, is_better
from lrlab.schedules._rules import Factor, Rate, one_of


class GreedyState(NamedTuple):
    """What `Greedy` remembers."""

    value: float
    """The rate where the schedule is at its peak."""
    reference_value: float
    """That rate at the start."""
    best: float
    """The best evaluation."""
    good: int
    """Improvements in a row."""
    bad: int
    """Evaluations in a row without an improvement."""
    resting: int
    """Evaluations that are still to be ignored."""
    floor_cuts: int
    """Cuts at `min_value` since the last rise."""
    filled: int
    """Metrics in the window."""
    window: tuple[float, ...]
    """The last metrics, the newest at the end."""

    @property
    def scale(self) -> Any:
        """What the policy makes of the rate of the schedule."""
        return self.value / self.reference_value


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Greedy(AbstractPolicy):
    r"""Divide the rate by `factor` after improvements in a row, multiply it by it after failures.

    The `patience + 1`-th improvement in a row raises the rate to $\min(\eta / f, h)$; the
    `patience + 1`-th evaluation in a row without one cuts it to $\max(f \eta, l)$, with $f$ =
    `factor`, $h$ = `max_value`, $l$ = `min_value` and $\eta$ the rate where the schedule is at its
    peak. A change by `eps` or less is left out. An improvement goes beyond the best evaluation by
    more than `rtol` of it plus `atol`. After `reset_patience` cuts at `min_value` with no rise
    between them, it begins anew at the schedule's own rate.

    An evaluation is the mean of the last `window_size` metrics. A NaN is never an improvement, and
    no mean that holds one is.

    Args:
        max_value: never raise the rate above this one; no value is right for every task.
        min_value: never cut it below this one.
        mode: `"min"` for a loss, `"max"` for an accuracy.
        factor: what a cut leaves of the rate; above 0 and below 1.
        patience: evaluations in a row that change nothing yet.
        rtol: share of the best evaluation by which another must be better; below 1.
        atol: the same in the metric's own unit; both add up.
        cooldown: evaluations that are ignored after a cut.
        rise_cooldown: evaluations that are ignored after a rise.
        eps: a change by this rate or less is left out.
        window_size: over how many metrics the mean goes; 1 to 10,000.
        reset_patience: how many cuts at `min_value` begin anew; never if None.

    Raises:
        ScheduleError: if an argument breaks its rule, or `min_value` is above `max_value`.

    Examples:
        >>> policy = Greedy(max_value=1.0, factor=0.5, patience=1)
        >>> state = policy.init(0.1)
        >>> for loss in (1.0, 0.9, 0.8, 0.9, 0.9):
        ...     state = policy.update(state, loss)
        ...     print(state.scale, end=" ")
        1.0 2.0 2.0 2.0 1.0

    See Also:
        `transformers.optimization.GreedyLR` (`max_lr` = `max_value`, `min_lr` = `min_value`,
        `threshold` is `atol`, or `rtol` in its mode `"rel"`, `warmup` = `rise_cooldown`,
        `reset_start` = `reset_patience`), whose default bounds are 1e-3 and 1.

    References:
        "GreedyLR: A Novel Adaptive Learning Rate Scheduler", 2025.
        https://arxiv.org/abs/2512.14527
    """

    max_value: Rate
    min_value: Rate = 0.0
    mode: str = "min"
    factor: Cut = 0.95
    patience: Evaluations = 10
    rtol: Tolerance = 0.0
    atol: Factor = 1e-6
    cooldown: Evaluations = 0
    rise_cooldown: Evaluations = 0
    eps: Rate = 1e-8
    window_size: Window = 1
    reset_patience: SomeEvaluations | None = 500

    state_type: ClassVar[type[GreedyState]] = GreedyState

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("Greedy", "mode", self.mode, MODES)
        if self.min_value > self.max_value:
            raise ScheduleError(
                f"`Greedy(min_value=..., max_value=...)` must have min_value <= max_value, got "
                f"min_value={self.min_value}, max_value={self.max_value}. Swap the two."
            )

    def _start(self, reference_value: Any) -> GreedyState:
        window = (0.0,) * self.window_size
        return GreedyState(
            reference_value, reference_value, MODES[self.mode], 0, 0, 0, 0, 0, window
        )

    def _next(self, state: GreedyState, metric: Any, xp: Any) -> GreedyState:
        window = (*state.window[1:], metric)
        full = state.filled == self.window_size
        filled = xp.where(full, state.filled, state.filled + 1)
        state = self._evaluated(state, sum(window) / filled, xp)
        state = state._replace(filled=filled, window=window)
        if self.reset_patience is None:
            return state
        anew = self._start(state.reference_value)._replace(resting=self.cooldown)
        return chosen(state.floor_cuts >= self.reset_patience, anew, state, xp)

    def _evaluated(self, state: GreedyState, metric: Any, xp: Any) -> GreedyState:
        heard = state.resting == 0
        better = is_better(metric, state.best, mode=self.mode, rtol=self.rtol, atol=self.atol)
        good = xp.where(heard, xp.where(better, state.good + 1, 0), 0)
        bad = xp.where(heard, xp.where(better, 0, state.bad + 1), 0)
        rise, cut = good > self.patience, bad > self.patience
        lower = lowered(state.value, self.factor, self.min_value, self.eps, xp)
        value = xp.where(rise, self._raised(state.value, xp), xp.where(cut, lower, state.value))
        at_floor = xp.where(cut, value <= self.min_value, False)
        floor_cuts = xp.where(at_floor, state.floor_cuts + 1, state.floor_cuts)
        left = xp.where(heard, 0, state.resting - 1)
        return state._replace(
            value=value,
            best=xp.where(heard, xp.where(better, metric, state.best), state.best),
            good=xp.where(rise, 0, good),
            bad=xp.where(cut, 0, bad),
            resting=xp.where(rise, self.rise_cooldown, xp.where(cut, self.cooldown, left)),
            floor_cuts=xp.where(rise, 0, floor_cuts),
        )

    def _raised(self, value: Any, xp: Any) -> Any:
        target = value / self.factor
        target = xp.where(target < self.max_value, target, self.max_value)
        return xp.where(target - value > self.eps, target, value)
