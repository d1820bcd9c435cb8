"""A schedule as a person would write it: the Python expression and the text of the command line.

Linear(init_value=0.0, end_value=0.1, steps=10).then(Cosine(init_value=0.1, steps=90))
linear(init_value=0.0, end_value=0.1, steps=10) then cosine(init_value=0.1, steps=90)
"""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterable
from typing import Any

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import same_value


def python_text(schedule: AbstractSchedule) -> str:
    """The Python expression that evaluates to `schedule`, with the names of `lrlab`."""
    return _written(schedule, by_kind=False)


def spec_text(schedule: AbstractSchedule) -> str:
    """The text that `lrlab.parse` and the command line read."""
    return _written(schedule, by_kind=True)


def labels_of(schedules: Iterable[AbstractSchedule]) -> list[str]:
    """A short name for each: its kind in words, with a number where a kind occurs again.

    Examples:
        >>> from lrlab.schedules import Constant, wsd
        >>> labels_of([wsd(0.1, 100), wsd(0.2, 100), Constant(value=0.1)])
        ['wsd', 'wsd 2', 'constant']
    """
    seen: collections.Counter[str] = collections.Counter()
    labels: list[str] = []
    for schedule in schedules:
        words = schedule.kind.replace("_", " ")
        seen[words] += 1
        labels.append(words if seen[words] == 1 else f"{words} {seen[words]}")
    return labels


def arguments_of(schedule: AbstractSchedule) -> dict[str, Any]:
    """The arguments that make this schedule, without those at their defaults."""
    return {
        field.name: value
        for field in dataclasses.fields(schedule)  # pyright: ignore[reportArgumentType]
        if not same_value(value := getattr(schedule, field.name), field.default)
    }


def _written(schedule: AbstractSchedule, by_kind: bool) -> str:
    """The expression; `by_kind` for the text, with `cosine` and `then`, else that of Python."""
    arguments = schedule.arguments()
    pieces: tuple[AbstractSchedule, ...] = arguments.get("pieces", ())
    factors: tuple[AbstractSchedule, ...] = arguments.get("factors", ())
    if schedule.kind == "sequence" and len(pieces) > 1:
        first, *others = (_operand(piece, by_kind) for piece in pieces)
        if by_kind:
            return " then ".join([first, *others])
        return first + "".join(f".then({other})" for other in others)
    if schedule.kind == "product" and len(factors) > 1:
        return f"({' * '.join(_operand(factor, by_kind) for factor in factors)})"
    if _is_method(schedule, arguments):
        inner = _operand(arguments.pop("schedule"), by_kind)
        return f"{inner}.{schedule.kind}({_joined(arguments, by_kind)})"
    name = schedule.kind if by_kind else schedule.python_name()
    return f"{name}({_joined(arguments, by_kind)})"


def _is_method(schedule: AbstractSchedule, arguments: dict[str, Any]) -> bool:
    """Whether it is written behind what it holds, as in `....scaled(factor=2.0)`."""
    if schedule.kind == "scaled" and same_value(arguments["factor"], 1.0):
        return False  # which `.scaled(1)` does not make
    inner = arguments.get("schedule")
    return isinstance(inner, AbstractSchedule) and hasattr(AbstractSchedule, schedule.kind)


def _operand(schedule: AbstractSchedule, by_kind: bool) -> str:
    text = _written(schedule, by_kind)
    return f"({text})" if by_kind and schedule.kind == "sequence" else text


def _joined(arguments: dict[str, Any], by_kind: bool) -> str:
    return ", ".join(f"{name}={_value(value, by_kind)}" for name, value in arguments.items())


def _value(value: Any, by_kind: bool) -> str:
    if isinstance(value, AbstractSchedule):
        return _written(value, by_kind)
    if isinstance(value, tuple):
        return f"[{', '.join(_value(item, by_kind) for item in value)}]"
    return repr(value)
