"""The answers to ``reset`` and ``step``, checked against the server's description."""

from __future__ import annotations

from typing import Any

import numpy as np

from .frames import DTYPES

COLUMNS = ["observations", "masks", "features", "rewards", "terms", "final"]
"""The columns that Gymnasium's environments need."""
FLOAT, FLAG, ROW = DTYPES["float64"], DTYPES["uint8"], DTYPES["int32"]


def column_of(values: np.ndarray, rows: int, dtype: np.dtype[Any] = FLOAT) -> np.ndarray:
    """An array with exactly one number per row.

    Raises:
        ValueError: for another one.
    """
    if values.dtype != dtype or values.size != rows:
        raise ValueError(f"{values.size} numbers of type {values.dtype}; expected {rows} of type {dtype}")
    return values


def columns_of(named: dict[str, np.ndarray], rows: int) -> dict[str, np.ndarray]:
    for values in named.values():
        if values.size != rows or values.dtype != FLOAT:
            column_of(values, rows)
    return named


def vectors_in(described: dict[str, str]) -> dict[str, list[str]]:
    """The columns of every vector, in order: those of ``joints`` are ``joints.0``, ``joints.1`` and so on."""
    found: dict[str, list[str]] = {name[:-2]: [] for name in described if name.endswith(".0")}
    for vector, elements in found.items():
        while (element := f"{vector}.{len(elements)}") in described:
            elements.append(element)
    return found


def with_vectors(columns: dict[str, Any], vectors: dict[str, list[str]]) -> dict[str, Any]:
    """Columns by name, those of a vector in one array ``[..., size]``."""
    if not vectors:
        return columns
    elements = {element for names in vectors.values() for element in names}
    return {
        **{name: column for name, column in columns.items() if name not in elements},
        **{vector: np.stack([columns[name] for name in names], axis=-1) for vector, names in vectors.items()},
    }


def masks_of(told: dict[str, Any], rows: int) -> np.ndarray:
    """Legal options ``[rows, options]``, as Gymnasium wants masks."""
    return told["masks"].reshape(rows, -1).astype(np.int8)


def rows_that_ended(ended: dict[str, Any], rows: int) -> list[int]:
    """Indices, ascending.

    Raises:
        ValueError: where there are no such rows.
    """
    found: list[int] = column_of(ended["rows"], ended["rows"].size, ROW).tolist()
    if found != sorted(set(found)) or (found and not 0 <= found[0] <= found[-1] < rows):
        raise ValueError(f"rows {found[:8]} of {rows}")
    return found
