"""What every policy is: a value whose state goes in and comes out."""

from __future__ import annotations

import abc
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from lrlab import _arrays
from lrlab._errors import ScheduleError
from lrlab.policies import _stored
from lrlab.policies._metric import as_metric
from lrlab.schedules._rules import Positive, shown
from lrlab.schedules._value import AbstractValue

_POSITIVE = Positive.__metadata__[0]  # pyright: ignore[reportAttributeAccessIssue]


class AbstractPolicy(AbstractValue):
    """A rule that scales the rate by what is measured: the validation loss, an accuracy.

    A policy never changes. What it remembers is a state, a named tuple of numbers, which goes in
    and comes out: `state = policy.update(state, metric)`. Its `scale` is what the policy makes of
    the rate; it begins at 1. States live in `jit`, `vmap` and `scan` of JAX, and with plain numbers
    everywhere else. `Controlled` joins a policy with a schedule.

    A policy of your own subclasses this as a frozen dataclass with keyword fields. It names the
    class of its states, `state_type`, and defines `_start` and `_next`, without `if` on a metric
    or a state: `xp.where` chooses.
    """

    state_type: ClassVar[type[Any]]
    """The named tuple of numbers that is the state, with `scale` as a field or a property."""

    def init(self, reference_value: float = 1.0) -> Any:
        """The state before the first metric.

        Args:
            reference_value: the rate that a scale of 1 stands for. Bounds in absolute rates, such
                as `min_value`, are bounds of `scale * reference_value`.

        Raises:
            ScheduleError: if it is not a finite rate above 0.
        """
        where = f"{type(self).__name__}.init(reference_value=...)"
        return self._start(_POSITIVE(where, reference_value))

    def update(self, state: Any, metric: Any) -> Any:
        """The state after one more metric; the old one stays as it is.

        Args:
            state: from `init` or `update`.
            metric: one real number: of Python, NumPy, PyTorch, or JAX, a tracer included. A NaN
                is never an improvement.

        Raises:
            ScheduleError: if the state is another policy's, or the metric is no real number.
        """
        self._check_state(state)
        metric = as_metric(metric)
        return self._next(state, metric, _arrays.namespace_of(metric, *numbers_of(state)))

    def state_to_dict(self, state: Any) -> dict[str, Any]:
        """The state as plain data that JSON holds; what is infinite becomes a text.

        Raises:
            ScheduleError: if it is another policy's state, or that of many runs at once.

        Examples:
            >>> import json
            >>> from lrlab.policies import ReduceOnPlateau
            >>> policy = ReduceOnPlateau(patience=3)
            >>> text = json.dumps(policy.state_to_dict(policy.init(0.1)))
            >>> policy.state_from_dict(json.loads(text)) == policy.init(0.1)
            True
        """
        self._check_state(state)
        return _stored.to_dict(repr(self), state)

    def state_from_dict(self, data: Mapping[str, Any]) -> Any:
        """The state that `state_to_dict` wrote, to go on with the same numbers.

        Raises:
            SpecError: if `data` is no such state, or was written by a policy with other arguments.
        """
        return _stored.from_dict(repr(self), data, self.init())

    def _check_state(self, state: Any) -> None:
        if not isinstance(state, self.state_type):
            raise ScheduleError(
                f"`state` must be a `{self.state_type.__name__}`, the state of "
                f"`{type(self).__name__}`, got {shown(state)}. Begin with `init()`."
            )

    # -- what a subclass defines ---------------------------------------------------------------

    @abc.abstractmethod
    def _start(self, reference_value: Any) -> Any:
        """The state before the first metric."""

    @abc.abstractmethod
    def _next(self, state: Any, metric: Any, xp: Any) -> Any:
        """The state after `metric`, computed on the array library `xp`."""


def numbers_of(state: Any) -> Iterator[Any]:
    """The numbers of a state, those in inner tuples too."""
    for part in state:
        if isinstance(part, tuple):
            yield from part
        else:
            yield part


def chosen(condition: Any, one: Any, other: Any, xp: Any) -> Any:
    """The state `one` where the condition holds, else the state `other`."""
    if xp is _arrays.Floats:
        return one if condition else other
    pairs = zip(one, other, strict=True)
    parts = (
        tuple(xp.where(condition, a, b) for a, b in zip(x, y, strict=True))
        if isinstance(x, tuple)
        else xp.where(condition, x, y)
        for x, y in pairs
    )
    return type(one)(*parts)


def lowered(value: Any, factor: Any, floor: Any, eps: Any, xp: Any) -> Any:
    """The rate after a cut that ends at `floor`; as it was if it falls by `eps` or less."""
    target = xp.where(value * factor > floor, value * factor, floor)
    return xp.where(value - target > eps, target, value)
