"""The shapes of the field: other libraries, refusals, extremes, bounds, and every array library."""

import itertools

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import strategies

import lrlab
from lrlab.schedules._leaves import leaves_of, rebuild

A, B = 0.3, 0.01
SHORT = strategies._shapes(strategies.short_lengths)
TABLES = ("table", "piecewise_constant", "interpolated")  # whose fields have a length of their own
NUMBERS = sorted(set(SHORT) - set(TABLES))

EACH = [
    lrlab.Cosine(init_value=A, end_value=B, steps=8, exponent=1.5),
    lrlab.Cosine(init_value=A, end_value=B, steps=8, exponent=0.3, half_waves=3.0),
    lrlab.Cosine(init_value=A, steps=8, progress_power=2.0, half_waves=2.5),
    lrlab.Cosine(init_value=A, steps=8, progress_power=0.5),
    lrlab.QuarterCosine(init_value=A, end_value=B, steps=8),
    lrlab.Polynomial(init_value=A, power=2.0, progress_power=1.5, steps=8),
    lrlab.Polynomial(init_value=A, power=0.5, progress_power=0.5, steps=8),
    lrlab.PolynomialRestarts(init_value=A, end_value=B, power=0.5, period=3),
    lrlab.Exponential(init_value=A, end_value=B, rate=0.1),
    lrlab.InverseSqrt(init_value=A, end_value=B, timescale=3.0),
    lrlab.InverseTime(init_value=A, end_value=B, rate=0.1),
    lrlab.PowerLaw(init_value=A, end_value=B, exponent=1.5, timescale=3.0),
    lrlab.Logarithmic(init_value=B, end_value=A, steps=8),
    lrlab.Tanh(init_value=A, steps=8),
    lrlab.Rex(init_value=A, end_value=B, steps=8),
    lrlab.Hyperbolic(init_value=A, end_value=B, upper_bound=10, steps=8),
    lrlab.Hyperbolic(init_value=A, end_value=B, upper_bound=8, steps=8),
    lrlab.ExponentialHyperbolic(init_value=A, end_value=B, upper_bound=10, steps=8),
    lrlab.Eden(init_value=A, timescale=3.0),
    lrlab.RectifiedWarmup(end_value=A, beta2=0.9),
    lrlab.Triangular(low_value=B, high_value=A, steps_up=3, cycle_factor=0.5, steps=11),
    lrlab.Triangular(low_value=B, high_value=A, steps_up=3, step_factor=0.9),
    lrlab.Triangular(low_value=B, high_value=A, steps_up=3, step_factor=0.0, cycle_factor=0.0),
    lrlab.Interpolated(times=[0, 2.5, 8], values=[A, B, 1.0], curve="log"),
]  # fmt: skip
each = pytest.mark.parametrize("schedule", EACH, ids=lambda schedule: repr(schedule)[:60])
ENDING = [schedule for schedule in EACH if schedule.total_steps == 8]


# -- other libraries -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "ours"),
    [
        ({"mode": "triangular2"}, {"cycle_factor": 0.5}),
        ({"mode": "exp_range", "gamma": 0.95}, {"step_factor": 0.95}),
    ],
)
def test_triangular_is_the_cyclic_rate_of_torch(mode, ours):
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=A, momentum=0.9)
    theirs = torch.optim.lr_scheduler.CyclicLR(
        optimizer, base_lr=B, max_lr=A, step_size_up=5, step_size_down=3, **mode
    )
    schedule = lrlab.Triangular(low_value=B, high_value=A, steps_up=5, steps_down=3, **ours)

    for t in range(60):
        assert schedule(t) == pytest.approx(theirs.get_last_lr()[0], rel=1e-12), t
        optimizer.step()
        theirs.step()


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.5])
def test_the_exponent_of_a_cosine_is_that_of_optax(exponent):
    optax = pytest.importorskip("optax")
    theirs = optax.cosine_decay_schedule(A, 20, alpha=B / A, exponent=exponent)
    ours = lrlab.Cosine(init_value=A, end_value=B, steps=20, exponent=exponent)

    for t in range(30):
        assert ours(t) == pytest.approx(float(theirs(t)), rel=1e-6, abs=1e-6), t


# -- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: lrlab.Tanh(init_value=1, lower=3, upper=3, steps=9), "above `lower`.*3.0.*rise"),
        (lambda: lrlab.Tanh(init_value=1, upper=-8, steps=9), r"-7\.0, got -8\.0"),
        (lambda: lrlab.Rex(init_value=1, beta=1, steps=9), "below 1, got 1.0.*`Constant`"),
        (
            lambda: lrlab.Hyperbolic(init_value=1, upper_bound=8, steps=9),
            r"`Hyperbolic\(upper_bound=...\)` must be at least `steps`, which is 9, got 8",
        ),
        (
            lambda: lrlab.Hyperbolic(init_value=1, upper_bound=9, steps=9).with_total_steps(10),
            "at least `steps`",
        ),
        (
            lambda: lrlab.ExponentialHyperbolic(init_value=1, end_value=0, upper_bound=9, steps=9),
            r"`ExponentialHyperbolic\(end_value=...\)` must be above 0",
        ),
        (lambda: lrlab.RectifiedWarmup(end_value=1, beta2=0.6), "above 0.6 and below 1, got 0.6"),
        (lambda: lrlab.RectifiedWarmup(end_value=1, beta2=1), "above 0.6 and below 1, got 1.0"),
        (
            lambda: lrlab.Interpolated(times=[0, 1], values=[0.1, 0], curve="log"),
            r"`Interpolated\(values=...\)` must be above 0 with `curve=.log.`",
        ),
    ],
)
def test_what_has_no_curve_is_refused(make, message):
    with pytest.raises(lrlab.ScheduleError, match=message):
        make()


def test_a_real_number_may_be_below_0_in_every_form():
    schedule = lrlab.Tanh(init_value=0.1, lower=-9.5, upper=-0.5, steps=100)

    assert lrlab.from_json(schedule.to_json()) == schedule
    assert lrlab.parse("tanh(init_value=0.1, lower=-9.5, upper=-0.5, steps=100)") == schedule


# -- extremes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [0, 1, 10**6, 2**53])
@pytest.mark.parametrize("kind", NUMBERS)
@hypothesis.settings(max_examples=3)
@hypothesis.given(st.data())
def test_any_length_has_finite_rates(kind, steps, data):
    schedule = data.draw(SHORT[kind])
    if hasattr(schedule, "upper_bound"):
        leaves = {**schedule.arguments(), "upper_bound": max(steps, 1), "steps": steps}
        schedule = type(schedule)(**leaves)
    elif hasattr(schedule, "steps"):
        schedule = type(schedule)(**{**schedule.arguments(), "steps": steps})
    t = np.unique(np.array([0, 1, steps // 3, max(steps - 1, 0), steps], dtype=float))

    rates = schedule(t)

    assert np.isfinite(rates).all()
    assert (rates >= 0).all()
    slack = 1e-12 * schedule.peak_value
    assert (rates >= schedule.floor_value - slack).all()
    assert (rates <= schedule.peak_value + slack).all()
    np.testing.assert_allclose([schedule(x) for x in t.tolist()], rates, rtol=0, atol=slack)


@pytest.mark.parametrize("huge", [1e6])
@pytest.mark.parametrize("name", ["exponent", "progress_power", "half_waves"])
def test_huge_numbers_leave_a_cosine_finite(name, huge):
    jax = pytest.importorskip("jax")
    schedule = lrlab.Cosine(init_value=A, end_value=B, steps=100, **{name: huge})
    t = np.arange(103.0)

    for rates in (schedule(t), jax.jit(schedule)(jax.numpy.asarray(t))):
        assert (rates >= B - 1e-7).all()
        assert (rates <= A + 1e-7).all()
    assert np.isfinite(jax.vmap(jax.grad(schedule))(jax.numpy.asarray(t))).all()


@pytest.mark.parametrize("rule", ["extrapolate", "mirror", "repeat"])
@pytest.mark.parametrize("schedule", ENDING, ids=lambda schedule: repr(schedule)[:60])
def test_what_comes_after_is_finite_and_alike_for_numbers_and_arrays(schedule, rule):
    t = np.array([0.0, 3.5, 8, 9, 16, 19.5, 80, 1e4, 1e20 if rule == "extrapolate" else 1e6])
    late = schedule.after(rule)

    rates = late(t)

    assert np.isfinite(rates).all()
    np.testing.assert_allclose([late(x) for x in t.tolist()], rates, rtol=1e-9, atol=1e-9)


# -- bounds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NUMBERS)
@hypothesis.settings(max_examples=15)
@hypothesis.given(st.data())
def test_bounds_hold_and_are_tight(kind, data):
    schedule = data.draw(SHORT[kind])
    end = 200 if schedule.total_steps is None else schedule.total_steps
    whole = np.arange(1.0, end + 1)
    t = np.concatenate([np.linspace(0, end, 20_001), whole, np.nextafter(whole, 0)])
    rates = schedule(t)
    peak, floor = schedule.peak_value, schedule.floor_value
    slack = 1e-12 * peak

    assert rates.max() <= peak + slack
    assert rates.min() >= floor - slack
    if schedule.total_steps is not None and getattr(schedule, "exponent", 1.0) >= 0.5:
        assert rates.max() >= peak * (1 - 0.01)
        assert rates.min() <= floor + 0.01 * peak


# -- array libraries -------------------------------------------------------------------------------


@each
def test_types_are_kept(schedule):
    wanted = schedule(np.arange(12))
    torch = pytest.importorskip("torch")
    for kind, close in ((torch.float32, 1e-6), (torch.float16, 0.02), (torch.bfloat16, 0.1)):
        rates = schedule(torch.arange(12).to(kind))
        assert rates.dtype == kind
        np.testing.assert_allclose(rates.double(), wanted, rtol=0, atol=close)
    for kind, close in ((np.float32, 1e-6), (np.float16, 0.02)):
        rates = schedule(np.arange(12, dtype=kind))
        assert rates.dtype == kind
        np.testing.assert_allclose(rates, wanted, rtol=0, atol=close)


@each
def test_slopes_are_finite_everywhere_and_those_of_the_curve(schedule):
    t = np.array([0.5, 4.25, 6.5, -3.0, 0.0, 2.5, 3.0, 6.0, 7.9, 8.0, 9.0, 10.0, 50.0, 1e6])
    inside = t[:3]
    wanted = (schedule(inside + 1e-6) - schedule(inside - 1e-6)) / 2e-6
    jax, torch = pytest.importorskip("jax"), pytest.importorskip("torch")

    slopes = jax.vmap(jax.grad(schedule))(jax.numpy.asarray(t))
    assert np.isfinite(slopes).all()
    np.testing.assert_allclose(slopes[:3], wanted, rtol=1e-3, atol=1e-5)
    times = torch.tensor(t, requires_grad=True)
    (slopes,) = torch.autograd.grad(schedule(times).sum(), times)
    assert torch.isfinite(slopes).all()
    np.testing.assert_allclose(slopes[:3], wanted, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("schedule", {type(s): s for s in EACH}.values(), ids=lambda s: s.kind)
def test_torch_compiles_it_whole(schedule):
    torch = pytest.importorskip("torch")
    t = torch.arange(12)
    fresh = lrlab.from_json(schedule.to_json())

    torch._dynamo.reset()
    compiled = torch.compile(fresh, backend="eager", fullgraph=True)

    torch.testing.assert_close(compiled(t), schedule(t))


@pytest.mark.parametrize("kind", NUMBERS)
@hypothesis.settings(max_examples=5)
@hypothesis.given(st.data())
def test_every_number_may_be_an_array(kind, data):
    """One row per schedule, as long sequences and `jax.vmap` have them."""
    torch = pytest.importorskip("torch")
    schedule = data.draw(SHORT[kind])
    end = 60 if schedule.total_steps is None else schedule.total_steps
    t = np.unique([0, 1, end / 3, max(end - 1, 0), end, end + 1])
    wanted = schedule(t)
    tight = {"rtol": 0, "atol": 1e-12 * schedule.peak_value}
    leaves, structure = leaves_of(schedule)

    field = rebuild(structure, iter([np.full(t.shape, float(leaf)) for leaf in leaves]))
    np.testing.assert_allclose(field(t), wanted, **tight)
    columns = [torch.full(t.shape, float(leaf), dtype=torch.float64) for leaf in leaves]
    field = rebuild(structure, iter(columns))
    np.testing.assert_allclose(field(torch.tensor(t)), wanted, **tight)


@pytest.mark.parametrize("kind", NUMBERS)
@hypothesis.settings(max_examples=1)
@hypothesis.given(st.data())
def test_a_stack_of_every_shape_runs_in_one_program(kind, data):
    jax = pytest.importorskip("jax")
    schedule = data.draw(SHORT[kind])
    t = np.arange(0, 64, 3)
    largest = max(schedule.peak_value, *map(float, leaves_of(schedule)[0]))

    rows = jax.vmap(lambda row: row(jax.numpy.asarray(t)))(lrlab.stack([schedule] * 2))

    np.testing.assert_allclose(rows, np.stack([schedule(t)] * 2), rtol=0, atol=2e-5 * largest)


def test_pieces_of_one_shape_look_up_their_own_numbers():
    for first, second in itertools.pairwise(ENDING):
        if type(first) is not type(second):
            continue
        pieces = [first, second] * 3
        t = np.arange(50)
        schedule = lrlab.Sequence(pieces=pieces)
        shuffled = np.random.default_rng(0).permutation(t)
        one_by_one = [schedule(int(x)) for x in shuffled]
        np.testing.assert_allclose(schedule(shuffled), one_by_one, rtol=0, atol=1e-13)
