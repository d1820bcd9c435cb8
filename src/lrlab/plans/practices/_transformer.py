"""Transformers, from random weights."""

from lrlab.plans.practices import _sources as sources
from lrlab.plans.practices._builders import cosine, inverse_sqrt
from lrlab.plans.practices._kind import Kind, Warmup, Way
from lrlab.plans.practices._practice import Finding, Optimizer
from lrlab.plans.practices._scaling import BatchScaling

_WARMUP = Warmup(fraction=0.04, usual=(0.04, 0.1))

transformer = Kind(
    name="transformer",
    title="A Transformer from random weights: warm-up, then cosine or the inverse square root.",
    reason="Where layer normalization stands between the residual blocks, the first gradients near "
    "the output are large, and Adam's second moment is still young: the warm-up waits for both. "
    "4% is that of the first Transformer, 4,000 of 100,000 updates; 10% that of BERT's script, "
    "10,000 of 100,000.",
    ways=(
        Way(
            decay="cosine",
            optimizer=Optimizer(
                name="AdamW", beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.05
            ),
            build=cosine(),
            peak_value=5e-4,
            peak_range=(2.5e-4, 1e-3),
            warmup=_WARMUP,
            batch_scaling=BatchScaling(rule="square root", base_batch_size=512),
            sources=(
                sources.DEIT,
                sources.GPT,
                sources.OTT,
                sources.TRANSFORMER,
                sources.BERT_CODE,
                sources.PRE_LN,
                sources.MALLADI,
            ),
        ),
        Way(
            decay="inverse_sqrt",
            optimizer=Optimizer(name="Adam", beta1=0.9, beta2=0.98, epsilon=1e-9),
            build=inverse_sqrt(),
            peak_value=7e-4,
            peak_range=(5e-4, 1e-3),
            warmup=_WARMUP,
            batch_scaling=BatchScaling(rule="square root", base_batch_size=25_000, unit="tokens"),
            sources=(
                sources.TRANSFORMER,
                sources.OTT,
                sources.BERT_CODE,
                sources.PRE_LN,
                sources.MALLADI,
            ),
            notes=(
                "A peak of 7e-4 is 1/sqrt(512 x 4000), that of the base model; a model of another "
                "width has `noam(d_model=..., warmup_steps=...)`.",
                "The inverse square root does not come to zero: the run can go on, and a cooldown "
                "at its end is a gain still to be had.",
            ),
        ),
    ),
    against=(
        Finding(
            text="With layer normalization inside the residual blocks, Transformers without any "
            "warm-up come to comparable results.",
            abstract=True,
            source=sources.PRE_LN,
        ),
        Finding(
            text="DeiT warms up for 5 of 300 epochs, which is 1.7%, and scales the rate of AdamW "
            "linearly with the batch size, 5e-4 at 512.",
            source=sources.DEIT,
        ),
        Finding(
            text="With 16 times the batch, twice the rate works well, where the square root says "
            "4 times.",
            source=sources.OTT,
        ),
        Finding(
            text="Under the best peak, a line to zero beats cosine to 10% in language models.",
            abstract=True,
            source=sources.STRAIGHT_TO_ZERO,
        ),
    ),
)
