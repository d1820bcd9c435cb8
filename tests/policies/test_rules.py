"""Who cuts when: the conventions, what is no number, and what is refused."""

import contextlib
import math

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import torch

import lrlab
from lrlab.policies import Controlled, Greedy, NewBob, ReduceOnPlateau
from policies import cases

NEVER_BETTER = [1.0] * 12


def first_cut(policy, metrics=NEVER_BETTER):
    """The number of the bad evaluation that cuts; the first metric is the best one."""
    state = policy.init()
    for number, metric in enumerate(metrics):
        state = policy.update(state, metric)
        if state.scale < 1:
            return number
    return None


@pytest.mark.parametrize(
    ("counting", "patience", "bad"),
    [
        ("torch", 0, 1),
        ("torch", 1, 2),
        ("torch", 3, 4),
        ("keras", 0, 1),
        ("keras", 1, 1),
        ("keras", 3, 3),
        ("optax", 1, 1),
        ("optax", 3, 3),
    ],
)
def test_patience_is_counted_as_the_original_does(counting, patience, bad):
    assert first_cut(ReduceOnPlateau(patience=patience, counting=counting)) == bad


@pytest.mark.parametrize(("counting", "ignored"), [("torch", 3), ("optax", 3), ("keras", 2)])
def test_cooldown_is_counted_as_the_original_does(counting, ignored):
    policy = ReduceOnPlateau(patience=1, cooldown=3, counting=counting, factor=0.5)
    state, scales = policy.init(), []
    for metric in NEVER_BETTER:
        state = policy.update(state, metric)
        scales.append(state.scale)
    first, second = scales.index(0.5), scales.index(0.25)

    assert second - first - 1 == ignored + (1 if counting == "torch" else 0)


@pytest.mark.parametrize("counting", ["keras", "optax"])
@hypothesis.given(cases.runs, st.integers(1, 4), st.integers(1, 4))
def test_the_conventions_are_torchs_with_other_numbers(counting, metrics, patience, cooldown):
    ours = ReduceOnPlateau(patience=patience, cooldown=cooldown, counting=counting)
    torchs = ReduceOnPlateau(
        patience=patience - 1, cooldown=cooldown - (1 if counting == "keras" else 0)
    )
    states = ours.init(), torchs.init()

    for metric in metrics:
        states = ours.update(states[0], metric), torchs.update(states[1], metric)
        assert states[0] == states[1]


PLATEAU = ReduceOnPlateau(factor=0.5, patience=1)
UPWARDS = ReduceOnPlateau(mode="max", factor=0.5, patience=1)
GREEDY = Greedy(max_value=1.0, factor=0.5, patience=1)


@pytest.mark.parametrize(
    ("policy", "bad"),
    [(PLATEAU, 9.0), (UPWARDS, -9.0), (GREEDY, 9.0), (NewBob(patience=1), 9.0)],
    ids=str,
)
def test_a_nan_counts_as_no_improvement(policy, bad):
    state = twin = policy.update(policy.init(), 1.0)

    for metric in [math.nan, math.nan, math.nan, 0.5]:
        state = policy.update(state, metric)
    for metric in [bad, bad, bad, 0.5]:
        twin = policy.update(twin, metric)

    assert state.scale == twin.scale < 1


def test_a_nan_leaves_the_mean_that_it_was_in():
    policy = ReduceOnPlateau(accumulation_size=2, patience=0, factor=0.5)
    state = policy.init()
    for metric in [1.0, 1.0, 0.5, math.nan, 0.5, 0.5]:
        state = policy.update(state, metric)
    assert (state.scale, state.best) == (0.5, 0.5)

    policy = Greedy(max_value=1.0, window_size=2, patience=9)
    state = policy.init()
    for metric in [1.0, math.nan, 0.5, 0.5]:
        state = policy.update(state, metric)
    assert state.best == 0.5


def test_infinite_metrics_are_compared_as_numbers():
    """So a loss of minus infinity stays the best for ever, as in torch."""
    state = PLATEAU.init()
    for metric in [math.inf, 1.0, -math.inf, 0.0, 0.0]:
        state = PLATEAU.update(state, metric)

    assert (state.scale, state.best) == (0.5, -math.inf)


def test_greedy_begins_anew_after_cuts_at_the_floor():
    policy = Greedy(
        max_value=1.0, min_value=0.05, factor=0.5, patience=0, reset_patience=2, atol=0.0
    )
    state, scales = policy.init(0.1), []
    for metric in [1.0, 2.0, 2.0, 2.0, 2.0, 2.0]:
        state = policy.update(state, metric)
        scales.append(state.scale)

    assert scales == [2.0, 1.0, 0.5, 1.0, 2.0, 1.0]


@pytest.mark.parametrize(
    "metric",
    [None, True, "0.1", [0.1], np.ones(2), 1j, 10**400, torch.tensor([True]), {"loss": 1.0}],
    ids=lambda metric: type(metric).__name__,
)
def test_a_metric_that_is_no_number_is_refused(metric):
    with pytest.raises(lrlab.ScheduleError, match="`metric` must be one real number, got"):
        PLATEAU.update(PLATEAU.init(), metric)


@pytest.mark.parametrize(
    "metric",
    [
        1,
        np.float32(1),
        np.int64(1),
        np.array(1.0),
        np.ones(1),
        torch.tensor(1.0, requires_grad=True),
    ],
    ids=lambda metric: type(metric).__name__,
)
def test_one_number_of_any_library_is_a_metric(metric):
    assert PLATEAU.update(PLATEAU.init(), metric).best == 1.0


def test_the_state_of_another_policy_is_refused():
    with pytest.raises(lrlab.ScheduleError, match="must be a `PlateauState`, the state of"):
        PLATEAU.update(NewBob().init(), 1.0)
    with pytest.raises(lrlab.ScheduleError, match="Begin with `init"):
        NewBob().state_to_dict(PLATEAU.init())


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: ReduceOnPlateau(factor=1.0), "`ReduceOnPlateau(factor=...)` must be a factor"),
        (lambda: ReduceOnPlateau(patience=-1), "must be a whole number of evaluations"),
        (lambda: ReduceOnPlateau(patience=0, counting="optax"), "use 1"),
        (lambda: ReduceOnPlateau(mode="mni"), 'Did you mean "min"?'),
        (lambda: ReduceOnPlateau(counting="pytorch"), 'Did you mean "torch"?'),
        (lambda: ReduceOnPlateau(rtol=1.0), "0 or more and below 1"),
        (lambda: ReduceOnPlateau(min_value=math.nan), "must be a finite rate"),
        (lambda: ReduceOnPlateau(accumulation_size=0), "1 or more"),
        (lambda: Greedy(max_value=0.1, min_value=0.2), "min_value <= max_value"),
        (lambda: Greedy(max_value=0.1, mode="up"), "must be a known word"),
        (lambda: Greedy(max_value=0.1, window_size=10**5), "at most 10,000"),
        (lambda: NewBob(factor=0.0), "above 0 and below 1"),
        (lambda: PLATEAU.init(0.0), "must be a finite number above 0"),
        (lambda: Controlled(schedule=0.1, policy=PLATEAU), "must be a schedule"),
        (lambda: Controlled(schedule=lrlab.Constant(value=1), policy="plateau"), "be a policy"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_arguments_are_refused_with_a_remedy(made, says):
    with pytest.raises(lrlab.ScheduleError) as refused:
        made()

    assert says in str(refused.value)


STORED = PLATEAU.state_to_dict(PLATEAU.init(0.1))


def changed(**numbers):
    return {**STORED, "state": {**STORED["state"], **numbers}}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "must be an object with `lrlab`, `policy` and `state`"),
        ({"lrlab": 1}, "must be an object with `lrlab`, `policy` and `state`"),
        ({**STORED, "lrlab": 2}, "pip install --upgrade"),
        ({**STORED, "lrlab": "1"}, "`$.lrlab` must be 1"),
        ({**STORED, "policy": "NewBob()"}, "the policy that wrote it"),
        ({**STORED, "state": {"value": 0.1}}, "`$.state` must hold value, reference_value"),
        ({**STORED, "state": None}, "`$.state` must hold"),
        (changed(best="low"), "`$.state.best` must be a number"),
        (changed(best=True), "`$.state.best` must be a number"),
        (changed(best=10**400), "`$.state.best` must be a number"),
        (changed(bad=1.5), "`$.state.bad` must be a count"),
        (changed(bad=-1), "`$.state.bad` must be a count"),
        (changed(bad=2**40), "`$.state.bad` must be a count"),
        (changed(value="nan"), "must scale the rate by a finite number"),
        (changed(value=-0.1), "must scale the rate by a finite number"),
        (changed(reference_value=0), "must scale the rate by a finite number"),
    ],
    ids=str,
)
def test_what_is_no_stored_state_is_refused(data, says):
    with pytest.raises(lrlab.SpecError) as refused:
        PLATEAU.state_from_dict(data)

    assert says in str(refused.value)


@pytest.mark.parametrize("window", [None, [0.0], [0.0, "x"]])
def test_a_stored_window_is_a_list_of_its_length(window):
    policy = Greedy(max_value=1.0, window_size=2)
    stored = policy.state_to_dict(policy.init())
    stored["state"]["window"] = window

    with pytest.raises(lrlab.SpecError, match=r"\$\.state\.window"):
        policy.state_from_dict(stored)


def test_the_states_of_many_runs_are_not_stored_as_one():
    many = PLATEAU.init()._replace(best=np.ones(3))

    with pytest.raises(lrlab.ScheduleError, match=r"`state.best` must be one number"):
        PLATEAU.state_to_dict(many)


@hypothesis.given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["lrlab", "policy", "state", "value", "best"]), inner)
        ),
        max_leaves=8,
    )
)
def test_whatever_is_read_gives_a_state_or_a_typed_error(data):
    for document in (data, {**STORED, "state": data}, changed(value=data), changed(bad=data)):
        with contextlib.suppress(lrlab.SpecError):
            assert PLATEAU.state_from_dict(document).scale >= 0
