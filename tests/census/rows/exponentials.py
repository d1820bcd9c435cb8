"""Exponentials, inverse time, and growth from rate to rate."""

from census.table import Comparison, Record, Row, each

A = 0.3
EXPONENTIAL = each(a=A, g=(0.9, 0.5, 0.999), T=(30, 10, 400))
SCALED = each(a=A, r=(0.5, 0.96, 0.1), s=(10, 7, 3), T=30)

ROWS = (
    Row(
        8,
        "Exponential, per update",
        "exponential_decay(init_value=a, rate=-math.log(g))",
        {"a": 0.1, "g": 0.99},
        "PyTorch, Composer, MMEngine, Paddle, MLX, lrsched",
        (
            Comparison("torch", "ExponentialLR(optimizer, gamma=g)", EXPONENTIAL),
            Comparison("mmengine", "ExponentialLR(optimizer, gamma=g)", EXPONENTIAL),
            Comparison("lrsched", "exponential(base_lr=a, gamma=g)", EXPONENTIAL),
            Comparison(
                "composer",
                'ExponentialScheduler(gamma=g, decay_period=f"{s}ba")',
                each(a=A, g=(0.5, 0.9), s=(10, 1), T=30),
                "exponential_decay(init_value=a, rate=-math.log(g) / s)",
            ),
            Comparison(
                "ignite",
                'ExpStateScheduler(a, g, param_name="lr")',
                EXPONENTIAL,
                "exponential_decay(init_value=a, rate=-math.log(g)).slice(start=1)",
                remark="counts events from 1",
            ),
            Record(
                "paddle",
                "exponential",
                "exponential_decay(init_value=0.1, rate=-math.log(0.9))",
                30,
            ),
        ),
    ),
    Row(
        9,
        "Exponential with a scale, smooth or in stairs",
        "exponential_decay(init_value=a, rate=-math.log(r) / s)",
        {"a": 0.1, "r": 0.96, "s": 100},
        "Keras, optax, lrsched, fvcore",
        (
            Comparison("keras", "ExponentialDecay(a, decay_steps=s, decay_rate=r)", SCALED),
            Comparison(
                "keras",
                "ExponentialDecay(a, decay_steps=s, decay_rate=r, staircase=True)",
                SCALED,
                "step_decay(init_value=a, factor=r, every=s)",
            ),
            Comparison("optax", "exponential_decay(a, s, r)", SCALED),
            Comparison(
                "optax",
                "exponential_decay(a, s, r, staircase=True, transition_begin=4)",
                SCALED,
                "Constant(value=a, steps=4).then(step_decay(init_value=a, factor=r, every=s))",
            ),
            Comparison(
                "optax",
                "exponential_decay(a, s, r, end_value=0.1)",
                SCALED,
                "exponential_decay(init_value=a, rate=-math.log(r) / s).clipped(low=0.1)",
            ),
            Comparison(
                "lrsched", "exponential_decay(base_lr=a, decay_rate=r, decay_steps=s)", SCALED
            ),
        ),
        remark="in stairs: `step_decay(init_value=a, factor=r, every=s)`; with an end:"
        " `.clipped(low=b)`",
    ),
    Row(
        10,
        "Natural exponential",
        "exponential_decay(init_value=a, rate=g)",
        {"a": 0.1, "g": 0.01},
        "Paddle",
        (
            Record(
                "paddle",
                "natural_exp",
                "exponential_decay(init_value=0.1, rate=0.05)",
                30,
            ),
            Record(
                "paddle",
                "natural_exp_steep",
                "exponential_decay(init_value=0.3, rate=0.7)",
                30,
            ),
        ),
    ),
    Row(
        11,
        "Inverse time",
        "InverseTime(init_value=a, rate=r / s)",
        {"a": 0.1, "r": 0.5, "s": 100},
        "Keras, Paddle, levanter, DeepSpeed",
        (
            Comparison("keras", "InverseTimeDecay(a, decay_steps=s, decay_rate=r)", SCALED),
            Comparison(
                "keras",
                "InverseTimeDecay(a, decay_steps=s, decay_rate=r, staircase=True)",
                SCALED,
                "InverseTime(init_value=a, rate=r / s).stepwise(every=s)",
            ),
            Record(
                "paddle",
                "inverse_time",
                "InverseTime(init_value=0.1, rate=0.1)",
                30,
            ),
        ),
        remark="in stairs: `.stepwise(every=s)`",
    ),
    Row(
        12,
        "Warm-up, then exponential",
        "Linear(init_value=c, end_value=a, steps=W)"
        ".then(exponential_decay(init_value=a, rate=-math.log(r) / s))",
        {"a": 0.1, "c": 0.0, "W": 10, "r": 0.5, "s": 100},
        "optax, SpeechBrain",
        (
            Comparison(
                "optax",
                "warmup_exponential_decay_schedule(c, a, W, s, r)",
                each(a=A, c=(0.0, 0.01), W=(5, 0), s=(10, 7), r=(0.5, 0.9), T=20),
            ),
            Comparison(
                "speechbrain",
                "WarmAndExpDecayLRSchedule(a, W, T, r)",
                each(a=A, W=(5, 0), r=(0.1, 0.5), T=(30, 12)),
                "Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(exponential_decay(init_value=a, rate=-math.log(r) / (T - W)))",
            ),
            Comparison(
                "optax",
                "warmup_exponential_decay_schedule(c, a, W, s, r, end_value=0.05)",
                each(a=A, c=(0.0, 0.01), W=(5, 1), s=(10, 7), r=(0.5, 0.9), T=20),
                "Linear(init_value=c, end_value=a, steps=W).then("
                "exponential_decay(init_value=a, rate=-math.log(r) / s).clipped(low=0.05))",
            ),
        ),
    ),
    Row(
        13,
        "Exponential growth, from rate to rate",
        "range_sweep(start=a, stop=c, steps=N)",
        {"a": 1e-5, "c": 1.0, "N": 100},
        "fastai, OLMo-core, axolotl, every rate finder",
        (
            Comparison(
                "fastai",
                "SchedExp(a, c)",
                each(a=(1e-4, 1e-7), c=(0.1, 10.0), T=(20, 100)),
                "range_sweep(start=a, stop=c, steps=T)",
                updates="T",
                close=1e-9,
                remark="has no end of its own",
            ),
            Comparison(
                "olmo-core",
                "ExponentialScheduler(lr_min=c)",
                each(a=(0.3, 1.0), c=(1e-9, 1e-3), T=(20, 7)),
                "range_sweep(start=c, stop=a, steps=T)",
            ),
        ),
    ),
)
