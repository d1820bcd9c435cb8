"""Any Python function of the update."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, final

import numpy as np

from lrlab._errors import ScheduleError
from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Steps, shown


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Function(AbstractSchedule):
    r"""A function of your own as a schedule.

    $$\eta(t) = f(t)$$

    The function gets Python numbers one by one for numbers and NumPy arrays, so that it may
    branch; a tensor or a tracer is handed to it as it is. JSON and texts cannot hold a function:
    `Table(values=schedule(range(n)))` is the same curve as data. Equality is that of the function.

    Args:
        f: takes the count of updates done so far, gives a learning rate.
        steps: length in optimizer updates; without end if None.

    Raises:
        ScheduleError: if `f` cannot be called, or `steps` breaks its rule.

    Examples:
        >>> schedule = Function(f=lambda t: 0.1 if t < 5 else 0.01)
        >>> schedule(4), schedule(5)
        (0.1, 0.01)
    """

    f: Callable[[Any], Any]
    steps: Steps | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not callable(self.f):
            raise ScheduleError(
                f"`Function(f=...)` must be a function of the update, got {shown(self.f)}. "
                f"For a rate that does not change, use `Constant`."
            )

    def _formula(self, t: Any, xp: Any) -> Any:
        if xp is np:
            rates = [self.f(element) for element in t.ravel().tolist()]
            return np.asarray(rates, dtype=np.float64).reshape(t.shape)
        return self.f(t)

    def _range(self) -> tuple[float, float]:
        return _bounds.search(self, between=False)
