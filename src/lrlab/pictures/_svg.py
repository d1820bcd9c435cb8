"""Schedules as an SVG, without any library: what a notebook shows for a schedule."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from xml.sax.saxutils import escape

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.pictures._curve import simplified
from lrlab.pictures._drawing import Drawing, Line, Schedules, checked_text, drawing_of
from lrlab.pictures._palette import Style
from lrlab.pictures._ticks import count_text, number_text
from lrlab.schedules._rules import shown

# A gray that reads on white and on dark: notebooks do not tell a picture which of them it is on.
_INK = "#767676"
_FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
_SMALLEST, _LARGEST = 120, 10_000
_LEFT, _RIGHT, _TOP, _BOTTOM = 66, 16, 14, 40  # pixels around the frame
_TITLE = 24
_ROW = 19  # of the legend
_LINE = 15  # within an entry of the legend
_SWATCH = 30
_MOST_ROWS = 3
_MARK = 4.0
_TOLERANCE = 0.1


def svg(
    *schedules: Schedules,
    labels: Sequence[str] | None = None,
    steps: int | None = None,
    y: str = "linear",
    title: str | None = None,
    width: int = 640,
    height: int = 320,
    unit: str = "update",
) -> str:
    """Draw schedules as an SVG document.

    The background is transparent, and all inks read on white and on dark. The legend is below
    the axes. On a log axis, updates at rate 0 are marked at the lower edge and named in the legend.

    Args:
        schedules: what is drawn; or one mapping of labels to schedules.
        labels: a text for each schedule.
        steps: how many updates to draw of each, as for `plot`.
        y: `"linear"` or `"log"`.
        title: above the axes.
        width: pixels, from 120 to 10,000.
        height: pixels without the legend, which adds a line or more; from 120 to 10,000.
        unit: what the x axis counts.

    Raises:
        ScheduleError: if something is no schedule, or an argument breaks its rule.

    Examples:
        >>> from lrlab.schedules import linear_to_zero
        >>> picture = svg(linear_to_zero(peak_value=0.1, total_steps=100))
        >>> picture.startswith("<svg "), len(picture) < 4000
        (True, True)
    """
    drawing = drawing_of(schedules, labels=labels, steps=steps, y=y, unit=unit)
    heading = "" if title is None else checked_text("title", title)
    frame = _Frame(
        drawing,
        _LEFT,
        _TOP + (_TITLE if heading else 0),
        _checked_size("width", width) - _RIGHT,
        _checked_size("height", height) - _BOTTOM,
    )
    entries, total = _legend(drawing, width, height)
    parts = [
        f"<title>{escape(_spoken(drawing, heading))}</title>",
        _title(heading, width),
        *frame.grid(),
        *(frame.curve(line) for line in drawing.lines),
        *frame.zero_marks(),
        *entries,
    ]
    body = "\n".join(part for part in parts if part)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{total}" '
        f'viewBox="0 0 {width} {total}" role="img" font-family="{_FONT}" font-size="12" '
        f'fill="{_INK}">\n{body}\n</svg>\n'
    )


class _Frame:
    """The rectangle of the axes, and where rates and updates are in it."""

    def __init__(
        self, drawing: Drawing, left: float, top: float, right: float, bottom: float
    ) -> None:
        self.drawing = drawing
        self.left, self.top, self.right, self.bottom = left, top, right, bottom

    def x(self, steps: np.ndarray) -> np.ndarray:
        return self.left + steps / self.drawing.end * (self.right - self.left)

    def y(self, heights: np.ndarray) -> np.ndarray:
        return self.bottom - np.clip(heights, 0, 1) * (self.bottom - self.top)

    def grid(self) -> list[str]:
        """Thin lines, the numbers, and the names of the axes."""
        rates = self.drawing.y_ticks(max(2, round((self.bottom - self.top) / 40)))
        ticks = self.drawing.x_ticks(max(2, round((self.right - self.left) / 80)))
        heights = self.y(self.drawing.height(np.array(rates)))
        places = self.x(np.array(ticks))
        lines = "".join(f"M{self.left} {_px(y)}H{self.right}" for y in heights)
        marks = "".join(f"M{_px(x)} {self.bottom}v4" for x in places)
        middle = (self.top + self.bottom) / 2
        return [
            f'<path d="{lines}" stroke="{_INK}" stroke-opacity=".25" fill="none"/>',
            f'<path d="M{self.left} {self.bottom}H{self.right}{marks}" stroke="{_INK}" '
            f'fill="none"/>',
            '<g text-anchor="end">'
            + "".join(
                f'<text x="{self.left - 7}" y="{_px(y + 4)}">{number_text(rate)}</text>'
                for rate, y in zip(rates, heights, strict=True)
            )
            + "</g>",
            '<g text-anchor="middle">'
            + "".join(
                f'<text x="{_px(x)}" y="{self.bottom + 17}">{count_text(tick, ticks[-1])}</text>'
                for tick, x in zip(ticks, places, strict=True)
            )
            + f'<text x="{_px((self.left + self.right) / 2)}" y="{self.bottom + 34}">'
            f"{escape(self.drawing.x_label)}</text>"
            f'<text transform="translate(14 {_px(middle)}) rotate(-90)">Learning rate</text></g>',
        ]

    def curve(self, line: Line) -> str:
        """The unbroken parts of a line as one path; a part of one update is a dot."""
        path, dots = [], []
        for steps, heights in self.drawing.segments(line):
            x, y = self.x(steps), self.y(heights)
            if x.size == 1:
                dots.append(f'<circle cx="{_px(x[0])}" cy="{_px(y[0])}" r="3"/>')
                continue
            keep = simplified(x, y, _TOLERANCE)
            path.append(_path(x[keep], y[keep]))
        drawn = f'<path d="{"".join(path)}" {_stroke(line.style)}/>' if path else ""
        held = f'<g fill="{line.style.color}">{"".join(dots)}</g>' if dots else ""
        return drawn + held

    def zero_marks(self) -> list[str]:
        """Triangles on the lower edge, one row for each curve that has any, so that none hides."""
        marked = [line for line in self.drawing.lines if self.drawing.zero_marks(line)]
        parts = []
        for row, line in enumerate(marked):
            y = self.bottom - (row + 1) * (_MARK + 1.5)
            shapes = []
            for first, last in self._apart(self.drawing.zero_marks(line)):
                if last > first:
                    shapes.append(f"M{_px(first)} {_px(y)}H{_px(last)}v2.5H{_px(first)}z")
                for x in {first: None, last: None}:
                    shapes.append(f"M{_px(x - _MARK)} {_px(y)}h{2 * _MARK:g}l-{_MARK:g} {_MARK:g}z")
            parts.append(f'<path d="{"".join(shapes)}" fill="{line.style.color}"/>')
        return parts

    def _apart(self, stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """The stretches in pixels; those that cannot be told apart become one."""
        apart: list[tuple[float, float]] = []
        for first, last in self.x(np.array(stretches)).tolist():
            if apart and first - apart[-1][1] < _MARK:
                apart[-1] = (apart[-1][0], last)
            else:
                apart.append((first, last))
        return apart


def text_width(text: str, size: float = 12.0) -> float:
    """About how wide a text is, in pixels: no font is at hand to ask."""
    wide = sum(1.75 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    narrow = sum(c in "iljtfI.,:;'|()[] 1" for c in text)
    return size * (0.6 * wide - 0.18 * narrow)


def _legend(drawing: Drawing, width: int, top: int) -> tuple[list[str], int]:
    """The entries in rows that fill the width, and where the last row ends."""
    parts: list[str] = []
    x, y = float(_LEFT), top + 14
    for line in drawing.lines:
        note = drawing.note(line)
        room = width - _LEFT - _SWATCH - _RIGHT
        rows = _wrapped(line.label, f"({note})" if note else "", room)
        needed = _SWATCH + max(text_width(row) for row in rows) + 18
        if x > _LEFT and (x + needed > width or len(rows) > 1):
            x, y = float(_LEFT), y + _ROW
        swatch = f'<path d="M{_px(x)} {y - 4}h22" {_stroke(line.style)}/>'
        text = "".join(
            f'<text x="{_px(x + _SWATCH)}" y="{y + number * _LINE}">{escape(row)}</text>'
            for number, row in enumerate(rows)
        )
        parts.append(f"<g>{swatch}{text}</g>")
        x, y = x + needed, y + _LINE * (len(rows) - 1)
    return parts, y + 8


def _wrapped(label: str, note: str, room: float) -> list[str]:
    """The label in at most three rows, shortened if it needs more; the note stays in one row."""
    rows = [""]
    for word in label.split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and text_width(longer) > room:
            rows.append(word)
        else:
            rows[-1] = longer
    if len(rows) > _MOST_ROWS or any(text_width(row) > room for row in rows):
        rows = [_shortened(label, room)]
    if note and text_width(f"{rows[-1]} {note}") > room:
        return [*rows, _shortened(note, room)]
    return [*rows[:-1], f"{rows[-1]} {note}".rstrip()]


def _shortened(text: str, room: float) -> str:
    """The text, without its middle if it is wider than the room; its end may hold a note."""
    if text_width(text) <= room:
        return text
    head, tail = text[: len(text) // 2], text[len(text) // 2 :]
    while text_width(f"{head}…{tail}") > room and (head or tail):
        head, tail = (head[:-1], tail) if len(head) >= len(tail) else (head, tail[1:])
    return f"{head}…{tail}"


def _title(title: str, width: int) -> str:
    if not title:
        return ""
    room = width - _LEFT - _RIGHT
    shown_title = escape(_shortened(title, room * 12 / 15))
    x = _px(_LEFT + room / 2)
    return (
        f'<text x="{x}" y="22" font-size="15" font-weight="600" text-anchor="middle">'
        f"{shown_title}</text>"
    )


def _spoken(drawing: Drawing, title: str) -> str:
    """What a screen reader says."""
    names = "; ".join(line.label for line in drawing.lines)
    return f"{title or 'Learning rate'} by {drawing.unit}: {names}"


def _stroke(style: Style) -> str:
    dash = f' stroke-dasharray="{" ".join(map(str, style.dash))}"' if style.dash else ""
    return (
        f'fill="none" stroke="{style.color}" stroke-width="2" stroke-linejoin="round" '
        f'stroke-linecap="{"butt" if style.dash else "round"}"{dash}'
    )


def _path(x: np.ndarray, y: np.ndarray) -> str:
    points = [f"{_px(across)} {_px(down)}" for across, down in zip(x, y, strict=True)]
    return f"M{points[0]}L{' '.join(points[1:])}"


def _px(value: float) -> str:
    """A length in pixels, to a tenth of one.

    Examples:
        >>> _px(12.0), _px(12.3456)
        ('12', '12.3')
    """
    return f"{value:.1f}".removesuffix(".0")


def _checked_size(name: str, value: int) -> int:
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or not _SMALLEST <= value <= _LARGEST:
        raise ScheduleError(
            f"`svg({name}=...)` must be a whole number of pixels from {_SMALLEST} to "
            f"{_LARGEST:,}, got {shown(value)}. Usual are `width=640, height=320`."
        )
    return int(value)
