"""Policies: what changes the rate by what is measured, beside a schedule."""

from lrlab.policies._base import AbstractPolicy as AbstractPolicy
from lrlab.policies._controlled import Controlled as Controlled
from lrlab.policies._greedy import Greedy as Greedy
from lrlab.policies._new_bob import NewBob as NewBob
from lrlab.policies._plateau import ReduceOnPlateau as ReduceOnPlateau

POLICIES: tuple[type[AbstractPolicy], ...] = tuple(
    x for x in vars().values() if isinstance(x, type) and AbstractPolicy in x.__bases__
)
"""The class of every policy."""

NAMES = ("AbstractPolicy", "Controlled", *(policy.__name__ for policy in POLICIES))
"""What `lrlab` itself exports of this room."""
