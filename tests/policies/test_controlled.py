"""A schedule under a policy: warm-up with a plateau, replay, rescaling, values."""

import pickle

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import torch

import lrlab
from lrlab.policies import Controlled, Greedy, NewBob, ReduceOnPlateau
from policies import cases

WARMUP = lrlab.Linear(init_value=0.0, end_value=0.8, steps=4)
WARM = WARMUP.then(lrlab.Constant(value=0.8))
HALVES = ReduceOnPlateau(factor=0.5, patience=0)

schedules = st.sampled_from(
    [WARM, lrlab.Constant(value=0.3), lrlab.warmup_cosine(peak_value=0.1, total_steps=30)]
)
controlled = st.builds(
    Controlled, schedule=schedules, policy=cases.policies, from_step=st.integers(0, 12)
)


@hypothesis.given(controlled, cases.wild_runs, st.integers(1, 4), st.integers(0, 9))
def test_replay_is_the_run_step_by_step(run, metrics, every, more):
    total = len(metrics) * every + more
    state, rates = run.init(), []
    for t in range(total):
        rates.append(run.rate(t, state))
        if (t + 1) % every == 0 and t // every < len(metrics):
            state = run.update(state, metrics[t // every], t)

    replayed = run.replay(metrics, every=every, total_steps=total)

    np.testing.assert_allclose(replayed, rates, rtol=1e-14)
    assert replayed.shape == (total,)


@hypothesis.given(controlled, cases.runs, st.integers(1, 4))
def test_a_mapping_says_after_which_updates(run, metrics, every):
    by_update = {every * (i + 1) - 1: metric for i, metric in enumerate(metrics)}

    found = run.replay(dict(reversed(by_update.items())))

    np.testing.assert_array_equal(found, run.replay(metrics, every=every))


@hypothesis.given(
    cases.plateaus(min_value=0.0, eps=0.0),
    schedules,
    st.floats(0.01, 10.0),
    cases.runs,
)
def test_a_scaled_schedule_scales_the_rates(policy, schedule, peak, metrics):
    plain = Controlled(schedule=schedule, policy=policy)
    scaled = Controlled(schedule=schedule.with_peak(peak), policy=policy)

    factor = peak / schedule.peak_value

    np.testing.assert_allclose(scaled.replay(metrics), factor * plain.replay(metrics), rtol=1e-12)


def test_a_plateau_after_a_warmup():
    run = Controlled(schedule=WARM, policy=HALVES, from_step=4)

    rates = run.replay([9.0, 9.0, 9.0, 9.0, 2.0, 1.0, 1.0, 1.0])

    np.testing.assert_allclose(rates, [0.0, 0.2, 0.4, 0.6, 0.8, 0.8, 0.8, 0.4])


def test_metrics_of_the_warmup_are_heard_unless_told_otherwise():
    loud = Controlled(schedule=WARM, policy=HALVES)

    rates = loud.replay([1.0, 9.0, 9.0, 0.5, 0.4])

    np.testing.assert_allclose(rates, [0.0, 0.2, 0.2, 0.15, 0.2])


@hypothesis.given(cases.policies, st.lists(cases.anything, min_size=4, max_size=4), cases.runs)
def test_what_was_measured_in_a_silent_warmup_makes_no_difference(policy, early, metrics):
    run = Controlled(schedule=WARM, policy=policy, from_step=4)

    found = run.replay([*early, *metrics], total_steps=50)

    np.testing.assert_array_equal(found, run.replay([0.0] * 4 + metrics, total_steps=50))


@pytest.mark.parametrize("t", [4, 4.0, np.int64(4), np.array(4), torch.tensor(4)])
def test_an_update_is_one_number_of_any_library(t):
    run = Controlled(schedule=WARM, policy=HALVES, from_step=4)
    state = run.init()

    assert run.update(state, 1.0, t - 1) == state
    assert run.update(state, 1.0, t).best == 1.0


def test_the_update_is_needed_where_it_matters():
    run = Controlled(schedule=WARM, policy=HALVES, from_step=4)

    with pytest.raises(lrlab.ScheduleError, match="`t` must be given with every metric"):
        run.update(run.init(), 1.0)
    with pytest.raises(lrlab.ScheduleError, match="`t` must be one real number"):
        run.update(run.init(), 1.0, "4")


def test_the_floor_is_that_of_the_rate_at_the_peak():
    policy = ReduceOnPlateau(factor=0.1, patience=0, min_value=0.2)
    run = Controlled(schedule=WARM, policy=policy)

    rates = run.replay([1.0, 1.0, 1.0, 1.0, 1.0, 1.0])

    np.testing.assert_allclose(rates, [0.0, 0.2, 0.1, 0.15, 0.2, 0.2])


def test_another_reference_than_the_peak():
    policy = ReduceOnPlateau(factor=0.5, patience=0, min_value=0.6)
    run = Controlled(schedule=lrlab.Constant(value=0.8), policy=policy)
    state = run.init(1.0)

    state = run.update(run.update(state, 1.0), 1.0)

    assert run.rate(9, state) == pytest.approx(0.8 * 0.6)


def test_rates_of_many_updates_at_once():
    run = Controlled(schedule=WARM, policy=HALVES)
    state = run.update(run.update(run.init(), 1.0), 1.0)

    np.testing.assert_array_equal(run.rate(np.arange(9), state), 0.5 * WARM(np.arange(9)))


@hypothesis.given(controlled)
def test_is_a_value(run):
    twin = pickle.loads(pickle.dumps(run))

    assert twin == run
    assert hash(twin) == hash(run)
    assert eval(repr(run), {**vars(lrlab.schedules), **vars(lrlab.policies)}) == run
    assert lrlab.from_json(run.to_json()) == run
    assert lrlab.parse(repr(run)) == run


def test_no_metrics_no_updates():
    run = Controlled(schedule=WARM, policy=NewBob())

    assert run.replay([]).shape == (0,)
    assert run.replay({}, total_steps=3).tolist() == WARM([0, 1, 2]).tolist()


@pytest.mark.parametrize(
    ("schedule", "arguments", "says"),
    [
        (WARM, {"metrics": 1.0}, "`replay(metrics=...)` must be a list of numbers"),
        (WARM, {"metrics": "12"}, "`replay(metrics=...)` must be a list of numbers"),
        (WARM, {"metrics": [None]}, "`metric` must be one real number"),
        (WARM, {"metrics": [1.0], "every": 0}, "`replay(every=...)` must be a whole number"),
        (WARM, {"metrics": {3: 1.0}, "every": 2}, "must be 1 for a mapping"),
        (WARM, {"metrics": {-1: 1.0}}, "must be a whole number of optimizer updates"),
        (WARM, {"metrics": [1.0], "total_steps": -1}, "`replay(total_steps=...)` must be"),
        (lrlab.Constant(value=0.0), {"metrics": [1.0]}, "finite and above 0, got 0.0"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_runs_are_refused(schedule, arguments, says):
    with pytest.raises(lrlab.ScheduleError) as refused:
        Controlled(schedule=schedule, policy=Greedy(max_value=1.0)).replay(**arguments)

    assert says in str(refused.value)
