"""Schedules on matplotlib axes."""

import numpy as np
import pytest
from matplotlib import pyplot

import lrlab
from lrlab import pictures
from pictures.cases import TROUBLES

WARMUP = lrlab.warmup_cosine(peak_value=0.1, total_steps=200, warmup_steps=20)


def _legend_box(ax):
    ax.figure.draw_without_rendering()
    return ax.get_legend().get_window_extent()


def _assert_legend_is_beside(ax):
    legend = _legend_box(ax)
    axes = ax.get_window_extent()
    whole = ax.figure.bbox
    assert not legend.overlaps(axes)
    assert legend.x0 >= whole.x0
    assert legend.y0 >= whole.y0
    assert legend.x1 <= whole.x1 + 1
    assert legend.y1 <= whole.y1 + 1


def test_titles_and_labels():
    ax = pictures.plot(WARMUP, labels=["mine"], title="Comparison", unit="epoch", y="log")

    assert (ax.get_title(), ax.get_xlabel(), ax.get_ylabel(), ax.get_yscale()) == (
        "Comparison",
        "Epoch",
        "Learning rate",
        "log",
    )


def test_draws_the_rates():
    line = pictures.plot(WARMUP).lines[0]

    np.testing.assert_array_equal(line.get_ydata(), WARMUP(np.arange(200)))


@pytest.mark.parametrize("count", [1, 5, 10])
@pytest.mark.parametrize("label", ["short", "a label that is long enough to be under the axes {}"])
@pytest.mark.parametrize("own", [False, True])
def test_the_legend_covers_no_curve(count, label, own):
    ax = pyplot.subplots(figsize=(9, 6))[1] if own else None
    labels = [label.format(number) for number in range(count)]

    ax = pictures.plot(*[WARMUP] * count, labels=labels, ax=ax, y="log")

    _assert_legend_is_beside(ax)


def test_a_legend_in_a_grid_stays_in_its_slot_before_and_after_tight_layout():
    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4))
    for ax in axes:
        pictures.plot(WARMUP, labels=["one"], ax=ax)
    for _ in range(2):
        assert not _legend_box(axes[0]).overlaps(axes[1].get_tightbbox())
        _assert_legend_is_beside(axes[1])
        figure.tight_layout()


def test_zeros_on_a_log_axis_are_marked_in_the_color_of_the_curve():
    ax = pictures.plot(WARMUP, labels=["warm"], y="log")
    curve, mark = ax.lines

    assert np.isnan(curve.get_ydata()[0])
    assert (mark.get_marker(), mark.get_color()) == ("v", curve.get_color())
    assert list(mark.get_xdata()) == [0]
    assert "rate 0 at update 0" in ax.get_legend().get_texts()[0].get_text()


def test_marks_of_several_curves_do_not_hide_one_another():
    ax = pictures.plot(WARMUP, lrlab.one_cycle(peak_value=0.1, total_steps=200), y="log")
    ax.figure.draw_without_rendering()

    first, second = (line.get_window_extent() for line in ax.lines if line.get_marker() == "v")

    assert second.y0 > first.y0 + 2


def test_nothing_is_shown_and_nothing_global_changed(monkeypatch):
    monkeypatch.setattr(pyplot, "show", lambda *_: pytest.fail("shown"))
    before = dict(pyplot.rcParams)

    pictures.plot(WARMUP)

    assert dict(pyplot.rcParams) == before


def test_given_axes_are_drawn_onto_and_given_back():
    figure, ax = pyplot.subplots()

    assert pictures.plot(WARMUP, ax=ax) is ax
    assert pyplot.get_fignums() == [figure.number]


@pytest.mark.parametrize("y", ["linear", "log"])
@pytest.mark.parametrize("name", sorted(TROUBLES))
def test_draws_whatever_there_is(name, y):
    ax = pictures.plot(TROUBLES[name], y=y)

    ax.figure.canvas.draw()


def test_labels_are_no_mathematics_and_may_begin_with_an_underscore():
    ax = pictures.plot(WARMUP, WARMUP, labels=["$x", "_hidden"])
    ax.figure.canvas.draw()

    assert len(ax.get_legend().get_texts()) == 2
