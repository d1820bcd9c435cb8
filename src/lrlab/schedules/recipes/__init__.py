"""The recipes, schedules by the names that people search for: one line here for each."""

from lrlab.schedules.recipes._chebyshev import chebyshev as chebyshev
from lrlab.schedules.recipes._cycles import hard_restarts as hard_restarts
from lrlab.schedules.recipes._cycles import sgdr as sgdr
from lrlab.schedules.recipes._cycles import warmup_restarts as warmup_restarts
from lrlab.schedules.recipes._decay import cosine_annealing as cosine_annealing
from lrlab.schedules.recipes._decay import exponential_decay as exponential_decay
from lrlab.schedules.recipes._decay import flat_cosine as flat_cosine
from lrlab.schedules.recipes._decay import linear_to_zero as linear_to_zero
from lrlab.schedules.recipes._decay import multi_step as multi_step
from lrlab.schedules.recipes._decay import step_decay as step_decay
from lrlab.schedules.recipes._decay import t5 as t5
from lrlab.schedules.recipes._eden import eden as eden
from lrlab.schedules.recipes._noise import noise as noise
from lrlab.schedules.recipes._one_cycle import one_cycle as one_cycle
from lrlab.schedules.recipes._power import power_scheduler as power_scheduler
from lrlab.schedules.recipes._recipe import Recipe as Recipe
from lrlab.schedules.recipes._recipe import parameters_of as parameters_of
from lrlab.schedules.recipes._recipe import recipe as recipe
from lrlab.schedules.recipes._stages import slanted_triangular as slanted_triangular
from lrlab.schedules.recipes._stages import tri_stage as tri_stage
from lrlab.schedules.recipes._sweep import range_sweep as range_sweep
from lrlab.schedules.recipes._warmup import inverse_sqrt as inverse_sqrt
from lrlab.schedules.recipes._warmup import noam as noam
from lrlab.schedules.recipes._warmup import warmup_cosine as warmup_cosine
from lrlab.schedules.recipes._warmup import warmup_linear as warmup_linear
from lrlab.schedules.recipes._wsd import wsd as wsd
