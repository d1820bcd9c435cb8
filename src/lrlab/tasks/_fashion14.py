"""Task `fashion14`: small real images, and a perceptron with two hidden layers."""

from __future__ import annotations

import dataclasses
import functools
import importlib.resources
from typing import Any, ClassVar, final

import numpy as np

from lrlab._dependencies import Late
from lrlab.tasks._base import AbstractTask, Arrays, generator

jax = Late("jax", extra="lab", why="to train a task")
jnp = Late("jax.numpy", extra="lab", why="to train a task")

PIXELS, HIDDEN, CLASSES = 14 * 14, 64, 10
BATCH = 64


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Fashion14(AbstractTask):
    r"""Fashion-MNIST at 14x14 pixels with a perceptron 196-64-64-10.

    Pixels are normalized to mean 0 and deviation 1 over the training images. With a minibatch as
    the columns of $X$ (196 x 64), every column of the following is one image:

    $$H_1 = \max(0, W_1 X + b_1), \quad H_2 = \max(0, W_2 H_1 + b_2), \quad Z = W_3 H_2 + b_3,$$

    and the loss is the cross entropy of $\mathrm{softmax}(Z)$, in nats, averaged over the images.
    Weights begin as He's, $W \sim N(0, 2 / \text{inputs})$, biases at 0. Each epoch visits the
    training images in a new order and leaves out the last 48, which fill no batch.

    Weights by name: `w1 (64, 196)`, `b1 (64)`, `w2 (64, 64)`, `b2 (64)`, `w3 (10, 64)`, `b3 (10)`.
    Batches: `images (n, 64, 196)` as float32 and `labels (n, 64)`.

    References:
        Xiao, Rasul and Vollgraf, "Fashion-MNIST", 2017. https://arxiv.org/abs/1708.07747
    """

    name: ClassVar[str] = "fashion14"
    description: ClassVar[str] = (
        "6,000 Fashion-MNIST images of 14x14 pixels, a perceptron 196-64-64-10, "
        "batches of 64, SGD with momentum 0.9; judged by the error on 2,000 test images."
    )
    data_license: ClassVar[str] = "Fashion-MNIST, copyright 2017 Zalando SE, MIT license"
    metric: ClassVar[str] = "test error"
    metric_is_fraction: ClassVar[bool] = True
    default_steps: ClassVar[int] = 600
    largest_loss: ClassVar[float] = 100.0  # nats; guessing costs log(10) = 2.3

    momentum: float = 0.9

    def init(self, seed: int) -> Arrays:
        random = generator(seed, 0)

        def he(outputs: int, inputs: int) -> np.ndarray:
            normal = random.standard_normal((outputs, inputs), np.float32)
            return normal * np.float32(np.sqrt(2 / inputs))

        return {
            "w1": he(HIDDEN, PIXELS),
            "b1": np.zeros(HIDDEN, np.float32),
            "w2": he(HIDDEN, HIDDEN),
            "b2": np.zeros(HIDDEN, np.float32),
            "w3": he(CLASSES, HIDDEN),
            "b3": np.zeros(CLASSES, np.float32),
        }

    def batches(self, seed: int, start: int, stop: int) -> Arrays:
        data = _data()
        per_epoch = len(data["train_labels"]) // BATCH

        def images_of(update: int) -> np.ndarray:
            epoch, place = divmod(update, per_epoch)
            return _order(seed, epoch)[place * BATCH : (place + 1) * BATCH]

        chosen = np.stack([images_of(update) for update in range(start, stop)])
        return {name: data[f"train_{name}"].take(chosen, axis=0) for name in ("images", "labels")}

    @property
    def test_set(self) -> Arrays:
        return {"images": _data()["test_images"], "labels": _data()["test_labels"]}

    def loss(self, weights: Arrays, batch: Arrays) -> Any:
        return _cross_entropy(_scores(weights, batch["images"]), batch["labels"])

    def losses_and_gradients(self, weights: Arrays, batch: Arrays) -> tuple[Any, Arrays]:
        r"""As in the base, by the chain rule written out, which is a tenth faster.

        With $\delta_Z = (\mathrm{softmax}(Z) - \text{one-hot}) / 64$, the gradient by the scores,

        $$\delta_2 = [H_2 > 0] \, W_3^T \delta_Z, \qquad \delta_1 = [H_1 > 0] \, W_2^T \delta_2,$$

        the gradients are $\delta_1 X^T$, $\delta_2 H_1^T$, $\delta_Z H_2^T$, and for the biases the
        sums of $\delta_1$, $\delta_2$, $\delta_Z$ over the images. The images are the same for all
        runs and everything else has a leading axis of runs, so that the two products with `images`
        are one large product each.
        """
        images, is_label = batch["images"], _one_hot(batch["labels"])
        runs = len(weights["b1"])

        hidden1 = weights["w1"].reshape(runs * HIDDEN, PIXELS) @ images.T
        hidden1 = hidden1.reshape(runs, HIDDEN, BATCH) + weights["b1"][..., None]
        hidden1 = jnp.maximum(hidden1, 0)
        hidden2 = jnp.maximum(weights["w2"] @ hidden1 + weights["b2"][..., None], 0)
        scores = weights["w3"] @ hidden2 + weights["b3"][..., None]

        scores = scores - scores.max(axis=1, keepdims=True)  # so that no exponential overflows
        odds = jnp.exp(scores)
        all_odds = odds.sum(axis=1, keepdims=True)
        of_label = jnp.sum(jnp.where(is_label, scores, 0), axis=1)
        losses = jnp.mean(jnp.log(all_odds[:, 0]) - of_label, axis=1)

        to_scores = (odds / all_odds - is_label) / BATCH
        to_hidden2 = jnp.where(hidden2 > 0, _transposed(weights["w3"]) @ to_scores, 0)
        to_hidden1 = jnp.where(hidden1 > 0, _transposed(weights["w2"]) @ to_hidden2, 0)
        to_w1 = to_hidden1.reshape(runs * HIDDEN, BATCH) @ images
        return losses, {
            "w1": to_w1.reshape(runs, HIDDEN, PIXELS),
            "b1": to_hidden1.sum(axis=2),
            "w2": to_hidden2 @ jnp.swapaxes(hidden1, 1, 2),
            "b2": to_hidden2.sum(axis=2),
            "w3": to_scores @ jnp.swapaxes(hidden2, 1, 2),
            "b3": to_scores.sum(axis=2),
        }

    def evaluate(self, weights: Arrays, test_set: Arrays) -> tuple[Any, Any]:
        scores = _scores(weights, test_set["images"])
        error = jnp.mean(jnp.argmax(scores, axis=0) != test_set["labels"])
        return _cross_entropy(scores, test_set["labels"]), error


def _scores(weights: Arrays, images: Any) -> Any:
    """Return $Z$, one column per image: shape `(10, images)`."""
    hidden1 = jnp.maximum(weights["w1"] @ images.T + weights["b1"][:, None], 0)
    hidden2 = jnp.maximum(weights["w2"] @ hidden1 + weights["b2"][:, None], 0)
    return weights["w3"] @ hidden2 + weights["b3"][:, None]


def _cross_entropy(scores: Any, labels: Any) -> Any:
    r"""Return the mean over the images of $\log \sum_k e^{z_k} - z_{label}$."""
    of_label = jnp.sum(jnp.where(_one_hot(labels), scores, 0), axis=0)
    return jnp.mean(jax.nn.logsumexp(scores, axis=0) - of_label)


def _transposed(matrices: Any) -> Any:
    """Transpose every matrix of a stack now, as a copy.

    Left to itself, XLA hands the product a transposed left factor, for which its kernel needs half
    as long again.
    """
    return jax.lax.optimization_barrier(jnp.swapaxes(matrices, 1, 2))


def _one_hot(labels: Any) -> Any:
    return jnp.arange(CLASSES)[:, None] == labels


@functools.cache
def _data() -> dict[str, np.ndarray]:
    """Return normalized images, `(n, 196)` as float32, and labels, from the file in the package."""
    file = importlib.resources.files("lrlab.tasks").joinpath("data/fashion14.npz")
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        stored = dict(arrays)
    mean, deviation = stored["train_images"].mean(), stored["train_images"].std()

    def normalized(images: np.ndarray) -> np.ndarray:
        return ((images.reshape(-1, PIXELS) - mean) / deviation).astype(np.float32)

    return {
        "train_images": normalized(stored["train_images"]),
        "train_labels": stored["train_labels"].astype(np.int32),
        "test_images": normalized(stored["test_images"]),
        "test_labels": stored["test_labels"].astype(np.int32),
    }


@functools.lru_cache(maxsize=64)
def _order(seed: int, epoch: int) -> np.ndarray:
    """Return the order in which a seed's runs visit the training images in an epoch."""
    return generator(seed, 1, epoch).permutation(len(_data()["train_labels"]))
