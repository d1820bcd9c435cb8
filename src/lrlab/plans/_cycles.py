"""Plans of cycles, in which the momentum goes down where the rate goes up."""

from __future__ import annotations

from typing import Any

from lrlab._errors import ScheduleError
from lrlab.plans._plan import Plan
from lrlab.schedules import AbstractSchedule, Triangular, one_cycle, one_cycle_momentum
from lrlab.schedules._rules import Fraction, Rate, Steps, checked, rules_of, shown


def one_cycle_plan(
    peak_value: Rate,
    total_steps: Steps,
    form: str = "triangle",
    base_momentum: Fraction = 0.85,
    max_momentum: Fraction = 0.95,
    momentum_name: str = "momentum",
    **options: Any,
) -> Plan:
    """One cycle of the rate, with the momentum as its mirror image.

    The rate is the recipe `one_cycle`, the momentum `one_cycle_momentum`: it falls from
    `max_momentum` to `base_momentum` while the rate rises, and comes back while the rate falls.
    Both are built again by `with_total_steps`.

    Args:
        peak_value: the highest rate.
        total_steps: length in optimizer updates.
        form: `"triangle"`, `"smith"`, `"fastai"` or `"torch"`, as in `one_cycle`.
        base_momentum: the momentum where the rate is at its peak; from 0 to 1.
        max_momentum: the momentum at both ends; from 0 to 1.
        momentum_name: the hyper-parameter that is the momentum: `"beta1"` for Adam.
        **options: further arguments of `one_cycle`, such as `peak_fraction` or `three_phase`.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> plan = one_cycle_plan(peak_value=0.1, total_steps=100)
        >>> plan(0), plan(50)
        ({'lr': 0.0, 'momentum': 0.95}, {'lr': 0.1, 'momentum': 0.85})
        >>> one_cycle_plan(0.1, 100, form="torch", momentum_name="beta1")(29)
        {'lr': 0.1, 'beta1': 0.85}

    See Also:
        `torch.optim.lr_scheduler.OneCycleLR(max_lr, total_steps)` is `form="torch"`; for optimizers
        with `betas` it moves the first. `Learner.fit_one_cycle` of fastai is `form="fastai"`, its
        `moms=(0.95, 0.85, 0.95)` the defaults here.

    References:
        Smith, "A disciplined approach to neural network hyper-parameters", 2018, section 4.
        https://arxiv.org/abs/1803.09820
    """
    same = ("peak_fraction", "anneal", "three_phase")
    momentum = one_cycle_momentum(
        total_steps,
        form,
        base_momentum,
        max_momentum,
        **{name: value for name, value in options.items() if name in same},
    )
    rate = one_cycle(peak_value, total_steps, form, **options)
    return _plan("one_cycle_plan", rate, momentum_name, momentum)


def cyclic_plan(
    low_value: Rate,
    high_value: Rate,
    steps_up: Steps,
    steps_down: Steps | None = None,
    base_momentum: Fraction = 0.8,
    max_momentum: Fraction = 0.9,
    momentum_name: str = "momentum",
    **options: Any,
) -> Plan:
    """Triangular cycles of the rate, with the momentum as their mirror image.

    Args:
        low_value: learning rate at both ends of a cycle.
        high_value: learning rate in the middle.
        steps_up: length of the rise in optimizer updates.
        steps_down: length of the fall; as long as the rise if None.
        base_momentum: the momentum where the rate is at its peak; from 0 to 1.
        max_momentum: the momentum at both ends of a cycle; from 0 to 1.
        momentum_name: the hyper-parameter that is the momentum: `"beta1"` for Adam.
        **options: further arguments of `Triangular`: `steps`, `cycle_factor`, `step_factor`.

    Raises:
        ScheduleError: if an argument breaks its rule.

    Examples:
        >>> plan = cyclic_plan(low_value=0.0, high_value=1.0, steps_up=2)
        >>> plan(0), plan(2)
        ({'lr': 0.0, 'momentum': 0.9}, {'lr': 1.0, 'momentum': 0.8})

    See Also:
        `torch.optim.lr_scheduler.CyclicLR(base_lr, max_lr, step_size_up)`.

    References:
        Smith, "Cyclical learning rates for training neural networks", WACV 2017.
        https://arxiv.org/abs/1506.01186
    """
    given = {"base_momentum": base_momentum, "max_momentum": max_momentum}
    bounds = checked("cyclic_plan", rules_of(cyclic_plan), given)
    cycle = {"steps_up": steps_up, "steps_down": steps_down, **options}
    rate = Triangular(low_value=low_value, high_value=high_value, **cycle)
    momentum = Triangular(
        low_value=bounds["max_momentum"], high_value=bounds["base_momentum"], **cycle
    )
    return _plan("cyclic_plan", rate, momentum_name, momentum)


def _plan(owner: str, rate: AbstractSchedule, name: str, momentum: AbstractSchedule) -> Plan:
    if not isinstance(name, str) or name == "lr":
        raise ScheduleError(
            f"`{owner}(momentum_name=...)` must be a name other than `lr`, got {shown(name)}. "
            f"Use `momentum`, or `beta1` for Adam."
        )
    return Plan(**{"lr": rate, name: momentum})
