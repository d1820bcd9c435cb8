"""What every test and doctest may rely on."""

import pytest

from lrlab.forms import KINDS
from lrlab.schedules.recipes._recipe import _DEFINITIONS


@pytest.fixture(autouse=True)
def known_kinds():
    """What a test or an example registers is forgotten after it."""
    tables = (KINDS, _DEFINITIONS)
    before = [dict(table) for table in tables]
    yield
    for table, known in zip(tables, before, strict=True):
        table.clear()
        table.update(known)
