"""Quadratic: against its recursion in closed form, and its optimum."""

import numpy as np
import pytest

from lrlab.tasks import Quadratic, train
from tasks import _reference


def rates_of(*rates, steps):
    return np.repeat(np.array(rates)[:, None], steps, axis=1)


def test_without_noise_it_follows_the_closed_form():
    """Every coordinate shrinks by (1 - rate h_i) per update."""
    task = Quadratic(noise=0.0)
    h = task.curvatures.astype(np.float64)
    t = np.arange(60)[:, None]

    measured = train(task, rates_of(0.1, 1.5, steps=60), seeds=[0, 1], evaluations=60)

    for candidate, rate in enumerate((0.1, 1.5)):
        expected = 0.5 * np.sum(h * (1 - rate * h) ** (2 * t), axis=1)
        for seed in (0, 1):
            np.testing.assert_allclose(measured.train_loss[candidate, seed], expected, rtol=1e-4)


def test_with_noise_it_agrees_with_the_plain_twin():
    task = Quadratic(noise=0.3, momentum=0.5)
    h = task.curvatures.astype(np.float64)
    rates = 0.5 * np.cos(np.linspace(0, 1.5, 100))

    def gradients_of(weights, noise):
        return 0.5 * np.sum(h * weights["w"] ** 2), {"w": h * weights["w"] + noise}

    losses, weights = _reference.trained(task, rates, 4, gradients_of)
    measured = train(task, rates[None], seeds=[4], evaluations=1)

    np.testing.assert_allclose(measured.train_loss[0, 0], losses, rtol=1e-4)
    distance = np.linalg.norm(weights["w"])
    assert measured.metric[0, 0, -1] == pytest.approx(distance, rel=1e-4)


def test_the_mean_loss_follows_the_recursion_of_the_second_moments():
    task = Quadratic(dimension=8, noise=1.0)
    h = task.curvatures.astype(np.float64)
    rate, steps = 0.3, 60
    moments, expected = np.ones(8), []
    for _ in range(steps):
        expected.append(0.5 * np.sum(h * moments))
        moments = (1 - rate * h) ** 2 * moments + rate**2 * task.noise**2 * h

    measured = train(task, rates_of(rate, steps=steps), seeds=range(100), evaluations=1)

    mean = measured.train_loss[0].mean(0)
    deviation = measured.train_loss[0].std(0) / np.sqrt(100)
    assert np.all(np.abs(mean - expected) < 4 * deviation + 1e-5)


def test_a_decayed_rate_reaches_the_optimum_and_a_constant_one_its_floor():
    task = Quadratic(noise=0.1)
    h = task.curvatures.astype(np.float64)
    steps = 2000
    constant = np.full(steps, 0.5)
    decayed = 1 - np.arange(steps) / steps

    measured = train(task, np.stack([constant, decayed]), seeds=range(3), evaluations=40)

    floor = 0.5 * np.sum(0.5 * task.noise**2 * h / (2 - 0.5 * h))
    settled = measured.test_loss[..., 20:].mean((1, 2))
    assert settled[0] == pytest.approx(floor, rel=0.2)
    assert measured.test_loss[1, :, -1].mean() < floor / 8


def test_a_rate_above_2_diverges_and_below_does_not():
    measured = train(Quadratic(), rates_of(1.9, 2.2, steps=300), seeds=[0], evaluations=1)

    assert measured.diverged_at[0, 0] == -1
    assert measured.diverged_at[1, 0] > 10
