"""Large batches."""

from lrlab.plans.practices import _sources as sources
from lrlab.plans.practices._builders import cosine, drops
from lrlab.plans.practices._kind import Kind, Warmup, Way
from lrlab.plans.practices._parts import LINEAR
from lrlab.plans.practices._practice import Finding, Optimizer
from lrlab.plans.practices._scaling import BatchScaling

_WARMUP = Warmup(fraction=5 / 90, usual=(5 / 90, 5 / 90))

large_batch = Kind(
    name="large_batch",
    title="Large batches: the rate grows with the batch, behind a warm-up from the small one.",
    reason="One update on a batch k times as large stands for k small ones, so that its rate is "
    "k times as high; early in training that is too much, and the warm-up leads there. On "
    "ImageNet, ResNet-50 at a batch of 8,192 comes to 23.74% error with the warm-up and 24.84% "
    "without; at a batch of 256 to 23.60%.",
    ways=(
        Way(
            decay="step",
            optimizer=Optimizer(name="SGD", momentum=0.9, nesterov=True, weight_decay=1e-4),
            build=drops((30, 60, 80), of=90, from_base=True),
            peak_value=0.1,
            peak_range=(0.1, 0.128),
            warmup=_WARMUP,
            batch_scaling=LINEAR,
            batch_size=8192,
            sources=(sources.GOYAL, sources.TF_RESNET, sources.LAMB, sources.NADO),
            notes=("Weight decay leaves the scales and shifts of batch normalization out.",),
        ),
        Way(
            decay="cosine",
            optimizer=Optimizer(
                name="AdamW", beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.05
            ),
            build=cosine(),
            peak_value=4e-3,
            peak_range=(5e-4 * 8**0.5, 4e-3),
            warmup=_WARMUP,
            batch_scaling=BatchScaling(rule="square root", base_batch_size=4096),
            batch_size=4096,
            sources=(
                sources.CONVNEXT,
                sources.DEIT,
                sources.MALLADI,
                sources.LAMB,
                sources.NADO,
            ),
        ),
    ),
    notes=(
        "Other optimizers are made for large batches: LAMB trains BERT in batches of 32,868 "
        "without any degradation (abstract of You et al. 2020). Nesterov momentum and Adam can "
        "match or exceed LARS and LAMB there (abstract of Nado et al. 2021).",
    ),
    against=(
        Finding(
            text="Beyond 8,192 the linear rule breaks: the error rises to 24.79% at 16k, 27.55% "
            "at 32k and 33.96% at 64k.",
            source=sources.GOYAL,
        ),
        Finding(
            text="How far a larger batch helps varies extremely between workloads.",
            abstract=True,
            source=sources.SHALLUE,
        ),
        Finding(
            text="DeiT scales the rate of AdamW linearly, not with the square root.",
            source=sources.DEIT,
        ),
    ),
)
