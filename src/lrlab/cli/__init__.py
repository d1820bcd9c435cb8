"""The command line: one command, one call of the library."""

from __future__ import annotations

import io
import signal
import sys

from lrlab._dependencies import require
from lrlab._errors import LrlabError, MissingExtraError

DONE, FAILED, WRONG_INPUT, MISSING_EXTRA, INTERRUPTED = 0, 1, 2, 3, 130


def main() -> None:
    """Run the command line; the entry point `lrlab`.

    Exit codes: 0 done, 2 wrong input or usage, 3 an optional requirement is missing, 130
    interrupted by Ctrl-C (nothing was written); 1 is a defect of lrlab.
    """
    if hasattr(signal, "SIGPIPE"):  # end quietly when the reader of a pipe leaves, as `head` does
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a picture in a terminal that has no such signs
        sys.stdout.reconfigure(errors="replace")
    try:
        require("typer", extra="cli", why="for the command line")
        require("rich", extra="cli", why="for the command line")
        _run()
    except MissingExtraError as error:
        _leave(error, MISSING_EXTRA)
    except LrlabError as error:
        _leave(error, WRONG_INPUT)
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        _leave(f"cannot read or write{place}: {error.strerror}", WRONG_INPUT)
    except KeyboardInterrupt:
        _leave("stopped; nothing was written", INTERRUPTED)
    sys.exit(DONE)


def _run() -> None:
    import typer

    from lrlab.cli._app import app

    try:
        code = app(standalone_mode=False)
    except typer.Abort:  # what some releases of typer make of Ctrl-C
        raise KeyboardInterrupt from None
    except Exception as error:
        # Wrong usage: a class that typer took from click, under another name in each release.
        if not hasattr(error, "exit_code") or not hasattr(error, "show"):
            raise
        error.show()  # pyright: ignore[reportAttributeAccessIssue]
        sys.exit(error.exit_code)  # pyright: ignore[reportAttributeAccessIssue]
    if code == INTERRUPTED:  # and what others make of it
        raise KeyboardInterrupt
    sys.stdout.flush()
    sys.exit(code if isinstance(code, int) else DONE)


def _leave(message: object, code: int) -> None:
    print(f"lrlab: {message}", file=sys.stderr)
    sys.exit(code)
