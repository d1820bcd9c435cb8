"""Schedules as the command line names them: a text, a JSON file, or `-` for standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import lrlab
from lrlab._errors import SpecError
from lrlab.plans import Horizon, Plan
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._written import labels_of

_NAMED = re.compile(r"\s*([^=()\[\]{}\"']+?)\s*=\s*(.+)", re.DOTALL)


def read_specs(specs: Iterable[str], horizon: Horizon | None = None) -> dict[str, AbstractSchedule]:
    """The schedules that `specs` name, each by the name that it is given, or by its kind.

    Raises:
        SpecError: if one is neither a schedule's text nor a readable JSON file, or two have the
            same name.
    """
    split = [match.groups() if (match := _NAMED.fullmatch(s)) else (None, s) for s in specs]
    schedules = [_schedule(_read(text, horizon), text) for _, text in split]
    named: dict[str, AbstractSchedule] = {}
    for (name, _), label, schedule in zip(split, labels_of(schedules), schedules, strict=True):
        if (name or label) in named:
            raise SpecError(f"two schedules are named {name or label!r}. Give one another name.")
        named[name or label] = schedule
    return named


def _schedule(value: Any, spec: str) -> AbstractSchedule:
    """The schedule that is meant: of a plan, that of its learning rate."""
    if isinstance(value, Plan) and isinstance(value.get("lr"), AbstractSchedule):
        return value["lr"]
    if isinstance(value, AbstractSchedule):
        return value
    raise SpecError(
        f"`SPEC` must name a schedule, or a plan with one learning rate for all groups, got a "
        f"`{value.kind}`: {spec[:60]!r}. Take a schedule out of it."
    )


def _read(spec: str, horizon: Horizon | None) -> Any:
    if spec == "-":
        return _placed("standard input", sys.stdin.read(), horizon)
    if spec.lstrip().startswith("{"):
        return lrlab.from_json(spec)
    if "(" not in spec and spec and (spec.endswith(".json") or Path(spec).exists()):
        try:
            return _placed(spec, Path(spec).read_text(encoding="utf-8"), horizon)
        except UnicodeDecodeError:
            raise SpecError(f"{spec!r} is no text. Name a JSON file of a schedule.") from None
        except OSError as error:
            raise SpecError(
                f"`SPEC` names a file that cannot be read, got {spec!r}: {error.strerror}. "
                f"Check the path."
            ) from None
    return lrlab.parse(spec, horizon=horizon)


def _placed(place: str, text: str, horizon: Horizon | None) -> Any:
    try:
        if text.lstrip().startswith("{"):
            return lrlab.from_json(text)
        return lrlab.parse(text, horizon=horizon)
    except SpecError as error:
        raise SpecError(f"in {place}: {error}") from None
