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

from .errors import coded, malformed

DTYPES = {name: np.dtype(name).newbyteorder("<") for name in ("float32", "float64", "int32", "int16", "uint8")}
_NAMES = {dtype: name for name, dtype in DTYPES.items()}
_KEY = "$array"
HEADER_LENGTH = struct.Struct("<I")
PADDING = [b"\0" * length for length in range(8)]
_dumps = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


LONGEST_HEADER = 2**20
"""Of a request that a server reads [bytes]."""


def pack(message: dict[str, Any]) -> bytes:
    """A message with numpy arrays anywhere in it, as one frame.

    Raises:
        RewardGymError: ``wire/frame`` where a server would not read it, as it could not say which request it was.
    """
    arrays: list[bytes] = []
    listed: list[str] = []
    text = _text(message, arrays, listed)
    header = f'{{"value":{text},"arrays":[{",".join(listed)}]}}'.encode()
    if len(header) > LONGEST_HEADER:
        raise coded(
            "wire/frame",
            f"a request {message.get('op')!r} of {len(header)} bytes besides its arrays",
            f"at most {LONGEST_HEADER}",
            "Params that travel to a server, such as a map, must be smaller.",
        )
    parts = [HEADER_LENGTH.pack(len(header)), header, PADDING[-(4 + len(header)) % 8]]
    for data in arrays:
        parts += [data, PADDING[-len(data) % 8]]
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
        name = _NAMES.get(value.dtype)
        if name is None:
            value = value.astype(value.dtype.newbyteorder("<"))
            name = _NAMES.get(value.dtype, value.dtype.name)
        listed.append(f'["{name}",{value.size}]')
        arrays.append(value.tobytes())
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


_match_columns = re.compile(rb'\{"value":\{"id":(\d{1,15}),"ok":\{"step":(\d{1,15}),').match
"""How the header of an answer with columns begins. What follows is the same in step after step, so it is parsed once."""
_MOST_LAYOUTS = 512
_LONGEST_LAYOUT = 2**14
_layouts: dict[bytes, _Layout] = {}


def _unpacked(frame: bytearray) -> dict[str, Any]:
    end = 4 + HEADER_LENGTH.unpack_from(frame)[0]
    if end > len(frame):
        raise ValueError(f"a header of {end - 4} bytes in a frame of {len(frame)}")
    start = _match_columns(frame, 4, end)
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
        number, step = start.groups()
        message["id"] = int(number)
        message["ok"]["step"] = int(step)
    if not isinstance(message, dict):
        raise ValueError("a message that is not a record")
    return message


_Run = tuple[np.dtype[Any], int, tuple[int, int], tuple[int, int]]
"""Neighbouring arrays of one type and length: dtype, offset of the first [bytes], shape and strides of all as one."""
_NO_RUN: _Run = DTYPES["uint8"], 0, (0, -1), (0, 0)


class _Layout:
    """A header, parsed: where each array lies, and how the message is put together from them."""

    def __init__(self, header: bytes | bytearray):
        parsed = json.loads(header)
        self._runs: list[_Run] = []
        self._size = 0  # of all arrays, but for the padding of the last one [bytes]
        offset = 0
        for name, count in parsed["arrays"]:
            dtype = DTYPES[name]
            if not isinstance(count, int) or count < 0:
                raise ValueError(f"an array of {count} numbers")
            self._size = offset + count * dtype.itemsize
            padded = (self._size + 7) // 8 * 8 - offset
            kind, first, (alike, numbers), strides = self._runs[-1] if self._runs else _NO_RUN
            if (kind, numbers) == (dtype, count):
                self._runs[-1] = kind, first, (alike + 1, count), strides
            else:
                self._runs.append((dtype, offset, (1, count), (padded, dtype.itemsize)))
            offset += padded
        self._build = _builder(parsed["value"], len(parsed["arrays"]))

    def fill(self, frame: bytearray, end: int) -> Any:
        """The message of a frame whose header ends there. Its arrays are views into the frame."""
        start = (end + 7) // 8 * 8
        if self._size > len(frame) - start:
            raise ValueError(f"arrays of {self._size} bytes in {len(frame) - start}")
        arrays: list[np.ndarray] = []
        for dtype, offset, shape, strides in self._runs:
            arrays.extend(np.ndarray(shape, dtype, frame, start + offset, strides))
        return self._build(arrays)


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
        named = list(zip(names, builders))
        return lambda arrays: {name: build(arrays) for name, build in named}
    if isinstance(value, list):
        builders = [_builder(item, count) for item in value]
        return lambda arrays: [build(arrays) for build in builders]
    return lambda arrays: value
