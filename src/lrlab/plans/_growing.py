"""Batches whose size follows a schedule: how many samples so many updates use."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.schedules import AbstractSchedule, After, Constant, Sequence
from lrlab.schedules._lazy import lazy
from lrlab.schedules._leaves import leaves_of

LARGEST = 2**31
"""Samples in the largest update, so that sums of many stay exact."""

_BLOCK = 1 << 16  # updates that are added up at once
_LONGEST = 1 << 24  # and in all


@dataclasses.dataclass(frozen=True)
class Growing:
    """Updates whose size follows a schedule, rounded to whole samples, as one endless stream.

    Updates are added up in blocks as long as the size may change; what follows is one product.
    """

    schedule: AbstractSchedule
    batches: int  # of that size, in one update; what is rounded is their sum

    def samples_after(self, t: int) -> int:
        """Samples that `t` updates use."""
        head = min(t, self._head)
        after = self._after_head(t - head)
        block, rest = divmod(head, _BLOCK)
        before = sum(map(self._sum_of, range(block))) + int(self._sizes(block)[:rest].sum())
        return before + after

    def steps_of_samples(self, samples: int) -> int:
        """The smallest number of updates that uses `samples`."""
        if not samples:
            return 0
        if samples > self._head * int(self._whole(self.schedule.peak_value)):
            self._after_head(1)  # refuses now what would be refused after all sums
        before = 0
        for block in range(-(-self._head // _BLOCK)):
            after = before + self._sum_of(block)
            if samples <= after:
                sums = np.cumsum(self._sizes(block))
                return block * _BLOCK + int(np.searchsorted(sums, samples - before)) + 1
            before = after
        return self._head - ((before - samples) // self._after_head(1))

    def _after_head(self, updates: int) -> int:
        if updates and self._tail is None:
            raise ScheduleError(
                f"`Horizon(batch_size=...)` must come to one size within {_LONGEST:,} updates for "
                f"a run as long as this, got one that changes further. End it with its `steps`."
            )
        return updates * (self._tail or 0)

    def _sum_of(self, block: int) -> int:
        if block not in self._known:
            self._known[block] = int(self._sizes(block).sum())
        return self._known[block]

    def _sizes(self, block: int) -> np.ndarray:
        """The sizes in one block of updates, as far as they may change."""
        t = np.arange(block * _BLOCK, min((block + 1) * _BLOCK, self._head))
        return self._whole(self.schedule(t))

    def _whole(self, sizes: Any) -> np.ndarray:
        """The samples of all batches of an update, as a whole number; a half rounds up."""
        samples = self.batches * np.asarray(sizes, dtype=np.float64)
        return np.floor(samples + 0.5).astype(np.int64)

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
        return int(self._whole(self.schedule(self._head))) if self._head == self._settled else None

    @lazy
    def _known(self) -> dict[int, int]:
        """The sum of the sizes in each block that anybody has asked for.

        Threads may find the same one twice, and find the same.
        """
        return {}
