"""JAX: schedules as pytrees, so that a field of them is one call under `vmap`.

A schedule that a function closes over needs nothing of this. To hand schedules to `jit`, `vmap` or
`grad` as arguments, call `register()` once; `stack` does it by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from lrlab._dependencies import require
from lrlab._errors import ScheduleError
from lrlab.schedules import COMPOSITIONS, SHAPES, AbstractSchedule, Recipe
from lrlab.schedules._leaves import Structure, leaves_of, rebuild
from lrlab.schedules._rules import checked_schedules

_registered: set[type] = set()


def register() -> None:
    """Make every schedule of lrlab a pytree whose leaves are its numbers.

    As an argument of a compiled function a recipe counts as what it expands to.

    Raises:
        MissingExtraError: if JAX is not installed.

    Examples:
        >>> import jax, lrlab
        >>> register()
        >>> schedule = lrlab.wsd(peak_value=0.1, total_steps=100)
        >>> jax.jit(lambda schedule, t: schedule(t))(schedule, 50).round(3).tolist()
        0.1...
    """
    for cls in (*SHAPES, *COMPOSITIONS, Recipe):
        _register(cls)


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
    require("jax", extra="lab", why="to stack schedules")
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
    register()
    _register_classes(structures[0])
    return rebuild(structures[0], iter(columns))


def _column(leaves: tuple[Any, ...]) -> np.ndarray:
    shapes = {np.shape(leaf) for leaf in leaves}
    if len(shapes) > 1:
        raise ScheduleError(
            f"`stack(schedules=...)` must hold tables of one length, got {sorted(shapes)}. "
            f"Use `with_total_steps` first."
        )
    return np.stack([np.asarray(leaf) for leaf in leaves])


def _register_classes(structure: Structure) -> None:
    """Also the classes of a structure that are a person's own."""
    _register(structure.cls)
    for _, part in structure.fields:
        for inner in part if isinstance(part, tuple) else (part,):
            if isinstance(inner, Structure):
                _register_classes(inner)


def _register(cls: type[AbstractSchedule]) -> None:
    if cls not in _registered:
        jax = require("jax", extra="lab", why="to hand schedules to compiled functions")
        _registered.add(cls)
        jax.tree_util.register_pytree_node(
            cls, leaves_of, lambda kept, leaves: rebuild(kept, iter(leaves))
        )
