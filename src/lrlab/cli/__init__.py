"""The command line: one command, one call of the library."""

from __future__ import annotations

import sys

from lrlab._errors import LrlabError, MissingExtraError

DONE, FAILED, WRONG_INPUT, MISSING_EXTRA, INTERRUPTED = 0, 1, 2, 3, 130


def main() -> None:
    """Run the command line; the entry point `lrlab`.

    Exit codes: 0 done, 2 wrong input or usage, 3 an optional requirement is missing, 130
    interrupted by Ctrl-C (nothing was written); 1 is a defect of lrlab.
    """
    try:
        from lrlab._dependencies import require

        require("typer", extra="cli", why="for the command line")
        require("rich", extra="cli", why="for the command line")
        from lrlab.cli._app import app

        app()
    except MissingExtraError as error:
        _leave(error, MISSING_EXTRA)
    except LrlabError as error:
        _leave(error, WRONG_INPUT)
    except KeyboardInterrupt:
        _leave("stopped; nothing was written", INTERRUPTED)
    except BrokenPipeError:  # the reader of a pipe has left, as `head` does
        sys.stderr.close()
        sys.exit(DONE)


def _leave(message: object, code: int) -> None:
    print(f"lrlab: {message}", file=sys.stderr)
    sys.exit(code)
