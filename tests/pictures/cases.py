"""Schedules that are hard to draw."""

import lrlab

TROUBLES = {
    "constant": lrlab.Constant(value=3e-4),
    "constant of no rate": lrlab.Constant(value=0.0),
    "one update": lrlab.Constant(value=0.1, steps=1),
    "no update": lrlab.Constant(value=0.1, steps=0),
    "two updates": lrlab.linear_to_zero(peak_value=0.1, total_steps=2),
    "warm-up from 0": lrlab.warmup_cosine(peak_value=0.1, total_steps=200, warmup_steps=20),
    "stable": lrlab.wsd(peak_value=3e-4, total_steps=100_000),
    "many restarts": lrlab.sgdr(peak_value=0.1, period=100, total_steps=20_000),
    "endless": lrlab.noam(d_model=512, warmup_steps=4000),
    "vanishing": lrlab.exponential_decay(init_value=0.1, rate=0.5),
    "table": lrlab.Table(values=[0.1, 0.0, 0.2, 0.0, 0.0]),
    "negative": lrlab.Linear(init_value=0.1, end_value=0.0, steps=50).after("extrapolate"),
    "refusing": lrlab.Cosine(init_value=0.1, steps=50).after("raise"),
    "tiny": lrlab.Constant(value=1e-300),
    "huge": lrlab.Linear(init_value=1e30, end_value=1e-30, steps=10),
}

# `describe()` of a schedule that refuses to go on asks for the rate at its end.
DESCRIBED = {name: schedule for name, schedule in TROUBLES.items() if name != "refusing"}
