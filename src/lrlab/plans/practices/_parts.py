"""Parts that several practices share."""

from lrlab.plans.practices._practice import Optimizer
from lrlab.plans.practices._scaling import BatchScaling

ADAMW = Optimizer(name="AdamW", beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.01)
"""The defaults of PyTorch."""

SGD = Optimizer(name="SGD", momentum=0.9, weight_decay=1e-4)
"""What residual networks are trained with."""

SGD_PEAKS = (0.05, 0.35)
"""Goyal et al. at a batch of 128; Smith and Topin's schedule of steps."""

LINEAR = BatchScaling(rule="linear", base_batch_size=256, largest=8192)
"""For SGD, by Goyal et al."""

SQUARE_ROOT = BatchScaling(rule="square root")
"""For Adam, by Malladi et al.; where no batch size is named."""

UNSCALED = BatchScaling(rule="none")
