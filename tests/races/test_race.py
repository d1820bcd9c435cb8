"""Races that really run, on the small task."""

import json
import math

import numpy as np
import pytest

import lrlab
from lrlab.races import default_schedules, race
from lrlab.tasks import Quadratic, train


@pytest.fixture(scope="module")
def result():
    return race("quadratic", seeds=4, steps=120)


def test_every_schedule_is_judged_at_one_peak_that_other_seeds_chose(result):
    labels = list(default_schedules(120))

    assert [candidate.label for candidate in result.judged] == labels
    assert not set(result.seeds) & set(result.peak_seeds)
    for candidate in result.judged:
        tried = [c for c in result.grid if c.label == candidate.label]
        assert candidate.peak == min(tried, key=lambda c: c.score).peak
        assert candidate.train_loss.shape == (4, 120)
        assert candidate.schedule.peak_value == pytest.approx(candidate.peak)


def test_the_grid_brackets_the_best_peak_or_was_widened_twice_and_is_marked(result):
    for row in result.standings:
        peaks = sorted(c.peak for c in result.grid if c.label == row.label)
        if row.edge is None:
            assert peaks[0] < row.peak < peaks[-1]
        else:
            assert row.peak == (peaks[0] if row.edge == "low" else peaks[-1])
            assert len(peaks) == len(result.sweep.peaks) + 4


def test_a_race_is_the_same_runs_as_each_alone(result):
    """Same seeds, same weights, same data order: company changes nothing but the last digits."""
    first = result.judged[0]
    rates = first.schedule(np.arange(result.total_steps))

    alone = train(result.task, rates[None], seeds=result.seeds)

    np.testing.assert_allclose(alone.train_loss[0], first.train_loss, rtol=1e-4, atol=1e-6)


def test_the_numbers_are_json_without_infinities(result):
    data = json.loads(json.dumps(result.as_dict(), allow_nan=False))

    assert data["lrlab_race"] == 1
    assert data["task"]["noise"] == result.task.noise
    assert lrlab.from_json(data["schedules"]["cosine"]) == default_schedules(120)["cosine"]
    for told, candidate in zip(data["judged"], result.judged, strict=True):
        assert told["rates"] == candidate.schedule(np.arange(120)).tolist()
        assert len(told["metric"]) == 4


def test_the_same_race_has_the_same_standings():
    first, second = (race("quadratic", peaks=[0.1, 0.3], seeds=3, steps=60) for _ in range(2))

    assert first.standings == second.standings


def test_given_peaks_are_kept_and_only_marked():
    entrants = {
        "constant": lrlab.Constant(value=1.0),
        "linear": lrlab.linear_to_zero(peak_value=1.0, total_steps=60),
    }

    result = race("quadratic", entrants, peaks=[1e-5, 1e-4], seeds=3, steps=60)

    assert {c.peak for c in result.grid} == {1e-5, 1e-4}
    assert {row.edge for row in result.standings} == {"high"}


def test_a_single_peak_leaves_nothing_to_choose():
    result = race("quadratic", peaks=[0.1], seeds=3, steps=40)

    assert (result.grid, result.peak_seeds) == ((), ())
    assert {row.edge for row in result.standings} == {None}
    assert result.runs == 8 * 3


def test_a_race_that_everybody_loses_has_no_winner():
    result = race("quadratic", peaks=[1e4, 2e4], seeds=3, steps=40)

    assert {row.against_winner for row in result.standings} == {"diverged"}
    assert not any(claim.holds for claim in result.claims)


def test_progress_reaches_its_end_in_every_phase():
    seen = {}

    race("quadratic", seeds=2, steps=40, on_progress=lambda p, d, t: seen.__setitem__(p, (d, t)))

    assert {"sweep", "peaks", "race"} <= set(seen)
    assert all(done == total for done, total in seen.values())


def test_what_progress_raises_ends_the_race():
    def stop(phase, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        race("quadratic", peaks=[0.1], seeds=2, steps=40, on_progress=stop)


def test_lists_of_schedules_are_named_by_kind_and_give_the_length():
    lines = [lrlab.linear_to_zero(peak_value=peak, total_steps=50) for peak in (1.0, 2.0)]

    result = race("quadratic", [lrlab.Constant(value=1.0), *lines], peaks=[0.1], seeds=3)

    assert list(result.schedules) == ["constant", "linear to zero", "linear to zero 2"]
    assert result.total_steps == 50


def test_numbers_of_numpy_are_numbers():
    result = race(
        Quadratic(), peaks=np.geomspace(0.1, 0.2, 2), seeds=np.arange(3), steps=np.int64(20)
    )

    assert result.seeds == (0, 1, 2)
    assert result.total_steps == 20


LINE = lrlab.linear_to_zero(peak_value=1.0, total_steps=7)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"task": "fashion15"}, 'Did you mean "fashion14"'),
        ({"task": 3}, "Known: fashion14"),
        ({"seeds": 0}, "at least 1"),
        ({"seeds": [1, 1]}, "all different"),
        ({"seeds": [-1]}, "seeds"),
        ({"seeds": True}, "seeds"),
        ({"steps": 0}, "steps"),
        ({"steps": 2.5}, "steps"),
        ({"steps": 5}, "at least 10"),
        ({"peaks": []}, "peaks"),
        ({"peaks": [0.1, -1]}, "peaks"),
        ({"peaks": [math.inf]}, "peaks"),
        ({"peaks": "123"}, "peaks"),
        ({"peaks": 0.1}, "peaks"),
        ({"schedules": {}}, "at least one schedule"),
        ({"schedules": ["cosine"]}, "must hold schedules"),
        ({"schedules": {"a": "cosine"}}, "must hold schedules"),
        ({"schedules": {"a": LINE}, "steps": 50}, "with_total_steps"),
        ({"schedules": {"a": LINE, "b": LINE.with_total_steps(9)}, "steps": None}, "a: 7, b: 9"),
        ({"schedules": [lrlab.Constant(value=0.0)]}, "peak above 0"),
        ({"schedules": {"late": lrlab.noam(d_model=1, warmup_steps=500)}}, "long enough"),
        ({"schedules": {"odd": lrlab.Function(f=lambda t: 1.0 - t)}}, 'got -48.0 for "odd"'),
    ],
)
def test_refuses_what_makes_no_race_before_anything_runs(arguments, message):
    def ran(*_):
        raise AssertionError("something ran")

    with pytest.raises(lrlab.RaceError, match=message):
        race(**{"task": "quadratic", "steps": 50, "on_progress": ran, **arguments})
