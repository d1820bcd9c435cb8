"""A schedule under the control of a policy."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, final

import numpy as np

from lrlab import _arrays
from lrlab._errors import ScheduleError
from lrlab.policies._base import AbstractPolicy, chosen
from lrlab.policies._metric import one_number
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._description import LONGEST
from lrlab.schedules._rules import Count, Steps, checked_schedule, checked_steps, shown
from lrlab.schedules._value import AbstractValue

_COUNT = Count.__metadata__[0]  # pyright: ignore[reportAttributeAccessIssue]


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Controlled(AbstractValue):
    r"""A schedule whose rate a policy scales by what is measured.

    $$\eta(t, \sigma) = s(t)\, c(\sigma)$$

    with $s$ = `schedule` and $c$ the scale in the state $\sigma$ of `policy`. The clock of the
    schedule goes on whatever the policy does, so that a warm-up is a warm-up:
    `Linear(...).then(Constant(...))` with a plateau rises, stays, and is cut.

    A metric is handed over with the update `t` after which it was measured. Those of updates
    before `from_step` are not heard: they neither count as bad nor become the best.

    Args:
        schedule: the rate without the policy.
        policy: what scales it.
        from_step: the first update whose metric is heard; the length of the warm-up leaves the
            warm-up out, 0 hears everything.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> from lrlab.policies import ReduceOnPlateau
        >>> from lrlab.schedules import Constant, Linear
        >>> warmup = Linear(init_value=0.0, end_value=0.8, steps=4)
        >>> controlled = Controlled(
        ...     schedule=warmup.then(Constant(value=0.8)),
        ...     policy=ReduceOnPlateau(factor=0.5, patience=0),
        ...     from_step=4,
        ... )
        >>> losses = [9.0, 9.0, 9.0, 9.0, 2.0, 1.0, 1.0, 1.0, 0.5, 0.4]
        >>> controlled.replay(losses).tolist()
        [0.0, 0.1..., 0.4, 0.6..., 0.8, 0.8, 0.8, 0.4, 0.2, 0.2]
    """

    schedule: AbstractSchedule
    policy: AbstractPolicy
    from_step: Steps = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        checked_schedule("Controlled(schedule=...)", self.schedule)
        if not isinstance(self.policy, AbstractPolicy):
            raise ScheduleError(
                f"`Controlled(policy=...)` must be a policy, got {shown(self.policy)}. "
                f"For example `ReduceOnPlateau()`."
            )

    def __call__(self, t: Any) -> Any:
        """Refuse: the rate depends on more than `t`.

        Raises:
            ScheduleError: always.
        """
        raise ScheduleError(
            "a controlled schedule needs `rate(t, state)`, got `t` alone: its rate depends on what "
            "was measured. For a run whose metrics are known, ask `replay(metrics)`."
        )

    def init(self, reference_value: float | None = None) -> Any:
        """The state before the first metric.

        Args:
            reference_value: the rate that absolute bounds of the policy are compared with; by
                default the peak of the schedule.

        Raises:
            ScheduleError: if it is not a finite rate above 0.
        """
        if reference_value is not None:
            return self.policy.init(reference_value)
        peak = self.schedule.peak_value
        if not 0 < peak < float("inf"):
            raise ScheduleError(
                f"`init()` needs a schedule whose peak is finite and above 0, got {peak}. "
                f"Give a `reference_value`."
            )
        return self.policy.init(peak)

    def update(self, state: Any, metric: Any, t: Any = None) -> Any:
        """The state after one more metric; the old one stays as it is.

        Args:
            state: from `init` or `update`.
            metric: one real number.
            t: the update after which it was measured; needed if `from_step` is above 0.

        Raises:
            ScheduleError: if an argument breaks its rule, or `t` is missing.
        """
        after = self.policy.update(state, metric)
        if self.from_step == 0:
            return after
        if t is None:
            raise ScheduleError(
                f"`t` must be given with every metric since `from_step` is {self.from_step}, got "
                f"None. Pass the update after which the metric was measured."
            )
        t = one_number("t", t, "Pass the update after which the metric was measured.")
        return chosen(t >= self.from_step, after, state, _arrays.namespace_of(t))

    def rate(self, t: Any, state: Any) -> Any:
        """The learning rate of update `t` in this state.

        Args:
            t: optimizer updates done so far, as for a schedule.
            state: from `init` or `update`.

        Raises:
            ScheduleError: if `t` is not a real number or an array of real numbers.
        """
        return self.schedule(t) * state.scale

    def replay(
        self,
        metrics: Iterable[Any] | Mapping[int, Any],
        *,
        every: int = 1,
        total_steps: int | None = None,
    ) -> np.ndarray:
        """The rates of all updates of a run whose metrics are known.

        Args:
            metrics: the metrics in order, one handed over after every `every` updates: with
                `every=1` the first after update 0, with `every=10` after update 9. Or a mapping
                from the update after which a metric was handed over to that metric.
            every: optimizer updates per metric of a list; 1 or more.
            total_steps: how many updates; by default up to the last metric.

        Returns:
            An array of shape (total_steps,): the rate that each update uses.

        Raises:
            ScheduleError: if an argument breaks its rule.

        Examples:
            >>> from lrlab.policies import NewBob
            >>> from lrlab.schedules import Constant
            >>> controlled = Controlled(schedule=Constant(value=0.4), policy=NewBob())
            >>> controlled.replay([3.0, 3.0, 1.0], every=2, total_steps=7).tolist()
            [0.4, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2]
            >>> controlled.replay({0: 3.0, 2: 3.0}, total_steps=5).tolist()
            [0.4, 0.4, 0.4, 0.2, 0.2]
        """
        handed_over = _handed_over(metrics, _COUNT("replay(every=...)", every))
        if total_steps is None:
            total_steps = handed_over[-1][0] + 1 if handed_over else 0
        updates = np.arange(_checked_total(total_steps))
        state = self.init()
        scales = [state.scale]
        for t, metric in handed_over:
            state = self.update(state, metric, t)
            scales.append(state.scale)
        heard = np.searchsorted([t for t, _ in handed_over], updates, side="left")
        return self.schedule(updates) * np.asarray(scales, dtype=float)[heard]


def _handed_over(metrics: Any, every: int) -> list[tuple[int, Any]]:
    """Pairs of an update and the metric that was handed over after it, in order."""
    if isinstance(metrics, Mapping):
        if every != 1:
            raise ScheduleError(
                f"`replay(every=...)` must be 1 for a mapping, whose keys are updates, got "
                f"{every}. Leave it out."
            )
        pairs = [(checked_steps("replay(metrics={t: ...})", t), m) for t, m in metrics.items()]
        return sorted(pairs, key=lambda pair: pair[0])
    if not isinstance(metrics, Iterable) or isinstance(metrics, (str, bytes)):
        raise ScheduleError(
            f"`replay(metrics=...)` must be a list of numbers, or a mapping from updates to "
            f"numbers, got {shown(metrics)}. Write it as `[0.9, 0.7]` or `{{99: 0.9}}`."
        )
    return [(every * (i + 1) - 1, metric) for i, metric in enumerate(metrics)]


def _checked_total(total_steps: Any) -> int:
    steps: int = checked_steps("replay(total_steps=...)", total_steps)
    if steps > LONGEST:
        raise ScheduleError(
            f"`replay(total_steps=...)` must be at most {LONGEST:,} updates, got {steps}, since "
            f"each has its rate in the answer. Ask `rate(t, state)` for single ones."
        )
    return steps
