"""A value as a person would write it: the Python expression and the text of the command line.

Linear(init_value=0.0, end_value=0.1, steps=10).then(Cosine(init_value=0.1, steps=90))
linear(init_value=0.0, end_value=0.1, steps=10) then cosine(init_value=0.1, steps=90)
"""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from lrlab.schedules import compositions
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import same_value
from lrlab.schedules._value import AbstractValue


def python_text(value: AbstractValue) -> str:
    """The Python expression that evaluates to `value`, with the names of `lrlab`."""
    return _written(value, by_kind=False)


def spec_text(value: AbstractValue) -> str:
    """The text that `lrlab.parse` and the command line read."""
    return _written(value, by_kind=True)


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


def arguments_of(value: AbstractValue) -> dict[str, Any]:
    """The arguments that make this value, without those at their defaults."""
    return {
        field.name: argument
        for field in dataclasses.fields(value)  # pyright: ignore[reportArgumentType]
        if not same_value(argument := getattr(value, field.name), field.default)
    }


_SIGNS = {"product": ("factors", " * "), "sum": ("terms", " + ")}
"""The compositions that are written with a sign between their parts."""


def _written(value: AbstractValue, by_kind: bool) -> str:
    """The expression; `by_kind` for the text, with `cosine` and `then`, else that of Python."""
    arguments = value.arguments()
    composition = value.kind if type(value) in vars(compositions).values() else None
    if composition == "sequence" and len(arguments["pieces"]) > 1:
        first, *others = (_operand(piece, by_kind) for piece in arguments["pieces"])
        if by_kind:
            return " then ".join([first, *others])
        return first + "".join(f".then({other})" for other in others)
    if composition in _SIGNS:
        name, sign = _SIGNS[composition]
        if len(arguments[name]) > 1:
            return f"({sign.join(_operand(part, by_kind) for part in arguments[name])})"
    if composition is not None and _is_method(composition, arguments):
        inner = _operand(arguments.pop("schedule"), by_kind)
        return f"{inner}.{composition}({_joined(arguments, by_kind)})"
    name = value.kind if by_kind else value.python_name()
    return f"{name}({_joined(arguments, by_kind)})"


def _is_method(composition: str, arguments: Mapping[str, Any]) -> bool:
    """Whether it is written behind what it holds, as in `....scaled(factor=2.0)`."""
    if composition == "scaled" and same_value(arguments["factor"], 1.0):
        return False  # which `.scaled(1)` does not make
    return "schedule" in arguments and hasattr(AbstractSchedule, composition)


def _operand(value: AbstractValue, by_kind: bool) -> str:
    text = _written(value, by_kind)
    return f"({text})" if by_kind and value.kind == "sequence" else text


def _joined(arguments: Mapping[str, Any], by_kind: bool) -> str:
    return ", ".join(f"{name}={_argument(value, by_kind)}" for name, value in arguments.items())


def _argument(value: Any, by_kind: bool) -> str:
    if isinstance(value, AbstractValue):
        return _written(value, by_kind)
    if isinstance(value, tuple):
        return f"[{', '.join(_argument(item, by_kind) for item in value)}]"
    if isinstance(value, Mapping):
        items = (f"{key!r}: {_argument(item, by_kind)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    return repr(value)
