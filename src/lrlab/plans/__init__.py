"""Plans: which hyper-parameter and group follows which schedule, and horizons."""

from lrlab.plans._horizon import Horizon
from lrlab.plans._length import Length
from lrlab.plans._plan import Plan

__all__ = ["Horizon", "Length", "Plan"]
