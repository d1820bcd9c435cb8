"""Schedules as the command line names them: a text, a JSON file, or `-` for standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import lrlab
from lrlab._errors import SpecError
from lrlab.schedules import AbstractSchedule


def read_specs(specs: Iterable[str]) -> list[AbstractSchedule]:
    """The schedules that `specs` name.

    Raises:
        SpecError: if one is neither a schedule's text nor a readable JSON file.
    """
    return [_read(spec) for spec in specs]


def _read(spec: str) -> AbstractSchedule:
    if spec == "-":
        return _of_text(sys.stdin.read())
    if spec.endswith(".json") and "(" not in spec:
        try:
            return lrlab.from_json(Path(spec).read_bytes())
        except OSError as error:
            raise SpecError(
                f'`SPEC` names a JSON file that cannot be read, got "{spec}": {error.strerror}. '
                f"Check the path."
            ) from None
    return _of_text(spec)


def _of_text(text: str) -> AbstractSchedule:
    return lrlab.from_json(text) if text.lstrip().startswith("{") else lrlab.parse(text)
