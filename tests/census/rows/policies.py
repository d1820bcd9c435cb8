"""What depends on what is measured: no function of the update, but a policy beside a schedule."""

import random

from census.table import Comparison, Row, each

A = 0.1


def _noisy(seed, slope):
    """A loss that falls, stalls and rises, in `seed`'s own way."""
    draw = random.Random(seed)
    return [2.0 + slope * min(i, 15) + draw.gauss(0.0, 0.1) for i in range(60)]


METRICS = (_noisy(1, -0.1), _noisy(2, 0.0), _noisy(3, 0.05), _noisy(4, -0.03))
WAYS = {"metrics": METRICS, "P": (2, 0, 5, 1), "f": (0.5, 0.1, 0.7, 0.9), "T": 30}


def replayed(policy, schedule="Constant(value=a)"):
    return f"Controlled(schedule={schedule}, policy={policy}).replay(metrics)"


ROWS = (
    Row(
        68,
        "Reduce on plateau",
        "Controlled(schedule=Constant(value=a), policy=ReduceOnPlateau(factor=f, patience=P))",
        {"a": 0.1, "f": 0.5, "P": 3},
        "PyTorch, Keras, optax, MMEngine, timm, fairseq, SpeechBrain, Ignite",
        (
            Comparison(
                "torch",
                "ReduceLROnPlateau(optimizer, factor=f, patience=P)",
                each(a=A, **WAYS),
                replayed("ReduceOnPlateau(factor=f, patience=P)"),
            ),
            Comparison(
                "torch",
                'ReduceLROnPlateau(optimizer, "max", f, P, 0.05, "abs", cooldown=3, min_lr=0.02)',
                each(a=A, **WAYS),
                replayed(
                    'ReduceOnPlateau(mode="max", factor=f, patience=P, rtol=0.0, atol=0.05,'
                    " cooldown=3, min_value=0.02)"
                ),
            ),
            Comparison(
                "keras",
                "ReduceLROnPlateau(factor=f, patience=P, min_delta=0.01, cooldown=c)",
                each(a=A, c=(0, 2, 1, 4), **WAYS),
                replayed(
                    "ReduceOnPlateau(factor=f, patience=P, rtol=0.0, atol=0.01, cooldown=c,"
                    ' eps=0.0, counting="keras")'
                ),
                remark='cuts one evaluation earlier: `counting="keras"`',
            ),
            Comparison(
                "optax",
                "reduce_on_plateau(f, P, rtol=0.01, cooldown=c, accumulation_size=n)",
                each(
                    a=A,
                    c=(0, 2, 1, 4),
                    n=(1, 2, 3, 1),
                    metrics=METRICS,
                    P=(2, 1, 5, 3),
                    f=0.5,
                    T=30,
                ),
                replayed(
                    "ReduceOnPlateau(factor=f, patience=P, rtol=0.01, cooldown=c, eps=0.0,"
                    ' accumulation_size=n, counting="optax")'
                ),
                remark='cuts one evaluation earlier: `counting="optax"`',
                close=1e-6,
            ),
            Comparison(
                "mmengine",
                'ReduceOnPlateauLR(optimizer, "loss", factor=f, patience=P, cooldown=2)',
                each(a=A, **WAYS),
                replayed("ReduceOnPlateau(factor=f, patience=P, cooldown=2)"),
            ),
            Comparison(
                "timm",
                'PlateauLRScheduler(optimizer, f, P, mode="min", warmup_t=W)',
                each(a=A, W=(3, 0, 1, 10), **WAYS),
                "Controlled(schedule=Linear(init_value=0.0, end_value=a, steps=W)"
                ".then(Constant(value=a)), policy=ReduceOnPlateau(factor=f, patience=P),"
                " from_step=W).replay(metrics)",
                remark="hears nothing before the warm-up is over",
            ),
            Comparison(
                "speechbrain",
                "by_loss(ReduceLROnPlateau(0.001, f, P, dont_halve_until_epoch=0), metrics)",
                each(a=A, **WAYS),
                replayed("ReduceOnPlateau(factor=f, patience=P, rtol=0.0, min_value=0.001)"),
            ),
            Comparison(
                "ignite",
                'ReduceLROnPlateauScheduler(optimizer, "loss", mode="max", factor=f, patience=P,'
                ' threshold=0.01, threshold_mode="abs")',
                each(a=A, **WAYS),
                replayed("ReduceOnPlateau(factor=f, patience=P, rtol=0.0, atol=0.01)"),
                remark="is told minus the metric here",
            ),
        ),
        answer="a policy: `ReduceOnPlateau`, beside any schedule in `Controlled`;"
        " `counting` says whose patience",
    ),
    Row(
        69,
        "NewBob",
        "Controlled(schedule=Constant(value=a), policy=NewBob(factor=f, patience=P))",
        {"a": 0.1, "f": 0.5, "P": 0},
        "SpeechBrain",
        (
            Comparison(
                "speechbrain",
                "by_metric(NewBobScheduler(a, f, patient=P), metrics)",
                each(a=A, **WAYS),
                replayed("NewBob(factor=f, patience=P)"),
            ),
        ),
        answer="a policy: `NewBob`",
    ),
    Row(
        70,
        "Greedy: up while it improves, down while it does not",
        "Controlled(schedule=Constant(value=a), policy=Greedy(max_value=h, factor=f, patience=P))",
        {"a": 0.1, "f": 0.95, "P": 10, "h": 1.0},
        "Hugging Face",
        (
            Comparison(
                "transformers",
                "GreedyLR(optimizer, factor=f, patience=P, min_lr=1e-3, max_lr=1.0)",
                each(a=A, **WAYS),
                replayed(
                    "Greedy(max_value=1.0, min_value=1e-3, factor=f, patience=P, atol=1e-6,"
                    " rtol=0.0, reset_patience=500)"
                ),
            ),
            Comparison(
                "transformers",
                "GreedyLR(optimizer, factor=f, patience=P, cooldown=2, warmup=3, min_lr=0.02,"
                " max_lr=0.5, smooth=True, window_size=4, reset_start=3)",
                each(a=A, **WAYS),
                replayed(
                    "Greedy(max_value=0.5, min_value=0.02, factor=f, patience=P, atol=1e-6,"
                    " rtol=0.0, cooldown=2, rise_cooldown=3, window_size=4, reset_patience=3)"
                ),
            ),
        ),
        answer="a policy: `Greedy`",
    ),
)
