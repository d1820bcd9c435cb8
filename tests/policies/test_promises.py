"""Every policy keeps its promises, whatever is measured."""

import dataclasses
import json
import pickle
from typing import Any, ClassVar, NamedTuple, final

import hypothesis
import hypothesis.strategies as st
import jax
import numpy as np
import pytest

import lrlab
from lrlab import policies
from lrlab.policies import AbstractPolicy, Controlled, Greedy, NewBob, ReduceOnPlateau
from lrlab.testing import check_policy
from policies import cases

ONE_OF_EACH = [
    ReduceOnPlateau(patience=2),
    ReduceOnPlateau(mode="max", factor=0.5, cooldown=2, accumulation_size=3, counting="keras"),
    ReduceOnPlateau(patience=1, rtol=0.0, atol=0.125, min_scale=0.01, counting="optax"),
    Greedy(max_value=1.0, min_value=0.01, factor=0.5, patience=1, window_size=3, reset_patience=2),
    NewBob(patience=1),
]


@hypothesis.settings(max_examples=50)
@hypothesis.given(cases.policies, cases.wild_runs)
def test_keeps_the_promises_of_every_policy(policy, metrics):
    check_policy(policy, metrics)


@pytest.mark.parametrize("policy", ONE_OF_EACH, ids=str)
def test_computes_the_same_in_compiled_programs_and_with_tensors(policy):
    check_policy(policy, frameworks=["jax", "torch"])


def test_one_of_each_is_one_of_each():
    assert {type(policy) for policy in ONE_OF_EACH} == set(policies.POLICIES)


def test_every_policy_is_exported():
    assert set(policies.POLICIES) == {ReduceOnPlateau, Greedy, NewBob}
    for name in policies.NAMES:
        assert hasattr(policies, name)


@hypothesis.given(cases.policies, cases.references, cases.wild_runs, st.data())
def test_a_stored_state_goes_on_as_if_nothing_had_happened(policy, reference, metrics, data):
    where = data.draw(st.integers(0, len(metrics)))
    never_stopped = policy.init(reference)
    for metric in metrics:
        never_stopped = policy.update(never_stopped, metric)

    state = policy.init(reference)
    for metric in metrics[:where]:
        state = policy.update(state, metric)
    text = json.dumps(policy.state_to_dict(state), allow_nan=False)
    resumed = policy.state_from_dict(json.loads(text))
    for metric in metrics[where:]:
        resumed = policy.update(resumed, metric)

    assert repr(resumed) == repr(never_stopped)


@hypothesis.given(cases.policies, cases.runs)
def test_states_are_never_changed_and_can_be_pickled(policy, metrics):
    start = policy.init()
    for metric in metrics:
        before = tuple(start)
        policy.update(start, metric)
        assert tuple(start) == before
        start = policy.update(start, metric)
    assert pickle.loads(pickle.dumps(start)) == start


@pytest.mark.parametrize("policy", ONE_OF_EACH, ids=str)
def test_scan_and_vmap_over_many_runs_in_float64(policy):
    runs = np.random.default_rng(7).integers(0, 40, size=(5, 60)) / 16

    def scales(metrics):
        def step(state, metric):
            state = policy.update(state, metric)
            return state, state.scale

        return jax.lax.scan(step, policy.init(0.1), metrics)[1]

    with jax.enable_x64(True):
        found = jax.jit(jax.vmap(scales))(jax.numpy.asarray(runs))

    for run, row in zip(runs, found, strict=True):
        state, wanted = policy.init(0.1), []
        for metric in run:
            state = policy.update(state, metric)
            wanted.append(state.scale)
        np.testing.assert_allclose(row, wanted, rtol=1e-12)


@pytest.mark.parametrize("policy", ONE_OF_EACH, ids=str)
def test_a_training_loop_evaluates_now_and_then_inside_scan(policy):
    run = Controlled(schedule=lrlab.Constant(value=0.1), policy=policy, from_step=8)
    losses = np.random.default_rng(3).integers(0, 40, size=64) / 16

    def step(state, update):
        t, loss = update
        rate = run.rate(t, state)
        heard = jax.lax.cond(t % 4 == 3, lambda: run.update(state, loss, t), lambda: state)
        return heard, rate

    _, rates = jax.lax.scan(step, run.init(), (np.arange(64), losses))

    wanted = run.replay(losses[3::4], every=4)
    np.testing.assert_allclose(rates, wanted, rtol=1e-5)


class HalvedState(NamedTuple):
    scale: float


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class HalvedAbove(AbstractPolicy):
    """A policy of one's own: half the rate after each metric above a limit."""

    limit: lrlab.schedules.Rate = 1.0

    state_type: ClassVar[type[HalvedState]] = HalvedState

    def _start(self, reference_value: Any) -> HalvedState:
        return HalvedState(1.0)

    def _next(self, state: HalvedState, metric: Any, xp: Any) -> HalvedState:
        return HalvedState(xp.where(metric > self.limit, 0.5 * state.scale, state.scale))


def test_a_policy_of_ones_own_is_a_policy_like_any_other():
    check_policy(HalvedAbove(limit=0.5), frameworks=["jax", "torch"])


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Unbounded(AbstractPolicy):
    """Multiplies the rate by every metric, whatever it is."""

    state_type: ClassVar[type[HalvedState]] = HalvedState

    def _start(self, reference_value: Any) -> HalvedState:
        return HalvedState(1.0)

    def _next(self, state: HalvedState, metric: Any, xp: Any) -> HalvedState:
        return HalvedState(state.scale * abs(metric))


def test_the_check_finds_a_broken_promise():
    with pytest.raises(AssertionError, match="makes the scale nan"):
        check_policy(Unbounded(), [1.0, 2.0])
