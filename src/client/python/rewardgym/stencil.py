"""Requests that are the same again and again, but for their number and one array."""

from __future__ import annotations

from typing import Any

import numpy as np

from .frames import HEADER_LENGTH, PADDING, pack


class Stencil:
    """A request for actions of one type and size, packed but for ``id`` and the numbers.

    Args:
        request: what it says besides ``id`` and ``actions``.
        actions: any of that type and size.
    """

    def __init__(self, request: dict[str, Any], actions: np.ndarray):
        self._dtype, self._size = actions.dtype, actions.size
        frame = pack({**request, "actions": actions})
        (length,) = HEADER_LENGTH.unpack_from(frame)
        self._rest = frame[4 : 4 + length].removeprefix(b'{"value":{')

    def fits(self, actions: np.ndarray) -> bool:
        return actions.dtype == self._dtype and actions.size == self._size

    def fill(self, number: int, actions: np.ndarray) -> bytes:
        """What ``pack`` makes of the request with this number and these actions."""
        header = b'{"value":{"id":%d,%b' % (number, self._rest)
        length, data = len(header), actions.tobytes()
        return b"".join((HEADER_LENGTH.pack(length), header, PADDING[-(4 + length) % 8], data, PADDING[-len(data) % 8]))
