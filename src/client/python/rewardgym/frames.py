"""Messages as bytes: a little-endian u32 header length, a JSON header, padding to 8, then the arrays, each padded to 8."""

from __future__ import annotations

import json
import operator
import re
import struct
from collections.abc import Sequence
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any, Callable

import numpy as np

from .errors import malformed

DTYPES = {name: np.dtype(name).newbyteorder("<") for name in ("float32", "float64", "int32", "int16", "uint8")}
_NAMES = {dtype.str: name for name, dtype in DTYPES.items()}
_KEY = "$array"
_U32 = struct.Struct("<I")
_PADDING = [b"\0" * length for length in range(8)]
_dumps = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


def pack(message: dict[str, Any]) -> bytes:
    """A message with numpy arrays anywhere in it, as one frame."""
    arrays: list[bytes] = []
    listed: list[str] = []
    text = _text(message, arrays, listed)
    header = f'{{"value":{text},"arrays":[{",".join(listed)}]}}'.encode()
    parts = [_U32.pack(len(header)), header, _PADDING[-(4 + len(header)) % 8]]
    for data in arrays:
        parts += [data, _PADDING[-len(data) % 8]]
    return b"".join(parts)


def _text(value: Any, arrays: list[bytes], listed: list[str]) -> str:
    """JSON, with the arrays put aside."""
    if isinstance(value, str):
        return _quoted(value)
    if type(value) is int:
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join([f"{_quoted(key)}:{_text(item, arrays, listed)}" for key, item in value.items()]) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join([_text(item, arrays, listed) for item in value]) + "]"
    if isinstance(value, (bytes, bytearray)):
        value = np.frombuffer(value, np.uint8)
    if isinstance(value, np.ndarray):
        little = value if value.dtype.str in _NAMES else value.astype(value.dtype.newbyteorder("<"))
        listed.append(f'["{_NAMES.get(little.dtype.str, little.dtype.name)}",{little.size}]')
        arrays.append(little.tobytes())
        return f'{{"{_KEY}":{len(arrays) - 1}}}'
    return _dumps(value.item() if isinstance(value, np.generic) else value)


def unpack(frame: bytes | bytearray) -> dict[str, Any]:
    """The message that a frame holds; its arrays are views into it, and nobody else has it.

    Raises:
        RewardGymError: ``wire/frame`` for bytes that are not such a message.
    """
    if not isinstance(frame, bytearray):
        frame = bytearray(frame)  # views into bytes could not be written to
    try:
        return _unpacked(frame)
    except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError, struct.error) as cause:
        raise malformed(f"bytes that are no message ({type(cause).__name__}: {cause})") from cause


_COLUMNS = re.compile(rb'\{"value":\{"id":(\d{1,15}),"ok":\{"step":(\d{1,15}),')
"""How the header of an answer with columns begins. What follows is the same in step after step, so it is parsed once."""
_MOST_LAYOUTS = 512
_LONGEST_LAYOUT = 2**14
_layouts: dict[bytes, _Layout] = {}


def _unpacked(frame: bytearray) -> dict[str, Any]:
    (length,) = _U32.unpack_from(frame)
    end = 4 + length
    if end > len(frame):
        raise ValueError(f"a header of {length} bytes in a frame of {len(frame)}")
    start = _COLUMNS.match(frame, 4, end)
    if start is None:
        message = _Layout(frame[4:end]).fill(frame, end)
    else:
        rest = bytes(frame[start.end() : end])
        layout = _layouts.get(rest)
        if layout is None:
            layout = _Layout(b'{"value":{"ok":{' + rest)
            if len(_layouts) >= _MOST_LAYOUTS:
                _layouts.clear()
            if len(rest) <= _LONGEST_LAYOUT:
                _layouts[rest] = layout
        message = layout.fill(frame, end)
        message["id"] = int(start[1])
        message["ok"]["step"] = int(start[2])
    if not isinstance(message, dict):
        raise ValueError("a message that is not a record")
    return message


class _Layout:
    """A header, parsed: where each array lies, and how the message is put together from them."""

    def __init__(self, header: bytes | bytearray):
        parsed = json.loads(header)
        self._dtypes: list[np.dtype[Any]] = []
        self._places: list[tuple[int, slice]] = []  # of each array: which type, and where among numbers of that type
        self._size = 0  # of all arrays, but for the padding of the last one [bytes]
        offset = 0
        for name, count in parsed["arrays"]:
            dtype = DTYPES[name]
            if not isinstance(count, int) or count < 0:
                raise ValueError(f"an array of {count} numbers")
            if dtype not in self._dtypes:
                self._dtypes.append(dtype)
            first = offset // dtype.itemsize
            self._places.append((self._dtypes.index(dtype), slice(first, first + count)))
            self._size = offset + count * dtype.itemsize
            offset = (self._size + 7) // 8 * 8
        self._build = _builder(parsed["value"], len(self._places))

    def fill(self, frame: bytearray, end: int) -> Any:
        """The message of a frame whose header ends there. Its arrays are views into the frame."""
        start = (end + 7) // 8 * 8
        room = len(frame) - start
        if self._size > room:
            raise ValueError(f"arrays of {self._size} bytes in {room}")
        if not self._size:
            return self._build([np.empty(0, self._dtypes[kind]) for kind, _ in self._places])
        typed = [np.frombuffer(frame, dtype, room // dtype.itemsize, start) for dtype in self._dtypes]
        return self._build([typed[kind][place] for kind, place in self._places])


_Build = Callable[[Sequence[np.ndarray]], Any]


def _builder(value: Any, count: int) -> _Build:
    """Returns a function that puts a value together from its arrays."""
    if isinstance(value, dict):
        if _KEY in value:
            if value[_KEY] not in range(count):
                raise ValueError(f"array {value[_KEY]} of {count}")
            return operator.itemgetter(value[_KEY])
        indices = [item.get(_KEY) if isinstance(item, dict) else None for item in value.values()]
        names = list(value)
        builders = [_builder(item, count) for item in value.values()]
        if None not in indices and indices == list(range(indices[0] if indices else 0, count))[: len(indices)]:
            run = slice(indices[0], indices[-1] + 1) if indices else slice(0)
            return lambda arrays: dict(zip(names, arrays[run]))
        return lambda arrays: {name: build(arrays) for name, build in zip(names, builders)}
    if isinstance(value, list):
        builders = [_builder(item, count) for item in value]
        return lambda arrays: [build(arrays) for build in builders]
    return lambda arrays: value
