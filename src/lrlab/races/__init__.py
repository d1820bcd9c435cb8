"""Races: peaks, runs, standings, claims and the report."""

from lrlab.races._candidates import Candidate
from lrlab.races._claims import Claim
from lrlab.races._entrants import default_schedules
from lrlab.races._race import SEEDS, Race, race
from lrlab.races._report import check_report_path, report, write_report
from lrlab.races._standings import Standing, standings
from lrlab.races._statistics import Interval, paired_interval
from lrlab.races._words import headline, how_to_read, table_columns, table_rows

__all__ = [
    "SEEDS",
    "Candidate",
    "Claim",
    "Interval",
    "Race",
    "Standing",
    "check_report_path",
    "default_schedules",
    "headline",
    "how_to_read",
    "paired_interval",
    "race",
    "report",
    "standings",
    "table_columns",
    "table_rows",
    "write_report",
]
