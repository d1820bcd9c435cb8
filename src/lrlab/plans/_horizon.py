"""A horizon: epochs, samples, tokens and percentages as optimizer updates, exactly."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any, final

from lrlab._errors import ScheduleError, did_you_mean
from lrlab.plans._counts import Loader, Stream
from lrlab.plans._growing import LARGEST, Growing
from lrlab.plans._length import Length
from lrlab.plans._resolve import counts_of, needed, steps_of
from lrlab.plans._sentences import sentence
from lrlab.plans._units import exact, split
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._lazy import lazy
from lrlab.schedules._rules import Count, Positive, Steps, shown
from lrlab.schedules._value import AbstractValue

LEFTOVERS = ("update", "carry", "drop")
_RUNS = ("epochs", "samples", "tokens", "total_steps")


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Horizon(AbstractValue):
    r"""How data becomes optimizer updates: epochs, samples, tokens and percentages, exactly.

    One update uses $b\,W A$ samples, with $b$ = `batch_size`, $W$ = `workers` and
    $A$ = `accumulation`; a data set of $D$ samples gives $M = \lceil D / (bW) \rceil$ batches per
    epoch (rounded down with `drop_last`) and $\lceil M/A \rceil$ updates. All of it is computed in
    whole numbers and fractions: `0.29` is 29/100.

    Args:
        dataset_size: samples in one epoch.
        batch_size: samples of one worker in one micro-batch; a whole number, or a schedule over
            updates, for batches that grow; the samples of an update over all workers and
            micro-batches are then rounded to a whole number. Such batches run on over the end of
            an epoch.
        accumulation: micro-batches per optimizer update.
        workers: data-parallel workers, each with its own micro-batch.
        sequence_length: tokens in one sample.
        drop_last: leave out the incomplete last batch of an epoch; otherwise it is used as it is,
            and copies that fill it up for some workers are not counted.
        leftover: what becomes of the micro-batches at the end of an epoch that are too few for an
            update: `"update"` (an update of their own), `"carry"` (the beginning of the next
            epoch's first) or `"drop"` (nothing).
        epochs: length of the run in passes through the data set.
        samples: length of the run in samples.
        tokens: length of the run in tokens.
        total_steps: length of the run in updates; found from one of the three above if that is
            given.

    Raises:
        ScheduleError: if an argument breaks its rule, two lengths of the run are given, or what
            one of them needs is missing.

    Examples:
        >>> horizon = Horizon(dataset_size=50_000, batch_size=128, workers=2, epochs=10)
        >>> horizon.samples_per_step, horizon.steps_per_epoch, horizon.total_steps
        (256, 196, 1960)
        >>> horizon.length("5%")
        98
        >>> horizon.length("10ep").sentence
        '10 epochs of 50,000 samples in batches of 128 x 2 workers, 196 updates each: 1,960 updates'
    """

    dataset_size: Count | None = None
    batch_size: Count | AbstractSchedule | None = None
    accumulation: Count = 1
    workers: Count = 1
    sequence_length: Count | None = None
    drop_last: bool = False
    leftover: str = "update"
    epochs: Positive | None = None
    samples: Count | None = None
    tokens: Count | None = None
    total_steps: Steps | None = None

    def __post_init__(self) -> None:
        ramp = self.batch_size
        if isinstance(ramp, AbstractSchedule):
            object.__setattr__(self, "batch_size", None)
        super().__post_init__()
        if isinstance(ramp, AbstractSchedule):
            self._check_ramp(ramp)
            object.__setattr__(self, "batch_size", ramp)
        self._check_words()
        if self.epochs is not None and self.epochs == int(self.epochs):
            object.__setattr__(self, "epochs", int(self.epochs))
        given = [name for name in _RUNS if getattr(self, name) is not None]
        if len(given) > 1:
            raise ScheduleError(
                f"`Horizon({', '.join(f'{name}=...' for name in given)})` must be given one length "
                f"of the run, got {len(given)}. Keep one of them; `length` gives the others."
            )
        if given and given != ["total_steps"]:
            steps = self.length(**{given[0]: getattr(self, given[0])})
            object.__setattr__(self, "total_steps", int(steps))

    def arguments(self) -> dict[str, Any]:
        """The arguments that make this horizon, without those that are at their defaults."""
        given = super().arguments()
        if given.keys() & {"epochs", "samples", "tokens"}:
            del given["total_steps"]  # which was found, not given
        return given

    def with_value(self, /, **changes: Any) -> Horizon:
        """This horizon with other arguments; another length of the run takes the place of the old.

        Raises:
            ScheduleError: as for a new one.

        Examples:
            >>> horizon = Horizon(dataset_size=1000, batch_size=10, epochs=2)
            >>> horizon.with_value(batch_size=20).total_steps
            100
            >>> horizon.with_value(total_steps=70)
            Horizon(dataset_size=1000, batch_size=10, total_steps=70)
        """
        kept = self.arguments()
        if changes.keys() & set(_RUNS):
            kept = {name: value for name, value in kept.items() if name not in _RUNS}
        return Horizon(**{**kept, **changes})

    # -- what one update is --------------------------------------------------------------------

    @property
    def samples_per_step(self) -> int:
        """Samples in a full update, over all workers and micro-batches.

        Raises:
            ScheduleError: if `batch_size` is missing or changes from update to update.
        """
        if isinstance(self.batch_size, AbstractSchedule):
            raise ScheduleError(
                "`samples_per_step` must be one number, got a `batch_size` that follows a "
                "schedule. Ask `samples_after(t)`."
            )
        return needed(self, "batch_size", "samples") * self.workers * self.accumulation

    @property
    def steps_per_epoch(self) -> int | Fraction:
        """Updates in one epoch; with `leftover="carry"`, on average, as a fraction.

        Raises:
            ScheduleError: if `dataset_size` or `batch_size` is missing, or the batch changes.
        """
        needed(self, "dataset_size", "epochs")
        if not isinstance(self._counts, Loader):
            raise ScheduleError(
                "`steps_per_epoch` must be one number, got a `batch_size` that follows a "
                "schedule. Ask `length(epochs=1)`."
            )
        updates = self._counts.steps_per_epoch
        return int(updates) if updates.denominator == 1 else updates

    # -- from updates to data ------------------------------------------------------------------

    def samples_after(self, t: int) -> int:
        """Samples that the first `t` updates use.

        Raises:
            ScheduleError: if `t` is no number of updates, or `batch_size` is missing.

        Examples:
            >>> Horizon(dataset_size=100, batch_size=30).samples_after(5)
            130
        """
        steps = exact("samples_after(t=...)", t)
        if steps.denominator != 1:
            raise ScheduleError(
                f"`samples_after(t=...)` must be a whole number of updates, got {shown(t)}. "
                f"Round it first."
            )
        return self._counts.samples_after(int(steps))

    def tokens_after(self, t: int) -> int:
        """Tokens that the first `t` updates use: samples times `sequence_length`.

        Raises:
            ScheduleError: as `samples_after`, or if `sequence_length` is missing.
        """
        return self.samples_after(t) * needed(self, "sequence_length", "tokens")

    # -- from data to updates ------------------------------------------------------------------

    def length(
        self,
        text: str | None = None,
        /,
        *,
        epochs: Any = None,
        samples: Any = None,
        tokens: Any = None,
        percent: Any = None,
        updates: Any = None,
    ) -> Length:
        """An amount of training as a number of updates, with the sentence of what was done.

        Samples, tokens and shares of an epoch round up: to the smallest number of updates that
        reaches the amount. With `leftover="carry"`, whole epochs round down, since the run ends
        with its data. Percentages round to the nearest update, a half up, as the fractions of
        recipes do.

        Args:
            text: a number and its unit: `"10ep"`, `"1e6sp"`, `"2e9tok"`, `"5%"`, `"500up"`, or with
                the units written out.
            epochs: passes through the data set.
            samples: samples, over all workers.
            tokens: tokens, over all workers.
            percent: hundredths of the run, from 0 to 100.
            updates: optimizer updates.

        Raises:
            ScheduleError: if the amount is no number or not given once, or something that its unit
                needs is missing.

        Examples:
            >>> horizon = Horizon(batch_size=8, workers=4, sequence_length=2048, tokens=2e9)
            >>> horizon.length(percent=1).sentence
            '1% of 30,518 updates = 305.18, to the nearest: 305 updates'
            >>> horizon.length("1e8 tokens").steps
            1526
        """
        given = {
            "epochs": epochs,
            "samples": samples,
            "tokens": tokens,
            "percent": percent,
            "updates": updates,
        }
        given = {name: amount for name, amount in given.items() if amount is not None}
        if text is not None:
            amount, name = split(text)
            given = {**given, name: amount} if name not in given else {name: amount, "text": text}
        if len(given) != 1:
            raise ScheduleError(
                f"`length(...)` must be given one amount, got {len(given)}. Write "
                f"`length('10ep')` or `length(epochs=10)`."
            )
        ((name, amount),) = given.items()
        return self._length(name, amount)

    def _length(self, name: str, amount: Any) -> Length:
        value = exact(f"length({name}=...)", amount)
        steps = steps_of(self, name, value)
        return Length(steps, sentence(self, name, value, steps))

    # -- how it is done ------------------------------------------------------------------------

    @lazy
    def _counts(self) -> Stream | Loader | Growing:
        return counts_of(self)

    def _check_words(self) -> None:
        if not isinstance(self.drop_last, bool):
            raise ScheduleError(
                f"`Horizon(drop_last=...)` must be True or False, got {shown(self.drop_last)}. "
                f"Say what the loader does."
            )
        if self.leftover not in LEFTOVERS:
            raise ScheduleError(
                f"`Horizon(leftover=...)` must be a known word, got {shown(self.leftover)}. "
                f"{did_you_mean(str(self.leftover), LEFTOVERS)}"
            )
        if isinstance(self.batch_size, AbstractSchedule) and (
            self.drop_last or self.leftover != "update"
        ):
            raise ScheduleError(
                f"`Horizon(drop_last=..., leftover=...)` must be left out where `batch_size` "
                f"follows a schedule, got {self.drop_last} and {self.leftover!r}: batches that "
                f"grow run on over the end of an epoch. Leave both out."
            )

    def _check_ramp(self, ramp: AbstractSchedule) -> None:
        ramp.refuse_arrays("Horizon(batch_size=...)")
        low, high = ramp.floor_value, ramp.peak_value
        most = LARGEST // (self.workers * self.accumulation)
        if not 1 - 1e-9 <= low <= high <= most:  # 49 samples scaled by 1/49 are a little less
            raise ScheduleError(
                f"`Horizon(batch_size=...)` must be from 1 to {most:,} samples throughout, got a "
                f"schedule from {low:g} to {high:g}. Its values are samples of one worker in one "
                f"micro-batch."
            )
