"""Promises as checks that anybody can run on their own."""

from lrlab.testing._check_schedule import check_schedule

__all__ = ["check_schedule"]
