"""What is documented exists, and what exists is documented."""

import re
import shlex
from pathlib import Path

import pytest

import lrlab
from lrlab import cli
from lrlab.cli._app import app
from lrlab.cli._specs import read_specs

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMAND_LINE = (ROOT / "docs" / "command-line.md").read_text()


def commands_shown():
    lines = [line.strip() for page in PAGES for line in page.read_text().splitlines()]
    return [
        line.split("  #")[0]
        for line in lines
        if re.match(r"lrlab (-|show|list|race|recipe|diff|horizon)", line)
    ]


def test_every_command_is_documented():
    for command in app.registered_commands:
        assert f"`lrlab {command.name}" in COMMAND_LINE


def test_every_exit_code_is_documented():
    codes = (cli.DONE, cli.FAILED, cli.WRONG_INPUT, cli.MISSING_EXTRA, cli.INTERRUPTED)
    assert re.findall(r"^\| (\d+) \|", COMMAND_LINE, re.MULTILINE) == [str(code) for code in codes]


@pytest.mark.parametrize("line", commands_shown())
def test_every_command_shown_names_schedules_that_exist(line):
    words = shlex.split(line.split(" | ")[0])
    own = words[1] == "--import"  # of a file that the reader writes, which the page itself tests
    words = words[2:] if own else words

    assert words[1] in {command.name for command in app.registered_commands}
    photos = lrlab.Horizon(epochs=90, dataset_size=50_000, batch_size=128)
    for word in words[2:]:
        if "(" in word and not own:
            read_specs([word], photos)


def test_the_readme_starts_with_the_two_commands():
    first = PAGES[0].read_text().split("\n\n")[1]

    assert [line.split()[:2] for line in first.splitlines()] == [["make", "race"], ["make", "test"]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_every_decision_has_a_number_and_a_title():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    for number, page in enumerate(decisions, start=1):
        assert page.name.startswith(f"{number:03d}-")
        assert page.read_text().startswith(f"# {number}. ")
