"""One cycle: up, down, and perhaps further down."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Fraction, Positive, Rate, Steps, one_of, shown
from lrlab.schedules.recipes._recipe import recipe
from lrlab.schedules.shapes import Interpolated, Linear


@dataclasses.dataclass(frozen=True)
class Form:
    """What a library or a paper means by one cycle."""

    peak_fraction: float
    div_factor: float
    final_div_factor: float
    anneal: str
    three_phase: bool
    final_of_peak: bool = False  # the final rate is a fraction of the peak, not of the first rate
    inclusive: bool = False  # the end is the last update, not the one after it

    def curve(self, total_steps: int, first: float, top: float, final: float) -> AbstractSchedule:
        """From `first` to `top` and on to `final`, in three phases over `first` again."""
        end = max(total_steps - self.inclusive, 0)
        peak = min(max(self.peak_fraction * total_steps - self.inclusive, 0.0), end)
        times, values = [0.0, peak, float(end)], [first, top, final]
        if self.three_phase and peak > 0.0:  # without a rise there is no such fall
            times.insert(2, min(2.0 * peak, end))
            values.insert(2, first)
        return Interpolated(
            times=tuple(times), values=tuple(values), curve=self.anneal, steps=total_steps
        )


_FORMS: Mapping[str, Form | None] = {
    "triangle": None,
    "smith": Form(0.45, 10.0, 100.0, "linear", three_phase=True),
    "fastai": Form(0.25, 25.0, 1e5, "cosine", three_phase=False, final_of_peak=True),
    "torch": Form(0.3, 25.0, 1e4, "cosine", three_phase=False, inclusive=True),
}


@recipe
def one_cycle(
    peak_value: Rate,
    total_steps: Steps,
    form: str = "triangle",
    peak_fraction: Fraction | None = None,
    div_factor: Positive | None = None,
    final_div_factor: Positive | None = None,
    anneal: str | None = None,
    three_phase: bool | None = None,
) -> AbstractSchedule:
    r"""One cycle: up to a high peak and down again within the whole run.

    The default is the plain triangle, from 0 to 0,

    $$\eta(t) = \begin{cases} 2a\,t/T & t < \lfloor T/2 \rfloor \\ 2a(1 - t/T) & \text{else}
    \end{cases}$$

    with $a$ = `peak_value` and $T$ = `total_steps`. Where $T$ is odd its second half begins at
    $a(1 + 1/T)$, above $a$: the `peak_value` of the schedule says so. The other forms start at
    $a$ / `div_factor`, peak at `peak_fraction` of the run, and end far below the start:

    | `form` | peak at | start | end | between |
    | --- | --- | --- | --- | --- |
    | `"smith"` | 0.45 T | a / 10 | start / 100, from 0.9 T on | lines, three phases |
    | `"fastai"` | 0.25 T | a / 25 | a / 100,000 | cosines |
    | `"torch"` | 0.3 T - 1 | a / 25 | start / 10,000, at T - 1 | cosines |

    In the form of torch the peak may lie between two updates, which then never reach it.

    Args:
        peak_value: the highest rate.
        total_steps: length in optimizer updates.
        form: `"triangle"`, `"smith"`, `"fastai"` or `"torch"`; gives the defaults of all others.
        peak_fraction: where the peak lies, as a fraction of the whole (torch's `pct_start`).
        div_factor: peak / first rate.
        final_div_factor: first rate / final rate; in the form of fastai, peak / final rate.
        anneal: `"linear"` or `"cosine"`.
        three_phase: come down to the first rate symmetrically, and only then to the final one.

    Raises:
        ScheduleError: if an argument breaks its rule, or the triangle is given one of the others.

    Examples:
        >>> schedule = one_cycle(peak_value=0.1, total_steps=200)
        >>> [round(schedule(t), 4) for t in (0, 50, 100, 150, 200)]
        [0.0, 0.05, 0.1, 0.05, 0.0]
        >>> round(one_cycle(peak_value=0.1, total_steps=5).peak_value, 4)
        0.12

    References:
        Smith and Topin, "Super-convergence", 2018. https://arxiv.org/abs/1708.07120;
        Smith, "A disciplined approach to neural network hyper-parameters", 2018, section 4.
        https://arxiv.org/abs/1803.09820
    """
    chosen = chosen_form(
        "one_cycle",
        form,
        peak_fraction=peak_fraction,
        div_factor=div_factor,
        final_div_factor=final_div_factor,
        anneal=anneal,
        three_phase=three_phase,
    )
    if chosen is None:
        return _triangle(peak_value, total_steps)
    first = peak_value / chosen.div_factor
    final = (peak_value if chosen.final_of_peak else first) / chosen.final_div_factor
    return chosen.curve(total_steps, first, peak_value, final)


def chosen_form(owner: str, form: Any, **options: Any) -> Form | None:
    """The form of that name with those of the options that are not None; None for the triangle.

    Raises:
        ScheduleError: if a word is not known, or the triangle is given an option.
    """
    chosen = one_of(owner, "form", form, _FORMS)
    options = {name: value for name, value in options.items() if value is not None}
    if chosen is None:
        for name, value in options.items():
            raise ScheduleError(
                f'`{owner}({name}=...)` belongs to the forms "smith", "fastai" and "torch", got '
                f'{value!r} with form="triangle". Choose one of them with `form=...`.'
            )
        return None
    changed = dataclasses.replace(chosen, **options)
    one_of(owner, "anneal", changed.anneal, {"linear": None, "cosine": None})
    if not isinstance(changed.three_phase, bool):
        raise ScheduleError(
            f"`{owner}(three_phase=...)` must be True or False, got {shown(changed.three_phase)}. "
            f"Leave it out for what the form does."
        )
    return changed


def _triangle(peak_value: float, total_steps: int) -> AbstractSchedule:
    half = total_steps // 2
    if not half:
        return Linear(init_value=2.0 * peak_value, end_value=0.0, steps=total_steps)
    reached = 2.0 * peak_value * half / total_steps
    falling = 2.0 * peak_value * (total_steps - half) / total_steps
    rise = Linear(init_value=0.0, end_value=reached, steps=half)
    return rise.then(Linear(init_value=falling, end_value=0.0, steps=total_steps - half))
