"""Texts and JSON documents at random: by the grammar, by mistake, and by chance.

Each is read, and what comes of it must be a value or a typed error, within a second.
"""

import json
import random
import time
import typing

import lrlab
from lrlab.forms import KINDS, MAX_LENGTH, parameters
from lrlab.forms._kinds import field_hints
from lrlab.forms._schema import _makes
from lrlab.schedules._rules import rules_of

NUMBERS = [
    "0", "1", "7", "0.1", "3e-4", "1e-300", "1e300", "-1", "1_000", "9007199254740993", "1e400",
    "00", "5%", "10ep", "2e9tok", "1e6sp", "500up", "3foo", "1e", "0x10", "1__0", "9" * 40,
]  # fmt: skip
WORDS = ["none", "true", "nan", "inf", '"cosine"', "'linear'", '"hold"', '""', "'\\''"]
SIGNS = [*"()[]{},=.*+:'\"\\ \n\t", "then", " then ", ".then(", "é", "\0", "\ud800", "٣"]
HORIZON = lrlab.Horizon(dataset_size=50_000, batch_size=128, sequence_length=512, epochs=9)
DEEPEST = 3
SCHEDULES = [kind for kind in KINDS if _makes(kind, lrlab.AbstractSchedule)]
POLICIES = [kind for kind in KINDS if _makes(kind, lrlab.AbstractPolicy)]
TEXTS = [
    "linear",
    "cosine",
    "1-sqrt",
    "hold",
    "repeat",
    "mirror",
    "extrapolate",
    "torch",
    "min",
    "x",
]
ODD = [
    None,
    True,
    "",
    "x" * 100,
    -1,
    0,
    10**400,
    1e300,
    1e-300,
    2**53,
    2**70,
    0.5,
    [],
    [1],
    {},
    {"kind": 1},
]


def document(rng, depth=0, kinds=tuple(KINDS)):
    """A value as data, mostly with arguments that fit."""
    kind = rng.choice(kinds)
    known = parameters(kind)
    names = [name for name, p in known.items() if p.default is p.empty or rng.random() < 0.25]
    if kind == "plan":
        names += rng.sample(["lr", "momentum", "beta1"], k=rng.randrange(1, 3))
    if rng.random() < 0.02:
        names.append(rng.choice(["x", "steps", "notes"]))
    return {"kind": kind, **{name: argument(rng, kind, name, depth) for name in names}}


def argument(rng, kind, name, depth):
    if rng.random() < 0.04:
        return rng.choice(ODD)
    if kind == "plan" and name != "notes":
        member = document(rng, depth + 1, SCHEDULES)
        groups = {"body": member, "head": document(rng, depth + 1, SCHEDULES)}
        return rng.choice([member, groups])
    rule, _ = rules_of(field_hints(kind)).get(name, (None, False))
    if rule is not None:
        size = rng.choice([1, 10, 10, 1000, 1e6])
        number = rng.choice([0, 1, 0.5, rng.random()]) * (1 if "fraction" in rule.must_be else size)
        return int(number * 10) if rule.whole else number
    hint = str(typing.get_type_hints(field_hints(kind)).get(name))
    if "AbstractPolicy" in hint:
        return document(rng, depth + 1, POLICIES)
    if "AbstractSchedule" in hint:
        leaves = ["constant", "cosine", "linear", "wsd"] if depth >= DEEPEST else SCHEDULES
        parts = [document(rng, depth + 1, leaves) for _ in range(rng.randrange(1, 4))]
        return parts if "tuple" in hint else parts[0]
    if "tuple" in hint:
        return sorted(rng.choice([0, 1, 5, 10, 0.5]) for _ in range(rng.randrange(4)))
    return rng.choice([True, False]) if "bool" in hint else rng.choice(TEXTS)


def as_text(rng, data):
    """The data as a text: with signs and methods where there are some."""
    if isinstance(data, list):
        return f"[{', '.join(as_text(rng, item) for item in data)}]"
    if not isinstance(data, dict):
        word = {"None": "none", "True": "true", "False": "false"}.get(repr(data), str(data)[:50])
        text = f'"{data}"' if isinstance(data, str) else word
        return rng.choice(NUMBERS) if rng.random() < 0.03 else text
    kind, arguments = data.get("kind"), {k: v for k, v in data.items() if k != "kind"}
    if kind is None:
        return "{" + ", ".join(f"{k}: {as_text(rng, v)}" for k, v in arguments.items()) + "}"
    for joined, name, sign in JOINED:
        parts = arguments.get(name)
        if kind == joined and isinstance(parts, list) and rng.random() < 0.7:
            return f"({sign.join(as_text(rng, part) for part in parts)})"
    before = ""
    if kind in METHODS and "schedule" in arguments and rng.random() < 0.7:
        before = f"({as_text(rng, arguments.pop('schedule'))})."
    written = ", ".join(f"{name}={as_text(rng, value)}" for name, value in arguments.items())
    return f"{before}{kind}({written})"


JOINED = [("sequence", "pieces", " then "), ("product", "factors", " * "), ("sum", "terms", " + ")]
METHODS = ("scaled", "clipped", "repeated", "after", "slice", "stepwise")


def text_by_grammar(rng):
    return as_text(rng, document(rng))


def with_mistakes(rng, text):
    """The text with a few characters gone, doubled or put in."""
    letters = list(text)
    for _ in range(rng.randrange(1, 4)):
        place = rng.randrange(len(letters) + 1)
        letters[place : place + rng.randrange(3)] = rng.choice(
            [[], [rng.choice(SIGNS)], letters[:3]]
        )
    return "".join(letters)


def text_by_chance(rng):
    words = [*KINDS, *NUMBERS, *WORDS, *SIGNS, *SIGNS, *SIGNS]
    return "".join(rng.choices(words, k=rng.randrange(30)))


def json_by_grammar(rng):
    return json.dumps({"lrlab": rng.choice([1, 1, 1, 1, 1, 2, None]), **document(rng)})


def json_by_chance(rng):
    words = [
        '{"lrlab": 1, ',
        '"kind": ',
        '"constant"',
        '"value"',
        *SIGNS,
        *NUMBERS,
        "null",
        "[",
        "{",
    ]
    return "".join(rng.choices(words, k=rng.randrange(20)))


def read_text(text):
    return lrlab.parse(text, horizon=HORIZON)


SOURCES = {
    "text by the grammar": (text_by_grammar, read_text),
    "text with mistakes": (lambda rng: with_mistakes(rng, text_by_grammar(rng)), read_text),
    "text by chance": (text_by_chance, read_text),
    "JSON by the grammar": (json_by_grammar, lrlab.from_json),
    "JSON with mistakes": (lambda rng: with_mistakes(rng, json_by_grammar(rng)), lrlab.from_json),
    "JSON by chance": (json_by_chance, lrlab.from_json),
}


def outcome(read, text):
    """What came of it, "value" or "refused", and the seconds that reading it took.

    A value is asked for its first rates, and must be what its JSON and its `repr` say.
    """
    began = time.perf_counter()
    try:
        value = read(text)
        if isinstance(value, lrlab.AbstractSchedule):
            value(0), value(1)
    except (lrlab.SpecError, lrlab.ScheduleError) as error:
        str(error).encode()  # can be printed
        return "refused", time.perf_counter() - began
    seconds = time.perf_counter() - began
    assert lrlab.from_json(value.to_json()) == value, f"JSON changed {value}"
    if len(repr(value)) <= MAX_LENGTH:
        assert lrlab.parse(repr(value)) == value, f"the text of {value} is another value"
    return "value", seconds


def specs(seed, count):
    """`count` texts from each source, with their readers."""
    rng = random.Random(seed)
    for _ in range(count):
        for name, (write, read) in SOURCES.items():
            yield name, read, write(rng)
