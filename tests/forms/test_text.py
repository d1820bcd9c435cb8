"""The text of the command line: what it reads, and that nothing else escapes but a SpecError."""

import hypothesis
import hypothesis.strategies as st
import pytest
import strategies

import lrlab
from lrlab.forms import KINDS
from lrlab.schedules._written import spec_text

LINE = lrlab.Linear(init_value=0.0, end_value=1.0, steps=4)
ONE = lrlab.Constant(value=1.0)


@hypothesis.settings(max_examples=200)
@hypothesis.given(strategies.schedules)
def test_a_schedule_comes_back_from_its_text_and_its_repr(schedule):
    assert lrlab.parse(spec_text(schedule)) == schedule
    assert lrlab.parse(repr(schedule)) == schedule
    assert eval(repr(schedule), dict(vars(lrlab))) == schedule


READ = [
    ("constant(value=1)", ONE),
    ("constant( value = 1.0 , )", ONE),
    ("\n constant\n(\n\tvalue=1\r\n)\n ", ONE),
    ("((constant(value=1)))", ONE),
    ("Constant(value=1)", ONE),
    ("constant(value=1, steps=none)", ONE),
    ("constant(value=1, steps=None)", ONE),
    ("constant(value=+1e0)", ONE),
    ("constant(value=1.)", ONE),
    ("constant(value=.5)", lrlab.Constant(value=0.5)),
    ("constant(value=1, steps=10_000)", lrlab.Constant(value=1.0, steps=10_000)),
    ("constant(value=1, steps=1e4)", lrlab.Constant(value=1.0, steps=10_000)),
    ("linear(init_value=0, end_value=1, steps=4) then constant(value=1)", LINE.then(ONE)),
    ("linear(init_value=0, end_value=1, steps=4)then constant(value=1)", LINE.then(ONE)),
    ("(linear(init_value=0, end_value=1, steps=4) then constant(value=1))", LINE.then(ONE)),
    ("Linear(init_value=0, end_value=1, steps=4).then(Constant(value=1))", LINE.then(ONE)),
    ("constant(value=1).scaled(factor=2)", ONE.scaled(2)),
    ("constant(value=1).scaled(2)", ONE.scaled(2)),
    ("constant(value=1) . scaled ( factor = 2 )", ONE.scaled(2)),
    ("constant(value=1) * constant(value=2)", ONE * lrlab.Constant(value=2.0)),
    ("table(values=[1, 2,])", lrlab.Table(values=[1, 2])),
    ("table(values=(1, 2))", lrlab.Table(values=[1, 2])),
    ("sequence(pieces=[constant(value=1)])", lrlab.Sequence(pieces=[ONE])),
    ('wsd(peak_value=1, total_steps=9, cooldown="linear")',
     lrlab.wsd(peak_value=1.0, total_steps=9, cooldown="linear")),
    ("wsd(peak_value=1, total_steps=9, cooldown='linear')",
     lrlab.wsd(peak_value=1.0, total_steps=9, cooldown="linear")),
    ("one_cycle(peak_value=1, total_steps=9, form='torch', three_phase=true)",
     lrlab.one_cycle(peak_value=1.0, total_steps=9, form="torch", three_phase=True)),
    ("linear(init_value=0, end_value=1, steps=4).after(following=constant(value=1))",
     LINE.after(ONE)),
    ("linear(init_value=0, end_value=1, steps=4).repeated()", LINE.repeated()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "schedule"), READ)
def test_reads(text, schedule):
    assert lrlab.parse(text) == schedule


def test_then_binds_weaker_than_a_product_and_a_product_weaker_than_a_wrapper():
    a, b = "constant(value=1, steps=2)", "constant(value=3, steps=2)"

    assert lrlab.parse(f"{a} * {b} then {a}") == lrlab.parse(f"({a} * {b}) then {a}")
    assert lrlab.parse(f"{a} * {b}.scaled(factor=2)") == lrlab.parse(
        f"{a} * ({b}.scaled(factor=2))"
    )
    assert lrlab.parse(f"{a} then {b}.scaled(factor=2)") == lrlab.parse(
        f"{a} then ({b}.scaled(factor=2))"
    )


REFUSED = [
    ("", "the name of a schedule at character 1, got the end of the text"),
    ("   ", "got the end of the text"),
    ("cosin(steps=3)", r'"cosin" at at character 1|"cosin" at character 1.*"cosine"\?'),
    ("constant", r"expected `\(` and arguments"),
    ("constant(", "the name of an argument"),
    ("constant(value", "expected `=` after `value`"),
    ("constant(value=", "expected a number, a text in quotes"),
    ("constant(value=1", r"expected `,` or `\)`"),
    ("constant(1)", "expected the name of an argument"),
    ("constant(value=1) constant(value=1)", "expected `then`, `\\+`, `\\*`, `.` or the end"),
    ("constant(value=1,,)", "the name of an argument"),
    ("constant(,)", "the name of an argument"),
    ("constant(value=1))", "or the end"),
    ("(constant(value=1)", r"expected `\)`"),
    ("constant(valeu=1)", r'"valeu" of `constant`.*"value"\?'),
    ("constant(value=1, value=2)", '"value" is given twice at character 19'),
    ("constant(value=-1)", "0 or more, got -1"),
    ("constant(value=1e999)", "finite rate.*got inf"),
    ("constant(value=nan)", "unknown schedule|expected"),
    ("constant(value=inf)", "unknown schedule|expected"),
    ("constant(value=true)", "got True"),
    ("constant(value=none)", "got None"),
    ("constant(value='1')", "got '1'"),
    ("constant(value=1__0)", "is no number"),
    ("constant(value=1._5)", "is no number|expected"),
    ("constant(value=0x10)", '"0x" is no number at character 16'),
    ("constant(value=" + "9" * 5000 + ")", "is no number"),
    ("constant(value=" + "9" * 4000 + ")", "finite rate"),
    ("then", "the name of a schedule"),
    ("then constant(value=1)", "the name of a schedule"),
    ("constant(value=1, steps=1) then", "the name of a schedule"),
    ("constant(value=1, steps=1) then then constant(value=1)", "the name of a schedule"),
    ("constant(value=1) then constant(value=1)", "has no end"),
    ("constant(value=1).then()", "the name of a schedule"),
    ("constant(value=1).scaled", r"expected `\("),
    ("constant(value=1).scaled()", "needs `factor`"),
    ("constant(value=1).scaled(2, 3)", r"`\)` at character"),
    ("constant(value=1).clipped(2)", "the name of an argument"),
    ("constant(value=nan)", "a finite number"),
    ("constant(value=1).saled(factor=2)", r'"saled" after "\.".*"scaled"\?'),
    ("constant(value=1).", "a name such as `scaled`"),
    ("constant(value=1).to_json()", 'unknown "to_json"'),
    ("constant(value=1).__class__()", 'unknown "__class__"'),
    ("constant(value=1) *", "the name of a schedule"),
    ("* constant(value=1)", "the name of a schedule"),
    ("constant(value=1) * 2", "the name of a schedule"),
    ("table(values=[1, 2)", r"expected `,` or `\]`"),
    ("table(values=[])", "at least one rate"),
    ("table(values=[[1]])", "flat list"),
    ("table(values=[,])", "expected a number"),
    ("table(values=[constant(value=1)])", "flat list"),
    ("sequence(pieces=5)", "list of schedules"),
    ("sequence(pieces=[])", "at least one schedule"),
    ("sequence(pieces=[1])", "must hold schedules"),
    ("function(f=abs)", "cannot be written down"),
    ("__import__('os')", "unknown schedule|expected"),
    ("constant(value=1); import os", 'got ";"'),
    ("constant(value='a\\'b')", "must be a finite rate"),
    ("constant(value='a\\q')", "unknown escape"),
    ("constant(value='a", "expected"),
    ("constant(value=1)\0", "expected"),
    ("constant(välue=1)", "expected"),
    ("warmup_cosine(peak_value=1, total_steps=10, warmup_steps=11)", "fit into the whole of 10"),
    ("\ud800", "expected"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_refuses_with_the_place(text, says):
    with pytest.raises(lrlab.SpecError, match=says) as caught:
        lrlab.parse(text)
    assert len(str(caught.value)) < 700
    str(caught.value).encode()  # can be printed


@pytest.mark.parametrize("wrong", [None, 5, b"constant(value=1)", ["constant(value=1)"], {}])
def test_what_is_no_text_is_refused(wrong):
    with pytest.raises(lrlab.SpecError, match="must be a text"):
        lrlab.parse(wrong)


DEEP = 10_000
ATOM = "constant(value=1, steps=1)"
FLOODS = {
    "parentheses": "(" * DEEP,
    "closed parentheses": "(" * DEEP + ATOM + ")" * DEEP,
    "lists": "table(values=" + "[" * DEEP,
    "number lists": "table(values=" + "(1," * DEEP,
    "arguments": "scaled(schedule=" * 5000,
    "wrappers": ATOM + ".clipped(low=0)" * 6000,
    "afters": ATOM + ".after(following='hold')" * 4000,
    "then inside then": f"{ATOM}.then(" * 3000,
    "megabytes": "constant(value=1) " * 200_000,
    "dots": ATOM + "." * 90_000,
    "stars": "*" * 90_000,
    "one long name": "x" * 90_000,
    "one long number": f"constant(value={'1' * 90_000})",
    "one long fraction": f"constant(value=1.{'1' * 90_000}x)",
    "spaces": " " * 99_999,
    "spaces and a sign": " " * 99_998 + "$",
    "underscores": "constant(value=1" + "_" * 90_000 + ")",
    "quotes": "'" * 90_000,
    "open quote": "constant(value='" + "x" * 90_000,
    "garbage": "".join(chr(33 + 7 * i % 90) for i in range(90_000)),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_refused_in_a_few_words(name):
    with pytest.raises(lrlab.SpecError) as caught:
        lrlab.parse(FLOODS[name])

    assert len(str(caught.value)) < 2500


def test_thousands_of_pieces_and_factors_are_no_flood():
    assert len(lrlab.parse(" then ".join([ATOM] * 3000)).pieces) == 3000
    assert len(lrlab.parse(ATOM + f".then({ATOM})" * 2900).pieces) == 2901
    assert len(lrlab.parse(" * ".join([ATOM] * 3000)).factors) == 3000
    assert lrlab.parse(ATOM + ".scaled(factor=1)" * 99)(0) == 1.0


# -- fuzz ------------------------------------------------------------------------------------------

PARTS = [
    *KINDS, "then", "then ", ".", "(", ")", "[", "]", ",", "=", "*", " ", "\n", "'", '"', "none",
    "true", "value", "steps", "factor", "schedule", "pieces", "total_steps", "peak_value", "1",
    "0.5", "-1", "1e999", "1_0", "'hold'", "scaled", ".scaled(factor=2)", ".repeated()", ".then(",
    "constant(value=1)", "constant(value=1, steps=3)", "linear(init_value=0, end_value=1, steps=4)",
    "\\", "$", "é", "٣", "\x00", "9" * 400,
]  # fmt: skip


def a_schedule_or_a_spec_error(text):
    try:
        schedule = lrlab.parse(text)
    except lrlab.SpecError:
        schedule = None
    if schedule is not None:
        assert lrlab.parse(spec_text(schedule)) == schedule
        assert lrlab.parse(repr(schedule)) == schedule


@hypothesis.settings(max_examples=2000)
@hypothesis.given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_any_parts_of_the_grammar_are_a_schedule_or_refused(text):
    a_schedule_or_a_spec_error(text)


@hypothesis.settings(max_examples=1000)
@hypothesis.given(st.text(max_size=200))
def test_any_text_is_a_schedule_or_refused(text):
    a_schedule_or_a_spec_error(text)


@hypothesis.settings(max_examples=600)
@hypothesis.given(strategies.short_schedules.map(spec_text), st.data())
def test_a_text_with_a_wound_is_a_schedule_or_refused(text, data):
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, min(len(text), start + 5)))
    graft = data.draw(st.sampled_from(["", *PARTS]))

    a_schedule_or_a_spec_error(text[:start] + graft + text[stop:])
