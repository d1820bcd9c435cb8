"""What a task is: a small training problem, as pure functions of seed, step and weights."""

from __future__ import annotations

import abc
from typing import Any, ClassVar

import numpy as np

from lrlab._dependencies import Late

jax = Late("jax", extra="lab", why="to train a task")

Arrays = dict[str, Any]


class AbstractTask(abc.ABC):
    r"""A small training problem that `train` can run many times at once.

    A task is a frozen dataclass: equal fields, equal task. It says how a run begins (`init`), what
    it sees (`batches`), what it minimizes (`loss`) and how it is judged (`evaluate`). `train` does
    the rest: SGD with momentum, $v \leftarrow \mu v + g$, $w \leftarrow w - \eta(t) v$.

    `loss` and `evaluate` are written for a single run in JAX; `jax.vmap` makes them serve many.
    Weights that lie in the first place of products, `weights @ inputs`, let all runs of a seed
    share one large product.
    """

    name: ClassVar[str]
    """The word for it on the command line."""
    description: ClassVar[str]
    """One sentence: data, model, batch size, optimizer."""
    data_license: ClassVar[str]
    """Where the data come from and what one may do with them."""
    metric: ClassVar[str]
    """What `evaluate` returns beside the test loss; smaller is better."""
    metric_is_fraction: ClassVar[bool] = False
    """Whether the metric lies between 0 and 1 and is written as percent."""
    default_steps: ClassVar[int]
    """The budget of a run, in updates, unless somebody asks for another."""
    largest_loss: ClassVar[float]
    """A run whose loss exceeds it, or is not a number, has diverged."""
    momentum: float = 0.0

    @abc.abstractmethod
    def init(self, seed: int) -> Arrays:
        """Return the initial weights of a run with this `seed`, as NumPy arrays by name."""

    @abc.abstractmethod
    def batches(self, seed: int, start: int, stop: int) -> Arrays:
        """Return what updates `start` to `stop - 1` see: arrays of shape `(stop - start, ...)`.

        A function of seed and update alone: however the updates are cut into pieces, the same
        update sees the same batch.
        """

    @abc.abstractmethod
    def loss(self, weights: Arrays, batch: Arrays) -> Any:
        """Return the loss of one run on one batch, a scalar."""

    @abc.abstractmethod
    def evaluate(self, weights: Arrays, test_set: Arrays) -> tuple[Any, Any]:
        """Return test loss and `metric` of one run, two scalars."""

    @property
    def test_set(self) -> Arrays:
        """What `evaluate` sees beside the weights: NumPy arrays by name."""
        return {}

    def losses_and_gradients(self, weights: Arrays, batch: Arrays) -> tuple[Any, Arrays]:
        """Return the losses of many runs on one batch, shape `(runs,)`, and their gradients.

        `weights` and the gradients have a leading axis of runs. A task may override this where it
        knows better than automatic differentiation.
        """
        return jax.vmap(jax.value_and_grad(self.loss), in_axes=(0, None))(weights, batch)


def generator(seed: int, *purpose: int) -> np.random.Generator:
    """Return an independent random stream for each seed and purpose."""
    return np.random.default_rng([seed, *purpose])
