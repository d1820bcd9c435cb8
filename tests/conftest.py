"""Settings for all tests: the same examples every time on CI, fresh ones at a desk."""

import os

import hypothesis

hypothesis.settings.register_profile("desk", deadline=None, print_blob=True)
hypothesis.settings.register_profile(
    "ci", parent=hypothesis.settings.get_profile("desk"), derandomize=True, database=None
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")
