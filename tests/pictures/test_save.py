"""Pictures into files: complete or not at all."""

import pytest

import lrlab
from lrlab import pictures

WARMUP = lrlab.warmup_cosine(peak_value=0.1, total_steps=200, warmup_steps=20)
BEGINNINGS = {".png": b"\x89PNG", ".svg": b"<svg ", ".html": b"<!doctype html>", ".pdf": b"%PDF"}


@pytest.mark.parametrize("ending", pictures.ENDINGS)
def test_the_ending_chooses_the_kind_and_the_same_picture_is_the_same_file(tmp_path, ending):
    path, again = tmp_path / f"picture{ending}", tmp_path / f"again{ending.upper()}"

    pictures.save(path, WARMUP, y="log", title="A title")
    pictures.save(str(again), WARMUP, y="log", title="A title")

    assert path.read_bytes().startswith(BEGINNINGS[ending])
    assert path.read_bytes() == again.read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["picture.pgn", "picture", "picture.gif", ".png/x"])
def test_refuses_what_it_cannot_write_and_leaves_nothing(tmp_path, name):
    with pytest.raises(lrlab.ScheduleError, match=r"save\(path=...\)"):
        pictures.save(tmp_path / name, WARMUP)

    assert not list(tmp_path.iterdir())


def test_a_wrong_ending_gets_a_hint(tmp_path):
    with pytest.raises(lrlab.ScheduleError, match=r'.html, .pdf, .png, .svg. Did you mean ".png"'):
        pictures.save(tmp_path / "picture.pgn", WARMUP)


@pytest.mark.parametrize("ending", pictures.ENDINGS)
@pytest.mark.parametrize("mistake", [{"y": "logs"}, {"labels": []}, {"steps": 0}, {"title": 3}])
def test_after_a_mistake_the_old_file_is_untouched(tmp_path, ending, mistake):
    path = tmp_path / f"picture{ending}"
    path.write_text("old")

    with pytest.raises(lrlab.ScheduleError):
        pictures.save(path, WARMUP, **mistake)

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_while_writing_leaves_nothing(tmp_path, monkeypatch):
    from matplotlib.figure import Figure

    def fail(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr(Figure, "savefig", fail)
    with pytest.raises(OSError, match="disk full"):
        pictures.save(tmp_path / "picture.png", WARMUP)

    assert not list(tmp_path.iterdir())


def test_a_schedule_in_place_of_the_path_is_told_so():
    with pytest.raises(lrlab.ScheduleError, match="Write it first"):
        pictures.save(WARMUP, "picture.png")


def test_pyplot_is_left_alone(tmp_path):
    from matplotlib import pyplot

    pictures.save(tmp_path / "picture.png", WARMUP)

    assert not pyplot.get_fignums()
