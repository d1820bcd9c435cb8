"""Plans, policies and horizons in JSON and texts; lengths with units; schedules of one's own."""

import dataclasses
import importlib.metadata
import json

import hypothesis
import hypothesis.strategies as st
import pytest
import strategies

import lrlab
from lrlab import forms
from lrlab.forms import _entry_points
from lrlab.schedules import Rate, Steps
from lrlab.testing import check_plan, check_schedule, check_value

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


@dataclasses.dataclass(frozen=True, kw_only=True)
class HalfSine(lrlab.AbstractSchedule):
    height: Rate
    steps: Steps

    def _formula(self, t, xp):
        return self.height * xp.sin(xp.pi * t / self.steps)


def test_a_registered_shape_is_a_full_citizen():
    lrlab.register("half_sine")(HalfSine)
    schedule = HalfSine(height=0.1, steps=100)

    assert lrlab.parse("half_sine(height=0.1, steps=100)") == schedule
    assert lrlab.from_json(schedule.then(lrlab.Constant(value=0.1)).to_json()).pieces[0] == schedule
    check_schedule(schedule, frameworks=("jax", "torch"))
    check_schedule(lrlab.Constant(value=0.1, steps=3).then(schedule))


def test_a_registered_function_is_a_recipe():
    @lrlab.register("flat")
    def flat(value: Rate, total_steps: Steps) -> lrlab.AbstractSchedule:
        return lrlab.Constant(value=value, steps=total_steps)

    schedule = lrlab.parse("flat(value=0.1, total_steps=5)")

    assert schedule == flat(0.1, 5)
    assert schedule.with_total_steps(7) == flat(0.1, 7)
    assert json.loads(schedule.to_json())["kind"] == "flat"


def test_a_cell_may_be_run_again():
    for default in (1.0, 2.0):

        @lrlab.register("again")
        @dataclasses.dataclass(frozen=True, kw_only=True)
        class Again(lrlab.AbstractSchedule):
            steps: Steps
            rate: Rate = default

            def _formula(self, t, xp):
                return self.rate + 0.0 * t

    assert lrlab.parse("again(steps=3)")(0) == 2.0


class NoDataclass(lrlab.AbstractSchedule):
    def _formula(self, t, xp):
        return 0.0 * t


@dataclasses.dataclass
class Thawed:
    steps: Steps


@pytest.mark.parametrize(
    ("name", "made_by", "says"),
    [
        ("Sine", lrlab.Cosine, "small letters, digits and underscores"),
        ("then", lrlab.Cosine, "no word of the text form"),
        ("cosine", lrlab.Linear, "must be a new name, got 'cosine', which is `lrlab.schedules"),
        ("mine", NoDataclass, "must stand above a dataclass"),
        ("mine", Thawed, "derives from `AbstractSchedule`"),
        ("mine", 5, "must stand above a dataclass, or a function of that name"),
        ("mine", lambda: None, "Call the function `mine`"),
    ],
)
def test_what_cannot_be_registered_is_refused(name, made_by, says):
    before = dict(forms.KINDS)

    with pytest.raises(lrlab.ScheduleError, match=says):
        lrlab.register(name)(made_by)

    assert before == forms.KINDS


@pytest.fixture
def installed(monkeypatch):
    """Pretend that packages with these entry points are installed."""

    def pretend(**entries):
        found = [
            importlib.metadata.EntryPoint(name, value, _entry_points.GROUP)
            for name, value in entries.items()
        ]
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: found)
        _entry_points.problems.cache_clear()

    yield pretend
    _entry_points.problems.cache_clear()


def test_an_installed_package_brings_schedules_along(installed, tmp_path, monkeypatch):
    (tmp_path / "lrlab_tent.py").write_text(
        "import lrlab\n"
        "from lrlab.schedules import Rate, Steps\n"
        "def tent(value: Rate, total_steps: Steps):\n"
        "    return lrlab.one_cycle(value, total_steps)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    installed(tent="lrlab_tent:tent")

    assert lrlab.parse("tent(value=0.1, total_steps=10)")(5) == 0.1


def test_a_broken_package_is_named_and_hurts_no_other(installed):
    installed(broken="no_such_package:thing")

    with pytest.raises(lrlab.SpecError, match="`broken` at character 1 could not be loaded"):
        lrlab.parse("broken()")
    with pytest.raises(lrlab.SpecError, match='Did you mean "cosine"'):
        lrlab.parse("cosin()")
