"""A connection to a server that comes back by itself where it is cut, with its sessions, and does nothing twice."""

from __future__ import annotations

import json
import random
import threading
import time
import weakref
from typing import Any, Callable, TypeVar

from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as dial
from websockets.typing import Subprotocol

from .errors import RewardGymError, unreachable
from .frames import pack, unpack

PROTOCOL = Subprotocol("rewardgym.v1")
T = TypeVar("T")


class Connection:
    """One WebSocket that carries many sessions. One thread at a time may ask.

    Args:
        url: where the server is, such as ``ws://127.0.0.1:7447``.
        token: what the server wants to be shown; it goes into a header.
        patience: how long to try to come back after the connection was lost [s]; as long as the server waits by default.

    Raises:
        RewardGymError: ``wire/unreachable`` where no server answers or it does not let this client in.
    """

    def __init__(self, url: str, token: str | None = None, patience: float | None = None):
        self.url = url
        self._token = token
        self._patience = patience
        self._tokens: dict[str, str] = {}
        self._requests = 0
        self._lock = threading.RLock()
        self._closed = threading.Event()
        self._spoken = 0.0
        self._socket = self._dial()
        self.greeting: dict[str, Any] = self._exchange("hello", {"client": "rewardgym for Python"})
        beat = threading.Thread(target=_beat, args=(weakref.ref(self), self._closed), daemon=True)
        beat.start()

    def ask(self, op: str, **given: Any) -> dict[str, Any]:
        """Asks and waits for the answer.

        Raises:
            RewardGymError: what the server throws; ``wire/lost`` where it has forgotten the session.
        """
        with self._lock:
            if self._closed.is_set():
                raise RewardGymError({"code": "wire/closed", "message": f"wire/closed: {op} after close()"})
            self._requests += 1
            number = self._requests
            frame = pack({"id": number, "op": op, **given})
            while True:
                try:
                    return self._send(number, frame)
                except (ConnectionClosed, OSError) as cause:
                    self._come_back(given.get("session"), cause)

    def make(self, **given: Any) -> dict[str, Any]:
        """Makes a session that is taken up again after the connection was lost."""
        made = self.ask("make", **given)
        self._tokens[made["session"]] = made["token"]
        return made

    def end(self, session: str) -> None:
        """Closes a session, if the server still has it."""
        self._tokens.pop(session, None)
        try:
            self.ask("close", session=session)
        except RewardGymError:
            pass  # gone is gone

    def __deepcopy__(self, memo: dict[int, Any]) -> Connection:
        return self  # a copy of an environment's settings names the same server

    def close(self) -> None:
        self._closed.set()
        self._socket.close()

    def _dial(self) -> ClientConnection:
        headers = {} if self._token is None else {"Authorization": f"Bearer {self._token}"}
        try:
            return dial(
                self.url,
                subprotocols=[PROTOCOL],
                additional_headers=headers,
                compression=None,
                max_size=None,
                max_queue=None,
                proxy=None,
            )
        except (OSError, InvalidHandshake, TimeoutError) as cause:
            raise unreachable(self.url, cause) from cause

    def _send(self, number: int, frame: bytes) -> dict[str, Any]:
        self._spoken = time.monotonic()
        self._socket.send(frame)
        while True:
            data = self._socket.recv()
            answer = json.loads(data) if isinstance(data, str) else unpack(data)
            if answer.get("id") != number:
                continue  # of a heartbeat, or an event
            if "error" in answer:
                raise RewardGymError(answer["error"])
            return answer["ok"]

    def _exchange(self, op: str, given: dict[str, Any]) -> dict[str, Any]:
        self._requests += 1
        return self._send(self._requests, pack({"id": self._requests, "op": op, **given}))

    def _come_back(self, asked: str | None, cause: Exception) -> None:
        """Dials until the server answers, and takes sessions up again."""
        until = time.monotonic() + (self.greeting["graceSeconds"] if self._patience is None else self._patience)
        pause = 0.05
        while True:
            try:
                self._socket = self._dial()
                self._exchange("hello", {})
                for session, token in list(self._tokens.items()):
                    try:
                        self._exchange("resume", {"session": session, "token": token})
                    except RewardGymError as lost:
                        del self._tokens[session]
                        if session == asked:
                            message = f"wire/lost: the server no longer has session {session}. {lost}"
                            raise RewardGymError({"code": "wire/lost", "message": message}) from lost
                return
            except (RewardGymError, ConnectionClosed, OSError) as failure:
                if isinstance(failure, RewardGymError) and failure.code == "wire/lost":
                    raise
                if time.monotonic() > until:
                    raise unreachable(self.url, cause) from failure
            time.sleep(pause * (0.5 + random.random()))
            pause = min(2 * pause, 2.0)


def _beat(connection: Callable[[], Connection | None], closed: threading.Event) -> None:
    """Says that the client is alive while its script does something else, for tunnels that drop pings."""
    every = 5.0
    while not closed.wait(every):
        alive = connection()
        if alive is None:
            return
        every = alive.greeting["heartbeatSeconds"] / 2
        if time.monotonic() - alive._spoken < every:
            continue
        try:
            alive._socket.send(pack({"id": 0, "op": "ping"}))
        except (ConnectionClosed, OSError):
            pass  # whoever asks next comes back
        del alive
