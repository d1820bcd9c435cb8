"""One schedule after another."""

from __future__ import annotations

import bisect
import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from typing import Any, final

import numpy as np

from lrlab import _arrays
from lrlab._errors import ScheduleError
from lrlab.schedules import _bounds
from lrlab.schedules._base import AbstractSchedule
from lrlab.schedules._lazy import lazy, lazy_number
from lrlab.schedules._leaves import Structure, leaves_of, rebuild
from lrlab.schedules._lengths import scaled_lengths
from lrlab.schedules._rules import checked_schedules

_FEW = 4  # so many pieces are computed one by one, however short
_WORTH_A_SLICE = 64  # numbers, on average, for which a slice is cheaper than looking up


@final
@dataclasses.dataclass(frozen=True, kw_only=True)
class Sequence(AbstractSchedule):
    r"""Pieces, one after another, each with a clock of its own.

    $$\eta(t) = s_i(t - S_i) \quad \text{for} \quad S_i \le t < S_{i+1}, \qquad
    S_i = n_0 + \dots + n_{i-1}$$

    with $s_i$ = `pieces[i]` and $n_i$ its `total_steps`. A boundary belongs to the piece that
    begins there; a piece without length contributes nothing before another. After the end the
    last piece holds its last value. Sequences inside are flattened, so that
    `a.then(b).then(c) == a.then(b.then(c))`.

    Args:
        pieces: schedules, at least one; all but the last must have an end.

    Raises:
        ScheduleError: if there is no piece, one is no schedule, or one before the last never ends.

    Examples:
        >>> from lrlab.schedules import Cosine, Linear
        >>> warmup = Linear(init_value=0.0, end_value=1.0, steps=10)
        >>> schedule = warmup.then(Cosine(init_value=1.0, steps=90))
        >>> [round(schedule(t), 3) for t in (0, 5, 10, 55, 100)]
        [0.0, 0.5, 1.0, 0.5, 0.0]

    See Also:
        `optax.join_schedules(schedules, boundaries)`; `torch.optim.lr_scheduler.SequentialLR`.
    """

    pieces: tuple[AbstractSchedule, ...]

    def __post_init__(self) -> None:
        pieces = tuple(_flat(checked_schedules("Sequence(pieces=...)", self.pieces)))
        for position, piece in enumerate(pieces[:-1]):
            if piece.total_steps is None:
                raise ScheduleError(
                    f"`then` needs a piece that ends before another, and piece {position} "
                    f"(`{piece.kind}`) has no end. Give it a length with its `steps`."
                )
        object.__setattr__(self, "pieces", pieces)
        if self._inlined is not self and not self._arrays_inside:
            self._inlined._groups  # now, since `torch.compile` cannot make them  # noqa: B018

    @property
    def total_steps(self) -> int | None:
        last = self.pieces[-1].total_steps
        return None if last is None else self.starts[-1] + last

    @lazy_number
    def starts(self) -> tuple[int, ...]:
        """The first update of each piece."""
        lengths: Any = (piece.total_steps for piece in self.pieces[:-1])
        return tuple(itertools.accumulate(lengths, initial=0))

    def _value(self, t: Any, xp: Any, *, beyond: bool = False) -> Any:
        if xp is _arrays.Floats:
            t = t if t > 0 else 0
            index = bisect.bisect_right(self.starts, t) - 1
            return self.pieces[index]._value(t - self.starts[index], xp, beyond=beyond)
        t = xp.clip(t, 0, None)
        if xp is np and not self._arrays_inside:
            return self._by_slices(t, beyond)
        return self._by_structure(t, xp, beyond)

    def _formula(self, t: Any, xp: Any) -> Any:
        return self._value(t, xp, beyond=True)

    def _by_slices(self, t: np.ndarray, beyond: bool) -> Any:
        """On NumPy, a rising `t` is cut where pieces begin; each slice goes to its piece."""
        flat = np.ravel(t)
        if not flat.size or np.any(flat[1:] < flat[:-1]):
            return self._by_structure(t, np, beyond)
        first, last = (bisect.bisect_right(self.starts, end) - 1 for end in flat[[0, -1]])
        spanned = range(first, last + 1)
        if len(spanned) > max(_FEW, flat.size // _WORTH_A_SLICE):
            return self._by_structure(t, np, beyond)
        cuts = np.searchsorted(flat, self.starts[first + 1 : last + 1], side="left")
        out = np.empty_like(flat)
        for index, (low, high) in zip(
            spanned, itertools.pairwise((0, *cuts, flat.size)), strict=True
        ):
            local = flat[low:high] - self.starts[index]
            out[low:high] = self.pieces[index]._value(local, np, beyond=beyond)
        return out.reshape(t.shape)[()]

    def _by_structure(self, t: Any, xp: Any, beyond: bool) -> Any:
        """Pieces of the same structure are computed together, by one formula on their numbers.

        Each element looks up the numbers of its own piece, so that a thousand cosines cost one
        cosine. It has no branches, so that it runs in compiled programs too.
        """
        if self._inlined is not self:
            return self._inlined._by_structure(t, xp, beyond)
        starts = _on(self._start_column, t, xp)
        index = xp.searchsorted(starts, t, side="right") - 1
        local = t - xp.take(starts, index)
        value = None
        for group in self._groups:
            piece = group.piece_at(index, t, xp)
            if group.members == len(self.pieces):
                return piece._value(local, xp, beyond=beyond)
            mine = xp.take(xp.asarray(group.position), index) >= 0
            # Where another piece is active, 0.5 keeps the formula and its derivative finite.
            rate = piece._value(xp.where(mine, local, 0.5), xp, beyond=beyond)
            value = rate if value is None else xp.where(mine, rate, value)
        return value

    @lazy
    def _inlined(self) -> Sequence:
        """The same curve with the pieces of recipes in the place of the recipes."""
        pieces = tuple(piece.expanded() for piece in self.pieces)
        if all(piece is own for piece, own in zip(pieces, self.pieces, strict=True)):
            return self
        return Sequence(pieces=pieces)

    @lazy_number
    def _start_column(self) -> Any:
        arrays = any(_arrays.is_array(start) for start in self.starts)
        return self.starts if arrays else np.asarray(self.starts, dtype=np.float64)

    @lazy_number
    def _groups(self) -> tuple[_Group, ...]:
        by_structure: dict[Any, list[int]] = {}
        leaves = []
        for number, piece in enumerate(self.pieces):
            own, structure = leaves_of(piece)
            leaves.append(own)
            # What looks up in a table of its own cannot do so for each element apart.
            tables = structure.holds(Sequence) or any(isinstance(leaf, tuple) for leaf in own)
            alone = number if tables else None
            by_structure.setdefault((structure, alone), []).append(number)
        return tuple(
            _Group.of(structure, [leaves[number] for number in members], members, len(self.pieces))
            for (structure, _), members in by_structure.items()
        )

    def _corners(self, start: float, stop: float) -> list[float]:
        found: list[float] = []
        for piece, begins in zip(self.pieces, self.starts, strict=True):
            inside = piece._corners(max(start - begins, 0.0), max(stop - begins, 0.0))
            found += [float(begins), *(begins + corner for corner in inside)]
        return _bounds.thinned(found)

    def _stretched(self, total_steps: int) -> AbstractSchedule:
        lengths = [piece.total_steps or 0 for piece in self.pieces]
        scaled = scaled_lengths(lengths, total_steps)
        pieces = zip(self.pieces, scaled, strict=True)
        return Sequence(pieces=tuple(piece.with_total_steps(length) for piece, length in pieces))

    def _range(self) -> tuple[float, float]:
        *before, last = self.pieces
        lasting = [piece._bounds for piece in before if piece.total_steps] + [last._bounds]
        return min(low for low, _ in lasting), max(high for _, high in lasting)


@dataclasses.dataclass(frozen=True)
class _Group:
    """Pieces of one structure, with their numbers side by side."""

    structure: Structure
    columns: tuple[Any, ...]  # for each leaf of the structure, its value in each piece
    position: np.ndarray  # for each piece of the sequence, its place in the columns, or -1
    members: int

    @classmethod
    def of(
        cls, structure: Structure, leaves: list[list[Any]], numbers: list[int], pieces: int
    ) -> _Group:
        position = np.full(pieces, -1)
        position[numbers] = range(len(numbers))
        columns = tuple(_column(values) for values in zip(*leaves, strict=True))
        return cls(structure, columns, position, len(numbers))

    def piece_at(self, index: Any, t: Any, xp: Any) -> AbstractSchedule:
        """A piece whose numbers are those of piece `index`, element by element."""
        place = xp.clip(xp.take(xp.asarray(self.position), index), 0, None)
        fields = (
            column.value if isinstance(column, _Same) else xp.take(_on(column, t, xp), place)
            for column in self.columns
        )
        return rebuild(self.structure, fields)


@dataclasses.dataclass(frozen=True)
class _Same:
    """A column with one value throughout, which stays a plain number."""

    value: Any


def _column(values: tuple[Any, ...]) -> Any:
    first = values[0]
    if len(values) == 1:
        return _Same(first)
    if any(_arrays.is_array(value) for value in values):
        return values
    if all(type(value) is type(first) and value == first for value in values):
        return _Same(first)
    return np.asarray(values, dtype=np.float64)


def _on(column: Any, t: Any, xp: Any) -> Any:
    """A column as an array of the library and of the type of `t`."""
    if isinstance(column, tuple):  # of arrays or tracers
        if any(getattr(value, "ndim", 0) for value in column):
            raise ScheduleError(
                "`schedule(t)` needs one number in each field of a sequence, got arrays: a field "
                "of schedules. Give it to `jax.vmap`, which takes it apart."
            )
        return xp.stack([xp.zeros_like(t, shape=()) + value for value in column])
    return xp.asarray(column, dtype=t.dtype)


def _flat(pieces: Iterable[AbstractSchedule]) -> Iterator[AbstractSchedule]:
    for piece in pieces:
        yield from piece.pieces if isinstance(piece, Sequence) else (piece,)
