"""A property that is computed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):
    """`functools.cached_property` without the lock that Python 3.11 takes in it.

    `torch.compile` cannot follow a lock. Two threads may compute the same value twice, which
    harms nothing, since a schedule never changes.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> lazy[T] | T:
        if instance is None:
            return self
        value = vars(instance)[self._name] = self._compute(instance)
        return value


class lazy_number(lazy[T]):
    """A `lazy` property of a schedule that is computed from the numbers in its fields.

    Where the fields are arrays it is computed each time: what a compiled program makes of them
    must not outlive the program.
    """

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is not None and instance._arrays_inside:
            return self._compute(instance)
        return super().__get__(instance, owner)
