"""The shapes: one file per family, and one line here for each."""

from lrlab.schedules.shapes._constant import Constant as Constant
from lrlab.schedules.shapes._cooldown import ExponentialCooldown as ExponentialCooldown
from lrlab.schedules.shapes._cooldown import OneMinusPower as OneMinusPower
from lrlab.schedules.shapes._cosine import Cosine as Cosine
from lrlab.schedules.shapes._cosine_restarts import CosineRestarts as CosineRestarts
from lrlab.schedules.shapes._exponential import Exponential as Exponential
from lrlab.schedules.shapes._exponential import Geometric as Geometric
from lrlab.schedules.shapes._function import Function as Function
from lrlab.schedules.shapes._interpolated import Interpolated as Interpolated
from lrlab.schedules.shapes._inverse_sqrt import InverseSqrt as InverseSqrt
from lrlab.schedules.shapes._linear import Linear as Linear
from lrlab.schedules.shapes._polynomial import Polynomial as Polynomial
from lrlab.schedules.shapes._step import PiecewiseConstant as PiecewiseConstant
from lrlab.schedules.shapes._step import Step as Step
from lrlab.schedules.shapes._table import Table as Table
from lrlab.schedules.shapes._triangular import Triangular as Triangular
