"""Write the JSON Schema of schedules beside the code that it is made from.

python tools/make_schema.py          writes src/lrlab/forms/schedule.schema.json
python tools/make_schema.py --check  fails if that file is out of date
"""

import json
import pathlib
import sys

from generated import write_or_check

from lrlab import forms

PATH = pathlib.Path(forms.__file__).with_name("schedule.schema.json")


def schema_text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(forms.json_schema(), indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(write_or_check(PATH, schema_text, __doc__))
