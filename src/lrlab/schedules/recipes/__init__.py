"""The recipes: schedules by the names that people search for."""

from lrlab.schedules.recipes._cycles import sgdr
from lrlab.schedules.recipes._decay import (
    cosine_annealing,
    exponential_decay,
    linear_to_zero,
    step_decay,
)
from lrlab.schedules.recipes._one_cycle import one_cycle
from lrlab.schedules.recipes._recipe import Recipe, parameters_of, recipe
from lrlab.schedules.recipes._sweep import range_sweep
from lrlab.schedules.recipes._warmup import inverse_sqrt, noam, warmup_cosine, warmup_linear
from lrlab.schedules.recipes._wsd import wsd

__all__ = [
    "Recipe",
    "cosine_annealing",
    "exponential_decay",
    "inverse_sqrt",
    "linear_to_zero",
    "noam",
    "one_cycle",
    "parameters_of",
    "range_sweep",
    "recipe",
    "sgdr",
    "step_decay",
    "warmup_cosine",
    "warmup_linear",
    "wsd",
]
