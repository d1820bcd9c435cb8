"""A file that is made from the code: written, or compared with what it would be."""

import argparse
import pathlib
import sys
from collections.abc import Callable


def write_or_check(path: pathlib.Path, text: Callable[[], str], description: str | None) -> int:
    """Write `text` to `path`, or with `--check` say whether it stands there; the exit code."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="compare, do not write")
    if not parser.parse_args().check:
        path.write_text(text(), encoding="utf-8")
        return 0
    if path.is_file() and path.read_text(encoding="utf-8") == text():
        return 0
    tool = pathlib.Path(sys.argv[0]).name
    print(f"{path} is out of date. Run `python tools/{tool}`.", file=sys.stderr)
    return 1
