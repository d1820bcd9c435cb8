"""Parts that several practices share."""

from lrlab.plans.practices import _sources as sources
from lrlab.plans.practices._practice import Finding, Optimizer
from lrlab.plans.practices._scaling import BatchScaling

ADAMW = Optimizer(name="AdamW", beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.01)
"""The defaults of PyTorch."""

SGD = Optimizer(name="SGD", momentum=0.9, weight_decay=1e-4)
"""What residual networks are trained with."""

SGD_PEAKS = (0.35 * 256 / 1000, 0.1 * 256 / 128)
"""At a batch of 256: Smith and Topin's steps, 0.35 at 1,000, and those of He et al., 0.1 at 128."""

LINEAR = BatchScaling(rule="linear", base_batch_size=256, largest=8192)
"""For SGD, by Goyal et al."""

SQUARE_ROOT = BatchScaling(rule="square root")
"""For Adam, by Malladi et al.; where no batch size is named."""

UNSCALED = BatchScaling(rule="none")
"""Where no rule is known."""

WEAK_STEPS = Finding(
    text="The steps that one cycle was compared with were weak: in the logs of Smith and Topin "
    "they bring ResNet-56 on CIFAR-10 to 90.3% in 80,000 updates, where those of He et al. bring "
    "it to 93.0% in 64,000.",
    source=sources.RESNET,
)
