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


@dataclasses.dataclass(frozen=True)
class _Dialect:
    """How the two forms differ."""

    by_kind: bool  # `cosine` rather than `Cosine`
    then: str

    def name(self, schedule: AbstractSchedule) -> str:
        if self.by_kind:
            return schedule.kind
        return schedule.python_name()


_PYTHON = _Dialect(by_kind=False, then="")
_TEXT = _Dialect(by_kind=True, then=" then ")


def python_text(schedule: AbstractSchedule) -> str:
    """The Python expression that evaluates to `schedule`, with the names of `lrlab`."""
    return _written(schedule, _PYTHON)


def spec_text(schedule: AbstractSchedule) -> str:
    """The text that `lrlab.parse` and the command line read."""
    return _written(schedule, _TEXT)


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


def _written(schedule: AbstractSchedule, dialect: _Dialect) -> str:
    arguments = schedule.arguments()
    pieces: tuple[AbstractSchedule, ...] = arguments.get("pieces", ())
    factors: tuple[AbstractSchedule, ...] = arguments.get("factors", ())
    if schedule.kind == "sequence" and len(pieces) > 1:
        first, *others = (_operand(piece, dialect) for piece in pieces)
        if dialect.then:
            return dialect.then.join([first, *others])
        return first + "".join(f".then({other})" for other in others)
    if schedule.kind == "product" and len(factors) > 1:
        return f"({' * '.join(_operand(factor, dialect) for factor in factors)})"
    if _is_method(schedule, arguments):
        inner = _operand(arguments.pop("schedule"), dialect)
        return f"{inner}.{schedule.kind}({_joined(arguments, dialect)})"
    return f"{dialect.name(schedule)}({_joined(arguments, dialect)})"


def _is_method(schedule: AbstractSchedule, arguments: dict[str, Any]) -> bool:
    """Whether it is written behind what it holds, as in `....scaled(factor=2.0)`."""
    if schedule.kind == "scaled" and same_value(arguments["factor"], 1.0):
        return False  # which `.scaled(1)` does not make
    inner = arguments.get("schedule")
    return isinstance(inner, AbstractSchedule) and hasattr(AbstractSchedule, schedule.kind)


def _operand(schedule: AbstractSchedule, dialect: _Dialect) -> str:
    text = _written(schedule, dialect)
    return f"({text})" if dialect.then and schedule.kind == "sequence" else text


def _joined(arguments: dict[str, Any], dialect: _Dialect) -> str:
    return ", ".join(f"{name}={_value(value, dialect)}" for name, value in arguments.items())


def _value(value: Any, dialect: _Dialect) -> str:
    if isinstance(value, AbstractSchedule):
        return _written(value, dialect)
    if isinstance(value, tuple):
        return f"[{', '.join(_value(item, dialect) for item in value)}]"
    return repr(value)
