"""One cycle of the rate, and the momentum that mirrors it."""

from census.table import Comparison, Record, Row, each

A = 0.3
CYCLE = each(a=A, f=(0.3, 0.3, 0.25, 0.5), T=(30, 32, 17, 21))  # in three, the peak between updates

ROWS = (
    Row(
        41,
        "One cycle, cosines",
        'one_cycle(peak_value=a, total_steps=T, form="torch", peak_fraction=f)',
        {"a": 0.1, "f": 0.3, "T": 100},
        "PyTorch, optax, fastai, lrsched, MMEngine, Paddle",
        (
            Comparison(
                "torch",
                "OneCycleLR(optimizer, max_lr=a, total_steps=T, pct_start=f)",
                CYCLE,
                updates="T",
                remark="refuses update T + 1, and goes on beyond its end before that",
            ),
            Comparison(
                "torch",
                "OneCycleLR(optimizer, max_lr=a, epochs=4, steps_per_epoch=8)",
                each(a=A, f=0.3, T=32),
                updates="T",
            ),
            Comparison(
                "mmengine",
                "OneCycleLR(optimizer, eta_max=a, total_steps=T, pct_start=f)",
                CYCLE,
                updates="T",
            ),
            Comparison(
                "fastai",
                "Learner.fit_one_cycle(learner, 1, a, pct_start=f)",
                each(a=A, f=(0.25, 0.5), T=(40, 20)),
                'one_cycle(peak_value=a, total_steps=T, form="fastai", peak_fraction=f)',
                updates="T",
                remark="its end is peak / 100,000, that of PyTorch first rate / 10,000",
            ),
            Comparison(
                "lrsched",
                "one_cycle(max_lr=a, total_steps=T, pct_start=f, initial_div=25.0, final_div=1e4)",
                each(a=A, f=(0.3, 0.5), T=(30, 20)),
                'one_cycle(peak_value=a, total_steps=T, form="fastai", peak_fraction=f,'
                " final_div_factor=1e4)",
            ),
            Comparison(
                "optax",
                "cosine_onecycle_schedule(T, a, pct_start=f)",
                CYCLE,
                "Interpolated(times=[0, int(f * T), T], values=[a / 25, a, a / 25e4],"
                ' curve="cosine")',
                remark="rounds the peak down to a whole update",
            ),
            Record(
                "paddle",
                "one_cycle",
                'one_cycle(peak_value=0.1, total_steps=30, form="torch", final_div_factor=40.0)',
                30,
                remark="its end is an absolute rate",
            ),
        ),
    ),
    Row(
        42,
        "One cycle, lines",
        'one_cycle(peak_value=a, total_steps=T, form="torch", peak_fraction=f, anneal="linear")',
        {"a": 0.1, "f": 0.3, "T": 100},
        "PyTorch, MMEngine, Paddle",
        (
            Comparison(
                "torch",
                "OneCycleLR("
                'optimizer, max_lr=a, total_steps=T, pct_start=f, anneal_strategy="linear")',
                CYCLE,
                updates="T",
            ),
            Comparison(
                "mmengine",
                "OneCycleLR("
                'optimizer, eta_max=a, total_steps=T, pct_start=f, anneal_strategy="linear")',
                CYCLE,
                updates="T",
            ),
            Record(
                "paddle",
                "one_cycle_between",
                'one_cycle(peak_value=0.1, total_steps=32, form="torch", anneal="linear",'
                " final_div_factor=4.0)",
                32,
                remark="its end is an absolute rate",
            ),
        ),
    ),
    Row(
        43,
        "One cycle in three phases",
        'one_cycle(peak_value=a, total_steps=T, form="torch", peak_fraction=f, three_phase=True)',
        {"a": 0.1, "f": 0.3, "T": 100},
        "PyTorch, optax, MMEngine, Paddle",
        (
            Comparison(
                "torch",
                "OneCycleLR(optimizer, max_lr=a, total_steps=T, pct_start=f, three_phase=True)",
                each(a=A, f=(0.3, 0.3, 0.25), T=(30, 32, 17)),
                updates="T",
            ),
            Comparison(
                "torch",
                "OneCycleLR(optimizer, max_lr=a, total_steps=T, pct_start=f, three_phase=True,"
                ' anneal_strategy="linear", div_factor=10.0, final_div_factor=100.0)',
                each(a=A, f=(0.3, 0.3, 0.25), T=(30, 32, 17)),
                'one_cycle(peak_value=a, total_steps=T, form="torch", peak_fraction=f,'
                ' three_phase=True, anneal="linear", div_factor=10.0, final_div_factor=100.0)',
                updates="T",
            ),
            Comparison(
                "mmengine",
                "OneCycleLR(optimizer, eta_max=a, total_steps=T, pct_start=f, three_phase=True)",
                each(a=A, f=(0.3, 0.3, 0.25), T=(30, 32, 17)),
                updates="T",
            ),
            Comparison(
                "optax",
                "linear_onecycle_schedule(T, a, pct_start=f, pct_final=g)",
                each(a=A, f=(0.3, 0.3, 0.2), g=(0.85, 0.85, 0.5), T=(30, 33, 17)),
                "Interpolated(times=[0, int(f * T), int(g * T), T],"
                " values=[a / 25, a, a / 25, a / 25e4])",
                remark="rounds both corners down to whole updates",
            ),
            Record(
                "paddle",
                "one_cycle_three_phase",
                'one_cycle(peak_value=0.1, total_steps=30, form="torch", three_phase=True,'
                " final_div_factor=40.0)",
                30,
                remark="its end is an absolute rate",
            ),
        ),
    ),
    Row(
        44,
        "A triangle, then an inverse-time tail",
        "Triangular(low_value=b, high_value=a, steps_up=s, steps=2 * s)"
        ".then(InverseTime(init_value=b, rate=r / u))",
        {"a": 0.1, "b": 0.01, "s": 45, "r": 0.5, "u": 10},
        "DeepSpeed",
        (
            Record(
                "deepspeed",
                "onecycle",
                "Triangular(low_value=0.01, high_value=0.1, steps_up=10, steps=20)"
                ".then(InverseTime(init_value=0.01, rate=0.5 / 5))",
                40,
            ),
        ),
    ),
    Row(
        45,
        "Momentum, or beta1, as the mirror of the rate",
        'plans.one_cycle_plan(peak_value=a, total_steps=T, form="torch")',
        {"a": 0.1, "T": 100},
        "PyTorch, fastai, DeepSpeed, MMEngine",
        (
            Comparison(
                "torch",
                "OneCycleLR(optimizer, max_lr=a, total_steps=T)",
                each(a=A, T=(30, 32), reads="momentum"),
                'plans.one_cycle_plan(peak_value=a, total_steps=T, form="torch")["momentum"]',
                updates="T",
            ),
            Comparison(
                "torch",
                "OneCycleLR(optimizer, max_lr=a, total_steps=T, three_phase=True,"
                " base_momentum=0.8, max_momentum=0.99)",
                each(a=A, T=(30, 32), reads="momentum"),
                'plans.one_cycle_plan(peak_value=a, total_steps=T, form="torch", three_phase=True,'
                ' base_momentum=0.8, max_momentum=0.99)["momentum"]',
                updates="T",
            ),
            Comparison(
                "torch",
                "CyclicLR(optimizer, base_lr=b, max_lr=a, step_size_up=s)",
                each(a=A, b=0.01, s=(5, 3), T=20, reads="momentum"),
                'plans.cyclic_plan(low_value=b, high_value=a, steps_up=s)["momentum"]',
            ),
            Comparison(
                "fastai",
                "Learner.fit_one_cycle(learner, 1, a)",
                each(a=A, T=(40, 20), reads="mom"),
                'plans.one_cycle_plan(peak_value=a, total_steps=T, form="fastai")["momentum"]',
                updates="T",
            ),
            Record(
                "deepspeed",
                "onecycle_beta1",
                "Triangular(low_value=0.8, high_value=0.9, steps_up=10).slice(start=10)",
                20,
                skip=1,
                remark="its first update reads the low end",
            ),
        ),
        answer="a `Plan`: each hyper-parameter has its own schedule, on one clock",
    ),
)
