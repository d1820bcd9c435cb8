"""The shapes of warm-ups."""

from census.table import Comparison, Record, Row, each

A = 0.3

ROWS = (
    Row(
        19,
        "Other warm-ups",
        "OneMinusPower(init_value=0.0, end_value=a, power=q, steps=W)",
        {"a": 0.1, "q": 2.0, "W": 10},
        "TF Model Garden, Hugging Face, DeepSpeed, pytorch-warmup, detectron2, nanotron,"
        " pytorch-scheduler, torch-schedule-anything",
        (
            Comparison(
                "pytorch-scheduler",
                'WarmupScheduler(optimizer, IdentityScheduler(optimizer), W, "exponential")',
                each(a=A, q=2.0, W=(5, 10), T=20),
                remark="(t/W)^2 is called exponential there",
            ),
            Comparison(
                "transformers",
                'get_wsd_schedule(optimizer, W, 1, T, warmup_type="cosine")',
                each(a=A, W=(5, 1), T=20),
                "Cosine(init_value=0.0, end_value=a, steps=W)",
                updates="T - 1",
            ),
            Comparison(
                "transformers",
                'get_wsd_schedule(optimizer, W, 1, T, warmup_type="1-sqrt")',
                each(a=A, W=(5, 1), T=20),
                "Polynomial(init_value=0.0, end_value=a, power=0.5, steps=W)",
                updates="T - 1",
            ),
            Comparison(
                "pytorch-warmup",
                "ExponentialWarmup(optimizer, W)",
                each(a=A, W=(5, 40), T=50),
                "Exponential(init_value=0.0, end_value=a, rate=1 / W).slice(start=1)",
            ),
            Comparison(
                "pytorch-warmup",
                "LinearWarmup(optimizer, W)",
                each(a=A, W=(5, 1), T=20),
                "Linear(init_value=a / W, end_value=a, steps=W - 1)",
            ),
            Comparison(
                "pytorch-warmup",
                "UntunedLinearWarmup(optimizer)",
                each(a=A, beta2=(0.9, 0.999), T=(30, 2500)),
                "Linear(init_value=a / int(2 / (1 - beta2)), end_value=a,"
                " steps=int(2 / (1 - beta2)) - 1)",
            ),
            Comparison(
                "pytorch-warmup",
                "RAdamWarmup(optimizer)",
                each(a=A, beta2=(0.9, 0.999, 0.95), T=(30, 3000, 100)),
                "RectifiedWarmup(end_value=a, beta2=beta2)",
            ),
            Comparison(
                "torch-schedule-anything",
                "constant_with_inverse_warmup(optimizer, 1.0, W, R)",
                each(a=A, W=(5, 0), R=(20.0, 3.0), T=20),
                "Linear(init_value=R * a, end_value=a, steps=W)",
            ),
            Record(
                "deepspeed",
                "warmup_linear",
                "Constant(value=0.0, steps=1)"
                ".then(Linear(init_value=0.0, end_value=0.1, steps=10))",
                20,
                remark="update 0 is repeated",
            ),
        ),
        remark="a warm-up is any schedule before `then`: `Cosine` upwards, `Logarithmic`"
        " (DeepSpeed's), `Exponential` towards the peak, `RectifiedWarmup`,"
        " `Linear` from above, `Constant`",
    ),
)
