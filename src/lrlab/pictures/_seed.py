"""The comparison that lrlab grew from: five schedules over 200 epochs."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from lrlab.schedules import (
    AbstractSchedule,
    cosine_annealing,
    exponential_decay,
    one_cycle,
    step_decay,
    warmup_cosine,
)


@dataclasses.dataclass(frozen=True)
class Comparison:
    """A picture as data: its schedules by label, and how it is drawn."""

    schedules: Mapping[str, AbstractSchedule]
    title: str
    unit: str
    steps: int
    y: str


def seed_comparison() -> Comparison:
    """Step decay, exponential decay, cosine annealing, warm-up with cosine, and 1-cycle.

    Examples:
        >>> seed = seed_comparison()
        >>> seed.title, len(seed.schedules), seed.steps
        ('Learning rate schedule comparison', 5, 200)
    """
    return Comparison(
        schedules={
            "Step decay (drop=0.5, every 40)": step_decay(init_value=0.1, factor=0.5, every=40),
            "Exponential decay": exponential_decay(init_value=0.1, rate=0.02),
            "Cosine annealing": cosine_annealing(init_value=0.1, end_value=1e-5, total_steps=200),
            "Warmup + cosine (Transformers)": warmup_cosine(
                peak_value=0.1, warmup_steps=20, total_steps=200
            ),
            "1-cycle policy": one_cycle(peak_value=0.1, total_steps=200),
        },
        title="Learning rate schedule comparison",
        unit="epoch",
        steps=200,
        y="log",
    )
