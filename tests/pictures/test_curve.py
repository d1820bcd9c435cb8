"""The drawn points: nothing that matters is lost."""

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest

import lrlab
from lrlab.pictures._curve import sample, simplified
from pictures.cases import TROUBLES

LONG = 1_000_000


def _with_a_spike(at, rate):
    before = lrlab.Constant(value=0.1, steps=at)
    spike = lrlab.Constant(value=rate, steps=1)
    return before.then(spike).then(lrlab.Constant(value=0.1, steps=LONG - at - 1))


@hypothesis.settings(max_examples=15, deadline=None)
@hypothesis.given(at=st.integers(0, LONG - 1), rate=st.sampled_from([0.0, 0.01, 0.3]))
def test_one_update_among_a_million_is_still_seen(at, rate):
    curve = sample(_with_a_spike(at, rate), LONG)

    assert curve.steps.size < 10_000
    assert {curve.rates.min(), curve.rates.max()} == {min(0.1, rate), max(0.1, rate)}
    assert curve.steps[curve.rates == rate][0] == at


@hypothesis.settings(max_examples=25, deadline=None)
@hypothesis.given(
    period=st.integers(1, 5000), growth=st.floats(1.0, 2.0), length=st.integers(1, 50_000)
)
def test_extremes_of_the_sample_are_those_of_all_updates(period, growth, length):
    schedule = lrlab.sgdr(peak_value=0.1, period=period, period_factor=growth, total_steps=length)
    every = schedule(np.arange(length))

    curve = sample(schedule, length)

    assert (curve.rates.min(), curve.rates.max()) == (every.min(), every.max())
    assert (curve.lowest, curve.highest) == (every.min(), every.max())


@pytest.mark.parametrize("name", sorted(TROUBLES))
def test_points_lie_on_the_schedule(name):
    schedule = TROUBLES[name]
    length = schedule.total_steps if schedule.total_steps is not None else 10_000
    if not length:
        return
    curve = sample(schedule, length)
    last_of_each = np.append(curve.steps[1:] != curve.steps[:-1], True) & (curve.steps < length)

    np.testing.assert_array_equal(
        curve.rates[last_of_each], schedule(curve.steps[last_of_each].astype(int))
    )


def test_a_jump_is_vertical():
    curve = sample(lrlab.step_decay(init_value=0.1, factor=0.5, every=4), 10)

    assert curve.steps.tolist() == [0, 4, 4, 8, 8, 9]
    assert curve.rates.tolist() == [0.1, 0.1, 0.05, 0.05, 0.025, 0.025]


def test_a_restart_is_vertical_and_does_not_reach_lower_than_any_update():
    schedule = lrlab.sgdr(peak_value=0.1, period=10, total_steps=20)

    curve = sample(schedule, 20)

    assert curve.rates[curve.steps == 10].tolist() == [schedule(9), 0.1]


def test_every_update_of_a_short_curve_is_drawn():
    schedule = lrlab.cosine_annealing(init_value=0.1, total_steps=200)

    curve = sample(schedule, 200)

    np.testing.assert_array_equal(curve.steps, np.arange(200))
    np.testing.assert_array_equal(curve.rates, schedule(np.arange(200)))


def test_a_schedule_too_long_to_look_at_keeps_its_boundaries():
    trillion = 10**12
    schedule = lrlab.Linear(init_value=0.0, end_value=0.1, steps=7).then(
        lrlab.Constant(value=0.1, steps=trillion).then(lrlab.Constant(value=0.01, steps=3))
    )
    from lrlab.pictures import _curve

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_curve, "_AT_MOST", 1 << 12)
        curve = _curve.sample(schedule, schedule.total_steps)

    assert {6, 7, trillion + 6, trillion + 7} <= set(curve.steps.tolist())


def test_zeros_are_counted_and_found():
    curve = sample(TROUBLES["table"], 5)

    assert (curve.zeros.count, curve.zeros.first, curve.zeros.last) == (3, 1, 4)
    assert curve.at_zero() == [(1, 1), (3, 4)]


@hypothesis.given(st.lists(st.floats(-100, 100), min_size=2, max_size=60), st.floats(0.1, 5))
def test_simplified_lines_stay_within_the_tolerance(heights, tolerance):
    x, y = np.arange(float(len(heights))), np.array(heights)

    keep = simplified(x, y, tolerance)
    between = np.interp(x, x[keep], y[keep])
    slopes = np.diff(y[keep]) / np.diff(x[keep])
    steepest = np.sqrt(1 + np.max(slopes**2))

    assert keep[0]
    assert keep[-1]
    assert np.all(abs(between - y) <= tolerance * steepest + 1e-9)
