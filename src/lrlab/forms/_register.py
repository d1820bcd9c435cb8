"""A person's own schedules, as citizens of texts, JSON and the command line."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any, TypeVar

from lrlab._errors import ScheduleError
from lrlab.forms._kinds import KINDS
from lrlab.schedules import recipe
from lrlab.schedules._rules import shown
from lrlab.schedules._value import AbstractValue

T = TypeVar("T", bound=Callable[..., Any])  # a class or a function

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = ("then", "none", "true", "false", "nan", "inf", "infinity", "f", "function")


def register(name: str) -> Callable[[T], T]:
    """Make a class or a recipe of your own known by `name` to texts, JSON and the command line.

    Put it above `@dataclasses.dataclass` of a shape, or above a function that builds a schedule,
    which it makes a recipe. A package does the same for those who install it by an entry point in
    the group `lrlab.schedules`.

    Args:
        name: in small letters, digits and underscores; for a function, its own name.

    Raises:
        ScheduleError: if the name cannot be one or is taken, or what it stands for is neither a
            frozen dataclass of lrlab nor a function.

    Examples:
        >>> import lrlab
        >>> from lrlab.schedules import Rate, Steps
        >>> @lrlab.register("tent")
        ... def tent(peak_value: Rate, total_steps: Steps) -> lrlab.AbstractSchedule:
        ...     half = total_steps // 2
        ...     rise = lrlab.Linear(init_value=0.0, end_value=peak_value, steps=half)
        ...     return rise.then(
        ...         lrlab.Linear(init_value=peak_value, end_value=0.0, steps=total_steps - half)
        ...     )
        >>> lrlab.parse("tent(peak_value=0.1, total_steps=100)")(25)
        0.05
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name in _RESERVED:
        raise ScheduleError(
            f"`register(name=...)` must be small letters, digits and underscores, and no word of "
            f"the text form, got {shown(name)}. Use a name such as `half_sine`."
        )

    def decorate(made_by: T) -> T:
        if isinstance(made_by, type):
            _check_class(made_by)
        elif not callable(made_by) or made_by.__name__ != name:
            raise ScheduleError(
                f"`register({name!r})` must stand above a dataclass, or a function of that name, "
                f"got {shown(made_by)}. Call the function `{name}`."
            )
        known = KINDS.get(name)
        if known is not None and _origin(known) != _origin(made_by):
            raise ScheduleError(
                f"`register(name=...)` must be a new name, got {name!r}, which is "
                f"`{'.'.join(_origin(known))}`. Call yours something else."
            )
        found: Any = made_by
        if isinstance(made_by, type):
            found.kind = name
        elif not hasattr(made_by, "__wrapped__"):
            found = recipe(made_by)
        KINDS[name] = found
        return found

    return decorate


def _check_class(cls: type) -> None:
    if not issubclass(cls, AbstractValue) or "__dataclass_fields__" not in vars(cls):
        raise ScheduleError(
            f"`register` must stand above a dataclass that derives from `AbstractSchedule` (or "
            f"`AbstractPolicy`), got {cls.__name__}. Write `@register(...)` above "
            f"`@dataclasses.dataclass(frozen=True, kw_only=True)`."
        )
    if not cls.__dataclass_params__.frozen or not all(f.init for f in dataclasses.fields(cls)):  # pyright: ignore[reportAttributeAccessIssue, reportArgumentType]
        raise ScheduleError(
            f"`register` needs a frozen dataclass whose fields are all arguments, got "
            f"{cls.__name__}. Write `@dataclasses.dataclass(frozen=True, kw_only=True)`."
        )


def _origin(made_by: Any) -> tuple[str, str]:
    return made_by.__module__, made_by.__qualname__
