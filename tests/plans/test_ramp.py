"""Batches that grow: counted update by update, and against Megatron's rule."""

import sys
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest

import lrlab
from lrlab.plans import Horizon, Plan, batch_size_ramp

values = st.floats(1.0, 40.0)
lines = st.builds(lrlab.Linear, init_value=values, end_value=values, steps=st.integers(0, 50))
steps = st.builds(
    lambda sizes, lengths: lrlab.PiecewiseConstant(values=sizes, lengths=lengths[: len(sizes) - 1]),
    st.lists(values, min_size=1, max_size=4),
    st.lists(st.integers(0, 20), min_size=3, max_size=3),
)
cycles = lines.filter(lambda line: line.steps).map(lambda line: line.after("repeat"))
ramps = st.one_of(lines, steps, cycles, lines.map(lambda line: line.then(lrlab.Constant(value=9))))


def sizes_one_by_one(schedule, batches, n):
    return [int(batches * schedule(t) + 0.5) for t in range(n)]


@hypothesis.given(ramps, st.integers(1, 3), st.integers(1, 3), st.integers(0, 120))
def test_samples_are_the_sum_of_the_sizes(schedule, workers, accumulation, t):
    horizon = Horizon(batch_size=schedule, workers=workers, accumulation=accumulation)

    sizes = sizes_one_by_one(schedule, workers * accumulation, t)

    assert horizon.samples_after(t) == sum(sizes)


@hypothesis.given(ramps, st.integers(1, 3), st.integers(0, 3000))
def test_samples_need_the_smallest_number_of_updates_that_reaches_them(schedule, workers, samples):
    horizon = Horizon(batch_size=schedule, workers=workers, dataset_size=100)

    length = horizon.length(samples=samples)

    assert horizon.samples_after(length) >= samples
    assert length == 0 or horizon.samples_after(length - 1) < samples
    assert horizon.length(epochs=Fraction(samples, 100)) == length


@pytest.mark.parametrize("end", [65_535, 65_536, 65_537, 200_000])
def test_long_ramps_are_summed_in_blocks_without_a_seam(end):
    schedule = lrlab.Linear(init_value=16, end_value=2048, steps=end)
    sums = np.cumsum(np.floor(schedule(np.arange(300_000)) + 0.5).astype(np.int64))

    for t in (1, 65_535, 65_536, 65_537, 131_072, 199_999, 200_000, 200_001, 300_000):
        horizon = Horizon(batch_size=schedule)  # a new one has summed nothing yet
        assert horizon.samples_after(t) == sums[t - 1]
        for samples, expected in ((sums[t - 1], t), (sums[t - 1] + 1, t + 1)):
            assert Horizon(batch_size=schedule).length(samples=samples) == expected
            assert horizon.length(samples=samples) == expected


def test_threads_may_count_with_the_same_horizon():
    ramp = lrlab.Linear(init_value=1000, end_value=2000, steps=1_600_000)
    t = 1_600_000
    expected = Horizon(batch_size=ramp).samples_after(t)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            for _ in range(5):
                counted = [Horizon(batch_size=ramp).samples_after] * 4
                assert set(pool.map(lambda count: count(t), counted)) == {expected}
                found = [Horizon(batch_size=ramp).length] * 4
                assert set(pool.map(lambda find: find(samples=expected), found)) == {t}
    finally:
        sys.setswitchinterval(interval)


def test_trillions_of_tokens_are_counted_to_the_last():
    ramp = batch_size_ramp(start=32, stop=1024, increment=32, ramp_samples=12_000_000)
    horizon = Horizon(batch_size=ramp, sequence_length=4096, tokens=15 * 10**12)

    ramping = sum(ramp.lengths)
    before = 4096 * sum(int(v) * n for v, n in zip(ramp.values, ramp.lengths, strict=False))

    assert horizon.total_steps == ramping - (before - 15 * 10**12) // (4096 * 1024)
    assert horizon.tokens_after(ramping) == before


@st.composite
def megatron(draw):
    start, increment = draw(st.integers(1, 40)), draw(st.integers(1, 20))
    rises = draw(st.integers(1, 12))
    return start, start + rises * increment, increment, draw(st.integers(1, 4000))


@hypothesis.given(megatron())
def test_the_ramp_is_that_of_megatron(arguments):
    """Its rule asks before each update how many samples have been consumed."""
    start, stop, increment, ramp_samples = arguments
    per_increment = Fraction(ramp_samples, (stop - start) // increment)
    ramp = batch_size_ramp(*arguments)

    consumed = 0
    for t in range(sum(ramp.lengths) + 3):
        size = stop
        if consumed <= ramp_samples:
            size = start + int(consumed / per_increment) * increment
        assert ramp(t) == size
        consumed += size


def test_a_batch_that_does_not_grow_is_constant():
    assert batch_size_ramp(8, 8, 1, 100) == lrlab.PiecewiseConstant(values=[8], lengths=[])
    assert batch_size_ramp(8, 16, 4, 0)(0) == 16


@hypothesis.given(megatron(), st.integers(1, 9), st.integers(1, 9))
def test_a_plan_and_its_horizon_share_the_ramp(arguments, workers, accumulation):
    hypothesis.assume(arguments[0] >= workers * accumulation)
    ramp = batch_size_ramp(*arguments)
    plan = Plan(lr=lrlab.warmup_cosine(0.1, total_steps=100), batch_size=ramp)
    share = plan["batch_size"].scaled(1 / (workers * accumulation))
    horizon = Horizon(batch_size=share, workers=workers, accumulation=accumulation)

    for t in (1, 2, 50, 100):
        assert horizon.samples_after(t) == sum(plan(u)["batch_size"] for u in range(t))


def test_the_size_of_an_update_is_rounded_not_that_of_each_worker():
    ramp = batch_size_ramp(start=24, stop=72, increment=24, ramp_samples=240)
    horizon = Horizon(batch_size=ramp.scaled(1 / 16), workers=16)

    assert horizon.samples_after(2) == 48
    assert horizon.length(samples=48) == 2
    assert horizon.length("48sp").sentence == (
        "48 samples in batches of 1.5 to 4.5 x 16 workers, rounded up: 2 updates"
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Horizon(batch_size=lrlab.Constant(value=2.0**30), workers=4),
            "from 1 to 536,870,912 samples throughout",
        ),
        (lambda: batch_size_ramp(8, 15, 2, 100), "Choose one that divides the difference"),
        (lambda: batch_size_ramp(8, 4, 1, 100), "must lead from start=8 to stop=4"),
        (lambda: batch_size_ramp(1, 10**6, 1, 100), "fewer than 10,000"),
        (lambda: batch_size_ramp(0, 4, 1, 100), r"`batch_size_ramp\(start=...\)`"),
        (lambda: batch_size_ramp(1, 4, 0, 100), r"`batch_size_ramp\(increment=...\)`"),
        (lambda: batch_size_ramp(1, 4, 1, -1), r"`batch_size_ramp\(ramp_samples=...\)`"),
        (
            lambda: Horizon(
                batch_size=lrlab.Linear(init_value=1, end_value=2, steps=5).after("repeat")
            ).length("1e12sp"),
            "must come to one size",
        ),
        (
            lambda: Horizon(
                batch_size=lrlab.Linear(init_value=1, end_value=2, steps=2**53), samples=2**53
            ),
            "must come to one size within 16,777,216 updates",
        ),
        (
            lambda: Horizon(
                batch_size=lrlab.Linear(init_value=1, end_value=2, steps=2**53)
            ).samples_after(10**8),
            "must come to one size",
        ),
    ],
)
def test_refuses(make, message):
    with pytest.raises(lrlab.ScheduleError, match=message):
        make()
