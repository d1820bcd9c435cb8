"""One formula for every array library: types, shapes, order, derivatives, traced fields."""

import math
import pathlib
import subprocess
import sys

import hypothesis
import numpy as np
import pytest
import strategies

import lrlab
from lrlab import _arrays

torch = pytest.importorskip("torch")
jax = pytest.importorskip("jax")
jnp = jax.numpy
ROOT = pathlib.Path(__file__).parents[2]

COSINE = lrlab.Cosine(init_value=1.0, end_value=0.1, steps=8)
EACH = [
    lrlab.Constant(value=0.5),
    lrlab.Linear(init_value=0.0, end_value=1.0, steps=8),
    COSINE,
    lrlab.Polynomial(init_value=1.0, power=2.0, steps=8),
    lrlab.Polynomial(init_value=1.0, power=0.5, steps=8),
    lrlab.Exponential(init_value=1.0, rate=0.1),
    lrlab.Geometric(init_value=1e-3, end_value=1.0, steps=8),
    lrlab.InverseSqrt(init_value=1.0, timescale=3.0),
    lrlab.Step(init_value=1.0, factor=0.5, every=3, steps=7),
    lrlab.PiecewiseConstant(values=[1.0, 0.5, 0.1], lengths=[3, 3]),
    lrlab.Triangular(low_value=0.1, high_value=1.0, steps_up=3, steps=10),
    lrlab.CosineRestarts(init_value=1.0, period=3),
    lrlab.CosineRestarts(init_value=1.0, period=3, period_factor=2.0, peak_factor=0.5, steps=11),
    lrlab.OneMinusPower(init_value=1.0, power=0.5, steps=8),
    lrlab.ExponentialCooldown(init_value=1.0, steps=8),
    lrlab.Interpolated(times=[0, 2.5, 8], values=[0.0, 1.0, 0.1], curve="cosine"),
    lrlab.Table(values=[0.1, 0.5, 0.2, 0.1]),
    COSINE.then(lrlab.Constant(value=1.0)),
    COSINE.scaled(0.5),
    COSINE.clipped(low=0.2),
    COSINE.repeated(times=2),
    COSINE * lrlab.Exponential(init_value=1.0, rate=0.1),
    COSINE.after("mirror"),
    lrlab.warmup_cosine(peak_value=1.0, warmup_steps=3, total_steps=10),
    lrlab.wsd(peak_value=1.0, warmup_steps=3, cooldown_steps=4, total_steps=10),
    lrlab.one_cycle(peak_value=1.0, total_steps=9),
    lrlab.one_cycle(peak_value=1.0, total_steps=9, form="torch"),
    lrlab.noam(d_model=16, warmup_steps=4),
]  # fmt: skip
each = pytest.mark.parametrize("schedule", EACH, ids=lambda schedule: repr(schedule)[:50])


# -- types -----------------------------------------------------------------------------------------


@each
def test_a_number_gives_a_float(schedule):
    for t in (0, 3, 3.5, 100, -1, 0.0):
        assert type(schedule(t)) is float


@each
def test_whole_numbers_of_numpy_become_float64_and_floats_stay(schedule):
    wanted = [schedule(t) for t in range(12)]
    for kind in (np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint64, np.float64):
        rates = schedule(np.arange(12, dtype=kind))
        assert rates.dtype == np.float64
        np.testing.assert_allclose(rates, wanted, rtol=0, atol=1e-12)
    for kind, close in ((np.float32, 1e-6), (np.float16, 0.02)):
        rates = schedule(np.arange(12, dtype=kind))
        assert rates.dtype == kind
        np.testing.assert_allclose(rates, wanted, rtol=0, atol=close)


@each
def test_tensors_keep_their_type(schedule):
    wanted = [schedule(t) for t in range(12)]
    for given, found, close in (
        (torch.int32, torch.float64, 1e-12),
        (torch.int64, torch.float64, 1e-12),
        (torch.uint8, torch.float64, 1e-12),
        (torch.float64, torch.float64, 1e-12),
        (torch.float32, torch.float32, 1e-6),
        (torch.float16, torch.float16, 0.02),
        (torch.bfloat16, torch.bfloat16, 0.1),
    ):
        rates = schedule(torch.arange(12).to(given))
        assert rates.dtype == found
        np.testing.assert_allclose(rates.double(), wanted, rtol=0, atol=close)


@each
def test_jax_arrays_keep_their_type(schedule):
    wanted = [schedule(t) for t in range(12)]
    assert schedule(jnp.array(3)).dtype == jnp.float32
    rates = schedule(jnp.arange(12, dtype=jnp.bfloat16))
    assert rates.dtype == jnp.bfloat16
    np.testing.assert_allclose(rates.astype(float), wanted, rtol=0, atol=0.1)


@each
def test_numbers_of_numpy_and_arrays_without_axes_work(schedule):
    wanted = schedule(3)
    for t in (np.int64(3), np.float64(3), np.array(3), np.array(3.0), np.uint8(3)):
        assert np.shape(schedule(t)) == ()
        assert schedule(t) == pytest.approx(wanted, abs=1e-12)
    assert schedule(torch.tensor(3)).shape == ()
    assert schedule(jnp.array(3)).shape == ()
    assert float(schedule(torch.tensor(3))) == pytest.approx(wanted, abs=1e-12)
    assert float(schedule(jnp.array(3))) == pytest.approx(wanted, abs=1e-6)


@each
def test_lists_tuples_and_ranges_are_arrays(schedule):
    wanted = schedule(np.arange(4))
    for t in ([0, 1, 2, 3], (0, 1, 2, 3), range(4), [0.0, 1.0, 2.0, 3.0]):
        np.testing.assert_array_equal(schedule(t), wanted)
    assert schedule([[0, 1], [2, 3]]).shape == (2, 2)


@each
def test_arrays_of_any_layout_work(schedule):
    t = np.arange(48).reshape(6, 8)
    wanted = np.array([[schedule(x) for x in row] for row in t.tolist()])
    for view in (np.s_[:], np.s_[::2, ::3], np.s_[::-1], np.s_[:, ::-1], np.s_[1:1], np.s_[:, 3]):
        np.testing.assert_allclose(schedule(t[view]), wanted[view], rtol=0, atol=1e-12)
        tensor = torch.as_tensor(t[view].copy())
        np.testing.assert_allclose(schedule(tensor), wanted[view], rtol=0, atol=1e-12)
    np.testing.assert_allclose(schedule(torch.as_tensor(t).T), wanted.T, rtol=0, atol=1e-12)
    np.testing.assert_allclose(schedule(t.T), wanted.T, rtol=0, atol=1e-12)
    assert schedule(np.empty((0, 3))).shape == (0, 3)
    assert schedule(torch.empty((0, 3))).shape == (0, 3)
    assert schedule(jnp.empty((0, 3))).shape == (0, 3)


@hypothesis.settings(max_examples=30)
@hypothesis.given(strategies.schedules)
def test_long_arrays_are_what_their_parts_are(schedule):
    t = np.arange(3 * _arrays.CHUNK + 7)
    whole = schedule(t)
    atol = 1e-12 * max(whole.max(), 1e-9)

    parts = [schedule(part) for part in np.array_split(t, 50)]
    np.testing.assert_allclose(whole, np.concatenate(parts), rtol=0, atol=atol)
    order = np.random.default_rng(0).permutation(t)
    np.testing.assert_allclose(schedule(order), whole[order], rtol=0, atol=atol)
    pairs = t[:-1].reshape(2, -1)
    np.testing.assert_allclose(schedule(pairs.T), whole[pairs.T], rtol=0, atol=atol)
    assert schedule(t.astype(np.float32)).dtype == np.float32


# -- what is no time -------------------------------------------------------------------------------

NO_TIMES = [
    None, True, False, "3", b"3", 1j, math.nan, math.inf, -math.inf, object(), {}, {3}, abs,
    np.float64("nan"), np.float32("inf"), np.bool_(True), np.complex128(1),
    np.array([1.0, math.nan]), np.array([math.inf]), np.array([True]), np.array([1j]),
    np.array(["1"]), np.array([None]), np.array([object()]), np.array(["2020"], dtype="M8[s]"),
    [1, None], [True], ["1"], [1j], [math.nan], [[1], [1, 2]], [object()],
    torch.tensor([True]), torch.tensor([1j]), jnp.array([True]), jnp.array([1j]),
    np.full(_arrays.CHUNK + 1, 1j), np.full(_arrays.CHUNK + 1, True),
    np.full(_arrays.CHUNK + 1, math.nan), np.full(_arrays.CHUNK + 1, None),
]  # fmt: skip


@pytest.mark.parametrize(
    "wrong", NO_TIMES, ids=lambda wrong: f"{type(wrong).__name__}-{wrong!s:.9}"
)
@pytest.mark.parametrize("schedule", [EACH[0], COSINE, EACH[16], EACH[17]], ids=lambda s: s.kind)
def test_what_is_no_real_number_is_refused(schedule, wrong):
    with pytest.raises(lrlab.ScheduleError, match=r"`t` must be a finite real number.*optimizer"):
        schedule(wrong)


def test_a_count_beyond_floats_is_held_or_refused():
    assert COSINE(10**400) == 0.1
    assert COSINE(-(10**400)) == 1.0
    for endless in (EACH[5], EACH[7], EACH[11], lrlab.Step(init_value=1.0, factor=0.5, every=3)):
        with pytest.raises(lrlab.ScheduleError, match="within reach of floating numbers"):
            endless(10**400)
    with pytest.raises(lrlab.ScheduleError, match="within reach"):
        EACH[6].after("extrapolate")(10**6)


# -- compiled --------------------------------------------------------------------------------------


@pytest.mark.parametrize("schedule", EACH[1:4] + EACH[8:13] + EACH[15:], ids=lambda s: repr(s)[:50])
def test_torch_compiles_it_whole(schedule):
    t = torch.arange(12)
    wanted = schedule(t.clone())
    fresh = lrlab.from_json(schedule.to_json())  # nothing computed before

    torch._dynamo.reset()
    compiled = torch.compile(fresh, backend="eager", fullgraph=True)

    torch.testing.assert_close(compiled(t), wanted)


@each
def test_the_slope_is_finite_everywhere_in_jax(schedule):
    t = jnp.array([-3.0, 0.0, 0.5, 2.5, 3.0, 6.0, 7.9, 8.0, 9.0, 10.0, 11.0, 50.0])
    slopes = jax.vmap(jax.grad(schedule))(t)

    assert np.isfinite(slopes).all()


@each
def test_the_slope_is_finite_everywhere_in_torch(schedule):
    t = torch.tensor([-3.0, 0.0, 0.5, 2.5, 3.0, 6.0, 7.9, 8.0, 9.0, 10.0, 11.0, 50.0])
    rates = schedule(t.requires_grad_())
    if rates.requires_grad:
        (slopes,) = torch.autograd.grad(rates.sum(), t, allow_unused=True)
        assert slopes is None or torch.isfinite(slopes).all()


@pytest.mark.parametrize("schedule", [COSINE, EACH[1], EACH[5], EACH[26]], ids=lambda s: s.kind)
def test_the_slope_is_that_of_the_curve(schedule):
    for t in (0.5, 2.5, 6.25):
        wanted = (schedule(t + 1e-6) - schedule(t - 1e-6)) / 2e-6
        assert float(jax.grad(schedule)(t)) == pytest.approx(wanted, rel=1e-4)


PEAKS = {
    "warmup_cosine": lambda p: lrlab.warmup_cosine(peak_value=p, total_steps=100),
    "warmup_linear": lambda p: lrlab.warmup_linear(peak_value=p, total_steps=100),
    "wsd": lambda p: lrlab.wsd(peak_value=p, total_steps=100),
    "one_cycle": lambda p: lrlab.one_cycle(peak_value=p, total_steps=100),
    "one_cycle smith": lambda p: lrlab.one_cycle(peak_value=p, total_steps=100, form="smith"),
    "one_cycle torch": lambda p: lrlab.one_cycle(peak_value=p, total_steps=100, form="torch"),
    "inverse_sqrt": lambda p: lrlab.inverse_sqrt(peak_value=p, warmup_steps=10),
    "noam": lambda p: lrlab.noam(d_model=64, warmup_steps=10, factor=p),
    "sgdr": lambda p: lrlab.sgdr(peak_value=p, period=10, period_factor=1.5, peak_factor=0.9),
    "step_decay": lambda p: lrlab.step_decay(init_value=p, factor=0.5, every=3),
    "exponential_decay": lambda p: lrlab.exponential_decay(init_value=p, rate=0.1),
    "cosine_annealing": lambda p: lrlab.cosine_annealing(init_value=p, total_steps=50),
    "linear_to_zero": lambda p: lrlab.linear_to_zero(peak_value=p, total_steps=50),
    "Table": lambda p: lrlab.Table(values=[p, 2 * p, 0 * p]),
    "PiecewiseConstant": lambda p: lrlab.PiecewiseConstant(values=[p, 0.1 * p], lengths=[5, 9]),
    "scaled": lambda p: lrlab.wsd(peak_value=1.0, total_steps=100).scaled(p),
    "composed": lambda p: (
        lrlab.Linear(init_value=0.0, end_value=p, steps=3)
        .then(lrlab.Cosine(init_value=p, steps=9).repeated(times=3))
        .after("mirror")
    ),
}
peaks = pytest.mark.parametrize("name", PEAKS)


@peaks
def test_a_peak_may_be_traced(name):
    """The rates here are the peak times a shape, so the slope along the peak is that shape."""
    make, t = PEAKS[name], jnp.arange(0, 30, 4)
    shape = make(1.0)(np.arange(0, 30, 4))

    field = jax.jit(jax.vmap(lambda p: make(p)(t)))(jnp.array([0.1, 0.2]))
    slope = jax.jacobian(lambda p: make(p)(t))(0.3)

    np.testing.assert_allclose(field, [0.1 * shape, 0.2 * shape], rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(slope, shape, rtol=1e-5, atol=1e-6)


def test_lengths_and_other_numbers_may_be_traced():
    t = jnp.arange(0, 40, 3)

    def rates(peak, end, steps, rate):
        first = lrlab.Linear(init_value=0.0, end_value=peak, steps=steps)
        return first.then(lrlab.Exponential(init_value=peak, rate=rate).clipped(low=end))(t)

    found = jax.jit(rates)(0.5, 0.01, 7, 0.3)

    np.testing.assert_allclose(found, rates(0.5, 0.01, 7, 0.3), rtol=1e-5)


def test_float64_of_jax_is_as_exact_as_numpy():
    """In a process of its own, since the switch is for the whole process."""
    code = """
import json, jax, numpy as np
jax.config.update("jax_enable_x64", True)
import lrlab
t = np.arange(0, 300, 7)
for row in json.load(open("tests/forms/golden_v1.json")):
    schedule = lrlab.from_json(row["document"])
    if not isinstance(schedule, lrlab.AbstractSchedule):
        continue
    rates = schedule(jax.numpy.asarray(t))
    assert rates.dtype == np.float64
    np.testing.assert_allclose(rates, schedule(t), rtol=0, atol=1e-12 * schedule.peak_value)
    assert schedule(jax.numpy.asarray(t, dtype="float32")).dtype == np.float32, schedule
print("fine")
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert ran.stdout == "fine\n", ran.stderr


def test_a_schedule_with_arrays_inside_is_no_document():
    held = lrlab.Constant(value=np.array([0.1, 0.2]))

    np.testing.assert_array_equal(held(3), [0.1, 0.2])
    with pytest.raises(lrlab.ScheduleError, match="JSON holds numbers"):
        held.to_json()
