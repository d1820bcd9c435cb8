"""JSON: a schedule, plan or policy as data, with a version.

    {"lrlab": 1, "kind": "warmup_cosine", "peak_value": 0.1, "total_steps": 1000}

A schedule inside another is again an object with its `kind`. Arguments at their defaults are left
out; the version fixes what the defaults are.
"""

from __future__ import annotations

import collections
import json
from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np

from lrlab._errors import ScheduleError, SpecError
from lrlab.forms._kinds import MAX_DEPTH, kind_named, make, takes_any_name, written_arguments
from lrlab.schedules._rules import shown
from lrlab.schedules._value import AbstractValue

VERSION = 1

_TOO_DEEP = (
    f"JSON is nested too deep: at most {MAX_DEPTH} objects and lists inside one another. "
    f"Write a long sequence as one list of `pieces`."
)


def to_document(value: AbstractValue) -> dict[str, Any]:
    """The value as plain data, with the version: what `to_json` writes."""
    return {"lrlab": VERSION, **_written(value)}


def to_json(value: AbstractValue, *, indent: int | None = None) -> str:
    """The value as a JSON document.

    Args:
        value: a schedule, plan or policy without Python functions inside.
        indent: spaces per level; one line if None.

    Raises:
        ScheduleError: if it holds something that JSON cannot.

    Examples:
        >>> from lrlab.schedules import warmup_cosine
        >>> to_json(warmup_cosine(peak_value=0.1, total_steps=1000))
        '{"lrlab": 1, "kind": "warmup_cosine", "peak_value": 0.1, "total_steps": 1000}'
    """
    return json.dumps(to_document(value), indent=indent, allow_nan=False)


def from_json(document: str | bytes | bytearray | Mapping[str, Any]) -> Any:
    """The schedule, plan or policy that a JSON document describes.

    Args:
        document: the text, or what a JSON reader made of it.

    Raises:
        SpecError: if it is no such document; the message says where, as in `$.pieces[1].kind`.

    Examples:
        >>> from_json('{"lrlab": 1, "kind": "constant", "value": 0.1}')
        Constant(value=0.1)
    """
    data = _loaded(document) if isinstance(document, (str, bytes, bytearray)) else document
    if not isinstance(data, Mapping):
        raise SpecError(
            f"a schedule in JSON must be an object with `kind`, got {_type(data)} at $. "
            f'Write `{{"lrlab": {VERSION}, "kind": ...}}`.'
        )
    _check_version(data)
    return _read({key: value for key, value in data.items() if key != "lrlab"}, "$", 0)


def _written(value: AbstractValue, depth: int = 0) -> dict[str, Any]:
    if depth > MAX_DEPTH:
        raise ScheduleError(_TOO_DEEP)
    arguments = written_arguments(value)
    plain = {name: _plain(argument, depth) for name, argument in arguments.items()}
    return {"kind": value.kind, **plain}


def _plain(value: Any, depth: int) -> Any:
    if isinstance(value, AbstractValue):
        return _written(value, depth + 1)
    if isinstance(value, tuple):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(item, depth + 1) for name, item in value.items()}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return value.item()
    raise ScheduleError(
        f"JSON holds numbers, texts and schedules, got {type(value).__name__} in a schedule. "
        f"Build it from plain numbers, for instance with `float(...)`."
    )


def _loaded(text: str | bytes | bytearray) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_twice)
    except RecursionError:
        raise SpecError(_TOO_DEEP) from None
    except (UnicodeDecodeError, ValueError) as error:
        if isinstance(error, SpecError):
            raise
        reason = str(error)[:120]
        raise SpecError(
            f"this is no JSON: {reason}. Write one object, as `schedule.to_json()` does."
        ) from None


def _no_constant(name: str) -> NoReturn:
    raise SpecError(f"JSON numbers must be finite, got {name}. Write a number such as `0.1`.")


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _), *_ = collections.Counter(key for key, _ in pairs).most_common(1)
        raise SpecError(f"{shown(twice)} is given twice in one object. Keep one of them.")
    return found


def _check_version(data: Mapping[str, Any]) -> None:
    version = data.get("lrlab")
    if type(version) is not int or version < 1:
        got = "nothing" if version is None else shown(version)
        raise SpecError(
            f'a schedule in JSON must say its version as `"lrlab": {VERSION}`, got {got} at '
            f"$.lrlab. Add it, or write the file with `schedule.to_json()`."
        )
    if version > VERSION:
        raise SpecError(
            f"`$.lrlab` must be at most {VERSION} for this release of lrlab, got {version}: the "
            f"document was written by a newer one. Upgrade with `pip install --upgrade lrlab`."
        )


def _read(data: Mapping[str, Any], where: str, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise SpecError(_TOO_DEEP)
    if "kind" not in data:
        raise SpecError(f'a schedule at {where} needs `kind`. Write `"kind": "constant"`.')
    kind = kind_named(data["kind"], f"`{where}.kind`")
    arguments = {
        name: _value(value, _inside(where, name), depth, groups=takes_any_name(kind))
        for name, value in data.items()
        if name != "kind"
    }
    return make(kind, arguments, f"`{where}`")


def _value(value: Any, where: str, depth: int, *, groups: bool = False) -> Any:
    if isinstance(value, Mapping):
        if groups and "kind" not in value:
            return {g: _value(v, _inside(where, g), depth + 1) for g, v in value.items()}
        return _read(value, where, depth + 1)
    if isinstance(value, list):
        if depth > MAX_DEPTH:
            raise SpecError(_TOO_DEEP)
        return tuple(_value(item, f"{where}[{i}]", depth + 1) for i, item in enumerate(value))
    return value


def _inside(where: str, name: Any) -> str:
    """The place of a member, for messages: what cannot be printed is escaped."""
    return f"{where}.{str(name)[:60]}".encode("utf-8", "backslashreplace").decode()


def _type(value: Any) -> str:
    names = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
