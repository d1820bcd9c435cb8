"""The numbers of a practice: what was given, what is its own, and a sentence where they meet."""

from __future__ import annotations

from typing import Any

from lrlab._errors import ScheduleError
from lrlab.plans._horizon import Horizon
from lrlab.plans.practices._kind import Way
from lrlab.plans.practices._practice import span
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._rules import shown

_HOW = {
    "linear": "linear in the batch size",
    "square root": "with the square root of the batch size",
    "none": "no rule is known for this practice",
}


def length_of(total_steps: int | None, horizon: Any, notes: list[str]) -> int:
    """The length of the run, which is given once."""
    if horizon is None:
        if total_steps is None:
            raise ScheduleError(
                "`practice(total_steps=...)` must be given, got None. Count optimizer updates, or "
                "give a `horizon` that knows its length."
            )
        return total_steps
    if not isinstance(horizon, Horizon):
        raise ScheduleError(
            f"`practice(horizon=...)` must be a horizon, got {shown(horizon)}. Write it as "
            f"`Horizon(dataset_size=..., batch_size=..., epochs=...)`."
        )
    if total_steps is not None or horizon.total_steps is None:
        got = "both" if total_steps is not None else "a horizon without a length"
        raise ScheduleError(
            f"`practice(total_steps=..., horizon=...)` must give the length of the run once, got "
            f"{got}. Keep one of them; `Horizon(epochs=...)` has a length."
        )
    if not horizon.total_steps:
        raise ScheduleError(
            "`practice(horizon=...)` must be at least 1 update long, got 0. Make the run longer."
        )
    for name in ("epochs", "samples", "tokens"):
        amount = getattr(horizon, name)
        if amount is not None:
            notes.append(f"{horizon.length(**{name: amount}).sentence}.")
    return horizon.total_steps


def batch_of(batch_size: int | None, horizon: Any, way: Way, notes: list[str]) -> int | None:
    """The batch size in the unit of the practice; what it is meant for if none is given."""
    if horizon is None or horizon.batch_size is None:
        return way.batch_size if batch_size is None else batch_size
    if batch_size is not None:
        raise ScheduleError(
            f"`practice(batch_size=..., horizon=...)` must give the batch size once, got "
            f"{batch_size} and a horizon with its own. Leave one of them out."
        )
    if isinstance(horizon.batch_size, AbstractSchedule):
        notes.append("The peak is not scaled, since the batch size follows a schedule.")
        return way.batch_size
    if way.batch_scaling.unit == "samples":
        return horizon.samples_per_step
    if horizon.sequence_length is None:
        notes.append(
            "The peak is not scaled: its rule counts tokens, and `sequence_length` is missing."
        )
        return way.batch_size
    return horizon.samples_per_step * horizon.sequence_length


def peak_of(
    peak_value: float | None, base: int | None, batch: int | None, way: Way, notes: list[str]
) -> tuple[float, float]:
    """What the batch size multiplies the practice's own peak by, and the peak."""
    rule = way.batch_scaling
    factor = 1.0 if batch is None else rule.factor(batch)
    if base is not None and (peak_value is None or batch is None):
        raise ScheduleError(
            f"`practice(base_batch_size=...)` must come with `peak_value` and `batch_size`, got "
            f"{base} without. It says which batch size your peak belongs to."
        )
    if peak_value is None:
        if batch is not None and rule.rule == "none":
            notes.append(
                "The peak is not scaled: no rule is known for this practice. Measure it at your "
                "batch size."
            )
        elif batch is not None and rule.base_batch_size is None:
            notes.append(
                "The peak is not scaled: this practice names no batch size. Say which one yours "
                "belongs to with `peak_value` and `base_batch_size`."
            )
        return factor, _scaled(way.peak_value, rule.base_batch_size, batch, way, notes)
    peak = _scaled(peak_value, base, batch, way, notes)
    low, high = (factor * end for end in way.peak_range)
    if not low * (1 - 1e-9) <= peak <= high * (1 + 1e-9):
        side = "above" if peak > high else "below"
        notes.append(
            f"A peak of {peak:.4g} lies {side} the usual {low:.4g} to {high:.4g} with "
            f"{way.optimizer.name}."
        )
    return factor, peak


def _scaled(peak: float, base: int | None, batch: int | None, way: Way, notes: list[str]) -> float:
    """The peak at another batch size, with the sentence of what was done."""
    rule = way.batch_scaling
    if base is None or batch is None or base == batch:
        return peak
    scaled = rule.peak(peak, batch, base)
    unit = "" if rule.unit == "samples" else f" {rule.unit}"
    notes.append(
        f"The peak of {peak:.4g} at a batch of {base:,}{unit} is {scaled:.4g} at {batch:,}{unit}: "
        f"{_HOW[rule.rule]}."
    )
    if rule.largest is not None and batch > rule.largest:
        notes.append(
            f"A batch of {batch:,} is larger than {rule.largest:,}, up to which the rule was seen "
            f"to hold."
        )
    return scaled


def warmup_of(
    steps: int | None, fraction: float | None, total: int, way: Way, notes: list[str]
) -> tuple[int, float | None]:
    """The warm-up in updates, and as a fraction where it is one."""
    if steps is not None and fraction is not None:
        raise ScheduleError(
            f"`practice(warmup_steps=..., warmup_fraction=...)` must not both be given, got "
            f"{steps} and {fraction}. Keep one of them."
        )
    if steps is None and fraction is None:
        return _own_warmup(total, way)
    length = _rounded(fraction or 0.0, total) if steps is None else steps
    if length > total:
        raise ScheduleError(
            f"`practice(warmup_steps=...)` must fit into the whole of {total} updates, got "
            f"{length}. Shorten it or raise `total_steps`."
        )
    low, high = way.warmup.usual
    half = 0.5 / total  # what rounding to whole updates may have done
    if not low - half <= length / total <= high + half:
        share = f"{100 * length / total:.3g}% of the run" if length else "none"
        notes.append(f"The warm-up is {share}; usual is {span(low, high)}.")
    return length, fraction


def _own_warmup(total: int, way: Way) -> tuple[int, float | None]:
    most = way.warmup.at_most
    if most is not None and way.warmup.fraction * total > most:
        return most, None
    return _rounded(way.warmup.fraction, total), way.warmup.fraction


def _rounded(fraction: float, total: int) -> int:
    return int(fraction * total + 0.5)
