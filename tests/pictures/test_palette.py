"""The palette: told apart by every kind of eye, on white and on dark."""

import itertools

import numpy as np
import pytest

from lrlab.pictures import palette
from lrlab.pictures._palette import COLORS

# Machado, Oliveira and Fernandes, 2009, severity 1.0; linear RGB.
EYES = {
    "usual": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def _linear(color):
    parts = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(rgb):
    x = TO_XYZ @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def _contrast(color, page):
    light, dark = sorted((_linear(c) @ TO_XYZ[1] for c in (color, page)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("eye", EYES)
def test_colors_are_told_apart(eye):
    """A distance of 2.3 in CIE Lab is just noticeable; thin lines need several times that."""
    seen = [_lab(EYES[eye] @ _linear(color)) for color in COLORS]

    nearest = min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2))

    assert nearest > 14


@pytest.mark.parametrize("page", ["#FFFFFF", "#14161b"])
def test_colors_are_seen_on_white_and_on_dark(page):
    assert min(_contrast(color, page) for color in COLORS) > 2.2


def test_dashes_tell_more_curves_apart_than_there_are_colors():
    assert len(set(palette(4 * len(COLORS)))) == 4 * len(COLORS)
    assert not any(style.dash for style in palette(len(COLORS)))
