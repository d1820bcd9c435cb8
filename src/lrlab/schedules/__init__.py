"""The values: shapes, how they are composed, and recipes by name. NumPy only."""

from types import ModuleType
from typing import Any

from lrlab.schedules import compositions, recipes, shapes
from lrlab.schedules._base import AbstractSchedule as AbstractSchedule
from lrlab.schedules._progress import elapsed as elapsed
from lrlab.schedules._progress import remaining as remaining
from lrlab.schedules._progress import whole_cycles as whole_cycles
from lrlab.schedules._rules import Count as Count
from lrlab.schedules._rules import Factor as Factor
from lrlab.schedules._rules import Fraction as Fraction
from lrlab.schedules._rules import Growth as Growth
from lrlab.schedules._rules import Period as Period
from lrlab.schedules._rules import Positive as Positive
from lrlab.schedules._rules import Rate as Rate
from lrlab.schedules._rules import Real as Real
from lrlab.schedules._rules import Steps as Steps
from lrlab.schedules._rules import Times as Times
from lrlab.schedules._rules import Timescale as Timescale
from lrlab.schedules.compositions import *
from lrlab.schedules.recipes import *
from lrlab.schedules.shapes import *


def _classes(room: ModuleType) -> tuple[type[AbstractSchedule], ...]:
    return tuple(x for x in vars(room).values() if isinstance(x, type))


def _recipes(room: ModuleType) -> tuple[Any, ...]:
    return tuple(x for x in vars(room).values() if recipes.is_recipe(x))


SHAPES = _classes(shapes)
"""The class of every shape."""

COMPOSITIONS = _classes(compositions)
"""The class of every composition."""

RECIPES = _recipes(recipes)
"""The function of every recipe."""

NAMES = (
    "AbstractSchedule",
    "Recipe",
    "recipe",
    *(made_by.__name__ for made_by in (*SHAPES, *COMPOSITIONS, *RECIPES)),
)
"""What `lrlab` itself exports of this room."""
