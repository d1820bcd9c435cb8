"""What every picture accepts and refuses, in the same words."""

import pytest

import lrlab
from lrlab import pictures
from lrlab.pictures._drawing import drawing_of, lengths_of
from pictures.cases import DESCRIBED, TROUBLES

RATE = lrlab.Constant(value=0.1, steps=10)
MEDIA = [pictures.plot, pictures.svg, pictures.braille, pictures.schedules_page]


@pytest.mark.parametrize("draw", MEDIA)
@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((), {}, "got none"),
        ((0.1,), {}, "got 0.1. For one rate"),
        (("cosine",), {}, "lrlab.parse"),
        (([RATE],), {}, r"one by one, as in `plot\(\*schedules\)`"),
        (({"a": 3},), {}, "Only schedules can be drawn, got 3"),
        ((RATE, {"a": RATE}), {}, "mapping of labels to schedules comes alone"),
        ((RATE, RATE), {"labels": ["a"]}, "each of the 2 schedules, got 1 labels"),
        ((RATE,), {"labels": "a"}, "got 'a'"),
        ((RATE,), {"labels": [3]}, "`labels` must be text, got 3"),
        (({"a": RATE},), {"labels": ["b"]}, "whose keys are the labels"),
        ((RATE,), {"y": "logs"}, 'Did you mean "log"'),
        ((RATE,), {"y": None}, "Known: linear, log"),
        ((RATE,), {"steps": 0}, "at least 1 update to draw, got 0"),
        ((RATE,), {"steps": -5}, "got -5"),
        ((RATE,), {"steps": 2.5}, "got 2.5"),
        ((RATE,), {"title": 7}, "`title` must be text, got 7"),
        ((RATE,), {"unit": 7}, "`unit` must be text, got 7"),
    ],
)
def test_refuses(draw, arguments, options, message):
    with pytest.raises(lrlab.ScheduleError, match=message):
        draw(*arguments, **options)


def test_refuses_axes_that_are_none():
    with pytest.raises(lrlab.ScheduleError, match="Make them with"):
        pictures.plot(RATE, ax=3)


@pytest.mark.parametrize("draw", [pictures.svg, pictures.braille])
@pytest.mark.parametrize("size", [0, -1, 2.5, True, "wide", 10**9])
def test_refuses_sizes(draw, size):
    if draw is pictures.braille and size == 10**9:
        return
    with pytest.raises(lrlab.ScheduleError, match="width"):
        draw(RATE, width=size)


@pytest.mark.parametrize("draw", [pictures.svg, pictures.braille, pictures.schedules_page])
@pytest.mark.parametrize("y", ["linear", "log"])
def test_draws_whatever_there_is_twice_the_same(draw, y):
    assert draw(DESCRIBED, y=y) == draw(DESCRIBED, y=y)


def test_an_endless_schedule_is_drawn_as_long_as_the_longest_other():
    endless, short, long = TROUBLES["endless"], RATE, TROUBLES["stable"]

    assert lengths_of([endless], None) == [10_000]
    assert lengths_of([endless, short, long], None) == [100_000, 10, 100_000]
    assert lengths_of([endless, short], 50) == [50, 50]


def test_a_schedule_that_refuses_to_go_on_stops_at_its_end():
    assert lengths_of([TROUBLES["refusing"], RATE], 80) == [50, 80]


def test_labels_are_the_text_form_unless_given():
    assert drawing_of([RATE]).lines[0].label == "constant(value=0.1, steps=10)"
    assert drawing_of([{"mine": RATE}]).lines[0].label == "mine"


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("warm-up from 0", "rate 0 at update 0"),
        ("constant of no rate", "rate 0 throughout"),
        ("table", "rate 0 at 3 updates, first at 1"),
        ("no update", "no updates"),
        ("vanishing", "rate 0 from update 1486 on"),
        ("endless", "falls to 1.7e-7"),
        ("constant", ""),
    ],
)
def test_notes_say_what_a_log_axis_cannot_show(name, note):
    drawing = drawing_of([TROUBLES[name]], y="log")

    found = drawing.note(drawing.lines[0])

    assert found.startswith(note)
    assert bool(found) == bool(note)


def test_negative_rates_are_named():
    drawing = drawing_of([TROUBLES["negative"]], y="log", steps=100)

    assert drawing.note(drawing.lines[0]) == "rate 0 or below from update 50 on"
