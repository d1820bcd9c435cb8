"""Plans: which hyper-parameter and group follows which schedule, and horizons."""

from lrlab.plans._cycles import cyclic_plan, one_cycle_plan
from lrlab.plans._description import PlanDescription
from lrlab.plans._groups import frozen_until, gradual_unfreezing, grouped, layerwise_decay
from lrlab.plans._horizon import Horizon
from lrlab.plans._length import Length
from lrlab.plans._plan import Plan
from lrlab.plans._ramp import batch_size_ramp

__all__ = [
    "Horizon",
    "Length",
    "Plan",
    "PlanDescription",
    "batch_size_ramp",
    "cyclic_plan",
    "frozen_until",
    "gradual_unfreezing",
    "grouped",
    "layerwise_decay",
    "one_cycle_plan",
]
