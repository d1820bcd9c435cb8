"""Task `quadratic`: the noisy quadratic, whose optimum and whose every run are known."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, final

import numpy as np

from lrlab._dependencies import Late
from lrlab.tasks._base import AbstractTask, Arrays, generator

jnp = Late("jax.numpy", extra="lab", why="to train a task")


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Quadratic(AbstractTask):
    r"""A noisy quadratic with a power law of curvatures, and its optimum, with loss 0, at $w = 0$.

    $$L(w) = \frac{1}{2} \sum_{i=1}^{d} h_i w_i^2, \qquad h_i = i^{-a}, \qquad
    g_i = h_i w_i + \sigma \sqrt{h_i} \, \xi_i, \qquad \xi_i \sim N(0, 1),$$

    with $d$ = `dimension`, $a$ = `exponent` and $\sigma$ = `noise`. A run begins at $w_i = \pm 1$,
    the signs drawn by its seed. All losses are $L(w)$ itself, the exact risk: the noise is in the
    gradients alone. At a constant rate $\eta$ without momentum each coordinate obeys

    $$E\, w_i(t+1)^2 = (1 - \eta h_i)^2 \, E\, w_i(t)^2 + \eta^2 \sigma^2 h_i,$$

    so the rate must stay below 2, and the floor is
    $\frac{1}{2} \sum_i \eta \sigma^2 h_i / (2 - \eta h_i)$.

    References:
        Zhang et al., "Which algorithmic choices matter at which batch sizes? Insights from a noisy
        quadratic model", NeurIPS 2019. https://arxiv.org/abs/1907.04164
    """

    name: ClassVar[str] = "quadratic"
    description: ClassVar[str] = (
        "A noisy quadratic of 64 dimensions with curvatures 1/i and its optimum at loss 0, SGD; "
        "for tests and theory."
    )
    data_license: ClassVar[str] = "no data: drawn from the seed"
    metric: ClassVar[str] = "distance to the optimum"
    default_steps: ClassVar[int] = 1_000
    largest_loss: ClassVar[float] = 1e6

    dimension: int = 64
    exponent: float = 1.0
    noise: float = 0.1
    momentum: float = 0.0

    @property
    def curvatures(self) -> np.ndarray:
        """The eigenvalues $h_i$ of the Hessian, largest first: shape `(dimension,)`."""
        return np.arange(1, self.dimension + 1, dtype=np.float32) ** np.float32(-self.exponent)

    def init(self, seed: int) -> Arrays:
        signs = generator(seed, 0).integers(0, 2, self.dimension) * 2 - 1
        return {"w": signs.astype(np.float32)}

    def batches(self, seed: int, start: int, stop: int) -> Arrays:
        deviations = self.noise * np.sqrt(self.curvatures)
        normal = [
            generator(seed, 1, update).standard_normal(self.dimension, np.float32)
            for update in range(start, stop)
        ]
        return {"noise": np.asarray(deviations * normal, np.float32)}

    def loss(self, weights: Arrays, batch: Arrays) -> Any:
        del batch  # the exact risk
        return 0.5 * jnp.sum(self.curvatures * weights["w"] ** 2)

    def losses_and_gradients(self, weights: Arrays, batch: Arrays) -> tuple[Any, Arrays]:
        losses, gradients = super().losses_and_gradients(weights, batch)
        return losses, {"w": gradients["w"] + batch["noise"]}

    def evaluate(self, weights: Arrays, test_set: Arrays) -> tuple[Any, Any]:
        return self.loss(weights, test_set), jnp.sqrt(jnp.sum(weights["w"] ** 2))
