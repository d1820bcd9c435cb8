"""Rates that stay, drop, or are written down one by one."""

from census.table import Comparison, Record, Row, each

A = 0.3
PLAIN = each(a=(A, 0.0003), T=20)
STEPS = each(a=A, g=(0.5, 0.1, 0.97), s=(7, 10, 1), T=50)
MILESTONES = each(a=A, g=(0.1, 0.5, 0.3), k=([5, 12, 20], [1], [3, 4, 30]), T=20)

ROWS = (
    Row(
        1,
        "Constant",
        "Constant(value=a)",
        {"a": 0.1},
        "everybody",
        (
            Comparison("torch", "LambdaLR(optimizer, lambda t: 1.0)", PLAIN),
            Comparison("optax", "constant_schedule(a)", PLAIN),
            Comparison("transformers", "get_constant_schedule(optimizer)", PLAIN),
            Comparison("diffusers", "get_constant_schedule(optimizer)", PLAIN),
            Comparison("lrsched", "constant(lr=a)", PLAIN),
            Comparison("pytorch-scheduler", "IdentityScheduler(optimizer)", PLAIN),
            Comparison("olmo-core", "ConstantScheduler()", PLAIN),
            Comparison("torch-schedule-anything", "constant_schedule(optimizer, value=1.0)", PLAIN),
        ),
    ),
    Row(
        2,
        "Temporary factor",
        "Constant(value=f * a, steps=N).then(Constant(value=a))",
        {"a": 0.1, "f": 0.25, "N": 10},
        "PyTorch, Composer, MMEngine",
        (
            Comparison(
                "torch",
                "ConstantLR(optimizer, factor=f, total_iters=N)",
                each(a=A, f=(0.5, 1 / 3, 1.0), N=(4, 5, 1), T=20),
                remark="`factor=0` divides by zero there when it ends",
            ),
            Comparison(
                "composer",
                'ConstantScheduler(alpha=f, t_max=f"{N}ba")',
                each(a=A, f=(0.5, 1 / 3, 0.0), N=(4, 5, 1), T=20),
            ),
            Comparison(
                "mmengine",
                "ConstantLR(optimizer, factor=f, end=N + 1)",
                each(a=A, f=(0.5, 1 / 3), N=(4, 5), T=20),
                remark="its `end` is one update later than the factor's",
            ),
        ),
    ),
    Row(
        3,
        "Step",
        "step_decay(init_value=a, factor=g, every=s)",
        {"a": 0.1, "g": 0.5, "s": 30},
        "PyTorch, timm, Composer, MMEngine, Paddle, fairseq, lrsched, MLX, SpeechBrain, t5x",
        (
            Comparison("torch", "StepLR(optimizer, step_size=s, gamma=g)", STEPS),
            Comparison("timm", "StepLRScheduler(optimizer, decay_t=s, decay_rate=g)", STEPS),
            Comparison("composer", 'StepScheduler(step_size=f"{s}ba", gamma=g)', STEPS),
            Comparison("mmengine", "StepLR(optimizer, step_size=s, gamma=g)", STEPS),
            Comparison("lrsched", "step_decay(base_lr=a, drop=g, step_size=s)", STEPS),
            Comparison(
                "speechbrain",
                "by_epoch(StepScheduler(initial_value=a, decay_factor=g, decay_drop=s))",
                STEPS,
                "step_decay(init_value=a, factor=g, every=s).slice(start=1)",
                remark="counts epochs from 1: the first drop is one earlier",
            ),
            Record(
                "fairseq",
                "step",
                "Linear(init_value=0.001, end_value=0.1, steps=5)"
                ".then(step_decay(init_value=0.1, factor=0.5, every=10))",
                35,
            ),
            Record(
                "paddle",
                "step",
                "step_decay(init_value=0.1, factor=0.5, every=7)",
                30,
            ),
        ),
    ),
    Row(
        4,
        "Multi-step",
        "multi_step(init_value=a, milestones=k, factor=g)",
        {"a": 0.1, "k": [30, 60, 80], "g": 0.1},
        "PyTorch, timm, Composer, MMEngine, Paddle, lrsched, fvcore, big_vision",
        (
            Comparison("torch", "MultiStepLR(optimizer, milestones=k, gamma=g)", MILESTONES),
            Comparison(
                "timm",
                "MultiStepLRScheduler(optimizer, [each + 1 for each in k], decay_rate=g)",
                MILESTONES,
                remark="drops one update before each of its `decay_t`",
            ),
            Comparison(
                "composer",
                'MultiStepScheduler(milestones=[f"{each}ba" for each in k], gamma=g)',
                MILESTONES,
            ),
            Comparison(
                "composer",
                'MultiStepScheduler(["5ba", "1ep", "0.7dur"], gamma=g)',
                each(a=A, g=(0.5, 0.1), k=[5, 10, 21], T=30),
                remark="ten batches to an epoch",
            ),
            Comparison(
                "composer",
                'MultiStepWithWarmupScheduler("5ba", [f"{each}ba" for each in k], gamma=g)',
                each(a=A, g=(0.5, 0.1), k=([10, 20], [6]), T=30),
                "Linear(init_value=0.0, end_value=a, steps=5)"
                ".then(multi_step(init_value=a, milestones=k, factor=g).slice(start=5))",
            ),
            Comparison("mmengine", "MultiStepLR(optimizer, milestones=k, gamma=g)", MILESTONES),
            Comparison("lrsched", "multi_step(base_lr=a, milestones=k, gamma=g)", MILESTONES),
            Record(
                "paddle",
                "multi_step",
                "multi_step(init_value=0.1, milestones=[5, 12, 20], factor=0.5)",
                30,
            ),
        ),
    ),
    Row(
        5,
        "Piecewise constant",
        "PiecewiseConstant(values=v, lengths=[k, m])",
        {"v": [0.1, 0.01, 0.001], "k": 30, "m": 40},
        "Keras, Paddle, optax, diffusers, fvcore",
        (
            Comparison(
                "keras",
                "PiecewiseConstantDecay([k - 1, k + m - 1], v)",
                each(v=([0.3, 0.02, 0.1],), k=(5, 1), m=(7, 2), T=20),
                remark="its boundary is the last update of the old rate",
            ),
            Comparison(
                "optax",
                "piecewise_constant_schedule(a, {k: 0.1, k + m: 0.5})",
                each(a=A, k=(5, 1), m=(7, 2), T=20),
                "PiecewiseConstant(values=[a, 0.1 * a, 0.05 * a], lengths=[k, m])",
            ),
            Comparison(
                "diffusers",
                'get_piecewise_constant_schedule(optimizer, f"1:{k},0.1:{k + m},0.005")',
                each(a=A, k=(5, 1), m=(7, 2), T=20),
                "PiecewiseConstant(values=[a, 0.1 * a, 0.005 * a], lengths=[k, m])",
            ),
            Record(
                "paddle",
                "piecewise",
                "PiecewiseConstant(values=[0.1, 0.02, 0.005], lengths=[5, 7])",
                20,
                remark="drops at the boundary, not after it as Keras does",
            ),
        ),
    ),
    Row(
        6,
        "Rates by hand, per epoch or per update",
        "PiecewiseConstant(values=v, lengths=[n, n, n])",
        {"v": [0.1, 0.1, 0.05, 0.01], "n": 25},
        "fairseq, SpeechBrain",
        (
            Comparison(
                "speechbrain",
                'IntervalScheduler([{"steps": 1, "lr": v[0]}, {"steps": k + 1, "lr": v[1]}])',
                each(a=A, v=([0.1, 0.02],), k=(5, 1), T=10),
                "PiecewiseConstant(values=v, lengths=[k])",
                remark="counts updates from 1",
            ),
        ),
        remark="a rate for every update: `Table(values=[...])`",
    ),
    Row(
        7,
        "Your own function, or its running product",
        "Function(f=lambda t: a * 0.95**t)",
        {"a": 0.1},
        "PyTorch, Paddle, Ignite",
        (
            Comparison("torch", "LambdaLR(optimizer, lambda t: 0.95**t)", PLAIN),
            Comparison(
                "torch",
                "MultiplicativeLR(optimizer, lambda t: 0.5 if t % 3 == 0 else 0.9)",
                PLAIN,
                "Table(values=np.multiply.accumulate("
                "[a] + [0.5 if t % 3 == 0 else 0.9 for t in range(1, 2 * T)]).tolist())",
            ),
            Comparison(
                "ignite",
                'LambdaStateScheduler(lambda t: 0.95**t * a, param_name="lr")',
                PLAIN,
                "Function(f=lambda t: a * 0.95**t).slice(start=1)",
                remark="counts events from 1",
            ),
        ),
        remark="a `Table` of its rates is the same curve as data, which JSON and texts can hold",
    ),
)
