"""Lines, polynomials, and what falls like them."""

from census.table import Comparison, Record, Row, each

A = 0.3
DOWN = each(a=A, b=(0.0, 0.01, 0.3), T=(20, 37, 1))
WARM = each(a=A, b=(0.0, 0.01, 0.0), W=(5, 0, 1), T=(30, 20, 3))
POWERS = each(a=A, b=(0.01, 0.0, 0.01), q=(1.0, 2.0, 0.5), T=(20, 15, 33))
WARM_POLYNOMIAL = (
    "Linear(init_value=0.0, end_value=a, steps=W)"
    ".then(Polynomial(init_value=a, end_value=b, power=q, steps=T - W))"
)
WARM_POWERS = each(a=A, b=(0.01, 0.0, 0.001), q=(1.0, 2.0, 0.5), W=(5, 0, 2), T=(30, 15, 33))

ROWS = (
    Row(
        14,
        "Linear",
        "Linear(init_value=a, end_value=b, steps=T)",
        {"a": 0.1, "b": 0.01, "T": 100},
        "everybody",
        (
            Comparison(
                "torch",
                "LinearLR(optimizer, start_factor=f, end_factor=h, total_iters=T)",
                each(a=A, f=(0.1, 1 / 3, 1.0), h=(1.0, 1.0, 0.0), T=(10, 5, 20)),
                "Linear(init_value=f * a, end_value=h * a, steps=T)",
            ),
            Comparison(
                "mmengine",
                "LinearLR(optimizer, start_factor=f, end_factor=h, end=T + 1)",
                each(a=A, f=(0.1, 1 / 3, 1.0), h=(1.0, 1.0, 0.1), T=(10, 5, 20)),
                "Linear(init_value=f * a, end_value=h * a, steps=T)",
                remark="reaches the end at its `end - 1`",
            ),
            Comparison("optax", "linear_schedule(a, b, T)", DOWN),
            Comparison(
                "optax",
                "linear_schedule(b, a, T, transition_begin=5)",
                DOWN,
                "Constant(value=b, steps=5).then(Linear(init_value=b, end_value=a, steps=T))",
            ),
            Comparison(
                "composer",
                "LinearScheduler(alpha_i=0.2, alpha_f=h)",
                each(a=A, h=(0.9, 0.0), T=(20, 7)),
                "Linear(init_value=0.2 * a, end_value=h * a, steps=T)",
            ),
            Comparison("lrsched", "linear(base_lr=a, end_lr=b, total_steps=T)", DOWN),
            Comparison("fastai", "SchedLin(a, b)", DOWN, updates="T", close=1e-9),
            Comparison(
                "ignite",
                'LinearCyclicalScheduler(optimizer, "lr", a, b, T, monotonic=True)',
                each(a=A, b=(0.0, 0.01), T=(20, 37)),
                updates="T",
                remark="begins again after every `cycle_size`",
            ),
            Comparison(
                "speechbrain",
                "by_epoch(LinearScheduler(a, b, T))",
                each(a=A, b=(0.0, 0.01), T=(20, 37)),
                "Linear(init_value=a, end_value=b, steps=T - 1)",
                updates="T",
                close=1e-6,
                remark="in float32, through its last epoch",
            ),
            Record(
                "paddle",
                "linear",
                "Linear(init_value=0.01, end_value=0.1, steps=10)",
                20,
            ),
            Record(
                "paddle",
                "linear_warmup",
                "Linear(init_value=0.01, end_value=0.1, steps=5)",
                20,
            ),
        ),
    ),
    Row(
        15,
        "Warm-up, then linear: D2Z where it ends at 0",
        "warmup_linear(peak_value=a, total_steps=T, warmup_steps=W, end_value=b)",
        {"a": 0.1, "b": 0.0, "W": 10, "T": 100},
        "Hugging Face, diffusers, pytorch-scheduler, Composer, DeepSpeed, OLMo, NeMo, Megatron",
        (
            Comparison(
                "transformers",
                "get_linear_schedule_with_warmup(optimizer, W, T)",
                each(a=A, b=0.0, W=(5, 0, 1), T=(30, 20, 2)),
            ),
            Comparison(
                "diffusers",
                "get_linear_schedule_with_warmup(optimizer, W, T)",
                each(a=A, b=0.0, W=(5, 0, 1), T=(30, 20, 2)),
            ),
            Comparison(
                "pytorch-scheduler",
                "LinearDecayScheduler(optimizer, T, warmup_steps=W, min_lr=b)",
                WARM,
            ),
            Comparison(
                "composer",
                'LinearWithWarmupScheduler(t_warmup=f"{W}ba", alpha_f=b / a)',
                WARM,
            ),
            Comparison("olmo-core", "LinearWithWarmup(warmup=W, alpha_f=b / a)", WARM),
            Comparison(
                "megatron",
                "OptimizerParamScheduler("
                'optimizer, 0.0, a, b, W, T, "linear", 0, 0, 1, "constant")',
                WARM,
            ),
            Comparison(
                "nemo",
                "WarmupAnnealing(optimizer, warmup_steps=W, max_steps=T, min_lr=b)",
                each(a=A, b=(0.0, 0.01), W=(5, 1), T=(30, 12)),
                "Linear(init_value=a / (W + 1), end_value=a, steps=W)"
                ".then(Linear(init_value=a, end_value=b, steps=T - W))",
                remark="warms up by (t + 1) / (W + 1)",
            ),
            Comparison(
                "torch-schedule-anything",
                "linear_schedule_with_warmup(optimizer, 1.0, b / a, W, T)",
                WARM,
                updates="T + 1",
                remark="goes on below its end afterwards",
            ),
            Comparison(
                "speechbrain",
                "LinearWarmupScheduler(a, W, T)",
                each(a=A, W=(5, 0), T=(30, 12)),
                "warmup_linear(peak_value=a, total_steps=T, warmup_steps=W).slice(start=1)",
                remark="is called after an update: the first one has the rate before the warm-up",
            ),
            Comparison(
                "pytorch-optimizer",
                "LinearScheduler(optimizer, T, a, min_lr=b, init_lr=0.02, warmup_steps=W)",
                each(a=A, b=(0.0, 0.01), W=(5, 1), T=(30, 12)),
                "Constant(value=b, steps=1).then(warmup_linear("
                "peak_value=a, total_steps=T, warmup_steps=W, warmup_init_value=0.02,"
                " end_value=b))",
                updates="T + 2",
                remark="its first update is at the floor, and it goes on below its end",
            ),
            Record(
                "deepspeed",
                "warmup_decay_linear",
                "Constant(value=0.0, steps=1)"
                ".then(warmup_linear(peak_value=0.1, total_steps=30, warmup_steps=10))",
                35,
                remark="update 0 is repeated",
            ),
        ),
    ),
    Row(
        16,
        "Polynomial",
        "Polynomial(init_value=a, end_value=b, power=q, steps=T)",
        {"a": 0.1, "b": 0.001, "q": 2.0, "T": 100},
        "everybody",
        (
            Comparison(
                "torch",
                "PolynomialLR(optimizer, total_iters=T, power=q)",
                each(a=A, b=0.0, q=(1.0, 2.0, 0.5), T=(10, 15, 33)),
            ),
            Comparison("optax", "polynomial_schedule(a, b, q, T)", POWERS),
            Comparison("keras", "PolynomialDecay(a, T, b, q)", POWERS),
            Comparison(
                "lrsched", "polynomial(base_lr=a, end_lr=b, total_steps=T, power=q)", POWERS
            ),
            Comparison("timm", "PolyLRScheduler(optimizer, T, power=q, lr_min=b)", POWERS),
            Comparison("composer", "PolynomialScheduler(q, alpha_f=b / a)", POWERS),
            Comparison(
                "mmengine",
                "PolyLR(optimizer, eta_min=b, power=q, end=T + 1)",
                POWERS,
                remark="reaches the end at its `end - 1`",
            ),
            Comparison(
                "transformers",
                "get_polynomial_decay_schedule_with_warmup(optimizer, W, T, lr_end=b, power=q)",
                WARM_POWERS,
                WARM_POLYNOMIAL,
            ),
            Comparison(
                "diffusers",
                "get_polynomial_decay_schedule_with_warmup(optimizer, W, T, lr_end=b, power=q)",
                WARM_POWERS,
                WARM_POLYNOMIAL,
            ),
            Comparison(
                "pytorch-scheduler",
                "PolynomialScheduler(optimizer, T, power=q, min_lr=b, warmup_steps=W)",
                WARM_POWERS,
                WARM_POLYNOMIAL,
            ),
            Comparison(
                "composer",
                'PolynomialWithWarmupScheduler(f"{W}ba", q, alpha_f=b / a)',
                WARM_POWERS,
                WARM_POLYNOMIAL,
            ),
            Comparison(
                "torch-schedule-anything",
                "polynomial_schedule_with_warmup(optimizer, 1.0, b / a, W, T, q)",
                WARM_POWERS,
                WARM_POLYNOMIAL,
                updates="T + 1",
                remark="its quadratic rises again afterwards, its root leaves the real numbers",
            ),
            Comparison(
                "nemo",
                "PolynomialDecayAnnealing(optimizer, max_steps=T, min_lr=b, power=q)",
                POWERS,
            ),
            Record(
                "fairseq",
                "polynomial",
                "Linear(init_value=0.0, end_value=0.1, steps=5).then("
                "Polynomial(init_value=0.1, end_value=0.001, power=2.0, steps=20))",
                30,
            ),
            Record(
                "paddle",
                "polynomial",
                "Polynomial(init_value=0.1, end_value=0.001, power=2.0, steps=20)",
                30,
            ),
        ),
    ),
    Row(
        17,
        "Polynomial that begins again",
        "PolynomialRestarts(init_value=a, end_value=b, power=q, period=T)",
        {"a": 0.1, "b": 0.01, "q": 1.0, "T": 100},
        "Keras, Paddle, NeMo, pytorch-scheduler",
        (
            Comparison("keras", "PolynomialDecay(a, T, b, q, cycle=True)", POWERS, updates="4 * T"),
            Comparison(
                "pytorch-scheduler",
                "PolynomialScheduler(optimizer, T, power=q, min_lr=b, cycle=True)",
                POWERS,
                "Polynomial(init_value=a, end_value=b, power=q, steps=T).repeated()",
                updates="4 * T",
                remark="another meaning of the same word: every cycle is the first one",
            ),
            Record(
                "paddle",
                "polynomial_cycle",
                "PolynomialRestarts(init_value=0.1, end_value=0.01, power=1.0, period=10)",
                45,
            ),
        ),
    ),
    Row(
        18,
        "Square and square-root annealing",
        "Polynomial(init_value=a, power=2.0, steps=T).clipped(low=b)",
        {"a": 0.1, "b": 0.001, "T": 100},
        "NeMo",
        (
            Comparison("nemo", "SquareAnnealing(optimizer, max_steps=T, min_lr=b)", DOWN),
            Comparison(
                "nemo",
                "SquareRootAnnealing(optimizer, max_steps=T, min_lr=b)",
                DOWN,
                "Polynomial(init_value=a, power=0.5, steps=T).clipped(low=b)",
            ),
        ),
        remark="the root: `power=0.5`",
    ),
)
