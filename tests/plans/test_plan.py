"""Plans: a mapping of schedules that is a value."""

import copy
import pickle

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import strategies

import lrlab
from lrlab.plans import Plan
from lrlab.policies import Controlled, ReduceOnPlateau

COSINE = lrlab.cosine_annealing(init_value=0.1, total_steps=100)

names = st.sampled_from(["lr", "momentum", "beta1", "weight_decay", "batch_size", "self", "t"])
groups = st.lists(st.sampled_from(["body", "head", "layers.0", "Γ 1"]), min_size=1, unique=True)


@st.composite
def plans(draw, schedules=strategies.short_schedules):
    named = draw(groups)
    members = st.one_of(schedules, st.fixed_dictionaries(dict.fromkeys(named, schedules)))
    entries = draw(st.dictionaries(names, members, min_size=1, max_size=3))
    return Plan(notes=draw(st.lists(st.text(max_size=9), max_size=2)), **entries)


def evaluated(text):
    lrlab.Constant  # noqa: B018 - the first use of a name imports all
    return eval(text, {**vars(lrlab), **vars(lrlab.policies), "Plan": Plan})


@hypothesis.given(plans())
def test_a_plan_is_a_value(plan):
    for twin in (pickle.loads(pickle.dumps(plan)), copy.deepcopy(plan), evaluated(repr(plan))):
        assert twin == plan
        assert hash(twin) == hash(plan)
        assert repr(twin) == repr(plan)
    assert Plan(**plan.arguments()) == plan == Plan.of(plan)


@hypothesis.given(plans())
def test_a_plan_is_a_mapping_of_what_it_was_given(plan):
    assert len(plan) == len(list(plan)) == len(plan.keys())
    assert set(plan.arguments()) - {"notes"} == set(plan)
    for name, value in plan.items():
        assert name in plan
        assert plan[name] == plan.get(name) == value
    assert plan.get("dampening") is None
    with pytest.raises(KeyError):
        plan["dampening"]


@hypothesis.given(plans(), st.integers(0, 500))
def test_its_values_are_those_of_its_schedules(plan, t):
    values = plan(t)

    assert list(values) == list(plan)
    for name, member in plan.items():
        expected = {g: s(t) for g, s in member.items()} if isinstance(member, dict) else member(t)
        assert values[name] == expected


@hypothesis.given(plans(), st.randoms())
def test_the_order_of_writing_makes_no_other_plan(plan, random):
    entries = list(plan.items())
    random.shuffle(entries)
    entries = {k: dict(reversed(v.items())) if isinstance(v, dict) else v for k, v in entries}
    shuffled = Plan(notes=plan.notes, **entries)

    assert shuffled == plan
    assert hash(shuffled) == hash(plan)


@hypothesis.given(plans(), st.integers(0, 300))
def test_the_plan_of_a_group_has_what_holds_for_that_group(plan, t):
    for group in plan.groups:
        expected = {k: v[group] if isinstance(v, dict) else v for k, v in plan(t).items()}
        assert plan.group(group)(t) == expected
        assert plan.group(group).groups == ()


def test_notes_and_schedules_tell_plans_apart():
    assert Plan(lr=COSINE) != Plan(lr=COSINE, notes=["why"])
    assert Plan(lr=COSINE) != Plan(momentum=COSINE)
    assert Plan(lr={"a": 1, "b": 2}) != Plan(lr={"a": 2, "b": 1})
    assert Plan(lr=COSINE) != COSINE
    assert Plan(lr=COSINE, notes=[]) == Plan(lr=COSINE) == Plan.of(COSINE)


def test_what_is_taken_out_of_a_plan_does_not_change_it():
    plan = Plan(lr={"body": 0.1})

    plan["lr"]["head"] = COSINE

    assert plan == Plan(lr={"body": 0.1})
    with pytest.raises(AttributeError):
        plan.notes = ()


@pytest.mark.parametrize("library", ["numpy", "torch", "jax.numpy"])
def test_a_plan_computes_on_arrays(library):
    xp = pytest.importorskip(library)
    plan = Plan(lr={"body": COSINE, "head": COSINE.scaled(10)}, momentum=0.9)

    values = plan(xp.arange(50))

    assert type(values["momentum"]) is type(xp.arange(50))
    np.testing.assert_allclose(values["lr"]["head"], COSINE.scaled(10)(np.arange(50)), rtol=1e-5)


def test_a_plan_runs_inside_a_compiled_program():
    jax = pytest.importorskip("jax")
    plan = Plan(lr={"body": COSINE, "head": COSINE.scaled(10)}, momentum=0.9)

    compiled = jax.jit(plan)(7)

    np.testing.assert_allclose(compiled["lr"]["head"], 10 * COSINE(7), rtol=1e-6)


# -- lengths and peaks -----------------------------------------------------------------------------

ENDLESS = lrlab.InverseSqrt(init_value=0.1, timescale=10)


@pytest.mark.parametrize(
    ("plan", "total"),
    [
        (Plan(lr=COSINE, momentum=0.9), 100),
        (Plan(lr=COSINE, weight_decay=lrlab.Constant(value=0.1, steps=150)), 150),
        (Plan(lr={"body": COSINE, "head": 0.1}), 100),
        (Plan(lr=0.1, momentum=COSINE), None),
        (Plan(lr=ENDLESS, momentum=COSINE), None),
        (Plan(momentum=COSINE, weight_decay=0.1), 100),
        (Plan(momentum=0.9), None),
    ],
)
def test_a_plan_is_as_long_as_its_longest_schedule_that_ends(plan, total):
    assert plan.total_steps == total


def test_a_stretched_plan_keeps_the_proportions_of_its_schedules():
    plan = Plan(
        lr={"body": COSINE, "head": 0.1},
        momentum=lrlab.Linear(init_value=0.8, end_value=0.9, steps=50),
        notes=["why"],
    ).with_total_steps(1000)

    assert plan.total_steps == 1000
    assert plan["lr"]["body"] == COSINE.with_total_steps(1000)
    assert plan["lr"]["head"] == lrlab.Constant(value=0.1)
    assert plan["momentum"].total_steps == 500
    assert plan.notes == ("why",)


@hypothesis.given(plans(), st.integers(0, 5000))
def test_a_stretched_plan_has_the_length_asked_for(plan, total):
    hypothesis.assume(plan.total_steps)

    try:
        stretched = plan.with_total_steps(total)
    except lrlab.ScheduleError:  # an absolute length inside does not fit
        hypothesis.reject()

    assert stretched.total_steps == total


def test_a_new_peak_keeps_the_ratios_of_groups_and_leaves_the_rest():
    plan = Plan(lr={"body": COSINE, "head": COSINE.scaled(10)}, momentum=0.9)

    scaled = plan.with_peak(3.0)

    assert scaled(0) == {"lr": {"body": pytest.approx(0.3), "head": 3.0}, "momentum": 0.9}
    assert scaled(60)["lr"]["body"] == pytest.approx(scaled(60)["lr"]["head"] / 10)
    assert Plan(lr=COSINE).with_peak(3.0) == Plan(lr=COSINE.with_peak(3.0))
    assert plan.scaled(2)(30)["lr"]["body"] == 2 * COSINE(30)
    assert plan.scaled(1) == plan


def test_a_changed_plan_is_another_one():
    plan = Plan(lr=COSINE, momentum=0.9)

    assert plan.with_value(momentum=0.8, notes=["why"])(0) == {"lr": 0.1, "momentum": 0.8}
    assert plan.with_value(beta2=0.99)["beta2"] == lrlab.Constant(value=0.99)
    assert plan == Plan(lr=COSINE, momentum=0.9)


# -- policies --------------------------------------------------------------------------------------


def test_a_plan_holds_schedules_under_a_policy():
    controlled = Controlled(schedule=COSINE, policy=ReduceOnPlateau())
    plan = Plan(lr={"body": COSINE, "head": controlled})

    assert evaluated(repr(plan)) == plan
    assert plan.total_steps == 100
    assert plan.with_peak(1.0)["lr"]["head"].policy == controlled.policy
    assert plan.with_peak(1.0)["lr"]["head"].schedule.peak_value == 1.0
    assert "lr['head']: controlled" in str(plan.describe())
    with pytest.raises(lrlab.ScheduleError, match="depends on what was measured"):
        plan(0)


# -- what it says, and what it refuses -------------------------------------------------------------


def test_it_describes_every_schedule_and_says_its_notes():
    plan = Plan(lr={"body": COSINE, "head": 0.1}, momentum=0.9, notes=["Because."])

    described = plan.describe()

    assert [where for where, _ in described.members] == ["lr['body']", "lr['head']", "momentum"]
    assert [facts.steps for _, facts in described.members] == [100, 100, 100]
    assert described.sentences()[:2] == ["100 updates", "Because."]
    assert described.as_dict()["members"]["momentum"]["peak_value"] == 0.9
    assert plan.describe(steps=7).members[0][1].steps == 7
    assert Plan(lr=0.1).describe().members[0][1].steps == 10_000


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Plan(), "at least one hyper-parameter, got none"),
        (lambda: Plan(notes=["why"]), "at least one hyper-parameter"),
        (lambda: Plan(lr="cosine"), r"`Plan\(lr=...\)` must be a schedule, .* got 'cosine'"),
        (lambda: Plan(lr=-0.1), r"must be a finite rate, 0 or more, got -0.1"),
        (lambda: Plan(lr={}), "at least one group, got none"),
        (lambda: Plan(lr={"body": "x"}), r"`Plan\(lr=...\)\['body'\]` must be a schedule"),
        (lambda: Plan(lr={"bo'dy": 1}), "texts without quotes"),
        (lambda: Plan(lr={"": 1}), "texts without quotes"),
        (lambda: Plan(lr={3: 1}), "texts without quotes"),
        (lambda: Plan(lr={"kind": 1}), "other than `kind`, got 'kind'"),
        (lambda: Plan(kind=1), "identifier other than `kind`"),
        (lambda: Plan(**{"weight decay": 1}), "Python identifier .* got 'weight decay'"),
        (lambda: Plan(**{"lambda": 1}), "Python identifier .* got 'lambda'"),
        (lambda: Plan(lr={"a": 1, "b": 2}, momentum={"a": 1}), "the same groups as `lr`, 'a', 'b'"),
        (lambda: Plan(lr=1, notes="why"), "must be a list of texts, got 'why'"),
        (lambda: Plan(lr=1, notes=[1]), "must be a list of texts"),
        (lambda: Plan.of("cosine"), "must be a schedule"),
        (lambda: Plan(lr={"head": 1}).group("haed"), 'Did you mean "head"'),
        (lambda: Plan(lr=1).group("head"), "one of the plan's groups"),
        (lambda: Plan(lr=1).with_total_steps(5), "needs a plan that ends"),
        (lambda: Plan(lr=COSINE).with_total_steps(-5), "whole number of optimizer updates"),
        (lambda: Plan(momentum=1).with_peak(1), "needs a plan with `lr`, got one of momentum"),
        (lambda: Plan(momentum=1).scaled(2), "needs a plan with `lr`"),
        (lambda: Plan(lr=1).scaled(-2), "0 or more, got -2"),
        (lambda: Plan(lr={"a": 0, "b": 0}).with_peak(1), "finite and above 0, got 0"),
        (lambda: Plan(lr=1)("x"), "`t` must be a finite real number"),
    ],
)
def test_refuses(make, message):
    with pytest.raises(lrlab.ScheduleError, match=message):
        make()
