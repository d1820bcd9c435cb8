"""The forms of a value: JSON with its schema, and the text of the command line."""

from lrlab.forms._entry_points import problems
from lrlab.forms._json import VERSION, from_json, to_document, to_json
from lrlab.forms._kinds import MAX_DEPTH, kind_named, parameters, takes_any_name
from lrlab.forms._register import KINDS, register
from lrlab.forms._schema import json_schema
from lrlab.forms._text import MAX_LENGTH, parse

__all__ = [
    "KINDS",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "VERSION",
    "from_json",
    "json_schema",
    "kind_named",
    "parameters",
    "parse",
    "problems",
    "register",
    "takes_any_name",
    "to_document",
    "to_json",
]
