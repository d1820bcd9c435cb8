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
    from lrlab.plans import batch_size_ramp as batch_size_ramp
    from lrlab.plans import cyclic_plan as cyclic_plan
    from lrlab.plans import frozen_until as frozen_until
    from lrlab.plans import gradual_unfreezing as gradual_unfreezing
    from lrlab.plans import grouped as grouped
    from lrlab.plans import layerwise_decay as layerwise_decay
    from lrlab.plans import one_cycle_plan as one_cycle_plan
    from lrlab.plans.practices import practice as practice
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

_ROOM_OF = {
    "lrlab._errors": "LrlabError MissingExtraError RaceError ScheduleError SpecError",
    "lrlab.forms": "from_json json_schema parse register",
    "lrlab.integrations.jax": "stack",
    "lrlab.pictures": "plot",
    "lrlab.plans": "Horizon Plan batch_size_ramp cyclic_plan frozen_until gradual_unfreezing "
    "grouped layerwise_decay one_cycle_plan",
    "lrlab.plans.practices": "practice",
    "lrlab.policies": "AbstractPolicy Controlled Greedy NewBob ReduceOnPlateau",
    "lrlab.races": "race",
    "lrlab.schedules.planning": "cool_down diff extend",
}
_ELSEWHERE = {name: room for room, names in _ROOM_OF.items() for name in names.split()}
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
