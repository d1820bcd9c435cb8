"""The promises of every schedule, over every shape, recipe and composition."""

import dataclasses
from typing import Any

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import strategies

import lrlab
from lrlab import schedules
from lrlab.schedules import Rate, Steps
from lrlab.testing import check_schedule

ATOMS = {**strategies.SHAPES, **strategies.RECIPES}


def test_the_strategies_know_every_kind():
    known = {cls.kind for cls in (*schedules.SHAPES, *schedules.COMPOSITIONS)}
    known |= {recipe.__name__ for recipe in schedules.RECIPES}
    drawn = {*ATOMS, *strategies.compositions(st.nothing()), "function"}

    assert drawn == known


@pytest.mark.parametrize("kind", ATOMS)
@hypothesis.settings(max_examples=25)
@hypothesis.given(st.data())
def test_every_shape_and_recipe_keeps_the_promises(kind, data):
    check_schedule(data.draw(ATOMS[kind]))


@pytest.mark.parametrize("kind", strategies.compositions(st.nothing()))
@hypothesis.settings(max_examples=60)
@hypothesis.given(st.data())
def test_every_composition_keeps_the_promises(kind, data):
    check_schedule(data.draw(strategies.compositions(strategies.short_shapes)[kind]))


@hypothesis.settings(max_examples=150)
@hypothesis.given(strategies.short_schedules)
def test_compositions_of_compositions_keep_the_promises(schedule):
    check_schedule(schedule, steps=range(40))


@hypothesis.settings(max_examples=40)
@hypothesis.given(strategies.schedules)
def test_long_compositions_keep_the_promises(schedule):
    check_schedule(schedule)


@hypothesis.settings(max_examples=60)
@hypothesis.given(
    strategies.ending(strategies.short_schedules), st.sampled_from(["extrapolate", "raise"])
)
def test_whatever_follows_the_planned_updates_keep_the_promises(schedule, following):
    check_schedule(schedule.after(following))


def test_a_function_keeps_the_promises_that_need_no_form():
    check_schedule(lrlab.Function(f=lambda t: 0.1 if t < 7 else 0.01, steps=20))
    check_schedule(lrlab.Function(f=abs, steps=9).clipped(high=1.0).scaled(0.5))


@pytest.mark.parametrize("kind", ATOMS)
@hypothesis.settings(max_examples=2)
@hypothesis.given(st.data())
def test_every_shape_and_recipe_keeps_the_promises_on_tensors(kind, data):
    pytest.importorskip("torch")
    check_schedule(data.draw(ATOMS[kind]), frameworks=["torch"])


@hypothesis.settings(max_examples=25)
@hypothesis.given(strategies.short_schedules)
def test_compositions_keep_the_promises_on_tensors(schedule):
    pytest.importorskip("torch")
    check_schedule(schedule, steps=range(40), frameworks=["torch"])


@pytest.mark.parametrize("kind", ATOMS)
@hypothesis.settings(max_examples=1)
@hypothesis.given(st.data())
def test_every_shape_and_recipe_keeps_the_promises_under_jax(kind, data):
    pytest.importorskip("jax")
    check_schedule(data.draw(ATOMS[kind]), frameworks=["jax"])


@hypothesis.settings(max_examples=4)
@hypothesis.given(strategies.composed(strategies.short_shapes, max_leaves=3))
def test_compositions_keep_the_promises_under_jax(schedule):
    pytest.importorskip("jax")
    check_schedule(schedule, steps=range(40), frameworks=["jax"])


# -- a check that cannot fail is no check ----------------------------------------------------------


@dataclasses.dataclass(frozen=True, kw_only=True)
class Good(lrlab.AbstractSchedule):
    value: Rate = 0.5
    steps: Steps = 10

    def _formula(self, t: Any, xp: Any) -> Any:
        return self.value * (1.0 - 0.5 * t / (self.steps + 1))


class Infinite(Good):
    def _formula(self, t, xp):
        return xp.where(t == 3, float("nan"), super()._formula(t, xp))


class Negative(Good):
    def _formula(self, t, xp):
        return super()._formula(t, xp) - 0.4


class TooLowPeak(Good):
    def _range(self):
        return 0.0, 0.3


class TooHighFloor(Good):
    def _range(self):
        return 0.4, 0.5


class DriftsAfterItsEnd(Good):
    def _value(self, t, xp, *, beyond=False):
        return super()._value(t, xp, beyond=True) * xp.where(t > self.steps, 0.5, 1.0)


class MovesBeforeZero(Good):
    def _value(self, t, xp, *, beyond=False):
        return super()._value(t, xp, beyond=beyond) + xp.where(t < 0, 0.1, 0.0)


class ArraysDiffer(Good):
    def _formula(self, t, xp):
        return super()._formula(t, xp) + (1e-6 if xp is np else 0.0)


class OrderMatters(Good):
    def _formula(self, t, xp):
        rates = super()._formula(t, xp)
        return np.sort(rates, axis=None).reshape(rates.shape) if xp is np else rates


class LosesItsShape(Good):
    def _formula(self, t, xp):
        rates = super()._formula(t, xp)
        return rates.ravel() if xp is np else rates


class Unequal(Good):
    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__


class BadHash(Good):
    def __hash__(self):
        return id(self)


class ScaledDoesNothing(Good):
    def scaled(self, factor):
        return self


class ScaledByOneIsNew(Good):
    def scaled(self, factor):
        return lrlab.Scaled(schedule=self, factor=factor)


class StretchesWrongly(Good):
    def _stretched(self, total_steps):
        return self


@dataclasses.dataclass(kw_only=True, unsafe_hash=True)
class Mutable(lrlab.AbstractSchedule):
    value: float = 0.5

    def _formula(self, t, xp):
        return self.value + xp.zeros_like(t)


class DescribesBadly(Good):
    def describe(self, *, steps=None):
        return ""


BROKEN = [
    Infinite, Negative, TooLowPeak, TooHighFloor, DriftsAfterItsEnd, MovesBeforeZero, ArraysDiffer,
    OrderMatters, LosesItsShape, Unequal, BadHash, ScaledDoesNothing, ScaledByOneIsNew,
    StretchesWrongly, Mutable, DescribesBadly,
]  # fmt: skip


def test_a_shape_of_your_own_keeps_the_promises():
    check_schedule(Good(), frameworks=["jax", "torch"])


@pytest.mark.parametrize("broken", BROKEN)
def test_the_check_fails_for(broken):
    with pytest.raises(AssertionError, match=r"\w{3}"):
        check_schedule(broken())


class TensorsDiffer(Good):
    def _formula(self, t, xp):
        plain = xp is np or isinstance(t, (int, float))
        return super()._formula(t, xp) * (1.0 if plain else 1.01)


@pytest.mark.parametrize("framework", ["jax", "torch"])
def test_the_check_fails_where_a_framework_differs(framework):
    check_schedule(TensorsDiffer())
    with pytest.raises(AssertionError, match="differs for"):
        check_schedule(TensorsDiffer(), frameworks=[framework])
