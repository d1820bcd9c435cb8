"""Pictures into files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from lrlab._errors import ScheduleError, did_you_mean
from lrlab._files import write_files
from lrlab.pictures._axes import figure_of
from lrlab.pictures._drawing import Schedules, checked_text, drawing_of
from lrlab.pictures._page import schedules_page
from lrlab.pictures._svg import svg
from lrlab.schedules._rules import shown

ENDINGS = (".png", ".svg", ".html", ".pdf")
_DPI = 150


def save(
    path: str | os.PathLike[str],
    *schedules: Schedules,
    labels: Sequence[str] | None = None,
    steps: int | None = None,
    y: str = "linear",
    title: str | None = None,
    unit: str = "update",
) -> None:
    """Draw schedules into a file, of the kind that its name ends with.

    `.svg` and `.html` need nothing but lrlab; `.png` and `.pdf` need matplotlib. The file appears
    complete or not at all.

    Args:
        path: ends with `.png`, `.svg`, `.html` or `.pdf`; an existing file is replaced.
        schedules: what is drawn; or one mapping of labels to schedules.
        labels: a text for each schedule.
        steps: how many updates to draw of each, as for `plot`.
        y: `"linear"` or `"log"`.
        title: above the axes.
        unit: what the x axis counts.

    Raises:
        ScheduleError: if the ending is unknown, the folder is missing, or an argument breaks its
            rule; nothing is written then.
        MissingExtraError: if matplotlib is needed and not installed.
        OSError: if the file cannot be written.
    """
    path = _checked_path(path)
    options = {"labels": labels, "steps": steps, "y": y, "title": title, "unit": unit}
    ending = path.suffix.lower()
    if ending == ".svg":
        text = svg(*schedules, **options)
        write_files({path: lambda draft: draft.write_text(text, encoding="utf-8")})
    elif ending == ".html":
        text = schedules_page(*schedules, **options)
        write_files({path: lambda draft: draft.write_text(text, encoding="utf-8")})
    else:
        drawing = drawing_of(schedules, labels=labels, steps=steps, y=y, unit=unit)
        figure = figure_of(drawing, None if title is None else checked_text("title", title))
        # Without the date and the version of the writer, the same picture is the same file.
        plain = {"CreationDate": None} if ending == ".pdf" else {"Software": None}
        write_files(
            {path: lambda draft: figure.savefig(draft, dpi=_DPI, format=ending[1:], metadata=plain)}
        )


def _checked_path(path: str | os.PathLike[str]) -> Path:
    if not isinstance(path, (str, os.PathLike)):
        raise ScheduleError(
            f"`save(path=...)` must be the name of a file, got {shown(path)}. "
            f'Write it first, as in `save("picture.png", schedule)`.'
        )
    path = Path(path)
    if path.suffix.lower() not in ENDINGS:
        raise ScheduleError(
            f"`save(path=...)` must end with a known kind of picture, got {shown(path.name)}. "
            f"{did_you_mean(path.suffix.lower(), ENDINGS)}"
        )
    if not path.parent.is_dir():
        raise ScheduleError(
            f"`save(path=...)` must be in a folder that exists, got {shown(str(path))}. "
            f"Make the folder first."
        )
    return path
