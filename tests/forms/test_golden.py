"""Documents of version 1 are read for ever, to the same schedule with the same rates.

`golden_v1.json` is only ever added to. A line that no longer passes means that somebody's file has
changed its meaning: give the new meaning a new version of the format instead.
"""

import json
import pathlib

import pytest

import lrlab
from lrlab.forms import KINDS

STEPS = (0, 1, 7, 19, 50, 99, 150)
GOLDEN = json.loads(pathlib.Path(__file__).with_name("golden_v1.json").read_text())


def kinds_in(data):
    if isinstance(data, list):
        return {kind for item in data for kind in kinds_in(item)}
    if isinstance(data, dict):
        own = {data["kind"]} if "kind" in data else set()  # the groups of a plan have none
        return own | {kind for item in data.values() for kind in kinds_in(item)}
    return set()


@pytest.mark.parametrize("row", GOLDEN, ids=[row["repr"][:60] for row in GOLDEN])
def test_a_document_of_version_1_is_read_for_ever(row):
    schedule = lrlab.from_json(row["document"])

    assert repr(schedule) == row["repr"]
    assert json.loads(schedule.to_json()) == row["document"]
    if row["rates"] is not None:
        rates = [schedule(step) for step in STEPS]
        assert rates == pytest.approx(row["rates"], rel=1e-12, abs=1e-18)


def test_every_kind_has_a_document():
    assert {kind for row in GOLDEN for kind in kinds_in(row["document"])} == set(KINDS)
