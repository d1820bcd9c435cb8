"""Cut the rate when the loss improves too little from one evaluation to the next."""

from __future__ import annotations

import dataclasses
import math
from typing import Any, ClassVar, NamedTuple, final

from lrlab.policies._base import AbstractPolicy
from lrlab.policies._kinds import Cut, Evaluations, Tolerance


class NewBobState(NamedTuple):
    """What `NewBob` remembers."""

    scale: float
    """What all cuts together leave of the rate."""
    previous: float
    """The last evaluation; infinite before the first."""
    bad: int
    """Evaluations that improved too little since the last cut."""


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class NewBob(AbstractPolicy):
    r"""Multiply the rate by `factor` when the loss improves by less than a share of the last one.

    $$\frac{m_{i-1} - m_i}{m_{i-1}} < r$$

    is one bad evaluation, with $r$ = `rtol`; the `patience + 1`-th since the last cut cuts, with or
    without good ones between them. Each evaluation is compared with the one before, not with the
    best. The first one, and one after an infinite loss, are good; after a loss of 0 there is no
    improvement. A NaN is bad and forgotten: the next loss is compared with the one before it.

    Args:
        factor: what a cut leaves of the rate; above 0 and below 1.
        rtol: the share of the last loss by which the next must be lower; below 1.
        patience: bad evaluations that are borne before each cut.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> policy = NewBob()
        >>> state = policy.init()
        >>> for loss in (10.0, 2.0, 2.5):
        ...     state = policy.update(state, loss)
        >>> state.scale
        0.5

    See Also:
        `speechbrain.nnet.schedulers.NewBobScheduler` (`annealing_factor` = `factor`,
        `improvement_threshold` = `rtol`, `patient` = `patience`), which takes a NaN for good.
    """

    factor: Cut = 0.5
    rtol: Tolerance = 0.0025
    patience: Evaluations = 0

    state_type: ClassVar[type[NewBobState]] = NewBobState

    def _start(self, reference_value: Any) -> NewBobState:
        return NewBobState(1.0, math.inf, 0)

    def _next(self, state: NewBobState, metric: Any, xp: Any) -> NewBobState:
        last = state.previous
        share = (last - metric) / xp.where(last == 0, 1.0, last)
        good = xp.where(last == 0, 0.0, share) >= self.rtol
        first = abs(last) == math.inf
        bad = state.bad + xp.where(first, 0, xp.where(good, 0, 1))
        cut = bad > self.patience
        return NewBobState(
            scale=xp.where(cut, state.scale * self.factor, state.scale),
            previous=xp.where(metric == metric, metric, last),
            bad=xp.where(cut, 0, bad),
        )
