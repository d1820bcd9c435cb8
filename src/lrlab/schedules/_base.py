"""What every schedule is: an immutable value that maps an optimizer update to a learning rate."""

from __future__ import annotations

import abc
import dataclasses
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from lrlab import _arrays
from lrlab._errors import ScheduleError
from lrlab.schedules import _bounds, _rules
from lrlab.schedules._doors import Shown
from lrlab.schedules._lazy import lazy
from lrlab.schedules._value import AbstractValue

if TYPE_CHECKING:
    from lrlab.schedules._description import Description


class AbstractSchedule(AbstractValue, Shown):
    r"""A learning-rate schedule: $t \mapsto \eta(t)$.

    `t` counts the optimizer updates done so far: update `t` uses `schedule(t)`, and the first
    update uses `schedule(0)`. After `total_steps` a schedule holds its last value, unless
    `after` says otherwise; before 0 it holds its first.

    A schedule never changes, equals every schedule with the same arguments, can be hashed,
    pickled and copied, and its `repr` evaluates back to it. Calling it computes on Python
    numbers, NumPy arrays, PyTorch tensors and JAX arrays, also inside `jit`, `vmap` and `grad`.

    A shape of your own subclasses this as a frozen dataclass with keyword fields, annotated with
    the kinds of `lrlab.schedules` (`Rate`, `Steps`, ...), and defines `_formula`; the checks of
    its fields, the holding after the end, arrays and long inputs come from here.
    """

    __array_ufunc__ = None  # so that `array * schedule` is a field of schedules too

    _jumps: ClassVar[bool] = False
    """Whether the formula may jump, so that its last value is not the formula at its end."""

    # -- what a schedule says ------------------------------------------------------------------

    @property
    def total_steps(self) -> int | None:
        """Length in optimizer updates; None if the schedule has no end."""
        return getattr(self, "steps", None)

    def __call__(self, t: Any) -> Any:
        """The learning rate of update `t`.

        Args:
            t: optimizer updates done so far; a number, or an array of them of any shape. Numbers
                between two updates are allowed.

        Returns:
            A Python float for a Python number, else an array of the same library and shape. Whole
            numbers give the library's widest float; floating ones keep their type.

        Raises:
            ScheduleError: if `t` is not a real number or an array of real numbers.
        """
        if (type(t) is int or type(t) is float) and not self._arrays_inside:
            if t - t != 0:
                raise _arrays.no_time(t, "float")
            try:
                return self._value(t, _arrays.Floats)
            except OverflowError as error:
                raise ScheduleError(
                    f"`t` must be within reach of floating numbers, got {_rules.shown(t)}, where "
                    f"the rate is none: {error}. Pass the count of updates done so far."
                ) from error
        if type(t) is np.ndarray and t.size > _arrays.CHUNK and not self._arrays_inside:
            return _arrays.in_chunks(self, t)
        xp, t = _arrays.as_times(t, self._arrays_inside)
        return self._value(t, xp)

    @property
    def peak_value(self) -> float:
        """The least upper bound of the rate from update 0 to `total_steps`.

        A bound that a curve only approaches counts, so no update need reach it: `describe()`
        says which one does. Infinite if an endless schedule grows without bound.
        """
        return self._bounds[1]

    @property
    def floor_value(self) -> float:
        """The greatest lower bound of the rate from update 0 to `total_steps`."""
        return self._bounds[0]

    def expanded(self) -> AbstractSchedule:
        """The curve without the recipe's name: the pieces of a recipe, anything else itself."""
        return self

    def describe(self, *, steps: int | None = None) -> Description:
        """What is worth knowing of this schedule before training with it.

        Where its peak and its floor are reached or that they never are, updates at rate 0, jumps,
        negative rates, the sum of all rates, and its pieces.

        Args:
            steps: how many updates to look at; by default the whole length, at most 20 million,
                and 10,000 of a schedule without end.

        Examples:
            >>> import lrlab
            >>> s = lrlab.warmup_cosine(peak_value=0.1, total_steps=100, warmup_steps=10)
            >>> print(s.describe())
            warmup_cosine(peak_value=0.1, total_steps=100, warmup_steps=10)
            100 updates
            peak 0.1, reached at update 10
            floor 0, reached at update 0
            update 0 trains at rate 0
            sum of the rates 5 (mean 0.05)
            updates 0 to 9: linear, 0 to 0.1
            updates 10 to 99: cosine, 0.1 to 0
        """
        from lrlab.schedules._description import describe

        return describe(self, steps=steps)

    def refuse_arrays(self, what: str) -> None:
        """Refuse `what` for a schedule whose fields are arrays, as `lrlab.stack` makes them.

        Raises:
            ScheduleError: if a field is an array or a tracer.
        """
        if self._arrays_inside:
            raise ScheduleError(
                f"`{what}` needs a schedule of plain numbers, got one whose fields are arrays: a "
                f"field of schedules. Take one of them, or give the field to `jax.vmap`."
            )

    # -- how schedules are composed ------------------------------------------------------------

    def then(self, following: AbstractSchedule) -> AbstractSchedule:
        """This schedule for its `total_steps`, then `following`, whose clock starts at 0.

        Raises:
            ScheduleError: if this schedule has no end, or `following` is no schedule.

        Examples:
            >>> import lrlab
            >>> warmup = lrlab.Linear(init_value=0.0, end_value=1.0, steps=4)
            >>> s = warmup.then(lrlab.Constant(value=1.0))
            >>> [s(t) for t in range(6)]
            [0.0, 0.25, 0.5, 0.75, 1.0, 1.0]
        """
        from lrlab.schedules.compositions import Sequence

        return Sequence(pieces=(self, _rules.checked_schedule("then(following=...)", following)))

    def scaled(self, factor: float) -> AbstractSchedule:
        """This schedule with every rate multiplied by `factor`, its floor included.

        Examples:
            >>> import lrlab
            >>> lrlab.Constant(value=0.1).scaled(0.5)(0)
            0.05
        """
        from lrlab.schedules.compositions import Scaled

        if type(factor) in (int, float) and factor == 1:
            return self
        return Scaled(schedule=self, factor=factor)

    def clipped(self, low: float | None = None, high: float | None = None) -> AbstractSchedule:
        """This schedule held between `low` and `high`; None leaves that side open."""
        from lrlab.schedules.compositions import Clipped

        return Clipped(schedule=self, low=low, high=high)

    def repeated(self, times: int | None = None) -> AbstractSchedule:
        """This schedule `times` times in a row; for ever if None."""
        from lrlab.schedules.compositions import Repeated

        return Repeated(schedule=self, times=times)

    def slice(self, start: int = 0, stop: int | None = None) -> AbstractSchedule:
        """Updates `start` to `stop - 1` of this schedule, on a clock that begins at 0.

        Examples:
            >>> import lrlab
            >>> trunk = lrlab.Constant(value=0.1)
            >>> s = trunk.slice(stop=8).then(lrlab.Linear(init_value=0.1, end_value=0.0, steps=2))
            >>> [s(t) for t in range(7, 11)]
            [0.1, 0.1, 0.05, 0.0]
        """
        from lrlab.schedules.compositions import Slice

        return Slice(schedule=self, start=start, stop=stop)

    def stepwise(self, every: int) -> AbstractSchedule:
        """This schedule with a rate that changes once per `every` updates: a staircase."""
        from lrlab.schedules.compositions import Stepwise

        return Stepwise(schedule=self, every=every)

    def after(self, following: str | AbstractSchedule) -> AbstractSchedule:
        """This schedule with another rule for what comes after its end.

        Args:
            following: `"hold"` the last value (what every schedule does by itself),
                `"extrapolate"` the formula, `"repeat"` from the start, `"mirror"` back and forth,
                `"raise"` a `ScheduleError` for update `total_steps` and later (concrete `t` only),
                or a schedule to follow, whose clock starts at 0.

        Examples:
            >>> import lrlab
            >>> cosine = lrlab.Cosine(init_value=1.0, steps=10)
            >>> cosine(20), cosine.after("extrapolate")(20), cosine.after("repeat")(12) == cosine(2)
            (0.0, 1.0, True)
        """
        from lrlab.schedules.compositions import After

        return After(schedule=self, following=following)

    def __mul__(self, other: Any) -> AbstractSchedule:
        """The product with another schedule, update by update, or with a number (`scaled`)."""
        from lrlab.schedules.compositions import Product

        if isinstance(other, AbstractSchedule):
            return Product(factors=(self, other))
        if _arrays.is_number(other) or _arrays.is_array(other):
            return self.scaled(other)
        return NotImplemented

    __rmul__ = __mul__

    def __add__(self, other: Any) -> AbstractSchedule:
        """The sum with another schedule, update by update, or with a rate throughout."""
        from lrlab.schedules.compositions import Sum
        from lrlab.schedules.shapes import Constant

        if _arrays.is_number(other) or _arrays.is_array(other):
            other = Constant(value=other, steps=self.total_steps)
        return Sum(terms=(self, other)) if isinstance(other, AbstractSchedule) else NotImplemented

    __radd__ = __add__

    def with_peak(self, peak_value: float) -> AbstractSchedule:
        """This schedule scaled so that its peak is `peak_value`; floors scale along.

        Raises:
            ScheduleError: if the peak is 0 or infinite, so that no scaling reaches another.

        Examples:
            >>> import lrlab
            >>> s = lrlab.cosine_annealing(init_value=0.1, end_value=0.01, total_steps=9)
            >>> s.with_peak(1.0)(9)
            0.1
        """
        old = self.peak_value
        if not 0 < old < float("inf"):
            raise ScheduleError(
                f"`with_peak(peak_value={_rules.shown(peak_value)})` needs a schedule whose peak "
                f"is finite and above 0, got {old}. Build it with that peak instead."
            )
        return self.scaled(_rules.checked_rate("with_peak(peak_value=...)", peak_value) / old)

    def with_total_steps(self, total_steps: int) -> AbstractSchedule:
        """This schedule stretched to `total_steps` updates.

        A recipe is built again: its fractions are applied to the new length and its absolute
        lengths stay. A sequence scales its boundaries, rounded to whole updates, so that the sum is
        exact. A shape takes the new length as its `steps`; what it counts in updates by itself
        (`every`, `period`, `timescale`) stays.

        Raises:
            ScheduleError: if the schedule has no end, or its absolute lengths do not fit.
        """
        if self.total_steps is None:
            raise ScheduleError(
                f"`with_total_steps({_rules.shown(total_steps)})` needs a schedule that ends, and "
                f"`{self.kind}` here has no end. Give it a length with its `steps` first."
            )
        wanted = _rules.checked_steps("with_total_steps(total_steps=...)", total_steps)
        own = type(wanted) is int and type(self.total_steps) is int and wanted == self.total_steps
        return self if own else self._stretched(wanted)

    # -- what a subclass defines ---------------------------------------------------------------

    @abc.abstractmethod
    def _formula(self, t: Any, xp: Any) -> Any:
        """The rate at `t` >= 0 on the array library `xp`, not held after the end."""

    def _range(self) -> tuple[float, float]:
        """The bounds (low, high) of the rate in closed form; found by search unless overridden."""
        return _bounds.search(self)

    def _corners(self, start: float, stop: float) -> list[float]:
        """Times from `start` to `stop` where the curve may turn or jump, if not all then some.

        For the search of its bounds, which has no use for others but does not mind them.
        """
        return []

    def _last_value(self, end: Any, xp: Any) -> Any:
        """The value held after the end, for shapes that jump; `end` is `total_steps`."""
        raise NotImplementedError

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        return dataclasses.replace(self, steps=total_steps)  # pyright: ignore[reportArgumentType, reportCallIssue]

    def _value(self, t: Any, xp: Any, *, beyond: bool = False) -> Any:
        """The rate at `t` on `xp`; with `beyond`, the formula goes on after the end."""
        end = None if beyond else self.total_steps
        if xp is _arrays.Floats:  # written out: numbers one by one are worth the lines
            t = t if t > 0 else 0
            if end is not None and t >= end:
                return self._held if self._jumps else self._formula(end, xp)
            return self._formula(t, xp)
        t = xp.clip(t, 0, end)
        value = self._formula(t, xp)
        if not self._jumps or end is None or (xp is np and not (t >= end).any()):
            return value
        if self._arrays_inside or _arrays.is_torch(xp):  # which compiles no plain numbers
            last = self._last_value(xp.zeros_like(t, shape=()) + end, xp)
        else:
            last = self._held
        return xp.where(t >= end, last, value)

    # -- how it is done ------------------------------------------------------------------------

    @lazy
    def _arrays_inside(self) -> tuple[Any, ...]:
        """The fields, of this and of inner schedules, that are arrays rather than numbers."""
        from lrlab.schedules._leaves import leaves_of

        return tuple(leaf for leaf in leaves_of(self)[0] if _arrays.is_array(leaf))

    @lazy
    def _held(self) -> float:
        return self._last_value(float(self.total_steps or 0), _arrays.Floats)

    @lazy
    def _bounds(self) -> tuple[float, float]:
        return self._range()
