"""Pre-training of large language models."""

from lrlab.plans.practices import _sources as sources
from lrlab.plans.practices._builders import cosine, linear, wsd
from lrlab.plans.practices._kind import Kind, Warmup, Way
from lrlab.plans.practices._practice import Finding, Optimizer
from lrlab.plans.practices._scaling import BatchScaling

_ADAMW = Optimizer(
    name="AdamW", beta1=0.9, beta2=0.95, epsilon=1e-8, weight_decay=0.1, clip_norm=1.0
)
_PEAK, _PEAKS = 3e-4, (6e-5, 6e-4)
_WARMUP = Warmup(fraction=0.05, usual=(0.001, 0.05), at_most=2000)
_SCALING = BatchScaling(rule="square root", base_batch_size=512 * 4096, unit="tokens")
_SOURCES = (
    sources.GPT3,
    sources.LLAMA2,
    sources.OLMO,
    sources.ALGOPERF_BASELINE,
    sources.MALLADI,
)

llm_pretraining = Kind(
    name="llm_pretraining",
    title="Pre-training of a large language model: a short warm-up, then cosine to 10%.",
    reason="It is what GPT-3, Llama 2 and OLMo were trained with; larger models need smaller "
    "peaks. A warm-up of 2,000 updates is that of Llama 2 and OLMo-1B; in short runs it is 5%, as "
    "in AlgoPerf's baseline.",
    ways=(
        Way(
            decay="cosine",
            optimizer=_ADAMW,
            build=cosine(end_fraction=0.1),
            peak_value=_PEAK,
            peak_range=_PEAKS,
            warmup=_WARMUP,
            batch_scaling=_SCALING,
            sources=_SOURCES,
        ),
        Way(
            decay="linear",
            optimizer=_ADAMW,
            build=linear(),
            peak_value=_PEAK,
            peak_range=_PEAKS,
            warmup=_WARMUP,
            batch_scaling=_SCALING,
            sources=(sources.STRAIGHT_TO_ZERO, *_SOURCES),
        ),
        Way(
            decay="wsd",
            optimizer=_ADAMW,
            build=wsd(cooldown_fraction=0.2),
            peak_value=_PEAK,
            peak_range=_PEAKS,
            warmup=_WARMUP,
            batch_scaling=_SCALING,
            sources=(sources.HAEGELE, *_SOURCES),
            notes=("A constant trunk can be prolonged, and cooled down at any length.",),
        ),
    ),
    notes=(
        "GPT-3's peaks: 6e-4 at 125M parameters, 3e-4 at 350M, 2e-4 at 1.3B, 1.2e-4 at 6.7B, "
        "6e-5 at 175B. OLMo: 4e-4 at 1B, 3e-4 at 7B.",
    ),
    against=(
        Finding(
            text="Under the best peak, a line to zero beats cosine to 10% at compute-optimal "
            "lengths: 610M parameters and 80 tokens for each come to a lower loss than 200 tokens "
            "with the decay to 10%.",
            abstract=True,
            source=sources.STRAIGHT_TO_ZERO,
        ),
        Finding(
            text="A constant rate with a cooldown scales as reliably as cosine and need not know "
            "its length in advance.",
            abstract=True,
            source=sources.HAEGELE,
        ),
        Finding(
            text="Models of 1B and 8B parameters that were trained without any decay are better "
            "after supervised fine-tuning, though not before it.",
            abstract=True,
            source=sources.NO_DECAY,
        ),
    ),
)
