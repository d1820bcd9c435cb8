"""Warm-up, stable phase, cooldown."""

from census.table import Comparison, Row, each

A = 0.3

PHASES = each(a=A, b=(0.0, 0.01), W=(5, 1), H=(12, 4), D=(8, 5), T=(25, 10))

MEGATRON = (
    'OptimizerParamScheduler(optimizer, 0.0, a, b, W, W + H + D, "WSD", 0, 0, 1, "constant",'
    ' wsd_decay_steps=D, lr_wsd_decay_style="{}")'
)


def wsd(cooldown, init="0.0", end="b"):
    return (
        "wsd(peak_value=a, warmup_steps=W, stable_steps=H, cooldown_steps=D,"
        f' cooldown="{cooldown}", warmup_init_value={init}, end_value={end})'
    )


WSD = tuple(
    Comparison(library, theirs, PHASES, ours, updates=updates, remark=remark)
    for library, theirs, ours, updates, remark in [
        *(
            (
                "transformers",
                f'get_wsd_schedule(optimizer, W, D, num_stable_steps=H, decay_type="{word}",'
                " min_lr_ratio=b / a)",
                wsd(word, "b"),
                "W + H + D + 5",
                "its warm-up begins at its floor",
            )
            for word in ("cosine", "linear", "1-sqrt")
        ),
        *(
            ("megatron", MEGATRON.format(style), wsd(word), "W + H + D + 5", "")
            for style, word in (
                ("cosine", "cosine"),
                ("linear", "linear"),
                ("minus_sqrt", "1-sqrt"),
            )
        ),
        (
            "megatron",
            MEGATRON.format("exponential"),
            "Linear(init_value=0.0, end_value=a, steps=W).then(Constant(value=a, steps=H))"
            ".then(ExponentialCooldown(init_value=a, end_value=b, ratio=0.5, steps=D))",
            "W + H + D + 5",
            "2 * 0.5^p - 1",
        ),
        *(
            (
                "timm",
                f'WSDLRScheduler(optimizer, H + D, D, b, warmup_t=W, decay_fn="{style}")',
                wsd(word),
                "W + H + D + 5",
                "",
            )
            for style, word in (
                ("cosine", "cosine"),
                ("linear", "linear"),
                ("1-sqrt", "1-sqrt"),
                ("power", "1-sqrt"),
                ("exp", "exponential"),
            )
        ),
        (
            "olmo-core",
            "WSD(warmup=W, decay=D, decay_fraction=None, decay_min_lr=b)",
            wsd("linear"),
            "W + H + D",
            "goes on below its floor afterwards",
        ),
        *(
            (
                "pytorch-scheduler",
                f'WSDScheduler(optimizer, W + H + D, W, H, b, "{style}")',
                wsd(word),
                "W + H + D + 5",
                "",
            )
            for style, word in (("cosine", "cosine"), ("linear", "linear"), ("sqrt", "1-sqrt"))
        ),
        (
            "pytorch-scheduler",
            "TrapezoidalScheduler(optimizer, W + H + D, W, D, b)",
            wsd("linear"),
            "W + H + D + 5",
            "",
        ),
        (
            "pytorch-optimizer",
            'get_wsd_schedule(optimizer, W, H, D, b / a, cooldown_type="cosine")',
            wsd("cosine"),
            "W + H + D + 5",
            "",
        ),
        *(
            (
                "pytorch-optimizer",
                f'get_wsd_schedule(optimizer, W, H, D, b / a, cooldown_type="{style}")',
                wsd(word, end="0.0"),
                "W + H + D",
                "ignores its floor until it jumps up to it",
            )
            for style, word in (("linear", "linear"), ("1-sqrt", "1-sqrt"), ("1-square", "square"))
        ),
        *(
            (
                "lrsched",
                "warmup_stable_decay(base_lr=a, warmup_steps=W, decay_steps=D,"
                f' total_steps=W + H + D, final_lr=b, warmup_start=0.0, decay_shape="{word}")',
                wsd(word),
                "W + H + D + 5",
                "",
            )
            for word in ("linear", "1-sqrt")
        ),
        (
            "nemo",
            "WarmupHoldAnnealLinear("
            "optimizer, max_steps=W + H + D, warmup_steps=W, hold_steps=H, min_lr=b)",
            "Linear(init_value=a / (W + 1), end_value=a, steps=W).then(Constant(value=a, steps=H))"
            ".then(Linear(init_value=a, end_value=b, steps=D))",
            "W + H + D + 5",
            "warms up by (t + 1) / (W + 1)",
        ),
        (
            "nemo",
            "WarmupHoldAnnealOneMinusSquareRoot("
            "optimizer, max_steps=W + H + D, warmup_steps=W, hold_steps=H, min_lr=b)",
            "Linear(init_value=a / (W + 1), end_value=a, steps=W).then(Constant(value=a, steps=H))"
            ".then(OneMinusPower(init_value=a, power=0.5, steps=D).clipped(low=b))",
            "W + H + D + 5",
            "warms up by (t + 1) / (W + 1)",
        ),
    ]
)


ROWS = (
    Row(
        54,
        "Warmup-stable-decay, the trapezoid",
        wsd("1-sqrt"),
        {"a": 0.1, "b": 0.001, "W": 10, "H": 70, "D": 20},
        "Hugging Face, Megatron, timm, torchtitan, nanotron, OLMo-core, pytorch-scheduler,"
        " pytorch-optimizer, lrsched, NeMo",
        WSD,
        remark='`cooldown` is `"linear"`, `"cosine"`, `"1-sqrt"`, `"square"` or `"exponential"`',
    ),
    Row(
        55,
        "Tri-stage",
        "tri_stage(peak_value=a, warmup_steps=W, hold_steps=H, decay_steps=D, init_factor=f,"
        " end_factor=g)",
        {"a": 0.1, "W": 10, "H": 40, "D": 50, "f": 0.01, "g": 0.01},
        "fairseq, SpeechBrain",
        (
            Comparison(
                "speechbrain",
                "by_update(TriStageLRSchedule(a, W, H, D, W + H + D, f, g))",
                each(a=A, W=(5, 1), H=(8, 0), D=(10, 7), f=(0.01, 0.1), g=(0.05, 0.01)),
                updates="W + H + D + 1",
                remark="goes on falling afterwards",
            ),
        ),
    ),
    Row(
        56,
        "Warm-up, exponential, cooldown",
        "Linear(init_value=0.0, end_value=a, steps=W)"
        ".then(cool_down(Exponential(init_value=a, rate=k), at=H, steps=D, cooldown='linear'))",
        {"a": 0.1, "k": 0.003, "W": 10, "H": 70, "D": 20},
        "SpeechBrain",
        (
            Comparison(
                "speechbrain",
                "by_update(WarmCoolDecayLRSchedule(a, W, D, W + H + D, 0.75, n))",
                each(a=A, W=(5, 1), H=(20, 8), D=(10, 7), n=(10, 100)),
                "Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(Exponential(init_value=a, rate=-math.log(0.75) / n))",
                updates="W + H + 1",
                remark="its cooldown begins with a jump: it forgets that the decay began after W",
            ),
            Comparison(
                "speechbrain",
                "by_update(WarmCoolDecayLRSchedule(a, W, D, W + H + D, 0.75, n))",
                each(a=A, W=(5, 1), H=(20, 8), D=(10, 7), n=(10, 100)),
                "Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(Exponential(init_value=a, rate=-math.log(0.75) / n).slice(stop=H + 1))"
                ".then(Linear(init_value=a * 0.75 ** ((W + H) / n), end_value=0.0, steps=D)"
                ".slice(start=1))",
                updates="W + H + D",
                remark="the same with its jump",
            ),
        ),
    ),
    Row(
        57,
        "A decay that is decided on late",
        'cool_down(trunk, at=k, steps=D, cooldown="linear")',
        {"trunk": "inverse_sqrt(peak_value=0.1, warmup_steps=10)", "k": 60, "D": 40},
        "OLMo-core",
        (
            Comparison(
                "olmo-core",
                "SequentialScheduler(schedulers=[CosWithWarmup(warmup=W, alpha_f=0.1),"
                " ConstantScheduler()], schedulers_max=[T],"
                " override_decay=OverrideDecay(start=k, duration=D, end_lr=0.0))",
                each(a=A, W=(5, 0), k=(12, 3), D=(8, 4), T=30),
                "cool_down(warmup_cosine(peak_value=a, total_steps=T, warmup_steps=W,"
                ' end_value=0.1 * a), at=k, steps=D, cooldown="linear")',
                updates="T",
            ),
        ),
    ),
    Row(
        58,
        "Knee: explore, then exploit",
        "wsd(peak_value=a, warmup_steps=W, stable_steps=H, cooldown_steps=D, cooldown='linear')",
        {"a": 0.1, "W": 10, "H": 50, "D": 40},
        "research code",
        remark="is warmup-stable-decay with a linear cooldown",
    ),
)
