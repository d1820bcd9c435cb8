"""What every test and doctest may rely on."""

import pytest

from lrlab.forms import KINDS


@pytest.fixture(autouse=True)
def known_kinds():
    """What a test or an example registers is forgotten after it."""
    before = dict(KINDS)
    yield
    KINDS.clear()
    KINDS.update(before)
