"""A kind of training, and the ways in which it is done."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from lrlab.plans.practices._practice import Finding, Optimizer, Source
from lrlab.plans.practices._scaling import BatchScaling


@dataclasses.dataclass(frozen=True, kw_only=True)
class Run:
    """What a way makes its schedules from.

    `warmup_fraction` is None where the length of the warm-up was given in updates; `base_peak` is
    the peak for the base batch size, where a warm-up for large batches begins.
    """

    peak_value: float
    base_peak: float
    total_steps: int
    warmup_steps: int
    warmup_fraction: float | None

    @property
    def warmup(self) -> dict[str, Any]:
        """The warm-up as the recipes take it: a fraction where one was given."""
        if self.warmup_fraction is None:
            return {"warmup_steps": self.warmup_steps}
        return {"warmup_fraction": self.warmup_fraction}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Warmup:
    """How long a warm-up lasts: a share of the run, at most so many updates; and what is usual."""

    fraction: float
    usual: tuple[float, float]
    at_most: int | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Way:
    """One way to do it: a decay, an optimizer, and the numbers that belong to both.

    `batch_size` is what the way is meant for where nobody names one; `peak_value` and `peak_range`
    are those for the base batch size.
    """

    decay: str
    optimizer: Optimizer
    build: Callable[[Run], Mapping[str, Any]]
    peak_value: float
    peak_range: tuple[float, float]
    warmup: Warmup
    batch_scaling: BatchScaling
    sources: tuple[Source, ...]
    batch_size: int | None = None
    notes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of training: what it is, why it is done so, and its ways, the usual one first."""

    name: str
    title: str
    reason: str
    ways: tuple[Way, ...]
    against: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
