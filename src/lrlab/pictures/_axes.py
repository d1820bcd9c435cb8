"""Schedules on matplotlib axes."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lrlab._dependencies import require
from lrlab._errors import ScheduleError
from lrlab.pictures._drawing import Drawing, Line, Schedules, checked_text, drawing_of
from lrlab.pictures._ticks import count_text, number_text
from lrlab.schedules._rules import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BESIDE = 34  # characters: longer labels are below the axes, not beside them
_NARROWEST = 24  # characters in a line of a legend below
_SIZE = (8.0, 4.0)  # inches, without the legend
_LEGEND_LINE = 0.2  # inches
_LETTER = 0.075  # inches
_HANDLE = 0.4  # inches from the left of the legend to its texts
_AIR = 0.12  # inches
_BELOW = 38  # points from the axes down to the legend: numbers and label of the x axis
_GAP = 10  # points from the axes to a legend beside them
_MARK = 5.0  # points
_LEAST = 0.3  # of the axes stays when they make room for a legend


def plot(
    *schedules: Schedules,
    labels: Sequence[str] | None = None,
    steps: int | None = None,
    y: str = "linear",
    ax: Axes | None = None,
    title: str | None = None,
    unit: str = "update",
) -> Axes:
    """Draw schedules onto matplotlib axes.

    On a log axis, updates at rate 0 are masked, marked at the lower edge in the curve's color,
    and named in the legend. The legend is outside of the axes.

    Args:
        schedules: what is drawn; or one mapping of labels to schedules.
        labels: a text for each schedule; by default what a person would write to make it.
        steps: how many updates to draw of each; by default all, and of a schedule without end as
            many as of the longest other, else 10,000.
        y: `"linear"` or `"log"`.
        ax: the axes to draw onto. By default a new pyplot figure is made, which a notebook shows
            and `plt.show()` opens, as people expect from a function named `plot`; nothing is
            shown from here, and `lrlab.pictures.save` leaves pyplot alone.
        title: above the axes.
        unit: what the x axis counts, such as `"epoch"`.

    Returns:
        The axes; `ax.figure` is the figure.

    Raises:
        ScheduleError: if something is no schedule, or an argument breaks its rule.
        MissingExtraError: if matplotlib is not installed.
    """
    drawing = drawing_of(schedules, labels=labels, steps=steps, y=y, unit=unit)
    title = None if title is None else checked_text("title", title)
    onto: Any = ax
    if ax is None:
        pyplot = require("matplotlib.pyplot", extra="plot", why="to draw onto axes")
        onto = _prepared(pyplot.figure(figsize=_figure_size(drawing), layout="constrained"))
    elif not hasattr(ax, "plot") or not hasattr(ax, "transAxes"):
        raise ScheduleError(
            f"`ax` must be the axes of a matplotlib figure, got {shown(ax)}. "
            f"Make them with `plt.subplots()`, or leave `ax` out."
        )
    draw(drawing, onto, title)
    return onto


def figure_of(drawing: Drawing, title: str | None) -> Figure:
    """A figure of its own, which pyplot does not know: for files."""
    figure = require("matplotlib.figure", extra="plot", why="to draw this kind of file")
    made = figure.Figure(figsize=_figure_size(drawing), layout="constrained")
    draw(drawing, _prepared(made), title)
    return made


def _prepared(figure: Any) -> Any:
    """The axes of a new figure, with some air around them."""
    figure.get_layout_engine().set(w_pad=_AIR, h_pad=_AIR)
    return figure.add_subplot()


def draw(drawing: Drawing, ax: Any, title: str | None) -> None:
    """Curves, marks, axes and legend."""
    curves = [_draw_line(drawing, line, ax) for line in drawing.lines]
    _draw_zeros(drawing, ax)
    _dress(drawing, ax, title)
    _place_legend(drawing, ax, curves)


def _draw_line(drawing: Drawing, line: Line, ax: Any) -> Any:
    steps, rates = line.points()
    if drawing.log:
        rates = np.where(rates > 0, rates, np.nan)
    (drawn,) = ax.plot(
        steps,
        rates,
        color=line.style.color,
        linestyle=(0, tuple(part / 2 for part in line.style.dash)) if line.style.dash else "-",
        linewidth=1.9,
        solid_capstyle="round",
        solid_joinstyle="round",
        label=line.label,
    )
    return drawn


def _draw_zeros(drawing: Drawing, ax: Any) -> None:
    """Triangles on the lower edge, one row for each curve that has any, so that none hides."""
    marked = [line for line in drawing.lines if drawing.zero_marks(line)]
    for row, line in enumerate(marked):
        transform = ax.get_xaxis_transform() + _moved(ax, 0, (row + 0.6) * _MARK * 1.2)
        look = {"color": line.style.color, "transform": transform, "clip_on": False, "zorder": 5}
        for first, last in drawing.zero_marks(line):
            ends = [first] if first == last else [first, last]
            ax.plot(ends, [0] * len(ends), marker="v", markersize=_MARK, linewidth=1.9, **look)


def _dress(drawing: Drawing, ax: Any, title: str | None) -> None:
    ticker = require("matplotlib.ticker", extra="plot", why="to draw onto axes")
    ax.set_xlabel(drawing.x_label)
    ax.set_ylabel("Learning rate")
    if title:
        ax.set_title(title, pad=10)
    ax.set_yscale("log" if drawing.log else "linear")
    ax.set_ylim(drawing.low, drawing.high)
    ax.set_xlim(-0.012 * drawing.end, 1.012 * drawing.end)
    ax.xaxis.set_major_locator(ticker.MaxNLocator(nbins=8, integer=True, steps=[1, 2, 2.5, 5, 10]))
    ax.xaxis.set_major_formatter(
        ticker.FuncFormatter(lambda value, _: count_text(value, max(abs(b) for b in ax.get_xlim())))
    )
    ax.yaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: number_text(value)))
    if drawing.log:
        few = drawing.high / drawing.low < 300
        ax.yaxis.set_major_locator(ticker.LogLocator(subs=(1, 2, 5) if few else (1,), numticks=9))
        ax.yaxis.set_minor_formatter(ticker.NullFormatter())
    ax.set_axisbelow(True)
    ax.grid(visible=True, which="major", linewidth=0.6, alpha=0.35)
    ax.spines[["top", "right"]].set_visible(False)
    ax.tick_params(which="both", length=3, width=0.6)


def _place_legend(drawing: Drawing, ax: Any, curves: list[Any]) -> None:
    """Beside the axes when the labels are short, else below; never on the curves."""
    beside = _beside(drawing)
    corner, right, down = ((1, 1), _GAP, 0) if beside else ((0, 0), 0, _BELOW)
    legend = ax.legend(
        curves,
        [" "] * len(curves),
        loc="upper left",
        bbox_to_anchor=corner,
        bbox_transform=ax.transAxes + _moved(ax, right, -down),
        frameon=False,
        borderaxespad=0.0,
        fontsize="small",
        handlelength=2.2,
    )
    width = ax.get_position(original=True).width * ax.figure.get_figwidth()
    for text, line in zip(legend.get_texts(), drawing.lines, strict=True):
        text.set_parse_math(False)  # a dollar is a dollar
        text.set_text(_legend_text(drawing, line, width))
    if ax.figure.get_layout_engine() is None:
        ax.set_axes_locator(_Room(legend, right, down))


class _Room:
    """Shrinks axes in their slot so that the legend is in it too, where no engine does that."""

    def __init__(self, legend: Any, right: float, down: float) -> None:
        self.legend, self.right, self.down = legend, right, down

    def get_subplotspec(self) -> Any:
        """The slot in the grid of subplots, which `tight_layout` asks a locator for."""
        return self.legend.axes.get_subplotspec()

    def __call__(self, ax: Any, renderer: Any) -> Any:
        slot = ax.get_position(original=True)
        if ax.get_legend() is not self.legend:
            return slot
        figure = ax.figure
        taken = self.legend.get_window_extent(renderer)
        points = figure.dpi / 72
        wide = (taken.width + self.right * points) / figure.bbox.width if self.right else 0.0
        high = (taken.height + self.down * points) / figure.bbox.height if self.down else 0.0
        width = max(slot.width - wide, _LEAST * slot.width)
        height = max(slot.height - high, _LEAST * slot.height)
        return type(slot).from_bounds(slot.x0, slot.y1 - height, width, height)


def _moved(ax: Any, right: float, up: float) -> Any:
    transforms = require("matplotlib.transforms", extra="plot", why="to draw onto axes")
    return transforms.ScaledTranslation(right / 72, up / 72, ax.figure.dpi_scale_trans)


def _figure_size(drawing: Drawing) -> tuple[float, float]:
    width, height = _SIZE
    texts = [_legend_text(drawing, line, width) for line in drawing.lines]
    if _beside(drawing):
        longest = max(len(part) for text in texts for part in text.split("\n"))
        return width + 0.6 + _LETTER * longest, height
    return width, height + _LEGEND_LINE * sum(text.count("\n") + 1 for text in texts)


def _beside(drawing: Drawing) -> bool:
    return max(len(line.label) for line in drawing.lines) <= _BESIDE


def _legend_text(drawing: Drawing, line: Line, width: float) -> str:
    """Label and note: beside the axes one below the other, below them in lines of their width."""
    note = f"({drawing.note(line)})" if drawing.note(line) else ""
    if _beside(drawing):
        return f"{line.label}\n{note}" if note else line.label
    most = max(_NARROWEST, int((width - _HANDLE) / _LETTER))
    return "\n".join(textwrap.wrap(f"{line.label} {note}", most))
