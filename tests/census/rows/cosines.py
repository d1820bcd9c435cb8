"""One cosine, with and without warm-up, bent, halved and held."""

from census.table import Comparison, Record, Row, each

A = 0.3
DOWN = each(a=A, b=(0.0, 0.01, 0.3), T=(20, 37, 1))
WARM = each(a=A, b=(0.01, 0.0, 0.01), W=(5, 0, 1), T=(30, 20, 3))
TO_ZERO = each(a=A, b=0.0, W=(5, 0, 1), T=(30, 20, 3))
BENT = each(a=A, b=(0.0, 0.01), k=(2.0, 0.7), T=(20, 33))
HELD = each(a=A, b=(0.0, 0.01), W=(5, 0), H=(8, 3), T=(25, 20))

ROWS = (
    Row(
        20,
        "Cosine annealing",
        "Cosine(init_value=a, end_value=b, steps=T)",
        {"a": 0.1, "b": 0.001, "T": 100},
        "everybody",
        (
            Comparison(
                "torch",
                "CosineAnnealingLR(optimizer, T_max=T, eta_min=b)",
                DOWN,
                'Cosine(init_value=a, end_value=b, steps=T).after("extrapolate")',
                updates="4 * T",
                remark="rises again after `T_max`",
            ),
            Comparison("optax", "cosine_decay_schedule(a, T, alpha=b / a)", DOWN),
            Comparison("keras", "CosineDecay(a, T, alpha=b / a)", DOWN),
            Comparison("composer", "CosineAnnealingScheduler(alpha_f=b / a)", DOWN),
            Comparison(
                "mmengine",
                "CosineAnnealingLR(optimizer, T_max=T, eta_min=b, end=T + 1)",
                DOWN,
                updates="T + 1",
                remark="with `end=T_max` it stops one update above its floor",
            ),
            Comparison("lrsched", "cosine(base_lr=a, min_lr=b, total_steps=T)", DOWN),
            Comparison("timm", "CosineLRScheduler(optimizer, T, lr_min=b)", DOWN),
            Comparison("nemo", "CosineAnnealing(optimizer, max_steps=T, min_lr=b)", DOWN),
            Comparison("fastai", "SchedCos(a, b)", DOWN, updates="T", close=1e-9),
            Comparison(
                "ignite",
                'CosineAnnealingScheduler(optimizer, "lr", a, b, T)',
                each(a=A, b=(0.0, 0.01), T=(20, 37)),
                "Cosine(init_value=a, end_value=b, steps=T).repeated()",
                updates="3 * T",
                remark="begins again after every `cycle_size`",
            ),
            Record(
                "paddle",
                "cosine",
                "Cosine(init_value=0.1, end_value=0.001, steps=20)",
                21,
            ),
        ),
    ),
    Row(
        21,
        "Warm-up, then cosine",
        "warmup_cosine(peak_value=a, total_steps=T, warmup_steps=W, end_value=b)",
        {"a": 0.1, "b": 0.001, "W": 10, "T": 100},
        "everybody",
        (
            Comparison(
                "transformers",
                "get_cosine_schedule_with_warmup(optimizer, W, T)",
                TO_ZERO,
                "warmup_cosine(peak_value=a, total_steps=T, warmup_steps=W).after('extrapolate')",
                remark="rises again afterwards",
            ),
            Comparison(
                "diffusers",
                "get_cosine_schedule_with_warmup(optimizer, W, T)",
                TO_ZERO,
                "warmup_cosine(peak_value=a, total_steps=T, warmup_steps=W).after('extrapolate')",
                remark="rises again afterwards",
            ),
            Comparison("optax", "warmup_cosine_decay_schedule(0.0, a, W, T, end_value=b)", WARM),
            Comparison(
                "keras",
                "CosineDecay(0.0, T - W, alpha=b / a, warmup_target=a, warmup_steps=W)",
                each(a=A, b=(0.01, 0.0), W=(5, 1), T=(30, 3)),
                remark="its `decay_steps` do not include the warm-up",
            ),
            Comparison(
                "composer",
                'CosineAnnealingWithWarmupScheduler(f"{W}ba", alpha_f=b / a)',
                WARM,
            ),
            Comparison(
                "megatron",
                'OptimizerParamScheduler(optimizer, 0.0, a, b, W, T, "cosine", 0, 0, 1, "constant")',
                WARM,
            ),
            Comparison("olmo-core", "CosWithWarmup(warmup=W, alpha_f=b / a)", WARM),
            Comparison(
                "pytorch-scheduler",
                "CosineWithWarmupScheduler(optimizer, T, W, min_lr=b)",
                WARM,
            ),
            Comparison(
                "timm",
                "CosineLRScheduler("
                "optimizer, T - W, lr_min=b, warmup_t=W, warmup_lr_init=1e-5, warmup_prefix=True)",
                each(a=A, b=(0.01, 0.0), W=(5, 1), T=(30, 3)),
                "warmup_cosine(peak_value=a, total_steps=T, warmup_steps=W,"
                " warmup_init_value=1e-5, end_value=b)",
            ),
            Comparison(
                "timm",
                "CosineLRScheduler(optimizer, T, lr_min=b, warmup_t=W)",
                each(a=A, b=(0.01, 0.0), W=(5, 1), T=(30, 3)),
                "Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(Cosine(init_value=a, end_value=b, steps=T).slice(start=W))",
                remark="without `warmup_prefix` the cosine is W updates old when it begins",
            ),
            Comparison(
                "lrsched",
                "with_warmup(cosine(base_lr=a, min_lr=b, total_steps=T - W),"
                " warmup_steps=W, start_lr=0.0)",
                each(a=A, b=(0.01, 0.0), W=(5, 1), T=(30, 3)),
            ),
            Comparison(
                "nemo",
                "CosineAnnealing(optimizer, max_steps=T, warmup_steps=W, min_lr=b)",
                each(a=A, b=(0.01, 0.0), W=(5, 1), T=(30, 12)),
                "Linear(init_value=a / (W + 1), end_value=a, steps=W)"
                ".then(Cosine(init_value=a, end_value=b, steps=T - W))",
                remark="warms up by (t + 1) / (W + 1)",
            ),
            Comparison(
                "pytorch-optimizer",
                "CosineScheduler(optimizer, T, a, min_lr=b, init_lr=0.02, warmup_steps=W)",
                each(a=A, b=(0.0, 0.01), W=(5, 1), T=(30, 12)),
                "Constant(value=b, steps=1).then(warmup_cosine("
                "peak_value=a, total_steps=T, warmup_steps=W, warmup_init_value=0.02, end_value=b))",
                updates="T + 2",
                remark="its first update is at the floor, and it rises again afterwards",
            ),
            Record(
                "deepspeed",
                "warmup_cosine",
                "Constant(value=0.0, steps=1).then(Linear(init_value=0.0, end_value=0.1, steps=10))"
                ".then(Cosine(init_value=0.1, end_value=1e-5, steps=20).slice(start=1))",
                31,
                remark="update 0 is repeated, the peak left out, and it rises again afterwards",
            ),
            Record(
                "fairseq",
                "cosine",
                "warmup_cosine(peak_value=0.1, total_steps=25, warmup_steps=5,"
                " warmup_init_value=0.001, end_value=0.001)",
                25,
                remark="begins again, ten times lower, after its `max_update`",
            ),
        ),
    ),
    Row(
        22,
        "Cosine with a floor, warm-up from 0",
        "warmup_cosine(peak_value=a, total_steps=T, warmup_steps=W, end_value=b)",
        {"a": 0.1, "b": 0.01, "W": 10, "T": 100},
        "Hugging Face",
        (
            Comparison(
                "transformers",
                "get_cosine_with_min_lr_schedule_with_warmup(optimizer, W, T, min_lr=b)",
                WARM,
                "warmup_cosine(peak_value=a, total_steps=T, warmup_steps=W, end_value=b)"
                ".after('extrapolate')",
                remark="rises again afterwards",
            ),
            Comparison(
                "transformers",
                "get_cosine_with_min_lr_schedule_with_warmup(optimizer, W, T, min_lr_rate=b / a)",
                WARM,
                updates="T + 1",
            ),
        ),
    ),
    Row(
        23,
        "Cosine with a floor, counted from 1",
        "Linear(init_value=a / W, end_value=a, steps=W - 1)"
        ".then(Cosine(init_value=a, end_value=b, steps=T - W))",
        {"a": 0.1, "b": 0.01, "W": 10, "T": 100},
        "Hugging Face",
        (
            Comparison(
                "transformers",
                "get_cosine_with_min_lr_schedule_with_warmup_lr_rate("
                "optimizer, W, T, min_lr_rate=b / a)",
                each(a=A, b=(0.03, 0.0), W=(5, 1), T=(30, 12)),
                updates="T",
                remark="rises again afterwards",
            ),
            Comparison(
                "transformers",
                "get_cosine_with_min_lr_schedule_with_warmup_lr_rate("
                "optimizer, W, T, min_lr_rate=b / a, warmup_lr_rate=0.2)",
                each(a=A, b=0.03, W=5, T=(30, 40)),
                "Linear(init_value=0.2 * a, end_value=a, steps=W - 1)"
                ".then(Cosine(init_value=a, end_value=b, steps=T - W))",
                updates="T",
                remark="rises again afterwards",
            ),
        ),
    ),
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
                "Linear(init_value=0.0, end_value=0.1, steps=5).then(Cosine(init_value=0.09, steps=25) * Linear(init_value=1.0, end_value=0.0, steps=25) + Constant(value=0.01))",
                35,
            ),
            Record(
                "olmo",
                "cos_linear_envelope_to_zero",
                "Cosine(init_value=0.3, steps=20) * Linear(init_value=1.0, end_value=0.0, steps=20)",
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
