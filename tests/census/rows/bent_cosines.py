"""Cosines bent, halved, held, and under an envelope."""

from census.table import Comparison, Record, Row, each

A = 0.3

WARM = each(a=A, b=(0.01, 0.0, 0.01), W=(5, 0, 1), T=(30, 20, 3))

BENT = each(a=A, b=(0.0, 0.01), k=(2.0, 0.7), T=(20, 33))

HELD = each(a=A, b=(0.0, 0.01), W=(5, 0), H=(8, 3), T=(25, 20))


ROWS = (
    Row(
        24,
        "Cosine to a power",
        "Cosine(init_value=a, end_value=b, exponent=e, steps=T)",
        {"a": 0.1, "b": 0.001, "e": 1.5, "T": 100},
        "optax, levanter",
        (
            Comparison(
                "optax",
                "cosine_decay_schedule(a, T, alpha=b / a, exponent=e)",
                each(a=A, b=(0.0, 0.01, 0.01), e=(1.5, 0.5, 3.0), T=(20, 33, 1)),
            ),
            Comparison(
                "optax",
                "warmup_cosine_decay_schedule(0.01, a, W, T, end_value=b, exponent=e)",
                each(a=A, b=(0.0, 0.005), e=(1.5, 0.5), W=(5, 1), T=(30, 12)),
                "Linear(init_value=0.01, end_value=a, steps=W)"
                ".then(Cosine(init_value=a, end_value=b, exponent=e, steps=T - W))",
            ),
        ),
    ),
    Row(
        25,
        "k-decay",
        "Cosine(init_value=a, end_value=b, progress_power=k, steps=T)",
        {"a": 0.1, "b": 0.001, "k": 2.0, "T": 100},
        "timm, pytorch-scheduler",
        (
            Comparison("timm", "CosineLRScheduler(optimizer, T, lr_min=b, k_decay=k)", BENT),
            Comparison("pytorch-scheduler", "KDecayScheduler(optimizer, T, k=k, min_lr=b)", BENT),
            Comparison(
                "timm",
                "PolyLRScheduler(optimizer, T, power=2.0, lr_min=b, k_decay=k)",
                BENT,
                "Polynomial(init_value=a, end_value=b, power=2.0, progress_power=k, steps=T)",
            ),
        ),
        remark="`Polynomial` has `progress_power` too",
    ),
    Row(
        26,
        "Quarter cosine",
        "QuarterCosine(init_value=a, end_value=b, steps=T)",
        {"a": 0.1, "b": 0.01, "T": 100},
        "torch-schedule-anything",
        (
            Comparison(
                "torch-schedule-anything",
                "cosine_annealing_with_warmup(optimizer, 1.0, b / a, W, T)",
                WARM,
                "Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(QuarterCosine(init_value=a, end_value=b, steps=T - W))",
                updates="T + 1",
                remark="goes on below its end afterwards",
            ),
            Comparison(
                "torch-schedule-anything",
                "cosine_annealing_with_inverse_warmup(optimizer, 1.0, b / a, W, T)",
                WARM,
                "Linear(init_value=20 * a, end_value=a, steps=W)"
                ".then(QuarterCosine(init_value=a, end_value=b, steps=T - W))",
                updates="T + 1",
                remark="goes on below its end afterwards",
            ),
        ),
    ),
    Row(
        27,
        "The second half of a cosine",
        "Cosine(init_value=a, end_value=b, steps=2 * T).slice(start=T)",
        {"a": 0.1, "b": 0.01, "T": 100},
        "OLMo-core",
        (
            Comparison(
                "olmo-core",
                "HalfCosWithWarmup(warmup=W, alpha_f=b / a)",
                WARM,
                "Linear(init_value=0.0, end_value=(a + b) / 2, steps=W)"
                ".then(Cosine(init_value=a, end_value=b, steps=2 * (T - W)).slice(start=T - W))",
            ),
        ),
    ),
    Row(
        28,
        "Cosine under a linear envelope",
        "Cosine(init_value=a - b, steps=T) * Linear(init_value=1.0, end_value=0.0, steps=T)"
        " + Constant(value=b)",
        {"a": 0.1, "b": 0.001, "T": 100},
        "OLMo",
        (
            Record(
                "olmo",
                "cos_linear_envelope",
                "Linear(init_value=0.0, end_value=0.1, steps=5)"
                ".then(Cosine(init_value=0.09, steps=25)"
                " * Linear(init_value=1.0, end_value=0.0, steps=25) + Constant(value=0.01))",
                35,
            ),
            Record(
                "olmo",
                "cos_linear_envelope_to_zero",
                "Cosine(init_value=0.3, steps=20)"
                " * Linear(init_value=1.0, end_value=0.0, steps=20)",
                25,
            ),
        ),
    ),
    Row(
        29,
        "Cosine, then a linear or a constant tail",
        "warmup_cosine(peak_value=a, total_steps=T, warmup_steps=W, end_value=b)"
        ".slice(stop=T - D).then(Linear(init_value=c, end_value=0.0, steps=D))",
        {"a": 0.1, "b": 0.01, "c": 0.0122, "W": 10, "D": 10, "T": 100},
        "OLMo-core, NeMo",
        (
            Comparison(
                "olmo-core",
                "CosWithWarmupAndLinearDecay("
                "warmup=W, alpha_f=b / a, decay=D, decay_fraction=None)",
                each(a=A, b=(0.03, 0.0), W=(5, 0), D=(6, 3), T=(30, 20)),
                "(lambda whole: whole.slice(stop=T - D)"
                ".then(Linear(init_value=whole(T - D), end_value=0.0, steps=D)))"
                "(warmup_cosine(peak_value=a, total_steps=T, warmup_steps=W, end_value=b))",
                updates="T + 1",
                remark="goes on below 0 afterwards",
            ),
            Comparison(
                "nemo",
                "CosineAnnealing("
                "optimizer, max_steps=T, warmup_steps=W, constant_steps=H, min_lr=b)",
                each(a=A, b=(0.03, 0.01), W=(5, 1), H=(6, 3), T=(30, 20)),
                "warmup_cosine(peak_value=a, total_steps=T - H, warmup_steps=W, end_value=b)",
                remark="with `constant_steps` it warms up by t / W, without by (t + 1) / (W + 1)",
            ),
        ),
        remark="the constant tail needs nothing: every schedule holds its end",
    ),
    Row(
        30,
        "Flat, then cosine; warm-up, hold, cosine",
        "flat_cosine(peak_value=a, total_steps=T, flat_fraction=f, end_value=b)",
        {"a": 0.1, "b": 0.0, "f": 0.75, "T": 100},
        "fastai, pytorch-scheduler",
        (
            Comparison(
                "fastai",
                "Learner.fit_flat_cos(learner, 1, a, div_final=a / b, pct_start=f)",
                each(a=A, b=(0.003, 0.03), f=(0.75, 0.5), T=(40, 20)),
                updates="T",
            ),
            Comparison(
                "pytorch-scheduler",
                "FlatCosineScheduler(optimizer, T, flat_fraction=f, min_lr=b)",
                each(a=A, b=(0.0, 0.01), f=(0.75, 0.0), T=(20, 37)),
            ),
            Comparison(
                "pytorch-scheduler",
                "FlatCosineScheduler(optimizer, T, flat_fraction=f, min_lr=b)",
                each(a=A, b=(0.0, 0.01), f=(0.7, 0.33), T=(25, 37)),
                "Constant(value=a, steps=math.floor(f * T))"
                ".then(Cosine(init_value=a, end_value=b, steps=T - math.floor(f * T)))",
                remark="rounds the flat part down",
            ),
            Comparison(
                "pytorch-scheduler",
                "WarmupHoldCosineScheduler(optimizer, T, W, H, min_lr=b)",
                HELD,
                "wsd(peak_value=a, total_steps=T, warmup_steps=W, cooldown_steps=T - W - H,"
                ' cooldown="cosine", end_value=b)',
            ),
        ),
        remark='warm-up, hold, cosine: `wsd(..., cooldown="cosine")`',
    ),
    Row(
        31,
        "Several half waves",
        "Cosine(init_value=a, end_value=b, half_waves=h, steps=T)",
        {"a": 0.1, "b": 0.0, "h": 3.0, "T": 100},
        "Hugging Face, diffusers, pytorch-optimizer",
        (
            Comparison(
                "transformers",
                "get_cosine_schedule_with_warmup(optimizer, W, T, num_cycles=h / 2)",
                each(a=A, h=(3.0, 2.0, 0.5), W=(5, 0, 1), T=(30, 20, 13)),
                "Linear(init_value=0.0, end_value=a, steps=W).then("
                "Cosine(init_value=a, half_waves=h, steps=T - W)).after('extrapolate')",
            ),
            Comparison(
                "diffusers",
                "get_cosine_schedule_with_warmup(optimizer, W, T, num_cycles=h / 2)",
                each(a=A, h=(3.0, 2.0, 0.5), W=(5, 0, 1), T=(30, 20, 13)),
                "Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(Cosine(init_value=a, half_waves=h, steps=T - W))",
                updates="T + 1",
                remark="goes on waving afterwards",
            ),
            Comparison(
                "pytorch-optimizer",
                'get_wsd_schedule(optimizer, W, H, T, num_cycles=h / 2, cooldown_type="cosine")',
                each(a=A, h=(3.0, 2.0), W=(5, 0), H=(4, 0), T=(30, 20)),
                "Linear(init_value=0.0, end_value=a, steps=W).then(Constant(value=a, steps=H))"
                ".then(Cosine(init_value=a, half_waves=h, steps=T))",
                updates="W + H + T",
                remark="drops to its floor afterwards",
            ),
        ),
    ),
)
