"""What a plan holds: names, schedules, and groups of them, checked."""

from __future__ import annotations

import dataclasses
import keyword
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from lrlab import _arrays
from lrlab._errors import ScheduleError
from lrlab.policies import Controlled
from lrlab.schedules import AbstractSchedule, Constant
from lrlab.schedules._rules import shown

Group: TypeAlias = tuple[tuple[str, Any], ...]
"""The schedules of named groups, as a tuple of pairs, which is frozen and can be hashed."""

_RESERVED = ("kind", "lrlab", "notes")  # what a plan in JSON says besides its hyper-parameters


def checked_entry(name: str, value: Any) -> Any:
    """What hyper-parameter `name` follows: a schedule, or a tuple of (group, schedule) pairs."""
    if name in _RESERVED or not (name.isidentifier() and name.isascii()) or keyword.iskeyword(name):
        raise ScheduleError(
            f"`Plan` must name each hyper-parameter by a Python identifier other than "
            f"`kind`, `lrlab` and `notes`, in ASCII, got {shown(name)}. Use a name such as `lr`, "
            f"`momentum` or `weight_decay`."
        )
    where = f"Plan({name}=...)"
    if not isinstance(value, Mapping):
        return _checked_member(where, value)
    if not value:
        raise ScheduleError(
            f"`{where}` must name at least one group, got none. Give a schedule for each, as in "
            f"`{{'body': body, 'head': head}}`, or one schedule for all."
        )
    return tuple(
        (_checked_group(where, group), _checked_member(f"{where}[{group!r}]", member))
        for group, member in value.items()
    )


def members_of(entry: Any) -> Iterator[Any]:
    """The schedules of an entry: its own, or those of its groups."""
    if isinstance(entry, tuple):
        yield from (member for _, member in entry)
    else:
        yield entry


def over(entry: Any, change: Callable[[Any], Any]) -> Any:
    """The entry with `change` made to each of its schedules; groups come back as a dict."""
    if isinstance(entry, tuple):
        return {group: change(member) for group, member in entry}
    return change(entry)


def value_of(member: AbstractSchedule | Controlled, t: Any) -> Any:
    """The value at update `t` of a member that no policy controls."""
    if isinstance(member, Controlled):
        raise ScheduleError(
            "`plan(t)` needs schedules alone, got one under the control of a policy, whose value "
            "depends on what was measured. Ask it for `rate(t, state)`."
        )
    return member(t)


def with_schedule(member: Any, change: Callable[[AbstractSchedule], AbstractSchedule]) -> Any:
    """A member whose schedule is changed; the policy of a controlled one stays as it is."""
    if isinstance(member, AbstractSchedule):
        return change(member)
    return dataclasses.replace(member, schedule=change(member.schedule))


def schedule_of(member: Any) -> AbstractSchedule:
    """The schedule of a member, without the policy that may control it."""
    return member if isinstance(member, AbstractSchedule) else member.schedule


def _checked_member(where: str, value: Any) -> Any:
    if isinstance(value, (AbstractSchedule, Controlled)):
        return value
    if _arrays.is_number(value):
        return Constant(value=value)
    raise ScheduleError(
        f"`{where}` must be a schedule, a number, or a mapping from groups to them, got "
        f"{shown(value)}. For one value throughout, give the number."
    )


def _checked_group(where: str, name: Any) -> str:
    if (
        isinstance(name, str)
        and name.isprintable()
        and name.strip()
        and name != "kind"
        and not set(name) & set("'\"\\")
    ):
        return name
    raise ScheduleError(
        f"`{where}` must name its groups by texts without quotes and backslashes, other than "
        f"`kind`, got {shown(name)}. Use a name such as `body` or `layers.0`."
    )
