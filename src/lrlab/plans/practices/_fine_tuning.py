"""Fine-tuning of a pre-trained model."""

from lrlab.plans.practices import _sources as sources
from lrlab.plans.practices._builders import cosine, linear
from lrlab.plans.practices._kind import Kind, Warmup, Way
from lrlab.plans.practices._parts import UNSCALED
from lrlab.plans.practices._practice import Finding, Optimizer

_WARMUP = Warmup(fraction=0.0, usual=(0.0, 0.0))
_PEAKS = (1e-5, 5e-5)

fine_tuning = Kind(
    name="fine_tuning",
    title="Fine-tuning of a pre-trained model: a very small rate, usually without a warm-up.",
    reason="The weights are a good start already: a small rate stays near them, and there is no "
    "random start from which a warm-up would protect.",
    ways=(
        Way(
            decay="linear",
            optimizer=Optimizer(
                name="AdamW", beta1=0.9, beta2=0.999, epsilon=1e-6, weight_decay=0.01
            ),
            build=linear(),
            peak_value=2e-5,
            peak_range=_PEAKS,
            warmup=_WARMUP,
            batch_scaling=UNSCALED,
            sources=(sources.BERT, sources.BERT_CODE, sources.ROBERTA_CODE, sources.CONVNEXT),
            notes=("BERT was fine-tuned for 2 to 4 epochs in batches of 16 or 32.",),
        ),
        Way(
            decay="cosine",
            optimizer=Optimizer(
                name="AdamW",
                beta1=0.9,
                beta2=0.95,
                epsilon=1e-5,
                weight_decay=0.1,
                clip_norm=1.0,
            ),
            build=cosine(),
            peak_value=2e-5,
            peak_range=_PEAKS,
            warmup=_WARMUP,
            batch_scaling=UNSCALED,
            sources=(sources.LLAMA2, sources.BERT, sources.ROBERTA_CODE, sources.CONVNEXT),
            notes=("Llama 2 was fine-tuned for 2 epochs in batches of 64.",),
        ),
    ),
    notes=(
        "ConvNeXt is fine-tuned with rates that fall by 0.7 to 0.8 from each layer to the one "
        "below it.",
    ),
    against=(
        Finding(
            text="BERT's own script warms up for 10% of the run.",
            source=sources.BERT_CODE,
        ),
        Finding(
            text="RoBERTa is fine-tuned with a warm-up of 6%.",
            source=sources.ROBERTA_CODE,
        ),
        Finding(
            text="On few samples, BERT's Adam without bias correction is unstable, and the usual "
            "number of epochs is often too small.",
            abstract=True,
            source=sources.FEW_SAMPLES,
        ),
        Finding(
            text="What makes fine-tuning unstable is optimization that leads to vanishing "
            "gradients, not forgetting or little data.",
            abstract=True,
            source=sources.MOSBACH,
        ),
    ),
)
