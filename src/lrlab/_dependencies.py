"""Optional frameworks: found late, refused clearly."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

from lrlab._errors import MissingExtraError


class Late:
    """A module that is imported when something of it is first used.

    A room that needs an optional library can so be imported, listed and documented without it; what
    is missing is said where it is needed.

    Examples:
        >>> Late("json", extra="lab", why="to read a schedule").loads("[1]")
        [1]
    """

    def __init__(self, module: str, *, extra: str, why: str) -> None:
        self._module, self._extra, self._why = module, extra, why

    def __getattr__(self, name: str) -> Any:
        return getattr(require(self._module, extra=self._extra, why=self._why), name)


def require(module: str, *, extra: str, why: str) -> ModuleType:
    """Import `module`, or say which extra provides it and what needed it.

    Examples:
        >>> require("json", extra="lab", why="to read a schedule").__name__
        'json'
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise  # installed, but broken inside: hiding that would mislead
        raise MissingExtraError(
            f"`{error.name}` is needed {why}, and is not installed. "
            f"Install it with `pip install 'lrlab[{extra}]'`."
        ) from None
