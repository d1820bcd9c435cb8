"""Up in a line and down by another law, as speech and text models were trained."""

from __future__ import annotations

import math

from lrlab._errors import ScheduleError
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._rules import Fraction, Positive, Rate, Steps
from lrlab.schedules.recipes._recipe import recipe
from lrlab.schedules.shapes import Constant, Geometric, Linear


@recipe
def tri_stage(
    peak_value: Positive,
    warmup_steps: Steps,
    hold_steps: Steps,
    decay_steps: Steps,
    init_factor: Fraction = 0.01,
    end_factor: Fraction = 0.01,
) -> AbstractSchedule:
    r"""Three stages: a linear warm-up, a constant rate, an exponential decay.

    $$\eta(t) = \begin{cases} a\left(i + (1 - i)\,t/W\right) & t < W \\ a & W \le t < W + H \\
    a\,e^{(t - W - H)/D} & t \ge W + H \end{cases}$$

    with $a$ = `peak_value`, $W$, $H$ and $D$ the lengths of the stages, $i$ = `init_factor` and
    $e$ = `end_factor`. After $W + H + D$ updates it stays at $a\,e$.

    Args:
        peak_value: the rate of the second stage; above 0.
        warmup_steps: length of the warm-up in optimizer updates.
        hold_steps: length of the second stage in updates.
        decay_steps: length of the decay in updates.
        init_factor: rate of update 0, as a fraction of the peak.
        end_factor: the final rate, as a fraction of the peak; above 0.

    Raises:
        ScheduleError: if an argument breaks its rule, or the exponential would have to reach 0.

    Examples:
        >>> schedule = tri_stage(peak_value=0.1, warmup_steps=10, hold_steps=40, decay_steps=50)
        >>> [round(schedule(t), 4) for t in (0, 5, 10, 50, 75, 100)]
        [0.001, 0.0505, 0.1, 0.1, 0.01, 0.001]

    See Also:
        fairseq's `tri_stage` and SpeechBrain's `TriStageLRSchedule`: their `init_lr_scale` and
        `final_lr_scale` are `init_factor` and `end_factor`.

    References:
        Park et al., "SpecAugment", Interspeech 2019, section 4.2.
        https://arxiv.org/abs/1904.08779
    """
    if type(end_factor) is float and not end_factor:
        raise ScheduleError(
            f"`tri_stage(end_factor=...)` must be above 0, got {end_factor}: an exponential never "
            f'gets there. Give a small one, or end in a line with `wsd(cooldown="linear")`.'
        )
    rise = Linear(init_value=init_factor * peak_value, end_value=peak_value, steps=warmup_steps)
    fall = Geometric(init_value=peak_value, end_value=end_factor * peak_value, steps=decay_steps)
    return rise.then(Constant(value=peak_value, steps=hold_steps)).then(fall)


@recipe
def slanted_triangular(
    peak_value: Rate, total_steps: Steps, cut_fraction: Fraction = 0.1, ratio: Positive = 32.0
) -> AbstractSchedule:
    r"""A short line up and a long line down (ULMFiT).

    $$\eta(t) = a\,\frac{1 + p(t)\,(r - 1)}{r}, \qquad p(t) = \begin{cases} t/c & t < c \\
    1 - (t - c)/(T - c) & t \ge c \end{cases}$$

    with $a$ = `peak_value`, $r$ = `ratio`, $T$ = `total_steps` and $c = \lfloor T f \rfloor$ with
    $f$ = `cut_fraction`. The paper's own $p$ comes down over $c(1/f - 1)$ updates, which is
    $T - c$ where $Tf$ is whole; elsewhere it would end before $T$, and go on below the lowest rate.

    Args:
        peak_value: the rate of update $c$.
        total_steps: length in optimizer updates; there it stays.
        cut_fraction: length of the way up as a fraction of the whole.
        ratio: peak / lowest rate; 1 or more.

    Raises:
        ScheduleError: if an argument breaks its rule, or `ratio` is below 1.

    Examples:
        >>> schedule = slanted_triangular(peak_value=0.32, total_steps=100)
        >>> [round(schedule(t), 4) for t in (0, 5, 10, 55, 100)]
        [0.01, 0.165, 0.32, 0.165, 0.01]

    See Also:
        `pytorch_scheduler.SlantedTriangularScheduler(cut_frac, ratio)`; AllenNLP's
        `SlantedTriangular`.

    References:
        Howard and Ruder, "Universal language model fine-tuning for text classification", ACL 2018,
        equation 3. https://arxiv.org/abs/1801.06146
    """
    if type(ratio) is float and ratio < 1.0:
        raise ScheduleError(
            f"`slanted_triangular(ratio=...)` must be 1 or more, got {ratio}. It is the peak "
            f"divided by the lowest rate, such as `32.0`."
        )
    cut = math.floor(round(total_steps * cut_fraction, 9))  # 0.29 of 100 is 29
    low = peak_value / ratio
    rise = Linear(init_value=low, end_value=peak_value, steps=cut)
    return rise.then(Linear(init_value=peak_value, end_value=low, steps=total_steps - cut))
