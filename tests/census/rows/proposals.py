"""The shapes that newer papers propose."""

from census.table import Comparison, Row, each

A = 0.3


ROWS = (
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
            Comparison(
                "allennlp",
                "SlantedTriangular(optimizer, 1, T, cut_frac=f, ratio=r)",
                each(a=A, f=(0.1, 0.1, 0.33), r=(32, 8, 2), T=(100, 37, 20)),
                updates="T",
                remark="takes a longer run for a longer schedule",
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
