"""The laws of composition."""

import functools
import math

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import strategies

import lrlab

short = strategies.short_shapes
ending = strategies.ending(short)
LINE = lrlab.Linear(init_value=1.0, end_value=0.0, steps=4)
COSINE = lrlab.Cosine(init_value=0.1, steps=10)
ENDLESS = lrlab.Constant(value=0.1)
T = np.arange(150)


def peak_of(*schedules):
    return max([1e-8, *(s.peak_value for s in schedules if math.isfinite(s.peak_value))])


def same_rates(left, right, t=T, peak=1.0):
    np.testing.assert_allclose(left(t), right(t), rtol=0, atol=1e-12 * peak)


# -- then ------------------------------------------------------------------------------------------


@hypothesis.given(ending, ending, short)
def test_then_is_associative_as_equality(a, b, c):
    left, right = a.then(b).then(c), a.then(b.then(c))

    assert left == right
    assert hash(left) == hash(right)
    assert repr(left) == repr(right)


@hypothesis.given(ending, short)
def test_each_piece_runs_on_its_own_clock(a, b):
    whole, n = a.then(b), a.total_steps
    wanted = [a(t) for t in range(n)] + [b(t) for t in range(80)]

    np.testing.assert_array_equal([whole(t) for t in range(n + 80)], wanted)
    np.testing.assert_allclose(
        whole(np.arange(n + 80)), wanted, rtol=0, atol=1e-12 * peak_of(whole)
    )


@hypothesis.given(short, st.integers(0, 3), ending)
def test_a_piece_without_length_contributes_nothing(schedule, where, other):
    empty = lrlab.Linear(init_value=7.0, end_value=9.0, steps=0)
    pieces = [other, schedule]
    whole = lrlab.Sequence(
        pieces=[*pieces[:where], empty, *pieces[where:]] if where < 2 else pieces
    )

    same_rates(whole, other.then(schedule), peak=peak_of(other, schedule))
    assert whole.peak_value == other.then(schedule).peak_value


def test_an_empty_piece_at_the_end_is_its_end_value():
    whole = LINE.then(lrlab.Linear(init_value=7.0, end_value=9.0, steps=0))

    assert [whole(t) for t in (3, 4, 99)] == [0.25, 9.0, 9.0]
    np.testing.assert_array_equal(whole(np.array([3, 4, 99])), [0.25, 9.0, 9.0])


@pytest.mark.parametrize("order", ["rising", "shuffled", "falling", "one by one"])
def test_a_thousand_pieces_are_each_in_their_place(order):
    makers = [
        lambda i: lrlab.Cosine(init_value=1.0 + i % 7, steps=i % 5),
        lambda i: lrlab.Linear(init_value=0.1 * i, end_value=1.0, steps=1 + i % 3),
        lambda i: lrlab.Table(values=[i + 1.0, i + 2.0]),
        lambda i: lrlab.Polynomial(init_value=1.0 + i, power=1.0 + i % 3, steps=2),
        lambda i: COSINE.after("mirror").repeated(times=1),
    ]
    pieces = [makers[i % len(makers)](i) for i in range(1000)]
    whole = functools.reduce(lambda a, b: a.then(b), pieces)
    wanted = np.array([piece(t) for piece in pieces for t in range(piece.total_steps)])
    t = np.arange(len(wanted))
    if order == "shuffled":
        t = np.random.default_rng(0).permutation(t)
    found = [whole(i) for i in t.tolist()] if order == "one by one" else None
    if order == "falling":
        t = t[::-1]

    assert whole.total_steps == len(wanted)
    np.testing.assert_allclose(whole(t) if found is None else found, wanted[t], rtol=1e-13)


def test_an_endless_piece_cannot_be_followed():
    with pytest.raises(lrlab.ScheduleError, match=r"piece 1 \(`constant`\) has no end.*`steps`"):
        LINE.then(ENDLESS).then(LINE)


@pytest.mark.parametrize("wrong", [None, 0.1, "cosine", [LINE], abs])
def test_only_a_schedule_follows(wrong):
    with pytest.raises(lrlab.ScheduleError, match=r"`then\(following=...\)` must be a schedule"):
        LINE.then(wrong)


# -- scaled, clipped, product ----------------------------------------------------------------------


@hypothesis.given(strategies.short_schedules)
def test_scaled_by_one_is_itself(schedule):
    assert schedule.scaled(1) == schedule
    assert 1.0 * schedule == schedule


@hypothesis.given(short, st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_scaled_twice_is_scaled_by_the_product(schedule, x, y):
    twice = schedule.scaled(x).scaled(y)

    assert twice == schedule.scaled(x * y)
    same_rates(
        twice,
        lrlab.Function(f=lambda t: schedule(t) * x * y),
        peak=peak_of(schedule) * x * y,
    )


@hypothesis.given(short)
def test_factors_that_cancel_leave_nothing(schedule):
    assert schedule.scaled(2).scaled(0.5) == schedule
    assert eval(repr(lrlab.Scaled(schedule=schedule, factor=1.0)), vars(lrlab)) == lrlab.Scaled(
        schedule=schedule, factor=1.0
    )


@hypothesis.given(short, short, short)
def test_a_product_commutes_and_associates_in_value(a, b, c):
    peak = peak_of(a) * peak_of(b) * peak_of(c)

    same_rates(a * b, b * a, peak=peak)
    same_rates((a * b) * c, a * (b * c), peak=peak)
    assert (a * b) * c == a * (b * c)


def test_a_number_times_a_schedule_is_scaled():
    assert 2 * LINE == LINE * 2.0 == LINE.scaled(2.0)
    with pytest.raises(TypeError):
        LINE * "2"


def test_a_product_ends_where_its_longest_factor_ends():
    assert (LINE * COSINE).total_steps == 10
    assert (LINE * ENDLESS).total_steps is None


@hypothesis.given(short, st.floats(0.0, 50.0), st.floats(0.0, 50.0))
def test_clipped_is_within_and_where_it_was_within_it_is_unchanged(schedule, x, y):
    low, high = min(x, y), max(x, y)
    rates, clipped = schedule(T), schedule.clipped(low=low, high=high)

    np.testing.assert_array_equal(clipped(T), np.clip(rates, low, high))
    assert low <= clipped.floor_value <= clipped.peak_value <= high


# -- repeated and after ----------------------------------------------------------------------------


@hypothesis.given(strategies.lasting(short), st.integers(1, 5))
def test_repeated_is_a_chain_of_itself(schedule, times):
    chain = functools.reduce(lambda a, b: a.then(b), [schedule] * times)
    repeated = schedule.repeated(times=times)

    assert repeated.total_steps == chain.total_steps
    t = np.arange(chain.total_steps + 20)
    same_rates(repeated, chain, t, peak_of(schedule))
    np.testing.assert_allclose(
        [repeated(x) for x in t.tolist()], chain(t), rtol=0, atol=1e-12 * peak_of(schedule)
    )


@pytest.mark.parametrize("wrong", [ENDLESS, lrlab.Linear(init_value=1.0, end_value=0.0, steps=0)])
def test_what_has_no_length_or_no_end_is_not_repeated(wrong):
    with pytest.raises(lrlab.ScheduleError, match="must last at least one update and end"):
        wrong.repeated()


@hypothesis.given(ending)
def test_hold_is_what_every_schedule_does(schedule):
    same_rates(schedule.after("hold"), schedule, peak=peak_of(schedule))


@hypothesis.given(strategies.lasting(short))
def test_repeat_begins_again(schedule):
    n = schedule.total_steps
    t = np.arange(3 * n)

    np.testing.assert_allclose(
        schedule.after("repeat")(t), schedule(t % n), rtol=0, atol=1e-12 * peak_of(schedule)
    )


@hypothesis.given(strategies.lasting(short))
def test_mirror_goes_back_and_forth(schedule):
    n = schedule.total_steps
    mirrored = schedule.after("mirror")
    for t in range(4 * n):
        phase = t % (2 * n)
        wanted = schedule(phase if phase <= n else 2 * n - phase)
        assert mirrored(t) == pytest.approx(wanted, abs=1e-12 * peak_of(schedule))


def test_extrapolate_goes_on_with_the_formula():
    t = np.array([5, 8, 20])

    np.testing.assert_allclose(LINE.after("extrapolate")(t), 1.0 - t / 4)
    np.testing.assert_allclose(
        COSINE.after("extrapolate")(t), 0.05 * (1 + np.cos(np.pi * t / 10)), atol=1e-15
    )
    assert "negative rate, the first is 5" in str(LINE.after("extrapolate").describe())


def test_extrapolate_is_the_same_for_numbers_and_arrays_behind_pieces_of_other_powers():
    pieces = [lrlab.Polynomial(init_value=1.0, power=p, steps=4) for p in (0.5, 3.0, 1.0, 2.5, 2.0)]
    for count in range(1, 6):
        whole = lrlab.Sequence(pieces=pieces[:count]).after("extrapolate")
        t = np.arange(8 * count)[::-1]
        np.testing.assert_allclose(whole(t), [whole(int(x)) for x in t], atol=1e-12)


@hypothesis.given(ending, short)
def test_after_another_schedule_follows_it_on_its_own_clock(schedule, following):
    n = schedule.total_steps
    followed = schedule.after(following)

    assert followed.total_steps == n
    t = np.arange(50)
    np.testing.assert_allclose(
        followed(n + t), following(t), rtol=0, atol=1e-12 * peak_of(following)
    )


@pytest.mark.parametrize(
    "schedule",
    [
        LINE.after("raise"),
        LINE.after("raise").scaled(2.0),
        COSINE.then(LINE.after("raise")),
        COSINE.then(LINE).after("raise"),
        lrlab.warmup_cosine(peak_value=1.0, total_steps=9).after("raise"),
        LINE.after("raise").repeated(times=3),
    ],
)
def test_raise_refuses_late_numbers_and_arrays_and_no_others(schedule):
    end = schedule.total_steps
    t = np.arange(end)
    schedule(end - 1), schedule(t), schedule(t[::-1]), schedule(t.astype(float))
    for late in (end, float(end), end + 100, np.array([0, end]), np.array([[end]])):
        with pytest.raises(lrlab.ScheduleError, match=r"must be below .* updates, got \S+\. Stop"):
            schedule(late)
    assert "peak" in str(schedule.describe())
    assert schedule.peak_value > 0


def test_raise_refuses_to_be_compiled():
    jax = pytest.importorskip("jax")
    with pytest.raises(lrlab.ScheduleError, match=r'tracer.*after\("hold"\)'):
        jax.jit(LINE.after("raise"))(jax.numpy.arange(3))


@pytest.mark.parametrize(
    ("wrong", "hint"), [("repaet", '"repeat"'), ("extrapolat", '"extrapolate"')]
)
def test_an_unknown_rule_gets_a_hint(wrong, hint):
    with pytest.raises(lrlab.ScheduleError, match=f"Did you mean {hint}"):
        LINE.after(wrong)


@pytest.mark.parametrize("wrong", [None, 5, ["hold"], b"hold", np.array(["hold", "repeat"])])
def test_what_is_no_rule_is_refused(wrong):
    with pytest.raises(lrlab.ScheduleError, match="schedule or a known rule"):
        LINE.after(wrong)


def test_an_endless_schedule_has_no_after():
    with pytest.raises(lrlab.ScheduleError, match="needs a schedule that ends"):
        ENDLESS.after("repeat")


# -- other lengths and other peaks -----------------------------------------------------------------


@hypothesis.given(strategies.ending(strategies.short_schedules), st.integers(0, 500))
def test_a_stretched_schedule_has_exactly_the_length_asked_for(schedule, total):
    try:
        found = schedule.with_total_steps(total).total_steps
    except lrlab.ScheduleError as refusal:
        found = str(refusal)

    if isinstance(found, str):  # a hyperbola is refused beyond the bound that it was given
        assert "Hyperbolic(upper_bound=...)` must be at least `steps`" in found
        assert "Hyperbolic(" in repr(schedule)
    else:
        assert found == total


@hypothesis.given(st.lists(st.integers(0, 40), min_size=1, max_size=30), st.integers(0, 10**6))
def test_boundaries_scale_rounded_with_an_exact_sum(lengths, total):
    pieces = [lrlab.Linear(init_value=1.0, end_value=0.5, steps=n) for n in lengths]
    stretched = lrlab.Sequence(pieces=pieces).with_total_steps(total)
    old = sum(lengths)

    assert sum(piece.total_steps for piece in stretched.pieces) == total
    if old:
        ends = np.cumsum([piece.total_steps for piece in stretched.pieces])
        np.testing.assert_allclose(ends, np.cumsum(lengths) * total / old, atol=0.5 + 1e-6)


def test_recipes_apply_their_fractions_again_and_keep_absolute_lengths():
    fraction = lrlab.warmup_cosine(peak_value=1.0, total_steps=100, warmup_fraction=0.1)
    absolute = lrlab.warmup_cosine(peak_value=1.0, total_steps=100, warmup_steps=10)

    assert fraction.with_total_steps(1000) == lrlab.warmup_cosine(
        peak_value=1.0, total_steps=1000, warmup_fraction=0.1
    )
    assert absolute.with_total_steps(1000) == lrlab.warmup_cosine(
        peak_value=1.0, total_steps=1000, warmup_steps=10
    )
    with pytest.raises(lrlab.ScheduleError, match="must fit into the whole of 5 updates"):
        absolute.with_total_steps(5)
    sweep = lrlab.range_sweep(start=1e-4, stop=1.0, steps=10).with_total_steps(20)
    assert sweep == lrlab.range_sweep(start=1e-4, stop=1.0, steps=20)


@pytest.mark.parametrize(
    "schedule",
    [
        ENDLESS, LINE.then(ENDLESS), LINE.repeated(), lrlab.noam(d_model=8, warmup_steps=4),
        lrlab.sgdr(peak_value=1.0, period=3), ENDLESS * LINE, ENDLESS.scaled(2),
        ENDLESS.clipped(low=1.0), lrlab.PiecewiseConstant(values=[1, 2], lengths=[3]),
    ],
)  # fmt: skip
def test_what_has_no_end_is_not_stretched(schedule):
    with pytest.raises(lrlab.ScheduleError, match="needs a schedule that ends"):
        schedule.with_total_steps(10)


@hypothesis.given(strategies.short_schedules, st.floats(1e-3, 10.0))
def test_with_peak_moves_the_peak_and_the_floor_along(schedule, peak):
    old = schedule.peak_value
    hypothesis.assume(1e-9 < old < 1e9)

    moved = schedule.with_peak(peak)

    assert moved.peak_value == pytest.approx(peak, rel=1e-12)
    assert moved.floor_value == pytest.approx(
        schedule.floor_value * peak / old, rel=1e-9, abs=1e-300
    )


def test_with_peak_needs_a_peak():
    with pytest.raises(lrlab.ScheduleError, match=r"peak is finite and above 0, got 0\.0"):
        lrlab.Constant(value=0.0).with_peak(0.1)
    for wrong in (-1.0, math.nan, math.inf, "1", None, True):
        with pytest.raises(lrlab.ScheduleError, match="must be a finite rate"):
            LINE.with_peak(wrong)


# -- the peak is the true supremum -----------------------------------------------------------------


@hypothesis.settings(max_examples=150)
@hypothesis.given(strategies.short_schedules)
def test_no_rate_is_above_the_peak_and_some_time_comes_close(schedule):
    end = schedule.total_steps
    if end is None:
        return
    fine = np.unique(
        np.concatenate([np.linspace(0, end, 4001), np.arange(end + 1) - 1e-9, np.arange(end)])
    )
    fine = fine[(fine >= 0) & (fine < end)]
    last = [] if ".after(" in repr(schedule) else [schedule(end)]
    rates = np.concatenate([schedule(fine), last])
    hypothesis.assume(rates.size)
    slack = 1e-9 * max(schedule.peak_value, 1e-12)
    if " * " in repr(schedule):  # whose bounds are found by looking
        slack += 2e-3 * (schedule.peak_value - schedule.floor_value)

    assert rates.max() <= schedule.peak_value + slack
    assert rates.min() >= schedule.floor_value - slack
    if "Interpolated" not in repr(schedule) and ".after(" not in repr(
        schedule
    ):  # may have thin spikes
        reach = 0.02 * (schedule.peak_value - schedule.floor_value) + slack
        assert rates.max() >= schedule.peak_value - reach
        assert rates.min() <= schedule.floor_value + reach
