"""The braille plot: as wide as asked, and told apart without colors."""

import re

import pytest

import lrlab
from lrlab import pictures
from lrlab.pictures._terminal import _cells_of
from pictures.cases import TROUBLES

WARMUP = lrlab.warmup_cosine(peak_value=0.1, total_steps=200, warmup_steps=20)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [30, 72, 131])
@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("y", ["linear", "log"])
def test_is_no_wider_than_asked(width, color, y):
    text = pictures.braille(TROUBLES, width=width, color=color, y=y, title="a title " * 20)

    lines = ANSI.sub("", text).splitlines()

    assert max(_cells_of(line) for line in lines) <= width
    assert _cells_of(next(line for line in lines if "└" in line)) == width


@pytest.mark.parametrize("height", [4, 16, 33])
def test_is_as_high_as_asked(height):
    text = pictures.braille(WARMUP, height=height, color=False, labels=["one"])

    assert sum("│" in line or "┤" in line for line in text.splitlines()) == height


def test_wide_letters_are_counted_as_two():
    text = pictures.braille(WARMUP, labels=["学習率" * 40], color=False)

    assert max(_cells_of(line) for line in text.splitlines()) <= 72


def test_curves_carry_letters_without_color_and_colors_with():
    plain = pictures.braille(WARMUP, lrlab.Constant(value=0.05), labels=["x", "y"], color=False)
    colored = pictures.braille(WARMUP, lrlab.Constant(value=0.05), labels=["x", "y"])
    drawing = "\n".join(line for line in plain.splitlines() if "│" in line or "┤" in line)

    assert "\x1b" not in plain
    assert "A" in drawing
    assert "B" in drawing
    assert plain.splitlines()[-2:] == ["  A x", "  B y"]
    assert "\x1b[38;5;" in colored
    assert colored.endswith("y")


def test_every_curve_has_its_letter_even_if_all_are_the_same():
    text = pictures.braille(*[WARMUP] * 12, labels=["_"] * 12, color=False)
    drawing = "".join(line for line in text.splitlines() if "│" in line or "┤" in line)

    assert all(letter in drawing for letter in "ABCDEFGHIJKL")


def test_zeros_on_a_log_axis_are_marked_and_named():
    both = pictures.braille(
        WARMUP, lrlab.one_cycle(peak_value=0.1, total_steps=200), y="log", color=False
    )
    alone = pictures.braille(WARMUP, y="log", color=False)

    assert "└AB─" in both
    assert "└▾" in alone
    assert "rate 0 at update 0" in alone
    assert "▾" not in pictures.braille(WARMUP, color=False)


def test_the_peak_is_at_its_number():
    text = pictures.braille(lrlab.Constant(value=0.1), color=False, labels=["one"])

    (line,) = [line for line in text.splitlines() if re.search("[⠁-⣿]", line)]

    assert line.startswith("   0.1 ┤")
