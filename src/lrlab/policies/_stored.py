"""The state of a policy as data: what JSON holds, and back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from lrlab import _arrays
from lrlab._errors import ScheduleError, SpecError
from lrlab.policies._metric import fits
from lrlab.schedules._rules import shown

VERSION = 1

_NOT_FINITE = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}
_REMEDY = "Write it with `state_to_dict`."


def to_dict(policy: str, state: Any) -> dict[str, Any]:
    """The numbers of a state by name, with the policy that made them."""
    plain = {name: _plain(name, value) for name, value in state._asdict().items()}
    return {"lrlab": VERSION, "policy": policy, "state": plain}


def from_dict(policy: str, data: Any, like: Any) -> Any:
    """The state that `data` holds, with the fields and kinds of numbers of the state `like`."""
    if not isinstance(data, Mapping) or not data.keys() >= {"lrlab", "policy", "state"}:
        raise SpecError(
            f"a state must be an object with `lrlab`, `policy` and `state`, got {shown(data)}. "
            f"{_REMEDY}"
        )
    version = data["lrlab"]
    if type(version) is not int or not 1 <= version <= VERSION:
        raise SpecError(
            f"`$.lrlab` must be {VERSION}, got {shown(version)}: the state was written by another "
            f"release. Upgrade with `pip install --upgrade lrlab`."
        )
    if data["policy"] != policy:
        raise SpecError(
            f"`$.policy` must be the policy that reads it, {policy}, got {shown(data['policy'])}. "
            f"Read the state with the policy that wrote it; another one of its class may go on."
        )
    numbers, wanted = data["state"], like._asdict()
    if not isinstance(numbers, Mapping) or numbers.keys() != wanted.keys():
        raise SpecError(f"`$.state` must hold {', '.join(wanted)}, got {shown(numbers)}. {_REMEDY}")
    read = {name: _read(f"$.state.{name}", numbers[name], old) for name, old in wanted.items()}
    state = type(like)(**read)
    if not _is_sound(state):
        raise SpecError(
            f"`$.state` must scale the rate by a finite number, 0 or more, got {shown(numbers)}. "
            f"{_REMEDY}"
        )
    return state


def _is_sound(state: Any) -> bool:
    try:
        return 0 <= state.scale < math.inf
    except ZeroDivisionError:
        return False


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(name, item) for item in value]
    if not _arrays.is_concrete(value) or getattr(value, "shape", ()) != ():
        raise ScheduleError(
            f"`state.{name}` must be one number, got {shown(value)}. Take the state of one run out "
            f"of a batch, outside of compiled functions."
        )
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, int) or math.isfinite(number):
        return number
    return "nan" if number != number else "inf" if number > 0 else "-inf"


def _read(where: str, value: Any, like: Any) -> Any:
    if isinstance(like, tuple):
        if not isinstance(value, (list, tuple)) or len(value) != len(like):
            raise SpecError(
                f"`{where}` must be a list of {len(like)} numbers, got {shown(value)}. {_REMEDY}"
            )
        pairs = zip(value, like, strict=True)
        return tuple(_read(f"{where}[{i}]", *pair) for i, pair in enumerate(pairs))
    if isinstance(like, int):
        if type(value) is not int or not 0 <= value < 2**31:
            raise SpecError(f"`{where}` must be a count, got {shown(value)}. {_REMEDY}")
        return value
    if isinstance(value, str) and value in _NOT_FINITE:
        return _NOT_FINITE[value]
    if not _arrays.is_number(value) or not fits(value):
        raise SpecError(f"`{where}` must be a number, got {shown(value)}. {_REMEDY}")
    return float(value)
