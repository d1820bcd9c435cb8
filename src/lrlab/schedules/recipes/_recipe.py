"""A recipe: a named way to build a schedule, which keeps its name and its arguments."""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, final, get_origin, get_type_hints

import numpy as np

from lrlab._errors import ScheduleError, did_you_mean
from lrlab.schedules import _rules
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._lazy import lazy

P = ParamSpec("P")


@dataclasses.dataclass(frozen=True)
class _Definition:
    """What the decorator knows of a recipe."""

    build: Callable[..., AbstractSchedule]
    signature: inspect.Signature

    @lazy
    def rules(self) -> dict[str, tuple[_rules.Rule, bool]]:
        return _rules.rules_of(self.build)

    @lazy
    def lists(self) -> frozenset[str]:
        """The parameters that are lists, such as milestones."""
        hints = get_type_hints(self.build)
        return frozenset(name for name, hint in hints.items() if get_origin(hint) is tuple)

    @lazy
    def function(self) -> Callable[..., Recipe]:
        """What a person calls."""
        name, parameters = self.build.__name__, self.signature.parameters

        @functools.wraps(self.build)
        def make(*args: Any, **kwargs: Any) -> Recipe:
            for wrong in kwargs.keys() - parameters.keys():
                known = did_you_mean(wrong, parameters)
                raise TypeError(f"{name}() has no argument `{wrong}`. {known}")
            try:
                arguments = self.signature.bind(*args, **kwargs).arguments
            except TypeError as error:
                raise TypeError(f"{name}(): {error}") from None
            return self.made(arguments)

        return make

    def made(self, arguments: Mapping[str, Any]) -> Recipe:
        name, parameters = self.build.__name__, self.signature.parameters
        checked = _rules.checked(name, self.rules, arguments)
        given = {
            key: _plain(checked[key], key in self.lists)
            for key in parameters
            if key in checked and not _rules.same_value(checked[key], parameters[key].default)
        }
        built = _rules.checked_schedule(
            f"{name}(...)", self.build(**given), must="build a schedule"
        )
        return Recipe(name=name, given=tuple(given.items()), _schedule=built.expanded())


_LONGEST_TABLE = 1_000_000
_GIVES_WAY = "stable_steps"  # becomes longer where a whole is stretched that was not given

_DEFINITIONS: dict[str, _Definition] = {}


def recipe(build: Callable[P, AbstractSchedule]) -> Callable[P, Recipe]:
    """Make a recipe of a function that builds a schedule from checked arguments.

    The parameters are annotated with the kinds of `lrlab.schedules` (`Rate`, `Steps`, ...). The
    name of the function becomes the name of the recipe in `repr`, texts and JSON.
    """
    name = build.__name__
    known = _DEFINITIONS.get(name)
    if known is not None and known.build.__module__ != build.__module__:
        raise ScheduleError(
            f"`{name}` must be a new name, got that of a recipe in `{known.build.__module__}`. "
            f"Call it something else."
        )
    signature = inspect.signature(build)
    for parameter in signature.parameters.values():
        if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            raise ScheduleError(
                f"`{name}(...)` must take every argument by its name, got `{parameter}`. Leave out "
                f"`*`, `**` and `/`; a list is one argument."
            )
    definition = _DEFINITIONS[name] = _Definition(build, signature)
    return definition.function


def is_recipe(made_by: Any) -> bool:
    """Whether `made_by` is what `recipe` gave, rather than a function that wraps another."""
    definition = _DEFINITIONS.get(getattr(made_by, "__name__", ""))
    return definition is not None and definition.function is made_by


def parameters_of(name: str) -> Mapping[str, inspect.Parameter]:
    """The parameters of the recipe `name`."""
    return _DEFINITIONS[name].signature.parameters


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Recipe(AbstractSchedule):
    """A schedule that remembers how it was asked for.

    Made by the recipes of lrlab (`warmup_cosine`, `wsd`, ...), not by hand. It behaves as the
    schedule that it expands to; `repr`, text and JSON show the name and the arguments as given,
    and `with_total_steps` builds it again. A value, also a pickled one, keeps its rates when the
    function of its recipe is defined again.

    Args:
        name: the recipe's name.
        given: the arguments that differ from their defaults, as (name, value) pairs.
    """

    name: str
    given: tuple[tuple[str, Any], ...]
    _schedule: AbstractSchedule = dataclasses.field(hash=False)

    def __post_init__(self) -> None:
        pass  # its arguments were checked before it was built

    @property
    def kind(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self.name

    def python_name(self) -> str:
        return self.name

    def arguments(self) -> dict[str, Any]:
        return dict(self.given)

    def expanded(self) -> AbstractSchedule:
        return self._schedule

    @property
    def total_steps(self) -> int | None:
        return self._schedule.total_steps

    def _value(self, t: Any, xp: Any, *, beyond: bool = False) -> Any:
        return self._schedule._value(t, xp, beyond=beyond)

    def _formula(self, t: Any, xp: Any) -> Any:
        return self._value(t, xp, beyond=True)

    def _corners(self, start: float, stop: float) -> list[float]:
        return self._schedule._corners(start, stop)

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        parameters = parameters_of(self.name)
        length = "total_steps" if "total_steps" in parameters else "steps"
        if length not in parameters:
            return self._schedule.with_total_steps(total_steps)
        given = self.arguments()
        if length not in given:
            given.pop(_GIVES_WAY, None)
        return _DEFINITIONS[self.name].made({**given, length: total_steps})

    def _range(self) -> tuple[float, float]:
        return self._schedule._bounds


def _plain(value: Any, is_list: bool) -> Any:
    """Lists as tuples of plain numbers, as is an array that is meant as one; others as they are."""
    if isinstance(value, (list, tuple)) or (is_list and isinstance(value, np.ndarray)):
        return tuple(_plain(item, is_list) for item in value)
    return value.item() if isinstance(value, np.generic) else value


def length_in_steps(
    owner: str, name: str, steps: int | None, fraction: float | None, total_steps: int
) -> int:
    """The length of a phase given in updates (`steps`) or else as a fraction of the whole.

    Raises:
        ScheduleError: if both are given, or the phase is longer than the whole.
    """
    both = steps is not None and fraction is not None
    if both and fraction != parameters_of(owner)[f"{name}_fraction"].default:
        raise ScheduleError(
            f"`{owner}({name}_steps=..., {name}_fraction=...)` must not both be given, got "
            f"{steps} and {fraction}. Keep one of them."
        )
    length = int((fraction or 0.0) * total_steps + 0.5) if steps is None else steps
    if length > total_steps:
        raise ScheduleError(
            f"`{owner}({name}_steps=...)` must fit into the whole of {total_steps} updates, got "
            f"{length}. Shorten it or raise `total_steps`."
        )
    return length


def phases_in_steps(
    owner: str,
    total_steps: int,
    warmup: tuple[int | None, float | None],
    last: tuple[int | None, float | None],
    last_name: str = "cooldown",
) -> tuple[int, int, int]:
    """The lengths of warm-up, what lies between, and last phase, each given as (steps, fraction).

    Raises:
        ScheduleError: if both lengths of a phase are given, or the phases are longer than the
            whole.
    """
    warm = length_in_steps(owner, "warmup", *warmup, total_steps)
    late = length_in_steps(owner, last_name, *last, total_steps)
    between = total_steps - warm - late
    if between == -1 and warmup[0] is None and last[0] is None:
        return warm, 0, late - 1  # both fractions were rounded up
    if between < 0:
        raise ScheduleError(
            f"`{owner}(total_steps=...)` must hold warm-up and {last_name}, got {total_steps} for "
            f"{warm} + {late} updates. Shorten one of them or raise `total_steps`."
        )
    return warm, between, late


def rest_in_steps(owner: str, name: str, steps: int, total_steps: int | None) -> int | None:
    """What is left of the whole after a phase of `steps` updates; None of an endless whole.

    Raises:
        ScheduleError: if the phase is longer than the whole.
    """
    if total_steps is None:
        return None
    return total_steps - length_in_steps(owner, name, steps, None, total_steps)


def refuse_long_table(owner: str, total_steps: int) -> None:
    """Refuse a length whose table of rates would fill the memory.

    Raises:
        ScheduleError: if `total_steps` is more than one million.
    """
    if total_steps > _LONGEST_TABLE:
        raise ScheduleError(
            f"`{owner}(total_steps=...)` must be at most {_LONGEST_TABLE:,} updates, since each "
            f"has its own number, got {total_steps}. Use it for a part of the run, with `then`."
        )
