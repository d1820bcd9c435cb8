"""The command line as a person meets it: what it prints, and how it ends."""

import dataclasses

import pytest

from lrlab.cli import main


@dataclasses.dataclass
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def lrlab_command(monkeypatch, capsys, tmp_path):
    """Run a command in an empty folder, 100 columns wide, without color."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["lrlab", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Outcome(stop.value.code or 0, printed.out, printed.err)

    return run
