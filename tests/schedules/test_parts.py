"""Sums, slices and stairs: what they are made of, where they end, and their true bounds."""

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import strategies

import lrlab

LINE = lrlab.Linear(init_value=1.0, end_value=0.0, steps=8)
FAR = 10**9
SPIKE = (
    lrlab.Constant(value=0.5, steps=FAR)
    .then(lrlab.Linear(init_value=0.5, end_value=1.0, steps=8))
    .then(lrlab.Linear(init_value=1.0, end_value=0.5, steps=8))
    .then(lrlab.Constant(value=0.5, steps=FAR))
)


@hypothesis.given(strategies.short_schedules, strategies.short_schedules)
def test_a_sum_adds_update_by_update(one, other):
    t = np.arange(80)

    np.testing.assert_allclose((one + other)(t), one(t) + other(t), rtol=1e-12)


def test_a_number_is_added_for_as_long_as_the_schedule_lasts():
    assert LINE + 0.5 == 0.5 + LINE == LINE + lrlab.Constant(value=0.5, steps=8)
    assert sum([LINE], start=0.25)(4) == 0.75


@hypothesis.given(strategies.ending(strategies.short_schedules), st.data())
def test_a_slice_is_the_schedule_on_another_clock(schedule, data):
    stop = data.draw(st.integers(0, schedule.total_steps))
    start = data.draw(st.integers(0, stop))

    part = schedule.slice(start=start, stop=stop)

    t = np.arange(stop - start)
    assert part.total_steps == stop - start
    np.testing.assert_array_equal(part(t), schedule(t + start))
    assert part(stop + 5) == schedule(stop)


@hypothesis.given(strategies.ending(strategies.short_schedules), st.data())
def test_two_slices_are_the_whole(schedule, data):
    cut = data.draw(st.integers(0, schedule.total_steps))

    whole = schedule.slice(stop=cut).then(schedule.slice(start=cut))

    t = np.arange(schedule.total_steps + 3)
    np.testing.assert_array_equal(whole(t), schedule(t))


@hypothesis.given(strategies.short_schedules, st.integers(1, 20))
def test_stairs_are_the_schedule_at_every_so_many_updates(schedule, every):
    stairs = schedule.stepwise(every)

    end = 80 if schedule.total_steps is None else schedule.total_steps
    t = np.arange(end)
    np.testing.assert_array_equal(stairs(t), schedule(every * (t // every)))
    assert stairs(end) == schedule(end) or schedule.total_steps is None


@pytest.mark.parametrize("rule", ["repeat", "mirror", "extrapolate"])
def test_stairs_do_what_is_said_after_the_end(rule):
    schedule = LINE.after(rule)
    stairs = schedule.stepwise(2)

    assert [stairs(t) for t in (8, 9, 12, 13)] == [schedule(t) for t in (8, 8, 12, 12)]
    assert LINE.stepwise(2).after("extrapolate")(13) == LINE.after("extrapolate")(12)


@pytest.mark.parametrize(
    ("schedule", "peak"),
    [
        (SPIKE, 1.0),
        (SPIKE.slice(start=5), 1.0),
        (SPIKE.slice(start=5, stop=FAR + 4), 0.75),
        (SPIKE.stepwise(4), 1.0),
        (lrlab.cool_down(SPIKE, at=FAR + 20, steps=5), 1.0),
        (lrlab.extend(SPIKE, 2 * FAR + 99, "hold", at=FAR + 50), 1.0),
        (SPIKE + SPIKE.slice(start=16), 1.5),
        (SPIKE * lrlab.Linear(init_value=1.0, end_value=0.5, steps=FAR), 0.5),
        (lrlab.frozen_until(lrlab.inverse_sqrt(0.1, warmup_steps=2_000_000), 10), 0.1),
        (lrlab.Cosine(init_value=0.0, end_value=1.0, steps=FAR, half_waves=5.0).slice(7), 1.0),
    ],
)
def test_the_peak_is_found_however_narrow_and_far(schedule, peak):
    assert schedule.peak_value == pytest.approx(peak, rel=1e-9)


def tent(total):
    rise = lrlab.Linear(init_value=0.0, end_value=1.0, steps=total // 2)
    return rise.then(lrlab.Linear(init_value=1.0, end_value=0.0, steps=total // 2))


def pulses(total, period):
    pulse = lrlab.PiecewiseConstant(values=[0.0, 1.0], lengths=[period - 1, 1])
    return pulse.repeated(total // period) * tent(total)


@pytest.mark.parametrize(
    "schedule",
    [
        pulses(200_000, 331),
        pulses(500_000, 1009),
        lrlab.Triangular(low_value=0.0, high_value=1.0, steps_up=1, steps_down=30, steps=300_000)
        * tent(300_000),
        lrlab.Step(init_value=1.0, factor=0.999, every=1000, steps=10**6).stepwise(7)
        * lrlab.Linear(init_value=0.0, end_value=1.0, steps=10**6),
    ],
)
def test_no_update_is_above_the_peak_however_many_cycles_there_are(schedule):
    highest = schedule(np.arange(schedule.total_steps + 1)).max()

    assert schedule.peak_value >= highest
    assert schedule.peak_value == pytest.approx(highest, rel=0.03)


@pytest.mark.parametrize("period", [9973, 99_991])
def test_pulses_of_a_long_run_are_found(period):
    assert pulses(20_000_000, period).peak_value > 0.99


def test_the_bounds_of_deeply_nested_schedules_are_found_soon():
    stairs = lrlab.cosine_annealing(init_value=0.1, total_steps=1000)
    for _ in range(60):
        stairs = stairs.stepwise(2)
    thrice = lrlab.wsd(0.1, 100).repeated(64).repeated(64).repeated(64).stepwise(3)
    steep = lrlab.sgdr(peak_value=0.1, period=10, period_factor=1e10, total_steps=1000)

    assert stairs.peak_value == thrice.peak_value == steep.stepwise(3).peak_value == 0.1
    assert len(stairs._corners(0.0, 1000.0)) < 1000
    assert len(thrice._corners(0.0, 1e9)) <= 20_000


def test_a_compiled_program_leaves_nothing_behind():
    jax = pytest.importorskip("jax")
    beta2, steps = jax.numpy.asarray(0.99), jax.numpy.asarray(5)
    warmup = lrlab.Linear(init_value=0.0, end_value=1.0, steps=steps)
    for schedule in (
        lrlab.RectifiedWarmup(end_value=1.0, beta2=beta2),
        warmup.then(lrlab.Cosine(init_value=1.0, steps=steps)),
    ):
        compiled = jax.jit(lambda t, schedule=schedule: schedule(t))(6.0)

        np.testing.assert_allclose(schedule(6.0), compiled, rtol=1e-5)


def test_parts_of_parts_compute_together_on_every_library():
    """Pieces of one structure are looked up element by element, their lengths too."""
    jax, torch = pytest.importorskip("jax"), pytest.importorskip("torch")

    def piece(peak, steps):
        line = lrlab.Linear(init_value=peak, end_value=0.0, steps=steps)
        return (line + lrlab.Constant(value=0.1, steps=3)).stepwise(2)

    schedule = piece(1.0, 6).then(piece(2.0, 8))
    wanted = [schedule(9), schedule(3)]

    np.testing.assert_allclose(schedule(np.array([9, 3])), wanted)
    np.testing.assert_allclose(schedule(torch.tensor([9, 3])), wanted)
    np.testing.assert_allclose(jax.jit(schedule)(jax.numpy.array([9, 3])), wanted, rtol=1e-5)
    stacked = lrlab.stack([piece(1.0, 6), piece(2.0, 8)])
    found = jax.vmap(lambda one: one(3))(stacked)
    np.testing.assert_allclose(found, [piece(1.0, 6)(3), piece(2.0, 8)(3)], rtol=1e-5)


def test_only_what_ends_with_the_whole_goes_on_after_it():
    eden = lrlab.eden(peak_value=1.0, steps_per_epoch=100, total_steps=10_000)
    endless = lrlab.eden(peak_value=1.0, steps_per_epoch=100)

    assert eden.after("extrapolate")(10_500) == pytest.approx(endless(10_500))


def test_what_refuses_its_end_can_be_planned_with():
    strict = lrlab.Linear(init_value=1.0, end_value=0.0, steps=10).after("raise")

    assert not lrlab.diff(strict, strict)
    assert strict.slice(start=2).peak_value == 0.8
    assert lrlab.cool_down(strict, at=10, steps=5)(12) == pytest.approx(0.0, abs=1e-9)
    assert lrlab.extend(strict, 20, "hold")(15) == pytest.approx(0.0, abs=1e-9)


def test_a_recipe_in_a_sequence_is_compiled_as_it_is():
    torch = pytest.importorskip("torch")
    schedule = lrlab.warmup_cosine(peak_value=0.1, total_steps=30).then(lrlab.Constant(value=0.1))

    compiled = torch.compile(lambda t: schedule(t), backend="eager", fullgraph=True)

    np.testing.assert_allclose(compiled(torch.arange(40)), schedule(np.arange(40)))


def test_an_array_times_a_schedule_is_a_field_of_schedules():
    field = np.array([0.1, 0.2]) * lrlab.Constant(value=1.0)

    np.testing.assert_array_equal(field(0), [0.1, 0.2])
