"""The names that a text or a JSON may use, and how a schedule is made from a name."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from lrlab._errors import ScheduleError, SpecError, did_you_mean
from lrlab.forms._entry_points import problems
from lrlab.forms._register import KINDS
from lrlab.plans import Plan
from lrlab.schedules import Function
from lrlab.schedules._rules import shown
from lrlab.schedules._value import AbstractValue
from lrlab.schedules.recipes import parameters_of

MAX_DEPTH = 100
"""How deep schedules may stand inside one another in a text or JSON."""


def parameters(kind: str) -> Mapping[str, inspect.Parameter]:
    """The parameters of a kind, in the order of its signature."""
    made_by = KINDS[kind]
    if not isinstance(made_by, type):
        return parameters_of(kind)
    known = inspect.signature(made_by).parameters
    return {name: p for name, p in known.items() if p.kind is not p.VAR_KEYWORD}


def takes_any_name(kind: str) -> bool:
    """Whether a kind takes arguments of any name, as a plan takes hyper-parameters."""
    return KINDS[kind] is Plan


def kind_named(name: Any, where: str) -> str:
    """The kind that `name` stands for: its own name, or that of its class in Python.

    Raises:
        SpecError: if there is none.
    """
    if isinstance(name, str):
        problem = None if name in KINDS else problems().get(name)
        if problem is not None:
            raise SpecError(
                f"the schedule `{name}` at {where} could not be loaded from its package: "
                f"{problem}. Repair or reinstall that package."
            )
        if name in KINDS:
            return name
        for kind, made_by in KINDS.items():
            if made_by.__name__ == name:
                return kind
        if name.lower() in ("function", "f"):
            raise SpecError(
                f"`function` at {where} cannot be written down: a Python function is no data. "
                f"Use `table`, the rates of every update."
            )
    raise SpecError(
        f"unknown schedule {quoted(name)} at {where}. {_did_you_mean(name, KINDS)} "
        f"`lrlab list` shows them all."
    )


def make(kind: str, arguments: Mapping[str, Any], where: str) -> Any:
    """A value of `kind`; every mistake is a `SpecError` that says where it stands."""
    known = parameters(kind)
    for name in arguments:
        if name not in known and not takes_any_name(kind):
            raise SpecError(
                f"unknown argument {quoted(name)} of `{kind}` at {where}. "
                f"{_did_you_mean(name, known)}"
            )
    for name, parameter in known.items():
        if parameter.default is parameter.empty and name not in arguments:
            raise SpecError(f"`{kind}` at {where} needs `{name}`, got {_listed(arguments)}.")
    try:
        return KINDS[kind](**arguments)
    except ScheduleError as error:
        raise SpecError(f"{error} (at {where})") from None


def written_arguments(value: AbstractValue) -> dict[str, Any]:
    """The arguments of a value that can be written down.

    Raises:
        ScheduleError: if it holds something that is no data, such as a function or an array.
    """
    if value.kind not in KINDS and not isinstance(value, Function):
        raise ScheduleError(
            f"`{value.kind}` is not known by that name to JSON and texts. Put "
            f'`@lrlab.register("{value.kind}")` above `{value.python_name()}`.'
        )
    if value.kind not in KINDS:
        raise ScheduleError(
            f"`{value.kind}` holds something that cannot be written down, such as a Python "
            f"function. Write `Table(values=schedule(range(total_steps)))` instead."
        )
    return value.arguments()


def field_hints(kind: str) -> Any:
    """What carries the annotations of a kind: the class, or the function of the recipe."""
    made_by = KINDS[kind]
    return made_by if dataclasses.is_dataclass(made_by) else inspect.unwrap(made_by)


def quoted(name: Any) -> str:
    """A wrong name for a message, cut short; what cannot be printed is escaped."""
    if not isinstance(name, str):
        return shown(name)
    return f'"{name[:60]}"'.encode("utf-8", "backslashreplace").decode()


def _did_you_mean(name: Any, known: Iterable[str]) -> str:
    return did_you_mean(name if isinstance(name, str) else shown(name), known)


def _listed(arguments: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}`" for name in arguments) or "no arguments"
