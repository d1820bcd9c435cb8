"""Practices: what is done in the field, as ready plans. One line here for each kind."""

from lrlab.plans.practices._cnn import cnn as cnn
from lrlab.plans.practices._default import default as default
from lrlab.plans.practices._fine_tuning import fine_tuning as fine_tuning
from lrlab.plans.practices._kind import Kind as Kind
from lrlab.plans.practices._large_batch import large_batch as large_batch
from lrlab.plans.practices._llm_pretraining import llm_pretraining as llm_pretraining
from lrlab.plans.practices._practice import Finding as Finding
from lrlab.plans.practices._practice import Optimizer as Optimizer
from lrlab.plans.practices._practice import Practice as Practice
from lrlab.plans.practices._practice import Source as Source
from lrlab.plans.practices._scaling import BatchScaling as BatchScaling
from lrlab.plans.practices._short_budget import short_budget as short_budget
from lrlab.plans.practices._transformer import transformer as transformer

_KINDS = [kind for kind in vars().values() if isinstance(kind, Kind)]

PRACTICES = {kind.name: kind for kind in sorted(_KINDS, key=lambda kind: kind is not default)}
"""Every kind of practice by its name, the one for anything first."""

from lrlab.plans.practices._make import practice as practice  # noqa: E402  (it needs them all)
