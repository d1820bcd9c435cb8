"""Write the table of every schedule from the rows of the census.

python tools/make_census.py          writes docs/every-schedule.md
python tools/make_census.py --check  fails if that file is out of date
"""

import pathlib
import sys

from generated import write_or_check

ROOT = pathlib.Path(__file__).parent.parent
PATH = ROOT / "docs" / "every-schedule.md"


def page_text() -> str:
    """The page as it stands in the file."""
    sys.path.insert(0, str(ROOT / "tests"))
    from census.page import page

    return page()


if __name__ == "__main__":
    sys.exit(write_or_check(PATH, page_text, __doc__))
