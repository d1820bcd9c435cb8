"""Promises as checks that anybody can run on their own."""

from lrlab.testing._check_policy import check_policy
from lrlab.testing._check_schedule import check_schedule

__all__ = ["check_policy", "check_schedule"]
