"""Warm-up, stable phase, cooldown; and the shapes that newer papers propose."""

from census.table import Comparison, Row, each

A = 0.3
PHASES = each(a=A, b=(0.0, 0.01), W=(5, 1), H=(12, 4), D=(8, 5), T=(25, 10))
MEGATRON = (
    'OptimizerParamScheduler(optimizer, 0.0, a, b, W, W + H + D, "WSD", 0, 0, 1, "constant",'
    ' wsd_decay_steps=D, lr_wsd_decay_style="{}")'
)


def wsd(cooldown, init="0.0", end="b"):
    return (
        f'wsd(peak_value=a, warmup_steps=W, stable_steps=H, cooldown_steps=D, cooldown="{cooldown}",'
        f" warmup_init_value={init}, end_value={end})"
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
            "",
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
    Row(
        59,
        "Slanted triangle",
        "slanted_triangular(peak_value=a, total_steps=T, cut_fraction=f, ratio=r)",
        {"a": 0.1, "f": 0.1, "r": 32.0, "T": 100},
        "pytorch-scheduler, AllenNLP",
        (
            Comparison(
                "pytorch-scheduler",
                "SlantedTriangularScheduler(optimizer, T, cut_frac=f, ratio=r)",
                each(a=A, f=(0.1, 0.1, 0.33), r=(32.0, 8.0, 2.0), T=(100, 37, 20)),
            ),
        ),
    ),
    Row(
        60,
        "Tanh",
        "Tanh(init_value=a, end_value=b, lower=l, upper=u, steps=T)",
        {"a": 0.1, "b": 0.0, "l": -7.0, "u": 3.0, "T": 100},
        "timm, pytorch-scheduler",
        (
            Comparison(
                "timm",
                "TanhLRScheduler(optimizer, T, lb=l, ub=u, lr_min=b)",
                each(a=A, b=(0.0, 0.01), l=(-7.0, -2.0), u=(3.0, 5.0), T=(20, 33)),
                updates="T",
                skip=1,
                remark="its first update has the optimizer's rate, and it jumps to its floor at the"
                " end",
            ),
            Comparison(
                "pytorch-scheduler",
                "TanhDecayScheduler(optimizer, T, steepness=u, min_lr=b)",
                each(a=A, b=(0.0, 0.01), u=(3.0, 5.0), T=(20, 33)),
                "Tanh(init_value=a, end_value=b, lower=-u, upper=u, steps=T)",
                updates="T",
                remark="jumps to its floor afterwards",
            ),
        ),
    ),
    Row(
        61,
        "REX",
        "Rex(init_value=a, end_value=b, steps=T)",
        {"a": 0.1, "b": 0.0, "T": 100},
        "pytorch-scheduler, pytorch-optimizer",
        (
            Comparison(
                "pytorch-scheduler",
                "RexScheduler(optimizer, T)",
                each(a=A, b=0.0, T=(20, 37, 1)),
            ),
            Comparison(
                "pytorch-optimizer",
                "REXScheduler(optimizer, T, max_lr=a, min_lr=b)",
                each(a=A, b=(0.0, 0.01), T=(20, 37)),
                "Constant(value=b, steps=1)"
                ".then(Rex(init_value=a, end_value=b, steps=T).slice(start=1))",
                remark="its first update is at the floor",
            ),
        ),
    ),
    Row(
        62,
        "Hyperbolic",
        "Hyperbolic(init_value=a, end_value=b, upper_bound=u, steps=T)",
        {"a": 0.1, "b": 0.001, "u": 250, "T": 100},
        "pytorch-scheduler",
        (
            Comparison(
                "pytorch-scheduler",
                "HyperbolicLRScheduler(optimizer, T, u, min_lr=b)",
                each(a=A, b=(0.001, 0.0), u=(50, 33), T=(20, 33)),
            ),
            Comparison(
                "pytorch-scheduler",
                "ExpHyperbolicLRScheduler(optimizer, T, u, min_lr=b)",
                each(a=A, b=(0.001, 0.01), u=(50, 33), T=(20, 33)),
                "ExponentialHyperbolic(init_value=a, end_value=b, upper_bound=u, steps=T)",
            ),
        ),
        remark="and `ExponentialHyperbolic`",
    ),
    Row(
        63,
        "Chebyshev",
        "chebyshev(peak_value=a, total_steps=T, ratio=r)",
        {"a": 0.1, "r": 20.0, "T": 16},
        "pytorch-optimizer, pytorch-scheduler",
        (
            Comparison(
                "pytorch-scheduler",
                "ChebyshevScheduler(optimizer, T, min_lr=b)",
                each(a=A, b=(0.0, 0.01), T=(20, 16)),
                "Table(values=Cosine(init_value=a, end_value=b, steps=2 * T)"
                "(np.arange(1, 2 * T, 2)).tolist())",
                remark="another schedule of the same name: a cosine, taken between the updates",
            ),
            Comparison(
                "pytorch-optimizer",
                "get_chebyshev_schedule(optimizer, T)",
                each(a=A, T=(16, 32)),
                "(lambda steps: Constant(value=steps(0), steps=2).then(steps))"
                "(chebyshev(peak_value=20 * a, total_steps=T, ratio=20.0))",
                remark="factors of the lowest rate; its first one is used three times",
            ),
        ),
    ),
)
