"""What every value of lrlab is: frozen, checked, and written down in more than one way.

Schedules are such values, and so are the policies, plans and horizons of the rooms above.
"""

from __future__ import annotations

import abc
import dataclasses
import functools
import re
from typing import Any, ClassVar

from lrlab.schedules import _rules
from lrlab.schedules._doors import Stored


class AbstractValue(Stored, abc.ABC):
    """A frozen dataclass whose fields are checked by the kinds of their annotations.

    It never changes, equals every value with the same arguments, can be hashed, pickled and
    copied, and its `repr` evaluates back to it; JSON and texts hold it by its `kind`.
    """

    kind: ClassVar[str]
    """The name of the class in texts and JSON: `CosineRestarts` is `cosine_restarts`."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "kind" not in vars(cls):
            cls.kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()
        if "__repr__" not in vars(cls):
            cls.__repr__ = AbstractValue.__repr__  # `dataclass` then keeps it

    def __post_init__(self) -> None:
        fields = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}  # pyright: ignore[reportArgumentType]
        owner = type(self).__name__
        for name, value in _rules.checked(owner, _rules_of(type(self)), fields).items():
            object.__setattr__(self, name, value)

    def arguments(self) -> dict[str, Any]:
        """The arguments that make this value, without those that are at their defaults."""
        from lrlab.schedules._written import arguments_of

        return arguments_of(self)

    def python_name(self) -> str:
        """The name in `lrlab` that makes this value."""
        return type(self).__name__

    def __getstate__(self) -> dict[str, Any]:
        names = {field.name for field in dataclasses.fields(self)}  # pyright: ignore[reportArgumentType]
        return {name: value for name, value in vars(self).items() if name in names}

    def __repr__(self) -> str:
        from lrlab.schedules._written import python_text

        return python_text(self)


@functools.cache
def _rules_of(cls: type[AbstractValue]) -> dict[str, tuple[_rules.Rule, bool]]:
    return _rules.rules_of(cls)
