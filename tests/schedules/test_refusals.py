"""Every wrong argument is refused with the argument, the rule, the value and the remedy."""

import decimal
import fractions
import math

import numpy as np
import pytest

import lrlab
from lrlab import schedules
from lrlab.schedules._rules import MAX_STEPS, Rule, rules_of

ARGUMENTS = {
    lrlab.Constant: {"value": 0.1},
    lrlab.Linear: {"init_value": 0.0, "end_value": 0.1, "steps": 9},
    lrlab.Cosine: {"init_value": 0.1, "steps": 9},
    lrlab.Polynomial: {"init_value": 0.1, "power": 2.0, "steps": 9},
    lrlab.Exponential: {"init_value": 0.1, "rate": 0.1},
    lrlab.Geometric: {"init_value": 0.1, "end_value": 1.0, "steps": 9},
    lrlab.InverseSqrt: {"init_value": 0.1, "timescale": 9.0},
    lrlab.Step: {"init_value": 0.1, "factor": 0.5, "every": 3},
    lrlab.Triangular: {"low_value": 0.1, "high_value": 1.0, "steps_up": 3},
    lrlab.CosineRestarts: {"init_value": 0.1, "period": 3},
    lrlab.OneMinusPower: {"init_value": 0.1, "power": 0.5, "steps": 9},
    lrlab.ExponentialCooldown: {"init_value": 0.1, "steps": 9},
    lrlab.Interpolated: {"times": [0, 1], "values": [0.1, 0.2]},
    lrlab.QuarterCosine: {"init_value": 0.1, "steps": 9},
    lrlab.PolynomialRestarts: {"init_value": 0.1, "power": 2.0, "period": 3},
    lrlab.InverseTime: {"init_value": 0.1, "rate": 0.1},
    lrlab.PowerLaw: {"init_value": 0.1, "exponent": 0.5, "timescale": 9.0},
    lrlab.Logarithmic: {"init_value": 0.0, "end_value": 0.1, "steps": 9},
    lrlab.Tanh: {"init_value": 0.1, "steps": 9},
    lrlab.Rex: {"init_value": 0.1, "steps": 9},
    lrlab.Hyperbolic: {"init_value": 0.1, "upper_bound": 20, "steps": 9},
    lrlab.ExponentialHyperbolic: {
        "init_value": 0.1,
        "end_value": 0.01,
        "upper_bound": 20,
        "steps": 9,
    },
    lrlab.Eden: {"init_value": 0.1, "timescale": 9.0},
    lrlab.RectifiedWarmup: {"end_value": 0.1, "beta2": 0.999},
    lrlab.Function: {"f": abs},
    lrlab.Repeated: {"schedule": lrlab.Constant(value=0.1, steps=3)},
    lrlab.Scaled: {"schedule": lrlab.Constant(value=0.1), "factor": 2.0},
    lrlab.Clipped: {"schedule": lrlab.Constant(value=0.1)},
    lrlab.step_decay: {"init_value": 0.1, "factor": 0.5, "every": 3},
    lrlab.exponential_decay: {"init_value": 0.1, "rate": 0.1},
    lrlab.cosine_annealing: {"init_value": 0.1, "total_steps": 9},
    lrlab.warmup_cosine: {"peak_value": 0.1, "total_steps": 9},
    lrlab.warmup_linear: {"peak_value": 0.1, "total_steps": 9},
    lrlab.one_cycle: {"peak_value": 0.1, "total_steps": 9, "form": "torch"},
    lrlab.one_cycle_momentum: {"total_steps": 9, "form": "torch"},
    lrlab.linear_to_zero: {"peak_value": 0.1, "total_steps": 9},
    lrlab.inverse_sqrt: {"peak_value": 0.1, "warmup_steps": 3},
    lrlab.noam: {"d_model": 8, "warmup_steps": 3},
    lrlab.wsd: {"peak_value": 0.1, "total_steps": 9},
    lrlab.sgdr: {"peak_value": 0.1, "period": 3},
    lrlab.multi_step: {"init_value": 0.1, "milestones": [3, 8]},
    lrlab.flat_cosine: {"peak_value": 0.1, "total_steps": 9},
    lrlab.t5: {"hold_steps": 3},
    lrlab.tri_stage: {"peak_value": 0.1, "warmup_steps": 3, "hold_steps": 3, "decay_steps": 3},
    lrlab.two_stage: {"peak_value": 0.1, "total_steps": 9, "middle_value": 0.01},
    lrlab.slanted_triangular: {"peak_value": 0.1, "total_steps": 9, "ratio": 32.0},
    lrlab.hard_restarts: {"peak_value": 0.1, "total_steps": 9, "cycles": 3},
    lrlab.warmup_restarts: {"peak_value": 0.1, "period": 5, "warmup_steps": 3, "total_steps": 9},
    lrlab.eden: {"peak_value": 0.1, "steps_per_epoch": 3, "warmup_steps": 3},
    lrlab.power_scheduler: {
        "peak_value": 0.1,
        "total_steps": 9,
        "tokens_per_step": 64,
        "batch_size": 4,
    },
    lrlab.noise: {"total_steps": 9},
    lrlab.chebyshev: {"peak_value": 0.1, "total_steps": 9, "ratio": 20.0},
    lrlab.range_sweep: {"start": 0.1, "stop": 1.0, "steps": 9},
}


class Unprintable:
    def __repr__(self):
        raise RuntimeError("no")


NO_REALS = [
    None, "3", "", b"3", True, False, 1j, math.nan, math.inf, -math.inf, 10**400, -(10**400),
    10**5000, [], {}, (1,), object(), Unprintable(), abs,
    np.float64("nan"), np.float32("inf"), np.bool_(True), np.complex128(1),
    np.array([0.1, math.nan]), np.array(math.inf), np.array("3"),
    np.array([True]), np.array([None]), decimal.Decimal("0.1"), fractions.Fraction(1, 3),
]  # fmt: skip
NO_NUMBERS = [*NO_REALS, -1, -1.5, -1e-300, np.int64(-1), np.array([-1.0])]
WRONG = {
    "Real": NO_REALS,
    "Rate": NO_NUMBERS,
    "Factor": NO_NUMBERS,
    "Positive": [*NO_NUMBERS, 0, 0.0, -0.0],
    "Fraction": [*NO_NUMBERS, 1.1, 2, 1 + 1e-15],
    "Growth": [*NO_NUMBERS, 0, 0.999],
    "Steps": [*NO_NUMBERS, 0.5, 1e-9, MAX_STEPS + 1, 2**63, 1e300],
    "Times": [*NO_NUMBERS, 0.5, MAX_STEPS + 1, 2**63],
    "Count": [*NO_NUMBERS, 0, 0.5, MAX_STEPS + 1, 2**63, 1e300],
    "Period": [*NO_NUMBERS, 0, 0.5, MAX_STEPS + 1, 2**63, 1e300],
    "Timescale": [*NO_NUMBERS, 0, 0.0, -0.0],
}
KIND_OF = {getattr(schedules, name).__metadata__[0].must_be: name for name in WRONG}


def _cases():
    for made_by, arguments in ARGUMENTS.items():
        annotated = getattr(made_by, "__wrapped__", made_by)
        for name, (rule, optional) in rules_of(annotated).items():
            yield pytest.param(
                made_by, arguments, name, rule, optional, id=f"{made_by.__name__}-{name}"
            )


CASES = list(_cases())


def test_every_shape_and_recipe_is_tried():
    lists = {lrlab.Table, lrlab.PiecewiseConstant}  # below

    assert set(schedules.SHAPES) - lists <= set(ARGUMENTS)
    assert set(schedules.RECIPES) <= set(ARGUMENTS)


@pytest.mark.parametrize(("made_by", "arguments", "name", "rule", "optional"), CASES)
def test_a_wrong_number_is_refused(made_by, arguments, name, rule: Rule, optional):
    made_by(**arguments)  # is right without it
    for wrong in WRONG[KIND_OF[rule.must_be]]:
        if wrong is None and optional:
            continue
        with pytest.raises(lrlab.ScheduleError) as caught:
            made_by(**arguments | {name: wrong})
        message = str(caught.value)
        assert message.startswith(f"`{made_by.__name__}({name}=...)` must be "), wrong
        assert rule.must_be in message
        assert rule.remedy in message
        assert ", got " in message
        assert len(message) < 400


@pytest.mark.parametrize(("made_by", "arguments", "name", "rule", "optional"), CASES)
def test_numbers_of_numpy_become_plain_ones(made_by, arguments, name, rule, optional):
    right = arguments.get(name, {"total_steps": 20, "period_factor": 1.5}.get(name, 0.05))
    if rule.whole:
        right = int(right) or 3
    plain = made_by(**arguments | {name: right})
    for kind in (np.int64, np.int8, np.uint16, np.array) if rule.whole else (np.float64, np.array):
        ours = made_by(**arguments | {name: kind(right)})
        assert ours == plain
        assert repr(ours) == repr(plain)
        assert hash(ours) == hash(plain)


def test_a_whole_number_held_as_a_float_is_a_length():
    assert lrlab.Cosine(init_value=1, steps=100.0) == lrlab.Cosine(init_value=1.0, steps=100)
    assert type(lrlab.Cosine(init_value=1, steps=1e3).steps) is int
    assert type(lrlab.Cosine(init_value=1, steps=1e3).init_value) is float


def test_a_missing_or_unknown_argument_is_a_type_error_as_everywhere_in_python():
    with pytest.raises(TypeError, match=r"warmup_cosine\(\): missing .*'total_steps'"):
        lrlab.warmup_cosine(peak_value=0.1)
    with pytest.raises(TypeError, match=r"no argument `warm_steps`.*Did you mean \"warmup_steps\""):
        lrlab.warmup_cosine(peak_value=0.1, total_steps=9, warm_steps=3)
    with pytest.raises(TypeError):
        lrlab.Cosine(0.1, 9)


SPECIAL = [
    (lambda: lrlab.Clipped(schedule=lrlab.Constant(value=1), low=2, high=1), "low <= high.*Swap"),
    (lambda: lrlab.Geometric(init_value=0, end_value=1, steps=9), "above 0, got 0.0.*`Linear`"),
    (lambda: lrlab.Geometric(init_value=1, end_value=0, steps=9), r"end_value=...\)` must be"),
    (lambda: lrlab.ExponentialCooldown(init_value=1, ratio=1, steps=9), "between 0 and 1, got 1.0"),
    (lambda: lrlab.ExponentialCooldown(init_value=1, ratio=0, steps=9), "between 0 and 1, got 0.0"),
    (lambda: lrlab.Triangular(low_value=0, high_value=1, steps_up=0), "at least 1 update, got 0"),
    (lambda: lrlab.Function(f=5), "must be a function of the update, got 5"),
    (lambda: lrlab.Table(values=[]), "at least one rate, got none"),
    (lambda: lrlab.Table(values=5), "flat list of numbers, got 5"),
    (lambda: lrlab.Table(values="12"), "flat list of numbers"),
    (lambda: lrlab.Table(values=[[1, 2], [3]]), "flat list of numbers"),
    (lambda: lrlab.Table(values=[1, None]), "flat list of numbers"),
    (lambda: lrlab.Table(values=[True]), "flat list of numbers"),
    (lambda: lrlab.Table(values=[10**400]), "flat list of numbers"),
    (lambda: lrlab.Table(values=[1j]), "flat list of numbers"),
    (lambda: lrlab.Table(values=np.ones((2, 2))), "flat list of numbers"),
    (lambda: lrlab.Table(values=[0.1, math.nan]), r"values=...\)\[1\]` must be a finite rate.*nan"),
    (lambda: lrlab.Table(values=[0.1, 0.2, -1]), r"values=...\)\[2\]` must be .*got .*-1"),
    (lambda: lrlab.PiecewiseConstant(values=[], lengths=[]), "got 0 values and 0 lengths"),
    (lambda: lrlab.PiecewiseConstant(values=[1], lengths=[1, 2]), "got 1 values and 2 lengths"),
    (lambda: lrlab.PiecewiseConstant(values=[1, 2, 3], lengths=[1]), "3 values and 1 lengths"),
    (lambda: lrlab.PiecewiseConstant(values=[1], lengths=5), "list of lengths in updates, got 5"),
    (lambda: lrlab.PiecewiseConstant(values=[1], lengths="5"), "list of lengths in updates"),
    (lambda: lrlab.PiecewiseConstant(values=[1, 2], lengths=[3, -1]), r"\[1\]` must be .*got -1"),
    (lambda: lrlab.PiecewiseConstant(values=[1, 2], lengths=[3, 1.5]), r"\[1\]` must .*got 1.5"),
    (lambda: lrlab.Interpolated(times=[], values=[]), "got 0 times and 0 values"),
    (lambda: lrlab.Interpolated(times=[0, 1], values=[1]), "got 2 times and 1 values"),
    (lambda: lrlab.Interpolated(times=[1], values=[1]), "begin at 0 and never fall"),
    (lambda: lrlab.Interpolated(times=[0, 2, 1], values=[1, 1, 1]), "begin at 0 and never fall"),
    (lambda: lrlab.Interpolated(times=[0], values=[1], curve="cosin"), 'mean "cosine"'),
    (lambda: lrlab.Interpolated(times=[0], values=[1], curve=["linear"]), "known word"),
    (lambda: lrlab.Sequence(pieces=[]), "at least one schedule, got none"),
    (lambda: lrlab.Sequence(pieces=5), "list of schedules, got 5"),
    (lambda: lrlab.Sequence(pieces=lrlab.Constant(value=1)), "list of schedules"),
    (lambda: lrlab.Product(factors=[]), "at least one schedule, got none"),
    (lambda: lrlab.Product(factors=[1]), "must hold schedules, got 1"),
    (lambda: lrlab.Scaled(schedule=1, factor=1), "must be a schedule, got 1"),
    (lambda: lrlab.Constant(value=1).scaled(1e300).scaled(1e300), "finite number.*got inf"),
    (lambda: lrlab.warmup_cosine(peak_value=1, total_steps=9, warmup_steps=10), "9 updates, got"),
    (lambda: lrlab.warmup_linear(peak_value=1, total_steps=9, warmup_steps=10), "9 updates, got"),
    (
        lambda: lrlab.warmup_cosine(
            peak_value=1, total_steps=9, warmup_steps=3, warmup_fraction=0.5
        ),
        "must not both be given, got 3 and 0.5",
    ),
    (lambda: lrlab.inverse_sqrt(peak_value=1, warmup_steps=0), "given where there is no warm-up"),
    (lambda: lrlab.inverse_sqrt(peak_value=1, warmup_steps=9, total_steps=8), "8 updates, got 9"),
    (lambda: lrlab.noam(d_model=8, warmup_steps=9, total_steps=5), "of 5 updates, got 8"),
    (lambda: lrlab.wsd(peak_value=1, total_steps=9, cooldown="1-sqr"), 'mean "1-sqrt"'),
    (lambda: lrlab.wsd(peak_value=1, total_steps=9, cooldown=5), "known word, got 5"),
    (
        lambda: lrlab.wsd(peak_value=1, total_steps=9, warmup_steps=5, cooldown_steps=5),
        r"got 9 for 5 \+ 5 updates",
    ),
    (
        lambda: lrlab.wsd(peak_value=1, total_steps=99, warmup_fraction=0.6, cooldown_fraction=0.6),
        "must hold warm-up and cooldown",
    ),
    (lambda: lrlab.one_cycle(peak_value=1, total_steps=9, form="trch"), 'mean "torch"'),
    (lambda: lrlab.one_cycle(peak_value=1, total_steps=9, form=None), "known word, got None"),
    (lambda: lrlab.one_cycle(peak_value=1, total_steps=9, div_factor=5), "belongs to the forms"),
    (
        lambda: lrlab.one_cycle(peak_value=1, total_steps=9, form="torch", anneal="cos"),
        'mean "cosine"|Known: cosine, linear',
    ),
    (
        lambda: lrlab.one_cycle(peak_value=1, total_steps=9, form="torch", three_phase="no"),
        "must be True or False, got 'no'",
    ),
    (lambda: lrlab.Constant(value=1, steps=9).with_total_steps(-1), "0 or more, got -1"),
    (lambda: lrlab.Constant(value=1, steps=9).with_total_steps(1.5), "whole number.*got 1.5"),
    (lambda: lrlab.Constant(value=1, steps=9).with_total_steps("9"), "whole number.*got '9'"),
    (lambda: lrlab.Constant(value=1, steps=9).describe(steps=-1), "0 or more, got -1"),
    (lambda: lrlab.Constant(value=1).repeated(times=2), "must last at least one update and end"),
    (lambda: lrlab.Constant(value=1, steps=3).repeated(times=1.5), "whole number.*got 1.5"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "says"), SPECIAL)
def test_what_makes_no_sense_together_is_refused(make, says):
    with pytest.raises(lrlab.ScheduleError, match=says) as caught:
        make()
    assert str(caught.value).startswith("`")
    assert len(str(caught.value)) < 400


def test_the_name_of_a_recipe_is_not_taken_twice():
    def warmup_cosine(peak_value: schedules.Rate) -> lrlab.AbstractSchedule:
        return lrlab.Constant(value=peak_value)

    before = lrlab.warmup_cosine(peak_value=0.1, total_steps=9)
    with pytest.raises(lrlab.ScheduleError, match="`warmup_cosine` must be a new name"):
        lrlab.recipe(warmup_cosine)
    assert lrlab.warmup_cosine(peak_value=0.1, total_steps=9) == before


def test_a_recipe_of_your_own_keeps_its_name_and_arguments():
    @lrlab.recipe
    def flat_then_line(peak_value: schedules.Rate, total_steps: schedules.Steps, flat: int = 5):
        rest = lrlab.Linear(init_value=peak_value, end_value=0.0, steps=total_steps - flat)
        return lrlab.Constant(value=peak_value, steps=flat).then(rest)

    schedule = flat_then_line(0.1, total_steps=15)

    assert repr(schedule) == "flat_then_line(peak_value=0.1, total_steps=15)"
    assert schedule.with_total_steps(25) == flat_then_line(0.1, 25)
    assert schedule(10) == 0.05
    with pytest.raises(lrlab.ScheduleError, match=r"`flat_then_line\(peak_value=...\)` must be"):
        flat_then_line(-1, 15)
