"""JAX: schedules as pytrees, so that a field of them is one call under `vmap`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from lrlab._dependencies import require
from lrlab._errors import ScheduleError
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._leaves import Structure, leaves_of, rebuild
from lrlab.schedules._rules import checked_schedules

_registered: set[type] = set()


def stack(schedules: Iterable[AbstractSchedule]) -> AbstractSchedule:
    """Schedules of one structure as a single schedule whose numbers have a leading axis.

    The stacked schedule is a pytree for `jax.vmap`, one schedule per row. Two schedules have one
    structure if they are made of the same shapes in the same order; recipes count as what they
    expand to.

    Args:
        schedules: at least one.

    Raises:
        ScheduleError: if there is none, or two have different structures.
        MissingExtraError: if JAX is not installed.

    Examples:
        >>> import jax, lrlab
        >>> peaks = [0.1, 0.2, 0.4]
        >>> field = lrlab.stack(lrlab.warmup_cosine(peak_value=p, total_steps=100) for p in peaks)
        >>> jax.vmap(lambda schedule: schedule(5))(field).round(3).tolist()
        [0.1..., 0.2..., 0.4...]
    """
    jax = require("jax", extra="lab", why="to stack schedules")
    schedules = checked_schedules("stack(schedules=...)", schedules)
    leaves, structures = zip(*(leaves_of(schedule) for schedule in schedules), strict=True)
    for number, structure in enumerate(structures):
        if structure != structures[0]:
            raise ScheduleError(
                f"`stack(schedules=...)` must hold schedules of one structure, got "
                f"`{schedules[0].kind}` first and another structure at {number}: "
                f"{str(schedules[number])[:80]}. Evaluate them apart, or as `Table`s of one length."
            )
    columns = [_column(column) for column in zip(*leaves, strict=True)]
    _register(jax, structures[0])
    return rebuild(structures[0], iter(columns))


def _column(leaves: tuple[Any, ...]) -> np.ndarray:
    shapes = {np.shape(leaf) for leaf in leaves}
    if len(shapes) > 1:
        raise ScheduleError(
            f"`stack(schedules=...)` must hold tables of one length, got {sorted(shapes)}. "
            f"Use `with_total_steps` first."
        )
    return np.stack([np.asarray(leaf) for leaf in leaves])


def _register(jax: Any, structure: Structure) -> None:
    """Tell JAX how the classes of a structure are taken apart and put together."""
    for _, part in structure.fields:
        for inner in part if isinstance(part, tuple) else (part,):
            if isinstance(inner, Structure):
                _register(jax, inner)
    if structure.cls not in _registered:
        _registered.add(structure.cls)
        jax.tree_util.register_pytree_node(
            structure.cls, leaves_of, lambda kept, leaves: rebuild(kept, iter(leaves))
        )
