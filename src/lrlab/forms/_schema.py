"""The JSON Schema of schedules, made from the annotations of the code."""

from __future__ import annotations

import types
import typing
from typing import Any

from lrlab.forms._json import VERSION
from lrlab.forms._kinds import KINDS, field_hints, parameters
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._rules import Rule

_ANY = {"$ref": "#/$defs/schedule"}
_PLAIN: dict[Any, dict[str, Any]] = {
    float: {"type": "number", "minimum": 0},
    int: {"type": "integer", "minimum": 0},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    AbstractSchedule: _ANY,
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the documents that `from_json` reads."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A learning-rate schedule of lrlab",
        "type": "object",
        "required": ["lrlab", "kind"],
        "properties": {"lrlab": {"const": VERSION}},
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in sorted(KINDS)],
        "unevaluatedProperties": False,
        "$defs": {
            "schedule": {
                "type": "object",
                "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in sorted(KINDS)],
                "unevaluatedProperties": False,
            },
            **{kind: _kind_schema(kind) for kind in sorted(KINDS)},
        },
    }


def _kind_schema(kind: str) -> dict[str, Any]:
    hints = typing.get_type_hints(field_hints(kind), include_extras=True)
    known = parameters(kind)
    required = [name for name, parameter in known.items() if parameter.default is parameter.empty]
    return {
        "required": ["kind", *required],
        "properties": {
            "kind": {"const": kind},
            **{name: _hint_schema(hints[name]) for name in known},
        },
    }


def _hint_schema(hint: Any) -> dict[str, Any]:
    rule = next((m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Rule)), None)
    if rule is not None:
        return dict(rule.schema)
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    options = typing.get_args(hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return {"anyOf": [_hint_schema(option) for option in options]}
    return {"type": "array", "items": _hint_schema(options[0])}  # tuple[X, ...]
