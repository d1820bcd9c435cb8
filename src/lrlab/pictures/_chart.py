"""A chart of a page: its data as JSON, its caption, and its numbers as a table."""

from __future__ import annotations

import dataclasses
import html
import json
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.pictures._drawing import readable
from lrlab.pictures._palette import Style, palette
from lrlab.pictures._ticks import linear_ticks, log_ticks, number_text
from lrlab.schedules._rules import shown

_ROWS = 9  # of the table of numbers, where there are many more
_MOST_ROWS = 200
_NUDGE = 0.001  # of the way to the point before: where a jump begins
_SHORTEST = 120


@dataclasses.dataclass(frozen=True, eq=False)
class Series:
    """One curve of a chart.

    Args:
        label: its name in the legend.
        x: where its points are, not falling; twice the same for a jump.
        y: their heights; None or NaN is a gap.
        low: lower edge of a band around the curve.
        high: upper edge of the band.
        style: color and dash; by default the next of the palette.
        points: whether to mark each point.
        line: whether to join them.
        note: a few words behind the label, such as "rate 0 at update 0".
        at: the exact height at any x, for the table of numbers; by default read off the line.
    """

    label: str
    x: Sequence[float] | np.ndarray
    y: Sequence[float | None] | np.ndarray
    low: Sequence[float | None] | np.ndarray | None = None
    high: Sequence[float | None] | np.ndarray | None = None
    style: Style | None = None
    points: bool = False
    line: bool = True
    note: str = ""
    at: Callable[[np.ndarray], Any] | None = None


def chart(
    series: Sequence[Series],
    *,
    x_label: str,
    y_label: str,
    title: str | None = None,
    caption: str | None = None,
    x_log: bool = False,
    y_log: bool = False,
    y_low: float | None = None,
    y_zero: bool = False,
    x_high: float | None = None,
    exact: bool = True,
    height: int = 380,
) -> str:
    """The HTML of an interactive chart, for `page`.

    Drag to zoom, double-click for the whole, arrow keys or the pointer to read values off; the
    legend turns curves on and off, and a button changes between a linear and a log y axis. The
    numbers are below it as a table, for readers of every kind.

    Args:
        series: the curves; the lengths of `x`, `y`, `low` and `high` of each agree.
        x_label: what x is, with its unit.
        y_label: what y is, with its unit.
        title: above the chart.
        caption: below it, in sentences.
        x_log: whether x is logarithmic; values at or below 0 are left out then.
        y_log: whether y begins logarithmic. Values at or below 0 are marked at the lower edge.
        y_low: how far down a log y axis goes; by default to the lowest value.
        y_zero: whether a linear y axis always begins at 0.
        x_high: how far the x axis goes at least.
        exact: whether values read off between the points may show four digits; else three.
        height: pixels of the drawing.

    Raises:
        ScheduleError: if there is no series, or lengths do not agree.

    Examples:
        >>> html = chart([Series("a", [0, 1], [2.0, 3.0])], x_label="Update", y_label="Loss")
        >>> html.startswith('<figure class="chart"'), "<table>" in html
        (True, True)
    """
    if not series:
        raise ScheduleError("`chart(series=...)` must hold at least one series, got none.")
    if not isinstance(height, int) or height < _SHORTEST:
        raise ScheduleError(
            f"`chart(height=...)` must be a whole number of pixels, at least {_SHORTEST}, got "
            f"{shown(height)}. Usual is 380."
        )
    plain = [_Plain(one, style) for one, style in zip(series, palette(len(series)), strict=True)]
    data = {
        "x": readable(x_label),
        "y": readable(y_label),
        "xLog": x_log,
        "yLog": y_log,
        "yLow": None if y_low is None else _number(y_low, 6),
        "yZero": y_zero,
        "xHigh": x_high,
        "exact": exact,
        "height": height,
        "series": _shared([one.data() for one in plain]),
    }
    spoken = f"{title or y_label} against {x_label}: {'; '.join(one.label for one in plain)}"
    heading = f'<div class="chart-title">{_text(title)}</div>' if title else ""
    words = f"<p>{_text(caption)}</p>" if caption else ""
    return (
        f'<figure class="chart" style="--height:{height}px">{heading}'
        f'<div class="chart-plot" role="img" tabindex="0" aria-label="{_text(spoken)}"></div>'
        f'<script type="application/json">{_json(data)}</script>'
        f"<figcaption>{words}{_numbers(plain, x_label, x_log)}</figcaption></figure>"
    )


class _Plain:
    """A series as arrays that agree in length."""

    def __init__(self, series: Series, style: Style) -> None:
        self.series = series
        self.label = readable(series.label)
        self.style = series.style or style
        self.x = _array(series.x)
        self.y = _array(series.y)
        self.low = None if series.low is None else _array(series.low)
        self.high = None if series.high is None else _array(series.high)
        for name in ("y", "low", "high"):
            values = getattr(self, name)
            if values is not None and values.size != self.x.size:
                raise ScheduleError(
                    f"`Series({name}=...)` must be as long as `x`, got {values.size} for "
                    f"{self.x.size} in {shown(self.label)}. Give each point both."
                )
        if (self.low is None) != (self.high is None):
            raise ScheduleError(
                f"`Series(low=..., high=...)` must both be given, got one in {shown(self.label)}."
            )
        if not np.isfinite(self.x).all() or (np.diff(self.x) < 0).any():
            raise ScheduleError(
                f"`Series(x=...)` must be finite and not falling, got {shown(self.label)} "
                f"otherwise. Sort its points by x."
            )

    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "label": self.label,
            "color": self.style.color,
            "x": [_number(x, 10) for x in _apart(self.x)],
            "y": [_number(y, 6) for y in self.y],
        }
        if self.low is not None and self.high is not None:
            found["low"] = [_number(y, 6) for y in self.low]
            found["high"] = [_number(y, 6) for y in self.high]
        if self.style.dash:
            found["dash"] = self.style.dash
        if self.series.note:
            found["note"] = readable(self.series.note)
        if self.series.points:
            found["points"] = True
        if not self.series.line:
            found["line"] = False
        return found

    def height(self, x: np.ndarray) -> np.ndarray:
        """What the table says at `x`; NaN where the series has nothing."""
        if not self.x.size:
            return np.full(x.size, np.nan)
        inside = (x >= self.x[0]) & (x <= self.x[-1])
        if self.series.at is not None:
            exact = np.full(x.size, np.nan)
            exact[inside] = self.series.at(x[inside])
            return exact
        if self.series.points:
            known = {float(a): b for a, b in zip(self.x, self.y, strict=True)}
            return np.array([known.get(float(a), np.nan) for a in x])
        return np.where(inside, np.interp(x, self.x, self.y), np.nan)


def _numbers(series: list[_Plain], x_label: str, x_log: bool) -> str:
    """The chart as a table, folded."""
    x = _telling(series, x_log)
    columns = [one.height(x) for one in series]
    head = "".join(f'<th scope="col">{_text(one.label)}</th>' for one in series)
    rows = "".join(
        f'<tr><th scope="row">{number_text(at)}</th>'
        + "".join(f"<td>{_cell(column[row])}</td>" for column in columns)
        + "</tr>"
        for row, at in enumerate(x)
    )
    return (
        '<details class="numbers"><summary>Numbers</summary><div class="wide"><table><thead><tr>'
        f'<th scope="col">{_text(x_label)}</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
        "</div></details>"
    )


def _telling(series: list[_Plain], x_log: bool) -> np.ndarray:
    """The x of the table: all of marked points or of few, else round ones and both ends."""
    every = np.unique(np.concatenate([one.x for one in series]))
    if every.size <= 2 * _ROWS or any(one.series.points for one in series):
        return every[:_MOST_ROWS]
    low, high = float(every[0]), float(every[-1])
    if x_log and high > 0:
        ticks = log_ticks(float(every[every > 0][0]), high, _ROWS)
    else:
        ticks = linear_ticks(low, high, _ROWS)
    return np.unique([low, *ticks, high])


def _cell(value: float) -> str:
    return "–" if math.isnan(value) else number_text(float(value), 4)


def _array(values: Any) -> np.ndarray:
    if isinstance(values, np.ndarray) and values.dtype.kind in "iuf":
        array = values.astype(np.float64)
    else:
        array = np.array([math.nan if one is None else one for one in values], dtype=np.float64)
    return array.reshape(-1)


def _apart(x: np.ndarray) -> np.ndarray:
    """The same x with no two alike: the left one of a jump moves a little to the left."""
    x = x.copy()
    for index in np.flatnonzero(x[1:] == x[:-1]):
        gap = x[index] - x[index - 1] if index and x[index] > x[index - 1] else 1.0
        x[index] -= _NUDGE * gap
    return x


def _shared(series: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """An x that an earlier series has too is replaced by that one's number."""
    known: dict[tuple[Any, ...], int] = {}
    for number, one in enumerate(series):
        first = known.setdefault(tuple(one["x"]), number)
        if first != number:
            one["x"] = first
    return series


def _number(value: float, digits: int) -> int | float | None:
    if not math.isfinite(value):
        return None
    short = float(f"{value:.{digits}g}")
    return int(short) if short == int(short) and abs(short) < 1e15 else short


def _json(data: Any) -> str:
    """JSON that no HTML parser can mistake for a tag."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _text(text: str | None) -> str:
    return html.escape(readable(text or ""))
