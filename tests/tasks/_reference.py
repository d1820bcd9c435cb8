"""The slow, plain twin of `train`: one run at a time, one update at a time, NumPy in float64."""

from __future__ import annotations

import numpy as np


def fashion14_gradients(weights, images, labels):
    """Return the loss and its gradients, by the chain rule, one line per line of the model."""
    n = len(labels)
    hidden1 = np.maximum(images @ weights["w1"].T + weights["b1"], 0)
    hidden2 = np.maximum(hidden1 @ weights["w2"].T + weights["b2"], 0)
    scores = hidden2 @ weights["w3"].T + weights["b3"]
    odds = np.exp(scores - scores.max(1, keepdims=True))
    chances = odds / odds.sum(1, keepdims=True)
    loss = -np.log(chances[np.arange(n), labels]).mean()

    to_scores = chances.copy()
    to_scores[np.arange(n), labels] -= 1
    to_scores /= n
    to_hidden2 = to_scores @ weights["w3"] * (hidden2 > 0)
    to_hidden1 = to_hidden2 @ weights["w2"] * (hidden1 > 0)
    gradients = {
        "w3": to_scores.T @ hidden2,
        "b3": to_scores.sum(0),
        "w2": to_hidden2.T @ hidden1,
        "b2": to_hidden2.sum(0),
        "w1": to_hidden1.T @ images,
        "b1": to_hidden1.sum(0),
    }
    return loss, gradients


def trained(task, rates, seed, gradients_of):
    """Return the loss before every update, and the final weights."""
    weights = {name: array.astype(np.float64) for name, array in task.init(seed).items()}
    velocities = {name: np.zeros_like(array) for name, array in weights.items()}
    batches = task.batches(seed, 0, len(rates))
    losses = []
    for t, rate in enumerate(rates):
        batch = {name: array[t] for name, array in batches.items()}
        loss, gradients = gradients_of(weights, **batch)
        losses.append(loss)
        for name, gradient in gradients.items():
            velocities[name] = task.momentum * velocities[name] + gradient
            weights[name] = weights[name] - rate * velocities[name]
    return np.array(losses), weights
