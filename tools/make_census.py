"""Write docs/every-schedule.md from the rows of the census; with --check, say whether it is so.

Run with the repository's environment, after `make test` has put the libraries there.
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).parent.parent
PAGE = ROOT / "docs" / "every-schedule.md"


def main() -> int:
    sys.path.insert(0, str(ROOT / "tests"))
    from census.page import page

    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if "--check" in sys.argv[1:]:
        return int(written != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
