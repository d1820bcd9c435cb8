"""Standings, grids and claims from runs whose outcome is known."""

import dataclasses
import math

import numpy as np
import pytest

import lrlab
from lrlab.races import standings
from lrlab.races._candidates import Candidate
from lrlab.races._claims import claims_about_constant
from lrlab.races._grid import best_of, edge_of, peaks_beyond_edge

SHARED = np.array([0.01, 0.02, -0.01, -0.02, 0.0, 0.015])  # what a seed does to every schedule
NOISE = np.array([0.001, -0.002, 0.003, -0.001, -0.002, 0.001])
LOST = np.full(6, np.inf)


def candidate(label, peak, ends, wobble=0.0):
    ends = np.asarray(ends, dtype=float)
    metric = np.maximum(np.linspace(1.0, 0.0, 8), ends[:, None])
    metric[:, 4:-1] += wobble * np.array([1, -1, 1]) * (1 + 50 * NOISE[: len(ends), None])
    return Candidate(
        label=label,
        peak=peak,
        schedule=lrlab.Constant(value=peak),
        evaluated_at=np.arange(1, 9) * 100,
        train_loss=np.ones((len(ends), 800)),
        test_loss=metric,
        metric=metric,
        diverged_at=np.where(np.isfinite(ends), -1, 5),
    )


@pytest.fixture
def judged():
    return [
        candidate("constant", 0.1, 0.20 + SHARED),
        candidate("cosine", 0.2, 0.15 + SHARED + NOISE),
        candidate("linear", 0.4, 0.1501 + SHARED - NOISE),
    ]


def rows_of(judged, **options):
    return {row.label: row for row in standings(judged, baseline="constant", edges={}, **options)}


def said(row):
    return row.against_winner, row.against_baseline


def test_the_best_comes_first(judged):
    rows = standings(judged, baseline="constant", edges={"linear": "high"})

    assert [(row.place, row.label) for row in rows] == [
        (1, "cosine"),
        (2, "linear"),
        (3, "constant"),
    ]
    assert [row.edge for row in rows] == [None, "high", None]


def test_pairing_finds_what_the_spread_of_the_seeds_would_hide():
    """The seeds differ by 0.04, the schedules by 0.005: unpaired, nobody could tell."""
    judged = [
        candidate("constant", 0.1, 0.2 + SHARED),
        candidate("near", 0.1, 0.195 + SHARED + NOISE),
    ]
    unpaired = candidate("near", 0.1, 0.195 + SHARED[::-1] + NOISE)

    assert said(rows_of(judged)["near"]) == ("winner", "better")
    assert said(rows_of([judged[0], unpaired])["near"])[1] == "unclear"


def test_what_cannot_be_told_apart_is_a_tie(judged):
    rows = rows_of(judged)

    assert said(rows["cosine"]) == ("winner", "better")
    assert said(rows["linear"]) == ("tie", "better")
    assert said(rows["constant"]) == ("behind", "")


def test_a_schedule_that_diverged_comes_last(judged):
    rows = rows_of([*judged, candidate("wild", 0.1, LOST)])

    assert rows["wild"].place == 4
    assert said(rows["wild"]) == ("diverged", "diverged")


def test_a_baseline_that_diverged_is_beaten_by_everybody(judged):
    for lost in (LOST, np.where(np.arange(6) == 2, np.inf, 0.2)):
        rows = rows_of([candidate("constant", 0.1, lost), *judged[1:]])

        assert said(rows["cosine"]) == ("winner", "better")
        assert said(rows["constant"]) == ("diverged", "diverged")
        assert not any(
            math.isnan(row.versus_winner.low) for row in rows.values() if row.versus_winner
        )


def test_nobody_wins_where_everybody_diverged():
    rows = rows_of([candidate("constant", 0.1, LOST), candidate("wild", 0.1, LOST)])

    assert {said(row) for row in rows.values()} == {("diverged", "diverged")}


@pytest.mark.parametrize("seeds", [1, 2])
def test_fewer_than_three_seeds_tell_nothing_apart(judged, seeds):
    few = [dataclasses.replace(c, metric=c.metric[:seeds]) for c in judged]

    rows = rows_of(few)

    assert {row.against_baseline for row in rows.values()} == {"", "unclear"}
    assert {row.against_winner for row in rows.values()} == {"winner", "tie"}


@pytest.fixture
def grid():
    return [
        candidate("constant", 0.05, 0.22 + SHARED),
        candidate("constant", 0.1, 0.20 + SHARED),
        candidate("constant", 0.2, LOST),
        candidate("linear", 0.2, 0.16 + SHARED),
        candidate("linear", 0.4, 0.15 + SHARED),
        candidate("wild", 0.1, LOST),
        candidate("wild", 0.2, LOST),
        candidate("alone", 0.3, 0.1 + SHARED),
    ]


def test_the_best_peak_is_the_lowest_mean_of_all_seeds(grid):
    lucky = candidate("linear", 0.3, [0.0, 0.0, 0.0, 0.0, 0.0, np.inf])

    assert best_of([*grid, lucky], "linear").peak == 0.4
    assert best_of(grid, "wild").peak == 0.1


def test_the_end_of_a_grid_is_an_edge_unless_what_lies_beyond_diverged(grid):
    edges = {label: edge_of(grid, label) for label in ("constant", "linear", "wild", "alone")}

    assert edges == {"constant": None, "linear": "high", "wild": "low", "alone": None}


def test_a_grid_grows_beyond_its_edge_with_the_same_factor(grid):
    assert peaks_beyond_edge(grid, "constant") == []
    assert peaks_beyond_edge(grid, "linear") == [("linear", 0.8), ("linear", 1.6)]
    assert peaks_beyond_edge(grid, "wild") == [("wild", 0.05), ("wild", 0.025)]


def claims(constants, judged):
    rows = standings(judged, baseline="constant", edges={})
    return claims_about_constant(constants, rows, shown="{:.3f}".format)


def test_the_claims_hold_where_the_numbers_bear_them_out(judged):
    constants = [
        candidate("constant", 0.01, 0.7 + SHARED),
        judged[0],
        candidate("constant", 0.3, 0.4 + SHARED, wobble=0.1),
        candidate("constant", 0.5, LOST),
    ]
    high, low, beaten = claims(constants, judged)

    assert high.holds
    assert "0.5, runs diverged" in high.evidence
    assert low.holds
    assert "0.01" in low.evidence
    assert beaten.holds
    assert "2 of 2 schedules" in beaten.evidence


def test_the_claims_do_not_hold_where_the_numbers_do_not(judged):
    constants = [
        candidate("constant", 0.05, 0.201 + SHARED),
        judged[0],
        candidate("constant", 0.3, 0.201 + SHARED),
    ]
    worse = [judged[0], candidate("slow", 0.1, 0.3 + SHARED + NOISE)]

    assert [claim.holds for claim in claims(constants, worse)] == [False, False, False]


def test_with_one_seed_no_claim_holds(judged):
    def one(c):
        return dataclasses.replace(c, metric=c.metric[:1])

    constants = [candidate("constant", 0.01, 0.7 + SHARED), judged[0]]
    found = claims([one(c) for c in constants], [one(c) for c in judged])

    assert [claim.holds for claim in found] == [False, False, False]
    assert not any("inf" in claim.evidence or "nan" in claim.evidence for claim in found)
