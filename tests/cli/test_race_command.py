"""`lrlab race`, on the small task."""

import json
import signal
import subprocess
import sys

import pytest

SMALL = ("race", "--task", "quadratic", "--steps", "40", "--seeds", "3", "--peaks", "0.05,0.1,0.2")


def test_shows_standings_and_writes_the_report_and_the_numbers(lrlab_command, tmp_path):
    outcome = lrlab_command(*SMALL)

    assert outcome.code == 0, outcome.err
    for words in ("one cycle", "best peak", "vs constant", "report.html"):
        assert words in outcome.out
    assert (tmp_path / "report.html").read_text().startswith("<!")
    assert len(json.loads((tmp_path / "report.json").read_text())["standings"]) == 8


def test_json_is_all_that_goes_to_standard_output(lrlab_command, tmp_path):
    outcome = lrlab_command(*SMALL, "--json", "--out", "here.html")

    assert json.loads(outcome.out) == json.loads((tmp_path / "here.json").read_text())


def test_races_the_schedules_that_it_is_given(lrlab_command):
    outcome = lrlab_command(
        *SMALL, "-s", "constant(value=1)", "-s", "linear_to_zero(peak_value=1, total_steps=40)"
    )

    assert outcome.code == 0, outcome.err
    assert "linear to zero" in outcome.out
    assert "one cycle" not in outcome.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--task", "fashion15"), 'Did you mean "fashion14"'),
        (("--peaks", "0.1,abc"), "--peaks"),
        (("--peaks", "-1"), "peaks"),
        (("-s", "constnt(value=1)"), 'Did you mean "constant"'),
        (("--out", "report.txt"), ".html"),
        (("--out", "nowhere/report.html"), "nowhere"),
        (("--steps", "0"), "steps"),
        (("--seeds", "0"), "seeds"),
    ],
)
def test_refuses_wrong_input_before_anything_runs(lrlab_command, tmp_path, arguments, message):
    outcome = lrlab_command("race", "--task", "quadratic", *arguments)

    assert outcome.code == 2
    assert message in outcome.err
    assert not list(tmp_path.iterdir())


def test_ctrl_c_leaves_nothing_behind(tmp_path):
    """A real interrupt, as soon as a long race shows that it runs."""
    command = [sys.executable, "-m", "lrlab", "race", "--task", "quadratic", "--steps", "200000"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)

    assert first.startswith("sweep: 800 updates")
    assert process.returncode == 130, errors
    assert "nothing was written" in errors
    assert not list(tmp_path.iterdir())
