"""Messages as bytes: a little-endian u32 header length, a JSON header, padding to 8, then the arrays, each padded to 8."""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np

_DTYPES = {name: np.dtype(name).newbyteorder("<") for name in ("float32", "float64", "int32", "int16", "uint8")}
_KEY = "$array"


def _aligned(length: int) -> int:
    return (length + 7) // 8 * 8


def pack(message: dict[str, Any]) -> bytes:
    """A message with numpy arrays anywhere in it, as one frame."""
    arrays: list[np.ndarray] = []

    def strip(value: Any) -> Any:
        if isinstance(value, (bytes, bytearray)):
            value = np.frombuffer(value, dtype=np.uint8)
        if isinstance(value, np.ndarray):
            arrays.append(np.ascontiguousarray(value).reshape(-1))
            return {_KEY: len(arrays) - 1}
        if isinstance(value, dict):
            return {key: strip(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [strip(item) for item in value]
        if isinstance(value, np.generic):
            return value.item()
        return value

    stripped = strip(message)
    listed = [[array.dtype.name, array.size] for array in arrays]
    header = json.dumps({"value": stripped, "arrays": listed}, separators=(",", ":"), allow_nan=False).encode()
    parts = [struct.pack("<I", len(header)), header, b"\0" * (_aligned(4 + len(header)) - 4 - len(header))]
    for array in arrays:
        data = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        parts += [data, b"\0" * (_aligned(len(data)) - len(data))]
    return b"".join(parts)


def unpack(frame: bytes) -> dict[str, Any]:
    """The message that a frame holds; its arrays are read-only views into it."""
    (length,) = struct.unpack_from("<I", frame)
    header = json.loads(frame[4 : 4 + length])
    offset = _aligned(4 + length)
    arrays = []
    for name, count in header["arrays"]:
        dtype = _DTYPES[name]
        arrays.append(np.frombuffer(frame, dtype=dtype, count=count, offset=offset))
        offset += _aligned(count * dtype.itemsize)

    def restore(value: Any) -> Any:
        if isinstance(value, dict):
            if _KEY in value:
                return arrays[value[_KEY]]
            return {key: restore(item) for key, item in value.items()}
        if isinstance(value, list):
            return [restore(item) for item in value]
        return value

    return restore(header["value"])
