"""One WebSocket, written and read by the calling thread, so that an answer wakes no other thread."""

from __future__ import annotations

import json
import select
import socket
import ssl
import time
from typing import Any, Callable

from websockets.client import ClientProtocol
from websockets.exceptions import WebSocketException
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from .errors import malformed, unreachable
from .frames import unpack
from .wakeful import Wakeful

PROTOCOL = Subprotocol("rewardgym.v1")
OPEN_SECONDS = 10.0
STALL_SECONDS = 1.0
MOST_BYTES = 2**28
"""A longer message is refused before memory is spent on it; servers stop at 64 MiB by default."""
READ_BYTES = 2**18
PLAIN = 0x80 | Opcode.BINARY
"""First byte of a frame that is a whole message of bytes."""
PLAIN_BYTES = 2**24
"""Memory for a longer message is taken as it arrives."""


class Cut(ConnectionError):
    """The connection is gone."""


class Link:
    """A connected WebSocket. The parsing is the package ``websockets``' own protocol layer, which does no I/O; but for
    messages of bytes in one frame, which most are: their payload is taken as it is.

    Raises:
        RewardGymError: ``wire/unreachable`` where no server answers or it does not let this client in.
    """

    def __init__(self, url: str, token: str | None):
        self._socket: socket.socket | None = None
        self._buffer = bytearray(READ_BYTES)
        self._room = memoryview(self._buffer)
        self._held = 0  # bytes in the buffer: the beginning of a frame's header
        self._passing = 0  # bytes to come of a frame that the protocol layer parses
        self._payload = bytearray()  # of the plain frame that is being received
        self._missing = memoryview(b"")  # its end, to be filled
        self._parts: list[bytes | bytearray] = []  # of a message that comes in several frames
        self._is_text = False
        self._inbox: list[Any] = []
        self._wakeful = Wakeful()
        try:
            uri = parse_uri(url)
            self._socket = _connected(uri)
        except (OSError, ValueError, WebSocketException) as cause:
            raise unreachable(url, cause) from cause
        self._has_something = _waiter(self._socket)
        self._protocol = ClientProtocol(uri, subprotocols=[PROTOCOL], max_size=MOST_BYTES)
        try:
            self._shake_hands(token)
        except BaseException as cause:
            self.drop()
            if isinstance(cause, (OSError, WebSocketException)):
                raise unreachable(url, cause) from cause
            raise

    def send(self, data: bytes) -> None:
        """Sends a binary message. The link is of no use after an error.

        Raises:
            OSError: where the connection is gone.
        """
        if self._protocol.state is not State.OPEN:
            raise self._cut()
        self._write(Frame(Opcode.BINARY, data).serialize(mask=True))

    def receive(self, patience: float) -> dict[str, Any]:
        """Waits for the next message. The link is of no use after an error.

        Args:
            patience: how long nothing at all may arrive before the connection counts as lost [s].

        Raises:
            OSError: where the connection is gone.
            RewardGymError: ``wire/frame`` where the server does not speak the protocol.
        """
        begun = time.perf_counter()
        until = begun + self._wakeful.look()
        while not self._inbox:
            if time.perf_counter() < until:
                self._read()
            else:
                self._take(patience)
        self._wakeful.note(time.perf_counter() - begun)
        data = self._inbox.pop(0)
        if not isinstance(data, str):
            return unpack(data)
        try:
            message = json.loads(data)
        except (ValueError, RecursionError) as cause:
            raise malformed(f"text that is not JSON ({cause})") from cause
        if not isinstance(message, dict):
            raise malformed("a message that is not a record")
        return message

    def drain(self) -> None:
        """Reads and forgets what has arrived, and answers the server's pings.

        Raises:
            OSError: where the connection is gone.
        """
        while self._read():
            self._inbox.clear()

    def close(self) -> None:
        """Says goodbye and hangs up, without waiting for an answer."""
        try:
            if self._protocol.state is State.OPEN:
                self._protocol.send_close(CloseCode.NORMAL_CLOSURE)
                self._flush()
        except OSError:
            pass
        self.drop()

    def drop(self) -> None:
        """Closes this process's end of the socket and sends nothing."""
        if self._socket is not None:
            self._socket.close()

    def __del__(self) -> None:
        self.drop()

    def _shake_hands(self, token: str | None) -> None:
        request = self._protocol.connect()
        if token is not None:
            request.headers["Authorization"] = f"Bearer {token}"
        self._protocol.send_request(request)
        self._flush()
        until = time.monotonic() + OPEN_SECONDS
        while self._protocol.state is State.CONNECTING and self._protocol.handshake_exc is None:
            self._take(max(0.0, until - time.monotonic()))
        if self._protocol.handshake_exc is not None:
            raise self._protocol.handshake_exc

    def _take(self, patience: float) -> None:
        """Reads something, and sleeps until there is something to read."""
        while not self._read():
            if not self._has_something(patience):
                raise Cut(f"nothing was heard for {patience:.0f} s")

    def _read(self) -> bool:
        """Reads what is there; False where nothing is."""
        if self._missing:
            room = self._missing
        elif self._protocol.state is State.CONNECTING:
            room = self._room[:1]  # so that the frames begin where the handshake ends
        else:
            room = self._room[self._held :] if self._held else self._room
        try:
            count = self._socket.recv_into(room)
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        if not count:
            self._protocol.receive_eof()
            self._heed()
        elif self._missing:
            self._missing = self._missing[count:]
            if not self._missing:
                self._inbox.append(self._payload)
        elif self._protocol.state is State.CONNECTING:
            self._parse(room)
        else:
            self._sort(self._held + count)
        return True

    def _sort(self, end: int) -> None:
        """Takes the plain frames in the buffer, and passes the others on."""
        begin = 0
        while begin < end:
            if self._passing:
                passed = min(self._passing, end - begin)
                self._passing -= passed
                self._parse(self._room[begin : begin + passed])
                begin += passed
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
                self._inbox.append(data)
            begin = after
        self._held = max(0, end - begin)
        if self._held:
            self._buffer[: self._held] = self._buffer[begin:end]

    def _parse(self, data: memoryview) -> None:
        self._protocol.receive_data(data)
        self._heed()

    def _heed(self) -> None:
        """Does what the protocol layer has made of what it was given."""
        protocol = self._protocol
        for event in protocol.events_received():
            if isinstance(event, Response):
                continue
            if event.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                self._gather(event)
        if protocol.parser_exc is not None and not isinstance(protocol.parser_exc, EOFError):
            raise malformed(str(protocol.parser_exc)) from protocol.parser_exc
        if protocol.state is State.OPEN:
            self._flush()
        elif protocol.state is not State.CONNECTING and not self._inbox:
            raise self._cut()

    def _gather(self, frame: Any) -> None:
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
        self._inbox.append(data)

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if data:
                self._write(data)

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[self._socket.send(rest) :]
            except (BlockingIOError, ssl.SSLWantWriteError, ssl.SSLWantReadError):
                select.select([], [self._socket], [], STALL_SECONDS)

    def _cut(self) -> Cut:
        closed = self._protocol.close_rcvd
        return Cut(f"the server hung up: {closed}" if closed else "the connection was cut")


def _connected(uri: Any) -> socket.socket:
    """A socket that never blocks, after TLS where the address asks for it."""
    raw = socket.create_connection((uri.host, uri.port), timeout=OPEN_SECONDS)
    try:
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected = ssl.create_default_context().wrap_socket(raw, server_hostname=uri.host) if uri.secure else raw
        connected.setblocking(False)
        return connected
    except BaseException:
        raw.close()
        raise


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


def _waiter(readable: socket.socket) -> Callable[[float], Any]:
    """Waits at most the given seconds for something to read; false where nothing came."""
    if not hasattr(select, "poll"):
        return lambda seconds: select.select([readable], [], [], seconds)[0]
    poll = select.poll()
    poll.register(readable, select.POLLIN)
    return lambda seconds: poll.poll(seconds * 1000)
