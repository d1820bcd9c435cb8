"""Schedules as a plot of braille dots, for the terminal."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Sequence

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.pictures._drawing import Drawing, Line, Schedules, checked_text, drawing_of
from lrlab.pictures._ticks import count_text, number_text
from lrlab.schedules._rules import shown

_DOTS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_BLANK = 0x2800
_LETTERS = string.ascii_uppercase + string.ascii_lowercase
_SMALLEST = {"width": 30, "height": 4}


def braille(
    *schedules: Schedules,
    width: int = 72,
    height: int = 16,
    y: str = "linear",
    color: bool = True,
    labels: Sequence[str] | None = None,
    steps: int | None = None,
    title: str | None = None,
    unit: str = "update",
) -> str:
    """Draw schedules as text.

    With `color`, each curve and its line of the legend have a color (of the terminal's 256).
    Without, several curves carry letters. On a log axis, updates at rate 0 are marked on the
    axis by the curve's letter and named in the legend.

    Args:
        schedules: what is drawn; or one mapping of labels to schedules.
        width: characters of the longest line, at least 30.
        height: lines of the drawing, without axis and legend, at least 4.
        y: `"linear"` or `"log"`.
        color: whether to write ANSI colors.
        labels: a text for each schedule.
        steps: how many updates to draw of each, as for `plot`.
        title: in the first line.
        unit: what the x axis counts.

    Raises:
        ScheduleError: if something is no schedule, or an argument breaks its rule.

    Examples:
        >>> from lrlab.schedules import linear_to_zero
        >>> schedule = linear_to_zero(peak_value=0.1, total_steps=100)
        >>> print(braille(schedule, width=34, height=4, color=False, labels=["to zero"]))
          rate
           0.1 ┤⠒⠒⠤⢤⣀⡀
               │     ⠈⠉⠓⠒⠤⢤⣀⡀
               │            ⠉⠉⠓⠒⠤⢤⣀⡀
             0 ┤                   ⠈⠉⠓⠒⠤⢤⡀
               └┬────────────────────────┬
        update  0                      100
          ━━ to zero
    """
    drawing = drawing_of(schedules, labels=labels, steps=steps, y=y, unit=unit)
    _check_size("width", width)
    _check_size("height", height)
    canvas = _Canvas(drawing, width, height, color)
    heading = canvas.heading("" if title is None else checked_text("title", title))
    lines = [heading, *canvas.rows(), canvas.axis(), canvas.numbers(), *canvas.legend()]
    return "\n".join(line.rstrip() for line in lines)


class _Canvas:
    """Dots in cells of two by four, and the axes around them."""

    def __init__(self, drawing: Drawing, width: int, height: int, color: bool) -> None:
        self.drawing = drawing
        self.width, self.height = width, height
        self.color = color
        ticks = drawing.y_ticks(max(2, height // 3))
        self.ticks = {self._row(tick): number_text(tick) for tick in reversed(ticks)}
        self.gutter = max(len(drawing.unit), 4, *(len(text) for text in self.ticks.values()))
        self.gutter = min(self.gutter, width // 3)
        self.cells = width - self.gutter - 2
        self.dots = np.zeros((height, self.cells), dtype=int)
        self.owner = np.full((height, self.cells), -1)
        self.visits = np.zeros((height, self.cells), dtype=int)
        self.signs: dict[tuple[int, int], tuple[str, int]] = {}
        drawn = [self._draw(number) for number in range(len(drawing.lines))]
        if len(drawn) > 1 and not color:
            for number, mine in enumerate(drawn):
                self._letter(number, mine)

    # -- the curves ----------------------------------------------------------------------------

    def _draw(self, number: int) -> np.ndarray:
        """Draw a line; gives the cells that it passes."""
        dots = np.zeros((4 * self.height, 2 * self.cells), dtype=bool)
        for steps, heights in self.drawing.segments(self.drawing.lines[number]):
            x = np.rint(steps / self.drawing.end * (2 * self.cells - 1)).astype(int)
            y = np.rint((1 - np.clip(heights, 0, 1)) * (4 * self.height - 1)).astype(int)
            _connect(dots, x, y)
        blocks = dots.reshape(self.height, 4, self.cells, 2)
        self.dots |= np.einsum("rick,ik->rc", blocks.astype(int), _DOTS)
        mine = np.asarray(blocks.any(axis=(1, 3)))
        self.owner[mine] = number
        self.visits += mine
        return mine

    def _letter(self, number: int, mine: np.ndarray) -> None:
        """Put the curve's letter on it, a few times, where it is alone if it ever is."""
        count = len(self.drawing.lines)
        times = max(1, min(4, self.cells // (4 * count)))
        for turn in range(times):
            center = (turn + (number + 0.5) / count) * self.cells / times
            free = [
                (self.visits[row, column] > 1, abs(column - center), int(row), int(column))
                for row, column in np.argwhere(mine)
                if abs(column - center) <= self.cells / times / 2
                and (int(row), int(column)) not in self.signs
            ]
            if free:
                *_, row, column = min(free)
                self.signs[row, column] = (_letter_of(number), number)

    # -- the lines of text ---------------------------------------------------------------------

    def heading(self, title: str) -> str:
        room = _cut(title, self.cells)
        return f"{'rate':>{self.gutter}}  {_centered(room, self.cells)}"

    def rows(self) -> list[str]:
        return [
            f"{self.ticks.get(row, ''):>{self.gutter}} "
            f"{'┤' if row in self.ticks else '│'}{self._cells(row)}"
            for row in range(self.height)
        ]

    def _cells(self, row: int) -> str:
        text = [
            self.signs.get((row, column), (chr(_BLANK + dots) if dots else " ", owner))
            for column, (dots, owner) in enumerate(
                zip(self.dots[row], self.owner[row], strict=True)
            )
        ]
        return self._colored(text)

    def axis(self) -> str:
        """The x axis, with a letter or triangle where a rate is 0 on a log axis."""
        cells = [("─", -1)] * self.cells
        for column in self._tick_columns():
            cells[column] = ("┬", -1)
        for number, line in enumerate(self.drawing.lines):
            sign = _letter_of(number) if len(self.drawing.lines) > 1 else "▾"
            taken = False
            for first, last in self.drawing.zero_marks(line):
                for column in range(self._column(first), self._column(last) + 1):
                    if cells[column][1] < 0:
                        cells[column], taken = (sign, number), True
            if not taken and self.drawing.zero_marks(line):
                start = self._column(self.drawing.zero_marks(line)[0][0])
                free = [c for c, (_, owner) in enumerate(cells) if owner < 0]
                if free:
                    cells[min(free, key=lambda c, start=start: abs(c - start))] = (sign, number)
        return f"{'':{self.gutter}} └{self._colored(cells)}"

    def numbers(self) -> str:
        text = [" "] * (self.cells + 1)
        end = -1
        for column, number in self._tick_columns().items():
            start = min(max(column + 1 - len(number) // 2, 0), self.cells + 1 - len(number))
            if start > end:
                text[start : start + len(number)] = number
                end = start + len(number)
        return f"{_cut(self.drawing.unit, self.gutter):>{self.gutter}} {''.join(text)}"

    def legend(self) -> list[str]:
        return [text for number in range(len(self.drawing.lines)) for text in self._entry(number)]

    def _entry(self, number: int) -> list[str]:
        line = self.drawing.lines[number]
        note = self.drawing.note(line)
        label = f"{line.label} ({note})" if note else line.label
        many = len(self.drawing.lines) > 1
        sign = f"{_letter_of(number)} " if many and (not self.color or self._marked(line)) else ""
        if self.color or not many:
            sign += "━━ "
        first, *others = _wrapped(label, self.width - 2 - len(sign))
        head = f"  {self._colored([(sign, number)])}{first}"
        return [head, *(" " * (2 + len(sign)) + other for other in others)]

    # -- where things are ----------------------------------------------------------------------

    def _row(self, rate: float) -> int:
        height = float(self.drawing.height(np.array([rate]))[0])
        return min(max(round((1 - height) * (4 * self.height - 1)) // 4, 0), self.height - 1)

    def _column(self, step: float) -> int:
        return round(step / self.drawing.end * (2 * self.cells - 1)) // 2

    def _tick_columns(self) -> dict[int, str]:
        ticks = self.drawing.x_ticks(max(2, self.cells // 10))
        return {self._column(tick): count_text(tick, ticks[-1]) for tick in ticks}

    def _marked(self, line: Line) -> bool:
        return bool(self.drawing.zero_marks(line))

    def _colored(self, cells: list[tuple[str, int]]) -> str:
        """The text, with a change of color wherever another curve begins."""
        if not self.color:
            return "".join(text for text, _ in cells)
        parts, now = [], -1
        for text, owner in cells:
            if owner != now and text != " ":
                code = self._code(owner) if owner >= 0 else "0"
                parts.append(f"\x1b[{code}m")
                now = owner
            parts.append(text)
        return "".join(parts) + ("\x1b[0m" if now >= 0 else "")

    def _code(self, number: int) -> str:
        color = self.drawing.lines[number].style.color
        red, green, blue = (round(int(color[i : i + 2], 16) / 51) for i in (1, 3, 5))
        return f"38;5;{16 + 36 * red + 6 * green + blue}"


def _connect(dots: np.ndarray, x: np.ndarray, y: np.ndarray) -> None:
    """Set the dots on the lines from each point to the next."""
    dots[y, x] = True
    moved = np.flatnonzero((abs(np.diff(x)) > 1) | (abs(np.diff(y)) > 1))
    for start in moved:
        count = max(abs(x[start + 1] - x[start]), abs(y[start + 1] - y[start])) + 1
        between = np.linspace((y[start], x[start]), (y[start + 1], x[start + 1]), count)
        rows, columns = np.rint(between).astype(int).T
        dots[rows, columns] = True


def _letter_of(number: int) -> str:
    return _LETTERS[number % len(_LETTERS)]


def _check_size(name: str, value: int) -> None:
    least = _SMALLEST[name]
    if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < least:
        raise ScheduleError(
            f"`braille({name}=...)` must be a whole number of characters, at least {least}, got "
            f"{shown(value)}. Usual are `width=72, height=16`."
        )


def _cells_of(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _cut(text: str, width: int) -> str:
    if _cells_of(text) <= width:
        return text
    while _cells_of(text) > width - 1:
        text = text[:-1]
    return f"{text}…"


def _centered(text: str, width: int) -> str:
    return " " * ((width - _cells_of(text)) // 2) + text


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken at spaces where there are any."""
    lines, line = [], ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if _cells_of(joined) <= width:
            line = joined
            continue
        lines += [line] if line else []
        while _cells_of(word) > width:
            head = word[:width]
            while _cells_of(head) > width:
                head = head[:-1]
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line]
