"""The report: one file that needs nothing else, and the same numbers as JSON."""

import json
import re

import numpy as np
import pytest

import lrlab
from lrlab.races import check_report_path, race, report, write_report


@pytest.fixture(scope="module")
def result():
    entrants = {
        "constant": lrlab.Constant(value=1.0),
        "<b>line & co</b>": lrlab.linear_to_zero(peak_value=1.0, total_steps=60),
    }
    return race("quadratic", entrants, seeds=3, steps=60)


def test_says_who_won_and_shows_every_schedule(result):
    page = report(result)

    assert f"Winner: {result.standings[0].label}" in page or "Winner: &lt;b&gt;line" in page
    assert "linear_to_zero(peak_value=1.0, total_steps=60)" in page
    for claim in result.claims:
        assert claim.claim in page


def test_opens_offline_and_escapes_what_a_person_typed(result):
    page = report(result)

    assert not re.search(r"""(src|href)\s*=|https?://|@import|url\(""", page)
    assert "<b>line" not in page
    assert "&lt;b&gt;line &amp; co&lt;/b&gt;" in page


def test_every_number_of_the_standings_is_in_the_json(result, tmp_path):
    page, numbers = write_report(result, tmp_path / "race.html")

    data = json.loads(numbers.read_text())
    assert page.read_text() == report(result)
    assert [row["label"] for row in data["standings"]] == [row.label for row in result.standings]
    np.testing.assert_allclose(
        data["judged"][0]["metric"], result.judged[0].metric, rtol=1e-5, atol=1e-6
    )


@pytest.mark.parametrize("name", ["race.txt", "race", "nowhere/race.html"])
def test_refuses_a_path_that_cannot_be_a_report(tmp_path, name):
    with pytest.raises(lrlab.RaceError, match="out"):
        check_report_path(tmp_path / name)


def test_a_report_replaces_a_race_but_nothing_else(result, tmp_path):
    write_report(result, tmp_path / "race.html")
    write_report(result, tmp_path / "race.html")

    (tmp_path / "schedule.json").write_text(lrlab.Constant(value=1.0).to_json())
    with pytest.raises(lrlab.RaceError, match="no race"):
        write_report(result, tmp_path / "schedule.html")
    assert not (tmp_path / "schedule.html").exists()


def test_a_report_that_fails_leaves_nothing(result, tmp_path, monkeypatch):
    def broken(*_):
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", broken)
    with pytest.raises(OSError, match="disk full"):
        write_report(result, tmp_path / "race.html")

    assert not list(tmp_path.iterdir())
