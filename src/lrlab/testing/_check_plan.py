"""The promises that every plan keeps, as a check you can run on your own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.plans import Plan
from lrlab.policies import Controlled
from lrlab.schedules import AbstractSchedule
from lrlab.testing._check_policy import check_policy
from lrlab.testing._check_schedule import check_schedule
from lrlab.testing._check_value import check_value


def check_plan(plan: Plan, *, frameworks: Iterable[str] = ()) -> None:
    """Raise `AssertionError`, with a sentence, unless `plan` keeps every promise.

    The promises: those of every value; each of its schedules and policies keeps its own; the plan
    of a group gives what the plan gives for it; arrays give the same values as numbers; stretched,
    it has the length asked for.

    Args:
        plan: any plan.
        frameworks: any of `"jax"` and `"torch"`.

    Examples:
        >>> import lrlab
        >>> check_plan(lrlab.one_cycle_plan(peak_value=0.1, total_steps=100))
    """
    check_value(plan)
    members = [m for v in plan.values() for m in (v.values() if isinstance(v, dict) else [v])]
    for member in members:
        if isinstance(member, Controlled):
            check_policy(member.policy, frameworks=frameworks)
            check_value(member)
            member = member.schedule
        check_schedule(member, frameworks=frameworks)
    if all(isinstance(member, AbstractSchedule) for member in members):
        _check_values(plan)
    _check_length(plan)


def _check_values(plan: Plan) -> None:
    steps = np.unique(np.linspace(0, 2 * (plan.total_steps or 50), 9).astype(int))
    together = _flat(plan(steps))
    for position, step in enumerate(steps.tolist()):
        alone = plan(step)
        for where, number in _flat(alone).items():
            sentence = f"{plan} differs for an array: {where} at update {step}"
            found = together[where][position]
            np.testing.assert_allclose(found, number, rtol=1e-9, atol=1e-300, err_msg=sentence)
        for group in plan.groups:
            for name, number in plan.group(group)(step).items():
                known = alone[name][group] if isinstance(alone[name], dict) else alone[name]
                assert number == known, f"{plan}.group({group!r}) differs: {name} at update {step}"


def _flat(values: Mapping[str, Any]) -> dict[tuple[str, ...], Any]:
    """The values of a plan by name and group."""
    return {
        (name, group) if group else (name,): number
        for name, value in values.items()
        for group, number in (value.items() if isinstance(value, dict) else [("", value)])
    }


def _check_length(plan: Plan) -> None:
    end = plan.total_steps
    if end is None:
        return
    try:
        longer = plan.with_total_steps(2 * end + 1).total_steps
    except ScheduleError:  # absolute lengths inside do not fit, which is an answer
        return
    assert longer == 2 * end + 1, f"{plan} stretched to {2 * end + 1} has {longer} updates"
