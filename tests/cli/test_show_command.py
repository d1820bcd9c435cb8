"""`lrlab show` and `lrlab list`."""

import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

import lrlab
from lrlab.forms import KINDS

WSD = "wsd(peak_value=0.1, total_steps=1000)"


def test_without_arguments_draws_the_five_schedules(lrlab_command):
    outcome = lrlab_command("show")

    assert outcome.code == 0
    for words in ("Learning rate schedule comparison", "Step decay", "epoch", "1-cycle"):
        assert words in outcome.out


def test_says_what_is_worth_knowing(lrlab_command):
    outcome = lrlab_command("show", WSD)

    assert outcome.code == 0
    assert "peak 0.1, reached at update 50" in outcome.out
    assert "update 0 trains at rate 0" in outcome.out


def test_json_holds_the_schedule_its_facts_and_its_rates(lrlab_command):
    outcome = lrlab_command("show", WSD, "constant(value=0.5)", "--json")

    first, second = json.loads(outcome.out)
    schedule = lrlab.from_json(first["schedule"])
    assert schedule == lrlab.parse(WSD)
    assert first["rates"] == [schedule(t) for t in range(1000)]
    assert first["peak_step"] == 50
    assert second["total_steps"] is None


def test_reads_a_file_and_standard_input(lrlab_command, tmp_path, monkeypatch):
    (tmp_path / "wsd.json").write_text(lrlab.parse(WSD).to_json())

    assert "peak 0.1" in lrlab_command("show", "wsd.json").out

    monkeypatch.setattr("sys.stdin", io.StringIO(lrlab.parse(WSD).to_json()))
    assert "peak 0.1" in lrlab_command("show", "-").out


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "html"])
def test_writes_pictures(lrlab_command, tmp_path, ending):
    outcome = lrlab_command("show", WSD, "--out", f"picture.{ending}")

    assert outcome.code == 0, outcome.err
    data = (tmp_path / f"picture.{ending}").read_bytes()
    start = {"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF", "html": b"<!"}[ending]
    assert data.startswith(start)
    if ending == "svg":
        ElementTree.fromstring(data)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("warmup_cosin(peak_value=0.1, total_steps=10)", 'Did you mean "warmup_cosine"'),
        ("wsd(peak_value=0.1, total_step=10)", 'Did you mean "total_steps"'),
        ("warmup_cosine(peak_value=0.1)", "needs `total_steps`"),
        ("wsd(peak_value=-1, total_steps=10)", "0 or more"),
        ("wsd(peak_value=0.1, total_steps=10", "the end of the text"),
        ("nothing.json", "cannot be read"),
        ("{", "no JSON"),
        ("", "the name of a schedule"),
    ],
)
def test_refuses_a_wrong_spec_with_its_remedy_and_code_2(lrlab_command, tmp_path, spec, message):
    outcome = lrlab_command("show", spec, "--out", "picture.png")

    assert outcome.code == 2
    assert message in outcome.err
    assert not list(tmp_path.iterdir())


def test_refuses_an_unknown_ending(lrlab_command, tmp_path):
    outcome = lrlab_command("show", "--out", "picture.gif")

    assert outcome.code == 2
    assert ".svg" in outcome.err
    assert not list(tmp_path.iterdir())


def test_an_unknown_command_gets_the_near_one(lrlab_command):
    outcome = lrlab_command("shwo")

    assert outcome.code == 2
    assert "show" in outcome.err


def test_list_names_every_kind(lrlab_command):
    outcome = lrlab_command("list")
    listed = json.loads(lrlab_command("list", "--json").out)

    assert [kind["name"] for kind in listed] == sorted(KINDS)
    for kind in KINDS:
        assert kind in outcome.out


def test_version(lrlab_command):
    assert lrlab_command("--version").out.strip() == lrlab.__version__


def test_a_schedule_can_be_given_a_name(lrlab_command):
    named = json.loads(lrlab_command("show", f"early={WSD}", f" my run = {WSD}", "--json").out)

    assert [facts["label"] for facts in named] == ["early", "my run"]


def test_two_schedules_of_one_name_are_refused(lrlab_command):
    outcome = lrlab_command("show", f"a={WSD}", f"a={WSD}")

    assert outcome.code == 2
    assert "two schedules are named 'a'" in outcome.err


def test_looks_as_far_as_it_is_asked(lrlab_command):
    (facts,) = json.loads(lrlab_command("show", WSD, "--steps", "5", "--json").out)

    assert facts["steps"] == 5
    assert len(facts["rates"]) == 5


def test_a_file_that_cannot_be_written_is_a_sentence(lrlab_command):
    outcome = lrlab_command("show", WSD, "--out", "/proc/picture.svg")

    assert outcome.code == 2
    assert "cannot read or write /proc/" in outcome.err


BLOCKED = """
import sys

class NotInstalled:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked}:
            raise ModuleNotFoundError("blocked", name=name.partition(".")[0])

sys.meta_path.insert(0, NotInstalled())
sys.argv = ["lrlab", *{arguments}]
from lrlab.cli import main
main()
"""


@pytest.mark.parametrize(
    ("blocked", "arguments", "code", "says"),
    [
        (["typer"], ["show"], 3, "`typer` is needed"),
        (["jax", "matplotlib", "scipy"], ["show", WSD], 0, "peak 0.1"),
        (["jax", "matplotlib", "scipy"], ["list"], 0, "warmup_cosine"),
        (["jax"], ["race", "--help"], 0, "best peak"),
        (["jax"], ["race", "--task", "quadratic"], 3, "`jax` is needed to train a task"),
        (["matplotlib"], ["show", "--out", "picture.png"], 3, "`matplotlib` is needed"),
    ],
)
def test_without_an_extra_says_which_and_does_what_it_can(tmp_path, blocked, arguments, code, says):
    program = BLOCKED.format(blocked=blocked, arguments=arguments)

    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=False
    )

    assert ran.returncode == code, ran.stderr
    assert says in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    assert not list(tmp_path.iterdir())
