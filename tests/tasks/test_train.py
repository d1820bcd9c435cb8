"""`train`: against its slow twin and torch, its promises to a race, and what it refuses."""

import numpy as np
import pytest

from lrlab._errors import RaceError
from lrlab.tasks import Fashion14, Quadratic, train
from tasks import _reference

STEPS = 110  # longer than an epoch and than a piece


def table(*rates, steps=STEPS):
    """One candidate for every constant rate."""
    return np.repeat(np.array(rates)[:, None], steps, axis=1)


@pytest.fixture(scope="module")
def curves():
    """Three candidates, one of them with warm-up and decay, and two seeds."""
    rates = table(0.02, 0.1, 0.0)
    rates[2] = 0.1 * np.minimum(np.arange(STEPS) / 20, 1 - np.arange(STEPS) / STEPS)
    return rates, train(Fashion14(), rates, seeds=[3, 8], evaluations=4)


def test_agrees_with_the_plain_twin_at_every_update(curves):
    rates, measured = curves

    for candidate, seed in [(0, 3), (2, 8)]:
        losses, weights = _reference.trained(
            Fashion14(), rates[candidate], seed, _reference.fashion14_gradients
        )
        run = candidate, [3, 8].index(seed)
        np.testing.assert_allclose(measured.train_loss[run], losses, rtol=1e-4)

        test_set = Fashion14().test_set
        loss, _ = _reference.fashion14_gradients(weights, **test_set)
        np.testing.assert_allclose(measured.test_loss[run][-1], loss, rtol=1e-4)


def test_agrees_with_torch(curves):
    torch = pytest.importorskip("torch")
    rates, measured = curves
    task = Fashion14()
    model = torch.nn.Sequential(
        torch.nn.Linear(196, 64),
        torch.nn.ReLU(),
        torch.nn.Linear(64, 64),
        torch.nn.ReLU(),
        torch.nn.Linear(64, 10),
    )
    with torch.no_grad():
        for ours, theirs in zip(task.init(3).values(), model.parameters(), strict=True):
            theirs.copy_(torch.tensor(ours))
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0, momentum=task.momentum)
    batches = {k: torch.tensor(v) for k, v in task.batches(3, 0, STEPS).items()}

    losses = []
    for t in range(STEPS):
        optimizer.param_groups[0]["lr"] = rates[2, t]
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(
            model(batches["images"][t]), batches["labels"][t].long()
        )
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    with torch.no_grad():
        guesses = model(torch.tensor(task.test_set["images"])).argmax(1).numpy()

    np.testing.assert_allclose(measured.train_loss[2, 0], losses, rtol=1e-4)
    error = (guesses != task.test_set["labels"]).mean()
    assert measured.metric[2, 0, -1] == pytest.approx(error, abs=1 / 2000)


def test_the_same_call_gives_the_same_bits(curves):
    rates, first = curves

    again = train(Fashion14(), rates, seeds=[3, 8], evaluations=4)

    for name, array in vars(first).items():
        np.testing.assert_array_equal(array, vars(again)[name], err_msg=name)


def test_a_run_does_not_depend_on_its_company(curves):
    rates, together = curves

    alone = train(Fashion14(), rates[1:2], seeds=[8], evaluations=4)

    np.testing.assert_allclose(together.train_loss[1, 1], alone.train_loss[0, 0], rtol=1e-4)
    np.testing.assert_allclose(together.test_loss[1, 1], alone.test_loss[0, 0], rtol=1e-4)


def test_more_candidates_than_share_a_program_keep_their_places():
    rates = table(*np.linspace(0.01, 0.5, 29), steps=12)
    order = np.random.default_rng(0).permutation(29)

    sorted_ = train(Quadratic(noise=0.0), rates, seeds=[0, 1], evaluations=1)
    shuffled = train(Quadratic(noise=0.0), rates[order], seeds=[1, 0], evaluations=1)

    np.testing.assert_allclose(shuffled.train_loss, sorted_.train_loss[order][:, ::-1], rtol=1e-6)
    assert np.all(np.diff(sorted_.test_loss[:, 0, -1]) < 0)  # higher is better below 1


def test_candidates_share_a_seeds_weights_and_batches(curves):
    _, measured = curves

    first = measured.train_loss[:, :, 0]

    assert np.all(first == first[0])
    assert first[0, 0] != first[0, 1]


def test_the_way_the_evaluations_cut_the_run_changes_nothing():
    rates = table(0.1)

    coarse = train(Fashion14(), rates, seeds=[0], evaluations=1)
    fine = train(Fashion14(), rates, seeds=[0], evaluations=22)

    np.testing.assert_array_equal(coarse.train_loss, fine.train_loss)
    np.testing.assert_array_equal(coarse.test_loss[..., -1], fine.test_loss[..., -1])
    np.testing.assert_array_equal(fine.steps, np.arange(5, 111, 5))


def test_evaluates_after_every_update_of_a_run_that_is_shorter_than_asked():
    short = train(Quadratic(), table(0.1, steps=3), seeds=[0], evaluations=40)

    np.testing.assert_array_equal(short.steps, [1, 2, 3])
    np.testing.assert_array_equal(short.test_loss[..., :-1], short.train_loss[..., 1:])


def test_shapes_and_types(curves):
    _, measured = curves

    assert measured.train_loss.shape == (3, 2, STEPS)
    assert measured.test_loss.shape == measured.metric.shape == (3, 2, 4)
    assert measured.diverged_at.shape == (3, 2)
    assert measured.train_loss.dtype == measured.test_loss.dtype == np.float32
    np.testing.assert_array_equal(measured.steps, [27, 55, 82, 110])
    np.testing.assert_array_equal(measured.diverged_at, -1)
    assert np.all(measured.metric < 0.6)


@pytest.mark.parametrize("task", [Fashion14(), Quadratic()], ids=lambda task: task.name)
def test_a_diverged_run_is_infinite_from_then_on_and_harms_nobody(task):
    rates = table(0.05, 1e3)

    measured = train(task, rates, seeds=[0, 1], evaluations=5)
    healthy = train(task, table(0.05, 0.05), seeds=[0, 1], evaluations=5)

    assert np.all(measured.diverged_at[0] == -1)
    np.testing.assert_array_equal(measured.train_loss[0], healthy.train_loss[0])
    for seed in (0, 1):
        first = measured.diverged_at[1, seed]
        assert 1 <= first < 20
        losses = measured.train_loss[1, seed]
        assert np.all(losses[:first] <= task.largest_loss)
        assert np.all(losses[first:] == np.inf)
        assert np.all(measured.test_loss[1, seed] == np.inf)
        assert np.all(measured.metric[1, seed] == np.inf)


def test_a_run_that_the_last_update_ruins_has_diverged_at_its_end():
    rates = table(0.05, steps=30)
    rates[0, -1] = 1e9

    measured = train(Quadratic(), rates, seeds=[0], evaluations=3)

    assert measured.diverged_at.tolist() == [[30]]
    assert np.all(np.isfinite(measured.train_loss))
    assert np.isfinite(measured.test_loss).tolist() == [[[True, True, False]]]


def test_tells_its_progress_in_the_callers_thread():
    calls = []

    train(
        Quadratic(),
        table(0.1, 0.2),
        seeds=[0, 1, 2],
        evaluations=4,
        on_progress=lambda *call: calls.append(call),
    )

    done, totals = zip(*calls, strict=True)
    assert set(totals) == {6 * STEPS}
    assert list(done) == sorted(done)
    assert done[-1] == 6 * STEPS
    assert len(calls) > 3


def test_an_interrupt_ends_the_training():
    def interrupt(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(Quadratic(), table(0.1), seeds=[0], on_progress=interrupt)


@pytest.mark.parametrize(
    ("rates", "message"),
    [
        (np.ones(5), r"shape \(candidates, total_steps\), both at least 1, got \(5,\)"),
        (np.ones((0, 5)), r"got \(0, 5\)"),
        (np.ones((5, 0)), r"got \(5, 0\)"),
        ([[0.1, -0.1]], "not negative, got -0.1 for candidate 0 at update 1"),
        ([[0.1], [np.nan]], "finite and not negative, got nan for candidate 1 at update 0"),
        ([[np.inf]], "finite and not negative, got inf"),
        ([[1e300]], "finite and not negative, got 1e"),
        ([[1j]], "real numbers, got complex128"),
        ([["0.1"]], "real numbers"),
    ],
)
def test_refuses_rates(rates, message):
    with pytest.raises(RaceError, match=message):
        train(Quadratic(), rates, seeds=[0])


@pytest.mark.parametrize("seeds", [[], [-1], [0, 0], [0.5], [True], 3, "01", None])
def test_refuses_seeds(seeds):
    with pytest.raises(RaceError, match=r"`train\(seeds=...\)` must be whole numbers from 0"):
        train(Quadratic(), [[0.1]], seeds=seeds)


@pytest.mark.parametrize("evaluations", [0, -1, 1.5, None])
def test_refuses_evaluations(evaluations):
    with pytest.raises(RaceError, match=r"`train\(evaluations=...\)` must be a whole number"):
        train(Quadratic(), [[0.1]], seeds=[0], evaluations=evaluations)
