"""What is planned from a schedule: its cooldown, its continuation, and how two of them differ."""

from lrlab.schedules.planning._cool_down import cool_down as cool_down
from lrlab.schedules.planning._diff import Difference as Difference
from lrlab.schedules.planning._diff import diff as diff
from lrlab.schedules.planning._extend import extend as extend
