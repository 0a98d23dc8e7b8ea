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
    return {name: column_of(values, rows) for name, values in named.items()}


def masks_of(told: dict[str, Any], rows: int) -> np.ndarray:
    """Legal options ``[rows, options]``, as Gymnasium wants masks."""
    return told["masks"].reshape(rows, -1).astype(np.int8)


def rows_that_ended(ended: dict[str, Any], rows: int) -> np.ndarray:
    """Indices, ascending.

    Raises:
        ValueError: where there are no such rows.
    """
    found = column_of(ended["rows"], ended["rows"].size, ROW)
    if found.size and not (found[0] >= 0 and found[-1] < rows and (np.diff(found) > 0).all()):
        raise ValueError(f"rows {found[:8].tolist()} of {rows}")
    return found
