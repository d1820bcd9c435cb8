"""`lrlab diff` and `lrlab horizon`, and lengths with units in `lrlab show`."""

import json
import sys

import pytest

PHOTOS = ["--epochs", "90", "--dataset-size", "50000", "--batch-size", "125"]
COSINE = "cosine(init_value=0.1, steps=100)"


def test_diff_says_where_and_why(lrlab_command):
    shown = lrlab_command("diff", COSINE, f"({COSINE}).scaled(0.5)")

    assert shown.code == 0
    assert "100 of 150 updates differ: 0 to 99" in shown.out
    assert "the second is the first times 0.5" in shown.out


def test_diff_of_the_same_schedule(lrlab_command):
    assert "the same rate at each of 150 updates" in lrlab_command("diff", COSINE, COSINE).out


def test_diff_as_json(lrlab_command):
    found = json.loads(lrlab_command("diff", COSINE, COSINE, "--steps", "7", "--json").out)

    assert (found["steps"], found["count"], found["largest_step"]) == (7, 0, None)


def test_horizon_says_what_was_done(lrlab_command):
    shown = lrlab_command("horizon", "10ep", "5%", *PHOTOS)

    assert shown.code == 0
    assert "4,000" in shown.out
    assert "1,800" in shown.out


def test_horizon_as_json(lrlab_command):
    rows = json.loads(lrlab_command("horizon", "90ep", *PHOTOS, "--json").out)

    assert [(row["length"], row["steps"]) for row in rows] == [("90ep", 36_000)]
    assert rows[0]["sentence"].endswith("36,000 updates")


def test_list_tells_all_about_one(lrlab_command):
    shown = lrlab_command("list", "two_stage")

    assert shown.out.startswith("two_stage(peak_value, total_steps, middle_value,")
    assert "References:" in shown.out
    assert json.loads(lrlab_command("list", "wsd", "--json").out)["name"] == "wsd"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["list", "wdc"], "unknown schedule"),
        (["recipe", "--steps", "100"], "`KIND` must be given for a plan"),
        (["horizon", "10ep"], "dataset_size"),
        (["horizon", "10foo", *PHOTOS], "known unit"),
        (["horizon", "ten", *PHOTOS], "must be a number and its unit"),
        (["diff", COSINE, "cosin()"], 'Did you mean "cosine"'),
        (["show", "reduce_on_plateau()"], "must name a schedule"),
        (["show", "cosine(init_value=1, steps=10ep)"], "`Horizon(dataset_size=...)`"),
        (["show", "cosine(init_value=5%, steps=10)", *PHOTOS], "has no unit"),
    ],
)
def test_refuses_with_the_remedy_and_code_2(lrlab_command, words, says):
    shown = lrlab_command(*words)

    assert (shown.code, shown.out) == (2, "")
    assert says in shown.err


def test_show_takes_lengths_with_units(lrlab_command):
    text = "warmup_cosine(peak_value=0.1, total_steps=90ep, warmup_steps=5%)"

    shown = lrlab_command("show", text, *PHOTOS)

    assert "warmup_cosine(peak_value=0.1, total_steps=36000, warmup_steps=1800)" in shown.out


def test_show_draws_the_learning_rate_of_a_plan(lrlab_command):
    shown = lrlab_command("show", f"plan(lr={COSINE}, momentum=0.9)")

    assert shown.code == 0
    assert "peak 0.1, reached at update 0" in shown.out


MODULE = """
import lrlab
from lrlab.schedules import Rate, Steps

@lrlab.register("flat_of_mine")
def flat_of_mine(value: Rate, total_steps: Steps):
    return lrlab.Constant(value=value, steps=total_steps)
"""


@pytest.mark.parametrize("named", ["flat_of_mine.py", "flat_of_mine", "lrlab.py", "json.py"])
def test_a_module_of_ones_own_is_imported_first(lrlab_command, tmp_path, monkeypatch, named):
    name = f"of_{named.replace('.', '_')}"
    (tmp_path / f"{named.removesuffix('.py')}.py").write_text(MODULE.replace("flat_of_mine", name))
    monkeypatch.delitem(sys.modules, "flat_of_mine", raising=False)

    shown = lrlab_command("--import", named, "show", f"{name}(value=0.1, total_steps=5)")

    assert shown.code == 0
    assert "5 updates" in shown.out
    assert sys.modules["json"] is json


@pytest.mark.parametrize("text", ["import sys; sys.exit(1)", "1 / 0", "a broken line"])
@pytest.mark.parametrize("named", ["stops.py", "stops"])
def test_a_module_that_stops_is_refused(lrlab_command, tmp_path, monkeypatch, named, text):
    (tmp_path / "stops.py").write_text(text)
    monkeypatch.delitem(sys.modules, "stops", raising=False)

    shown = lrlab_command("--import", named, "list")

    assert (shown.code, shown.out) == (2, "")
    assert f"must name a module that can be imported, got '{named}'" in shown.err


def test_list_shows_arguments_of_any_kind(lrlab_command, tmp_path):
    (tmp_path / "kept.py").write_text(
        "import lrlab\n"
        "@lrlab.register('kept')\n"
        "def kept(inner=lrlab.Constant(value=1.0)):\n"
        "    return inner\n"
    )

    shown = lrlab_command("--import", "kept.py", "list", "--json")

    (kept,) = (kind for kind in json.loads(shown.out) if kind["name"] == "kept")
    assert kept["arguments"] == {"inner": "Constant(value=1.0)"}


def test_a_module_that_cannot_be_imported_is_refused(lrlab_command):
    shown = lrlab_command("--import", "no_such_module", "list")

    assert (shown.code, shown.out) == (2, "")
    assert "`--import` must name a module that can be imported, got 'no_such_module'" in shown.err
