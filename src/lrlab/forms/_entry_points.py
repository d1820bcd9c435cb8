"""Schedules that installed packages bring along, found when their name is first asked for."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from lrlab._errors import SpecError

GROUP = "lrlab.schedules"
"""The entry-point group: its names are kinds, its objects the classes or recipes behind them."""


def loaded(known: Mapping[str, Any], name: str, where: str) -> None:
    """Load every entry point whose kind is not yet known.

    Raises:
        SpecError: if the one called `name` cannot be loaded.
    """
    problem = problems(tuple(known)).get(name)
    if problem is not None:
        raise SpecError(
            f"the schedule `{name}` at {where} could not be loaded from its package: {problem}. "
            f"Repair or reinstall that package."
        )


@functools.cache
def problems(known: tuple[str, ...]) -> Mapping[str, str]:
    """Load the entry points that are not `known`; what went wrong, by the name of the kind."""
    import importlib.metadata

    from lrlab.forms._register import register

    found: dict[str, str] = {}
    for entry in importlib.metadata.entry_points(group=GROUP):
        if entry.name in known:
            continue
        try:
            register(entry.name)(entry.load())
        except Exception as error:  # whatever a foreign package does, the others still work
            found[entry.name] = f"{entry.value}: {type(error).__name__}: {error}"
    return found
