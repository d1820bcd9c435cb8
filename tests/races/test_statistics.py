"""Paired intervals: against SciPy's own, and against how often they are wrong."""

import math

import numpy as np
import pytest
import scipy.stats

from lrlab.races import paired_interval


def test_is_the_interval_of_the_paired_t_test():
    rng = np.random.default_rng(0)
    ours, theirs = rng.normal(size=(2, 6))

    interval = paired_interval(ours - theirs)

    expected = scipy.stats.ttest_rel(ours, theirs).confidence_interval(0.95)
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize("comparisons", [1, 7])
def test_at_three_seeds_no_difference_is_called_real_more_often_than_promised(comparisons):
    """Over all comparisons together, at most 5% of races may see what is not there."""
    rng = np.random.default_rng(1)
    races = 2000
    wrong = 0
    for _ in range(races):
        intervals = [
            paired_interval(rng.normal(size=3), comparisons=comparisons) for _ in range(comparisons)
        ]
        wrong += any(i.low > 0 or i.high < 0 for i in intervals)

    assert wrong / races < 0.05 + 3 * math.sqrt(0.05 * 0.95 / races)


def test_one_seed_gives_a_mean_and_no_bounds():
    interval = paired_interval(np.array([-0.5]))

    assert interval.mean == -0.5
    assert (interval.low, interval.high) == (-math.inf, math.inf)


def test_runs_that_diverged_on_both_sides_leave_it_open():
    interval = paired_interval(np.array([math.inf, -math.inf, 0.1]))

    assert (interval.low, interval.high) == (-math.inf, math.inf)


def test_two_seeds_are_too_few_for_an_interval():
    assert paired_interval(np.array([-0.5, -0.5])).high == math.inf


@pytest.mark.parametrize(("bad", "bound"), [(math.inf, math.inf), (-math.inf, -math.inf)])
def test_a_diverged_run_decides_the_comparison(bad, bound):
    interval = paired_interval(np.array([0.1, bad, 0.2]))

    assert interval.mean == interval.low == interval.high == bound
