"""The shapes: one file per family."""

from lrlab.schedules.shapes._constant import Constant
from lrlab.schedules.shapes._cooldown import ExponentialCooldown, OneMinusPower
from lrlab.schedules.shapes._cosine import Cosine
from lrlab.schedules.shapes._cosine_restarts import CosineRestarts
from lrlab.schedules.shapes._exponential import Exponential, Geometric
from lrlab.schedules.shapes._function import Function
from lrlab.schedules.shapes._interpolated import Interpolated
from lrlab.schedules.shapes._inverse_sqrt import InverseSqrt
from lrlab.schedules.shapes._linear import Linear
from lrlab.schedules.shapes._polynomial import Polynomial
from lrlab.schedules.shapes._step import PiecewiseConstant, Step
from lrlab.schedules.shapes._table import Table
from lrlab.schedules.shapes._triangular import Triangular

__all__ = [
    "Constant",
    "Cosine",
    "CosineRestarts",
    "Exponential",
    "ExponentialCooldown",
    "Function",
    "Geometric",
    "Interpolated",
    "InverseSqrt",
    "Linear",
    "OneMinusPower",
    "PiecewiseConstant",
    "Polynomial",
    "Step",
    "Table",
    "Triangular",
]
