"""Inverse square roots, power laws, and what falls like them."""

from census.table import Comparison, Record, Row, each

A = 0.3
ROOTS = each(a=A, W=(5, 40, 1), T=(100, 100, 20))

ROWS = (
    Row(
        46,
        "Noam, in the model's width",
        "noam(d_model=d, warmup_steps=W)",
        {"d": 512, "W": 4000},
        "Paddle, NeMo, SpeechBrain, AllenNLP, t5x",
        (
            Comparison(
                "speechbrain",
                "NoamScheduler(1.0, W, d)",
                each(d=(512, 64), W=(10, 1), T=50),
            ),
            Comparison(
                "speechbrain",
                "NoamScheduler(a, W)",
                each(a=A, W=(10, 3), T=50),
                "Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(InverseSqrt(init_value=a, timescale=W)).slice(start=1)",
                remark="without a width, its peak is the given rate",
            ),
            Comparison(
                "nemo",
                "NoamAnnealing(optimizer, d_model=d, warmup_steps=W)",
                each(a=1.0, d=(512, 64), W=(10, 2), T=50),
                "Constant(value=noam(d_model=d, warmup_steps=W)(0), steps=1)"
                ".then(noam(d_model=d, warmup_steps=W))",
                remark="counts from 0 and uses update 1 for update 0 as well",
            ),
            Comparison(
                "allennlp",
                "NoamLR(optimizer, d, W)",
                each(a=1.0, d=(512, 64), W=(10, 2), T=50),
                "Constant(value=a, steps=1).then(noam(d_model=d, warmup_steps=W))",
                remark="its first update has the optimizer's rate",
            ),
            Record(
                "paddle",
                "noam",
                "Constant(value=0.0, steps=1).then(noam(d_model=64, warmup_steps=10))",
                30,
                remark="counts from 0, where it is 0",
            ),
        ),
    ),
    Row(
        47,
        "Inverse square root, from a peak",
        "inverse_sqrt(peak_value=a, warmup_steps=W)",
        {"a": 0.1, "W": 100},
        "fairseq, Hugging Face, Megatron, OLMo, pytorch-scheduler, lrsched, NeMo",
        (
            Comparison("transformers", "get_inverse_sqrt_schedule(optimizer, W)", ROOTS),
            Comparison("pytorch-scheduler", "InverseSqrtScheduler(optimizer, W)", ROOTS),
            Comparison("lrsched", "inverse_sqrt(base_lr=a, warmup_steps=W)", ROOTS),
            Comparison(
                "megatron",
                "OptimizerParamScheduler("
                'optimizer, 0.0, a, b, W, T, "inverse-square-root", 0, 0, 1, "constant")',
                each(a=A, b=(0.0, 0.1), W=(5, 20), T=100),
                "inverse_sqrt(peak_value=a, warmup_steps=W).clipped(low=b)"
                " if b == 0 else Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(InverseSqrt(init_value=a, timescale=W).clipped(low=b))",
                updates="T + 1",
                remark="drops to its floor after `lr_decay_steps`",
            ),
            Comparison(
                "olmo-core",
                "InvSqrtWithWarmup(warmup=W, alpha_f=b / a)",
                each(a=A, b=(0.0, 0.03), W=(5, 20), T=100),
                "Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(InverseSqrt(init_value=a, end_value=b, timescale=W))",
            ),
            Comparison(
                "nemo",
                "InverseSquareRootAnnealing(optimizer, warmup_steps=W, max_steps=T)",
                each(a=A, W=(5, 20), T=100),
                "Linear(init_value=a / (W + 1), end_value=a, steps=W)"
                ".then(InverseSqrt(init_value=a, timescale=W + 1))",
                updates="T + 1",
                remark="drops to its floor afterwards",
            ),
            Record(
                "fairseq",
                "inverse_sqrt",
                "inverse_sqrt(peak_value=0.1, warmup_steps=5)",
                30,
            ),
        ),
    ),
    Row(
        48,
        "Inverse square root with a timescale",
        "inverse_sqrt(peak_value=a, warmup_steps=W, timescale=s)",
        {"a": 0.1, "W": 100, "s": 10000},
        "big_vision, levanter, Hugging Face",
        (
            Comparison(
                "transformers",
                "get_inverse_sqrt_schedule(optimizer, W, timescale=s)",
                each(a=A, W=(5, 0, 40), s=(20, 10000, 7), T=100),
            ),
        ),
    ),
    Row(
        49,
        "T5: 1 / sqrt(max(t, k))",
        "t5(hold_steps=k)",
        {"k": 10000},
        "NeMo, SpeechBrain, t5x",
        (
            Comparison(
                "nemo",
                "T5InverseSquareRootAnnealing(optimizer, constant_steps=k, max_steps=T)",
                each(k=(10, 1), T=50),
                updates="T + 1",
                remark="ignores the optimizer's rate, and drops to its floor afterwards",
            ),
            Comparison(
                "speechbrain",
                "InverseSquareRootScheduler(k)",
                each(k=(10, 1), T=50),
                "t5(hold_steps=k).slice(start=1)",
                remark="counts updates from 1",
            ),
        ),
    ),
    Row(
        50,
        "Inverse square root, then a linear cooldown",
        "Linear(init_value=0.0, end_value=a, steps=W)"
        ".then(cool_down(InverseSqrt(init_value=a, timescale=s), at=T - W - D, steps=D,"
        ' cooldown="linear"))',
        {"a": 0.1, "W": 10, "s": 10, "D": 20, "T": 100},
        "llm-foundry, timm, TF Model Garden",
        (
            Comparison(
                "llm-foundry",
                'InverseSquareRootWithWarmupScheduler(f"{W}ba", f"{s}ba", f"{D}ba")',
                each(a=A, W=(5, 0, 1), s=(20, 10, 1), D=(8, 3, 1), T=(30, 20, 25)),
            ),
            Comparison(
                "timm",
                'WSDLRScheduler(optimizer, T - W, D, warmup_t=W, stable_fn="rsqrt",'
                ' stable_timescale=s, decay_fn="linear")',
                each(a=A, W=(5, 1), s=(20, 10), D=(8, 3), T=(30, 20)),
                "Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(InverseSqrt(init_value=a, timescale=s)"
                " * Constant(value=1.0, steps=T - W - D)"
                ".then(Linear(init_value=1.0, end_value=0.0, steps=D)))",
                updates="T",
                remark="a product: its stable phase goes on falling under the cooldown",
            ),
        ),
    ),
    Row(
        51,
        "Warm-up, hold, then a power law",
        "Linear(init_value=0.0, end_value=a, steps=W).then(Constant(value=a, steps=H))"
        ".then(PowerLaw(init_value=a, exponent=q, timescale=W))",
        {"a": 0.1, "q": 0.5, "W": 10, "H": 20},
        "NeMo, SpeechBrain",
        (
            Comparison(
                "nemo",
                "NoamHoldAnnealing(optimizer, max_steps=T, warmup_steps=W, hold_steps=H,"
                " decay_rate=q)",
                each(a=A, q=(0.5, 1.0), W=(5, 10), H=(8, 3), T=100),
                "Linear(init_value=a / (W + 1), end_value=a, steps=W)"
                ".then(Constant(value=a, steps=H))"
                ".then(PowerLaw(init_value=a, exponent=q, timescale=W))",
                updates="T + 1",
                remark="warms up by (t + 1) / (W + 1), and drops to its floor afterwards",
            ),
            Comparison(
                "speechbrain",
                "LinearNoamScheduler(a, W, H)",
                each(a=A, q=1.0, W=(5, 10), H=(8, 0), T=100),
                "Linear(init_value=0.0, end_value=a, steps=W).then(Constant(value=a, steps=H))"
                ".then(PowerLaw(init_value=a, exponent=q, timescale=W)).slice(start=1)",
                remark="counts updates from 1",
            ),
        ),
    ),
    Row(
        52,
        "Power law",
        "Linear(init_value=0.0, end_value=a, steps=W)"
        ".then(PowerLaw(init_value=a, exponent=q, timescale=W))",
        {"a": 0.1, "q": 0.51, "W": 10},
        "pytorch-scheduler, TF Model Garden, levanter, OLMo-core, timm",
        (
            Comparison(
                "pytorch-scheduler",
                "PowerDecayScheduler(optimizer, T, warmup_steps=W, alpha=q)",
                each(a=A, q=(0.5, 0.8), W=(5, 1), T=100),
            ),
            Comparison(
                "pytorch-scheduler",
                "PowerDecayScheduler(optimizer, T, alpha=q)",
                each(a=A, q=(0.5, 2.0), T=100),
                "PowerLaw(init_value=a, exponent=q, timescale=1)",
            ),
            Comparison(
                "olmo-core",
                "PowerLR(b=-q, warmup=W, decay=D, decay_fraction=None)",
                each(a=A, q=(0.51, 0.8), W=(5, 10), D=(10, 30), T=100),
                "Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(cool_down(PowerLaw(init_value=a, exponent=q, timescale=W),"
                ' at=T - W - D, steps=D, cooldown="linear"))',
                updates="T + 1",
                remark="goes on below 0 afterwards",
            ),
            Comparison(
                "timm",
                'WSDLRScheduler(optimizer, T - W, 10, warmup_t=W, stable_fn="power",'
                " stable_power=q)",
                each(a=A, q=(0.51, 0.8), W=(5, 10), T=100),
                updates="T - 10",
                remark="then cools down",
            ),
        ),
        remark="in tokens and batch size: `power_scheduler`",
    ),
    Row(
        53,
        "Eden: two clocks",
        "eden(peak_value=a, steps_per_epoch=n)",
        {"a": 0.045, "n": 1000},
        "icefall",
    ),
    Row(
        76,
        "Square root and factor, of a textbook",
        "InverseSqrt(init_value=a, timescale=1)",
        {"a": 0.1},
        "d2l",
        remark="its factor: `exponential_decay(...).clipped(low=b)`",
    ),
)
