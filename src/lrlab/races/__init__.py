"""Races: plan, runs, standings, claims and the report."""

from lrlab.races._entrants import default_schedules
from lrlab.races._race import SEEDS, Race, race
from lrlab.races._report import check_report_path, report, write_report
from lrlab.races._standings import Standing, standings
from lrlab.races._statistics import Interval, paired_interval
from lrlab.races._words import difference_unit, shown_interval

__all__ = [
    "SEEDS",
    "Interval",
    "Race",
    "Standing",
    "check_report_path",
    "default_schedules",
    "difference_unit",
    "paired_interval",
    "race",
    "report",
    "shown_interval",
    "standings",
    "write_report",
]
