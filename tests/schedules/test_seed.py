"""The five recipes of the seed against their formula, to 1e-12 of the peak."""

import math
from fractions import Fraction

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest

import lrlab

LONGEST = 10**6
rates = st.sampled_from([0.1, 3e-4, 1.0]) | st.floats(1e-6, 10.0)
lengths = st.integers(0, 9) | st.integers(0, 2000) | st.integers(0, LONGEST) | st.just(LONGEST)
counts = lengths.map(lambda length: max(length, 1))


def step_decay(a, d, n, t):
    return a * d ** math.floor(t / n)


def exponential_decay(a, k, t):
    return a * math.exp(-k * t)


def cosine_annealing(a, b, T, t):
    return b + (a - b) * (1 + math.cos(math.pi * t / T)) / 2


def warmup_cosine(a, b, W, T, t):
    if t < W:
        return a * t / W
    if W == T:
        return b
    return b + (a - b) * (1 + math.cos(math.pi * (t - W) / (T - W))) / 2


def one_cycle(a, T, t):
    return 2 * a * t / T if t < T // 2 else 2 * a * (1 - t / T)


def agree(schedule, formula, steps, peak):
    """One by one and as an array, at whole updates from 0 to the end."""
    wanted = [formula(t) for t in steps]
    tight = {"rtol": 0, "atol": 1e-12 * peak}
    np.testing.assert_allclose([schedule(t) for t in steps], wanted, **tight)
    np.testing.assert_allclose(schedule(np.asarray(steps)), wanted, **tight)
    np.testing.assert_allclose(schedule(np.asarray(steps, dtype=float)), wanted, **tight)


def looks(T, *boundaries):
    """The first and last updates, those around boundaries, and some between; `T` itself too."""
    near = {b + i for b in (0, T // 2, T, *boundaries) for i in (-2, -1, 0, 1, 2)}
    return sorted({t for t in (*near, *range(0, T, T // 13 + 1)) if 0 <= t <= T})


@hypothesis.given(rates, st.floats(0.0, 1.0), counts, st.integers(0, 50))
def test_step_decay_is_the_formula(a, d, n, drops):
    schedule = lrlab.step_decay(init_value=a, factor=d, every=n)

    agree(schedule, lambda t: step_decay(a, d, n, t), looks(n * drops, n, n * (drops // 2)), a)


@hypothesis.given(rates, st.floats(0.0, 1.0), lengths)
def test_exponential_decay_is_the_formula(a, k, T):
    schedule = lrlab.exponential_decay(init_value=a, rate=k)

    agree(schedule, lambda t: exponential_decay(a, k, t), looks(T), a)


@hypothesis.given(rates, rates | st.just(0.0), counts)
def test_cosine_annealing_is_the_formula(a, b, T):
    schedule = lrlab.cosine_annealing(init_value=a, end_value=b, total_steps=T)

    agree(schedule, lambda t: cosine_annealing(a, b, T, t), looks(T), max(a, b))


@hypothesis.settings(max_examples=300)
@hypothesis.given(rates, rates | st.just(0.0), lengths, st.data())
def test_warmup_cosine_is_the_formula(a, b, T, data):
    W = data.draw(st.sampled_from([0, T]) | st.integers(0, T))
    schedule = lrlab.warmup_cosine(peak_value=a, end_value=b, warmup_steps=W, total_steps=T)

    agree(schedule, lambda t: warmup_cosine(a, b, W, T, t), looks(T, W), max(a, b))


@hypothesis.settings(max_examples=300)
@hypothesis.given(rates, counts)
def test_one_cycle_is_the_formula(a, T):
    schedule = lrlab.one_cycle(peak_value=a, total_steps=T)

    agree(schedule, lambda t: one_cycle(a, T, t), looks(T), a)


@pytest.mark.parametrize("T", range(14))
def test_short_ones_are_the_formula_for_every_warmup(T):
    for W in range(T + 1):
        schedule = lrlab.warmup_cosine(
            peak_value=0.3, end_value=0.01, warmup_steps=W, total_steps=T
        )
        agree(schedule, lambda t, W=W: warmup_cosine(0.3, 0.01, W, T, t), range(T + 1), 0.3)
    if T:
        cycle = lrlab.one_cycle(peak_value=0.3, total_steps=T)
        agree(cycle, lambda t: one_cycle(0.3, T, t), range(T + 1), 0.3)
        cosine = lrlab.cosine_annealing(init_value=0.3, end_value=0.01, total_steps=T)
        agree(cosine, lambda t: cosine_annealing(0.3, 0.01, T, t), range(T + 1), 0.3)
        step = lrlab.step_decay(init_value=0.3, factor=0.5, every=T)
        agree(step, lambda t: step_decay(0.3, 0.5, T, t), range(5 * T), 0.3)


@pytest.mark.parametrize("T", [LONGEST, LONGEST - 1])
@pytest.mark.parametrize("W", [0, 1, 50_001, LONGEST - 1])
def test_a_million_updates_are_the_formula_at_every_update(T, W):
    t = np.arange(T + 1)
    late = max(T - W, 1)
    decay = 0.01 + (0.3 - 0.01) * (1 + np.cos(np.pi * (t - W) / late)) / 2
    wanted = np.where(t < W, 0.3 * t / max(W, 1), decay if W < T else 0.01)

    schedule = lrlab.warmup_cosine(peak_value=0.3, end_value=0.01, warmup_steps=W, total_steps=T)

    np.testing.assert_allclose(schedule(t), wanted, rtol=0, atol=1e-12 * 0.3)


@pytest.mark.parametrize("T", [3, 5, 101, LONGEST - 1])
def test_one_cycle_of_odd_length_exceeds_its_peak_and_says_so(T):
    schedule = lrlab.one_cycle(peak_value=0.1, total_steps=T)
    highest = 0.1 * (1 + 1 / T)

    assert schedule(T // 2) == pytest.approx(highest, rel=1e-15)
    assert schedule.peak_value == pytest.approx(highest, rel=1e-15)
    facts = schedule.describe()
    assert facts.peak_value == pytest.approx(highest, rel=1e-15)
    assert facts.peak_step == T // 2
    assert f"peak {highest:.6g}, reached at update {T // 2}" in str(facts)


@pytest.mark.parametrize("T", [2, 4, 100, LONGEST])
def test_one_cycle_of_even_length_peaks_at_its_peak(T):
    schedule = lrlab.one_cycle(peak_value=0.1, total_steps=T)

    assert schedule(T // 2) == schedule.peak_value == 0.1


def test_the_five_hold_their_last_value():
    t = np.array([200, 201, 10_000])
    for schedule, last in (
        (lrlab.cosine_annealing(init_value=0.1, end_value=0.01, total_steps=200), 0.01),
        (lrlab.warmup_cosine(peak_value=0.1, warmup_steps=20, total_steps=200), 0.0),
        (lrlab.one_cycle(peak_value=0.1, total_steps=200), 0.0),
        (lrlab.step_decay(init_value=0.1, factor=0.5, every=40, total_steps=200), 0.1 * 0.5**4),
        (lrlab.exponential_decay(init_value=0.1, rate=0.0, total_steps=200), 0.1),
    ):
        np.testing.assert_array_equal(schedule(t), last)


# -- near a floor of zero --------------------------------------------------------------------------


def sine(x):
    """Sin x for a small x, exact to the last digit of a float: three terms of its series."""
    x = Fraction(x)
    return x - x**3 / 6 + x**5 / 120


@pytest.mark.parametrize("last", [1, 2, 3, 10, 100])
@pytest.mark.parametrize("W", [0, 50_000])
def test_a_cosine_keeps_its_digits_at_the_last_of_a_million_updates(last, W):
    """`1 + cos` has lost half of them there."""
    pi = Fraction("3.14159265358979323846264338327950288")
    angle = pi / 2 * last / (LONGEST - W)
    exact = float(Fraction(0.1) * sine(angle) ** 2)
    schedule = lrlab.warmup_cosine(peak_value=0.1, warmup_steps=W, total_steps=LONGEST)

    assert schedule(LONGEST - last) == pytest.approx(exact, rel=1e-12)
    assert schedule(np.arange(LONGEST))[-last] == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize(
    "schedule",
    [
        lrlab.Linear(init_value=0.1, end_value=0.0, steps=LONGEST),
        lrlab.Polynomial(init_value=0.1, power=1.0, steps=LONGEST),
        lrlab.wsd(peak_value=0.1, total_steps=LONGEST, cooldown="linear", cooldown_fraction=1.0,
                  warmup_fraction=0.0),
    ],
)  # fmt: skip
def test_a_line_keeps_its_digits_at_the_last_of_a_million_updates(schedule):
    assert schedule(LONGEST - 1) == pytest.approx(1e-7, rel=1e-14)
    assert schedule(np.arange(LONGEST))[-1] == pytest.approx(1e-7, rel=1e-14)
