"""Ways to look at schedules: matplotlib axes, SVG, the terminal, pages that open offline."""

from lrlab.pictures._axes import plot
from lrlab.pictures._chart import Series, chart
from lrlab.pictures._page import (
    code,
    heading,
    page,
    paragraph,
    schedules_chart,
    schedules_page,
    table,
)
from lrlab.pictures._palette import Style, palette
from lrlab.pictures._save import ENDINGS, save
from lrlab.pictures._seed import Comparison, seed_comparison
from lrlab.pictures._svg import svg
from lrlab.pictures._terminal import braille

__all__ = [
    "ENDINGS",
    "Comparison",
    "Series",
    "Style",
    "braille",
    "chart",
    "code",
    "heading",
    "page",
    "palette",
    "paragraph",
    "plot",
    "save",
    "schedules_chart",
    "schedules_page",
    "seed_comparison",
    "svg",
    "table",
]
