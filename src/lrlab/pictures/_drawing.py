"""What is asked for, checked once for all media: which curves, with which labels, on which axes."""

from __future__ import annotations

import dataclasses
import math
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from lrlab._errors import ScheduleError, did_you_mean
from lrlab.pictures._curve import Curve, sample
from lrlab.pictures._palette import Style, palette
from lrlab.pictures._ticks import linear_ticks, log_ticks, number_text
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._description import HORIZON
from lrlab.schedules._rules import checked_steps, shown
from lrlab.schedules._written import spec_text

Schedules: TypeAlias = AbstractSchedule | Mapping[str, AbstractSchedule]

SCALES = ("linear", "log")
_DEEPEST = 1e-12  # of the highest rate: as far down as a log axis goes
_LONGEST = 500  # characters of a label
_ROOM = 0.04  # of the height: between the curves and the frame


@dataclasses.dataclass(frozen=True)
class Line:
    """One curve with its label and its look."""

    label: str
    style: Style
    curve: Curve | None  # None: the schedule has no updates

    def points(self) -> tuple[np.ndarray, np.ndarray]:
        """Updates and rates; nothing for a schedule of no updates."""
        if self.curve is None:
            return np.empty(0), np.empty(0)
        return self.curve.steps, self.curve.rates


@dataclasses.dataclass(frozen=True)
class Drawing:
    """Curves and the axes that hold them."""

    lines: tuple[Line, ...]
    log: bool
    unit: str
    end: int
    low: float
    high: float

    def rescaled(self, y: str) -> Drawing:
        """The same curves on another y axis."""
        low, high = _bounds([line.curve for line in self.lines if line.curve], y == "log")
        return dataclasses.replace(self, log=y == "log", low=low, high=high)

    @property
    def x_label(self) -> str:
        """What is counted, capitalized."""
        return self.unit[:1].upper() + self.unit[1:]

    def height(self, rates: np.ndarray) -> np.ndarray:
        """How high each rate is in the frame: 0 at the bottom, 1 at the top, NaN if masked."""
        low, high = self.low, self.high
        if not self.log:
            return (rates - low) / (high - low)
        with np.errstate(divide="ignore", invalid="ignore"):
            height = np.log(rates / low) / math.log(high / low)
        return np.where(rates > 0, np.maximum(height, 0.0), np.nan)

    def segments(self, line: Line) -> list[tuple[np.ndarray, np.ndarray]]:
        """The unbroken parts of a line: updates, and heights in the frame."""
        steps, rates = line.points()
        heights = self.height(rates)
        cuts = np.flatnonzero(np.diff(np.isfinite(heights).astype(int))) + 1
        parts = zip(np.split(steps, cuts), np.split(heights, cuts), strict=True)
        return [(x, y) for x, y in parts if y.size and np.isfinite(y[0])]

    def zero_marks(self, line: Line) -> list[tuple[float, float]]:
        """Where a log axis has to mark that the rate is 0 or below: from, to."""
        return line.curve.at_zero() if self.log and line.curve is not None else []

    def y_ticks(self, most: int) -> list[float]:
        """The rates that the axis names."""
        if not self.log:
            return linear_ticks(self.low, self.high, most)
        dark = all(line.curve is None or line.curve.lasting is None for line in self.lines)
        return [] if dark else log_ticks(self.low, self.high, most)

    def x_ticks(self, most: int) -> list[float]:
        """The updates that the axis names."""
        return linear_ticks(0, self.end, most, whole=True)

    def note(self, line: Line) -> str:
        """What the curve alone does not show, in a few words; empty if it shows all."""
        if line.curve is None:
            return f"no {self.unit}s"
        if not self.log:
            return ""
        if line.curve.zeros is not None:
            return self._zeros(line.curve)
        if line.curve.lowest < self.low:
            return f"falls to {number_text(line.curve.lowest, 2)}"
        return ""

    def _zeros(self, curve: Curve) -> str:
        zeros = curve.zeros
        assert zeros is not None
        rate = "rate 0 or below" if zeros.negative else "rate 0"
        if zeros.count == 1:
            return f"{rate} at {self.unit} {zeros.first}"
        if zeros.count == curve.length:
            return f"{rate} throughout"
        if zeros.last == curve.length - 1 and zeros.count == zeros.last - zeros.first + 1:
            return f"{rate} from {self.unit} {zeros.first} on"
        return f"{rate} at {zeros.count:,} {self.unit}s, first at {zeros.first}"


def drawing_of(
    schedules: Sequence[Schedules],
    *,
    labels: Sequence[str] | None = None,
    steps: int | None = None,
    y: str = "linear",
    unit: str = "update",
) -> Drawing:
    """The drawing of `schedules`, or a `ScheduleError` that says what is wrong with them."""
    named = named_schedules(schedules, labels)
    if y not in SCALES:
        raise ScheduleError(
            f"`y` must be a known scale, got {shown(y)}. {did_you_mean(str(y), SCALES)}"
        )
    lengths = lengths_of([schedule for _, schedule in named], steps)
    styles = palette(len(named))
    lines = tuple(
        Line(label, style, sample(schedule, length) if length else None)
        for (label, schedule), style, length in zip(named, styles, lengths, strict=True)
    )
    low, high = _bounds([line.curve for line in lines if line.curve is not None], y == "log")
    return Drawing(
        lines=lines,
        log=y == "log",
        unit=checked_text("unit", unit) or "update",
        end=max(1, *lengths),
        low=low,
        high=high,
    )


def named_schedules(
    schedules: Sequence[Schedules], labels: Sequence[str] | None = None
) -> list[tuple[str, AbstractSchedule]]:
    """Each schedule with its label: as given, or else as a person would write the schedule."""
    if len(schedules) == 1 and isinstance(schedules[0], Mapping):
        if labels is not None:
            raise ScheduleError(
                "`labels` must not be given with a mapping, whose keys are the labels. "
                "Leave `labels` out."
            )
        labels, schedules = list(schedules[0]), list(schedules[0].values())
    if not schedules:
        raise ScheduleError(
            "At least one schedule must be given to draw, got none. "
            "For one rate, use `Constant(value=...)`."
        )
    checked = [_checked(schedule) for schedule in schedules]
    if labels is None:
        return [(readable(spec_text(schedule)), schedule) for schedule in checked]
    if isinstance(labels, str) or len(labels) != len(checked):
        count = f"{shown(labels)}" if isinstance(labels, str) else f"{len(labels)} labels"
        raise ScheduleError(
            f"`labels` must be a list with one text for each of the {len(checked)} schedules, "
            f"got {count}. Give as many labels as schedules, or none."
        )
    return [
        (checked_text("labels", label), schedule)
        for label, schedule in zip(labels, checked, strict=True)
    ]


def lengths_of(schedules: Sequence[AbstractSchedule], steps: int | None) -> list[int]:
    """How many updates of each schedule are drawn.

    With `steps`, so many of each; a schedule that refuses to go on after its end stops there.
    Otherwise the whole of it, and of an endless one as much as of the longest other.
    """
    if steps is not None:
        length = checked_steps("steps", steps)
        if length < 1:
            raise ScheduleError(
                f"`steps` must be at least 1 update to draw, got {steps}. Leave it out to draw all."
            )
        return [_reach(schedule, length) for schedule in schedules]
    ends = [schedule.total_steps for schedule in schedules]
    horizon = max((end for end in ends if end), default=HORIZON)
    return [horizon if end is None else end for end in ends]


def checked_text(name: str, text: Any) -> str:
    """`text` without the characters that no document may hold; it must be a text."""
    if not isinstance(text, str):
        raise ScheduleError(f"`{name}` must be text, got {shown(text)}. Write it in quotes.")
    return readable(text)


def readable(text: str) -> str:
    """`text` in one line of a sensible length, without control characters.

    Examples:
        >>> readable("two" + chr(10) + "lines")
        'two lines'
    """
    plain = " ".join(text.split())
    plain = "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs", "Cn") else c for c in plain)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _checked(schedule: Any) -> AbstractSchedule:
    if isinstance(schedule, AbstractSchedule):
        return schedule
    remedy = "For one rate, use `Constant(value=...)`; for a function of your own, `Function`."
    if isinstance(schedule, (list, tuple)):
        remedy = "Hand the schedules over one by one, as in `plot(*schedules)`."
    if isinstance(schedule, Mapping):
        remedy = "A mapping of labels to schedules comes alone."
    if isinstance(schedule, str):
        remedy = "A text becomes a schedule with `lrlab.parse(...)`."
    raise ScheduleError(f"Only schedules can be drawn, got {shown(schedule)}. {remedy}")


def _reach(schedule: AbstractSchedule, length: int) -> int:
    end = schedule.total_steps
    if end is None or length <= end:
        return length
    try:
        schedule(length - 1)
    except ScheduleError:
        return end
    return length


def _bounds(curves: Sequence[Curve], log: bool) -> tuple[float, float]:
    """The lowest and the highest rate of the frame, with some room."""
    low = min((curve.lowest for curve in curves), default=0.0)
    high = max((curve.highest for curve in curves), default=1.0)
    if log:
        lasting = [curve.lasting for curve in curves if curve.lasting is not None]
        if not lasting:
            return 0.1, 1.0
        low = max(min(lasting), high * _DEEPEST)
        room = max((high / low) ** _ROOM, 3.0 if high / low < 1.5 else 1.0)
        return low / room, high * room
    low = min(low, 0.0)
    if high <= low:
        return low, low + 1.0
    room = _ROOM * (high - low)
    return (low - room if low < 0 else 0.0), high + room
