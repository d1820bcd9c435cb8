"""Planning: cooldowns that branch off, runs that go on, any two of three lengths, differences."""

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import strategies

import lrlab
from lrlab.testing import check_schedule

PLAN = lrlab.warmup_cosine(peak_value=0.1, total_steps=100, warmup_steps=10)
TRUNK = lrlab.Linear(init_value=0.0, end_value=0.1, steps=10).then(lrlab.Constant(value=0.1))
WAYS = ["rescale", "rewarm", "hold", "cooldown"]


@st.composite
def unfinished(draw):
    schedule = draw(strategies.ending(strategies.short_schedules))
    return schedule, draw(st.integers(0, schedule.total_steps))


@hypothesis.given(unfinished(), st.integers(0, 50), st.sampled_from(WAYS))
def test_what_was_trained_stays_as_it_was(run, added, how):
    schedule, at = run
    try:
        longer = lrlab.extend(schedule, at + added, how, at=at)
    except lrlab.ScheduleError:
        assert how == "rescale"  # absolute lengths inside do not fit the new length
        return

    done = np.arange(at)

    assert longer.total_steps == at + added
    np.testing.assert_allclose(longer(done), schedule(done), atol=1e-12 * schedule.peak_value)


@hypothesis.given(unfinished(), st.integers(0, 50), st.sampled_from(["linear", "1-sqrt"]))
def test_a_cooldown_begins_at_the_rate_of_its_trunk(run, steps, shape):
    schedule, at = run

    branch = lrlab.cool_down(schedule, at=at, steps=steps, cooldown=shape)

    assert branch.total_steps == at + steps
    assert branch(at + steps) == 0.0
    if steps:
        assert branch(at) == pytest.approx(schedule(at), abs=1e-12)
    check_schedule(branch)


@pytest.mark.parametrize("how", WAYS)
def test_an_extended_run_is_a_schedule_like_any_other(how):
    longer = lrlab.extend(PLAN, 300, how, at=60)

    check_schedule(longer, frameworks=("jax", "torch"))


def test_rescale_goes_on_as_if_the_new_length_had_been_planned():
    longer = lrlab.extend(PLAN, 200, "rescale", at=60)

    t = np.arange(60, 200)
    np.testing.assert_allclose(longer(t), PLAN.with_total_steps(200)(t), rtol=1e-12)


def test_a_finished_run_warms_up_again():
    longer = lrlab.extend(PLAN, 300, "rewarm", peak_value=0.05, warmup_steps=50, end_value=0.01)

    assert [longer(t) for t in (100, 150, 300)] == pytest.approx([0.0, 0.05, 0.01])


def test_hold_and_cooldown_go_on_from_the_rate_of_the_run():
    held = lrlab.extend(TRUNK, 300, "hold", at=60)
    cooled = lrlab.extend(TRUNK, 300, "cooldown", at=60, cooldown_steps=100, cooldown="linear")

    assert held(299) == 0.1
    assert [cooled(t) for t in (200, 250, 300)] == pytest.approx([0.1, 0.05, 0.0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"how": "stretch"}, "`extend.how=....` must be a known word, got 'stretch'"),
        ({"how": "hold", "peak_value": 0.1}, 'is nothing that "hold" knows, got 0.1'),
        ({"how": "cooldown", "cooldown_steps": 500}, "must fit into the 200 updates that are"),
        ({"how": "hold", "at": 101}, "must lie within the 100 updates of the schedule, got 101"),
        ({"how": "hold", "total_steps": 50}, "at least the 100 updates that are done, got 50"),
        ({"how": "rewarm", "peak_value": -1}, "`extend.peak_value=....` must be a finite rate"),
        ({"how": "rewarm", "cooldown": "cosin"}, 'Did you mean "cosine"'),
    ],
)
def test_an_extension_refuses_what_it_does_not_know(arguments, message):
    with pytest.raises(lrlab.ScheduleError, match=message):
        lrlab.extend(PLAN, **{"total_steps": 300, **arguments})


def test_an_endless_run_must_say_how_far_it_is():
    with pytest.raises(lrlab.ScheduleError, match=r"`extend.at=....` must be given"):
        lrlab.extend(TRUNK, 300, "hold")


@hypothesis.given(warm=st.integers(0, 50), stable=st.integers(0, 500), cool=st.integers(0, 100))
def test_any_two_of_total_stable_and_cooldown_give_the_third(warm, stable, cool):
    total = warm + stable + cool
    by_total = lrlab.wsd(0.1, total, warmup_steps=warm, cooldown_steps=cool)

    from_phases = lrlab.wsd(0.1, warmup_steps=warm, stable_steps=stable, cooldown_steps=cool)
    from_stable = lrlab.wsd(0.1, total, warmup_steps=warm, stable_steps=stable)

    assert from_phases.expanded() == by_total.expanded() == from_stable.expanded()


def test_a_stretched_whole_stretches_its_stable_phase():
    schedule = lrlab.wsd(0.1, warmup_steps=50, stable_steps=750, cooldown_steps=200)

    longer = schedule.with_total_steps(2000)

    assert [piece.total_steps for piece in longer.expanded().pieces] == [50, 1750, 200]
    assert longer == eval(repr(longer), vars(lrlab))


@pytest.mark.parametrize(
    "schedule",
    [
        lrlab.wsd(0.1, 1000, stable_steps=500, warmup_steps=100),
        lrlab.wsd(0.1, 3, stable_steps=0, warmup_steps=3),
        lrlab.wsd(0.1, stable_steps=25),
        lrlab.warmup_cosine(0.1, 77, warmup_fraction=0.3),
    ],
)
def test_stretched_to_its_own_length_a_schedule_is_itself(schedule):
    assert schedule.with_total_steps(schedule.total_steps) is schedule


def test_the_cooldown_takes_the_rest_where_the_stable_phase_is_given():
    longer = lrlab.wsd(0.1, 1000, stable_steps=500, warmup_steps=100).with_total_steps(1200)

    assert [piece.total_steps for piece in longer.expanded().pieces] == [100, 500, 600]


def test_a_share_that_is_given_is_kept():
    with pytest.raises(lrlab.ScheduleError, match="must fill the 1000 updates"):
        lrlab.wsd(0.1, total_steps=1000, stable_steps=100, cooldown_fraction=0.2)

    assert lrlab.wsd(0.1, 1000).expanded() == lrlab.wsd(0.1, 1000, cooldown_fraction=0.2).expanded()


@hypothesis.given(
    stable=st.integers(0, 10**6),
    warmup=st.floats(0.0, 0.45),
    cooldown=st.floats(0.0, 0.45),
)
def test_a_stable_phase_with_shares_around_it_has_its_length(stable, warmup, cooldown):
    schedule = lrlab.wsd(
        0.1, stable_steps=stable, warmup_fraction=warmup, cooldown_fraction=cooldown
    )

    first, middle, last = (piece.total_steps for piece in schedule.expanded().pieces)

    assert middle == stable
    assert first == pytest.approx(warmup * schedule.total_steps, abs=1.0)
    assert last == pytest.approx(cooldown * schedule.total_steps, abs=1.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "Give any two of `total_steps`, `stable_steps` and `cooldown_steps`"),
        ({"stable_steps": 10, "warmup_fraction": 0.9}, "fractions that add up to 1.1"),
        (
            {"total_steps": 100, "stable_steps": 99},
            "must fill the 100 updates.*got 99 beside 5 and -4",
        ),
        (
            {"total_steps": 100, "stable_steps": 50, "cooldown_steps": 20},
            "must fill the 100 updates.*got 50 beside 5 and 20",
        ),
    ],
)
def test_lengths_that_do_not_add_up_are_refused(arguments, message):
    with pytest.raises(lrlab.ScheduleError, match=message):
        lrlab.wsd(0.1, **arguments)


def test_two_stages_meet_at_the_middle_value():
    schedule = lrlab.two_stage(
        peak_value=0.1, total_steps=1000, middle_value=0.02, warmup_steps=100, second_fraction=0.1
    )

    rates = [schedule(t) for t in (0, 100, 500, 900, 950, 1000)]

    assert rates == pytest.approx([0.0, 0.1, 0.06, 0.02, 0.01, 0.0])


@hypothesis.given(strategies.short_schedules)
def test_a_schedule_does_not_differ_from_itself(schedule):
    assert not lrlab.diff(schedule, lrlab.from_json(schedule.to_json()))


@hypothesis.given(strategies.short_schedules, strategies.short_schedules)
def test_the_stretches_are_the_updates_that_differ(one, other):
    found = lrlab.diff(one, other, steps=100)

    counted = {t for first, last in found.stretches for t in range(first, last + 1)}
    tiny = 1e-9 * max(one(np.arange(100)).max(), other(np.arange(100)).max())
    assert counted == {t for t in range(100) if abs(one(t) - other(t)) > tiny}
    assert found.count == len(counted)
    assert found.stretch_count == len(found.stretches)
    assert bool(found) == bool(counted)
    assert str(found)


COSINE = lrlab.Cosine(init_value=0.1, steps=100)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (COSINE.scaled(0.5), "the second is the first times 0.5"),
        (COSINE.slice(start=1), "the second is 1 update ahead of the first"),
        (COSINE.after("extrapolate"), "they differ only after the end, from update 100 on"),
        (lrlab.Cosine(init_value=0.1, steps=99), "steps: 100 against 99"),
        (lrlab.Linear(init_value=0.1, end_value=0.0, steps=100), "cosine against linear"),
        (TRUNK, "cosine against sequence"),
    ],
)
def test_a_difference_says_why(other, reason):
    assert reason in lrlab.diff(COSINE, other).sentences()


def test_the_pieces_that_differ_are_named():
    one = lrlab.Linear(init_value=0.0, end_value=0.1, steps=10).then(COSINE)
    other = lrlab.Linear(init_value=0.0, end_value=0.1, steps=10).then(COSINE.with_total_steps(90))

    assert "piece 1: steps: 100 against 90" in lrlab.diff(one, other).reasons
