"""Promises as checks that anybody can run on their own."""

from lrlab.testing._check_plan import check_plan
from lrlab.testing._check_policy import check_policy
from lrlab.testing._check_schedule import check_schedule
from lrlab.testing._check_value import check_value

__all__ = ["check_plan", "check_policy", "check_schedule", "check_value"]
