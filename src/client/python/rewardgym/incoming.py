"""Messages put together from the bytes that a socket reads."""

from __future__ import annotations

from typing import Any

from websockets.client import ClientProtocol
from websockets.frames import Opcode
from websockets.http11 import Response
from websockets.protocol import State

from .errors import malformed

READ_BYTES = 2**18
PLAIN = 0x80 | Opcode.BINARY
"""First byte of a frame that is a whole message of bytes."""
PLAIN_BYTES = 2**24
"""Memory for a longer message is taken as it arrives."""


class Incoming:
    """Takes plain frames, which are whole messages of bytes, as they are. All other bytes go through the protocol layer of
    the package ``websockets``: the handshake, text, messages in several frames, pings, goodbyes and whatever is wrong.
    """

    def __init__(self, protocol: ClientProtocol):
        self.messages: list[bytes | bytearray | str] = []
        self._protocol = protocol
        self._buffer = bytearray(READ_BYTES)
        self._view = memoryview(self._buffer)
        self._held = 0  # bytes in the buffer: the beginning of a frame's header
        self._passing = 0  # bytes to come of a frame that the protocol layer parses
        self._payload = bytearray()  # of the plain frame that is being received
        self._missing = memoryview(b"")  # its end, to be filled
        self._parts: list[bytes | bytearray] = []  # of a message that comes in several frames
        self._is_text = False

    def room(self) -> memoryview:
        """Where the next bytes are to be written."""
        if self._missing:
            return self._missing
        if self._protocol.state is State.CONNECTING:
            return self._view[:1]  # so that the frames begin where the handshake ends
        return self._view[self._held :] if self._held else self._view

    def take(self, count: int) -> bool:
        """Takes the bytes that were written into ``room``; none mean that no more will come.

        Returns:
            Whether the protocol layer saw any: its state may have changed, and it may have something to send.

        Raises:
            RewardGymError: ``wire/frame`` where the server violates the protocol.
        """
        if not count:
            self._protocol.receive_eof()
            self._gather()
            return True
        if self._missing:
            self._missing = self._missing[count:]
            if not self._missing:
                self.messages.append(self._payload)
            return False
        if self._protocol.state is State.CONNECTING:
            self._parse(self._view[:count])
            return True
        return self._sort(self._held + count)

    def _sort(self, end: int) -> bool:
        """Takes the plain frames at the beginning of the buffer, and passes the others on."""
        begin, has_passed = 0, False
        while begin < end:
            if self._passing:
                passed = min(self._passing, end - begin)
                self._passing -= passed
                self._parse(self._view[begin : begin + passed])
                begin, has_passed = begin + passed, True
                continue
            first, after = _payload_in(self._buffer, begin, end)
            if first > end:
                break
            size = after - first
            if self._buffer[begin] != PLAIN or size > PLAIN_BYTES or self._parts or self._protocol.state is not State.OPEN:
                self._passing = after - begin
                continue
            data = self._buffer[first : min(after, end)]
            if after > end:
                there = len(data)
                self._payload = data + bytes(after - end)
                self._missing = memoryview(self._payload)[there:]
            else:
                self.messages.append(data)
            begin = after
        self._held = max(0, end - begin)
        if self._held:
            self._buffer[: self._held] = self._buffer[begin:end]
        return has_passed

    def _parse(self, data: memoryview) -> None:
        self._protocol.receive_data(data)
        self._gather()

    def _gather(self) -> None:
        for event in self._protocol.events_received():
            if not isinstance(event, Response) and event.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                self._join(event)
        wrong = self._protocol.parser_exc
        if wrong is not None and not isinstance(wrong, EOFError):
            raise malformed(str(wrong)) from wrong

    def _join(self, frame: Any) -> None:
        """Puts the frames of a message together: one, unless a proxy has split it."""
        if frame.opcode is not Opcode.CONT:
            self._is_text = frame.opcode is Opcode.TEXT
        data = frame.data
        if self._parts or not frame.fin:
            self._parts.append(data)
            if not frame.fin:
                return
            data = bytearray().join(self._parts)
            self._parts = []
        if self._is_text:
            try:
                data = data.decode()
            except UnicodeDecodeError as cause:
                raise malformed("text that is not UTF-8") from cause
        self.messages.append(data)


def _payload_in(buffer: bytearray, begin: int, end: int) -> tuple[int, int]:
    """Where the payload of a frame begins and ends (RFC 6455, 5.2); beyond ``end`` where its header is not all there."""
    if end - begin < 2:
        return end + 1, end + 1
    length = buffer[begin + 1]
    if length < 126:
        return begin + 2, begin + 2 + length
    if length > 127:
        return begin + 2, begin + 2  # a server's frames are not masked: the protocol layer refuses it
    first = begin + (4 if length == 126 else 10)
    return first, first + int.from_bytes(buffer[begin + 2 : first], "big")
