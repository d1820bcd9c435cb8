"""lrlab, the learning-rate laboratory.

A schedule is an immutable value that maps an optimizer update to a learning rate:

    >>> import lrlab
    >>> schedule = lrlab.warmup_cosine(peak_value=3e-4, total_steps=10_000, warmup_fraction=0.05)
    >>> schedule(500)
    0.0003

Everything else is a function of that value. What needs more than NumPy (`plot`, `race`, `stack`)
is imported when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from lrlab._errors import LrlabError, MissingExtraError, RaceError, ScheduleError, SpecError
from lrlab.schedules import (
    AbstractSchedule,
    After,
    Clipped,
    Constant,
    Cosine,
    CosineRestarts,
    Exponential,
    ExponentialCooldown,
    Function,
    Geometric,
    Interpolated,
    InverseSqrt,
    Linear,
    OneMinusPower,
    PiecewiseConstant,
    Polynomial,
    Product,
    Recipe,
    Repeated,
    Scaled,
    Sequence,
    Step,
    Table,
    Triangular,
    cosine_annealing,
    exponential_decay,
    inverse_sqrt,
    linear_to_zero,
    noam,
    one_cycle,
    range_sweep,
    recipe,
    sgdr,
    step_decay,
    warmup_cosine,
    warmup_linear,
    wsd,
)

if TYPE_CHECKING:
    from lrlab.forms import from_json, json_schema, parse
    from lrlab.integrations.jax import stack
    from lrlab.pictures import plot
    from lrlab.races import race

__version__ = "0.1.0"

_LATE = {
    "from_json": "lrlab.forms",
    "json_schema": "lrlab.forms",
    "parse": "lrlab.forms",
    "plot": "lrlab.pictures",
    "race": "lrlab.races",
    "stack": "lrlab.integrations.jax",
}

__all__ = [
    "AbstractSchedule",
    "After",
    "Clipped",
    "Constant",
    "Cosine",
    "CosineRestarts",
    "Exponential",
    "ExponentialCooldown",
    "Function",
    "Geometric",
    "Interpolated",
    "InverseSqrt",
    "Linear",
    "LrlabError",
    "MissingExtraError",
    "OneMinusPower",
    "PiecewiseConstant",
    "Polynomial",
    "Product",
    "RaceError",
    "Recipe",
    "Repeated",
    "Scaled",
    "ScheduleError",
    "Sequence",
    "SpecError",
    "Step",
    "Table",
    "Triangular",
    "cosine_annealing",
    "exponential_decay",
    "from_json",
    "inverse_sqrt",
    "json_schema",
    "linear_to_zero",
    "noam",
    "one_cycle",
    "parse",
    "plot",
    "race",
    "range_sweep",
    "recipe",
    "sgdr",
    "stack",
    "step_decay",
    "warmup_cosine",
    "warmup_linear",
    "wsd",
]


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module `lrlab` has no attribute `{name}`")
    value = getattr(importlib.import_module(_LATE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATE})
