"""Import the schedules of a package without the rest of it.

A package that trains models asks for far more than its schedules compute with: torchvision, a
builder of configuration files, a client of the hub. `bare` makes a package importable part by part,
and `stand_in` takes the place of a module whose names the schedules mention and never compute with.
Both hold inside `apart` only, which leaves nothing of them behind.
"""

import contextlib
import importlib
import importlib.util
import pathlib
import sys
from types import ModuleType

FOLDER = pathlib.Path(sys.prefix) / "witnesses"


class _Anything(type):
    """Classes that may be decorated with, called, subclassed and asked for any attribute."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _anything(name)

    def __call__(cls, *args, **kwargs):
        if len(args) == 1 and callable(args[0]) and not kwargs:
            return args[0]  # used as a decorator
        return cls


def _anything(name):
    return _Anything(name, (), {})


class _StandIn(ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _anything(name)


class _Bare(ModuleType):
    pass


def stand_in(name, **values):
    """A module `name` that has `values`, and an inert class under every other name."""
    module = _StandIn(name)
    vars(module).update(values)
    sys.modules[name] = module
    return module


def bare(*names):
    """Packages with their folders alone: nothing of their own has been run."""
    for name in names:
        parent, _, leaf = name.rpartition(".")
        if parent:
            folders = [f"{folder}/{leaf}" for folder in sys.modules[parent].__path__]
        else:
            folders = list(importlib.util.find_spec(name).submodule_search_locations)
        package = _Bare(name)
        package.__path__ = folders
        sys.modules[name] = package


@contextlib.contextmanager
def apart():
    """Inside, the witnesses can be imported; afterwards nobody finds them, whole or in parts."""
    if not FOLDER.is_dir():
        raise ModuleNotFoundError(f"no libraries in {FOLDER}: `make test` puts them there")
    before = dict(sys.modules)
    sys.path.insert(0, str(FOLDER))
    try:
        yield
    finally:
        sys.path.remove(str(FOLDER))
        for name, module in list(sys.modules.items()):
            if before.get(name) is not module and _is_of_a_witness(module):
                del sys.modules[name]


def _is_of_a_witness(module):
    if isinstance(module, _StandIn | _Bare):
        return True
    return str(getattr(module, "__file__", None) or "").startswith(str(FOLDER))


def names_of(*modules):
    """What the modules define, as names to evaluate a call with."""
    return {
        name: value
        for module in modules
        for name, value in vars(importlib.import_module(module)).items()
        if not name.startswith("__")
    }
