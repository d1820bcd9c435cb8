"""Lengths with a unit in a text, `10ep` or `5%`, which a horizon turns into updates."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from lrlab._errors import ScheduleError, SpecError
from lrlab.forms._kinds import field_hints, parameters, quoted
from lrlab.plans import Horizon
from lrlab.schedules._rules import MAX_STEPS, rules_of

_LISTS = ("lengths", "milestones", "times")
"""Lists that hold numbers of updates."""


@dataclasses.dataclass(frozen=True)
class Literal:
    """A number with a unit, as it was written."""

    amount: str
    unit: str
    place: str


def resolved(kind: str, arguments: Mapping[str, Any], horizon: Horizon | None) -> dict[str, Any]:
    """`arguments` of a `kind` with every length that has a unit as a number of updates.

    Raises:
        SpecError: if an argument with a unit is no length, or the horizon cannot tell.
    """
    whole = _plain(kind, "total_steps", arguments.get("total_steps"), horizon)
    if isinstance(whole, float) and whole.is_integer():
        whole = int(whole)
    if type(whole) is int and 0 <= whole <= MAX_STEPS:  # of which a percentage here is a share
        arguments = {**arguments, "total_steps": whole}
        horizon = Horizon(total_steps=whole) if horizon is None else _lasting(horizon, whole)
    return {name: _plain(kind, name, value, horizon) for name, value in arguments.items()}


def _lasting(horizon: Horizon, steps: int) -> Horizon:
    return horizon if horizon.total_steps == steps else horizon.with_value(total_steps=steps)


def _plain(kind: str, name: str, value: Any, horizon: Horizon | None) -> Any:
    if isinstance(value, list):
        return tuple(_plain(kind, name, item, horizon) for item in value)
    if isinstance(value, dict):
        return {group: _plain(kind, name, item, horizon) for group, item in value.items()}
    if not isinstance(value, Literal):
        return value
    written = quoted(f"{value.amount}{value.unit}")
    if name not in _lengths_of(kind):
        raise SpecError(
            f"`{kind}({name}=...)` has no unit, got {written} at {value.place}. Units are for "
            f"lengths in updates, such as `total_steps=10ep`."
        )
    if horizon is None:
        raise SpecError(
            f"{written} at {value.place} needs a horizon, which says how long that is in updates. "
            f"Pass `horizon=Horizon(...)` to `parse`; `lrlab show` and `lrlab diff` have options "
            f"for it, and `lrlab horizon` counts the updates."
        )
    try:
        return int(horizon.length(f"{value.amount}{value.unit}"))
    except ScheduleError as error:
        raise SpecError(f"{error} (at {value.place})") from None


def _lengths_of(kind: str) -> frozenset[str]:
    rules = rules_of(field_hints(kind))
    lists = (name for name in _LISTS if name in parameters(kind) and name not in rules)
    return frozenset((*lists, *(name for name, (rule, _) in rules.items() if rule.in_updates)))
