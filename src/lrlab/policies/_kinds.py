"""What an argument of a policy may be, beside the kinds that schedules have."""

from __future__ import annotations

import dataclasses
from typing import Annotated

from lrlab.schedules._rules import Rule

_MANY = 10**9  # and one more still fits into the whole numbers of JAX
_LONGEST = 10**4  # a window is part of the state, number by number

_CUT = Rule(
    "a factor above 0 and below 1",
    lambda x: 0 < x < 1,
    "Give what a cut leaves of the rate, such as `0.5`.",
    {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
)
_TOLERANCE = Rule(
    "a fraction, 0 or more and below 1",
    lambda x: 0 <= x < 1,
    "Give the share of the best metric that an improvement must exceed, such as `1e-4`.",
    {"type": "number", "minimum": 0, "exclusiveMaximum": 1},
)
_EVALUATIONS = Rule(
    "a whole number of evaluations, at most 10**9, 0 or more",
    lambda x: 0 <= x <= _MANY,
    "Count how often a metric is handed over, not updates or epochs.",
    {"type": "integer", "minimum": 0, "maximum": _MANY},
    whole=True,
)
_SOME_EVALUATIONS = dataclasses.replace(
    _EVALUATIONS,
    must_be="a whole number of evaluations, at most 10**9, 1 or more",
    accepts=lambda x: 1 <= x <= _MANY,
    schema={"type": "integer", "minimum": 1, "maximum": _MANY},
)
_WINDOW = dataclasses.replace(
    _EVALUATIONS,
    must_be="a whole number of evaluations, at most 10,000, 1 or more",
    accepts=lambda x: 1 <= x <= _LONGEST,
    schema={"type": "integer", "minimum": 1, "maximum": _LONGEST},
)

Cut = Annotated[float, _CUT]
Tolerance = Annotated[float, _TOLERANCE]
Evaluations = Annotated[int, _EVALUATIONS]
SomeEvaluations = Annotated[int, _SOME_EVALUATIONS]
Window = Annotated[int, _WINDOW]
