"""The same curves as other libraries, at every update, also beyond the end."""

import json
import math
import pathlib

import numpy as np
import pytest

import lrlab

A, B = 0.3, 0.01


# -- PyTorch, run here -----------------------------------------------------------------------------


def torch_rates(make, n, lr=A):
    """What `n` updates would use: the loop that PyTorch documents."""
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr, momentum=0.9)
    scheduler = make(torch.optim.lr_scheduler, optimizer)
    rates = []
    for t in range(n):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if t < n - 1:
            scheduler.step()
    return np.array(rates)


def one_cycle(**options):
    return lambda lib, opt: lib.OneCycleLR(opt, max_lr=A, **options)


TORCH = {
    "CosineAnnealingLR, which rises again": (
        lambda lib, opt: lib.CosineAnnealingLR(opt, T_max=20, eta_min=B),
        lrlab.Cosine(init_value=A, end_value=B, steps=20).after("extrapolate"),
        70,
    ),
    "StepLR": (
        lambda lib, opt: lib.StepLR(opt, step_size=7, gamma=0.5),
        lrlab.step_decay(init_value=A, factor=0.5, every=7),
        50,
    ),
    "MultiStepLR": (
        lambda lib, opt: lib.MultiStepLR(opt, milestones=[5, 12, 20], gamma=0.1),
        lrlab.PiecewiseConstant(values=[A, A / 10, A / 100, A / 1000], lengths=[5, 7, 8]),
        40,
    ),
    "ExponentialLR": (
        lambda lib, opt: lib.ExponentialLR(opt, gamma=0.9),
        lrlab.exponential_decay(init_value=A, rate=-math.log(0.9)),
        60,
    ),
    "PolynomialLR": (
        lambda lib, opt: lib.PolynomialLR(opt, total_iters=15, power=2.0),
        lrlab.Polynomial(init_value=A, power=2.0, steps=15),
        25,
    ),
    "PolynomialLR with a root": (
        lambda lib, opt: lib.PolynomialLR(opt, total_iters=15, power=0.5),
        lrlab.Polynomial(init_value=A, power=0.5, steps=15),
        25,
    ),
    "LinearLR": (
        lambda lib, opt: lib.LinearLR(opt, start_factor=0.1, end_factor=1.0, total_iters=10),
        lrlab.Linear(init_value=A / 10, end_value=A, steps=10),
        20,
    ),
    "ConstantLR": (
        lambda lib, opt: lib.ConstantLR(opt, factor=0.5, total_iters=4),
        lrlab.Constant(value=A / 2, steps=4).then(lrlab.Constant(value=A)),
        10,
    ),
    "CyclicLR": (
        lambda lib, opt: lib.CyclicLR(opt, base_lr=B, max_lr=A, step_size_up=5),
        lrlab.Triangular(low_value=B, high_value=A, steps_up=5),
        37,
    ),
    "CyclicLR, lopsided": (
        lambda lib, opt: lib.CyclicLR(opt, base_lr=B, max_lr=A, step_size_up=3, step_size_down=8),
        lrlab.Triangular(low_value=B, high_value=A, steps_up=3, steps_down=8),
        37,
    ),
    "SequentialLR": (
        lambda lib, opt: lib.SequentialLR(
            opt,
            [lib.LinearLR(opt, 0.1, 1.0, 5), lib.CosineAnnealingLR(opt, 15)],
            milestones=[5],
        ),
        lrlab.Linear(init_value=A / 10, end_value=A, steps=5)
        .then(lrlab.Cosine(init_value=A, steps=15))
        .after("extrapolate"),
        30,
    ),
} | {
    f"OneCycleLR of {n}, {anneal}{', three phases' if three else ''}, peak at {pct}": (
        one_cycle(total_steps=n, anneal_strategy=short, three_phase=three, pct_start=pct),
        lrlab.one_cycle(
            peak_value=A, total_steps=n, form="torch", anneal=anneal, three_phase=three,
            peak_fraction=pct,
        ),
        n,
    )
    for n, pct in ((30, 0.3), (32, 0.3), (17, 0.25))  # in two of them between two updates
    for short, anneal in (("cos", "cosine"), ("linear", "linear"))
    for three in (False, True)
}  # fmt: skip


@pytest.mark.parametrize("name", TORCH)
def test_agrees_with_torch_at_every_update(name):
    make, ours, n = TORCH[name]
    theirs = torch_rates(make, n)

    np.testing.assert_allclose([ours(t) for t in range(n)], theirs, rtol=0, atol=1e-9 * A)
    np.testing.assert_allclose(ours(np.arange(n)), theirs, rtol=0, atol=1e-9 * A)


def test_the_peak_of_torch_may_lie_between_two_updates_and_describe_says_so():
    facts = lrlab.one_cycle(peak_value=A, total_steps=32, form="torch").describe()

    assert facts.peak_value == A
    assert facts.peak_step is None
    assert facts.highest_rate < A
    assert "never reached: the highest rate is" in str(facts)


# -- optax, run here -------------------------------------------------------------------------------


def optax_cases():
    optax = pytest.importorskip("optax")
    return {
        "constant": (optax.constant_schedule(A), lrlab.Constant(value=A)),
        "cosine_decay": (
            optax.cosine_decay_schedule(A, 20, alpha=0.1),
            lrlab.cosine_annealing(init_value=A, end_value=0.1 * A, total_steps=20),
        ),
        "linear": (
            optax.linear_schedule(B, A, 20),
            lrlab.Linear(init_value=B, end_value=A, steps=20),
        ),
        "linear that begins late": (
            optax.linear_schedule(A, B, 20, transition_begin=5),
            lrlab.Constant(value=A, steps=5).then(
                lrlab.Linear(init_value=A, end_value=B, steps=20)
            ),
        ),
        "polynomial": (
            optax.polynomial_schedule(A, B, 2.5, 20),
            lrlab.Polynomial(init_value=A, end_value=B, power=2.5, steps=20),
        ),
        "warmup_cosine_decay": (
            optax.warmup_cosine_decay_schedule(B, A, 7, 30, end_value=0.002),
            lrlab.warmup_cosine(
                peak_value=A,
                total_steps=30,
                warmup_steps=7,
                warmup_init_value=B,
                end_value=0.002,
            ),
        ),
        "exponential_decay": (
            optax.exponential_decay(A, 10, 0.5),
            lrlab.Exponential(init_value=A, rate=math.log(2) / 10),
        ),
        "exponential_decay in stairs": (
            optax.exponential_decay(A, 10, 0.5, staircase=True),
            lrlab.Step(init_value=A, factor=0.5, every=10),
        ),
        "join": (
            optax.join_schedules(
                [
                    optax.linear_schedule(0.0, A, 5),
                    optax.constant_schedule(A),
                    optax.cosine_decay_schedule(A, 12),
                ],
                [5, 20],
            ),
            lrlab.Linear(init_value=0.0, end_value=A, steps=5)
            .then(lrlab.Constant(value=A, steps=15))
            .then(lrlab.Cosine(init_value=A, steps=12)),
        ),
        "piecewise_constant": (
            optax.piecewise_constant_schedule(A, {5: 0.1, 12: 0.5}),
            lrlab.PiecewiseConstant(values=[A, 0.1 * A, 0.05 * A], lengths=[5, 7]),
        ),
        "piecewise_interpolate": (
            optax.piecewise_interpolate_schedule("cosine", A, {5: 0.5, 15: 0.1}),
            lrlab.Interpolated(times=[0, 5, 15], values=[A, A / 2, A / 20], curve="cosine"),
        ),
    }


OPTAX = [
    "constant", "cosine_decay", "linear", "linear that begins late", "polynomial",
    "warmup_cosine_decay", "exponential_decay", "exponential_decay in stairs", "join",
    "piecewise_constant", "piecewise_interpolate",
]  # fmt: skip


@pytest.mark.parametrize("name", OPTAX)
def test_agrees_with_optax_at_every_update(name):
    theirs, ours = optax_cases()[name]
    wanted = [float(theirs(t)) for t in range(40)]

    np.testing.assert_allclose(ours(np.arange(40)), wanted, rtol=0, atol=2e-6 * A)


# -- libraries that are not installed here, as recorded -------------------------------------------

RECORDED = json.loads(pathlib.Path(__file__).with_name("parity_subset.json").read_text())["cases"]


def wsd(total, cool, cooldown, end=0.0, **options):
    return lrlab.wsd(
        peak_value=0.1, total_steps=total, warmup_steps=5, cooldown_steps=cool, cooldown=cooldown,
        end_value=end, **options,
    )  # fmt: skip


def hf_wsd(cooldown):  # whose warm-up starts at the floor
    return wsd(25, 10, cooldown, 0.01, warmup_init_value=0.01)


def timm_wsd(cooldown):
    return wsd(25, 8, cooldown, 0.001, warmup_init_value=1e-5)


OURS = {
    "fastai one_cycle_lr": lrlab.one_cycle(peak_value=0.1, total_steps=40, form="fastai"),
    "fastai sched_exp": lrlab.range_sweep(start=1e-4, stop=0.1, steps=20),
    "fastai sched_lin": lrlab.Linear(init_value=0.1, end_value=0.01, steps=20),
    "transformers linear_no_warmup": lrlab.linear_to_zero(peak_value=0.1, total_steps=20),
    "transformers inverse_sqrt": lrlab.inverse_sqrt(peak_value=0.1, warmup_steps=5),
    "transformers inverse_sqrt_timescale20": lrlab.inverse_sqrt(
        peak_value=0.1, warmup_steps=5, timescale=20
    ),
    "transformers wsd_linear_linear": hf_wsd("linear"),
    "transformers wsd_linear_1-sqrt": hf_wsd("1-sqrt"),
    "transformers wsd_defaults": wsd(25, 10, "cosine"),
    "transformers cosine_with_min_lr": lrlab.warmup_cosine(
        peak_value=0.1, total_steps=30, warmup_steps=5, end_value=0.01
    ).after("extrapolate"),
    "transformers polynomial_p2": lrlab.Linear(init_value=0.0, end_value=0.1, steps=5).then(
        lrlab.Polynomial(init_value=0.1, end_value=0.001, power=2.0, steps=25)
    ),
    "megatron WSD_cosine": wsd(25, 8, "cosine", 0.01),
    "megatron WSD_linear": wsd(25, 8, "linear", 0.01),
    "megatron WSD_minus_sqrt": wsd(25, 8, "1-sqrt", 0.01),
    "megatron linear": lrlab.warmup_linear(
        peak_value=0.1, total_steps=25, warmup_steps=5, end_value=0.01
    ),
    "timm wsd_cosine": timm_wsd("cosine"),
    "timm wsd_linear": timm_wsd("linear"),
    "timm wsd_power": timm_wsd("1-sqrt"),
    "timm step": lrlab.step_decay(init_value=0.1, factor=0.5, every=10),
    "timm cosine": lrlab.cosine_annealing(init_value=0.1, end_value=0.001, total_steps=20),
    "keras restarts_t1": lrlab.sgdr(peak_value=0.1, period=10),
    "keras restarts_default_f32": lrlab.sgdr(peak_value=0.1, period=6, period_factor=2.0),
    "keras exp_staircase": lrlab.step_decay(init_value=0.1, factor=0.5, every=10),
    "keras exp": lrlab.exponential_decay(init_value=0.1, rate=math.log(2) / 10),
    "keras cosine_alpha": lrlab.cosine_annealing(init_value=0.1, end_value=0.01, total_steps=20),
    "lrsched wsd_1sqrt": wsd(25, 10, "1-sqrt", 0.01),
    "lrsched one_cycle": lrlab.one_cycle(
        peak_value=0.1, total_steps=30, form="fastai", peak_fraction=0.3, final_div_factor=1e4
    ),
    "fairseq inverse_sqrt": lrlab.inverse_sqrt(peak_value=0.1, warmup_steps=5),
    "composer cosine_warmup": lrlab.warmup_cosine(
        peak_value=0.1, total_steps=30, warmup_steps=5, end_value=0.01
    ),
    "composer linear_alpha": lrlab.Linear(init_value=0.02, end_value=0.09, steps=20),
    "olmo_core wsd": wsd(25, 8, "linear"),
    "pytorch_scheduler wsd_linear": wsd(25, 10, "linear", 0.01),
    "pytorch_scheduler trapezoidal": wsd(25, 10, "linear"),
}


def test_every_recorded_case_is_compared():
    assert set(OURS) == set(RECORDED)


@pytest.mark.parametrize("name", RECORDED)
def test_agrees_with_what_was_recorded(name):
    record = RECORDED[name]
    single = "floatx" in record or name == "fastai one_cycle_lr"  # they compute in float32
    close = 1e-6 if single else 1e-9

    ours = OURS[name](np.arange(record["n"]))

    np.testing.assert_allclose(ours, record["values"], rtol=0, atol=close * 0.1)
