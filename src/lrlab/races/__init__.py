"""Races: plan, runs, standings, claims and the report."""

from lrlab.races._entrants import default_schedules
from lrlab.races._race import Race, race
from lrlab.races._standings import Standing, standings
from lrlab.races._statistics import Interval, paired_interval

__all__ = [
    "Interval",
    "Race",
    "Standing",
    "default_schedules",
    "paired_interval",
    "race",
    "standings",
]
