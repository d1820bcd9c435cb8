"""Convolutional networks."""

from lrlab.plans.practices import _sources as sources
from lrlab.plans.practices._builders import cosine, drops, one_cycle
from lrlab.plans.practices._kind import Kind, Warmup, Way
from lrlab.plans.practices._parts import LINEAR, SGD, SGD_PEAKS, UNSCALED, WEAK_STEPS
from lrlab.plans.practices._practice import Finding, Optimizer
from lrlab.plans.practices._scaling import BatchScaling

cnn = Kind(
    name="cnn",
    title="A convolutional network: one cycle or steps, with SGD and momentum.",
    reason="A large rate regularizes by itself, so that one cycle up to a rate that is almost too "
    "high needs fewer updates and less of other regularization: in the authors' own logs of "
    "ResNet-56 on CIFAR-10, one cycle of 10,000 updates up to a rate of 3 reaches 92.4%, and steps "
    "at 0.35 over 80,000 updates 90.3%. Steps are what the residual networks were published with.",
    ways=(
        Way(
            decay="one_cycle",
            optimizer=Optimizer(name="SGD", weight_decay=1e-4),
            build=one_cycle(),
            peak_value=0.8,
            peak_range=(0.8, 3.0),
            warmup=Warmup(fraction=0.45, usual=(0.43, 0.45)),
            batch_scaling=UNSCALED,
            sources=(sources.SUPER_CONVERGENCE, sources.GUGGER),
            notes=(
                "Measure the peak at the batch size that you use: raise the rate until the loss "
                "diverges, and take 10% less.",
            ),
        ),
        Way(
            decay="step",
            optimizer=SGD,
            build=drops((30, 60, 80), of=90),
            peak_value=0.1,
            peak_range=SGD_PEAKS,
            warmup=Warmup(fraction=0.0, usual=(0.0, 0.0)),
            batch_scaling=LINEAR,
            sources=(
                sources.RESNET,
                sources.GOYAL,
                sources.TORCHVISION,
                sources.SUPER_CONVERGENCE,
            ),
        ),
        Way(
            decay="cosine",
            optimizer=SGD,
            build=cosine(),
            peak_value=0.1,
            peak_range=SGD_PEAKS,
            warmup=Warmup(fraction=5 / 120, usual=(5 / 120, 5 / 90)),
            batch_scaling=LINEAR,
            sources=(
                sources.BAG_OF_TRICKS,
                sources.GOYAL,
                sources.RESNET,
                sources.SUPER_CONVERGENCE,
            ),
        ),
        Way(
            decay="cosine",
            optimizer=Optimizer(
                name="AdamW", beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.05
            ),
            build=cosine(),
            peak_value=1e-3,
            peak_range=(5e-4, 4e-3 / 8**0.5),
            warmup=Warmup(fraction=5 / 90, usual=(5 / 300, 5 / 90)),
            batch_scaling=BatchScaling(rule="square root", base_batch_size=512),
            sources=(sources.CONVNEXT, sources.DEIT, sources.PYTORCH, sources.MALLADI),
        ),
    ),
    against=(
        Finding(
            text="One cycle depends on the weight decay: in the authors' own logs of ResNet-56 on "
            "CIFAR-10 it stays at 10%, which is chance, where that is 1e-3.",
            source=sources.SUPER_CONVERGENCE,
        ),
        WEAK_STEPS,
        Finding(
            text="Schedules that fit the budget, linear decay above all, readily outperform "
            "approaches for fast convergence.",
            abstract=True,
            source=sources.BUDGETED,
        ),
        Finding(
            text="Steps do well in long runs, and linear decay in short ones.",
            abstract=True,
            source=sources.REX,
        ),
    ),
)
