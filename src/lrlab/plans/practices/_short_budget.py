"""Short budgets."""

from lrlab.plans.practices import _sources as sources
from lrlab.plans.practices._builders import linear, one_cycle, wsd
from lrlab.plans.practices._kind import Kind, Warmup, Way
from lrlab.plans.practices._parts import (
    ADAMW,
    LINEAR,
    SGD,
    SGD_PEAKS,
    SQUARE_ROOT,
    UNSCALED,
    WEAK_STEPS,
)
from lrlab.plans.practices._practice import Finding, Optimizer

_NO_WARMUP = Warmup(fraction=0.0, usual=(0.0, 0.1))

short_budget = Kind(
    name="short_budget",
    title="Few updates: a decay that ends exactly where the budget ends.",
    reason="What makes a short run good is that its rate comes to zero at its own end; a line to "
    "zero is robust and does well whatever the budget.",
    ways=(
        Way(
            decay="linear",
            optimizer=SGD,
            build=linear(),
            peak_value=0.1,
            peak_range=SGD_PEAKS,
            warmup=_NO_WARMUP,
            batch_scaling=LINEAR,
            sources=(
                sources.BUDGETED,
                sources.RESNET,
                sources.GOYAL,
                sources.SUPER_CONVERGENCE,
                sources.CIFAR_SPEED,
            ),
        ),
        Way(
            decay="one_cycle",
            optimizer=Optimizer(name="SGD", weight_decay=1e-4),
            build=one_cycle(),
            peak_value=0.8,
            peak_range=(0.8, 3.0),
            warmup=Warmup(fraction=0.45, usual=(0.43, 0.45)),
            batch_scaling=UNSCALED,
            sources=(sources.SUPER_CONVERGENCE, sources.GUGGER),
        ),
        Way(
            decay="linear",
            optimizer=ADAMW,
            build=linear(),
            peak_value=1e-3,
            peak_range=(1e-4, 1e-2),
            warmup=_NO_WARMUP,
            batch_scaling=SQUARE_ROOT,
            sources=(
                sources.BUDGETED,
                sources.PYTORCH,
                sources.ALGOPERF_BASELINE,
                sources.CIFAR_SPEED,
                sources.MALLADI,
            ),
        ),
        Way(
            decay="wsd",
            optimizer=ADAMW,
            build=wsd(cooldown_fraction=0.6, cooldown="linear", end_fraction=0.15),
            peak_value=1e-3,
            peak_range=(1e-4, 1e-2),
            warmup=_NO_WARMUP,
            batch_scaling=SQUARE_ROOT,
            sources=(
                sources.NANOGPT_SPEED,
                sources.PYTORCH,
                sources.ALGOPERF_BASELINE,
                sources.MALLADI,
            ),
            notes=(
                "The shape is that of record 89 of modded-nanogpt: flat, then down over the last "
                "60% to 15% of the peak. Its optimizer is another.",
            ),
        ),
    ),
    notes=(
        "The fastest training of CIFAR-10 to 94% goes in a line to zero without a warm-up; the one "
        "to 96% warms up for 10%.",
    ),
    against=(
        WEAK_STEPS,
        Finding(
            text="The REX schedule outperforms the line at short and at long budgets.",
            abstract=True,
            source=sources.REX,
        ),
        Finding(
            text="The fastest training of a small GPT does not come to zero: it ends at 15% of its "
            "peak.",
            source=sources.NANOGPT_SPEED,
        ),
    ),
)
