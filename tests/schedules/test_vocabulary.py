"""The shapes of the field against their formulas, in more digits than they have themselves."""

import decimal
import math
from fractions import Fraction

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest

import lrlab

LONGEST = 10**6
D = np.longdouble
PI = D("3.14159265358979323846264338327950288")

values = st.sampled_from([0.0, 3e-4, 0.1, 1.0]) | st.floats(1e-6, 10.0)
lengths = st.sampled_from([1, 2, 3, 100]) | st.integers(1, 300) | st.integers(1, LONGEST)
powers = st.sampled_from([0.5, 1.0, 2.0, 3.0]) | st.floats(0.1, 20.0)
timescales = st.sampled_from([1.0, 100.0]) | st.floats(0.5, 1e5)


def looks(end):
    """Around both ends, and some between."""
    near = {b + i for b in (0, end // 3, end // 2, end) for i in (-2, -1, 0, 1, 2)}
    return np.array(sorted(t for t in (*near, *range(0, end, end // 13 + 1)) if 0 <= t <= end))


def agree(schedule, formula, t, rel=1e-13, absolute=0.0):
    """As an array and one by one, to so many digits of the rate itself."""
    wanted = formula(t.astype(D))
    np.testing.assert_allclose(schedule(t), wanted.astype(float), rtol=rel, atol=absolute)
    one_by_one = [schedule(int(step)) for step in t]
    np.testing.assert_allclose(one_by_one, wanted.astype(float), rtol=rel, atol=absolute)


def approach(a, b, left, gone):
    """`b + (a - b) * left`, with the digits of both."""
    return D(a) * left + D(b) * gone


def half_cosine(h, k, e, t, T):
    """((1 + cos(pi h (t/T)^k)) / 2)^e, the cosine counted from its nearest zero."""
    left = -np.expm1(D(k) * np.log1p(-(T - np.maximum(t, 1)) / D(T)))
    left = np.where(t > 0, left, D(1))
    waves = D(h) * (1 - left)
    return np.abs(np.cos(PI * waves / 2)) ** (2 * D(e))


# -- old shapes, new arguments ---------------------------------------------------------------------


@hypothesis.given(values, values, lengths, powers, powers, st.floats(0.1, 9.0))
def test_cosine_is_its_formula(a, b, T, e, k, h):
    schedule = lrlab.Cosine(
        init_value=a, end_value=b, steps=T, exponent=e, progress_power=k, half_waves=h
    )

    def formula(t):
        height = half_cosine(h, k, e, t, T)
        return D(b) + (D(a) - D(b)) * height

    # The slope of a root at its zero has no bound, and so has what rounding does there.
    agree(schedule, formula, looks(T), rel=1e-9, absolute=1e-12 ** min(1.0, 2 * e) * max(a, b))


@pytest.mark.parametrize("half_waves", [1.0, 3.0, 5.0, 101.0])
@pytest.mark.parametrize("progress_power", [1.0, 2.0, 0.3])
def test_cosine_keeps_its_digits_at_its_end(half_waves, progress_power):
    T = LONGEST
    schedule = lrlab.Cosine(
        init_value=1.0, steps=T, half_waves=half_waves, progress_power=progress_power
    )
    t = np.arange(T - 5, T)
    left = -np.expm1(D(progress_power) * np.log1p(-(T - t) / D(T)))

    np.testing.assert_allclose(schedule(t), np.sin(PI / 2 * half_waves * left) ** 2, rtol=1e-12)
    assert schedule(T) == 0.0


@hypothesis.given(values, values, lengths, powers, powers)
def test_polynomial_with_a_power_of_progress_is_its_formula(a, b, T, q, k):
    schedule = lrlab.Polynomial(init_value=a, end_value=b, power=q, progress_power=k, steps=T)

    def formula(t):
        left = -np.expm1(D(k) * np.log1p(-(T - np.maximum(t, 1)) / D(T)))
        height = np.where(t > 0, left, D(1)) ** D(q)
        return D(b) + (D(a) - D(b)) * height

    agree(schedule, formula, looks(T), absolute=1e-14 * max(a, b))


@hypothesis.given(values, values, st.floats(0.0, 2.0), lengths)
def test_exponential_is_its_formula(a, b, k, T):
    agree(
        lrlab.Exponential(init_value=a, end_value=b, rate=k),
        lambda t: approach(a, b, np.exp(-D(k) * t), -np.expm1(-D(k) * t)),
        looks(T),
        rel=1e-12,
        absolute=1e-300,
    )


@hypothesis.given(values, values, timescales, lengths)
def test_inverse_sqrt_is_its_formula(a, b, tau, T):
    def formula(t):
        left = np.sqrt(D(tau) / (t + D(tau)))
        return approach(a, b, left, 1 - left)

    agree(lrlab.InverseSqrt(init_value=a, end_value=b, timescale=tau), formula, looks(T), rel=1e-12)


@pytest.mark.parametrize("cycle_factor", [1.0, 0.5, 0.0])
@pytest.mark.parametrize("step_factor", [1.0, 0.9, 1.0 - 1e-6, 0.0])
@pytest.mark.parametrize(("up", "down"), [(5, 3), (4, None), (0, 4), (4, 0), (1, 1)])
def test_triangular_is_its_formula(up, down, cycle_factor, step_factor):
    schedule = lrlab.Triangular(
        low_value=0.01,
        high_value=0.3,
        steps_up=up,
        steps_down=down,
        cycle_factor=cycle_factor,
        step_factor=step_factor,
    )
    down = up if down is None else down

    for t in (*range(40), 1000, 1001):
        cycle, u = divmod(t, up + down)
        height = Fraction(u, up) if u < up else 1 - Fraction(u - up, down)
        wanted = 0.01 + 0.29 * cycle_factor**cycle * step_factor**t * float(height)
        assert schedule(t) == pytest.approx(wanted, rel=1e-13), t
        assert schedule(np.array([t]))[0] == pytest.approx(wanted, rel=1e-13), t


def test_interpolated_on_a_logarithmic_axis_is_geometric_between_its_knots():
    knots = [1e-4, 0.5, 0.5, 1e-3]
    schedule = lrlab.Interpolated(times=[0, 10, 12.5, 40], values=knots, curve="log", steps=50)

    for t in (0, 3, 10):
        assert schedule(t) == pytest.approx(1e-4 * 5000 ** (t / 10), rel=1e-13)
    for t in (12.5, 20, 40):
        assert schedule(t) == pytest.approx(0.5 * 0.002 ** ((t - 12.5) / 27.5), rel=1e-13)
    assert schedule(11) == 0.5
    assert schedule(45) == 1e-3
    assert (schedule.floor_value, schedule.peak_value) == (1e-4, 0.5)


# -- new shapes ------------------------------------------------------------------------------------


@hypothesis.given(values, values, lengths)
def test_quarter_cosine_is_its_formula(a, b, T):
    agree(
        lrlab.QuarterCosine(init_value=a, end_value=b, steps=T),
        lambda t: D(b) + (D(a) - D(b)) * np.sin(PI / 2 * (T - t) / D(T)),
        looks(T),
        absolute=1e-15 * max(a, b),
    )


@hypothesis.given(values, values, st.floats(0.0, 2.0), lengths)
def test_inverse_time_is_its_formula(a, b, k, T):
    agree(
        lrlab.InverseTime(init_value=a, end_value=b, rate=k),
        lambda t: approach(a, b, 1 / (1 + D(k) * t), D(k) * t / (1 + D(k) * t)),
        looks(T),
    )


@hypothesis.given(values, values, powers, timescales, lengths)
def test_power_law_is_its_formula(a, b, alpha, tau, T):
    def formula(t):
        fall = -D(alpha) * np.log1p(t / D(tau))
        return approach(a, b, np.exp(fall), -np.expm1(fall))

    schedule = lrlab.PowerLaw(init_value=a, end_value=b, exponent=alpha, timescale=tau)
    agree(schedule, formula, looks(T), rel=1e-12, absolute=1e-300)


@hypothesis.given(values, values, lengths)
def test_logarithmic_is_its_formula(a, b, T):
    agree(
        lrlab.Logarithmic(init_value=a, end_value=b, steps=T),
        lambda t: approach(
            a, b, np.log1p((T - t) / (1 + t)) / np.log1p(D(T)), np.log1p(t) / np.log1p(D(T))
        ),
        looks(T),
    )


@hypothesis.given(values, values, st.floats(-30.0, 30.0), st.floats(0.01, 30.0), lengths)
def test_tanh_is_its_formula(a, b, lower, width, T):
    upper = lower + width

    def formula(t):
        z = D(lower) * (T - t) / T + D(upper) * t / T
        return approach(a, b, 1 / (1 + np.exp(2 * z)), 1 / (1 + np.exp(-2 * z)))

    schedule = lrlab.Tanh(init_value=a, end_value=b, lower=lower, upper=upper, steps=T)
    agree(schedule, formula, looks(T), rel=1e-12, absolute=1e-33)


@hypothesis.given(values, values, st.floats(0.0, 1.0, exclude_max=True), lengths)
def test_rex_is_its_formula(a, b, beta, T):
    agree(
        lrlab.Rex(init_value=a, end_value=b, beta=beta, steps=T),
        lambda t: D(b) + (D(a) - D(b)) * (T - t) / (T - D(beta) * t),
        looks(T),
        absolute=1e-15 * max(a, b),
    )


@hypothesis.given(values, values, lengths, st.just(0) | st.integers(0, 2 * LONGEST))
def test_hyperbolic_is_its_formula(a, b, T, spare):
    U = D(T + spare)

    def h(t):
        return np.sqrt((T - t) / U * (2 - (T + t) / U))

    agree(
        lrlab.Hyperbolic(init_value=a, end_value=b, upper_bound=T + spare, steps=T),
        lambda t: D(a) + (D(a) - D(b)) * (h(t) - h(D(0))),
        looks(T),
        absolute=2e-15 * max(a, b),
    )
    a, b = a + 1e-5, b + 1e-5
    agree(
        lrlab.ExponentialHyperbolic(init_value=a, end_value=b, upper_bound=T + spare, steps=T),
        lambda t: D(a) * (D(a) / D(b)) ** (h(t) - h(D(0))),
        looks(T),
    )


@hypothesis.given(values, values, powers, st.integers(1, 50) | st.integers(1, LONGEST))
def test_polynomial_restarts_are_their_formula(a, b, q, P):
    def formula(t):
        end = P * np.maximum(np.ceil(t / P), 1)
        return D(b) + (D(a) - D(b)) * ((end - t) / end) ** D(q)

    t = np.unique(np.concatenate([looks(P) + i * P for i in (0, 1, 2, 9)]))
    schedule = lrlab.PolynomialRestarts(init_value=a, end_value=b, power=q, period=P)
    agree(schedule, formula, t, absolute=1e-15 * max(a, b))


@hypothesis.given(values, timescales, powers, lengths)
def test_eden_is_its_formula(a, tau, q, T):
    agree(
        lrlab.Eden(init_value=a, timescale=tau, exponent=q),
        lambda t: D(a) * ((t**2 + D(tau) ** 2) / D(tau) ** 2) ** -D(q),
        looks(T),
        rel=1e-12,
        absolute=1e-300,
    )


def rectification(beta, t):
    """RAdam's, from the fractions that its numbers are."""
    beta = Fraction(beta)
    limit = 2 / (1 - beta) - 1

    def rho(n):
        return limit - 2 * n * beta**n / (1 - beta**n)

    first = next(n for n in range(1, 200) if rho(n) > 4)
    r = rho(t + first)
    square = (r - 4) * (r - 2) * limit / ((limit - 4) * (limit - 2) * r)
    with decimal.localcontext(prec=40):
        return (decimal.Decimal(square.numerator) / square.denominator).sqrt()


@pytest.mark.parametrize("beta2", [0.60001, 0.7, 0.9, 0.99, 0.999, 0.9999, 1 - 1e-7, 1 - 2**-40])
def test_rectified_warmup_is_its_formula(beta2):
    schedule = lrlab.RectifiedWarmup(end_value=0.1, beta2=beta2)

    for t in (0, 1, 2, 5, 30, 150):
        wanted = 0.1 * float(rectification(beta2, t))
        assert schedule(t) == pytest.approx(wanted, rel=1e-13), t
        assert schedule(np.array([t]))[0] == pytest.approx(wanted, rel=1e-13), t
    assert schedule(1e17) == pytest.approx(0.1, rel=1e-3)
    assert math.isfinite(schedule(1e300))
