"""Batches whose size follows a schedule: how many samples so many updates use."""

from __future__ import annotations

import bisect
import dataclasses

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.schedules import AbstractSchedule, After, Constant, Sequence
from lrlab.schedules._lazy import lazy
from lrlab.schedules._leaves import leaves_of

LARGEST = 2**31
"""Samples in the largest batch, so that sums of many stay exact."""

_BLOCK = 1 << 16  # updates that are added up at once
_LONGEST = 1 << 24  # and in all


@dataclasses.dataclass(frozen=True)
class Growing:
    """Batches whose size follows a schedule, rounded to whole samples, as one endless stream.

    Updates are added up in blocks as long as the size may change; what follows is one product.
    """

    schedule: AbstractSchedule
    batches: int  # of that size, in one update

    def samples_after(self, t: int) -> int:
        """Samples that `t` updates use."""
        head = min(t, self._head)
        after = self._after_head(t - head)
        block, rest = divmod(head, _BLOCK)
        while len(self._sums) <= block:
            self._add_block()
        before = self._sums[block] + int(self._sizes(block)[:rest].sum())
        return self.batches * (before + after)

    def steps_of_samples(self, samples: int) -> int:
        """The smallest number of updates that uses `samples`."""
        wanted = -(-samples // self.batches)
        if wanted > self._head * self.schedule.peak_value:
            self._after_head(1)  # refuses now what would be refused after all sums
        while self._sums[-1] < wanted and len(self._sums) * _BLOCK <= self._head:
            self._add_block()
        block = bisect.bisect_left(self._sums, wanted) - 1
        if block < 0:
            return 0
        sums = self._sums[block] + np.cumsum(self._sizes(block))
        known = int(sums[-1]) if sums.size else self._sums[block]
        if wanted <= known:
            return block * _BLOCK + int(np.searchsorted(sums, wanted)) + 1
        return self._head - ((known - wanted) // self._after_head(1))

    def _after_head(self, updates: int) -> int:
        if updates and self._tail is None:
            raise ScheduleError(
                f"`Horizon(batch_size=...)` must come to one size within {_LONGEST:,} updates for "
                f"a run as long as this, got one that changes further. End it with its `steps`."
            )
        return updates * (self._tail or 0)

    def _add_block(self) -> None:
        self._sums.append(self._sums[-1] + int(self._sizes(len(self._sums) - 1).sum()))

    def _sizes(self, block: int) -> np.ndarray:
        """The sizes in one block of updates, as far as they may change."""
        return whole(
            self.schedule(np.arange(block * _BLOCK, min((block + 1) * _BLOCK, self._head)))
        )

    @lazy
    def _settled(self) -> int | None:
        """The update from which on the size stays as it is; None if nothing says so."""
        expanded = self.schedule.expanded()
        last = expanded.pieces[-1] if isinstance(expanded, Sequence) else expanded
        if isinstance(last, Constant):
            return expanded.starts[-1] if isinstance(expanded, Sequence) else 0
        return None if leaves_of(expanded)[1].holds(After) else expanded.total_steps

    @lazy
    def _head(self) -> int:
        """How many updates are added up one by one."""
        return _LONGEST if self._settled is None else min(self._settled, _LONGEST)

    @lazy
    def _tail(self) -> int | None:
        """The size after them; None if it may change still."""
        return int(whole(self.schedule(self._head))) if self._head == self._settled else None

    @lazy
    def _sums(self) -> list[int]:
        """The sum of the sizes before each block, as far as anybody has asked."""
        return [0]


def whole(sizes: object) -> np.ndarray:
    """Sizes of batches rounded to whole samples; a half rounds up."""
    return np.floor(np.asarray(sizes, dtype=np.float64) + 0.5).astype(np.int64)
