"""Pages of one file that open offline: headings, paragraphs, tables, charts."""

from __future__ import annotations

import functools
import html
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.pictures._chart import Series, chart
from lrlab.pictures._curve import simplified
from lrlab.pictures._drawing import (
    Drawing,
    Line,
    Schedules,
    checked_text,
    drawing_of,
    named_schedules,
    readable,
)
from lrlab.pictures._ticks import number_text
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._rules import shown
from lrlab.schedules._written import spec_text

_PIXELS = (1400.0, 700.0)  # of a large screen, for which a curve is simplified
_TOLERANCE = 0.04  # a tenth of a percent of a rate on a log axis of five decades
_FEW = 500  # points of a curve that are all in the page
_LOOKED_AT = 1 << 24  # updates of a schedule whose facts a page gives
_SHORT = 32  # letters of a cell that stay in one line
_CHART = '<figure class="chart"'


def page(title: str, parts: Iterable[str]) -> str:
    """A complete HTML document that needs nothing but a browser.

    Args:
        title: of the window, and as the first heading.
        parts: pieces of HTML from `heading`, `paragraph`, `table`, `code` and `chart`, which
            escape what they are given. Other HTML is taken as it is.

    Returns:
        The document. Nothing in it points to the network.

    Raises:
        ScheduleError: if the title is no text.

    Examples:
        >>> page("A & B", [paragraph("1 < 2")]).count("<p>1 &lt; 2</p>")
        1
    """
    heading_text = html.escape(checked_text("title", title))
    body = "\n".join(parts)
    styles, scripts = [_asset("page.css")], [_asset("page.js")]
    if _CHART in body:
        styles.insert(0, _asset("uPlot.min.css"))
        # Without the protocol, nothing in the page even looks like a link.
        scripts.insert(0, _asset("uPlot.iife.min.js").replace("https://", ""))
    script = "\n".join(scripts).replace("</script", "<\\/script")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{heading_text}</title>\n<style>{''.join(styles)}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{heading_text}</h1>\n{body}\n</main>\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def heading(text: str, level: int = 2) -> str:
    """A heading; level 1 is the page's title.

    Examples:
        >>> heading("Loss < 1")
        '<h2>Loss &lt; 1</h2>'
    """
    if level not in (2, 3, 4):
        raise ScheduleError(f"`heading(level=...)` must be 2, 3 or 4, got {shown(level)}.")
    return f"<h{level}>{html.escape(readable(text))}</h{level}>"


def paragraph(text: str, *, kind: str = "") -> str:
    """A paragraph; of the kind "note" it is small and gray.

    Examples:
        >>> paragraph("R & D")
        '<p>R &amp; D</p>'
    """
    style = f' class="{html.escape(kind)}"' if kind else ""
    return f"<p{style}>{html.escape(' '.join(text.split()))}</p>"


def code(text: str) -> str:
    """A text to copy, with a button that does.

    Examples:
        >>> code("constant(value=0.1)")
        '<pre class="code"><code>constant(value=0.1)</code></pre>'
    """
    return f'<pre class="code"><code>{html.escape(text)}</code></pre>'


def table(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], *, caption: str | None = None
) -> str:
    """A table; the first column names the rows, and numbers stand to the right.

    Args:
        columns: the headings.
        rows: texts and numbers, as many in each row as there are columns.
        caption: above the table.

    Raises:
        ScheduleError: if a row is shorter or longer than the columns.

    Examples:
        >>> "<td>0.25</td>" in table(["schedule", "loss"], [["wsd", 0.25]])
        True
    """
    rows = [list(row) for row in rows]
    head = "".join(_head(name, [row[i : i + 1] for row in rows]) for i, name in enumerate(columns))
    body = "".join(f"<tr>{_row(row, len(columns))}</tr>" for row in rows)
    above = f"<caption>{html.escape(readable(caption))}</caption>" if caption else ""
    return (
        f'<div class="wide"><table>{above}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def schedules_page(
    *schedules: Schedules,
    labels: Sequence[str] | None = None,
    steps: int | None = None,
    y: str = "linear",
    title: str | None = None,
    unit: str = "update",
) -> str:
    """A page about schedules: their curves, their facts, and their texts to copy.

    Args:
        schedules: what it is about; or one mapping of labels to schedules.
        labels: a text for each schedule.
        steps: how many updates to draw of each, as for `plot`.
        y: `"linear"` or `"log"`, which the reader can change.
        title: of the page.
        unit: what the x axis counts.

    Raises:
        ScheduleError: if something is no schedule, or an argument breaks its rule.
    """
    drawing = drawing_of(schedules, labels=labels, steps=steps, y=y, unit=unit)
    found = [schedule for _, schedule in named_schedules(schedules, labels)]
    facts = [_facts(line, schedule) for line, schedule in zip(drawing.lines, found, strict=True)]
    one = len(found) == 1
    parts = [
        _chart_of(drawing, found),
        heading("What it does" if one else "What each one does"),
        *facts,
    ]
    return page(title or ("Learning-rate schedule" if one else "Learning-rate schedules"), parts)


def schedules_chart(
    *schedules: Schedules,
    labels: Sequence[str] | None = None,
    steps: int | None = None,
    y: str = "linear",
    unit: str = "update",
) -> str:
    """The chart of `schedules_page`, as a part of another page.

    Args:
        schedules: what is drawn; or one mapping of labels to schedules.
        labels: a text for each schedule.
        steps: how many updates to draw of each, as for `plot`.
        y: `"linear"` or `"log"`, which the reader can change.
        unit: what the x axis counts.

    Raises:
        ScheduleError: if something is no schedule, or an argument breaks its rule.
    """
    drawing = drawing_of(schedules, labels=labels, steps=steps, y=y, unit=unit)
    return _chart_of(drawing, [schedule for _, schedule in named_schedules(schedules, labels)])


def _chart_of(drawing: Drawing, schedules: list[AbstractSchedule]) -> str:
    lines = zip(drawing.lines, schedules, strict=True)
    return chart(
        [_series(line, schedule, drawing) for line, schedule in lines],
        x_label=drawing.x_label,
        y_label="Learning rate",
        y_log=drawing.log,
        y_low=drawing.rescaled("log").low,
        y_zero=True,
        x_high=drawing.end,
        exact=drawing.end <= _FEW,
    )


def _series(line: Line, schedule: AbstractSchedule, drawing: Drawing) -> Series:
    """Few points as they are; of many, those that a large screen can show on either y axis."""
    linear, log = drawing.rescaled("linear"), drawing.rescaled("log")
    steps, rates = line.points()
    if steps.size > _FEW:
        wide, high = _PIXELS
        x = steps / drawing.end * wide
        keep = simplified(x, linear.height(rates) * high, _TOLERANCE)
        for stretch in _positive(rates):
            keep[stretch] |= simplified(x[stretch], log.height(rates)[stretch] * high, _TOLERANCE)
        steps, rates = steps[keep], rates[keep]
    return Series(line.label, steps, rates, style=line.style, note=log.note(line), at=schedule)


def _positive(rates: np.ndarray) -> list[slice]:
    bright = np.concatenate(([False], rates > 0, [False]))
    edges = np.flatnonzero(bright[1:] != bright[:-1])
    return [slice(first, stop) for first, stop in zip(edges[::2], edges[1::2], strict=True)]


def _facts(line: Line, schedule: AbstractSchedule) -> str:
    length, drawn = schedule.total_steps, line.curve.length if line.curve else 0
    found = schedule.describe(steps=drawn if length is None else min(length, _LOOKED_AT))
    text = spec_text(schedule)
    sentences = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in found.sentences())
    name = "" if line.label == readable(text) else heading(line.label, 3)
    return f'<section class="facts">{name}{code(text)}<ul>{sentences}</ul></section>'


def _head(name: str, cells: list[list[Any]]) -> str:
    """The heading of a column, which stands on the side where its cells stand."""
    texts = all(isinstance(cell, str) for one in cells for cell in one)
    side = ' class="text"' if texts else ""
    return f'<th scope="col"{side}>{html.escape(readable(name))}</th>'


def _row(row: Sequence[Any], count: int) -> str:
    cells = list(row)
    if len(cells) != count:
        raise ScheduleError(
            f"`table(rows=...)` must hold {count} cells in each row, one per column, got "
            f"{len(cells)}: {shown(cells)}."
        )
    first, *others = cells
    return f'<th scope="row">{_cell(first)}</th>' + "".join(_data(cell) for cell in others)


def _data(cell: Any) -> str:
    return (
        f'<td class="text{" short" * (len(cell) <= _SHORT)}">{_cell(cell)}</td>'
        if isinstance(cell, str)
        else f"<td>{_cell(cell)}</td>"
    )


def _cell(cell: Any) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, (int, np.integer)) and not isinstance(cell, bool):
        return f"{cell:,}"
    if isinstance(cell, (float, np.floating)):
        return number_text(float(cell))
    return html.escape(readable(str(cell)))


@functools.cache
def _asset(name: str) -> str:
    return resources.files("lrlab.pictures").joinpath("assets", name).read_text(encoding="utf-8")
