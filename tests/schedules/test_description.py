"""`describe`: the facts, against schedules whose facts are known."""

import math

import hypothesis
import numpy as np
import pytest
from strategies import schedules

import lrlab


def described(text, **options):
    return lrlab.parse(text).describe(**options)


def test_says_where_the_peak_and_the_floor_are_reached():
    facts = described("warmup_cosine(peak_value=0.1, total_steps=100, warmup_steps=10)")

    assert (facts.peak_value, facts.peak_step) == (0.1, 10)
    assert (facts.floor_value, facts.floor_step) == (0.0, 0)
    assert facts.highest_rate == 0.1


def test_says_that_a_peak_between_two_updates_is_never_reached():
    facts = described("one_cycle(peak_value=0.1, total_steps=33, form='torch')")

    assert facts.peak_value == 0.1
    assert facts.peak_step is None
    assert facts.highest_rate < 0.1
    assert "never reached" in str(facts)


def test_says_that_an_odd_triangle_exceeds_the_peak_asked_for():
    facts = described("one_cycle(peak_value=0.1, total_steps=5)")

    assert facts.peak_value == pytest.approx(0.12)
    assert facts.peak_step == 2
    assert [(j.step, j.before, j.after) for j in facts.jumps] == [
        (2, pytest.approx(0.08, abs=1e-6), pytest.approx(0.12))
    ]


def test_a_floor_that_comes_after_the_last_update_is_never_reached():
    facts = described("linear_to_zero(peak_value=0.1, total_steps=100)")

    assert facts.floor_step is None
    assert facts.lowest_rate == pytest.approx(0.001)


def test_counts_updates_at_rate_zero():
    text = "constant(value=0, steps=3) then constant(value=0.1, steps=4) then constant(value=0)"
    facts = described(text, steps=10)

    assert (facts.zero_steps, facts.first_zero_step) == (6, 0)
    assert "6 updates train at rate 0, the first is 0" in str(facts)


def test_flags_rates_that_become_negative_after_the_end():
    line = lrlab.linear_to_zero(peak_value=0.1, total_steps=10).after("extrapolate")

    facts = line.describe()

    assert (facts.negative_steps, facts.first_negative_step) == (9, 11)


def test_finds_every_jump_and_names_the_first():
    facts = described("step_decay(init_value=1, factor=0.9, every=10, total_steps=200)")

    assert facts.jump_count == 19
    assert [jump.step for jump in facts.jumps] == list(range(10, 10 * len(facts.jumps) + 1, 10))
    assert "more jumps" in str(facts)


def test_a_smooth_curve_has_no_jumps():
    for text in (
        "wsd(peak_value=0.1, total_steps=1000)",
        "noam(d_model=512, warmup_steps=10)",
        "warmup_cosine(peak_value=1, total_steps=3, warmup_steps=1)",
    ):
        assert described(text).jump_count == 0, text


def test_the_integral_is_the_sum_of_the_rates():
    schedule = lrlab.wsd(peak_value=0.3, total_steps=12_345)

    exact = math.fsum(schedule(t) for t in range(12_345))

    assert schedule.describe().integral == pytest.approx(exact, rel=1e-12)


def test_an_endless_schedule_is_looked_at_as_far_as_asked():
    facts = described("constant(value=0.1)", steps=7)

    assert (facts.total_steps, facts.steps) == (None, 7)
    assert facts.integral == pytest.approx(0.7)
    assert "no end; looked at 7 updates" in str(facts)


def test_the_pieces_are_those_that_last():
    line, nothing = "linear(init_value=0, end_value=1, steps=5)", "constant(value=3, steps=0)"
    facts = described(f"{line} then {nothing} then constant(value=1)", steps=20)

    assert [(p.kind, p.start, p.stop) for p in facts.pieces] == [
        ("linear", 0, 5),
        ("constant", 5, None),
    ]


@pytest.mark.parametrize("steps", [-1, 2.5, math.nan, "10"])
def test_refuses_steps_that_are_no_length(steps):
    with pytest.raises(lrlab.ScheduleError, match=r"describe.steps="):
        lrlab.Constant(value=0.1).describe(steps=steps)


@hypothesis.given(schedules)
@hypothesis.settings(max_examples=60)
def test_agrees_with_the_rates_themselves(schedule):
    total = schedule.total_steps
    steps = min(1000 if total is None else total, 1000)
    facts = schedule.describe(steps=steps)
    rates = np.asarray(schedule(np.arange(steps)))

    if steps:
        assert facts.highest_rate == rates.max()
        assert facts.lowest_rate == rates.min()
        assert facts.zero_steps == np.count_nonzero(rates == 0)
        assert facts.integral == pytest.approx(float(rates.sum()), rel=1e-9, abs=1e-300)
    if facts.peak_step is not None:
        assert schedule(facts.peak_step) == pytest.approx(facts.peak_value, rel=1e-9)
