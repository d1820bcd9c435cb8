"""The published JSON Schema: valid, up to date, and able to say no."""

import copy
import json
import pathlib
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

import lrlab
from lrlab import forms

ROOT = pathlib.Path(__file__).parents[2]
PUBLISHED = json.loads(
    pathlib.Path(forms.__file__).with_name("schedule.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(PUBLISHED)
GOLDEN = json.loads(pathlib.Path(__file__).with_name("golden_v1.json").read_text())
GOOD = {
    "lrlab": 1,
    "kind": "sequence",
    "pieces": [
        {"kind": "linear", "init_value": 0, "end_value": 0.1, "steps": 10},
        {"kind": "cosine", "init_value": 0.1, "steps": 90},
    ],
}


def test_it_is_a_schema():
    Draft202012Validator.check_schema(PUBLISHED)


def test_the_file_is_up_to_date():
    command = [sys.executable, str(ROOT / "tools" / "make_schema.py"), "--check"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stderr
    assert lrlab.json_schema() == PUBLISHED


def test_it_names_every_kind():
    assert set(PUBLISHED["$defs"]) == {*forms.KINDS, "a_schedule", "a_policy", "a_controlled"}


@pytest.mark.parametrize("row", GOLDEN, ids=[row["repr"][:60] for row in GOLDEN])
def test_every_golden_document_fits(row):
    VALIDATOR.validate(row["document"])


BREAKS = {
    "a wrong kind": lambda d: d.update(kind="sequenc"),
    "no kind": lambda d: d.pop("kind"),
    "no version": lambda d: d.pop("lrlab"),
    "a newer version": lambda d: d.update(lrlab=2),
    "an unknown argument": lambda d: d.update(piece=1),
    "no pieces": lambda d: d.pop("pieces"),
    "pieces that are no list": lambda d: d.update(pieces=5),
    "a piece that is no object": lambda d: d["pieces"].append(5),
    "a wrong kind inside": lambda d: d["pieces"][0].update(kind="lin"),
    "an unknown argument inside": lambda d: d["pieces"][0].update(stepz=3),
    "a missing argument inside": lambda d: d["pieces"][0].pop("steps"),
    "a negative rate": lambda d: d["pieces"][0].update(end_value=-0.1),
    "a rate that is a text": lambda d: d["pieces"][0].update(end_value="0.1"),
    "a rate that is a truth": lambda d: d["pieces"][0].update(end_value=True),
    "a rate that is nothing": lambda d: d["pieces"][0].update(end_value=None),
    "a negative length": lambda d: d["pieces"][0].update(steps=-1),
    "half an update": lambda d: d["pieces"][0].update(steps=1.5),
    "a length beyond counting": lambda d: d["pieces"][0].update(steps=2**53 + 1),
    "a version inside": lambda d: d["pieces"][0].update(lrlab=1),
}


@pytest.mark.parametrize("name", BREAKS)
def test_it_says_no_to(name):
    broken = copy.deepcopy(GOOD)
    assert VALIDATOR.is_valid(broken)
    BREAKS[name](broken)

    assert not VALIDATOR.is_valid(broken)
    with pytest.raises(lrlab.SpecError):
        lrlab.from_json(broken)
