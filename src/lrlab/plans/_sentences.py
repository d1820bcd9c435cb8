"""What was done to turn an amount of training into updates, in one sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lrlab.plans._units import written
from lrlab.schedules import AbstractSchedule

if TYPE_CHECKING:
    from lrlab.plans._horizon import Horizon


def sentence(horizon: Horizon, name: str, value: Fraction, steps: int) -> str:
    """How `value` of the unit `name` became `steps` updates."""
    result = counted(steps, "update")
    if name == "updates":
        return result
    if name == "percent":
        share = value * (horizon.total_steps or 0) / 100
        whole = counted(horizon.total_steps or 0, "update")
        return f"{written(value)}% of {whole}{_rounded(share, 'to the nearest')}: {result}"
    return f"{_amount(value, name)}{_way(horizon, name, value, steps)}: {result}"


def counted(count: int, noun: str) -> str:
    """A number with its noun: `1 update`, `1,960 updates`."""
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def _amount(value: Fraction, name: str) -> str:
    return f"{written(value)} {name.removesuffix('s') if value == 1 else name}"


def _way(horizon: Horizon, name: str, value: Fraction, steps: int) -> str:
    """How the data is cut into updates, and which way the amount was rounded."""
    if name == "tokens":
        length = horizon.sequence_length or 1
        per_sample = f" in samples of {length:,} tokens,"
    else:
        length, per_sample = 1, ""
    size = horizon.dataset_size
    data = f" of {counted(size, 'sample')}" if name == "epochs" and size is not None else ""
    way = f"{data}{per_sample} in batches of {_batches(horizon)}"
    if isinstance(horizon.batch_size, AbstractSchedule):
        return f"{way}, rounded up"
    if name == "epochs":
        per_epoch: Any = horizon.steps_per_epoch
        share = value * per_epoch
        each = f"{written(Fraction(per_epoch))} updates each"
        return f"{way}, {each}{_rounded(share, 'rounded up' if steps > share else 'rounded down')}"
    used = Fraction(horizon.samples_after(steps) * length)
    return way if used == value else f"{way}, rounded up to {_amount(used, name)}"


def _batches(horizon: Horizon) -> str:
    size = horizon.batch_size
    if isinstance(size, AbstractSchedule):
        text = " to ".join(f"{round(end, 4):,.12g}" for end in (size.floor_value, size.peak_value))
    else:
        text = f"{size:,}"
    if horizon.workers > 1:
        text += f" x {horizon.workers:,} workers"
    if horizon.accumulation > 1:
        text += f" x {horizon.accumulation:,} micro-batches"
    return text


def _rounded(share: Fraction, how: str) -> str:
    return "" if share.denominator == 1 else f" = {written(share)}, {how}"
