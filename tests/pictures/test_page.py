"""Pages: complete, closed to the network, true, and readable without the charts."""

import html.parser
import json
import re

import numpy as np
import pytest

import lrlab
from lrlab import pictures
from lrlab.pictures import Series, chart
from pictures.cases import DESCRIBED, TROUBLES

WARMUP = lrlab.warmup_cosine(peak_value=0.1, total_steps=200, warmup_steps=20)
EVIL = "</script><img src=x onerror=alert(1)>&\"'"


class _Reader(html.parser.HTMLParser):
    """Tags, their attributes, and whether they are balanced."""

    VOID = ("meta", "img", "br", "link", "input")

    def __init__(self, document):
        super().__init__()
        self.open, self.tags, self.attributes = [], [], []
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def _data(document):
    text = re.search(r'<script type="application/json">(.*?)</script>', document, re.DOTALL)
    return json.loads(text[1])


def _race_page():
    updates = np.arange(0, 2000, 5)
    losses = [
        Series(f"schedule {n}", updates, loss, low=loss - 0.1, high=loss + 0.1)
        for n in range(10)
        for loss in [2 * np.exp(-updates / (300 + 40 * n)) + 0.3]
    ]
    parts = [
        pictures.heading("Standings"),
        pictures.table(["schedule", "loss"], [["wsd", 0.25], ["constant", None]]),
        chart(losses, x_label="Update", y_label="Loss", y_log=True),
        pictures.schedules_chart(TROUBLES),
    ]
    return pictures.page("Race", parts)


@pytest.mark.parametrize("document", [pictures.schedules_page(DESCRIBED), _race_page()])
def test_is_complete_closed_and_not_large(document):
    reader = _Reader(document)

    assert document.startswith("<!doctype html>")
    assert not reader.open
    assert not re.search(r"https?:|//cdn|@import|url\(", document)
    assert not {"src", "href", "action", "srcset"} & {name for name, _ in reader.attributes}
    assert len(document.encode()) < 300_000


def test_whatever_a_person_typed_is_escaped():
    series = Series(EVIL, [0, 1], [1.0, 2.0], note=EVIL)
    parts = [
        pictures.heading(EVIL),
        pictures.paragraph(EVIL, kind=EVIL),
        pictures.code(EVIL),
        pictures.table([EVIL], [[EVIL]], caption=EVIL),
        chart([series], x_label=EVIL, y_label=EVIL, title=EVIL, caption=EVIL),
        pictures.schedules_chart({EVIL: WARMUP}, unit=EVIL),
    ]
    document = pictures.page(EVIL, parts)
    reader = _Reader(document)

    assert not reader.open
    assert "img" not in reader.tags
    assert "onerror" not in dict(reader.attributes)
    assert _data(document)["series"][0]["label"] == EVIL


def test_the_data_are_the_rates():
    series = _data(pictures.schedules_page(WARMUP))["series"][0]

    assert series["x"] == list(range(200))
    np.testing.assert_allclose(series["y"], WARMUP(np.arange(200)), rtol=1e-5)


def test_a_jump_keeps_both_of_its_sides():
    schedule = lrlab.step_decay(init_value=0.1, factor=0.5, every=40, total_steps=100)

    series = _data(pictures.schedules_page(schedule))["series"][0]

    assert series["x"][1:3] == pytest.approx([39.96, 40])
    assert series["y"][1:3] == [0.1, 0.05]


def test_curves_of_many_updates_are_read_off_to_half_a_percent():
    schedule = lrlab.warmup_cosine(peak_value=0.1, total_steps=100_000, warmup_steps=1000)

    series = _data(pictures.schedules_page(schedule))["series"][0]
    t = np.arange(0, 100_000, 37)
    exact = schedule(t)
    read = np.interp(t, series["x"], series["y"])
    seen = exact > 1e-3 * exact.max()

    assert len(series["x"]) < 3000
    np.testing.assert_allclose(read[seen], exact[seen], rtol=5e-3)


def test_each_chart_has_a_text_alternative():
    document = pictures.schedules_page(WARMUP, labels=["mine"])

    assert 'role="img"' in document
    assert 'aria-label="Learning rate against Update: mine"' in document
    assert '<tr><th scope="row">50</th><td>0.0933</td></tr>' in document


def test_the_facts_and_the_text_are_on_the_page():
    document = pictures.schedules_page(WARMUP, labels=["mine"])

    assert "<li>peak 0.1, reached at update 20</li>" in document
    assert (
        "<code>warmup_cosine(peak_value=0.1, total_steps=200, warmup_steps=20)</code>" in document
    )


def test_zeros_on_a_log_axis_are_named_and_in_the_data_to_be_marked():
    series = _data(pictures.schedules_page(WARMUP, y="log"))["series"][0]

    assert series["note"] == "rate 0 at update 0"
    assert series["y"][0] == 0


def test_a_shared_x_is_written_once_and_gaps_are_null():
    data = _data(
        chart(
            [Series("a", [1, 2], [0.5, None]), Series("b", [1.0, 2.0], [float("nan"), 1e-7])],
            x_label="x",
            y_label="y",
        )
    )

    assert [series["x"] for series in data["series"]] == [[1, 2], 0]
    assert [series["y"] for series in data["series"]] == [[0.5, None], [None, 1e-7]]


@pytest.mark.parametrize(
    ("series", "message"),
    [
        ([], "at least one series"),
        ([Series("a", [0, 1], [1.0])], "as long as `x`, got 1 for 2"),
        ([Series("a", [0, 1], [1.0, 2.0], low=[1.0, 1.0])], "both be given"),
        ([Series("a", [1, 0], [1.0, 2.0])], "not falling"),
        ([Series("a", [0, float("nan")], [1.0, 2.0])], "finite"),
    ],
)
def test_a_chart_refuses(series, message):
    with pytest.raises(lrlab.ScheduleError, match=message):
        chart(series, x_label="x", y_label="y")


def test_a_table_refuses_ragged_rows():
    with pytest.raises(lrlab.ScheduleError, match="2 cells in each row"):
        pictures.table(["a", "b"], [["only one"]])


def test_a_heading_refuses_levels_that_are_none():
    with pytest.raises(lrlab.ScheduleError, match="2, 3 or 4, got 9"):
        pictures.heading("x", 9)


def test_a_page_without_charts_needs_no_library():
    assert len(pictures.page("Short", [pictures.paragraph("words")])) < 30_000
