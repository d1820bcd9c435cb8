"""A practice: a plan with the settings, the reasons and the doubts that belong to it."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab.plans._plan import Plan
from lrlab.plans.practices._scaling import BatchScaling


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Source:
    """Where something is written.

    Attributes:
        authors: family names.
        title: of the paper, the page or the file.
        year: of publication.
        link: its address.
        place: the section, table or file that is meant; may be empty.
    """

    authors: str
    title: str
    year: int
    link: str
    place: str = ""

    @property
    def short(self) -> str:
        """Authors and year, as a text cites them."""
        return f"{self.authors} {self.year}"

    def __str__(self) -> str:
        place = f", {self.place}" if self.place else ""
        stop = "" if f"{self.title}{place}".endswith("?") else "."
        return f"{self.authors} ({self.year}), {self.title}{place}{stop} {self.link}"


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Finding:
    """A sentence, and where it is from.

    Attributes:
        text: the sentence.
        source: where it is from.
        abstract: whether it rests on the abstract of the source alone.
    """

    text: str
    source: Source
    abstract: bool = False

    def __str__(self) -> str:
        part = "according to the abstract of " if self.abstract else ""
        return f"{self.text} [{part}{self.source.short}]"


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Optimizer:
    """An optimizer by name, with what is constant in it; None where the practice says nothing.

    Attributes:
        name: `"SGD"`, `"Adam"` or `"AdamW"`.
        momentum: of SGD.
        nesterov: whether the momentum is Nesterov's.
        beta1: how much of the first moment Adam keeps.
        beta2: how much of the second moment Adam keeps.
        epsilon: what Adam adds to the root of the second moment.
        weight_decay: decoupled in AdamW, else an L2 penalty.
        clip_norm: the norm that gradients are clipped to.
    """

    name: str
    momentum: float | None = None
    nesterov: bool | None = None
    beta1: float | None = None
    beta2: float | None = None
    epsilon: float | None = None
    weight_decay: float | None = None
    clip_norm: float | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that the practice names.

        Examples:
            >>> Optimizer(name="SGD", momentum=0.9, weight_decay=1e-4).settings
            {'momentum': 0.9, 'weight_decay': 0.0001}
        """
        values = dataclasses.asdict(self)
        return {key: value for key, value in values.items() if key != "name" and value is not None}

    def __str__(self) -> str:
        words = (
            "Nesterov" if value is True else f"{name.replace('_', ' ')} {value:g}"
            for name, value in self.settings.items()
        )
        return ", ".join([self.name, *words])


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Practice:
    """A plan that practice has tried, with what belongs to it. Made by `lrlab.practice`.

    Attributes:
        kind: its name, such as `"cnn"`.
        title: what it is, in one sentence.
        plan: what changes during training: `lr`, and `momentum` where it cycles.
        decay: how the rate comes down, a word such as `"cosine"`.
        optimizer: what does not change during training.
        peak_value: the highest rate of the plan.
        peak_range: the usual peaks, lowest and highest, for this optimizer and batch size.
        warmup_steps: how many updates the rate rises.
        usual_warmup: the usual share of the warm-up, least and most.
        batch_size: what the peak is for, in the unit of `batch_scaling`; None if it was not said.
        batch_scaling: how the peak changes with the batch size.
        reason: why it is done so.
        sources: where its numbers are from.
        against: what the evidence says against it, each sentence with its source.
        notes: what was done with the arguments, and what else is good to know.
    """

    kind: str
    title: str
    plan: Plan
    decay: str
    optimizer: Optimizer
    peak_value: float
    peak_range: tuple[float, float]
    warmup_steps: int
    usual_warmup: tuple[float, float]
    batch_size: int | None
    batch_scaling: BatchScaling
    reason: str
    sources: tuple[Source, ...]
    against: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def total_steps(self) -> int:
        """Length in optimizer updates."""
        total = self.plan.total_steps
        assert total is not None, "a practice is made for a number of updates"
        return total

    @property
    def warmup_fraction(self) -> float:
        """The share of the run in which the rate rises."""
        return self.warmup_steps / self.total_steps

    def facts(self) -> dict[str, str]:
        """The numbers as short texts, by what they are about."""
        low, high = self.peak_range
        batch = f" at a batch of {self.batch_size:,}" if self.batch_size else ""
        if self.batch_size and self.batch_scaling.unit != "samples":
            batch += f" {self.batch_scaling.unit}"
        return {
            "peak": f"{self.peak_value:.4g}{batch}",
            "usual peaks": f"{low:.4g} to {high:.4g} with {self.optimizer.name}",
            "warm-up": f"{_length(self)} (usual: {span(*self.usual_warmup)})",
            "decay": self.decay.replace("_", " "),
            "optimizer": str(self.optimizer),
            **{
                name: f"{member.floor_value:g} to {member.peak_value:g}, on a schedule of its own"
                for name, member in self.plan.items()
                if name != "lr"
            },
            "batch size": str(self.batch_scaling),
        }

    def as_dict(self) -> dict[str, Any]:
        """Everything but the plan as plain data, for JSON."""
        data = {
            field.name: getattr(self, field.name)
            for field in dataclasses.fields(self)
            if field.name != "plan"
        }
        data["optimizer"] = {"name": self.optimizer.name, **self.optimizer.settings}
        data["total_steps"] = self.total_steps
        data["warmup_fraction"] = self.warmup_fraction
        data["batch_scaling"] = dataclasses.asdict(self.batch_scaling)
        data["sources"] = [dataclasses.asdict(source) for source in self.sources]
        data["against"] = [dataclasses.asdict(finding) for finding in self.against]
        return data

    def __str__(self) -> str:
        lines = [f"{self.kind}: {self.title}"]
        lines += [f"{name}: {member!r}" for name, member in self.plan.items()]
        lines += [f"{name}: {text}" for name, text in self.facts().items()]
        lines += [*self.notes, f"why: {self.reason}"]
        lines += [f"source: {source}" for source in self.sources]
        lines += [f"against: {finding}" for finding in self.against]
        return "\n".join(lines)


def _length(practice: Practice) -> str:
    count = practice.warmup_steps
    if not count:
        return "none"
    updates = "1 update" if count == 1 else f"{count:,} updates"
    return f"{updates}, {100 * practice.warmup_fraction:.3g}% of the run"


def span(low: float, high: float) -> str:
    """Two shares of a run as a text in percent."""
    if high == 0:
        return "none"
    return f"{100 * low:.3g}%" if low == high else f"{100 * low:.3g} to {100 * high:.3g}%"
