"""What is worth knowing of a schedule before training with it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import last_point
from lrlab.schedules._rules import checked_steps
from lrlab.schedules._written import spec_text
from lrlab.schedules.compositions import Scaled, Sequence

HORIZON = 10_000  # updates that are looked at of a schedule without end
LONGEST = 20_000_000  # and of a very long one, unless told otherwise
_AT_ONCE = 1 << 20
_SHOWN = 8  # how many jumps and pieces a text names one by one
_TINY = 1e-12  # of the peak: what counts as reached
_LEAP = 1e-4  # of the peak: what counts as a jump
_BEFORE = 2.0**-20  # of an update: how far before an update the rate it jumps from is read


@dataclasses.dataclass(frozen=True)
class Jump:
    """A discontinuity: the rate comes to `before` and is `after` from update `step` on."""

    step: int
    before: float
    after: float


@dataclasses.dataclass(frozen=True)
class Piece:
    """A piece of a schedule: updates `start` to `stop - 1` (None: without end) and its ends."""

    kind: str
    start: int
    stop: int | None
    init_value: float
    end_value: float


@dataclasses.dataclass(frozen=True)
class Description:
    """The facts about a schedule; `print` shows them as sentences.

    Attributes:
        text: the schedule as a person would write it.
        total_steps: its length in updates, None without end.
        steps: how many updates were looked at.
        peak_value: least upper bound of the rate.
        peak_step: first update at the peak; None if no update reaches it.
        floor_value: greatest lower bound of the rate.
        floor_step: first update at the floor; None if no update reaches it.
        highest_rate: highest rate of an update.
        lowest_rate: lowest rate of an update.
        zero_steps: how many updates train at rate 0.
        first_zero_step: the first of them.
        negative_steps: how many updates have a negative rate; after the end, an `extrapolate` is
            followed for as long again.
        first_negative_step: the first of them.
        jump_count: how many jumps there are.
        jumps: the first of the jumps.
        integral: sum of the rates of all updates.
        pieces: the pieces, one after another.
    """

    text: str
    total_steps: int | None
    steps: int
    peak_value: float
    peak_step: int | None
    floor_value: float
    floor_step: int | None
    highest_rate: float
    lowest_rate: float
    zero_steps: int
    first_zero_step: int | None
    negative_steps: int
    first_negative_step: int | None
    jump_count: int
    jumps: tuple[Jump, ...]
    integral: float
    pieces: tuple[Piece, ...]

    def as_dict(self) -> dict[str, Any]:
        """The facts as plain data, for JSON."""
        return dataclasses.asdict(self)

    def __str__(self) -> str:
        return "\n".join([self.text, *self.sentences()])

    def sentences(self) -> list[str]:
        """The facts, one sentence each."""
        length = "no end" if self.total_steps is None else _updates(self.total_steps)
        looked = "" if self.steps == self.total_steps else f"; looked at {_updates(self.steps)}"
        lines = [
            length + looked,
            self._bound("peak", self.peak_value, self.peak_step, "highest", self.highest_rate),
            self._bound("floor", self.floor_value, self.floor_step, "lowest", self.lowest_rate),
            *self._oddities(),
        ]
        mean = f" (mean {_number(self.integral / self.steps)})" if self.steps else ""
        these = f"the first {self.steps:,} rates" if self._is_cut else "the rates"
        lines.append(f"sum of {these} {_number(self.integral)}{mean}")
        lines += [_piece_text(piece) for piece in self.pieces[:_SHOWN]]
        if len(self.pieces) > _SHOWN:
            lines.append(f"and {len(self.pieces) - _SHOWN} more pieces")
        return lines

    def _bound(self, name: str, bound: float, step: int | None, word: str, rate: float) -> str:
        if step is not None:
            return f"{name} {_number(bound)}, reached at update {step}"
        where = f"not among the first {_updates(self.steps)}" if self._is_cut else "never reached"
        return f"{name} {_number(bound)}, {where}: the {word} rate is {_number(rate)}"

    @property
    def _is_cut(self) -> bool:
        """Whether there are updates that were not looked at."""
        return self.total_steps is None or self.steps < self.total_steps

    def _oddities(self) -> list[str]:
        lines: list[str] = []
        if self.zero_steps == 1:
            lines.append(f"update {self.first_zero_step} trains at rate 0")
        elif self.zero_steps:
            lines.append(
                f"{self.zero_steps} updates train at rate 0, the first is {self.first_zero_step}"
            )
        if self.negative_steps:
            lines.append(
                f"{self.negative_steps} updates have a negative rate, the first is "
                f"{self.first_negative_step}"
            )
        lines += [
            f"jumps from {_number(jump.before)} to {_number(jump.after)} at update {jump.step}"
            for jump in self.jumps
        ]
        if self.jump_count > len(self.jumps):
            lines.append(f"and {self.jump_count - len(self.jumps)} more jumps")
        return lines


def describe(schedule: AbstractSchedule, *, steps: int | None = None) -> Description:
    """The facts about `schedule`, from every update up to `steps`."""
    schedule.refuse_arrays("describe")
    total = schedule.total_steps
    if steps is None:
        steps = HORIZON if total is None else min(total, LONGEST)
    looked = checked_look("describe(steps=...)", steps)
    peak, floor = schedule.peak_value, schedule.floor_value
    facts = _Facts(schedule, peak, floor)
    for start in range(0, looked, _AT_ONCE):
        facts.look(start, min(start + _AT_ONCE, looked))
    if total is not None:
        facts.look_for_negatives(total, total + min(total, LONGEST))
    return Description(
        text=spec_text(schedule),
        total_steps=total,
        steps=looked,
        peak_value=peak,
        peak_step=facts.peak_step,
        floor_value=floor,
        floor_step=facts.floor_step,
        highest_rate=facts.highest if looked else peak,
        lowest_rate=facts.lowest if looked else floor,
        zero_steps=facts.zeros,
        first_zero_step=facts.first_zero,
        negative_steps=facts.negatives,
        first_negative_step=facts.first_negative,
        jump_count=facts.jump_count,
        jumps=tuple(facts.jumps),
        integral=math.fsum(facts.sums),
        pieces=_pieces(schedule, looked, facts.tiny),
    )


def checked_look(where: str, steps: Any) -> int:
    """How many updates to look at, one by one: not more than can be.

    Raises:
        ScheduleError: if it is no number of updates, or too many.
    """
    looked: int = checked_steps(where, steps)
    if looked > LONGEST:
        raise ScheduleError(
            f"`{where}` must be at most {LONGEST:,} updates, got {looked}. Look at a slice, as in "
            f"`schedule.slice(start=...)`."
        )
    return looked


class _Facts:
    """What is gathered while the updates are looked at, a block at a time."""

    def __init__(self, schedule: AbstractSchedule, peak: float, floor: float) -> None:
        self.schedule = schedule
        self.peak, self.floor = peak, floor
        self.tiny = _TINY * peak if math.isfinite(peak) else 0.0
        self.peak_step: int | None = None
        self.floor_step: int | None = None
        self.highest, self.lowest = -math.inf, math.inf
        self.zeros = self.negatives = self.jump_count = 0
        self.first_zero: int | None = None
        self.first_negative: int | None = None
        self.jumps: list[Jump] = []
        self.sums: list[float] = []

    def look(self, start: int, stop: int) -> None:
        steps = np.arange(start, stop)
        rates = np.asarray(self.schedule(steps), dtype=np.float64)
        if np.isnan(rates).any():
            raise ScheduleError(
                f"`describe` needs a rate for every update, got nan at update "
                f"{start + int(np.argmax(np.isnan(rates)))} of `{self.schedule.kind}`. Look at its "
                f"formula there."
            )
        self.sums.append(math.fsum(rates) if stop - start <= HORIZON else float(rates.sum()))
        self.highest = max(self.highest, float(rates.max()))
        self.lowest = min(self.lowest, float(rates.min()))
        self.peak_step = _first(self.peak_step, start, rates >= self.peak - self.tiny)
        self.floor_step = _first(self.floor_step, start, rates <= self.floor + self.tiny)
        self.first_zero = _first(self.first_zero, start, rates == 0.0)
        self.zeros += int(np.count_nonzero(rates == 0.0))
        self._count_negatives(start, rates)
        self._look_for_jumps(steps, rates)

    def look_for_negatives(self, start: int, stop: int) -> None:
        for low in range(start, stop, _AT_ONCE):
            try:
                rates = np.asarray(self.schedule(np.arange(low, min(low + _AT_ONCE, stop))))
            except ValueError:  # the schedule raises after its end
                return
            self._count_negatives(low, rates)

    def _count_negatives(self, start: int, rates: np.ndarray) -> None:
        self.first_negative = _first(self.first_negative, start, rates < 0.0)
        self.negatives += int(np.count_nonzero(rates < 0.0))

    def _look_for_jumps(self, steps: np.ndarray, rates: np.ndarray) -> None:
        if steps[0] == 0:
            steps, rates = steps[1:], rates[1:]
        before = np.asarray(self.schedule(steps - _BEFORE), dtype=np.float64)
        leaps = np.flatnonzero(abs(rates - before) > _LEAP * self.highest)
        self.jump_count += leaps.size
        for index in leaps[: max(_SHOWN - len(self.jumps), 0)]:
            sides = (_clean(float(x[index]), self.tiny) for x in (before, rates))
            self.jumps.append(Jump(int(steps[index]), *sides))


def _first(known: int | None, start: int, mask: np.ndarray) -> int | None:
    if known is not None or not mask.any():
        return known
    return start + int(np.argmax(mask))


def _clean(rate: float, tiny: float) -> float:
    """The rate, without the dust that rounding leaves of a zero."""
    return 0.0 if abs(rate) <= tiny else rate


def _pieces(schedule: AbstractSchedule, steps: int, tiny: float) -> tuple[Piece, ...]:
    whole = Sequence(pieces=tuple(_in_pieces(schedule.expanded())))
    found: list[Piece] = []
    for piece, start in zip(whole.pieces, whole.starts, strict=True):
        length = piece.total_steps
        if length == 0 and len(whole.pieces) > 1:
            continue
        stop = None if length is None else start + length
        end = piece(max(steps - start, 0) if length is None else last_point(piece))
        ends = (_clean(float(rate), tiny) for rate in (piece(0), end))
        found.append(Piece(_kind_of(piece), start, stop, *ends))
    return tuple(found)


def _in_pieces(schedule: AbstractSchedule) -> Iterator[AbstractSchedule]:
    """The pieces that a person sees: those of what was scaled, scaled."""
    if isinstance(schedule, Sequence):
        for piece in schedule.pieces:
            yield from _in_pieces(piece.expanded())
    elif isinstance(schedule, Scaled):
        inner = _in_pieces(schedule.schedule.expanded())
        yield from (piece.scaled(schedule.factor) for piece in inner)
    else:
        yield schedule


def _kind_of(piece: AbstractSchedule) -> str:
    inner = piece.expanded()
    return _kind_of(inner.schedule) if isinstance(inner, Scaled) else inner.kind


def _piece_text(piece: Piece) -> str:
    where = f"from update {piece.start} on"
    if piece.stop is not None:
        where = f"updates {piece.start} to {piece.stop - 1}"
    if piece.kind == "constant":
        return f"{where}: {piece.kind}, {_number(piece.init_value)}"
    return f"{where}: {piece.kind}, {_number(piece.init_value)} to {_number(piece.end_value)}"


def _updates(count: int) -> str:
    return "1 update" if count == 1 else f"{count:,} updates"


def _number(value: float) -> str:
    return f"{value:.6g}"
