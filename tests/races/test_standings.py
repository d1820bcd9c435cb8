"""Standings from runs whose outcome is known."""

import dataclasses

import numpy as np
import pytest

import lrlab
from lrlab.races import standings
from lrlab.races._candidates import Candidate
from lrlab.races._claims import claims_about_constant
from lrlab.races._standings import best_of, edge_of

NOISE = np.array([0.001, -0.002, 0.003, -0.001, -0.002, 0.001])


def candidate(label, peak, ends):
    ends = np.asarray(ends, dtype=float)
    metric = np.maximum(np.linspace(1.0, 0.0, 4), ends[:, None])
    return Candidate(
        label=label,
        peak=peak,
        schedule=lrlab.Constant(value=peak),
        steps=np.array([25, 50, 75, 100]),
        train_loss=np.ones((len(ends), 100)),
        test_loss=metric,
        metric=metric,
        diverged_at=np.where(np.isfinite(ends), -1, 5),
    )


@pytest.fixture
def field():
    """Constant is best at 0.1 with 0.20; cosine at 0.2 with 0.15; linear at 0.4 with 0.15."""
    shared = np.array([0.01, 0.02, -0.01, -0.02, 0.0, 0.015])  # what a seed does to every schedule
    return [
        candidate("constant", 0.05, 0.22 + shared),
        candidate("constant", 0.1, 0.20 + shared),
        candidate("constant", 0.2, [np.inf] * 6),
        candidate("cosine", 0.1, 0.18 + shared + NOISE),
        candidate("cosine", 0.2, 0.15 + shared + NOISE),
        candidate("cosine", 0.4, 0.19 + shared + NOISE),
        candidate("linear", 0.2, 0.16 + shared - NOISE),
        candidate("linear", 0.4, 0.1501 + shared - NOISE),
    ]


def test_every_schedule_stands_at_its_own_best_peak(field):
    rows = standings(field, baseline="constant")

    assert [(row.label, row.peak) for row in rows] == [
        ("cosine", 0.2),
        ("linear", 0.4),
        ("constant", 0.1),
    ]
    assert [row.place for row in rows] == [1, 2, 3]


def test_a_pairing_finds_what_the_spread_of_the_seeds_hides(field):
    """The seeds differ by 0.03, the schedules by 0.05: unpaired, three times less certain."""
    winner = standings(field, baseline="constant")[0]

    assert winner.versus_baseline.high < 0
    assert (winner.against_winner, winner.against_baseline) == ("winner", "better")


def test_what_cannot_be_told_apart_is_said_to_be(field):
    rows = {row.label: row for row in standings(field, baseline="constant")}

    assert (rows["linear"].against_winner, rows["linear"].against_baseline) == ("tie", "better")
    assert (rows["constant"].against_winner, rows["constant"].against_baseline) == ("behind", "")


def test_the_edge_of_the_grid_is_marked(field):
    assert edge_of(field, "cosine") is None
    assert edge_of(field, "linear") == "high"
    assert edge_of(field, "constant") is None  # what lies above has diverged
    assert edge_of(field[:2], "constant") == "high"


def test_a_schedule_that_always_diverged_comes_last_and_says_so(field):
    lost = candidate("wild", 0.1, [np.inf] * 6)

    last = standings([*field, lost], baseline="constant")[-1]

    assert (last.label, last.against_baseline, last.edge) == ("wild", "diverged", "low")
    assert last.against_winner == "behind"


def test_one_seed_is_no_ground_for_a_verdict(field):
    single = [dataclasses.replace(c, metric=c.metric[:1], test_loss=c.test_loss[:1]) for c in field]

    rows = standings(single, baseline="constant")
    assert {row.against_baseline for row in rows} == {"", "unclear"}
    assert {row.against_winner for row in rows} == {"winner", "tie"}


def test_the_claims_hold_only_where_the_numbers_do(field):
    rows = standings(field, baseline="constant")
    high, low, beaten = claims_about_constant(field, rows, baseline="constant", shown=str)

    assert high.holds
    assert "diverged" in high.evidence
    assert beaten.holds
    assert "2 of 2 schedules" in beaten.evidence
    assert "0.05" in low.evidence

    worse = [c for c in field if c.label == "constant"] + [candidate("slow", 0.1, 0.3 + NOISE)]
    claims = claims_about_constant(
        worse, standings(worse, baseline="constant"), baseline="constant", shown=str
    )
    assert not claims[2].holds


def test_the_best_is_the_lowest_mean_of_all_seeds(field):
    field.append(candidate("cosine", 0.3, [0.0, 0.0, 0.0, 0.0, 0.0, np.inf]))

    assert best_of(field, "cosine").peak == 0.2
