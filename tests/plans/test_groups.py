"""Groups of parameters: factors, layers, and what is frozen at first."""

import itertools

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import strategies

import lrlab
from lrlab.plans import Plan, frozen_until, gradual_unfreezing, grouped, layerwise_decay

COSINE = lrlab.cosine_annealing(init_value=0.1, total_steps=100)
LAYERS = ["embedding", *(f"blocks.{i}" for i in range(12)), "head"]


def test_factors_multiply_the_rate_of_their_group():
    plan = Plan(lr=grouped(COSINE, {"body": 1, "head": 10.0, "frozen": 0}))

    values = plan(np.arange(101))["lr"]

    np.testing.assert_array_equal(values["body"], COSINE(np.arange(101)))
    np.testing.assert_allclose(values["head"], 10 * values["body"])
    assert not values["frozen"].any()
    assert plan["lr"]["body"] is COSINE


def test_layers_have_the_powers_of_beit_and_timm():
    """BEiT: d ** (L + 1 - i) for i = 0 (embeddings) to L + 1 (head), with L = 12 blocks."""
    rates = layerwise_decay(COSINE, LAYERS, decay_factor=0.65)

    assert list(rates) == LAYERS
    for i, rate in enumerate(rates.values()):
        assert rate(0) == pytest.approx(0.1 * 0.65 ** (12 + 1 - i), rel=1e-12)


def test_each_layer_of_ulmfit_has_the_rate_of_the_one_above_it_divided_by_2_6():
    rates = list(layerwise_decay(COSINE, LAYERS, decay_factor=1 / 2.6).values())

    for lower, upper in itertools.pairwise(rates):
        assert lower(40) == pytest.approx(upper(40) / 2.6)


@hypothesis.given(strategies.short_schedules, st.integers(0, 60))
def test_what_is_frozen_thaws_into_the_middle_of_its_schedule(schedule, step):
    hypothesis.assume(schedule.total_steps is None or step <= schedule.total_steps)
    thawed = frozen_until(schedule, step)
    t = np.arange(200)

    np.testing.assert_allclose(thawed(t), np.where(t < step, 0.0, schedule(t)), rtol=1e-12)
    assert thawed.total_steps == schedule.total_steps


def test_layers_thaw_from_the_top_one_per_epoch():
    """The loop of ULMFiT: in epoch k (from 0) the top k + 1 layers train."""
    rates = gradual_unfreezing(lrlab.Constant(value=1.0), LAYERS, every=7, decay_factor=0.5)

    for epoch in range(20):
        for t in range(7 * epoch, 7 * epoch + 7):
            training = [name for name, rate in rates.items() if rate(t) > 0]
            assert training == LAYERS[max(len(LAYERS) - 1 - epoch, 0) :]
    assert rates["blocks.11"](1000) == 0.5


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: grouped("x", {"a": 1}), r"`grouped\(schedule=...\)` must be a schedule"),
        (lambda: grouped(COSINE, ["a"]), "must map the names of groups to factors"),
        (lambda: grouped(COSINE, {}), "must map the names of groups to factors"),
        (lambda: grouped(COSINE, {"a": -1}), r"\['a'\]` must be a finite number, 0 or more"),
        (lambda: layerwise_decay(COSINE, []), "list of different names"),
        (lambda: layerwise_decay(COSINE, 3), "list of different names"),
        (lambda: layerwise_decay(COSINE, "head"), "list of different names"),
        (lambda: layerwise_decay(COSINE, ["a", "a"]), "list of different names"),
        (lambda: layerwise_decay(COSINE, ["a"], -1), "from 0 to 1, got -1"),
        (lambda: frozen_until(COSINE, 101), "within the schedule's 100 updates, got 101"),
        (lambda: frozen_until(COSINE, 0.5), "whole number of optimizer updates"),
        (lambda: gradual_unfreezing(COSINE, ["a", "b", "c"], every=60), "got 120"),
        (lambda: gradual_unfreezing(COSINE, ["a"], every=-1), "whole number"),
    ],
)
def test_refuses(make, message):
    with pytest.raises(lrlab.ScheduleError, match=message):
        make()
