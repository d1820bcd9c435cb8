"""How many samples so many updates use, and the other way round, in whole numbers.

Batches of one size without end (`Stream`), and a data set that is read again and again (`Loader`).
"""

from __future__ import annotations

import dataclasses
import math
from fractions import Fraction


@dataclasses.dataclass(frozen=True)
class Stream:
    """Updates of one size, without end."""

    per_update: int

    def samples_after(self, t: int) -> int:
        """Samples that `t` updates use."""
        return t * self.per_update

    def steps_of_samples(self, samples: int) -> int:
        """The smallest number of updates that uses `samples`."""
        return -(-samples // self.per_update)


@dataclasses.dataclass(frozen=True)
class Loader:
    """A data set that is read again and again, in the same number of batches every time.

    An epoch is `chunks` equal parts but for its last, `samples` in sum, `per_chunk` samples in a
    full one; an update takes `per_update` of them.
    """

    chunks: int
    per_chunk: int
    samples: int
    per_update: int

    @classmethod
    def of(
        cls, dataset_size: int, batch: int, accumulation: int, drop: bool, leftover: str
    ) -> Loader:
        """The loader of `batch` samples over all workers.

        With `drop` an incomplete last batch of an epoch is left out; `leftover` says what becomes
        of the batches at its end that are too few for `accumulation`.
        """
        batches = dataset_size // batch if drop else -(-dataset_size // batch)
        if leftover == "carry":
            return cls(batches, batch, min(batches * batch, dataset_size), accumulation)
        updates = batches // accumulation if leftover == "drop" else -(-batches // accumulation)
        used = min(batches, updates * accumulation) * batch
        return cls(updates, batch * accumulation, min(used, dataset_size), 1)

    @property
    def steps_per_epoch(self) -> Fraction:
        """Updates per epoch, on average."""
        return Fraction(self.chunks, self.per_update)

    def samples_after(self, t: int) -> int:
        """Samples that `t` updates use."""
        epochs, chunks = divmod(t * self.per_update, self.chunks)
        return epochs * self.samples + min(chunks * self.per_chunk, self.samples)

    def steps_of_samples(self, samples: int) -> int:
        """The smallest number of updates that uses `samples`."""
        epochs, rest = divmod(samples, self.samples)
        chunks = epochs * self.chunks - (-rest // self.per_chunk)
        return -(-chunks // self.per_update)

    def steps_of_epochs(self, epochs: Fraction) -> int:
        """Their share of the updates, rounded up, but none that needs a further epoch."""
        made = math.floor(math.ceil(epochs) * self.steps_per_epoch)
        return min(math.ceil(epochs * self.steps_per_epoch), made)
