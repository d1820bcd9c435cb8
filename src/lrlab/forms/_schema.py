"""The JSON Schema of values, made from the annotations of the code."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from typing import Any

from lrlab.forms._entry_points import problems
from lrlab.forms._json import VERSION
from lrlab.forms._kinds import field_hints, parameters, takes_any_name
from lrlab.forms._register import KINDS
from lrlab.policies import AbstractPolicy
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._rules import Rule
from lrlab.schedules._value import AbstractValue

_SCHEDULE = {"$ref": "#/$defs/a_schedule"}
_POLICY = {"$ref": "#/$defs/a_policy"}
_PLAIN: dict[Any, dict[str, Any]] = {
    float: {"type": "number", "minimum": 0},
    int: {"type": "integer", "minimum": 0},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    AbstractSchedule: _SCHEDULE,
    AbstractPolicy: _POLICY,
}
_MEMBER = {"anyOf": [_SCHEDULE, {"$ref": "#/$defs/a_controlled"}, {"type": "number", "minimum": 0}]}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the documents that `from_json` reads."""
    problems()  # loads what installed packages bring along
    kinds = sorted(KINDS)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A schedule, plan or policy of lrlab",
        "type": "object",
        "required": ["lrlab", "kind"],
        "properties": {"lrlab": {"const": VERSION}},
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds],
        "unevaluatedProperties": False,
        "$defs": {
            "a_schedule": _one_of(kind for kind in kinds if _makes(kind, AbstractSchedule)),
            "a_policy": _one_of(kind for kind in kinds if _makes(kind, AbstractPolicy)),
            "a_controlled": _one_of(["controlled"]),
            **{kind: _kind_schema(kind) for kind in kinds},
        },
    }


def _makes(kind: str, what: type[AbstractValue]) -> bool:
    """Whether a kind is one of `what`; a recipe makes schedules."""
    made_by = KINDS[kind]
    return issubclass(made_by, what) if isinstance(made_by, type) else what is AbstractSchedule


def _one_of(kinds: Iterable[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds],
        "unevaluatedProperties": False,
    }


def _kind_schema(kind: str) -> dict[str, Any]:
    hints = typing.get_type_hints(field_hints(kind), include_extras=True)
    known = parameters(kind)
    required = [name for name, parameter in known.items() if parameter.default is parameter.empty]
    schema = {
        "required": ["kind", *required],
        "properties": {
            "kind": {"const": kind},
            **{name: _hint_schema(hints.get(name)) for name in known},
        },
    }
    if takes_any_name(kind):
        schema["properties"]["lrlab"] = {"const": VERSION}
        groups = {"type": "object", "not": {"required": ["kind"]}, "additionalProperties": _MEMBER}
        schema["additionalProperties"] = {"anyOf": [_MEMBER, groups]}
    return schema


def _hint_schema(hint: Any) -> dict[str, Any]:
    """The schema of an annotation; of one that says nothing here, a schema that fits everything."""
    rule = next((m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Rule)), None)
    if rule is not None:
        return dict(rule.schema)
    origin, options = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_hint_schema(option) for option in options]}
    if origin in (tuple, list) and options:
        return {"type": "array", "items": _hint_schema(options[0])}  # tuple[X, ...]
    return next((dict(schema) for plain, schema in _PLAIN.items() if plain is hint), {})
