"""lrlab, the learning-rate laboratory.

A schedule is an immutable value that maps an optimizer update to a learning rate:

    >>> import lrlab
    >>> schedule = lrlab.warmup_cosine(peak_value=3e-4, total_steps=10_000, warmup_fraction=0.05)
    >>> schedule(500)
    0.0003

Everything else is a function of that value. A name is imported when it is first used, so that
`import lrlab` costs next to nothing, and what needs more than NumPy (`plot`, `race`, `stack`) is no
burden to those who do without.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lrlab._errors import LrlabError as LrlabError
    from lrlab._errors import MissingExtraError as MissingExtraError
    from lrlab._errors import RaceError as RaceError
    from lrlab._errors import ScheduleError as ScheduleError
    from lrlab._errors import SpecError as SpecError
    from lrlab.forms import from_json as from_json
    from lrlab.forms import json_schema as json_schema
    from lrlab.forms import parse as parse
    from lrlab.forms import register as register
    from lrlab.integrations.jax import stack as stack
    from lrlab.pictures import plot as plot
    from lrlab.plans import Horizon as Horizon
    from lrlab.plans import Plan as Plan
    from lrlab.policies import AbstractPolicy as AbstractPolicy
    from lrlab.policies import Controlled as Controlled
    from lrlab.policies import Greedy as Greedy
    from lrlab.policies import NewBob as NewBob
    from lrlab.policies import ReduceOnPlateau as ReduceOnPlateau
    from lrlab.races import race as race
    from lrlab.schedules import AbstractSchedule as AbstractSchedule
    from lrlab.schedules.compositions import *
    from lrlab.schedules.planning import cool_down as cool_down
    from lrlab.schedules.planning import diff as diff
    from lrlab.schedules.planning import extend as extend
    from lrlab.schedules.recipes import *
    from lrlab.schedules.shapes import *

__version__ = "0.1.0"

_ELSEWHERE = {
    "cool_down": "lrlab.schedules.planning",
    "diff": "lrlab.schedules.planning",
    "extend": "lrlab.schedules.planning",
    "LrlabError": "lrlab._errors",
    "MissingExtraError": "lrlab._errors",
    "RaceError": "lrlab._errors",
    "ScheduleError": "lrlab._errors",
    "SpecError": "lrlab._errors",
    "from_json": "lrlab.forms",
    "json_schema": "lrlab.forms",
    "parse": "lrlab.forms",
    "register": "lrlab.forms",
    "AbstractPolicy": "lrlab.policies",
    "Controlled": "lrlab.policies",
    "Greedy": "lrlab.policies",
    "NewBob": "lrlab.policies",
    "ReduceOnPlateau": "lrlab.policies",
    "Horizon": "lrlab.plans",
    "Plan": "lrlab.plans",
    "plot": "lrlab.pictures",
    "race": "lrlab.races",
    "stack": "lrlab.integrations.jax",
}
"""Where a name comes from that is not in `lrlab.schedules`."""

_ROOMS = {
    "forms",
    "integrations",
    "pictures",
    "plans",
    "policies",
    "races",
    "schedules",
    "sweeps",
    "tasks",
    "testing",
}


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return __dir__()
    if name in _ROOMS:
        return importlib.import_module(f"lrlab.{name}")
    # Dunders are what Python and its tools ask every module for.
    if name not in _ELSEWHERE and (name.startswith("__") or name not in __dir__()):
        raise AttributeError(f"module `lrlab` has no attribute `{name}`")
    if name in _ELSEWHERE:
        globals()[name] = getattr(importlib.import_module(_ELSEWHERE[name]), name)
    else:  # all at once, so that `eval(repr(schedule), vars(lrlab))` finds what it needs
        schedules = importlib.import_module("lrlab.schedules")
        globals().update({each: getattr(schedules, each) for each in schedules.NAMES})
    return globals()[name]


def __dir__() -> list[str]:
    schedules = importlib.import_module("lrlab.schedules")
    return sorted([*schedules.NAMES, *_ELSEWHERE])
