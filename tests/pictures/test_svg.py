"""The SVG: valid, true to the rates, readable without its colors."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

import lrlab
from lrlab import pictures
from pictures.cases import TROUBLES

NAMESPACE = "{http://www.w3.org/2000/svg}"
WARMUP = lrlab.warmup_cosine(peak_value=0.1, total_steps=200, warmup_steps=20)


def _curves(picture):
    """The points of each curve, in pixels."""
    paths = ElementTree.fromstring(picture).iter(f"{NAMESPACE}path")
    curves = [path.get("d") for path in paths if path.get("stroke-width") == "2"]
    numbers = [[float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", d)] for d in curves if "L" in d]
    return [list(zip(flat[::2], flat[1::2], strict=True)) for flat in numbers]


def _tick(picture, text):
    """How far down the number `text` of the y axis is, in pixels."""
    texts = ElementTree.fromstring(picture).iter(f"{NAMESPACE}text")
    return next(float(t.get("y")) - 4 for t in texts if t.text == text)


def test_the_highest_point_is_the_peak():
    picture = pictures.svg(WARMUP)
    (points,) = _curves(picture)

    x, y = min(points, key=lambda point: point[1])

    assert abs(y - _tick(picture, "0.1")) <= 0.1
    assert abs(x - (66 + 20 / 200 * (640 - 66 - 16))) <= 0.1


@pytest.mark.parametrize("y", ["linear", "log"])
def test_points_stay_inside(y):
    root = ElementTree.fromstring(pictures.svg(TROUBLES, y=y))
    width, height = float(root.get("width")), float(root.get("height"))

    for points in _curves(pictures.svg(TROUBLES, y=y)):
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points)


@pytest.mark.parametrize("label", ["<b>&\"'", "]]>", "\x00\ud800\x1b[0m", "長い" * 300, "", " "])
def test_any_label_is_valid_xml(label):
    picture = pictures.svg(WARMUP, labels=[label], title=label, unit=label)

    root = ElementTree.fromstring(picture.encode())

    assert root.get("role") == "img"
    assert root[0].tag == f"{NAMESPACE}title"


def test_labels_are_escaped():
    picture = pictures.svg(WARMUP, labels=["</text><script>alert(1)</script>"])

    assert "<script" not in picture


def test_zeros_on_a_log_axis_are_marked_and_named():
    log, linear = pictures.svg(WARMUP, y="log"), pictures.svg(WARMUP)

    assert "rate 0 at update 0" in log
    assert log.count('fill="#0072B2"') == 1
    assert 'fill="#0072B2"' not in linear


def test_a_legend_of_long_labels_makes_the_picture_longer_and_covers_nothing():
    labels = [f"schedule {n} " + "and more " * 12 for n in range(10)]
    picture = pictures.svg(*[WARMUP] * 10, labels=labels, height=320)
    root = ElementTree.fromstring(picture)
    legend = [t for t in root.iter(f"{NAMESPACE}text") if (t.text or "").startswith("schedule")]

    assert len(legend) == 10
    assert all(320 < float(t.get("y")) < float(root.get("height")) for t in legend)


def test_a_notebook_shows_it_and_it_is_small():
    picture = WARMUP._repr_svg_()

    assert picture == pictures.svg(WARMUP)
    assert len(picture) < 5_000
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_a_hard_curve_stays_small():
    assert len(pictures.svg(TROUBLES["many restarts"])) < 40_000
