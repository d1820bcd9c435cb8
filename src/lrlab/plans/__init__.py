"""Plans: which hyper-parameter and group follows which schedule, and horizons."""

from lrlab.plans._plan import Plan

__all__ = ["Plan"]
