"""At which updates two schedules differ, and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np

from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._bounds import last_point
from lrlab.schedules._description import HORIZON, LONGEST, checked_look
from lrlab.schedules._rules import checked_schedule, same_value
from lrlab.schedules._written import spec_text
from lrlab.schedules.compositions import Sequence
from lrlab.schedules.recipes import Recipe, parameters_of

_SAME = 1e-9  # of the higher peak: what counts as the same rate
_SHOWN = 5  # how many stretches a text names
_KEPT = 1000  # and how many are kept
_SHIFTS = (1, -1, 2, -2)  # updates by which schedules are commonly off


@dataclasses.dataclass(frozen=True)
class Difference:
    """How two schedules differ; `print` shows it as sentences, and it is true if they do.

    Attributes:
        steps: how many updates were looked at, from 0 on.
        count: how many of them have different rates.
        stretches: the updates that differ, as (first, last) pairs; the first thousand.
        stretch_count: how many there are.
        largest: the largest difference of two rates.
        largest_step: the first update where it occurs; None if none differs.
        rates: the rates of both there.
        reasons: why, one sentence each, the most telling first.
    """

    steps: int
    count: int
    stretches: tuple[tuple[int, int], ...]
    stretch_count: int
    largest: float
    largest_step: int | None
    rates: tuple[float, float] | None
    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.count > 0

    def as_dict(self) -> dict[str, Any]:
        """The facts as plain data, for JSON."""
        return dataclasses.asdict(self)

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    def sentences(self) -> list[str]:
        """The facts, one sentence each."""
        if self.rates is None:
            return [f"the same rate at each of {self.steps:,} updates", *self.reasons]
        shown = ", ".join(
            f"{first}" if first == last else f"{first} to {last}"
            for first, last in self.stretches[:_SHOWN]
        )
        more = self.stretch_count - _SHOWN
        shown += f" and {more} more stretches" if more > 0 else ""
        one, other = self.rates
        return [
            f"{self.count:,} of {self.steps:,} updates differ: {shown}",
            f"most at update {self.largest_step}: {one:.6g} against {other:.6g}",
            *self.reasons,
        ]


def diff(one: AbstractSchedule, other: AbstractSchedule, *, steps: int | None = None) -> Difference:
    """At which updates two schedules have different rates, and why.

    Rates that differ by less than a billionth of the higher peak are the same.

    Args:
        one: a schedule.
        other: another.
        steps: how many updates to look at; by default the longer length and half as much after
            it, where schedules that ended may go different ways; at most 20 million.

    Raises:
        ScheduleError: if one of them is no schedule, or `steps` no number of updates or
            too many.

    Examples:
        >>> from lrlab.schedules import Cosine, cosine_annealing, warmup_cosine
        >>> one = warmup_cosine(peak_value=0.1, total_steps=1000, warmup_steps=10)
        >>> print(diff(one, warmup_cosine(peak_value=0.1, total_steps=1000, warmup_steps=100)))
        999 of 1,500 updates differ: 1 to 999
        most at update 10: 0.1 against 0.01
        warmup_steps: 10 against 100
        >>> cosine = Cosine(init_value=0.1, steps=100)
        >>> print(diff(cosine, cosine.scaled(0.5)))
        100 of 150 updates differ: 0 to 99
        most at update 0: 0.1 against 0.05
        the second is the first times 0.5
        >>> bool(diff(cosine, cosine_annealing(init_value=0.1, total_steps=100)))
        False
    """
    one = checked_schedule("diff(one=...)", one)
    other = checked_schedule("diff(other=...)", other)
    for schedule in (one, other):
        schedule.refuse_arrays("diff")
    looked = _usual(one, other) if steps is None else checked_look("diff(steps=...)", steps)
    ours, theirs = (_rates(schedule, looked) for schedule in (one, other))
    tiny = _SAME * max(np.max(ours, initial=0.0), np.max(theirs, initial=0.0))
    gap = abs(ours - theirs)
    differs = gap > tiny
    count = int(np.count_nonzero(differs))
    worst = int(np.argmax(gap >= gap.max() - tiny)) if count else None
    edges = np.flatnonzero(np.diff(np.concatenate(([False], differs, [False])).astype(np.int8)))
    stretches = edges[: 2 * _KEPT].reshape(-1, 2).tolist()
    return Difference(
        steps=looked,
        count=count,
        stretches=tuple((first, after - 1) for first, after in stretches),
        stretch_count=len(edges) // 2,
        largest=0.0 if worst is None else float(gap.max()),
        largest_step=worst,
        rates=None if worst is None else (float(ours[worst]), float(theirs[worst])),
        reasons=tuple(dict.fromkeys(_reasons(one, other, ours, theirs, tiny))) if count else (),
    )


def _usual(*schedules: AbstractSchedule) -> int:
    """The longer length and half as much, but no update that one of them refuses."""
    lengths = [HORIZON if s.total_steps is None else s.total_steps for s in schedules]
    refused = [s.total_steps for s in schedules if last_point(s) != float(s.total_steps or 0)]
    wanted = max(lengths) + (max(lengths) + 1) // 2
    return min([wanted, LONGEST, *(end for end in refused if end is not None)])


def _rates(schedule: AbstractSchedule, steps: int) -> np.ndarray:
    return np.asarray(schedule(np.arange(steps)), dtype=np.float64)


def _reasons(
    one: AbstractSchedule, other: AbstractSchedule, ours: Any, theirs: Any, tiny: float
) -> Iterator[str]:
    """Why, as far as can be told: a factor, a shift, other arguments, another length."""
    ends = [s.total_steps for s in (one, other) if s.total_steps is not None]
    if len(ends) == 2 and not np.any((abs(ours - theirs) > tiny)[: max(ends)]):
        yield f"they differ only after the end, from update {max(ends)} on"
    told = [*_factor(ours, theirs, tiny), *_shift(ours, theirs, tiny)]
    yield from told or _arguments(one, other)
    if one.total_steps != other.total_steps:
        lengths = ("no end" if s.total_steps is None else s.total_steps for s in (one, other))
        yield "total_steps: {} against {}".format(*lengths)


def _factor(ours: Any, theirs: Any, tiny: float) -> Iterator[str]:
    at = int(np.argmax(abs(ours)))
    if not ours[at] or not theirs[at]:
        return
    factor = theirs[at] / ours[at]
    if np.all(abs(theirs - factor * ours) <= tiny):
        yield f"the second is the first times {factor:.6g}"


def _shift(ours: Any, theirs: Any, tiny: float) -> Iterator[str]:
    for shift in _SHIFTS:
        size = abs(shift)
        if len(ours) < 4 * size or np.ptp(ours) <= tiny:
            continue
        late, early = (ours, theirs) if shift > 0 else (theirs, ours)
        if np.all(abs(late[size:] - early[:-size]) <= tiny):
            word = "ahead of" if shift > 0 else "behind"
            updates = "1 update" if size == 1 else f"{size} updates"
            yield f"the second is {updates} {word} the first"
            return


def _arguments(one: AbstractSchedule, other: AbstractSchedule) -> Iterator[str]:
    """What was written differently."""
    if one.kind != other.kind:
        yield f"{one.kind} against {other.kind}"
        return
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        yield from _pieces(one, other)
        return
    left, right = one.arguments(), other.arguments()
    for name in dict.fromkeys((*left, *right)):
        ours, theirs = (_argument(schedule, name) for schedule in (one, other))
        if isinstance(ours, AbstractSchedule) and isinstance(theirs, AbstractSchedule):
            yield from _arguments(ours, theirs)
        elif not same_value(ours, theirs) and ours != theirs:
            yield f"{name}: {_shown(ours)} against {_shown(theirs)}"


def _pieces(one: Sequence, other: Sequence) -> Iterator[str]:
    if len(one.pieces) != len(other.pieces):
        yield f"{len(one.pieces)} pieces against {len(other.pieces)}"
        return
    for number, (ours, theirs) in enumerate(zip(one.pieces, other.pieces, strict=True)):
        if ours != theirs:
            yield from (f"piece {number}: {reason}" for reason in _arguments(ours, theirs))


def _argument(schedule: AbstractSchedule, name: str) -> Any:
    """The value of an argument, or the default that it has where it was left out."""
    if isinstance(schedule, Recipe):
        return schedule.arguments().get(name, parameters_of(schedule.name)[name].default)
    return getattr(schedule, name)


def _shown(value: Any) -> str:
    text = spec_text(value) if isinstance(value, AbstractSchedule) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
