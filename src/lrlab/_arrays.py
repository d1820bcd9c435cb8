"""One formula for every array library: which functions compute on a given value.

A formula is written once, against a namespace `xp` that has NumPy's names. Four of them exist:
plain Python numbers (`Floats`), NumPy, `jax.numpy`, and PyTorch through a thin adapter.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from lrlab._errors import ScheduleError

# Long arrays are computed in pieces that stay in the processor's cache.
CHUNK = 1 << 14


class Floats:
    """Python's own numbers under NumPy's names, much faster than NumPy for one number."""

    pi = math.pi
    sin = math.sin
    exp = math.exp
    expm1 = math.expm1
    log = math.log
    isnan = math.isnan

    @staticmethod
    def floor(x: float) -> float:
        return x // 1.0

    @staticmethod
    def where(condition: bool, x: float, y: float) -> float:
        return x if condition else y

    @staticmethod
    def clip(x: float, low: float | None, high: float | None) -> float:
        if low is not None and x < low:
            return low
        return high if high is not None and x > high else x

    @staticmethod
    def zeros_like(x: float) -> float:
        return 0.0


class _Torch:
    """PyTorch under NumPy's names, where the two differ."""

    def __init__(self, torch: Any) -> None:
        self._torch = torch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._torch, name)

    def asarray(self, x: Any, dtype: Any = None) -> Any:
        tensor = x if isinstance(x, self._torch.Tensor) else self._torch.as_tensor(np.asarray(x))
        return tensor if dtype is None else tensor.to(dtype)

    def clip(self, x: Any, low: Any, high: Any) -> Any:
        if isinstance(low, self._torch.Tensor) or isinstance(high, self._torch.Tensor):
            x = x if low is None else self._torch.maximum(x, self.asarray(low).to(x))
            return x if high is None else self._torch.minimum(x, self.asarray(high).to(x))
        return self._torch.clip(x, low, high)

    def zeros_like(self, x: Any, shape: Any = None) -> Any:
        return self._torch.zeros_like(x) if shape is None else x.new_zeros(shape)

    def searchsorted(self, table: Any, x: Any, side: str) -> Any:
        return self._torch.searchsorted(table.to(x), x.contiguous(), right=side == "right")

    def take(self, table: Any, index: Any) -> Any:
        return self._torch.take(table.to(index.device), index)


def namespace_of(*values: Any) -> Any:
    """The namespace that computes on all of `values` together.

    A value of some library can only reach us after that library was imported, so looking in
    `sys.modules` is enough, and nothing is ever imported here.

    Examples:
        >>> namespace_of(3, 0.5).__name__, namespace_of(np.arange(3)).__name__
        ('Floats', 'numpy')
    """
    if all(type(value) in (int, float) for value in values):
        return Floats
    jax = sys.modules.get("jax")
    if jax is not None and any(isinstance(value, jax.Array) for value in values):
        return sys.modules["jax.numpy"]
    torch = sys.modules.get("torch")
    if torch is not None and any(isinstance(value, torch.Tensor) for value in values):
        return _Torch(torch)
    return np


def is_torch(xp: Any) -> bool:
    """Whether a namespace is that of PyTorch."""
    return isinstance(xp, _Torch)


def is_number(value: Any) -> bool:
    """Whether `value` is one concrete number of Python or NumPy; `True` and `False` are not."""
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def is_array(value: Any) -> bool:
    """Whether `value` is an array, a tensor or a tracer of a library that lrlab computes with."""
    if isinstance(value, np.ndarray):
        return True
    return any(
        (module := sys.modules.get(name)) is not None and isinstance(value, getattr(module, kind))
        for name, kind in (("jax", "Array"), ("torch", "Tensor"))
    )


def is_concrete(value: Any) -> bool:
    """Whether the value is known now, and not only when a compiled program runs."""
    jax = sys.modules.get("jax")
    return jax is None or not isinstance(value, jax.core.Tracer)


def as_times(t: Any, fields: Iterable[Any] = ()) -> tuple[Any, Any]:
    """The namespace for `t` together with `fields`, and `t` as floating numbers of it.

    Whole numbers become the widest float that the library has (float64; under JAX, what its
    `jax_enable_x64` allows); floating ones keep their type.

    Raises:
        ScheduleError: if `t` is not a real number, or an array of real numbers.
    """
    if isinstance(t, (list, tuple, range)):
        t = _from_list(t)
    if not is_number(t) and not is_array(t):
        raise no_time(t, type(t).__name__)
    xp = namespace_of(t, *fields)
    if xp is Floats:
        return xp, t
    t = xp.asarray(t)
    if is_torch(xp):
        return xp, _torch_times(t, xp)
    if t.dtype.kind not in "iuf" and not _is_extended_float(t.dtype):
        raise no_time(t, str(t.dtype))
    if t.dtype.kind in "iu":
        t = t.astype(np.float64 if xp is np else xp.result_type(float))
    elif xp is np and not np.isfinite(t).all():
        raise no_time(t[~np.isfinite(t)][0], str(t.dtype))
    return xp, t


def as_index(x: Any) -> Any:
    """Whole numbers held as floats, as integers of the same library."""
    return x.long() if hasattr(x, "long") else x.astype(int)


def in_chunks(evaluate: Callable[[Any], Any], t: np.ndarray) -> np.ndarray:
    """`evaluate(t)` for a long array, without temporaries of its size."""
    out = np.empty(t.shape, dtype=t.dtype if t.dtype.kind == "f" else np.float64)
    source = t.reshape(-1) if t.flags.c_contiguous else t.flat
    target = out.reshape(-1)
    for start in range(0, t.size, CHUNK):
        target[start : start + CHUNK] = evaluate(source[start : start + CHUNK])
    return out


def _torch_times(t: Any, xp: Any) -> Any:
    if t.is_complex() or t.dtype == xp.bool:
        raise no_time(t, str(t.dtype))
    if t.is_floating_point():
        return t
    # Apple's GPU has no float64.
    return t.to(xp.float32 if t.device.type == "mps" else xp.float64)


def _is_extended_float(dtype: Any) -> bool:
    return "float" in str(dtype)  # bfloat16 and its kin, whose kind NumPy calls "V"


def _from_list(t: Any) -> Any:
    try:
        return np.asarray(t)
    except ValueError:  # rows of different lengths
        raise no_time(t, type(t).__name__) from None


def no_time(t: Any, kind: str) -> ScheduleError:
    """What to raise for a `t` that is no count of updates."""
    try:
        text = str(t)[:60]
    except ValueError:  # a whole number too long to be written
        text = "a very large number"
    return ScheduleError(
        f"`t` must be a finite real number or an array of them (NumPy, JAX, PyTorch), "
        f"got {kind}: {text}. Pass the count of optimizer updates done so far."
    )
