"""Every row of the census beside the libraries that have it, run here, update by update."""

import numpy as np
import pytest

import lrlab
from census.rows import ROWS
from census.table import rates_of

CASES = [
    pytest.param(row, comparison, given, id=f"{row.number}-{comparison.library}-{i}.{j}")
    for row in ROWS
    for i, comparison in enumerate(row.compared)
    for j, given in enumerate(comparison.given)
]


@pytest.mark.parametrize(("row", "comparison", "given"), CASES)
def test_agrees_at_every_update_where_the_conventions_do(row, comparison, given):
    n = comparison.count(given)
    theirs = comparison.rates(given, n)
    peak = np.abs(theirs).max()

    ours = rates_of(comparison.ours or row.value, given, np.arange(n))

    assert n > comparison.skip
    np.testing.assert_allclose(
        ours[comparison.skip :],
        theirs[comparison.skip :],
        rtol=0,
        atol=comparison.closeness * peak,
        err_msg=f"{comparison.theirs}\n{comparison.ours or row.value}\n{given}",
    )


def test_the_peak_of_torch_may_lie_between_two_updates_and_describe_says_so():
    facts = lrlab.one_cycle(peak_value=0.3, total_steps=32, form="torch").describe()

    assert facts.peak_value == 0.3
    assert facts.peak_step is None
    assert facts.highest_rate < 0.3
    assert "never reached: the highest rate is" in str(facts)
