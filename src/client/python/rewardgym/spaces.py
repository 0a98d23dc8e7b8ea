"""Spaces as a server describes them, as Gymnasium has them."""

from __future__ import annotations

import math
import string
from collections.abc import Iterable
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.vector.utils import batch_space

from .frames import DTYPES

MOST_NUMBERS = 2**26
"""A value of more numbers fits into no answer; a server that describes one is not believed."""


def space_of(described: dict[str, Any]) -> spaces.Space[Any]:
    kind = described["type"]
    if kind == "box":
        dtype = np.dtype(described["dtype"])
        shape = _shape_of(described)
        return spaces.Box(_bound(described, "low", shape, dtype), _bound(described, "high", shape, dtype), shape, dtype.type)
    if kind == "codes":
        shape, count, dtype = _shape_of(described), described["count"], np.dtype(described["dtype"])
        if not shape:
            return spaces.Discrete(count)
        if count > np.iinfo(dtype).max:  # MultiDiscrete keeps counts in the same type, where this one does not fit
            return spaces.Box(0, count - 1, shape, dtype.type)
        return spaces.MultiDiscrete(np.full(shape, count), dtype=dtype.type)
    if kind == "choice":
        return spaces.Discrete(len(described["names"]))
    if kind == "choices":
        return spaces.MultiDiscrete([len(names) for names in described["parts"].values()], dtype=np.int32)
    if kind == "pick":
        return spaces.MultiDiscrete([described["most"], len(described["verbs"])], dtype=np.int32)
    if kind == "text":
        return spaces.Text(described["maxLength"], min_length=0, charset=string.printable)
    if kind == "list":
        most = described["most"]
        if not isinstance(most, int) or not 0 < most <= MOST_NUMBERS:
            raise ValueError(f"a list of at most {most}")
        return spaces.Dict({"length": spaces.Discrete(most + 1), "rows": batch_space(space_of(described["of"]), most)})
    if kind == "parts":
        return spaces.Dict({name: space_of(field) for name, field in described["fields"].items()})
    raise ValueError(f"a space of kind {kind!r}")


def _shape_of(described: dict[str, Any]) -> tuple[int, ...]:
    shape = tuple(described["shape"])
    if not all(isinstance(side, int) and side >= 0 for side in shape) or math.prod(shape) > MOST_NUMBERS:
        raise ValueError(f"a {described['type']} of shape {shape}")
    return shape


def _bound(described: dict[str, Any], side: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> np.ndarray:
    """A side without a bound is infinite, or the last number that the type holds."""
    if dtype.kind == "f":
        none: float = -np.inf if side == "low" else np.inf
    else:
        none = getattr(np.iinfo(dtype), "min" if side == "low" else "max")
    given = described.get(side)
    if not isinstance(given, list):
        return np.full(shape, none if given is None else given, dtype)
    return np.array([none if one is None else one for one in given], dtype).reshape(shape)


def rows_of(described: dict[str, Any], arrays: Any, rows: int) -> Any:
    """A batch of values, one a row, each array ``[rows, ...]``; a tuple of texts for text. Boxes are not copied.

    Raises:
        ValueError, TypeError, KeyError: for arrays of another form.
    """
    kind = described["type"]
    if kind == "parts":
        return {name: rows_of(field, arrays[name], rows) for name, field in described["fields"].items()}
    if kind == "list":
        most = described["most"]
        inner = rows_of(described["of"], arrays["rows"], rows * most)
        return {"length": arrays["length"].reshape(rows).astype(np.int64), "rows": _folded(inner, rows, most)}
    if kind in ("box", "codes"):
        if arrays.dtype != DTYPES[described["dtype"]]:
            raise TypeError(f"numbers of type {arrays.dtype} in a {kind} of {described['dtype']}")
        shaped = arrays.reshape(rows, *described["shape"])
        return shaped.astype(np.int64) if kind == "codes" and not described["shape"] else shaped
    if kind == "choice":
        return arrays.reshape(rows).astype(np.int64)
    if kind == "choices":
        return arrays.reshape(rows, len(described["parts"]))
    if kind == "pick":
        return arrays.reshape(rows, 2)
    return tuple(bytes(row).split(b"\0")[0].decode() for row in arrays.reshape(rows, described["maxLength"]))


def _folded(values: Any, rows: int, most: int) -> Any:
    """Values of all lists, one after another, as ``[rows, most, ...]``."""
    if isinstance(values, dict):
        return {name: _folded(field, rows, most) for name, field in values.items()}
    if isinstance(values, tuple):
        return tuple(values[row * most : (row + 1) * most] for row in range(rows))
    return values.reshape(rows, most, *values.shape[1:])


def row_of(batch: Any, row: int) -> Any:
    if isinstance(batch, dict):
        return {name: row_of(field, row) for name, field in batch.items()}
    return batch[row]


def each_of(batch: Any, rows: int) -> Iterable[Any]:
    """The rows one by one."""
    return [row_of(batch, row) for row in range(rows)] if isinstance(batch, dict) else batch


def arrays_of(described: dict[str, Any], values: Any, rows: int) -> Any:
    """What a server takes for a batch of values."""
    kind = described["type"]
    if kind == "parts":
        return {name: arrays_of(field, values[name], rows) for name, field in described["fields"].items()}
    if kind == "text":
        out = np.zeros((rows, described["maxLength"]), np.uint8)
        for row, text in enumerate(values):
            data = text.encode()[: described["maxLength"]]
            out[row, : len(data)] = np.frombuffer(data, np.uint8)
        return out.reshape(-1)
    dtype = np.dtype(described.get("dtype", "int32"))  # choices and picks are indices
    given = np.asarray(values)
    if dtype.kind != "f" and given.dtype.kind == "f":
        raise TypeError(f"actions of type {given.dtype}; expected whole numbers, for the space is {kind}")
    return np.ascontiguousarray(given, dtype).reshape(-1)
