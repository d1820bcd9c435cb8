"""Races that really run, on the small task."""

import json
import math

import numpy as np
import pytest

import lrlab
from lrlab.races import default_schedules, race
from lrlab.tasks import train


@pytest.fixture(scope="module")
def result():
    return race("quadratic", seeds=4, steps=120)


def test_every_schedule_runs_at_every_peak_with_every_seed(result):
    labels = list(default_schedules(120))

    assert sorted(row.label for row in result.standings) == sorted(labels)
    assert result.runs == len(result.candidates) * 4
    for candidate in result.candidates:
        assert candidate.train_loss.shape == (4, 120)
        assert candidate.schedule.peak_value == pytest.approx(candidate.peak)


def test_the_sweep_proposes_a_grid_that_brackets_the_best_peak_or_is_marked(result):
    for row in result.standings:
        peaks = [c.peak for c in result.candidates if c.label == row.label]
        inside = min(peaks) < row.peak < max(peaks)
        assert inside or row.edge is not None


def test_a_race_is_the_same_runs_as_each_alone(result):
    """Same seeds, same weights, same data order: company changes nothing but the last digits."""
    winner = result.best(result.standings[0].label)
    rates = winner.schedule(np.arange(result.total_steps))

    alone = train(result.task, rates[None], seeds=result.seeds)

    np.testing.assert_allclose(alone.train_loss[0], winner.train_loss, rtol=1e-4, atol=1e-6)


def test_the_numbers_are_json_without_infinities(result):
    data = json.loads(json.dumps(result.as_dict(), allow_nan=False))

    assert data["lrlab_race"] == 1
    assert len(data["standings"]) == 8
    first = data["schedules"]["cosine"]
    assert lrlab.from_json(first) == default_schedules(120)["cosine"]


def test_the_same_race_has_the_same_standings():
    first, second = (race("quadratic", peaks=[0.1, 0.3], seeds=3, steps=60) for _ in range(2))

    assert first.standings == second.standings


def test_given_peaks_are_kept_and_only_marked():
    entrants = {"constant": lrlab.Constant(value=1.0), "linear": lrlab.linear_to_zero(1.0, 60)}

    result = race("quadratic", entrants, peaks=[1e-5, 1e-4], seeds=2, steps=60)

    assert {c.peak for c in result.candidates} == {1e-5, 1e-4}
    assert {row.edge for row in result.standings} == {"high"}


def test_progress_reaches_its_end_in_every_phase():
    seen = {}

    race("quadratic", seeds=2, steps=40, on_progress=lambda p, d, t: seen.__setitem__(p, (d, t)))

    assert {"sweep", "race"} <= set(seen)
    assert all(done == total for done, total in seen.values())


def test_what_progress_raises_ends_the_race():
    def stop(phase, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        race("quadratic", peaks=[0.1], seeds=2, steps=40, on_progress=stop)


def test_lists_of_schedules_are_named_by_kind():
    lines = [lrlab.linear_to_zero(peak_value=peak, total_steps=50) for peak in (1.0, 2.0)]
    schedules = [lrlab.Constant(value=1.0), *lines]

    result = race("quadratic", schedules, peaks=[0.1], seeds=2)

    assert list(result.schedules) == ["constant", "linear to zero", "linear to zero 2"]
    assert result.total_steps == 50


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"task": "fashion15"}, 'Did you mean "fashion14"'),
        ({"seeds": 0}, "seeds"),
        ({"seeds": [1, 1]}, "seeds"),
        ({"seeds": [-1]}, "seeds"),
        ({"steps": 0}, "steps"),
        ({"steps": 2.5}, "steps"),
        ({"steps": 5}, "at least 10"),
        ({"peaks": []}, "peaks"),
        ({"peaks": [0.1, -1]}, "peaks"),
        ({"peaks": [math.inf]}, "peaks"),
        ({"peaks": "0.1"}, "peaks"),
        ({"schedules": {}}, "at least one schedule"),
        ({"schedules": ["cosine"]}, "must hold schedules"),
        ({"schedules": {"a": lrlab.linear_to_zero(1, 7)}, "steps": 50}, "with_total_steps"),
        ({"schedules": [lrlab.Constant(value=0.0)]}, "peak above 0"),
    ],
)
def test_refuses_what_makes_no_race_before_anything_runs(arguments, message):
    def ran(*_):
        raise AssertionError("something ran")

    with pytest.raises(lrlab.RaceError, match=message):
        race(**{"task": "quadratic", "on_progress": ran, **arguments})
