"""Cut the rate when a metric has stopped improving."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, NamedTuple, final

from lrlab._errors import ScheduleError
from lrlab.policies._base import AbstractPolicy, chosen, lowered
from lrlab.policies._kinds import Cut, Evaluations, SomeEvaluations, Tolerance
from lrlab.policies._metric import MODES, is_better
from lrlab.schedules._rules import Factor, Fraction, Rate, one_of

_COUNTING = {"torch": (1, 0), "optax": (0, 0), "keras": (0, 1)}
"""How many bad evaluations above `patience` cut, and how many of the cooldown are heard."""


class PlateauState(NamedTuple):
    """What `ReduceOnPlateau` remembers."""

    value: float
    """The rate where the schedule is at its peak."""
    reference_value: float
    """That rate at the start."""
    best: float
    """The best evaluation."""
    bad: int
    """Evaluations since the best one, or since a cut or its cooldown."""
    resting: int
    """Evaluations of the cooldown that are still to come."""
    waiting: int
    """Metrics that are not an evaluation yet."""
    mean: float
    """Their mean."""

    @property
    def scale(self) -> Any:
        """What the policy makes of the rate of the schedule."""
        return self.value / self.reference_value


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class ReduceOnPlateau(AbstractPolicy):
    r"""Multiply the rate by `factor` when the metric has not improved for `patience` evaluations.

    An evaluation $m$ is better than the best one so far, $m^*$, if

    $$m < m^*(1 - r) - a \quad\text{(mode "min")}, \qquad
      m > m^*(1 + r) + a \quad\text{(mode "max")},$$

    with $r$ = `rtol` and $a$ = `atol`. A cut takes the rate, where the schedule is at its peak,
    from $\eta$ to $\max(f \eta, l)$ with $f$ = `factor` and $l$ the higher of `min_value` and
    `min_scale` times the peak, unless that lowers it by `eps` or less. With the same numbers,
    libraries cut at different evaluations:

    | `counting` | cuts at bad evaluation number | then ignores |
    | --- | --- | --- |
    | `"torch"` | `patience + 1` | `cooldown` evaluations |
    | `"optax"` | `patience`, which is 1 or more | `cooldown` evaluations |
    | `"keras"` | `patience`, and 0 counts as 1 | `cooldown - 1` evaluations |

    What is ignored can still be the best evaluation. A NaN is never better, so it counts as bad.
    With a metric below 0 a relative threshold has the wrong sign, in the originals too: use `atol`.

    Args:
        mode: `"min"` for a loss, `"max"` for an accuracy.
        factor: what a cut leaves of the rate; above 0 and below 1.
        patience: evaluations without an improvement that are borne; see the table.
        rtol: share of the best evaluation by which another must be better; below 1.
        atol: the same in the metric's own unit; both add up.
        cooldown: evaluations after a cut in which nothing is cut; see the table.
        min_value: never cut below this rate, where the schedule is at its peak.
        min_scale: never cut below this share of the rate; 0 to 1.
        eps: a cut by this rate or less is left out.
        accumulation_size: how many metrics make one evaluation, which is their mean.
        counting: `"torch"`, `"keras"` or `"optax"`.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> policy = ReduceOnPlateau(factor=0.5, patience=1)
        >>> state = policy.init()
        >>> for loss in (1.0, 0.8, 0.8, 0.8):
        ...     state = policy.update(state, loss)
        >>> state.scale
        0.5

    See Also:
        `torch.optim.lr_scheduler.ReduceLROnPlateau` (`threshold` is `rtol` in its mode `"rel"`,
        else `atol` with `rtol=0`), and those of MMEngine, Ignite and timm, which count as it does;
        `keras.callbacks.ReduceLROnPlateau` (`atol` = `min_delta`, `rtol=0`, `eps=0`);
        `optax.contrib.reduce_on_plateau` (`eps=0`).
    """

    mode: str = "min"
    factor: Cut = 0.1
    patience: Evaluations = 10
    rtol: Tolerance = 1e-4
    atol: Factor = 0.0
    cooldown: Evaluations = 0
    min_value: Rate = 0.0
    min_scale: Fraction = 0.0
    eps: Rate = 1e-8
    accumulation_size: SomeEvaluations = 1
    counting: str = "torch"

    state_type: ClassVar[type[PlateauState]] = PlateauState

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("ReduceOnPlateau", "mode", self.mode, MODES)
        one_of("ReduceOnPlateau", "counting", self.counting, _COUNTING)
        if self.counting == "optax" and self.patience == 0:
            raise ScheduleError(
                '`ReduceOnPlateau(patience=...)` must be 1 or more with `counting="optax"`, got '
                "0, with which optax cuts at every improvement. To cut at the first bad "
                "evaluation, use 1."
            )

    def _start(self, reference_value: Any) -> PlateauState:
        return PlateauState(reference_value, reference_value, MODES[self.mode], 0, 0, 0, 0.0)

    def _next(self, state: PlateauState, metric: Any, xp: Any) -> PlateauState:
        waiting = state.waiting + 1
        mean = (state.waiting * state.mean + metric) / waiting
        later = state._replace(waiting=waiting, mean=mean)
        now = self._evaluated(state, mean, xp)
        return chosen(waiting == self.accumulation_size, now, later, xp)

    def _evaluated(self, state: PlateauState, metric: Any, xp: Any) -> PlateauState:
        more, heard = _COUNTING[self.counting]
        better = is_better(metric, state.best, mode=self.mode, rtol=self.rtol, atol=self.atol)
        resting = state.resting > 0
        bad = xp.where(resting, 0, xp.where(better, 0, state.bad + 1))
        cut = bad >= max(self.patience + more, 1)
        share = self.min_scale * state.reference_value
        floor = xp.where(share > self.min_value, share, self.min_value)
        lower = lowered(state.value, self.factor, floor, self.eps, xp)
        rest = max(self.cooldown - heard, 0)
        return PlateauState(
            value=xp.where(cut, lower, state.value),
            reference_value=state.reference_value,
            best=xp.where(better, metric, state.best),
            bad=xp.where(cut, 0, bad),
            resting=xp.where(cut, rest, xp.where(resting, state.resting - 1, 0)),
            waiting=0,
            mean=0.0,
        )
