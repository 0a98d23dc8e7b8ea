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
from websockets.protocol import State
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from .errors import malformed, unreachable
from .frames import unpack
from .incoming import Incoming
from .wakeful import Wakeful

PROTOCOL = Subprotocol("rewardgym.v1")
OPEN_SECONDS = 10.0
STALL_SECONDS = 1.0
MOST_BYTES = 2**28
"""A longer message is refused before memory is spent on it; servers stop at 64 MiB by default."""


class Cut(ConnectionError):
    """The connection is gone."""


class Link:
    """A connected WebSocket. The package ``websockets``' own protocol layer, which does no I/O, shakes hands and parses, but
    for plain messages (``Incoming``).

    Raises:
        RewardGymError: ``wire/unreachable`` where no server answers or it does not let this client in.
    """

    def __init__(self, url: str, token: str | None):
        self._socket: socket.socket | None = None
        self._wakeful = Wakeful()
        try:
            uri = parse_uri(url)
            self._socket = _connected(uri)
        except (OSError, ValueError, WebSocketException) as cause:
            raise unreachable(url, cause) from cause
        self._has_something = _waiter(self._socket)
        self._protocol = ClientProtocol(uri, subprotocols=[PROTOCOL], max_size=MOST_BYTES)
        self._incoming = Incoming(self._protocol)
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
        while not self._incoming.messages:
            if time.perf_counter() < until:
                self._read()
            else:
                self._take(patience)
        self._wakeful.note(time.perf_counter() - begun)
        data = self._incoming.messages.pop(0)
        return _record(data) if isinstance(data, str) else unpack(data)

    def drain(self) -> list[dict[str, Any]]:
        """Reads what has arrived, answers the server's pings, and returns the messages of text: events, if there are any.

        Raises:
            OSError: where the connection is gone.
            RewardGymError: ``wire/frame`` where the server does not speak the protocol.
        """
        texts: list[dict[str, Any]] = []
        while self._read():
            texts += [_record(data) for data in self._incoming.messages if isinstance(data, str)]
            self._incoming.messages.clear()
        return texts

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
        try:
            count = self._socket.recv_into(self._incoming.room())
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        if not self._incoming.take(count):
            return True
        if self._protocol.state is State.OPEN:
            self._flush()
        elif self._protocol.state is not State.CONNECTING and not self._incoming.messages:
            raise self._cut()
        return True

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


def _record(text: str) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as cause:
        raise malformed(f"text that is not JSON ({cause})") from cause
    if not isinstance(message, dict):
        raise malformed("a message that is not a record")
    return message


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


def _waiter(readable: socket.socket) -> Callable[[float], Any]:
    """Waits at most the given seconds for something to read; false where nothing came."""
    if not hasattr(select, "poll"):
        return lambda seconds: select.select([readable], [], [], seconds)[0]
    poll = select.poll()
    poll.register(readable, select.POLLIN)
    return lambda seconds: poll.poll(seconds * 1000)
