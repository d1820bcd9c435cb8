"""What a row of the census is: a schedule of the field, its lrlab value, and who was asked."""

import dataclasses
import itertools
import json
import math
import pathlib
import re
from typing import Any

import numpy as np

import lrlab
from census.libraries import LIBRARIES
from lrlab import plans

RECORDED = json.loads(pathlib.Path(__file__).with_name("recorded.json").read_text())


def value_of(text, given):
    """The lrlab value that `text` says, with the letters of `given`."""
    words = set(re.findall(r"\b[A-Za-z_]\w*", text)).intersection(dir(lrlab))
    names = {word: getattr(lrlab, word) for word in words}
    return eval(text, {"math": math, "np": np, "plans": plans, **names, **given})


def rates_of(text, given, updates):
    """The rates of `updates` under the lrlab value that `text` says."""
    value = value_of(text, given)
    rates = value(updates) if isinstance(value, lrlab.AbstractSchedule) else value
    return np.asarray(rates, dtype=float)[: len(updates)]


@dataclasses.dataclass(frozen=True)
class Comparison:
    """One call of a library beside one lrlab value, for a spread of arguments.

    `updates` says how many updates mean the same in both, counted from 0, and `skip` how many of
    the first do not; `remark` says what is different otherwise. None as `ours` is the row's value.
    """

    library: str
    theirs: str
    given: tuple[dict[str, Any], ...]
    ours: str | None = None
    updates: str = "2 * T"
    skip: int = 0
    remark: str = ""
    close: float | None = None

    @property
    def closeness(self):
        return self.close or LIBRARIES[self.library].close

    def count(self, given):
        return int(eval(self.updates, {"math": math, **given}))

    def rates(self, given, n):
        return LIBRARIES[self.library].rates(self.theirs, given, n)


@dataclasses.dataclass(frozen=True)
class Record:
    """What a library computed that cannot be run here, beside one lrlab value."""

    library: str
    case: str
    ours: str
    updates: int
    skip: int = 0
    remark: str = ""
    closeness: float = 1e-9
    given: tuple[dict[str, Any], ...] = ({},)

    @property
    def theirs(self):
        record = RECORDED["cases"][self.library][self.case]
        words = ", ".join(f"{name}={value!r}" for name, value in record["kwargs"].items())
        return f"{record['cls'].rpartition('.')[2]}({words})"

    def count(self, given):
        return self.updates

    def rates(self, given, n):
        return np.array(RECORDED["cases"][self.library][self.case]["values"][:n])


@dataclasses.dataclass(frozen=True)
class Row:
    """A schedule of the field.

    `value` is its lrlab value in letters, `example` gives them numbers. What is no function of the
    update has an `answer` instead of facts. `who` names the libraries that have it.
    """

    number: int
    name: str
    value: str
    example: dict[str, Any]
    who: str
    compared: tuple[Comparison | Record, ...] = ()
    remark: str = ""
    answer: str = ""

    def example_value(self):
        """The lrlab value with the numbers of the example, where `trunk` is itself a value."""
        trunk = self.example.get("trunk")
        given = {"trunk": value_of(trunk, {})} if trunk else {}
        return value_of(self.value, {**self.example, **given})


def each(**letters):
    """One set of letters for each place of the tuples; what is no tuple is the same in all."""
    longest = max((len(value) for value in letters.values() if isinstance(value, tuple)), default=1)
    cycles = {
        name: itertools.cycle(value if isinstance(value, tuple) else (value,))
        for name, value in letters.items()
    }
    return tuple({name: next(cycle) for name, cycle in cycles.items()} for _ in range(longest))
