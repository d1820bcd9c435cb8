"""Which peak of the grid is the best for each schedule, and where the grid must grow."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lrlab.races._candidates import Candidate

GROWTH = 2  # by how many peaks a grid grows on one side


def best_of(candidates: Sequence[Candidate], label: str) -> Candidate:
    """The candidate of this schedule with the lowest mean; of several, the lowest peak."""
    return min((c for c in candidates if c.label == label), key=lambda c: (c.score, c.peak))


def edge_of(candidates: Sequence[Candidate], label: str) -> str | None:
    """On which end of its grid the best peak of a schedule lies, None if between.

    With a single peak there is no grid, and so no end of it.
    """
    peaks = sorted(c.peak for c in candidates if c.label == label)
    best = best_of(candidates, label)
    if len(peaks) < 2:
        return None
    if best.peak == peaks[0] or not math.isfinite(best.score):
        return "low"
    return "high" if best.peak == peaks[-1] else None


def peaks_beyond_edge(candidates: Sequence[Candidate], label: str) -> list[tuple[str, float]]:
    """More peaks on the side where the best one is the last of its grid, with the same factor."""
    side = edge_of(candidates, label)
    if side is None:
        return []
    first, second, *_ = sorted(c.peak for c in candidates if c.label == label)
    *_, last_but_one, last = sorted(c.peak for c in candidates if c.label == label)
    start, factor = (first, first / second) if side == "low" else (last, last / last_but_one)
    return [(label, float(f"{start * factor**n:.1e}")) for n in range(1, GROWTH + 1)]
