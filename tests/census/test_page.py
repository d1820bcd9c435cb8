"""The table in the docs is made from the rows, and all rows are there."""

import pathlib

import pytest

import lrlab
from census.page import page
from census.rows import ROWS
from census.table import RECORDED, Record

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "every-schedule.md"


def test_every_row_of_the_census_is_there_once():
    assert [row.number for row in ROWS] == list(range(1, 77))


def test_the_page_is_what_the_rows_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python tools/make_census.py`"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.number))
def test_a_row_is_a_value_of_lrlab_or_says_what_answers_it(row):
    value = row.example_value()

    assert isinstance(value, lrlab.AbstractSchedule) or row.answer
    assert isinstance(value, lrlab.AbstractSchedule | lrlab.Plan | lrlab.Controlled)


def test_every_recorded_case_is_compared():
    compared = {
        (each.library, each.case)
        for row in ROWS
        for each in row.compared
        if isinstance(each, Record)
    }

    assert compared == {(name, case) for name, cases in RECORDED["cases"].items() for case in cases}
