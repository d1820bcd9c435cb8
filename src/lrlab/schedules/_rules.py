"""What an argument may be: one rule per kind, shared by checks, messages and the JSON Schema.

A field of a shape and a parameter of a recipe are annotated with one of these kinds
(`Rate`, `Steps`, `Positive`, ...); `checked` then holds every value against the rule of its kind.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_type_hints

import numpy as np

from lrlab import _arrays
from lrlab._errors import ScheduleError, did_you_mean

if TYPE_CHECKING:
    from lrlab.schedules._base import AbstractSchedule

MAX_STEPS = 2**53  # beyond it, float64 no longer tells one update from the next


@dataclasses.dataclass(frozen=True, eq=False)
class Rule:
    """A kind of argument: what it must be, how it is written down, what to do otherwise."""

    must_be: str
    accepts: Callable[[Any], bool]
    remedy: str
    schema: Mapping[str, Any]
    whole: bool = False
    in_updates: bool = False  # whether it is a length, for which a text may use a unit

    def __call__(self, where: str, value: Any) -> Any:
        """`value` as a plain number, or a `ScheduleError` that names `where`.

        Arrays of numbers are checked element by element; tracers, whose value is not known
        while a program is compiled, pass.
        """
        if isinstance(value, np.ndarray) and value.ndim == 0:
            value = value[()]
        if _arrays.is_array(value):
            return self._checked_array(where, value)
        if not _arrays.is_number(value) or not _is_finite(value) or not self.accepts(value):
            raise self._refusal(where, value)
        if not self.whole:
            return float(value)
        if value != int(value):
            raise self._refusal(where, value)
        return int(value)

    def _checked_array(self, where: str, value: Any) -> Any:
        if isinstance(value, np.ndarray):
            for element in value.flat:
                self(where, element)
        return value

    def _refusal(self, where: str, value: Any) -> ScheduleError:
        return ScheduleError(f"`{where}` must be {self.must_be}, got {shown(value)}. {self.remedy}")


_RATE = Rule(
    "a finite rate, 0 or more",
    lambda x: x >= 0,
    "Rates are absolute learning rates, as in `0.1`.",
    {"type": "number", "minimum": 0},
)
_POSITIVE = Rule(
    "a finite number above 0",
    lambda x: x > 0,
    "Give a number such as `2.0`.",
    {"type": "number", "exclusiveMinimum": 0},
)
_FRACTION = Rule(
    "a fraction from 0 to 1",
    lambda x: 0 <= x <= 1,
    "Give a fraction such as `0.5`; five percent is `0.05`.",
    {"type": "number", "minimum": 0, "maximum": 1},
)
_STEPS = Rule(
    "a whole number of optimizer updates, at most 2**53, 0 or more",
    lambda x: 0 <= x <= MAX_STEPS,
    "Count optimizer updates, not epochs or samples: epochs * updates per epoch.",
    {"type": "integer", "minimum": 0, "maximum": MAX_STEPS},
    whole=True,
    in_updates=True,
)
_PERIOD = dataclasses.replace(
    _STEPS,
    must_be="a whole number of optimizer updates, at most 2**53, 1 or more",
    accepts=lambda x: 1 <= x <= MAX_STEPS,
    schema={"type": "integer", "minimum": 1, "maximum": MAX_STEPS},
)
_TIMESCALE = dataclasses.replace(
    _POSITIVE, must_be="a finite number of optimizer updates above 0", in_updates=True
)
_COUNT = dataclasses.replace(
    _PERIOD,
    must_be="a whole number, at most 2**53, 1 or more",
    remedy="Give a whole number such as `10`.",
    in_updates=False,
)
_TIMES = dataclasses.replace(
    _STEPS,
    must_be="a whole number, at most 2**53, 0 or more",
    remedy="Give a whole number such as `3`, or leave it out: for ever.",
    in_updates=False,
)
_FACTOR = Rule(
    "a finite number, 0 or more",
    lambda x: x >= 0,
    "Give a number such as `0.5`.",
    {"type": "number", "minimum": 0},
)
_REAL = Rule(
    "a finite number",
    lambda x: True,
    "Give a number such as `-7.0`.",
    {"type": "number"},
)
_GROWTH = Rule(
    "a finite number, 1 or more",
    lambda x: x >= 1,
    "For cycles of equal length, use `1.0`.",
    {"type": "number", "minimum": 1},
)

Rate = Annotated[float, _RATE]
Positive = Annotated[float, _POSITIVE]
Fraction = Annotated[float, _FRACTION]
Factor = Annotated[float, _FACTOR]
Real = Annotated[float, _REAL]
Growth = Annotated[float, _GROWTH]
Steps = Annotated[int, _STEPS]
Period = Annotated[int, _PERIOD]
Timescale = Annotated[float, _TIMESCALE]
Count = Annotated[int, _COUNT]
Times = Annotated[int, _TIMES]


def _is_finite(value: Any) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number too large for a float
        return False


def rules_of(annotated: Any) -> dict[str, tuple[Rule, bool]]:
    """For each annotated name of a class or function, its rule and whether None is allowed."""
    found: dict[str, tuple[Rule, bool]] = {}
    for name, hint in get_type_hints(annotated, include_extras=True).items():
        options = (hint, *get_args(hint))
        rule = next(
            (m for o in options for m in getattr(o, "__metadata__", ()) if isinstance(m, Rule)),
            None,
        )
        if rule is not None:
            found[name] = (rule, type(None) in options)
    return found


def checked(owner: str, rules: Mapping[str, tuple[Rule, bool]], values: Mapping[str, Any]) -> Any:
    """`values` with every number that has a rule checked and made plain."""
    plain = dict(values)
    for name, (rule, optional) in rules.items():
        if name in plain and not (optional and plain[name] is None):
            plain[name] = rule(f"{owner}({name}=...)", plain[name])
    return plain


def checked_rate(where: str, value: Any) -> Any:
    """`value` as a learning rate."""
    return _RATE(where, value)


def checked_factor(where: str, value: Any) -> Any:
    """`value` as a number to multiply with."""
    return _FACTOR(where, value)


def checked_fraction(where: str, value: Any) -> Any:
    """`value` as a fraction from 0 to 1."""
    return _FRACTION(where, value)


def checked_steps(where: str, value: Any) -> Any:
    """`value` as a number of optimizer updates."""
    return _STEPS(where, value)


def checked_rates(where: str, values: Any) -> tuple[float, ...]:
    """A list of learning rates as a tuple; the message names the first that breaks the rule.

    Tracers, and lists with tracers, come back as one tracer, unchecked.
    """
    if not _arrays.is_concrete(values):
        return values
    if isinstance(values, (list, tuple)) and not all(map(_arrays.is_concrete, values)):
        return _arrays.namespace_of(*values).stack(values)
    try:
        array = np.asarray(values)
        if array.ndim != 1 or array.dtype.kind not in "iuf":
            raise TypeError
    except (TypeError, ValueError):
        raise ScheduleError(
            f"`{where}` must be a flat list of numbers, got {shown(values)}. "
            f"Write it as `[0.1, 0.01]`."
        ) from None
    wrong = np.flatnonzero(~(np.isfinite(array) & (array >= 0)))
    if wrong.size:
        _RATE(f"{where}[{wrong[0]}]", array[wrong[0]].item())
    return tuple(array.astype(np.float64).tolist())


def checked_schedule(where: str, value: Any, *, must: str = "be a schedule") -> AbstractSchedule:
    """`value`, which must be a schedule."""
    from lrlab.schedules._base import AbstractSchedule

    if not isinstance(value, AbstractSchedule):
        raise ScheduleError(
            f"`{where}` must {must}, got {shown(value)}. For one rate, use `Constant(value=...)`."
        )
    return value


def checked_schedules(where: str, values: Any) -> tuple[AbstractSchedule, ...]:
    """A list of schedules, at least one, as a tuple."""
    if not isinstance(values, Iterable) or isinstance(values, (str, bytes, Mapping)):
        raise ScheduleError(
            f"`{where}` must be a list of schedules, got {shown(values)}. "
            f"Write it as `[first, second]`."
        )
    found = tuple(checked_schedule(where, value, must="hold schedules") for value in values)
    if not found:
        raise ScheduleError(
            f"`{where}` must hold at least one schedule, got none. For one rate, use `Constant`."
        )
    return found


def one_of(owner: str, name: str, value: Any, choices: Mapping[str, Any]) -> Any:
    """What `value` stands for among `choices`, or a message with the known words."""
    if isinstance(value, str) and value in choices:
        return choices[value]
    raise ScheduleError(
        f"`{owner}({name}=...)` must be a known word, got {shown(value)}. "
        f"{did_you_mean(str(value), choices)}"
    )


def same_value(value: Any, default: Any) -> bool:
    """Whether a plain value is the default; arrays never are, whatever they hold."""
    if value is default:
        return True
    return (
        isinstance(value, (int, float, str)) and type(value) is type(default) and value == default
    )


def shown(value: Any) -> str:
    """A short picture of a wrong value for a message."""
    try:
        text = repr(value)
    except Exception:  # a broken `__repr__` must not hide the real mistake
        text = f"a {type(value).__name__}"
    return text if len(text) <= 60 else f"{text[:57]}..."
