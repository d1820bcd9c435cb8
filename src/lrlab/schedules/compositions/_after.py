"""What comes after the end of a schedule."""

from __future__ import annotations

import dataclasses
from typing import Any, final

from lrlab import _arrays
from lrlab._errors import ScheduleError, did_you_mean
from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._progress import whole_cycles
from lrlab.schedules._rules import checked_schedule, shown

RULES = ("hold", "extrapolate", "repeat", "mirror", "raise")


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class After(AbstractSchedule):
    r"""A schedule with a rule for update $T$ = `total_steps` and all that follow.

    | `following` | $\eta(t)$ for $t \ge T$ |
    | --- | --- |
    | `"hold"` | the last value, as every schedule does by itself |
    | `"extrapolate"` | the formula goes on; it may rise again, and may become negative |
    | `"repeat"` | $s(t \bmod T)$ |
    | `"mirror"` | forth and back with period $2T$ |
    | `"raise"` | a `ScheduleError`; on numbers and NumPy arrays only |
    | a schedule | $s'(t - T)$ |

    The length stays `total_steps` of the inner schedule: this is about updates that were not
    planned. To lengthen a schedule, use `then`.

    Args:
        schedule: the schedule that ends.
        following: one of the rules above, or a schedule.

    Raises:
        ScheduleError: if `schedule` has no end, or the rule is unknown.

    Examples:
        >>> from lrlab.schedules import Linear
        >>> line = Linear(init_value=1.0, end_value=0.0, steps=4)
        >>> [line.after(rule)(5) for rule in ("hold", "extrapolate", "repeat", "mirror")]
        [0.0, -0.25, 0.75, 0.25]
    """

    schedule: AbstractSchedule
    following: str | AbstractSchedule

    def __post_init__(self) -> None:
        inner = checked_schedule("After(schedule=...)", self.schedule)
        if inner.total_steps is None:
            raise ScheduleError(
                f"`after` needs a schedule that ends, and `{inner.kind}` here has no end. "
                f"Give it a length with its `steps`."
            )
        rule = self.following
        if isinstance(rule, AbstractSchedule) or (isinstance(rule, str) and rule in RULES):
            return
        known = did_you_mean(str(self.following), RULES)
        raise ScheduleError(
            f"`after(following=...)` must be a schedule or a known rule, got "
            f"{shown(self.following)}. {known}"
        )

    @property
    def total_steps(self) -> int:
        return self.schedule.total_steps  # pyright: ignore[reportReturnType]

    def _value(self, t: Any, xp: Any, *, beyond: bool = False) -> Any:
        end = self.total_steps
        t = xp.clip(t, 0, None)
        within = self.schedule._value(t, xp)
        if self.following == "hold" or (type(end) is int and end == 0 and not self._follows):
            return within
        if self.following == "raise":
            self._refuse_late(t, xp)
            return within
        late = xp.clip(t, end, None)
        return xp.where(t >= end, self._late_value(late, end, xp), within)

    def _formula(self, t: Any, xp: Any) -> Any:
        return self._value(t, xp)

    @property
    def _follows(self) -> bool:
        return isinstance(self.following, AbstractSchedule)

    def _late_value(self, t: Any, end: Any, xp: Any) -> Any:
        if isinstance(self.following, AbstractSchedule):
            return self.following._value(t - end, xp)
        if self.following == "extrapolate":
            return self.schedule._value(t, xp, beyond=True)
        if self.following == "repeat":
            return self.schedule._value(t - end * whole_cycles(t, end, xp), xp)
        phase = t - 2 * end * whole_cycles(t, 2 * end, xp)
        return self.schedule._value(xp.where(phase <= end, phase, 2 * end - phase), xp)

    def _refuse_late(self, t: Any, xp: Any) -> None:
        if not _arrays.is_concrete(t):
            raise ScheduleError(
                '`after("raise")` needs a `t` whose value is known, got a tracer of a compiled '
                'program. Use `after("hold")` inside `jit` and check the length outside.'
            )
        late = t >= self.total_steps
        if late if xp is _arrays.Floats else bool(late.any()):
            last = t if xp is _arrays.Floats else t.max()
            raise ScheduleError(
                f"`t` must be below the schedule's {self.total_steps} updates, got {shown(last)}. "
                f"Stop there, or say what follows with `after(...)`."
            )

    def _corners(self, start: float, stop: float) -> list[float]:
        end = float(self.total_steps or 0)
        inside = self.schedule._corners(0.0, end)
        later: list[float] = []
        if isinstance(self.following, AbstractSchedule):
            later = [end + corner for corner in self.following._corners(0.0, max(stop - end, 0.0))]
        elif self.following in ("repeat", "mirror") and end:
            turned = [end - corner for corner in inside] if self.following == "mirror" else []
            most = max(2, _bounds.CYCLES // (1 + len(inside) + len(turned)))
            starts = _bounds.cycles(end, start, stop, most)
            later = [first + corner for first in starts for corner in (0.0, *inside, *turned)]
        return _bounds.thinned([*inside, end, *later])

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        return dataclasses.replace(self, schedule=self.schedule.with_total_steps(total_steps))

    def _range(self) -> tuple[float, float]:
        return self.schedule._bounds
