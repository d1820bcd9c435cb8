"""Cycles with momentum: against torch at every update, and against fastai's formula."""

import math

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest

import lrlab
from lrlab.plans import cyclic_plan, one_cycle_plan

A = 0.3


def torch_values(make, n, adam):
    """The (rate, momentum) that each of `n` updates uses: the loop that PyTorch documents."""
    torch = pytest.importorskip("torch")
    parameters = [torch.nn.Parameter(torch.zeros(1))]
    if adam:
        optimizer = torch.optim.Adam(parameters, lr=A)
    else:
        optimizer = torch.optim.SGD(parameters, lr=A, momentum=0.9)
    scheduler = make(torch.optim.lr_scheduler, optimizer)
    found = []
    for t in range(n):
        group = optimizer.param_groups[0]
        found.append((group["lr"], group["betas"][0] if adam else group["momentum"]))
        optimizer.step()
        if t < n - 1:
            scheduler.step()
    return np.array(found).T


def assert_same(plan, theirs, name):
    ours = plan(np.arange(theirs.shape[1]))
    np.testing.assert_allclose(ours["lr"], theirs[0], rtol=0, atol=1e-12 * A)
    np.testing.assert_allclose(ours[name], theirs[1], rtol=0, atol=1e-12)


@pytest.mark.parametrize("adam", [False, True], ids=["momentum", "beta1"])
@hypothesis.settings(max_examples=60)
@hypothesis.given(
    total=st.integers(4, 60),
    share=st.sampled_from([0.25, 0.3, 0.4, 0.5]),
    anneal=st.sampled_from(["cosine", "linear"]),
    three_phase=st.booleans(),
    base=st.floats(0.5, 0.9),
    highest=st.floats(0.9, 0.99),
)
def test_one_cycle_is_that_of_torch(adam, total, share, anneal, three_phase, base, highest):
    # torch walks its phases backwards in time, which it then refuses to compute
    hypothesis.assume(share * total - 1 > 0 and (not three_phase or 2 * share * total < total + 1))
    name = "beta1" if adam else "momentum"
    plan = one_cycle_plan(
        A,
        total,
        form="torch",
        base_momentum=base,
        max_momentum=highest,
        momentum_name=name,
        peak_fraction=share,
        anneal=anneal,
        three_phase=three_phase,
    )

    def make(lib, optimizer):
        return lib.OneCycleLR(
            optimizer,
            max_lr=A,
            total_steps=total,
            pct_start=share,
            anneal_strategy={"cosine": "cos", "linear": "linear"}[anneal],
            base_momentum=base,
            max_momentum=highest,
            three_phase=three_phase,
        )

    assert_same(plan, torch_values(make, total, adam), name)


def test_the_defaults_are_those_of_torch():
    theirs = torch_values(lambda lib, opt: lib.OneCycleLR(opt, max_lr=A, total_steps=80), 80, False)

    assert_same(one_cycle_plan(A, 80, form="torch"), theirs, "momentum")


CYCLES = {
    "triangular": ({}, {}),
    "lopsided": ({"step_size_down": 8}, {"steps_down": 8}),
    "triangular2": ({"mode": "triangular2"}, {"cycle_factor": 0.5}),
    "exp_range": ({"mode": "exp_range", "gamma": 0.97}, {"step_factor": 0.97}),
}


@pytest.mark.parametrize("adam", [False, True], ids=["momentum", "beta1"])
@pytest.mark.parametrize(("theirs", "ours"), CYCLES.values(), ids=CYCLES)
def test_cycles_are_those_of_torch(theirs, ours, adam):
    name = "beta1" if adam else "momentum"
    plan = cyclic_plan(0.01, A, steps_up=5, momentum_name=name, **ours)

    def make(lib, optimizer):
        return lib.CyclicLR(optimizer, base_lr=0.01, max_lr=A, step_size_up=5, **theirs)

    assert_same(plan, torch_values(make, 47, adam), name)


@hypothesis.given(st.integers(1, 200), st.sampled_from([0.1, 0.25, 0.5]))
def test_the_momentum_of_fastai_is_its_combination_of_cosines(total, share):
    def combined(position, start, middle, end):
        first = position < share
        low, high = (start, middle) if first else (middle, end)
        p = position / share if first else (position - share) / (1 - share)
        return low + (1 + math.cos(math.pi * (1 - p))) * (high - low) / 2

    plan = one_cycle_plan(A, total, form="fastai", peak_fraction=share)

    for t in range(total):
        values = plan(t)
        assert values["momentum"] == pytest.approx(combined(t / total, 0.95, 0.85, 0.95))
        assert values["lr"] == pytest.approx(combined(t / total, A / 25, A, A / 1e5))


@hypothesis.given(st.integers(2, 300), st.sampled_from(["triangle", "smith", "fastai", "torch"]))
def test_the_momentum_is_lowest_where_the_rate_is_highest(total, form):
    plan = one_cycle_plan(A, total, form=form)
    values = plan(np.linspace(0, total, 4 * total + 1))

    assert plan.total_steps == total
    assert plan["momentum"].floor_value >= 0.85
    assert plan["momentum"].peak_value <= 0.95
    assert values["momentum"][np.argmax(values["lr"])] <= values["momentum"].min() + 0.1 / total


def test_the_third_phase_of_smith_keeps_the_highest_momentum():
    plan = one_cycle_plan(A, 100, form="smith")

    assert {plan(t)["momentum"] for t in range(90, 101)} == {0.95}
    assert plan(45) == {"lr": A, "momentum": 0.85}


@hypothesis.given(
    st.integers(2, 300), st.integers(2, 3000), st.sampled_from(["smith", "fastai", "torch"])
)
def test_a_stretched_cycle_is_the_cycle_of_that_length(total, longer, form):
    for options in (
        {},
        {"form": form, "base_momentum": 0.8, "max_momentum": 0.99, "momentum_name": "beta1"},
        {"form": form, "peak_fraction": 0.4, "anneal": "linear", "three_phase": True},
    ):
        plan = one_cycle_plan(A, total, **options)

        assert plan.with_total_steps(longer) == one_cycle_plan(A, longer, **options)


@pytest.mark.parametrize(("form", "top"), [("torch", 299), ("triangle", 500)])
def test_a_stretched_momentum_is_lowest_where_the_rate_is_highest(form, top):
    plan = one_cycle_plan(A, 31, form=form).with_total_steps(1001)
    values = plan(np.arange(1001))

    assert abs(np.argmax(values["lr"]) - top) <= 1
    assert abs(np.argmin(values["momentum"]) - np.argmax(values["lr"])) <= 1


@hypothesis.given(st.integers(1, 30), st.integers(0, 30), st.integers(1, 300), st.integers(1, 999))
def test_a_stretched_cyclic_plan_stays_in_step(up, down, steps, longer):
    plan = cyclic_plan(0.0, 1.0, up, down, steps=steps, base_momentum=0.0, max_momentum=1.0)
    values = plan.with_total_steps(longer)(np.arange(longer))

    np.testing.assert_allclose(values["momentum"], 1.0 - values["lr"], rtol=0, atol=1e-12)


def test_the_rate_is_the_recipe():
    plan = one_cycle_plan(A, 100, form="torch", three_phase=True)

    assert plan["lr"] == lrlab.one_cycle(A, 100, form="torch", three_phase=True)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: one_cycle_plan(A, 10, base_momentum=2), "a fraction from 0 to 1, got 2"),
        (lambda: one_cycle_plan(A, 10, max_momentum=-1), "a fraction from 0 to 1, got -1"),
        (lambda: one_cycle_plan(-A, 10), "must be a finite rate"),
        (lambda: one_cycle_plan(A, 10, form="tourch"), 'Did you mean "torch"'),
        (lambda: lrlab.one_cycle_momentum(9, "tourch"), r"one_cycle_momentum\(form=.*\"torch\""),
        (lambda: lrlab.one_cycle_momentum(9, anneal="cosine"), "belongs to the forms"),
        (lambda: lrlab.one_cycle_momentum(9, "torch", anneal="cos"), "momentum\\(anneal=...\\)"),
        (lambda: lrlab.one_cycle_momentum(9, "torch", three_phase=1), "True or False, got 1"),
        (lambda: one_cycle_plan(A, 10, momentum_name="beta 1"), "Python identifier"),
        (lambda: one_cycle_plan(A, 10, momentum_name="lr"), "other than `lr`"),
        (lambda: cyclic_plan(0, A, 5, momentum_name="lr"), "other than `lr`"),
        (lambda: cyclic_plan(0, A, 5, base_momentum=2), r"cyclic_plan\(base_momentum=...\)"),
        (lambda: cyclic_plan(0, A, 0), "at least 1 update"),
    ],
)
def test_refuses(make, message):
    with pytest.raises(lrlab.ScheduleError, match=message):
        make()
