"""The ramp that proposes peaks: on real tasks, and where it must refuse."""

import dataclasses

import numpy as np
import pytest

import lrlab
from lrlab.sweeps import propose_peaks
from lrlab.tasks import AbstractTask, Fashion14, Quadratic, train


@pytest.mark.parametrize("task", [Fashion14(), Quadratic()], ids=lambda task: task.name)
def test_the_grid_holds_a_constant_rate_that_trains_well(task):
    """A grid search over decades, independent of the ramp, finds nothing better far outside."""
    proposal = propose_peaks(task)
    decades = np.geomspace(1e-4, 10.0, 11)

    curves = train(task, np.tile(decades[:, None], (1, 150)), seeds=range(2), evaluations=1)
    best = decades[np.argmin(curves.metric[..., -1].mean(axis=1))]

    assert proposal.peaks[0] / 4 <= best <= proposal.peaks[-1] * 4
    assert list(proposal.peaks) == sorted(proposal.peaks)
    np.testing.assert_allclose(np.diff(np.log2(proposal.peaks)), 1.0, atol=0.1)


def test_the_same_task_has_the_same_grid():
    first, second = propose_peaks(Quadratic()), propose_peaks(Quadratic())

    assert first.peaks == second.peaks
    assert first.as_dict() == second.as_dict()


def test_says_what_it_saw():
    proposal = propose_peaks(Quadratic())

    assert f"{proposal.edge:.2g}" in proposal.sentence
    assert f"{proposal.peaks[-1]:g}" in proposal.sentence


@dataclasses.dataclass(frozen=True, kw_only=True)
class Flat(AbstractTask):
    """A loss that no rate can lower."""

    name = "flat"
    description = data_license = metric = "none"
    default_steps = 10
    largest_loss = 10.0

    def init(self, seed):
        return {"w": np.zeros(2, np.float32)}

    def batches(self, seed, start, stop):
        return {"x": np.zeros((stop - start, 1), np.float32)}

    def loss(self, weights, batch):
        return 1.0 + 0.0 * weights["w"].sum()

    def evaluate(self, weights, test_set):
        return 1.0 + 0.0 * weights["w"].sum(), 1.0 + 0.0 * weights["w"].sum()


def test_refuses_to_propose_where_the_loss_never_fell():
    with pytest.raises(lrlab.RaceError, match="Give the peaks yourself"):
        propose_peaks(Flat())
