"""JSON: round trips, documents of every release, and refusals that say where."""

import json

import hypothesis
import hypothesis.strategies as st
import pytest
import strategies
from jsonschema import Draft202012Validator

import lrlab
from lrlab import forms

VALIDATOR = Draft202012Validator(forms.json_schema())


def document(**arguments):
    return json.dumps({"lrlab": 1, **arguments})


@hypothesis.settings(max_examples=200)
@hypothesis.given(strategies.schedules, st.sampled_from([None, 2]))
def test_a_schedule_comes_back_from_json(schedule, indent):
    text = schedule.to_json(indent=indent)

    assert lrlab.from_json(text) == schedule
    assert lrlab.from_json(text.encode()) == schedule
    assert lrlab.from_json(json.loads(text)) == schedule
    assert repr(lrlab.from_json(text)) == repr(schedule)


@hypothesis.settings(max_examples=60)
@hypothesis.given(strategies.schedules)
def test_every_document_fits_the_schema(schedule):
    VALIDATOR.validate(json.loads(schedule.to_json()))


def test_bytes_may_be_in_any_encoding_of_json():
    text = document(kind="constant", value=0.1)

    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert lrlab.from_json(text.encode(encoding)) == lrlab.Constant(value=0.1)


def test_defaults_are_left_out_and_nothing_else():
    schedule = lrlab.warmup_cosine(peak_value=0.1, total_steps=1000, warmup_fraction=0.05)

    assert json.loads(schedule.to_json()) == {
        "lrlab": 1,
        "kind": "warmup_cosine",
        "peak_value": 0.1,
        "total_steps": 1000,
    }


@pytest.mark.parametrize(
    "schedule",
    [
        lrlab.Function(f=abs),
        lrlab.Function(f=abs, steps=3).then(lrlab.Constant(value=1.0)),
        lrlab.Constant(value=1.0) * lrlab.Function(f=abs),
    ],
)
def test_a_python_function_is_not_written(schedule):
    with pytest.raises(lrlab.ScheduleError, match=r"cannot be written down.*Table"):
        schedule.to_json()


WRONG = [
    ('{"kind": "constant", "value": 1}', r"version as `\"lrlab\": 1`, got nothing at \$\.lrlab"),
    ('{"lrlab": "1", "kind": "constant", "value": 1}', r"got '1' at \$\.lrlab"),
    ('{"lrlab": true, "kind": "constant", "value": 1}', r"got True at \$\.lrlab"),
    ('{"lrlab": 0, "kind": "constant", "value": 1}', r"got 0 at \$\.lrlab"),
    ('{"lrlab": 2, "kind": "constant", "value": 1}', r"at most 1 .*got 2.*newer.*pip install"),
    ('{"lrlab": 1}', r"at \$ needs `kind`"),
    ('{"lrlab": 1, "kind": "cosin"}', r'"cosin" at `\$\.kind`.*Did you mean "cosine"\?'),
    ('{"lrlab": 1, "kind": 5}', r"5 at `\$\.kind`"),
    ('{"lrlab": 1, "kind": ["cosine"]}', r"at `\$\.kind`"),
    ('{"lrlab": 1, "kind": null}', r"None at `\$\.kind`"),
    ('{"lrlab": 1, "kind": "function", "f": "abs"}', r"`function` at .*cannot be written down"),
    ('{"lrlab": 1, "kind": "constant"}', r"`constant` at `\$` needs `value`, got no arguments"),
    ('{"lrlab": 1, "kind": "constant", "valeu": 1}', r'"valeu" of `constant`.*"value"\?'),
    ('{"lrlab": 1, "kind": "constant", "value": -1}', r"value=.* 0 or more, got -1.* \(at `\$`\)"),
    ('{"lrlab": 1, "kind": "constant", "value": true}', r"finite rate.*got True"),
    ('{"lrlab": 1, "kind": "constant", "value": "1"}', r"finite rate.*got '1'"),
    ('{"lrlab": 1, "kind": "constant", "value": null}', r"finite rate.*got None"),
    ('{"lrlab": 1, "kind": "constant", "value": [1]}', r"finite rate"),
    ('{"lrlab": 1, "kind": "constant", "value": 1e999}', r"finite rate.*got inf"),
    ('{"lrlab": 1, "kind": "constant", "value": NaN}', r"must be finite, got NaN"),
    ('{"lrlab": 1, "kind": "constant", "value": Infinity}', r"must be finite, got Infinity"),
    ('{"lrlab": 1, "kind": "constant", "value": -Infinity}', r"must be finite, got -Infinity"),
    ('{"lrlab": 1, "kind": "constant", "value": 1, "value": 2}', r"'value' is given twice"),
    ('{"lrlab": 1, "kind": "cosine", "init_value": 1, "steps": 1.5}', r"whole number.*got 1.5"),
    ('{"lrlab": 1, "kind": "cosine", "init_value": 1, "steps": -1}', r"0 or more, got -1"),
    ('{"lrlab": 1, "kind": "sequence", "pieces": 5}', r"list of schedules, got 5"),
    ('{"lrlab": 1, "kind": "sequence", "pieces": null}', r"list of schedules, got None"),
    ('{"lrlab": 1, "kind": "sequence", "pieces": "abc"}', r"list of schedules, got 'abc'"),
    ('{"lrlab": 1, "kind": "sequence", "pieces": [5]}', r"must hold schedules, got 5"),
    ('{"lrlab": 1, "kind": "sequence", "pieces": []}', r"at least one schedule"),
    ('{"lrlab": 1, "kind": "product", "factors": {}}', r"\$\.factors needs `kind`"),
    ('{"lrlab": 1, "kind": "scaled", "factor": 1, "schedule": 0.1}', r"be a schedule, got 0.1"),
    (
        '{"lrlab": 1, "kind": "sequence", "pieces": [{"kind": "constant", "value": 1, "steps": 1},'
        ' {"kind": "cosin"}]}',
        r"`\$\.pieces\[1\]\.kind`.*\"cosine\"\?",
    ),
    (
        '{"lrlab": 1, "kind": "scaled", "factor": 1, "schedule": {"kind": "sequence", "pieces":'
        ' [{"kind": "constant", "value": -1}]}}',
        r"\(at `\$\.schedule\.pieces\[0\]`\)",
    ),
    ('{"lrlab": 1, "kind": "table", "values": [[1], [2]]}', r"flat list of numbers"),
    ('{"lrlab": 1, "kind": "table", "values": [1, -1]}', r"values=...\)\[1\]` .*got .*-1"),
    ('{"lrlab": 1, "kind": "table", "values": [1, "a"]}', r"flat list of numbers"),
    ('{"lrlab": 1, "kind": "after", "schedule": {"kind": "constant", "value": 1, "steps": 1},'
     ' "following": "repaet"}', r'Did you mean "repeat"\?'),
    ('{"lrlab": 1, "kind": "wsd", "peak_value": 1, "total_steps": 9, "cooldown": "1-sqr"}',
     r'Did you mean "1-sqrt"\?'),
    ('{"lrlab": 1, "kind": "one_cycle", "peak_value": 1, "total_steps": 9, "form": "torch",'
     ' "three_phase": "no"}', r"three_phase=...\)` must be True or False, got 'no'"),
    ('{"lrlab": 1, "kind": "warmup_cosine", "peak_value": 1, "total_steps": 9,'
     ' "warmup_steps": 10}', r"fit into the whole of 9 updates, got 10"),
    ("[]", r"object with `kind`, got a list at \$"),
    ('"constant"', r"got a text"),
    ("null", r"got null"),
    ("1", r"got a number"),
    ("", r"no JSON"),
    ("{", r"no JSON"),
    ('{"lrlab": 1,}', r"no JSON"),
    ("\ufeff{}", r"no JSON"),
    ("{'lrlab': 1}", r"no JSON"),
    ('{"lrlab": 1, "kind": "constant", "value": 1} x', r"no JSON"),
    ('{"lrlab": 1, "kind": "\\ud800"}', r"ud800"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), WRONG)
def test_a_wrong_document_is_refused_with_the_place(text, says):
    with pytest.raises(lrlab.SpecError, match=says) as caught:
        lrlab.from_json(text)
    str(caught.value).encode()  # can be printed


@pytest.mark.parametrize(
    "wrong",
    [
        None, 5, 1.5, [], object(), {1: 2}, {"lrlab": 1, "kind": "constant", 1: 2},
        {"lrlab": 1, "kind": object()}, {"lrlab": 1, "kind": "constant", "value": object()},
        b"\xff\xfe\x00", b"\x80", bytearray(b"{"),
    ],
)  # fmt: skip
def test_what_no_json_reader_gives_is_refused_too(wrong):
    with pytest.raises(lrlab.SpecError):
        lrlab.from_json(wrong)


DEEP = 10_000
FLOODS = {
    "lists": "[" * DEEP,
    "closed lists": "[" * DEEP + "]" * DEEP,
    "objects": '{"lrlab":' * DEEP,
    "schedules": '{"lrlab": 1, "kind": "scaled", "factor": 2, "schedule": ' * DEEP + "}" * DEEP,
    "pieces": '{"lrlab": 1, "kind": "sequence", "pieces": [' * 500 + "]}" * 500,
    "a deep value": document(kind="constant", value=0).replace("0", "[" * 900 + "]" * 900),
    "many keys": "{" + ",".join(f'"k{i}": 1' for i in range(200_000)) + "}",
    "one key again and again": "{" + ",".join('"k": 1' for _ in range(200_000)) + "}",
    "a long number": document(kind="constant", value=1).replace(": 1}", ": " + "9" * 5000 + "}"),
    "a very long number": "9" * 3_000_000,
    "a long word": document(kind="x" * 3_000_000),
    "a long argument": document(kind="constant", **{"y" * 3_000_000: 1}),
    "quotes": '"' * 3_000_000,
    "text": "lorem ipsum " * 250_000,
    "bytes": bytes(range(256)) * 12_000,
    "zeros": b"\0" * 3_000_000,
    "a long list": document(kind="constant", value=[0] * 500_000),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_refused_in_a_few_words(name):
    with pytest.raises(lrlab.SpecError) as caught:
        lrlab.from_json(FLOODS[name])

    assert len(str(caught.value)) < 2500


def test_a_deep_python_mapping_is_refused():
    deep = {"kind": "constant", "value": 1.0}
    for _ in range(DEEP):
        deep = {"kind": "scaled", "factor": 2.0, "schedule": deep}
    with pytest.raises(lrlab.SpecError, match="too deep"):
        lrlab.from_json({"lrlab": 1, **deep})


def test_what_could_not_be_read_back_is_not_written():
    deep = lrlab.Constant(value=1.0, steps=9)
    for _ in range(forms.MAX_DEPTH):
        deep = deep.clipped(low=0.0)
    assert lrlab.from_json(deep.to_json()) == deep
    with pytest.raises(lrlab.ScheduleError, match="too deep"):
        deep.clipped(low=0.0).to_json()


def test_a_long_table_is_no_flood():
    schedule = lrlab.Table(values=[0.1] * 200_000)

    assert lrlab.from_json(schedule.to_json()) == schedule


def values_of_json():
    leaves = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.sampled_from([*forms.KINDS, "x"])
    )
    names = st.sampled_from(["kind", "value", "pieces", "schedule", "factors", "steps", "lrlab"])
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
        max_leaves=12,
    )


@hypothesis.settings(max_examples=300)
@hypothesis.given(values_of_json())
def test_any_data_is_a_schedule_or_refused(data):
    given = {"lrlab": 1, **data} if isinstance(data, dict) else data
    try:
        schedule = lrlab.from_json(json.dumps(given))
    except lrlab.SpecError:
        return
    assert lrlab.from_json(schedule.to_json()) == schedule


@st.composite
def nearly_right(draw):
    """A good document with one value, somewhere inside, replaced."""
    data = json.loads(draw(strategies.schedules).to_json())
    place = data
    while True:
        key = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if isinstance(place[key], (dict, list)) and place[key] and draw(st.booleans()):
            place = place[key]
            continue
        place[key] = draw(values_of_json())
        return data


@hypothesis.settings(max_examples=300)
@hypothesis.given(nearly_right())
def test_a_document_with_one_wrong_value_is_a_schedule_or_refused(data):
    try:
        schedule = lrlab.from_json(json.dumps(data))
    except lrlab.SpecError:
        return
    assert lrlab.from_json(schedule.to_json()) == schedule
    assert VALIDATOR.is_valid(data), "what is read must fit the schema"
