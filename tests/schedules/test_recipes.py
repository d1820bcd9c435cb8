"""The recipes: their formulas as written, a witness, golden noise, and what they refuse."""

import math

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
import scipy.stats
import strategies

import lrlab
from lrlab.schedules.recipes._draws import normals

A, B = 0.3, 0.01


def rates_of(formula, n):
    return np.array([formula(t) for t in range(n)])


def same(schedule, formula, n):
    np.testing.assert_allclose(schedule(np.arange(n)), rates_of(formula, n), rtol=0, atol=1e-12)


def half_cosine(p):
    return (1 + math.cos(math.pi * p)) / 2


# -- milestones ------------------------------------------------------------------------------------


@hypothesis.given(st.lists(st.integers(0, 50), max_size=8))
def test_every_milestone_up_to_now_has_dropped_the_rate(milestones):
    milestones.sort()
    schedule = lrlab.multi_step(init_value=A, milestones=milestones, factor=0.5, total_steps=60)

    same(schedule, lambda t: A * 0.5 ** sum(milestone <= t for milestone in milestones), 70)


def test_milestones_are_those_of_torch_also_twice():
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=A)
    theirs = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[5, 12, 12, 20], gamma=0.3)
    ours = lrlab.multi_step(init_value=A, milestones=[5, 12, 12, 20], factor=0.3)

    for t in range(30):
        assert ours(t) == pytest.approx(theirs.get_last_lr()[0], rel=1e-12)
        optimizer.step()
        theirs.step()


def test_milestones_become_plain_numbers():
    plain = lrlab.multi_step(init_value=A, milestones=(3, 8))

    for milestones in ([3, 8], np.array([3, 8]), (np.int64(3), np.int8(8))):
        schedule = lrlab.multi_step(init_value=A, milestones=milestones)
        assert schedule == plain
        assert repr(schedule) == "multi_step(init_value=0.3, milestones=[3, 8])"


def test_milestones_stay_where_they_are_when_the_run_grows():
    schedule = lrlab.multi_step(init_value=A, milestones=[3, 8], total_steps=10)

    longer = schedule.with_total_steps(100)
    assert longer == lrlab.multi_step(init_value=A, milestones=[3, 8], total_steps=100)
    with pytest.raises(lrlab.ScheduleError, match="within the 5 updates, got 8"):
        schedule.with_total_steps(5)


# -- a flat part, stages, lines --------------------------------------------------------------------


@pytest.mark.parametrize(("total", "flat"), [(200, 150), (7, 5), (1, 1), (0, 0)])
def test_flat_cosine_is_flat_and_then_half_a_cosine(total, flat):
    schedule = lrlab.flat_cosine(peak_value=A, total_steps=total, end_value=B)

    same(schedule, lambda t: A if t < flat else B + (A - B) * cosine_part(t, flat, total), total)
    assert schedule(total) == B


def cosine_part(t, start, end):
    return half_cosine((t - start) / (end - start))


def test_t5_is_one_over_a_root_absolutely():
    same(lrlab.t5(hold_steps=9, factor=2.0), lambda t: 2 / math.sqrt(max(t, 9)), 500)
    assert lrlab.t5().peak_value == 0.01
    assert lrlab.t5(total_steps=20_000)(10**6) == pytest.approx(0.01 / math.sqrt(2))


def test_the_three_stages_of_speech():
    schedule = lrlab.tri_stage(peak_value=A, warmup_steps=4, hold_steps=5, decay_steps=9)
    fall = -math.log(0.01) / 9

    def formula(t):
        if t < 4:
            return 0.01 * A + (A - 0.01 * A) / 4 * t
        return A if t < 9 else max(A * math.exp(-fall * (t - 9)), 0.01 * A)

    same(schedule, formula, 30)
    assert schedule.with_total_steps(36).total_steps == 36


@hypothesis.given(st.integers(1, 500), st.floats(0.01, 0.99), st.floats(1.0, 100.0))
def test_a_slanted_triangle_rises_and_falls_between_two_rates(total, fraction, ratio):
    schedule = lrlab.slanted_triangular(
        peak_value=A, total_steps=total, cut_fraction=fraction, ratio=ratio
    )
    cut = math.floor(round(total * fraction, 9))

    def formula(t):
        p = t / cut if t < cut else 1 - (t - cut) / (total - cut)
        return A * (1 + p * (ratio - 1)) / ratio

    same(schedule, formula, total)
    assert schedule(total) == pytest.approx(A / ratio)


def test_a_fraction_that_gives_whole_updates_is_not_cut_by_rounding():
    assert lrlab.slanted_triangular(A, total_steps=100, cut_fraction=0.29)(29) == A


# -- restarts --------------------------------------------------------------------------------------


@hypothesis.given(st.integers(1, 60), st.integers(0, 9), st.integers(1, 60))
def test_hard_restarts_begin_at_the_peak_as_often_as_asked(rest, warmup, cycles):
    cycles = min(cycles, rest)
    schedule = lrlab.hard_restarts(
        peak_value=A, total_steps=warmup + rest, cycles=cycles, warmup_steps=warmup
    )

    def formula(t):
        if t < warmup:
            return A * t / warmup
        return A * half_cosine((cycles * (t - warmup) % rest) / rest)  # in whole numbers

    same(schedule, formula, warmup + rest)
    assert schedule(warmup + rest) == 0.0


@pytest.mark.parametrize(("factor", "lengths"), [(1.0, [8] * 5), (1.5, [8, 12, 18, 27, 40])])
@pytest.mark.parametrize("room", [0, 1, 3, 8, 9, 21, 30, 45, 64])
def test_every_cycle_warms_up(factor, lengths, room):
    schedule = lrlab.warmup_restarts(
        peak_value=A, low_value=B, period=8, warmup_steps=3, total_steps=room,
        period_factor=factor, peak_factor=0.8,
    )  # fmt: skip
    expected = []
    for cycle, length in enumerate(lengths):
        height = A * 0.8**cycle - B
        for s in range(length):
            part = s / 3 if s < 3 else half_cosine((s - 3) / (length - 3))
            expected.append(B + height * part)

    expected = expected[: schedule.total_steps]
    np.testing.assert_allclose(schedule(np.arange(len(expected))), expected, rtol=1e-12)


def test_the_last_cycle_may_be_cut_off_anywhere():
    whole = lrlab.warmup_restarts(peak_value=A, period=8, warmup_steps=3, total_steps=16)

    for cut in range(17):
        shorter = whole.with_total_steps(cut)
        np.testing.assert_allclose(shorter(np.arange(cut)), whole(np.arange(cut)), rtol=1e-12)
    assert whole.with_total_steps(10)(99) == pytest.approx(A * 2 / 3)


def test_a_cycle_may_be_all_warm_up():
    schedule = lrlab.warmup_restarts(peak_value=1.0, period=4, warmup_steps=4, total_steps=8)

    assert schedule(np.arange(9)).tolist() == [0.0, 0.25, 0.5, 0.75, 0.0, 0.25, 0.5, 0.75, 0.0]


def test_cycles_that_grow_by_whole_updates_are_not_cut_by_rounding():
    schedule = lrlab.warmup_restarts(
        peak_value=1.0, period=100, warmup_steps=0, total_steps=400, period_factor=1.1
    )

    assert [t for t in range(400) if schedule(t) == 1.0] == [0, 100, 210, 331]  # 100, 110, 121


# -- tables ----------------------------------------------------------------------------------------

# (seed, std, limit): updates 0, 1, 2, 3 and 999, digit by digit
GOLDEN = {
    (42, 1.0, 0.67): [
        1.1200664573512376, 0.5632692094185643, 0.5715239051339351, 0.4031523331715571,
        1.6403687018720579,
    ],
    (0, 0.1, 1.0): [
        1.1191701311042954, 0.9827514670854509, 0.8063998710303261, 1.1893916877143835,
        0.8605300266569874,
    ],
    (2**53, 0.5, 0.25): [
        0.8430301588539935, 1.012563307119525, 1.2229820407780911, 0.9573456081360087,
        0.9610029080189382,
    ],
}  # fmt: skip


@pytest.mark.parametrize(("seed", "std", "limit"), GOLDEN)
def test_noise_is_the_same_for_ever(seed, std, limit):
    schedule = lrlab.noise(total_steps=1000, std=std, limit=limit, seed=seed)

    assert [schedule(t) for t in (0, 1, 2, 3, 999)] == GOLDEN[seed, std, limit]


@hypothesis.given(st.integers(0, 2**53), st.integers(0, 300), st.integers(0, 300))
def test_longer_noise_begins_with_the_shorter(seed, short, long):
    short, long = sorted([short, long])
    t = np.arange(short)

    np.testing.assert_array_equal(
        lrlab.noise(total_steps=short, seed=seed)(t), lrlab.noise(total_steps=long, seed=seed)(t)
    )


@pytest.mark.parametrize("widest", [0.05, 0.67, 2.0, 5.0, math.inf])
def test_noise_is_normal_within_its_limit(widest):
    draws = normals(3, 100_000, widest)

    assert scipy.stats.kstest(draws, scipy.stats.truncnorm(-widest, widest).cdf).pvalue > 0.01
    assert np.abs(draws).max() <= widest


def test_noises_of_neighbouring_seeds_have_nothing_in_common():
    ours, theirs = (
        lrlab.noise(total_steps=10_000, seed=seed)(np.arange(10_000)) for seed in (0, 1)
    )

    assert abs(np.corrcoef(ours, theirs)[0, 1]) < 0.04
    assert abs(np.corrcoef(ours[1:], ours[:-1])[0, 1]) < 0.04
    assert np.intersect1d(ours, theirs).size == 0


@pytest.mark.parametrize("nothing", [{"std": 0.0}, {"limit": 0.0}, {"total_steps": 0}])
def test_no_noise_is_one(nothing):
    schedule = lrlab.noise(**{"total_steps": 50} | nothing)

    assert (schedule.floor_value, schedule.peak_value) == (1.0, 1.0)


@hypothesis.given(st.integers(1, 200), st.floats(1.0, 1e4))
def test_chebyshev_uses_every_step_of_the_polynomial_once(total, ratio):
    schedule = lrlab.chebyshev(peak_value=A, total_steps=total, ratio=ratio)
    m, M = 1 / A, ratio / A
    nodes = (np.arange(total) + 0.5) * np.pi / total
    steps = 1 / ((M + m) / 2 - (M - m) / 2 * np.cos(nodes))

    np.testing.assert_allclose(np.sort(schedule(np.arange(total))), np.sort(steps), rtol=1e-9)


def test_chebyshev_steps_solve_a_quadratic_that_equal_ones_do_not():
    """The residual after T steps is at most 1 / T_T((M + m) / (M - m)) for every curvature."""
    m, M, total = 0.05, 1.0, 32
    rates = lrlab.chebyshev(peak_value=1 / m, total_steps=total, ratio=M / m)(np.arange(total))
    curvatures = np.linspace(m, M, 1001)
    left = np.prod(1 - rates * curvatures[:, None], axis=1)

    bound = 1 / math.cosh(total * math.acosh((M + m) / (M - m)))
    assert np.abs(left).max() <= bound * (1 + 1e-9)
    assert bound < 1e-3 * np.abs((1 - 2 / (M + m) * curvatures) ** total).max()


def test_chebyshev_steps_are_ordered_as_the_paper_says():
    from lrlab.schedules.recipes._chebyshev import _fractal_order

    assert _fractal_order(8).tolist() == [0, 7, 3, 4, 1, 6, 2, 5]
    assert _fractal_order(6).tolist() == [0, 3, 4, 1, 2, 5]


# -- two clocks, and tokens ------------------------------------------------------------------------


@pytest.mark.parametrize("total", [None, 60])
def test_eden_decays_by_updates_and_by_epochs(total):
    schedule = lrlab.eden(
        peak_value=A, steps_per_epoch=7, timescale=20, epoch_timescale=2, warmup_steps=9,
        total_steps=total,
    )  # fmt: skip

    def formula(t):
        warm = 0.5 + 0.5 * min(t / 9, 1.0)
        return A * warm * ((t**2 + 400) / 400 * ((t // 7) ** 2 + 4) / 4) ** -0.25

    same(schedule, formula, 60)


@pytest.mark.parametrize("warmup", [0, 1, 30, 100])
@pytest.mark.parametrize("peak", [0.02, 0.5, 1e-6])
def test_the_power_scheduler_is_a_power_of_the_tokens(warmup, peak):
    schedule = lrlab.power_scheduler(
        peak_value=peak, total_steps=200, tokens_per_step=4096, batch_size=2,
        warmup_steps=warmup, cooldown_steps=50, end_value=1e-7,
    )  # fmt: skip

    def law(t):
        return min(peak, 2 * 4.6 * (4096 * t) ** -0.51) if t else peak

    def formula(t):
        if t < warmup:
            return law(warmup) * t / warmup
        return law(t) if t < 150 else 1e-7 + (law(150) - 1e-7) * (200 - t) / 50

    same(schedule, formula, 201)
    assert schedule.peak_value <= peak


def test_the_power_scheduler_forgets_the_length_of_the_run_until_it_cools_down():
    short, long = (
        lrlab.power_scheduler(0.02, n, 4096, 2, warmup_steps=50, cooldown="1-sqrt")
        for n in (1000, 3000)
    )

    np.testing.assert_array_equal(short(np.arange(900)), long(np.arange(900)))


def test_decays_towards_a_floor():
    inverse = lrlab.inverse_sqrt(A, warmup_steps=5, end_value=B)
    exponential = lrlab.exponential_decay(A, rate=0.1, end_value=B)

    same(inverse, lambda t: A * t / 5 if t < 5 else B + (A - B) * math.sqrt(5 / t), 99)
    same(exponential, lambda t: B + (A - B) * math.exp(-0.1 * t), 99)


# -- all of them -----------------------------------------------------------------------------------

RUNS = {
    "multi_step": lambda n: lrlab.multi_step(init_value=A, milestones=[3], total_steps=n),
    "flat_cosine": lambda n: lrlab.flat_cosine(A, n, flat_fraction=0.6),
    "t5": lambda n: lrlab.t5(hold_steps=3, total_steps=n),
    "slanted_triangular": lambda n: lrlab.slanted_triangular(A, n),
    "hard_restarts": lambda n: lrlab.hard_restarts(A, n, cycles=3, warmup_steps=2),
    "warmup_restarts": lambda n: lrlab.warmup_restarts(A, 9, 2, n),
    "noise": lambda n: lrlab.noise(n),
    "chebyshev": lambda n: lrlab.chebyshev(A, n),
    "eden": lambda n: lrlab.eden(A, 4, warmup_steps=3, total_steps=n),
    "power_scheduler": lambda n: lrlab.power_scheduler(A, n, 4096, 4),
}


@pytest.mark.parametrize("name", RUNS)
def test_a_stretched_recipe_is_the_recipe_of_the_new_length(name):
    assert RUNS[name](50).with_total_steps(123) == RUNS[name](123)


@pytest.mark.parametrize("name", sorted({"tri_stage", *RUNS}))
@hypothesis.settings(max_examples=10)
@hypothesis.given(st.data())
def test_the_bounds_are_those_of_the_rates(name, data):
    schedule = data.draw(strategies.RECIPES[name])
    end = 1000 if schedule.total_steps is None else min(schedule.total_steps, 1000)
    rates = schedule(np.arange(end + 1))

    slack = 1e-12 * schedule.peak_value
    assert schedule.floor_value - slack <= rates.min()
    assert rates.max() <= schedule.peak_value + slack


REFUSED = [
    (lambda: lrlab.multi_step(A, [8, 3]), r"never fall, got \(8, 3\). Sort"),
    (lambda: lrlab.multi_step(A, [3, -1]), r"milestones=...\)\[1\]` must be .*got -1"),
    (lambda: lrlab.multi_step(A, [3.5]), r"milestones=...\)\[0\]` must be .*got 3.5"),
    (lambda: lrlab.multi_step(A, 8), "list of lengths in updates, got 8"),
    (lambda: lrlab.multi_step(A, "38"), "list of lengths in updates"),
    (lambda: lrlab.multi_step(A, [30], total_steps=29), "within the 29 updates, got 30"),
    (lambda: lrlab.t5(total_steps=9), "`t5.hold_steps=....` must fit .* 9 updates, got 10000"),
    (lambda: lrlab.tri_stage(A, 1, 1, 1, end_factor=0), "above 0, got 0.0"),
    (lambda: lrlab.slanted_triangular(A, 9, ratio=0.5), "1 or more, got 0.5"),
    (lambda: lrlab.chebyshev(A, 9, ratio=0.5), "1 or more, got 0.5"),
    (lambda: lrlab.hard_restarts(A, 9, cycles=1, warmup_steps=10), "of 9 updates, got 10"),
    (lambda: lrlab.hard_restarts(A, 9, cycles=8, warmup_steps=3), "6 updates .*got 8"),
    (lambda: lrlab.hard_restarts(A, 10**6, cycles=10_001), "at most 10,000.*got 10001"),
    (lambda: lrlab.warmup_restarts(A, 9, 10, 99), "first cycle of 9 updates, got 10"),
    (lambda: lrlab.warmup_restarts(A, 1, 0, 10_001), "at most 10,000 cycles, got 10001"),
    (lambda: lrlab.multi_step(A, {}), "must be a list of lengths in updates, got {}"),
    (lambda: lrlab.noise(1_000_001), "at most 1,000,000 updates.*got 1000001"),
    (lambda: lrlab.noise(9, limit=1.5), "fraction from 0 to 1, got 1.5"),
    (lambda: lrlab.noise(9, seed=-1), r"noise.seed=...\)` must be a whole.*got -1.*`42`"),
    (lambda: lrlab.chebyshev(A, 1_000_001), "at most 1,000,000 updates.*got 1000001"),
    (lambda: lrlab.eden(A, 100, total_steps=499), "of 499 updates, got 500"),
    (
        lambda: lrlab.power_scheduler(A, 9, 1, 1, warmup_steps=5, cooldown_steps=5),
        r"must hold warm-up and cooldown, got 9 for 5 \+ 5 updates",
    ),
    (
        lambda: lrlab.power_scheduler(A, 9, 1, 1, warmup_steps=5, warmup_fraction=0.5),
        "must not both be given, got 5 and 0.5",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("make", "says"), REFUSED)
def test_what_does_not_fit_is_refused(make, says):
    with pytest.raises(lrlab.ScheduleError, match=says) as caught:
        make()
    assert str(caught.value).startswith("`")
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("form", ["smith", "fastai", "torch"])
@pytest.mark.parametrize("three_phase", [False, True])
def test_one_cycle_without_a_rise_begins_at_its_peak(form, three_phase):
    schedule = lrlab.one_cycle(A, 100, form=form, peak_fraction=0.0, three_phase=three_phase)

    assert schedule(0) == schedule.peak_value == A
