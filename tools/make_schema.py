"""Write the JSON Schema of schedules beside the code that it is made from.

python tools/make_schema.py          writes src/lrlab/forms/schedule.schema.json
python tools/make_schema.py --check  fails if that file is out of date
"""

import argparse
import json
import pathlib
import sys

from lrlab import forms

PATH = pathlib.Path(forms.__file__).with_name("schedule.schema.json")


def schema_text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(forms.json_schema(), indent=2) + "\n"


def main() -> int:
    """Write the file, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, do not write")
    if not parser.parse_args().check:
        PATH.write_text(schema_text(), encoding="utf-8")
        return 0
    if PATH.is_file() and PATH.read_text(encoding="utf-8") == schema_text():
        return 0
    print(f"{PATH} is out of date. Run `python tools/make_schema.py`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
