"""Write the table of every schedule from the rows of the census.

python tools/make_census.py          writes docs/every-schedule.md
python tools/make_census.py --check  fails if that file is out of date
"""

import argparse
import pathlib
import sys

ROOT = pathlib.Path(__file__).parent.parent
PATH = ROOT / "docs" / "every-schedule.md"


def page_text() -> str:
    """The page as it stands in the file."""
    sys.path.insert(0, str(ROOT / "tests"))
    from census.page import page

    return page()


def main() -> int:
    """Write the file, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, do not write")
    if not parser.parse_args().check:
        PATH.write_text(page_text(), encoding="utf-8")
        return 0
    if PATH.is_file() and PATH.read_text(encoding="utf-8") == page_text():
        return 0
    print(f"{PATH} is out of date: run `python tools/make_census.py`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
