"""`lrlab --import MODULE`: a person's own module, for the schedules that it registers."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from lrlab._errors import SpecError


def import_named(module: str) -> None:
    """Import a module by its name, or a Python file by its path.

    Raises:
        SpecError: if it cannot be imported.
    """
    path = Path(module)
    folder, name = (path.parent, path.stem) if path.suffix == ".py" else (Path(), module)
    sys.path.insert(0, str(folder.resolve()))
    try:
        importlib.import_module(name)
    except Exception as error:  # whatever a person's module does when it is imported
        raise SpecError(
            f"`--import` must name a module that can be imported, got {module!r}: "
            f"{type(error).__name__}: {error}. Try `python -c 'import {name}'`."
        ) from error
    finally:
        sys.path.remove(str(folder.resolve()))
