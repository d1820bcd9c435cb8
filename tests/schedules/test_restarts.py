"""Warm restarts: the cycle is exact at every boundary, in every array library."""

import bisect
import fractions
import functools
import math

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest

import lrlab

LONGEST = 10**6
FACTORS = ["1", "2", "3", "10", "1.5", "1.1", "2.5", "1.25", "3.7", "1.01"]
PERIODS = [1, 2, 3, 5, 7, 10, 49, 100, 1000]


@functools.cache
def boundaries(period, factor):
    """Where cycles begin up to a million, by exact fractions; `factor` as a person writes it."""
    if factor == "1":
        first = [fractions.Fraction(period * cycle) for cycle in range(50)]
        last = [fractions.Fraction(LONGEST // period * period)]
        return tuple(start for start in first + last if start <= LONGEST)
    factor = fractions.Fraction(factor)
    start, length, found = fractions.Fraction(0), fractions.Fraction(period), []
    while start <= LONGEST:
        found.append(start)
        start, length = start + length, length * factor
    return tuple(found)


def around(period, factor):
    """Whole updates at and beside boundaries, and whether each begins a cycle exactly."""
    starts = boundaries(period, factor)
    whole = {int(start) for start in starts if start.denominator == 1}
    near = {math.ceil(start) + i for start in starts for i in (-1, 0, 1)}
    steps = np.array(sorted(t for t in near if 0 <= t <= LONGEST))
    if period == 1 and factor == "1":
        whole = set(steps.tolist())
    return steps, np.array([int(t) in whole for t in steps])


def exact(period, factor, steps):
    """The formula, with the cycle found by exact fractions."""
    starts, ratio = boundaries(period, factor), fractions.Fraction(factor)
    rates = []
    for t in steps.tolist():
        if ratio == 1:
            progress = (t % period) / period
        else:
            cycle = bisect.bisect_right(starts, t) - 1
            progress = float((t - starts[cycle]) / (period * ratio**cycle))
        rates.append(math.cos(0.5 * math.pi * progress) ** 2)
    return np.array(rates)


def schedule_of(period, factor):
    return lrlab.CosineRestarts(init_value=1.0, period=period, period_factor=float(factor))


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("period", PERIODS)
def test_every_boundary_is_exact(period, factor):
    steps, begins = around(period, factor)
    schedule = schedule_of(period, factor)
    wanted = exact(period, factor, steps)

    for rates in (np.array([schedule(t) for t in steps.tolist()]), schedule(steps)):
        np.testing.assert_allclose(rates, wanted, rtol=0, atol=1e-9)
        assert np.all(rates[begins] == 1.0)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("period", [1, 3, 10, 49, 1000])
def test_every_boundary_is_exact_in_torch(period, factor):
    torch = pytest.importorskip("torch")
    steps, begins = around(period, factor)
    wanted = exact(period, factor, steps)
    schedule = schedule_of(period, factor)

    double = schedule(torch.as_tensor(steps)).numpy()
    single = schedule(torch.as_tensor(steps, dtype=torch.float32)).numpy()

    np.testing.assert_allclose(double, wanted, rtol=0, atol=1e-9)
    np.testing.assert_allclose(single, wanted, rtol=0, atol=0.02)
    assert np.all(single[begins] == 1.0)


@pytest.mark.parametrize("factor", ["1", "2", "3", "1.5", "1.1"])
@pytest.mark.parametrize("period", [1, 49, 100])
def test_every_boundary_is_exact_in_a_compiled_program_of_single_precision(period, factor):
    """In which a division is a product with the inverse, and 49 times 1/49 is below 1."""
    jax = pytest.importorskip("jax")
    steps, begins = around(period, factor)

    rates = np.asarray(jax.jit(schedule_of(period, factor))(jax.numpy.asarray(steps)))

    assert rates.dtype == np.float32
    np.testing.assert_allclose(rates, exact(period, factor, steps), rtol=0, atol=0.02)
    assert np.all(rates[begins] == 1.0)


@pytest.mark.parametrize("every", [41, 49, 1000])
def test_other_cycles_are_exact_in_a_compiled_program_of_single_precision(every):
    jax = pytest.importorskip("jax")
    t = np.arange(6 * every + 2)
    line = lrlab.Linear(init_value=1.0, end_value=0.0, steps=every)
    for schedule in (
        lrlab.Step(init_value=1.0, factor=0.5, every=every),
        lrlab.Triangular(low_value=0.0, high_value=1.0, steps_up=0, steps_down=every),
        line.repeated(),
        line.repeated(times=5),
        line.after("repeat"),
        line.after("mirror"),
        lrlab.Constant(value=1.0, steps=every).then(line).repeated(),
    ):
        rates = jax.jit(schedule)(jax.numpy.asarray(t))
        np.testing.assert_allclose(rates, schedule(t), rtol=0, atol=1e-5, err_msg=repr(schedule))


@hypothesis.settings(max_examples=50)
@hypothesis.given(
    st.integers(1, 2000), st.integers(110, 400).map(lambda x: f"{x / 100}"), st.data()
)
def test_boundaries_are_exact_for_any_decimal_factor(period, factor, data):
    starts = boundaries(period, factor)
    near = math.ceil(data.draw(st.sampled_from(starts)))
    steps = np.array(sorted({t for t in range(near - 2, near + 3) if 0 <= t <= LONGEST}))
    schedule = schedule_of(period, factor)

    np.testing.assert_allclose(schedule(steps), exact(period, factor, steps), rtol=0, atol=1e-8)


def torch_restarts(period, factor):
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    theirs = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, period, factor)

    def rate(t):
        theirs.step(t)
        return theirs.get_last_lr()[0]

    return rate


WRONG_IN_TORCH = [(1, 3, 121), (10, 3, 1210), (5, 3, 605), (1, 10, 111)]


@pytest.mark.parametrize(("period", "factor", "t"), WRONG_IN_TORCH)
def test_torch_still_misses_these_restarts(period, factor, t):
    """`int(math.log(...))` falls just below a whole number. Should torch mend it, this fails."""
    assert torch_restarts(period, factor)(t) == pytest.approx(0.0, abs=1e-12)
    assert schedule_of(period, factor)(t) == 1.0


@pytest.mark.parametrize(("period", "factor"), [(10, 1), (1, 2), (5, 2), (1, 3), (10, 3), (7, 4)])
def test_agrees_with_torch_elsewhere(period, factor):
    wrong = {t for p, f, t in WRONG_IN_TORCH if (p, f) == (period, factor)}
    theirs, ours = torch_restarts(period, factor), schedule_of(period, factor)

    for t in (t for t in range(700) if t not in wrong):
        assert ours(t) == pytest.approx(theirs(t), abs=1e-9), t


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_a_schedule_that_ends_at_a_restart_holds_its_floor(factor):
    end = int(10 * (1 + factor))
    schedule = lrlab.sgdr(
        peak_value=1.0, end_value=0.1, period=10, period_factor=factor, total_steps=end
    )

    assert schedule(end) == schedule(10 * end) == 0.1
    assert schedule(end - 1) > 0.1
    np.testing.assert_array_equal(schedule(np.array([end, end + 5])), 0.1)


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_each_peak_is_lower_by_the_factor(factor):
    schedule = lrlab.sgdr(
        peak_value=1.0, end_value=0.2, period=8, period_factor=factor, peak_factor=0.5
    )
    starts = [0, 8, 16] if factor == 1.0 else [0, 8, 8 + int(8 * factor)]

    assert [schedule(t) for t in starts] == [1.0, 0.5, 0.25]


def test_many_cycles_of_nearly_equal_length_need_no_table():
    """With a factor of 1.000001 a table would have millions of rows: the formula serves."""
    schedule = lrlab.CosineRestarts(init_value=1.0, period=10, period_factor=1.000001)
    starts = [10 * (1.000001**i - 1) / 1e-6 for i in range(200)]
    t = np.array([math.ceil(s) for s in starts])

    rates = schedule(t)

    np.testing.assert_allclose([schedule(int(x)) for x in t], rates, rtol=0, atol=1e-9)
    assert rates.min() > 0.97


def test_far_beyond_what_floats_count_nothing_breaks():
    schedule = lrlab.CosineRestarts(init_value=1.0, period=3, period_factor=2.0)

    for t in (2**53, 2**60, 1e300):
        assert 0.0 <= schedule(t) <= 1.0
        assert 0.0 <= schedule(np.array([t], dtype=float))[0] <= 1.0
