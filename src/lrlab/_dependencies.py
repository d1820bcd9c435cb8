"""Optional frameworks: found late, refused clearly."""

from __future__ import annotations

import importlib
from types import ModuleType

from lrlab._errors import MissingExtraError


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
