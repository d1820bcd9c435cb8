"""Schedules that installed packages bring along, found when their name is first asked for."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lrlab.forms._register import KINDS, register

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "lrlab.schedules"
"""The entry-point group: its names are kinds, its objects the classes or recipes behind them."""

_problems: dict[str, str] = {}


def problems() -> Mapping[str, str]:
    """What could not be loaded, by its kind, after everything else was; each is tried once."""
    for entry in _entries():
        if entry.name in KINDS or entry.name in _problems:
            continue
        try:
            register(entry.name)(entry.load())
        except (Exception, SystemExit) as error:  # of a foreign package; the others still work
            _problems[entry.name] = f"{entry.value}: {type(error).__name__}: {error}"
        else:
            _problems.pop(entry.name, None)  # which asked for itself while it was imported
    return _problems


@functools.cache
def _entries() -> tuple[EntryPoint, ...]:
    import importlib.metadata

    return tuple(importlib.metadata.entry_points(group=GROUP))
