"""`lrlab.stack`: a field of schedules of one structure is one call."""

import dataclasses

import numpy as np
import pytest

import lrlab

jax = pytest.importorskip("jax")

RATES = (0.1, 0.2, 0.4)
FIELDS = {
    "warmup_cosine": lambda p: lrlab.warmup_cosine(
        peak_value=p, total_steps=40, warmup_steps=int(20 * p)
    ),
    "wsd": lambda p: lrlab.wsd(peak_value=p, total_steps=int(40 + 10 * p)),
    "one_cycle": lambda p: lrlab.one_cycle(peak_value=p, total_steps=41),
    "one_cycle of torch": lambda p: lrlab.one_cycle(peak_value=p, total_steps=41, form="torch"),
    "sgdr": lambda p: lrlab.sgdr(peak_value=p, period=int(50 * p), period_factor=2.0),
    "sgdr, equal or not": lambda p: lrlab.sgdr(
        peak_value=p, period=5, period_factor=1.0 if p < 0.3 else 1.5, total_steps=40
    ),
    "step_decay": lambda p: lrlab.step_decay(
        init_value=p, factor=1 - p, every=int(60 * p), total_steps=33
    ),
    "noam": lambda p: lrlab.noam(d_model=16, warmup_steps=int(20 * p), factor=p),
    "range_sweep": lambda p: lrlab.range_sweep(start=1e-3 * p, stop=p, steps=30),
    "Table": lambda p: lrlab.Table(values=np.linspace(p, 0.0, 30)),
    "PiecewiseConstant": lambda p: lrlab.PiecewiseConstant(
        values=[p, p / 2, p / 4], lengths=[int(30 * p), 7]
    ),
    "Triangular": lambda p: lrlab.Triangular(
        low_value=0.0, high_value=p, steps_up=3, steps_down=int(10 * p), steps=29
    ),
    "composed": lambda p: (
        lrlab.Polynomial(init_value=p, power=1 + p, steps=int(50 * p))
        .clipped(low=0.1 * p)
        .repeated(times=2)
        .after("mirror")
        .scaled(p)
    ),
    "product": lambda p: (
        lrlab.Linear(init_value=0.0, end_value=p, steps=9) * lrlab.Exponential(init_value=1, rate=p)
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_stack_is_each_schedule_in_one_call(name):
    field = [FIELDS[name](p) for p in RATES]
    t = np.arange(60)

    rates = jax.jit(jax.vmap(lambda s: s(t)))(lrlab.stack(field))

    wanted = np.stack([schedule(t) for schedule in field])
    np.testing.assert_allclose(rates, wanted, rtol=0, atol=2e-6)


def test_a_stack_goes_through_scan():
    field = [FIELDS["warmup_cosine"](p) for p in RATES]

    def one(schedule):
        return jax.lax.scan(lambda total, t: (total + schedule(t), None), 0.0, np.arange(40))[0]

    found = jax.jit(jax.vmap(one))(lrlab.stack(field))

    np.testing.assert_allclose(found, [s(np.arange(40)).sum() for s in field], rtol=1e-5)


def test_a_stack_is_a_pytree_with_a_slope():
    stacked = lrlab.stack(lrlab.cosine_annealing(init_value=p, total_steps=10) for p in RATES)
    floats = jax.tree.map(lambda leaf: np.asarray(leaf, dtype=float), stacked)

    slopes = jax.grad(lambda s: jax.vmap(lambda one: one(5))(s).sum())(floats)

    np.testing.assert_allclose(slopes.init_value, 0.5)
    assert len(jax.tree.leaves(stacked)) == len(dataclasses.fields(lrlab.Cosine))


def test_one_schedule_may_be_stacked():
    rates = jax.vmap(lambda s: s(0))(lrlab.stack([lrlab.Constant(value=0.1)]))

    np.testing.assert_allclose(rates, [0.1])


WRONG = [
    ([], "at least one schedule, got none"),
    ([0.1], "must hold schedules, got 0.1"),
    ([lrlab.Constant(value=1), None], "must hold schedules, got None"),
    ([lrlab.Constant(value=1), lrlab.Linear(init_value=0, end_value=1, steps=3)],
     r"one structure, got `constant` first and another structure at 1: Linear\("),
    ([lrlab.Constant(value=1), lrlab.Constant(value=1, steps=3)], "another structure at 1"),
    ([lrlab.wsd(peak_value=1, total_steps=9), lrlab.warmup_cosine(peak_value=1, total_steps=9)],
     "another structure at 1"),
    ([lrlab.Table(values=[1, 2]), lrlab.Table(values=[1])], "one length.*with_total_steps"),
    (lrlab.Constant(value=1), "list of schedules"),
    (5, "list of schedules, got 5"),
]  # fmt: skip


@pytest.mark.parametrize(("schedules", "says"), WRONG)
def test_what_cannot_be_stacked_is_refused(schedules, says):
    with pytest.raises(lrlab.ScheduleError, match=says):
        lrlab.stack(schedules)
