"""From the name of a practice and the length of a run to a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lrlab._errors import ScheduleError, did_you_mean
from lrlab.plans._horizon import Horizon
from lrlab.plans._plan import Plan
from lrlab.plans.practices._kind import Kind, Run, Way
from lrlab.plans.practices._numbers import batch_of, length_of, peak_of, warmup_of
from lrlab.plans.practices._practice import Practice
from lrlab.schedules._rules import Count, Fraction, Positive, Steps, checked, rules_of, shown


def practice(
    kind: str,
    total_steps: Count | None = None,
    *,
    peak_value: Positive | None = None,
    warmup_steps: Steps | None = None,
    warmup_fraction: Fraction | None = None,
    decay: str | None = None,
    optimizer: str | None = None,
    batch_size: Count | None = None,
    base_batch_size: Count | None = None,
    horizon: Horizon | None = None,
) -> Practice:
    r"""What is done in the field for a kind of training, as a plan with reasons and doubts.

    The kinds are `"default"`, `"cnn"`, `"transformer"`, `"fine_tuning"`, `"llm_pretraining"`,
    `"large_batch"` and `"short_budget"`. A practice's own peak, $a(B_0)$, is brought to another
    batch size by its rule, $a(B) = a(B_0)\,(B/B_0)^q$, and the notes say so. A peak that you give
    is used as it is, unless you also say which batch size it belongs to.

    Args:
        kind: the name of the practice; hyphens and capitals do not matter.
        total_steps: length of the run in optimizer updates.
        peak_value: the highest rate, instead of the practice's own.
        warmup_steps: length of the warm-up in updates, instead of the practice's own.
        warmup_fraction: length of the warm-up as a fraction of the run, instead of the updates.
        decay: how the rate comes down, where the practice has more than one way.
        optimizer: `"sgd"`, `"adam"` or `"adamw"`, where the practice has more than one.
        batch_size: $B$, samples per update, or tokens where the practice counts tokens.
        base_batch_size: $B_0$, the batch size that `peak_value` belongs to.
        horizon: the data of the run, instead of `total_steps` and `batch_size`.

    Raises:
        ScheduleError: if an argument breaks its rule, the practice has no such way, or the length
            of the run is given twice or not at all.

    Examples:
        >>> chosen = practice("fine-tuning", 1000)
        >>> chosen.plan
        Plan(lr=linear_to_zero(peak_value=2e-05, total_steps=1000))
        >>> chosen.peak_range, chosen.warmup_steps
        ((1e-05, 5e-05), 0)
        >>> practice("cnn", 1000, decay="step", batch_size=1024).notes[0]
        'The peak of 0.1 at a batch of 256 is 0.4 at 1,024: linear in the batch size.'

    See Also:
        `lrlab recipe KIND --steps N` on the command line.
    """
    found = _kind_named(kind)
    numbers = {
        "total_steps": total_steps,
        "peak_value": peak_value,
        "warmup_steps": warmup_steps,
        "warmup_fraction": warmup_fraction,
        "batch_size": batch_size,
        "base_batch_size": base_batch_size,
    }
    given = checked("practice", rules_of(practice), numbers)
    way = _way(found, decay, optimizer)
    notes: list[str] = []
    total = length_of(given["total_steps"], horizon, notes)
    batch = batch_of(given["batch_size"], horizon, way, notes)
    factor, peak = peak_of(given["peak_value"], given["base_batch_size"], batch, way, notes)
    warm, fraction = warmup_of(given["warmup_steps"], given["warmup_fraction"], total, way, notes)
    run = Run(
        peak_value=peak,
        base_peak=min(peak / factor, peak),
        total_steps=total,
        warmup_steps=warm,
        warmup_fraction=fraction,
    )
    return Practice(
        kind=found.name,
        title=found.title,
        plan=Plan(**way.build(run)),
        decay=way.decay,
        optimizer=way.optimizer,
        peak_value=peak,
        peak_range=(way.peak_range[0] * factor, way.peak_range[1] * factor),
        warmup_steps=warm,
        usual_warmup=way.warmup.usual,
        batch_size=batch,
        batch_scaling=way.batch_scaling,
        reason=found.reason,
        sources=_once([*way.sources, *(finding.source for finding in found.against)]),
        against=found.against,
        notes=(*notes, *way.notes, *found.notes),
    )


def _kind_named(name: Any) -> Kind:
    from lrlab.plans.practices import PRACTICES

    plain = re.sub(r"[\W_]", "", name).lower() if isinstance(name, str) else None
    for known, kind in PRACTICES.items():
        if known.replace("_", "") == plain:
            return kind
    raise ScheduleError(
        f"`practice(kind=...)` must be a known word, got {shown(name)}. "
        f"{did_you_mean(str(name), PRACTICES)}"
    )


def _way(kind: Kind, decay: Any, optimizer: Any) -> Way:
    """The first way with this decay and this optimizer; None stands for any."""
    decays = {way.decay: way for way in reversed(kind.ways)}
    optimizers = {way.optimizer.name.lower(): way for way in reversed(kind.ways)}
    wanted = [
        (None if word is None else _word(kind, name, word, known))
        for name, word, known in (("decay", decay, decays), ("optimizer", optimizer, optimizers))
    ]
    for way in kind.ways:
        names = (way.decay, way.optimizer.name.lower())
        if all(word in (None, own) for word, own in zip(wanted, names, strict=True)):
            return way
    pairs = ", ".join(f"{way.decay} with {way.optimizer.name.lower()}" for way in kind.ways)
    raise ScheduleError(
        f'`practice("{kind.name}", decay=..., optimizer=...)` must be a pair that is in use, got '
        f"{wanted[0]} with {wanted[1]}. In use: {pairs}."
    )


def _word(kind: Kind, name: str, word: Any, known: Mapping[str, Any]) -> str:
    plain = word.lower().replace("-", "_") if isinstance(word, str) else word
    if plain in known:
        return plain
    raise ScheduleError(
        f'`practice("{kind.name}", {name}=...)` must be a known word, got {shown(word)}. '
        f"{did_you_mean(str(word), known)}"
    )


def _once(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))
