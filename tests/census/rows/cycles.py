"""Cosines and triangles that begin again."""

from census.table import Comparison, Record, Row, each

A = 0.3
RESTARTS = each(a=A, b=(0.0, 0.001), s=(10, 5), m=(1, 2), T=40)
TRIANGLES = each(a=A, b=(0.01, 0.0), s=(5, 3), T=20)
HARD = each(a=A, c=(3, 1, 4), W=(6, 0, 5), T=(30, 20, 31))

ROWS = (
    Row(
        32,
        "Warm restarts",
        "sgdr(peak_value=a, period=s, period_factor=m, end_value=b)",
        {"a": 0.1, "b": 0.001, "s": 10, "m": 2.0},
        "PyTorch, Keras, Composer, lrsched, Paddle, MMEngine, fastai",
        (
            Comparison(
                "torch",
                "CosineAnnealingWarmRestarts(optimizer, T_0=s, T_mult=m, eta_min=b)",
                RESTARTS,
                updates="3 * T",
            ),
            Comparison(
                "keras",
                "CosineDecayRestarts(a, s, t_mul=m, alpha=b / a)",
                each(a=A, b=(0.0, 0.001, 0.0), s=(10, 5, 8), m=(1.0, 2.0, 1.5), T=40),
            ),
            Comparison(
                "composer",
                'CosineAnnealingWarmRestartsScheduler(f"{s}ba", t_mult=m, alpha_f=b / a)',
                RESTARTS,
                updates="3 * T",
                remark="cuts every length down to whole batches",
            ),
            Comparison(
                "lrsched",
                "cosine_restarts(base_lr=a, min_lr=b, period=s, t_mult=m)",
                RESTARTS,
                updates="3 * T",
            ),
            Comparison(
                "fastai",
                "Learner.fit_sgdr(learner, n, 1, a)",
                each(a=A, b=0.0, n=2, s=(4, 7), m=2.0, T=(12, 21)),
                updates="T",
                remark="finds the cycle in float32: a restart may come one update late",
            ),
            Comparison(
                "ignite",
                'CosineAnnealingScheduler(optimizer, "lr", a, b, s, cycle_mult=m)',
                RESTARTS,
                updates="3 * T",
            ),
            Record(
                "paddle",
                "restarts",
                "sgdr(peak_value=0.1, period=5, period_factor=2.0, end_value=0.001)",
                40,
            ),
        ),
    ),
    Row(
        33,
        "Warm restarts from ever lower peaks",
        "sgdr(peak_value=a, period=s, period_factor=m, peak_factor=p, end_value=b)",
        {"a": 0.1, "b": 0.0, "s": 10, "m": 2.0, "p": 0.8},
        "Keras, timm, fairseq, Ignite",
        (
            Comparison(
                "keras",
                "CosineDecayRestarts(a, s, t_mul=m, m_mul=p, alpha=b / a)",
                each(a=A, b=(0.0, 0.015), s=(10, 8), m=(1.0, 1.5), p=(0.5, 0.8), T=25),
                "sgdr(peak_value=a - b, period=s, period_factor=m, peak_factor=p)"
                " + Constant(value=b)",
                remark="lowers the height above the floor",
            ),
            Comparison(
                "timm",
                "CosineLRScheduler("
                "optimizer, s, lr_min=b, cycle_limit=n, cycle_mul=m, cycle_decay=p)",
                each(a=A, b=(0.0, 0.01), n=3, s=(6, 5), m=(2.0, 1.0), p=(0.8, 0.5), T=(42, 15)),
                "sgdr(peak_value=a, period=s, period_factor=m, peak_factor=p, end_value=b,"
                " total_steps=T)",
            ),
            Comparison(
                "timm",
                "PolyLRScheduler("
                "optimizer, s, power=q, cycle_limit=2, cycle_mul=2.0, cycle_decay=0.5, k_decay=k)",
                each(a=A, s=(10, 7), q=(2.0, 0.5), k=(1.5, 1.0), T=(30, 21)),
                "Polynomial(init_value=a, power=q, progress_power=k, steps=s).then("
                "Polynomial(init_value=0.5 * a, power=q, progress_power=k, steps=2 * s))",
            ),
            Comparison(
                "ignite",
                'CosineAnnealingScheduler(optimizer, "lr", a, 0.0, s, start_value_mult=p)',
                each(a=A, s=(10, 4), p=(0.5, 0.9), T=20),
                "sgdr(peak_value=a, period=s, peak_factor=p)",
            ),
        ),
    ),
    Row(
        34,
        "Warm restarts, each with a warm-up",
        "warmup_restarts(peak_value=a, period=s, warmup_steps=W, total_steps=T, low_value=b,"
        " period_factor=m, peak_factor=p)",
        {"a": 0.1, "b": 0.001, "s": 20, "W": 5, "m": 1.5, "p": 0.8, "T": 95},
        "pytorch-optimizer, pytorch-scheduler",
        (
            Comparison(
                "pytorch-scheduler",
                "CosineAnnealingWarmupRestarts("
                "optimizer, s, W, max_lr=a, min_lr=b, cycle_mult=m, gamma=p)",
                each(
                    a=A, b=(0.01, 0.0), s=(10, 8), W=(3, 1), m=(1.0, 1.5), p=(1.0, 0.8), T=(40, 38)
                ),
                updates="T",
                remark="without a warm-up it still spends one update at the floor",
            ),
            Comparison(
                "pytorch-optimizer",
                "CosineAnnealingWarmupRestarts("
                "optimizer, s, max_lr=a, min_lr=b, warmup_steps=W, gamma=p)",
                each(a=A, b=(0.01, 0.0), s=(10, 8), W=(3, 1), m=1.0, p=(0.9, 0.5), T=40),
                updates="T",
            ),
            Comparison(
                "pytorch-optimizer",
                "CosineAnnealingWarmupRestarts(optimizer, 9, cycle_mult=2.0, max_lr=a,"
                " min_lr=b, warmup_steps=3, gamma=p)",
                each(a=A, b=(0.01, 0.0), p=(0.9, 0.5), T=24),
                "Linear(init_value=b, end_value=a, steps=3)"
                ".then(Cosine(init_value=a, end_value=b, steps=6))"
                ".then(Linear(init_value=b, end_value=p * a, steps=3))"
                ".then(Cosine(init_value=p * a, end_value=b, steps=12))",
                updates="T",
                remark="multiplies the length of the decay alone",
            ),
        ),
    ),
    Row(
        35,
        "Hard restarts, by their number",
        "hard_restarts(peak_value=a, total_steps=T, cycles=c, warmup_steps=W)",
        {"a": 0.1, "c": 3, "W": 10, "T": 100},
        "Hugging Face, diffusers",
        (
            Comparison(
                "transformers",
                "get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, W, T, num_cycles=c)",
                HARD,
            ),
            Comparison(
                "diffusers",
                "get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, W, T, num_cycles=c)",
                HARD,
            ),
        ),
    ),
    Row(
        36,
        "Restarts of given lengths and heights",
        "Cosine(init_value=a, end_value=b, steps=s)"
        ".then(Cosine(init_value=c, end_value=b, steps=u))",
        {"a": 0.1, "b": 0.001, "c": 0.05, "s": 40, "u": 60},
        "MMEngine, optax",
        (
            Comparison(
                "mmengine",
                "CosineRestartLR(optimizer, [s, u], [1.0, c / a], eta_min=b)",
                each(a=A, b=(0.001, 0.0), c=(0.15, 0.4), s=(10, 4), u=(15, 7), T=25),
                updates="s + u",
                remark="stops one update above the floor",
            ),
            Comparison(
                "optax",
                "sgdr_schedule(["
                "dict(init_value=0.0, peak_value=a, warmup_steps=2, decay_steps=s),"
                "dict(init_value=b, peak_value=c, warmup_steps=4, decay_steps=u, end_value=b)])",
                each(a=A, b=(0.001, 0.01), c=(0.15, 0.4), s=(10, 4), u=(20, 7), T=25),
                "warmup_cosine(peak_value=a, total_steps=s, warmup_steps=2).then(warmup_cosine("
                "peak_value=c, total_steps=u, warmup_steps=4, warmup_init_value=b, end_value=b))",
                remark="the `decay_steps` of a cycle include its warm-up",
            ),
        ),
    ),
    Row(
        37,
        "Cycles that warm up again",
        "Cosine(init_value=a, end_value=b, steps=s)"
        ".then(Linear(init_value=b, end_value=a, steps=W)).repeated()",
        {"a": 0.1, "b": 0.01, "s": 40, "W": 10},
        "levanter, Ignite, OLMo-core",
        (
            Comparison(
                "ignite",
                'CosineAnnealingScheduler(optimizer, "lr", a, b, s, warmup_duration=W)',
                each(a=A, b=(0.01, 0.0), s=(10, 6), W=(4, 1), T=30),
            ),
            Comparison(
                "ignite",
                "LinearCyclicalScheduler("
                'optimizer, "lr", a, b, s, monotonic=True, warmup_duration=W)',
                each(a=A, b=(0.01, 0.0), s=(10, 6), W=(4, 1), T=30),
                "Linear(init_value=a, end_value=b, steps=s)"
                ".then(Linear(init_value=b, end_value=a, steps=W)).repeated()",
            ),
            Comparison(
                "olmo-core",
                "WSDS(period_lengths=[s, u], period_lr_multipliers=[1.0, p], warmup=W, decay=D)",
                each(a=A, s=(20, 12), u=(15, 9), p=(0.5, 1.0), W=(4, 0), D=(5, 3), T=30),
                "wsd(peak_value=a, total_steps=s, warmup_steps=W, cooldown_steps=D,"
                ' cooldown="linear").then(wsd(peak_value=p * a, total_steps=u, warmup_steps=1,'
                ' cooldown_steps=D, cooldown="linear"))',
                updates="s + u + 5",
                remark="the update at which a period begins is still at the floor of the last one",
            ),
        ),
    ),
    Row(
        38,
        "Triangles",
        "Triangular(low_value=b, high_value=a, steps_up=s)",
        {"a": 0.1, "b": 0.01, "s": 20},
        "PyTorch, Paddle, lrsched, Ignite, fairseq, SpeechBrain, DeepSpeed",
        (
            Comparison(
                "torch",
                "CyclicLR(optimizer, base_lr=b, max_lr=a, step_size_up=s)",
                TRIANGLES,
            ),
            Comparison(
                "torch",
                "CyclicLR(optimizer, base_lr=b, max_lr=a, step_size_up=s, step_size_down=u)",
                each(a=A, b=(0.01, 0.0), s=(3, 8), u=(8, 1), T=20),
                "Triangular(low_value=b, high_value=a, steps_up=s, steps_down=u)",
            ),
            Comparison("lrsched", "triangular(min_lr=b, max_lr=a, step_size=s)", TRIANGLES),
            Comparison(
                "ignite", 'LinearCyclicalScheduler(optimizer, "lr", b, a, 2 * s)', TRIANGLES
            ),
            Comparison(
                "speechbrain",
                "CyclicLRScheduler(b, a, s).on_batch_end",
                TRIANGLES,
                "Triangular(low_value=b, high_value=a, steps_up=s).slice(start=1)",
                remark="sets a rate after an update: the first one has the optimizer's own",
            ),
            Record(
                "fairseq",
                "triangular",
                "Triangular(low_value=0.01, high_value=0.1, steps_up=5, steps=10)"
                ".then(Triangular(low_value=0.01, high_value=0.05, steps_up=5, steps=10))"
                ".then(Triangular(low_value=0.01, high_value=0.025, steps_up=5, steps=10))"
                ".then(Triangular(low_value=0.01, high_value=0.0125, steps_up=5, steps=10))",
                40,
                remark="lowers the peak, not the height above the floor, until it lies below it",
            ),
            Record(
                "paddle",
                "cyclic",
                "Triangular(low_value=0.01, high_value=0.1, steps_up=5)",
                35,
            ),
        ),
    ),
    Row(
        39,
        "Triangles of half the height (triangular2)",
        "Triangular(low_value=b, high_value=a, steps_up=s, cycle_factor=0.5)",
        {"a": 0.1, "b": 0.01, "s": 20},
        "PyTorch, Paddle, lrsched, SpeechBrain",
        (
            Comparison(
                "torch",
                'CyclicLR(optimizer, base_lr=b, max_lr=a, step_size_up=s, mode="triangular2")',
                TRIANGLES,
            ),
            Comparison("lrsched", "triangular2(min_lr=b, max_lr=a, step_size=s)", TRIANGLES),
            Comparison(
                "speechbrain",
                'CyclicLRScheduler(b, a, s, mode="triangular2").on_batch_end',
                TRIANGLES,
                "Triangular(low_value=b, high_value=a, steps_up=s, cycle_factor=0.5)"
                ".slice(start=1)",
                remark="sets a rate after an update: the first one has the optimizer's own",
            ),
            Record(
                "paddle",
                "cyclic_2",
                "Triangular(low_value=0.01, high_value=0.1, steps_up=5, cycle_factor=0.5)",
                35,
            ),
        ),
    ),
    Row(
        40,
        "Triangles that shrink with every update (exp_range)",
        "Triangular(low_value=b, high_value=a, steps_up=s, step_factor=g)",
        {"a": 0.1, "b": 0.01, "s": 20, "g": 0.99},
        "PyTorch, Paddle, lrsched, SpeechBrain",
        (
            Comparison(
                "torch",
                "CyclicLR("
                'optimizer, base_lr=b, max_lr=a, step_size_up=s, mode="exp_range", gamma=g)',
                each(a=A, b=(0.01, 0.0), s=(5, 3), g=(0.95, 0.5), T=20),
            ),
            Comparison(
                "lrsched",
                "exp_range(min_lr=b, max_lr=a, step_size=s, gamma=g)",
                each(a=A, b=(0.01, 0.0), s=(5, 3), g=(0.95, 0.5), T=20),
            ),
            Comparison(
                "speechbrain",
                'CyclicLRScheduler(b, a, s, mode="exp_range", gamma=g).on_batch_end',
                each(a=A, b=(0.01, 0.0), s=(5, 3), g=(0.95, 0.5), T=20),
                "Triangular(low_value=b, high_value=a, steps_up=s, step_factor=g).slice(start=1)",
                remark="sets a rate after an update: the first one has the optimizer's own",
            ),
            Record(
                "paddle",
                "cyclic_exp",
                "Triangular(low_value=0.01, high_value=0.1, steps_up=3, steps_down=6,"
                " step_factor=0.95)",
                35,
            ),
        ),
    ),
)
