"""Schedules of one's own: registered, or brought along by an installed package."""

import dataclasses
import functools
import importlib.metadata
import json
import pickle
import sys
import typing

import pytest

import lrlab
from lrlab import forms
from lrlab.forms import _entry_points
from lrlab.schedules import Rate, Steps
from lrlab.testing import check_schedule


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

    check_schedule(schedule, frameworks=("jax", "torch"))
    assert schedule == flat(0.1, 5)
    assert schedule.with_total_steps(7) == flat(0.1, 7)
    assert json.loads(schedule.to_json())["kind"] == "flat"


def _kept(function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        return function(*args, **kwargs)

    return call


@pytest.mark.parametrize("decorate", [functools.lru_cache, _kept])
def test_a_decorated_function_is_a_recipe(decorate):
    @lrlab.register("flat")
    @decorate
    def flat(value: Rate, total_steps: Steps = 5):
        return lrlab.Constant(value=value, steps=total_steps)

    schedule = lrlab.parse("flat(value=0.1)")

    assert schedule == flat(0.1)
    check_schedule(schedule)


def test_a_decorated_recipe_is_a_recipe():
    @lrlab.register("flat")
    @_kept
    @lrlab.recipe
    def flat(value: Rate):
        return lrlab.Constant(value=value)

    assert lrlab.parse("flat(value=0.1)") == flat(0.1)


def test_a_recipe_must_build_a_schedule():
    @lrlab.register("five")
    def five():
        return 5

    with pytest.raises(lrlab.ScheduleError, match=r"`five\(...\)` must build a schedule, got 5"):
        five()
    with pytest.raises(lrlab.SpecError, match="must build a schedule, got 5"):
        lrlab.parse("five()")


@pytest.mark.parametrize("rates", [[0.1, 0.2], (0.1, 0.2)])
def test_lists_become_tuples(rates):
    @lrlab.register("listed")
    def listed(rates=[1.0], pairs: typing.Any = None):  # noqa: B006 (what a person may write)
        return lrlab.Table(values=rates)

    schedule = listed(rates=rates, pairs=[[1, 2], [3, 4]])

    assert hash(schedule) == hash(listed(rates=(0.1, 0.2), pairs=((1, 2), (3, 4))))
    assert lrlab.parse(repr(schedule)) == schedule
    assert lrlab.from_json(schedule.to_json()) == schedule
    assert listed()(0) == 1.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Listed(lrlab.AbstractSchedule):
    rates: tuple[float, ...]

    def _formula(self, t, xp):
        return self.rates[0] + 0.0 * t


def test_a_list_in_a_text_is_a_tuple_for_a_class_too():
    lrlab.register("listed")(Listed)

    schedule = lrlab.parse("listed(rates=[0.1, 0.2])")

    assert schedule == Listed(rates=(0.1, 0.2)) == lrlab.from_json(schedule.to_json())
    assert hash(schedule) == hash(Listed(rates=(0.1, 0.2)))


def test_the_schema_takes_any_annotation():
    @lrlab.register("free")
    def free(
        rate,
        word: typing.Literal["a", "b"] = "a",
        table: dict[str, float] | None = None,
        pair: tuple[Rate, ...] = (),
        inner: lrlab.Constant | None = None,
        bare: tuple = (),
        noted: typing.Annotated[float, {}] = 1.0,
    ):
        return lrlab.Constant(value=rate)

    found = lrlab.json_schema()["$defs"]["free"]["properties"]

    assert found["rate"] == found["word"] == found["bare"] == found["noted"] == {}
    assert found["table"] == found["inner"] == {"anyOf": [{}, {"type": "null"}]}
    assert found["pair"] == {"type": "array", "items": {"type": "number", "minimum": 0}}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Wrapped(lrlab.AbstractSchedule):
    schedule: lrlab.AbstractSchedule
    by: Rate

    def _formula(self, t, xp):
        return self.by * self.schedule._formula(t, xp)


def test_a_class_called_as_a_composition_is_written_as_itself():
    class Scaled(Wrapped):
        pass

    scaled = Scaled(schedule=lrlab.Constant(value=1.0), by=2.0)

    assert repr(scaled) == "Scaled(schedule=Constant(value=1.0), by=2.0)"


@pytest.mark.parametrize("name", ["describe", "with_peak", "wrapped"])
def test_only_compositions_are_written_as_methods(name):
    lrlab.register(name)(Wrapped)
    schedule = Wrapped(schedule=lrlab.Constant(value=1.0), by=2.0)

    assert repr(schedule) == "Wrapped(schedule=Constant(value=1.0), by=2.0)"
    assert lrlab.parse(repr(schedule)) == schedule
    assert lrlab.parse(f"{name}(schedule=constant(value=1), by=2)") == schedule


def _define(factor):
    @lrlab.register("changing")
    def changing(value: Rate) -> lrlab.AbstractSchedule:
        return lrlab.Constant(value=factor * value)

    return changing


def test_a_value_keeps_its_rates_when_its_recipe_is_defined_again():
    old = _define(1.0)(0.1)
    stored = pickle.dumps(old)
    new = _define(2.0)(0.1)

    assert (old(0), new(0)) == (0.1, 0.2)
    assert old != new
    assert pickle.loads(stored) == old
    assert pickle.loads(stored)(0) == 0.1
    assert lrlab.parse("changing(value=0.1)") == new == _define(2.0)(0.1)


def test_units_follow_the_newest_signature():
    horizon = lrlab.Horizon(dataset_size=100, batch_size=10)
    for kind in (Rate, Steps):

        @lrlab.register("signed")
        def signed(amount: kind):
            return lrlab.Constant(value=amount)

        if kind is Rate:
            with pytest.raises(lrlab.SpecError, match="has no unit"):
                lrlab.parse("signed(amount=5ep)", horizon=horizon)

    assert lrlab.parse("signed(amount=5ep)", horizon=horizon) == signed(50)


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


@dataclasses.dataclass(frozen=True, kw_only=True)
class NoFormula(lrlab.AbstractSchedule):
    steps: Steps


def starred(*rates):
    return lrlab.Table(values=rates)


def slashed(rate, /):
    return lrlab.Constant(value=rate)


@dataclasses.dataclass
class Thawed:
    steps: Steps


@pytest.mark.parametrize(
    ("name", "made_by", "says"),
    [
        ("Sine", lrlab.Cosine, "small letters, digits and underscores"),
        ("then", lrlab.Cosine, "no word of the text form"),
        ("cosine", lrlab.Linear, "must be a new name, got 'cosine', which is `lrlab.schedules"),
        ("ramp", lrlab.Linear, "must name what has no name yet, got what is `linear` already"),
        ("ramp", lrlab.wsd, "must name what has no name yet, got what is `wsd` already"),
        ("callable", lrlab.Function, "of your own .* got Function"),
        ("mine", lrlab.Recipe, "of your own .* got Recipe"),
        ("mine", NoDataclass, "must stand above a dataclass"),
        ("mine", NoFormula, "defines `_formula`"),
        ("mine", Thawed, "derives from `AbstractSchedule`"),
        ("mine", 5, "must stand above a dataclass, or a function of that name"),
        ("mine", lambda: None, "Call the function `mine`"),
        ("max", max, "must stand above a dataclass, or a function of that name"),
        ("mine", functools.partial(lrlab.wsd, 0.1), "or a function of that name"),
        ("starred", starred, "by its name, got `\\*rates`"),
        ("slashed", slashed, "by its name, got `rate`"),
    ],
)
def test_what_cannot_be_registered_is_refused(name, made_by, says):
    before = dict(forms.KINDS)

    with pytest.raises(lrlab.ScheduleError, match=says):
        lrlab.register(name)(made_by)

    assert before == forms.KINDS
    assert lrlab.Linear.kind == "linear"


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """Pretend that packages with these entry points are installed, made of these files."""
    monkeypatch.setattr(_entry_points, "_problems", {})
    monkeypatch.syspath_prepend(tmp_path)

    def pretend(files=(), **entries):
        for name, text in dict(files).items():
            (tmp_path / f"{name}.py").write_text(text)
            monkeypatch.delitem(sys.modules, name, raising=False)
        found = tuple(
            importlib.metadata.EntryPoint(name, value, _entry_points.GROUP)
            for name, value in entries.items()
        )
        monkeypatch.setattr(_entry_points, "_entries", lambda: found)

    return pretend


TENT = """
import lrlab
from lrlab.schedules import Rate, Steps

def tent(value: Rate, total_steps: Steps):
    return lrlab.one_cycle(value, total_steps)
"""


def test_an_installed_package_brings_schedules_along(installed):
    installed({"lrlab_tent": TENT}, tent="lrlab_tent:tent")

    assert "tent" in lrlab.json_schema()["$defs"]
    assert lrlab.parse("tent(value=0.1, total_steps=10)")(5) == 0.1
    del forms.KINDS["tent"]
    assert lrlab.parse("tent(value=0.1, total_steps=10)")(5) == 0.1


def test_a_broken_package_is_named_and_hurts_no_other(installed):
    installed(broken="no_such_package:thing")

    with pytest.raises(lrlab.SpecError, match="`broken` at character 1 could not be loaded"):
        lrlab.parse("broken()")
    with pytest.raises(lrlab.SpecError, match='Did you mean "cosine"'):
        lrlab.parse("cosin()")


def test_a_broken_package_is_tried_once(installed, capsys):
    installed({"lrlab_exits": "import sys; print('tried'); sys.exit(3)"}, gone="lrlab_exits:gone")

    for name in ("first", "second"):
        lrlab.register(name)(lrlab.recipe(_named(name)))
        with pytest.raises(lrlab.SpecError, match="SystemExit: 3"):
            lrlab.parse("gone()")
        with pytest.raises(lrlab.SpecError, match="unknown schedule"):
            lrlab.parse("nothing_like_it()")

    assert capsys.readouterr().out == "tried\n"


def _named(name):
    def build():
        return lrlab.Constant(value=1.0)

    build.__name__ = build.__qualname__ = name
    return build


def test_a_package_cannot_rename_what_is_known(installed):
    installed(ramp="lrlab:Linear")

    with pytest.raises(lrlab.SpecError, match="unknown schedule"):
        lrlab.parse("ram()")
    with pytest.raises(lrlab.SpecError, match=r"`ramp` .* could not be loaded .* is `linear`"):
        lrlab.parse("ramp(init_value=0, end_value=1, steps=5)")

    assert lrlab.Linear.kind == "linear"


ASKING = """
import contextlib, lrlab

with contextlib.suppress(lrlab.SpecError):
    lrlab.parse("nothing_like_it()")

@lrlab.recipe
def asking(value):
    return lrlab.Constant(value=value)
"""


def test_a_package_may_ask_for_schedules_while_it_is_imported(installed):
    installed(
        {"lrlab_asks": ASKING},
        asking="lrlab_asks:asking",
    )

    assert lrlab.parse("asking(value=0.1)")(5) == 0.1
    assert forms.problems() == {}


def test_a_class_of_the_name_of_another_is_refused():
    @dataclasses.dataclass(frozen=True, kw_only=True)
    class Cosine(lrlab.AbstractSchedule):
        steps: Steps

        def _formula(self, t, xp):
            return 0.0 * t

    with pytest.raises(lrlab.ScheduleError, match="a name of its own, got `Cosine`"):
        lrlab.register("my_cosine")(Cosine)
