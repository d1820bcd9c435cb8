"""`lrlab --import MODULE`: a person's own module, for the schedules that it registers."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path

from lrlab._errors import SpecError


def import_named(module: str) -> None:
    """Import a module by its name, or a Python file by its path.

    Raises:
        SpecError: if it cannot be imported.
    """
    path = Path(module)
    is_file = path.suffix == ".py"
    folder = str((path.parent if is_file else Path()).resolve())
    sys.path.insert(0, folder)
    try:
        if is_file:
            _import_file(path.resolve())
        else:
            importlib.import_module(module)
    except (Exception, SystemExit) as error:  # whatever a person's module does when imported
        attempt = module if is_file else f"-c 'import {module}'"
        raise SpecError(
            f"`--import` must name a module that can be imported, got {module!r}: "
            f"{type(error).__name__}: {error}. Try `python {attempt}`."
        ) from error
    finally:
        if folder in sys.path:
            sys.path.remove(folder)


def _import_file(path: Path) -> None:
    """Import a file under a name that hides no other module, whatever the file is called."""
    name = f"imported_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None  # since it ends in `.py`
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
