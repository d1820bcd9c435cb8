"""A short ramp proposes the peak rates that a race should try."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np

from lrlab._errors import RaceError
from lrlab.schedules import range_sweep
from lrlab.tasks import AbstractTask, train

START, STOP = 1e-4, 10.0
STEPS, SEEDS = 200, 4
COUNT, FACTOR = 8, 2.0
_SMOOTHED = 9  # updates in the centered window; a window without lag


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class PeakSweep:
    """What the ramp showed, and the peaks that follow from it.

    Args:
        rates: the rate of each update of the ramp.
        losses: median over the seeds of the loss on the minibatch, before the update.
        edge: the rate at which the loss had climbed half of its way back; None if it never did.
        peaks: the proposed grid, rising; its highest is half of the edge.
        sentence: what was seen.
    """

    rates: np.ndarray
    losses: np.ndarray
    edge: float | None
    peaks: tuple[float, ...]
    sentence: str

    def as_dict(self) -> dict[str, Any]:
        """The sweep as plain data; a loss that is no number is None."""
        losses = [float(x) if np.isfinite(x) else None for x in self.losses]
        return {
            "rates": self.rates.tolist(),
            "losses": losses,
            "edge": self.edge,
            "peaks": list(self.peaks),
            "sentence": self.sentence,
        }


def propose_peaks(
    task: AbstractTask, *, on_progress: Callable[[int, int], object] | None = None
) -> PeakSweep:
    """Ramp the rate from 1e-4 to 10 in 200 updates with four seeds, and propose a grid.

    The edge is the first rate behind the lowest loss at which the smoothed loss has climbed half of
    the way back to where it began. The grid goes from half of it down in factors of two: a ramp is
    past the edge before its loss shows it, a schedule that ends low stands more than a constant
    rate, and the best constant rate lies far below.

    Args:
        task: what to train.
        on_progress: called with the updates done and to do.

    Raises:
        RaceError: if the loss never fell, so that no rate can be proposed.
    """
    ramp = range_sweep(start=START, stop=STOP, steps=STEPS)
    rates = ramp(np.arange(STEPS))
    curves = train(task, rates[None], seeds=range(SEEDS), evaluations=1, on_progress=on_progress)
    losses = np.median(curves.train_loss[0], axis=0)
    smooth = _smoothed(np.minimum(losses, task.largest_loss))  # what diverged counts as that
    lowest = int(np.argmin(smooth))
    begin = float(np.median(losses[:_SMOOTHED]))
    if not smooth[lowest] < begin:
        raise RaceError(
            f"`peaks` cannot be proposed for `{task.name}`: from {START:g} to {STOP:g} the loss "
            f"never fell below {begin:.4g}, where it began. Give the peaks yourself, as in "
            f"`peaks=[0.01, 0.1]`."
        )
    climbed = np.flatnonzero(smooth[lowest:] > 0.5 * (smooth[lowest] + begin))
    edge = float(rates[lowest + climbed[0]]) if climbed.size else None
    top = _two_digits(STOP if edge is None else edge)
    peaks = tuple(_two_digits(top / FACTOR**n) for n in range(COUNT, 0, -1))
    seen = "stayed low to the end" if edge is None else f"had climbed half-way back at {edge:.2g}"
    return PeakSweep(
        rates=rates,
        losses=losses,
        edge=edge,
        peaks=peaks,
        sentence=(
            f"In a ramp of {STEPS} updates the loss was lowest at a rate of {rates[lowest]:.2g} "
            f"and {seen}; the race tries peaks from {peaks[0]:g} to {peaks[-1]:g}."
        ),
    )


def _smoothed(losses: np.ndarray) -> np.ndarray:
    """The mean over a centered window."""
    padded = np.pad(losses, _SMOOTHED // 2, mode="edge")
    return np.convolve(padded, np.full(_SMOOTHED, 1 / _SMOOTHED), mode="valid")


def _two_digits(rate: float) -> float:
    """The rate rounded to two digits, which is what a person would type."""
    return float(f"{rate:.1e}")
