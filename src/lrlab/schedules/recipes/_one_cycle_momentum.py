"""The momentum of one cycle: down while the rate rises, and up while it falls."""

from __future__ import annotations

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Fraction, Steps
from lrlab.schedules.recipes._one_cycle import chosen_form
from lrlab.schedules.recipes._recipe import recipe
from lrlab.schedules.shapes import Linear


@recipe
def one_cycle_momentum(
    total_steps: Steps,
    form: str = "triangle",
    base_momentum: Fraction = 0.85,
    max_momentum: Fraction = 0.95,
    peak_fraction: Fraction | None = None,
    anneal: str | None = None,
    three_phase: bool | None = None,
) -> AbstractSchedule:
    r"""The momentum to a rate of `one_cycle`: its mirror image.

    It falls from `max_momentum` to `base_momentum` while the rate rises, on a curve of the same
    kind, and comes back while the rate falls; in a third phase it stays at `max_momentum`. For the
    triangle,

    $$m(t) = \begin{cases} m_1 - (m_1 - m_0)\,t/h & t < h \\
    m_0 + (m_1 - m_0)\,(t - h)/(T - h) & \text{else} \end{cases}, \qquad
    h = \lfloor T/2 \rfloor$$

    with $m_0$ = `base_momentum`, $m_1$ = `max_momentum` and $T$ = `total_steps`; the other forms
    turn where their rates turn. After $T$ it stays at `max_momentum`.

    Args:
        total_steps: length in optimizer updates.
        form: `"triangle"`, `"smith"`, `"fastai"` or `"torch"`, as in `one_cycle`.
        base_momentum: the momentum where the rate is at its peak; from 0 to 1.
        max_momentum: the momentum at both ends; from 0 to 1.
        peak_fraction: where the rate peaks, as a fraction of the whole (torch's `pct_start`).
        anneal: `"linear"` or `"cosine"`.
        three_phase: whether the rate has a third phase, in which the momentum stays.

    Raises:
        ScheduleError: if an argument breaks its rule, or the triangle is given one of the last
            three.

    Examples:
        >>> momentum = one_cycle_momentum(total_steps=100)
        >>> [round(momentum(t), 3) for t in (0, 25, 50, 75, 100)]
        [0.95, 0.9, 0.85, 0.9, 0.95]

    See Also:
        `one_cycle_plan`, which is the rate and this; the `base_momentum` and `max_momentum` of
        `torch.optim.lr_scheduler.OneCycleLR`; the `moms` of fastai's `Learner.fit_one_cycle`.

    References:
        Smith, "A disciplined approach to neural network hyper-parameters", 2018, section 4.
        https://arxiv.org/abs/1803.09820
    """
    chosen = chosen_form(
        "one_cycle_momentum",
        form,
        peak_fraction=peak_fraction,
        anneal=anneal,
        three_phase=three_phase,
    )
    if chosen is not None:
        return chosen.curve(total_steps, max_momentum, base_momentum, max_momentum)
    half = total_steps // 2
    down = Linear(init_value=max_momentum, end_value=base_momentum, steps=half)
    return down.then(
        Linear(init_value=base_momentum, end_value=max_momentum, steps=total_steps - half)
    )
