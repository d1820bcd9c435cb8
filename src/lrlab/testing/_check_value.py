"""The promises that every value keeps, schedule, policy, plan or horizon."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import lrlab
from lrlab import schedules
from lrlab.forms import KINDS, MAX_LENGTH
from lrlab.schedules import Function
from lrlab.schedules._value import AbstractValue
from lrlab.schedules._written import spec_text


def check_value(value: AbstractValue) -> None:
    """Raise `AssertionError`, with a sentence, unless `value` keeps the promises of every value.

    The promises: it cannot be changed; copies and pickles equal it and have its hash; its `repr`,
    its text and its JSON read back to it.

    Args:
        value: a schedule, a policy, a plan, a horizon.

    Examples:
        >>> check_value(lrlab.Horizon(dataset_size=50_000, batch_size=128, epochs=90))
    """
    _check_frozen(value)
    _check_copies(value)
    parts = list(_parts_of(value))
    if all(part.kind in KINDS for part in parts):
        _check_forms(value, {part.python_name(): KINDS[part.kind] for part in parts})


def _check_frozen(value: AbstractValue) -> None:
    for field in dataclasses.fields(value):  # pyright: ignore[reportArgumentType]
        try:
            setattr(value, field.name, getattr(value, field.name))
        except AttributeError:
            continue
        raise AssertionError(f"{value} can be changed: `{field.name}` takes a new value")


def _check_copies(value: AbstractValue) -> None:
    twins = [copy.copy(value), copy.deepcopy(value)]
    if all(_can_be_pickled(part) for part in _parts_of(value)):
        twins.append(pickle.loads(pickle.dumps(value)))
    for twin in twins:
        assert twin == value, f"a copy of {value} is not equal to it: {twin}"
        assert hash(twin) == hash(value), f"a copy of {value} has another hash"


def _check_forms(value: AbstractValue, names: Mapping[str, Any]) -> None:
    known = {**vars(schedules), **names}
    assert eval(repr(value), known) == value, f"repr changed {value}"
    assert lrlab.from_json(value.to_json()) == value, f"JSON changed {value}"
    if len(repr(value)) <= MAX_LENGTH:
        text = spec_text(value)
        assert lrlab.parse(text) == value, f"the text {text} is not {value}"
        assert lrlab.parse(repr(value)) == value, f"repr is no text of {value}"


def _can_be_pickled(part: AbstractValue) -> bool:
    """A lambda, or a class that was defined at a prompt, cannot be, which is Python's rule."""
    cls = type(part)
    module = sys.modules.get(cls.__module__)
    return not isinstance(part, Function) and getattr(module, cls.__name__, None) is cls


def _parts_of(value: Any) -> Iterator[AbstractValue]:
    """A value and all values inside it."""
    if isinstance(value, AbstractValue):
        yield value
        yield from _parts_of(value.arguments())
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _parts_of(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _parts_of(inner)
