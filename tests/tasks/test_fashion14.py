"""Fashion14: the file in the package, and what a run sees of it."""

import importlib.resources

import jax
import numpy as np
import pytest

from lrlab.tasks import Fashion14

DATA = importlib.resources.files("lrlab.tasks") / "data"


@pytest.fixture(scope="module")
def stored():
    with (DATA / "fashion14.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return dict(arrays)


def test_the_file_is_small_and_its_license_lies_beside_it():
    assert len((DATA / "fashion14.npz").read_bytes()) < 2**20
    text = (DATA / "LICENSE-fashion-mnist").read_text()
    assert "The MIT License" in text
    assert "Copyright (c) 2017 Zalando SE" in text
    assert "https://github.com/zalandoresearch/fashion-mnist" in text


@pytest.mark.parametrize(("part", "images"), [("train", 6000), ("test", 2000)])
def test_the_images_are_14_by_14_and_every_class_is_there(stored, part, images):
    assert stored[f"{part}_images"].shape == (images, 14, 14)
    assert stored[f"{part}_images"].dtype == np.uint8
    counts = np.bincount(stored[f"{part}_labels"], minlength=10)
    assert counts.shape == (10,)
    assert counts.sum() == images
    assert np.all(np.abs(counts - images / 10) < 0.15 * images / 10)


def test_the_images_are_not_each_others_copies(stored):
    images = np.concatenate([stored["train_images"], stored["test_images"]]).reshape(8000, -1)

    assert len(np.unique(images, axis=0)) > 7990


def test_pixels_are_normalized():
    images = Fashion14().batches(0, 0, 93)["images"]

    assert images.shape == (93, 64, 196)
    assert images.dtype == np.float32
    assert abs(images.mean()) < 0.01
    assert abs(images.std() - 1) < 0.01


def test_an_epoch_visits_every_image_once_but_the_last_48():
    images = Fashion14().batches(5, 93, 186)["images"].reshape(-1, 196)

    everything = Fashion14().batches(5, 0, 93)["images"].reshape(-1, 196)
    both = np.unique(np.concatenate([images, everything]), axis=0)
    assert len(np.unique(images, axis=0)) > 5940  # 93 * 64 = 5952, and a few images are twins
    assert len(both) <= 6000
    assert not np.array_equal(images, everything)


def test_a_batch_is_a_function_of_seed_and_update():
    whole = Fashion14().batches(2, 0, 200)
    piece = Fashion14().batches(2, 90, 97)
    other = Fashion14().batches(3, 90, 97)

    for name, array in piece.items():
        np.testing.assert_array_equal(array, whole[name][90:97])
    assert not np.array_equal(piece["labels"], other["labels"])


def test_initial_weights_are_hes_and_a_function_of_the_seed():
    weights = Fashion14().init(7)

    shapes = {name: array.shape for name, array in weights.items()}
    assert shapes == {
        "w1": (64, 196),
        "b1": (64,),
        "w2": (64, 64),
        "b2": (64,),
        "w3": (10, 64),
        "b3": (10,),
    }
    for name in ("w1", "w2", "w3"):
        expected = np.sqrt(2 / weights[name].shape[1])
        assert weights[name].std() == pytest.approx(expected, rel=0.1)
    np.testing.assert_array_equal(weights["w1"], Fashion14().init(7)["w1"])
    assert not np.array_equal(weights["w1"], Fashion14().init(8)["w1"])


def test_its_gradients_agree_with_automatic_differentiation():
    task = Fashion14()
    runs = [task.init(seed) for seed in (0, 1, 2)]
    weights = {name: np.stack([run[name] for run in runs]) + 0.01 for name in runs[0]}
    batch = {name: array[0] for name, array in task.batches(0, 5, 6).items()}

    losses, gradients = jax.jit(task.losses_and_gradients)(weights, batch)
    plain_losses, plain = jax.jit(super(Fashion14, task).losses_and_gradients)(weights, batch)

    np.testing.assert_allclose(losses, plain_losses, rtol=1e-5)
    for name in weights:
        np.testing.assert_allclose(gradients[name], plain[name], atol=1e-5, err_msg=name)
