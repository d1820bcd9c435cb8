"""One cosine, with and without warm-up."""

from census.table import Comparison, Record, Row, each

A = 0.3

DOWN = each(a=A, b=(0.0, 0.01, 0.3), T=(20, 37, 1))

WARM = each(a=A, b=(0.01, 0.0, 0.01), W=(5, 0, 1), T=(30, 20, 3))

TO_ZERO = each(a=A, b=0.0, W=(5, 0, 1), T=(30, 20, 3))


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
                "OptimizerParamScheduler("
                'optimizer, 0.0, a, b, W, T, "cosine", 0, 0, 1, "constant")',
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
                "peak_value=a, total_steps=T, warmup_steps=W, warmup_init_value=0.02,"
                " end_value=b))",
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
                remark="rises again afterwards",
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
)
