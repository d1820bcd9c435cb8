"""Rates of groups, other hyper-parameters, products, knots, noise."""

import torch

from census.table import Comparison, Record, Row, each

A = 0.3


def _factors(count, seed):
    """The factors that timm draws from PyTorch's generator."""
    return [1.0 + _draw(torch.Generator().manual_seed(seed + t)) for t in range(count)]


def _draw(generator):
    while abs(draw := torch.randn(1, generator=generator).item()) >= 0.67:
        pass
    return draw


ROWS = (
    Row(
        64,
        "Noise on a schedule",
        "warmup_cosine(peak_value=a, total_steps=T, warmup_steps=W)"
        " * noise(total_steps=T, std=s, limit=l, seed=n)",
        {"a": 0.1, "T": 100, "W": 10, "s": 0.1, "l": 0.3, "n": 42},
        "timm",
        (
            Comparison(
                "timm",
                "CosineLRScheduler(optimizer, T, noise_range_t=(0, T), noise_seed=n)",
                each(a=A, T=(20, 37), n=(42, 7), e=(_factors(20, 42), _factors(37, 7))),
                "cosine_annealing(init_value=a, total_steps=T) * Table(values=e)",
                updates="T",
                skip=1,
                remark="the numbers of PyTorch's generator as a `Table`: those of `noise` are"
                " others, the same for ever on every platform; timm adds none to its first update",
            ),
        ),
    ),
    Row(
        65,
        "From any rate to that of weight averaging",
        "Cosine(init_value=a, end_value=b, steps=T)",
        {"a": 0.1, "b": 0.05, "T": 10},
        "PyTorch",
        (
            Comparison(
                "torch",
                'SWALR(optimizer, swa_lr=b, anneal_epochs=T, anneal_strategy="cos")',
                each(a=A, b=(0.05, 0.5), T=(5, 10)),
            ),
            Comparison(
                "torch",
                'SWALR(optimizer, swa_lr=b, anneal_epochs=T, anneal_strategy="linear")',
                each(a=A, b=(0.05, 0.5), T=(5, 10)),
                "Linear(init_value=a, end_value=b, steps=T)",
            ),
        ),
        remark="`extend` does so from wherever a schedule is",
    ),
    Row(
        66,
        "Groups: layer-wise decay, freezing, discriminative rates",
        'Plan(lr=plans.layerwise_decay(trunk, ["embedding", "block", "head"], decay_factor=d))',
        {"trunk": "warmup_cosine(peak_value=0.1, total_steps=100)", "d": 0.75},
        "timm, pytorch-optimizer, fastai, AllenNLP, lrsched, nanotron, NeoX",
        (
            Comparison(
                "timm",
                "scaled_group(CosineLRScheduler, optimizer, d, T)",
                each(a=A, d=(0.75, 0.1), T=20),
                'Plan(lr=plans.grouped(cosine_annealing(init_value=a, total_steps=T), {"body": d}))'
                '["lr"]["body"]',
            ),
            Comparison(
                "lrsched",
                "lambda t: scale_by_group(cosine(base_lr=a, min_lr=0.0, total_steps=T),"
                ' multipliers={"body": d})(t)["body"]',
                each(a=A, d=(0.75, 0.1), T=20),
                'Plan(lr=plans.grouped(cosine_annealing(init_value=a, total_steps=T), {"body": d}))'
                '["lr"]["body"]',
            ),
        ),
        answer="a `Plan` with named groups: `grouped`, `layerwise_decay`, `frozen_until`,"
        " `gradual_unfreezing`",
    ),
    Row(
        67,
        "Rate range test",
        "range_sweep(start=a, stop=c, steps=N)",
        {"a": 1e-5, "c": 1.0, "N": 100},
        "DeepSpeed, fastai",
        (
            Record(
                "deepspeed",
                "range_test",
                "Linear(init_value=0.001, end_value=0.002, steps=5).after('extrapolate')",
                20,
                remark="a line without an end",
            ),
        ),
        remark="in a line: `Linear(...)`; in stairs: `.stepwise(every=s)`",
    ),
    Row(
        71,
        "Another quantity in proportion to the rate",
        "Plan(lr=trunk, rho=trunk.scaled(c) + Constant(value=b))",
        {"trunk": "warmup_cosine(peak_value=0.1, total_steps=100)", "c": 10.0, "b": 0.05},
        "pytorch-optimizer",
        (
            Comparison(
                "pytorch-optimizer",
                "Beside(scheduler := CosineAnnealingLR(optimizer, T),"
                " ProportionScheduler(scheduler, a, 0.0, v, b))",
                each(a=A, b=(0.0, 0.05), v=(2.0, 0.5), T=20, reads="following"),
                "cosine_annealing(init_value=a, total_steps=T).scaled((v - b) / a)"
                " + Constant(value=b)",
                updates="T",
                remark="follows a cosine that rises again",
            ),
        ),
        answer="a `Plan`: the second hyper-parameter is made from the first one's schedule",
    ),
    Row(
        72,
        "Batch size, and any other state",
        "plans.batch_size_ramp(start=b, stop=c, increment=d, ramp_samples=n)",
        {"b": 32, "c": 128, "d": 32, "n": 9600},
        "Ignite, Megatron",
        (
            Comparison(
                "ignite",
                'StepStateScheduler(a, g, s, param_name="lr")',
                each(a=A, g=0.5, s=(4, 1), T=10),
                "step_decay(init_value=a, factor=g, every=s).slice(start=1)",
                remark="counts events from 1",
            ),
            Comparison(
                "ignite",
                'MultiStepStateScheduler(a, g, k, param_name="lr")',
                each(a=A, g=0.5, k=([3, 8], [1]), T=10),
                "multi_step(init_value=a, milestones=k, factor=g).slice(start=1)",
                remark="counts events from 1",
            ),
            Comparison(
                "ignite",
                'PiecewiseLinearStateScheduler([(0, a), (4, 0.01), (9, 0.1)], param_name="lr")',
                each(a=A, T=10),
                "Interpolated(times=[0, 4, 9], values=[a, 0.01, 0.1]).slice(start=1)",
                remark="counts events from 1",
            ),
        ),
        answer="a schedule of sizes, in a `Horizon` that knows how many samples an update sees",
    ),
    Row(
        73,
        "Weight-decay ramp",
        "Plan(lr=trunk, weight_decay=Cosine(init_value=a, end_value=b, steps=T))",
        {
            "trunk": "warmup_cosine(peak_value=0.1, total_steps=100)",
            "a": 0.01,
            "b": 0.1,
            "T": 100,
        },
        "Megatron, torch-schedule-anything, optax",
        (
            Comparison(
                "megatron",
                'OptimizerParamScheduler(optimizer, 0, 1, 0, 0, 9, "constant", a, b, T, "cosine")',
                each(a=(0.01, 0.0), b=(0.1, 0.3), T=(20, 7), reads="weight_decay"),
                "Cosine(init_value=a, end_value=b, steps=T)",
            ),
            Comparison(
                "megatron",
                'OptimizerParamScheduler(optimizer, 0, 1, 0, 0, 9, "constant", a, b, T, "linear")',
                each(a=(0.01, 0.0), b=(0.1, 0.3), T=(20, 7), reads="weight_decay"),
                "Linear(init_value=a, end_value=b, steps=T)",
            ),
        ),
        answer="a `Plan`: any hyper-parameter follows any schedule",
    ),
    Row(
        74,
        "Knots: piecewise linear, cosine or geometric",
        "Interpolated(times=[0, k, m], values=v, curve=c)",
        {"k": 20, "m": 100, "v": [0.01, 0.1, 0.001], "c": "linear"},
        "Ignite, optax",
        (
            Comparison(
                "ignite",
                'PiecewiseLinear(optimizer, "lr", [(0, v[0]), (k, v[1]), (m, v[2])])',
                each(a=A, k=(5, 1), m=(15, 4), v=([0.01, 0.3, 0.02],), c="linear", T=10),
            ),
            *(
                Comparison(
                    "optax",
                    f'piecewise_interpolate_schedule("{curve}", a, {{k: 0.5, m: 0.1}})',
                    each(a=A, k=(5, 1), m=(15, 4), T=10),
                    f'Interpolated(times=[0, k, m], values=[a, a / 2, a / 20], curve="{curve}")',
                )
                for curve in ("linear", "cosine")
            ),
        ),
    ),
    Row(
        75,
        "Products of factors, and schedules one after the other",
        "Constant(value=a) * Linear(init_value=0.0, end_value=1.0, steps=W)"
        " * Cosine(init_value=1.0, steps=T)",
        {"a": 0.1, "W": 10, "T": 100},
        "t5x",
        (
            Comparison(
                "torch",
                "ChainedScheduler([LinearLR(optimizer, 0.1, 1.0, W), ExponentialLR(optimizer, g)])",
                each(a=A, g=(0.9, 0.5), W=(5, 2), T=20),
                "Linear(init_value=0.1, end_value=1.0, steps=W)"
                " * exponential_decay(init_value=a, rate=-math.log(g))",
            ),
            Comparison(
                "torch",
                "SequentialLR(optimizer,"
                " [LinearLR(optimizer, 0.1, 1.0, W), CosineAnnealingLR(optimizer, T)], [W])",
                each(a=A, W=(5, 2), T=(15, 20)),
                "Linear(init_value=0.1 * a, end_value=a, steps=W)"
                ".then(Cosine(init_value=a, steps=T))",
                updates="W + T + 1",
            ),
            Comparison(
                "optax",
                "join_schedules([linear_schedule(0.0, a, W), constant_schedule(a),"
                " cosine_decay_schedule(a, T)], [W, W + H])",
                each(a=A, W=(5, 0), H=(15, 0), T=(12, 20)),
                "Linear(init_value=0.0, end_value=a, steps=W).then(Constant(value=a, steps=H))"
                ".then(Cosine(init_value=a, steps=T))",
                updates="W + H + 2 * T",
            ),
        ),
    ),
)
