"""The promises that every policy keeps, as a check you can run on your own."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from lrlab._dependencies import require
from lrlab.policies import AbstractPolicy, Controlled
from lrlab.policies._base import numbers_of
from lrlab.schedules import Constant, Linear
from lrlab.testing._check_value import check_value

_REFERENCE = 0.1
_SINGLE = 2e-5  # float32, as JAX computes unless told otherwise


def check_policy(
    policy: AbstractPolicy,
    metrics: Iterable[float] | None = None,
    *,
    frameworks: Iterable[str] = (),
) -> None:
    """Raise `AssertionError`, with a sentence, unless `policy` keeps every promise.

    The promises: it cannot be changed, and copies, pickles, its `repr` and its JSON equal it; its
    state is a named tuple of numbers whose `scale` begins at 1 and stays finite and not negative,
    also after metrics that are NaN or infinite; metrics of Python and NumPy give the same states;
    a state that was stored as JSON goes on with the same numbers; the replay of a run gives the
    rates of the run. With `frameworks`, tensors and compiled programs give the same scales too.

    Args:
        policy: any policy.
        metrics: the metrics of a run; some that fall, stay, rise and jump if None.
        frameworks: any of `"jax"` and `"torch"`.

    Examples:
        >>> import lrlab
        >>> check_policy(lrlab.policies.ReduceOnPlateau(patience=2))
    """
    metrics = [float(m) for m in (_usual() if metrics is None else metrics)]
    states = _states(policy, metrics)
    check_value(policy)
    _check_states(policy, metrics, states)
    _check_storage(policy, metrics, states)
    _check_odd_metrics(policy)
    _check_replay(policy, metrics)
    for framework in frameworks:
        {"jax": _check_jax, "torch": _check_torch}[framework](policy, metrics, states)


def _usual() -> list[float]:
    falling, flat = [2.0 - 0.125 * i for i in range(12)], [0.625] * 30
    jumping = [0.5 + 0.25 * (i * i % 7) for i in range(30)]
    return [*falling, *flat, *jumping, *falling]


def _states(policy: AbstractPolicy, metrics: Iterable[Any]) -> list[Any]:
    """The state before each metric, and that after the last."""
    start = policy.init(_REFERENCE)
    return list(itertools.accumulate(metrics, policy.update, initial=start))


def _check_states(policy: AbstractPolicy, metrics: Sequence[float], states: list[Any]) -> None:
    assert states[0].scale == 1, f"{policy} begins with the scale {states[0].scale}, not with 1"
    again = _states(policy, metrics)
    assert repr(again) == repr(states), f"{policy} gives other states the second time"
    for state in states:
        assert isinstance(state, policy.state_type), f"{policy} makes {state}, no `state_type`"
        for number in numbers_of(state):
            assert type(number) in (int, float), f"{policy} holds {number!r}, no plain number"
        _check_scale(policy, state.scale)
    of_numpy = _states(policy, np.asarray(metrics))
    assert repr(of_numpy) == repr(states), f"{policy} differs for NumPy numbers"


def _check_scale(policy: AbstractPolicy, scale: float) -> None:
    assert math.isfinite(scale), f"{policy} makes the scale {scale}"
    assert scale >= 0, f"{policy} makes the scale {scale}"


def _check_storage(policy: AbstractPolicy, metrics: Sequence[float], states: list[Any]) -> None:
    for state, metric, after in zip(states, metrics, states[1:], strict=False):
        text = json.dumps(policy.state_to_dict(state), allow_nan=False)
        stored = policy.state_from_dict(json.loads(text))
        assert repr(stored) == repr(state), f"JSON changed a state of {policy}: {state} to {stored}"
        onward = policy.update(stored, metric)
        assert repr(onward) == repr(after), f"{policy} goes on otherwise from JSON"


def _check_odd_metrics(policy: AbstractPolicy) -> None:
    for odd in (math.nan, math.inf, -math.inf):
        for state in _states(policy, [1.0, 0.5, odd, 0.5, odd, odd, 0.25, *[0.125] * 40]):
            _check_scale(policy, state.scale)


def _check_replay(policy: AbstractPolicy, metrics: Sequence[float]) -> None:
    warmup = Linear(init_value=0.0, end_value=_REFERENCE, steps=5)
    schedule = warmup.then(Constant(value=_REFERENCE))
    for from_step in (0, 5):
        run = Controlled(schedule=schedule, policy=policy, from_step=from_step)
        state, rates = run.init(), []
        for t, metric in enumerate(metrics):
            rates.append(run.rate(t, state))
            state = run.update(state, metric, t)
        assert run.replay(metrics).tolist() == rates, f"{run}.replay differs from the run"


def _check_jax(policy: AbstractPolicy, metrics: Sequence[float], states: list[Any]) -> None:
    jax = require("jax", extra="lab", why="to check a policy under JAX")

    def scales(metrics: Any) -> Any:
        def step(state: Any, metric: Any) -> Any:
            state = policy.update(state, metric)
            return state, state.scale

        return jax.lax.scan(step, policy.init(_REFERENCE), metrics)[1]

    array, wanted = jax.numpy.asarray(metrics), [state.scale for state in states[1:]]
    for name, found in (
        ("scan", jax.jit(scales)(array)),
        ("vmap", jax.vmap(scales)(array[None])[0]),
    ):
        np.testing.assert_allclose(
            found, wanted, rtol=_SINGLE, err_msg=f"{policy} differs for {name}"
        )


def _check_torch(policy: AbstractPolicy, metrics: Sequence[float], states: list[Any]) -> None:
    torch = require("torch", extra="lab", why="to check a policy with tensors")
    tensor = torch.tensor(metrics, dtype=torch.float64)
    assert repr(_states(policy, tensor)) == repr(states), f"{policy} differs for tensors"
