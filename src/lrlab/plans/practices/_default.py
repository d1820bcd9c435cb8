"""A first plan for anything."""

from lrlab.plans.practices import _sources as sources
from lrlab.plans.practices._builders import cosine, linear
from lrlab.plans.practices._kind import Kind, Warmup, Way
from lrlab.plans.practices._parts import ADAMW, LINEAR, SGD, SGD_PEAKS, SQUARE_ROOT
from lrlab.plans.practices._practice import Finding

_WARMUP = Warmup(fraction=0.05, usual=(0.04, 0.1))
_SEARCHED = (1e-4, 1e-2)  # the peaks that AlgoPerf's baseline searches

default = Kind(
    name="default",
    title="A first plan for anything: a linear warm-up, then cosine to zero.",
    reason="A warm-up lets the network bear a higher peak, and a decay to zero at the end of the "
    "run averages the noise of the gradients out. AlgoPerf's tuned baseline is a warm-up of 5% "
    "and a cosine.",
    ways=(
        Way(
            decay="cosine",
            optimizer=ADAMW,
            build=cosine(),
            peak_value=1e-3,
            peak_range=_SEARCHED,
            warmup=_WARMUP,
            batch_scaling=SQUARE_ROOT,
            sources=(
                sources.ALGOPERF_BASELINE,
                sources.PYTORCH,
                sources.SGDR,
                sources.KALRA,
                sources.MALLADI,
            ),
        ),
        Way(
            decay="linear",
            optimizer=ADAMW,
            build=linear(),
            peak_value=1e-3,
            peak_range=_SEARCHED,
            warmup=_WARMUP,
            batch_scaling=SQUARE_ROOT,
            sources=(
                sources.DEFAZIO,
                sources.ALGOPERF_BASELINE,
                sources.PYTORCH,
                sources.KALRA,
                sources.MALLADI,
            ),
        ),
        Way(
            decay="cosine",
            optimizer=SGD,
            build=cosine(),
            peak_value=0.1,
            peak_range=SGD_PEAKS,
            warmup=_WARMUP,
            batch_scaling=LINEAR,
            sources=(
                sources.BAG_OF_TRICKS,
                sources.GOYAL,
                sources.RESNET,
                sources.SUPER_CONVERGENCE,
                sources.SGDR,
                sources.KALRA,
            ),
        ),
    ),
    against=(
        Finding(
            text="Under external tuning, Schedule-Free AdamW, which needs no decay, scored 0.7077, "
            "and NadamW with this schedule 0.5707.",
            source=sources.ALGOPERF,
        ),
        Finding(
            text="Linear decay matches or beats cosine on ten deep-learning problems.",
            abstract=True,
            source=sources.DEFAZIO,
        ),
        Finding(
            text="A search that factors the peak out finds that the common families are not "
            "optimal, and that weight decay changes the best shape; warm-up and decay themselves "
            "are robust.",
            abstract=True,
            source=sources.NAGANUMA,
        ),
    ),
)
