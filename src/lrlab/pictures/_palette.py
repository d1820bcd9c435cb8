"""Colors and dashes that tell curves apart, on white and on dark, for every kind of eye."""

from __future__ import annotations

import dataclasses

# Okabe and Ito, "Color universal design", 2008 (https://jfly.uni-koeln.de/color/), without black
# and yellow, which vanish on dark and on white, and with a gray instead. Each color has a contrast
# of at least 2.2 to white and to a dark page.
COLORS = (
    "#0072B2",  # blue
    "#D55E00",  # vermilion
    "#009E73",  # green
    "#CC79A7",  # pink
    "#E69F00",  # orange
    "#56B4E9",  # sky
    "#606060",  # gray
)
DASHES: tuple[tuple[int, ...], ...] = ((), (6, 3), (2, 2), (9, 3, 2, 3))


@dataclasses.dataclass(frozen=True)
class Style:
    """How one curve looks.

    Attributes:
        color: as `#RRGGBB`.
        dash: lengths of strokes and gaps, in pixels; empty for a solid line.
    """

    color: str
    dash: tuple[int, ...] = ()


def palette(count: int) -> list[Style]:
    """The styles of `count` curves: seven colors, then the same colors dashed, and so on.

    Examples:
        >>> [style.color for style in palette(2)]
        ['#0072B2', '#D55E00']
        >>> palette(8)[7]
        Style(color='#0072B2', dash=(6, 3))
    """
    return [
        Style(COLORS[number % len(COLORS)], DASHES[number // len(COLORS) % len(DASHES)])
        for number in range(count)
    ]
