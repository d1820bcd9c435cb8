"""The comparison that the project grew from."""

import subprocess
import sys

import numpy as np

from lrlab import pictures


def test_its_five_curves_are_the_numbers_of_the_seed():
    seed = pictures.seed_comparison()
    t = np.arange(200)
    expected = {
        "Step decay (drop=0.5, every 40)": 0.1 * 0.5 ** (t // 40),
        "Exponential decay": 0.1 * np.exp(-0.02 * t),
        "Cosine annealing": 1e-5 + 0.5 * (0.1 - 1e-5) * (1 + np.cos(np.pi * t / 200)),
        "Warmup + cosine (Transformers)": np.where(
            t < 20, 0.1 * t / 20, 0.05 * (1 + np.cos(np.pi * (t - 20) / 180))
        ),
        "1-cycle policy": np.where(t < 100, 0.2 * t / 200, 0.2 * (1 - t / 200)),
    }

    assert list(seed.schedules) == list(expected)
    for label, rates in expected.items():
        np.testing.assert_allclose(seed.schedules[label](t), rates, atol=1e-13)


def test_it_is_titled_and_labelled_as_there():
    seed = pictures.seed_comparison()

    ax = pictures.plot(seed.schedules, y=seed.y, title=seed.title, unit=seed.unit, steps=seed.steps)

    assert ax.get_title() == "Learning rate schedule comparison"
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_yscale()) == ("Epoch", "Learning rate", "log")


def test_only_plot_needs_matplotlib():
    program = (
        "import sys, lrlab; from lrlab import pictures; seed = pictures.seed_comparison();"
        "pictures.svg(seed.schedules); pictures.braille(seed.schedules);"
        "pictures.schedules_page(seed.schedules); assert 'matplotlib' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", program], check=True)
