"""The names that a text or a JSON may use, and how a person adds schedules to them."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable
from typing import Any, TypeVar

from lrlab import policies, schedules
from lrlab._errors import ScheduleError
from lrlab.plans import Horizon, Plan
from lrlab.schedules._rules import shown
from lrlab.schedules._value import AbstractValue
from lrlab.schedules.recipes import is_recipe

T = TypeVar("T", bound=Callable[..., Any])  # a class or a function

_CLASSES = (
    *schedules.SHAPES,
    *schedules.COMPOSITIONS,
    *policies.POLICIES,
    policies.Controlled,
    Plan,
    Horizon,
)

KINDS: dict[str, Any] = {
    **{recipe.__name__: recipe for recipe in schedules.RECIPES},
    **{cls.kind: cls for cls in _CLASSES if cls is not schedules.Function},
}
"""What makes a value of each kind: a recipe, or a class; `register` adds to it."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = ("then", "none", "true", "false", "nan", "inf", "infinity", "f", "function")


def register(name: str) -> Callable[[T], T]:
    """Make a class or a recipe of your own known by `name` to texts, JSON and the command line.

    Put it above `@dataclasses.dataclass` of a shape, or above a function that builds a schedule,
    which it makes a recipe. A package does the same for those who install it by an entry point in
    the group `lrlab.schedules`.

    A name may be defined again where it was, as when a cell is run twice: values that exist keep
    their rates, and texts, JSON and `with_total_steps` use the newest definition.

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
        _check_origin(name, made_by)
        found: Any = made_by
        if isinstance(made_by, type):
            _check_class(made_by)
            found.kind = name
        elif not inspect.isfunction(inspect.unwrap(made_by)) or made_by.__name__ != name:
            raise ScheduleError(
                f"`register({name!r})` must stand above a dataclass, or a function of that name, "
                f"got {shown(made_by)}. Call the function `{name}`."
            )
        elif not is_recipe(made_by):
            found = schedules.recipe(made_by)
        KINDS[name] = found
        return found

    return decorate


def _check_origin(name: str, made_by: Any) -> None:
    """Refuse a name that stands for something else, and what has another name."""
    known = KINDS.get(name)
    if known is not None and _origin(known) != _origin(made_by):
        raise ScheduleError(
            f"`register(name=...)` must be a new name, got {name!r}, which is "
            f"`{'.'.join(_origin(known))}`. Call yours something else."
        )
    for kind, other in KINDS.items():
        named_alike = kind != name and other.__name__ == getattr(made_by, "__name__", None)
        if named_alike and other is not made_by and _origin(other) != _origin(made_by):
            raise ScheduleError(
                f"`register({name!r})` must stand above a name of its own, got "
                f"`{made_by.__name__}`, which is `{'.'.join(_origin(other))}`: a `repr` could not "
                f"be told from its. Call yours something else."
            )
        if other is made_by and kind != name:
            raise ScheduleError(
                f"`register({name!r})` must name what has no name yet, got what is `{kind}` "
                f"already. Write `{kind}`, or register a class or a function of your own."
            )


def _check_class(cls: type) -> None:
    own = issubclass(cls, AbstractValue) and cls not in (schedules.Function, schedules.Recipe)
    if not own or "__dataclass_fields__" not in vars(cls):
        raise ScheduleError(
            f"`register` must stand above a dataclass of your own that derives from "
            f"`AbstractSchedule` (or `AbstractPolicy`), got {cls.__name__}. Write "
            f"`@register(...)` above `@dataclasses.dataclass(frozen=True, kw_only=True)`."
        )
    if not cls.__dataclass_params__.frozen or not all(f.init for f in dataclasses.fields(cls)):  # pyright: ignore[reportAttributeAccessIssue, reportArgumentType]
        raise ScheduleError(
            f"`register` needs a frozen dataclass whose fields are all arguments, got "
            f"{cls.__name__}. Write `@dataclasses.dataclass(frozen=True, kw_only=True)`."
        )
    if inspect.isabstract(cls):
        missing = ", ".join(f"`{method}`" for method in sorted(cls.__abstractmethods__))
        raise ScheduleError(
            f"`register` needs a class that defines {missing}, got {cls.__name__}. Define it."
        )


def _origin(made_by: Any) -> tuple[str, str]:
    """Where it was defined: the same for a cell that is run again."""
    return (
        getattr(made_by, "__module__", type(made_by).__module__),
        getattr(made_by, "__qualname__", shown(made_by)),
    )
