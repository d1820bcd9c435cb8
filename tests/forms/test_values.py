"""Plans, policies and horizons in JSON and texts; lengths with units."""

import hypothesis
import hypothesis.strategies as st
import pytest
import strategies

import lrlab
from lrlab.testing import check_plan, check_value

HORIZON = lrlab.Horizon(dataset_size=50_000, batch_size=125, sequence_length=100, epochs=90)
POLICIES = st.sampled_from(
    [
        lrlab.ReduceOnPlateau(patience=3, counting="keras"),
        lrlab.Greedy(max_value=1.0),
        lrlab.NewBob(factor=0.25),
    ]
)
NAMES = st.text(st.characters(exclude_characters="'\"\\", categories=("L", "N", "P")), min_size=1)
MEMBERS = strategies.short_schedules | st.builds(
    lrlab.Controlled, schedule=strategies.short_shapes, policy=POLICIES
)


@st.composite
def plans(draw):
    groups = draw(st.lists(NAMES.filter(lambda name: name != "kind"), max_size=3, unique=True))
    entry = MEMBERS
    if groups:
        entry = MEMBERS | st.fixed_dictionaries(dict.fromkeys(groups, MEMBERS))
    names = draw(st.lists(st.sampled_from(["lr", "momentum", "beta1"]), min_size=1, unique=True))
    notes = draw(st.lists(st.text(), max_size=2))
    return lrlab.Plan(notes=notes, **{name: draw(entry) for name in names})


@hypothesis.given(plans())
def test_a_plan_is_what_it_is_written_as(plan):
    check_value(plan)


@pytest.mark.parametrize(
    "plan",
    [
        lrlab.one_cycle_plan(peak_value=0.1, total_steps=100, form="torch"),
        lrlab.Plan(
            lr=lrlab.layerwise_decay(lrlab.wsd(0.1, 1000), ["a", "b", "c"]), weight_decay=0.1
        ),
        lrlab.Plan(
            lr=lrlab.Controlled(schedule=lrlab.Constant(value=0.1), policy=lrlab.NewBob()),
            batch_size=lrlab.batch_size_ramp(8, 64, 8, 10_000),
        ),
        lrlab.practice("cnn", total_steps=1000).plan,
    ],
)
def test_plans_keep_their_promises(plan):
    check_plan(plan, frameworks=("jax", "torch"))


@pytest.mark.parametrize(
    "value",
    [
        lrlab.Controlled(schedule=lrlab.Constant(value=0.1), policy=lrlab.Greedy(max_value=1.0)),
        HORIZON,
        lrlab.Horizon(batch_size=lrlab.batch_size_ramp(8, 64, 8, 10_000), total_steps=500),
        lrlab.ReduceOnPlateau(patience=3),
    ],
)
def test_policies_and_horizons_are_what_they_are_written_as(value):
    check_value(value)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("total_steps=90ep", 36_000),
        ("total_steps=0.5ep", 200),
        ("total_steps=100%", 36_000),
        ("total_steps=1e6sp", 8_000),
        ("total_steps=1e6tok", 80),
        ("total_steps=500up", 500),
        ("total_steps=1_000up", 1_000),
    ],
)
def test_a_length_with_a_unit_becomes_updates(text, steps):
    found = lrlab.parse(f"cosine_annealing(init_value=0.1, {text})", horizon=HORIZON)

    assert found == lrlab.cosine_annealing(init_value=0.1, total_steps=steps)


@pytest.mark.parametrize("horizon", [None, HORIZON])
def test_a_percentage_is_a_share_of_the_length_beside_it(horizon):
    for length in ("1000", "1e3"):
        text = f"wsd(peak_value=0.1, total_steps={length}, warmup_steps=5%, cooldown_steps=30%)"

        found = lrlab.parse(text, horizon=horizon)

        assert found == lrlab.wsd(0.1, 1000, warmup_steps=50, cooldown_steps=300)


def test_units_stand_wherever_a_length_does():
    steps = "multi_step(init_value=0.1, milestones=[30ep, 60ep]).stepwise(1ep)"
    warmup = "linear(init_value=0, end_value=1, steps=5%)"

    found = lrlab.parse(f"{steps} * {warmup}", horizon=HORIZON)

    drops = lrlab.multi_step(init_value=0.1, milestones=[12_000, 24_000]).stepwise(400)
    assert found == drops * lrlab.Linear(init_value=0.0, end_value=1.0, steps=1800)


@pytest.mark.parametrize(
    ("text", "horizon", "says"),
    [
        ("cosine(init_value=1, steps=10ep)", None, '"10ep" at character 28 needs a horizon'),
        ("cosine(init_value=5%, steps=10)", HORIZON, "has no unit, got"),
        ("table(values=[1ep])", HORIZON, "has no unit, got"),
        ("reduce_on_plateau(patience=5ep)", HORIZON, "has no unit, got"),
        ("repeated(schedule=cosine(init_value=1, steps=1), times=5%)", HORIZON, "has no unit, got"),
        ("cosine(init_value=1, steps=10foo)", HORIZON, '"10foo" is no number at character 28'),
        ("cosine(init_value=1, steps=5%)", lrlab.Horizon(), "at character 28"),
        ("warmup_cosine(peak_value=1, total_steps=5%)", None, "needs a horizon"),
        ("plan(lr={a: 5ep})", HORIZON, r'plan\(lr=...\)` has no unit, got "5ep" at char'),
        ("plan(times=5ep)", HORIZON, "has no unit, got"),
        ("plan(lr=cosine(init_value=1, steps=3), lr=1)", None, '"lr" is given twice'),
        ("plan(lr={body: 1, body: 2})", None, '"body" is given twice'),
        ("plan(lr={body})", None, "expected `:` after the name of a group"),
        ("plan(notes=[])", None, "at least one hyper-parameter"),
        ("plan(lr=1) then constant(value=1)", None, "must hold schedules"),
        ("controlled(schedule=constant(value=1), policy=cosine(init_value=1, steps=1))", None,
         "must be a policy"),
        ("constant(value={a: 1})", None, "must be a finite rate"),
    ],
)  # fmt: skip
def test_refuses_with_the_place(text, horizon, says):
    with pytest.raises(lrlab.SpecError, match=says):
        lrlab.parse(text, horizon=horizon)
