"""A connection to a server. After a cut it reconnects and resumes its sessions; no request is carried out twice."""

from __future__ import annotations

import os
import random
import secrets
import threading
import time
import weakref
from typing import Any, Callable

import numpy as np

from .errors import RewardGymError, coded, foreign, malformed, taken_over, unreachable
from .frames import pack
from .link import Link
from .stencil import Stencil

MOST_CUTS = 16
"""A request during which the connection is cut this often is given up: it may be the cause."""
SILENT_BEATS = 3
"""A server that has sent nothing for this many of its heartbeats is gone."""

_connections: weakref.WeakSet[Connection] = weakref.WeakSet()


class Connection:
    """One WebSocket that carries many sessions. One thread at a time may ask.

    In a process forked from this one, it opens a socket of its own for new sessions; sessions from before the fork stay
    with the parent. A copy made by pickling, for a process that was spawned, connects to the same server.

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
        self._stencils: dict[str, Stencil] = {}  # of each session's steps
        self._gone: dict[str, dict[str, Any]] = {}  # sessions that are not to be had any more, and the error that says why
        self._lock = threading.RLock()
        self._requests = 0
        self._closed = threading.Event()
        self._link: Link | None = None
        self._begin()
        _connections.add(self)

    def ask(self, op: str, **given: Any) -> dict[str, Any]:
        """Asks and waits for the answer.

        Raises:
            RewardGymError: what the server throws; ``wire/lost`` if it no longer has the session; ``wire/session``
                for a session that another connection took over, or of the process that this one was forked from.
        """
        return self._ask(op, given.get("session"), lambda number: pack({"id": number, "op": op, **given}))

    def step(self, session: str, actions: Any) -> dict[str, Any]:
        """Asks for a step and waits for the answer. Most of the request is packed only once.

        Args:
            actions: as ``arrays_of`` makes them.

        Raises:
            RewardGymError: as ``ask``.
        """
        if not isinstance(actions, np.ndarray):
            return self.ask("step", session=session, actions=actions)
        stencil = self._stencils.get(session)
        if stencil is None or not stencil.fits(actions):
            stencil = self._stencils[session] = Stencil({"op": "step", "session": session}, actions)
        return self._ask("step", session, lambda number: stencil.fill(number, actions))

    def _ask(self, op: str, session: str | None, packed: Callable[[int], bytes]) -> dict[str, Any]:
        if session in self._gone:
            raise RewardGymError(self._gone[session])
        with self._lock:
            if self._closed.is_set():
                raise coded("wire/closed", f"{op} after close()", "a connection that is open")
            if self._link is None:
                self._begin()
            self._requests += 1
            number = self._requests
            frame = packed(number)
            if len(frame) > self.greeting["maxFrameBytes"]:
                raise coded(
                    "wire/limit",
                    f"a request of {len(frame)} bytes",
                    f"at most {self.greeting['maxFrameBytes']}, which is what the server takes",
                    "Put fewer worlds into a session.",
                )
            for cuts in range(MOST_CUTS):
                try:
                    return self._send(number, frame, session)
                except OSError as cut:
                    cause = cut
                self._come_back(session, cause, cuts)
            raise unreachable(self.url, f"cut {MOST_CUTS} times during one request; {cause}") from cause

    def make(self, **given: Any) -> dict[str, Any]:
        """Makes a session that is resumed after the connection was lost."""
        made = self.ask("make", key=secrets.token_hex(16), **given)  # with a key, asking again makes no second one
        if not (isinstance(made.get("session"), str) and isinstance(made.get("token"), str)):
            raise malformed("an answer to make without session and token")
        self._tokens[made["session"]] = made["token"]
        return made

    def end(self, session: str) -> None:
        """Closes a session, if the server still has it."""
        self._tokens.pop(session, None)
        self._stencils.pop(session, None)
        try:
            self.ask("close", session=session)
        except RewardGymError:
            pass  # the session may be gone already

    def close(self) -> None:
        self._closed.set()
        if self._link is not None:
            self._link.close()

    def __deepcopy__(self, memo: dict[int, Any]) -> Connection:
        return self  # a copy of an environment's settings names the same server

    def __reduce__(self) -> tuple[Any, ...]:
        return Connection, (self.url, self._token, self._patience)

    def _begin(self) -> None:
        """Connects, and starts the messages that keep the connection alive."""
        self._link = Link(self.url, self._token)
        self._silence = 60.0  # until the greeting says more
        try:
            self.greeting: dict[str, Any] = self._greet()
        except BaseException as cause:
            self._link.drop()
            if isinstance(cause, OSError):
                raise unreachable(self.url, cause) from cause
            raise
        threading.Thread(target=_beat, args=(weakref.ref(self), self._closed), daemon=True).start()

    def _greet(self) -> dict[str, Any]:
        greeting = self._exchange("hello", {"client": "rewardgym for Python"})
        for name in ("heartbeatSeconds", "graceSeconds", "maxFrameBytes"):
            if not (isinstance(greeting.get(name), (int, float)) and greeting[name] >= 0):
                raise malformed(f"a greeting whose {name} is {greeting.get(name)!r}")
        self._silence = max(1.0, SILENT_BEATS * greeting["heartbeatSeconds"])
        return greeting

    def _send(self, number: int, frame: bytes, session: str | None = None) -> dict[str, Any]:
        link = self._link
        assert link is not None
        try:
            self._spoken = time.monotonic()
            link.send(frame)
            while True:
                answer = link.receive(self._silence)
                if answer.get("id") == number:
                    break  # others are answers to heartbeats and to requests that were interrupted, and events
                self._notice(answer)
                if session in self._gone:
                    break  # its answer goes to another connection
        except BaseException:
            link.drop()  # perhaps in the middle of a message: the next request reconnects
            raise
        if session in self._gone:
            raise RewardGymError(self._gone[session])
        if isinstance(answer.get("ok"), dict):
            return answer["ok"]
        error = answer.get("error")
        if isinstance(error, dict) and isinstance(error.get("code"), str) and isinstance(error.get("message"), str):
            raise RewardGymError(error)
        raise malformed("an answer that is neither ok nor error")

    def _notice(self, message: dict[str, Any]) -> None:
        """Takes in an event: another connection has resumed a session, which from now on is not to be had here."""
        session = message.get("session")
        if message.get("event") == "taken" and isinstance(session, str):
            self._tokens.pop(session, None)
            self._gone[session] = taken_over(session)

    def _exchange(self, op: str, given: dict[str, Any]) -> dict[str, Any]:
        self._requests += 1
        return self._send(self._requests, pack({"id": self._requests, "op": op, **given}))

    def _come_back(self, asked: str | None, cause: Exception, cuts: int) -> None:
        """Dials until the server answers, and resumes the sessions."""
        until = time.monotonic() + (self.greeting["graceSeconds"] if self._patience is None else self._patience)
        pause = 0.05 * 2 ** min(cuts, 5)
        if cuts:
            time.sleep(pause * random.random())
        while True:
            try:
                self._link = Link(self.url, self._token)
                self.greeting = self._greet()
                for session, token in list(self._tokens.items()):
                    try:
                        self._exchange("resume", {"session": session, "token": token})
                    except RewardGymError as refused:
                        if refused.code != "wire/session":
                            raise
                        del self._tokens[session]
                        message = f"wire/lost: the server no longer has session {session}. {refused}"
                        self._gone[session] = {"code": "wire/lost", "message": message}
                if asked in self._gone:
                    raise RewardGymError(self._gone[asked])
                return
            except (RewardGymError, OSError) as failure:
                if isinstance(failure, RewardGymError) and failure.code in ("wire/lost", "wire/frame"):
                    raise
                if time.monotonic() > until:
                    raise unreachable(self.url, cause) from failure
            time.sleep(pause * (0.5 + random.random()))
            pause = min(2 * pause, 2.0)

    def _leave_to_parent(self) -> None:
        """After a fork, in the child: the socket and its sessions are the parent's."""
        for session in self._tokens:
            self._gone[session] = foreign()
        self._tokens = {}
        if self._link is not None:
            self._link.drop()
        self._link = None
        self._lock = threading.RLock()  # another thread may have held the old one at the fork
        if not self._closed.is_set():
            self._closed = threading.Event()


def _beat(connection: Callable[[], Connection | None], closed: threading.Event) -> None:
    """Keeps the connection alive while the script does something else, even through tunnels that drop pings."""
    every = 5.0
    while not closed.wait(every):
        alive = connection()
        if alive is None:
            return
        every = max(0.1, alive.greeting["heartbeatSeconds"] / 2)
        if time.monotonic() - alive._spoken >= every and alive._lock.acquire(blocking=False):
            try:
                for event in alive._link.drain():
                    alive._notice(event)
                alive._link.send(pack({"id": 0, "op": "ping"}))
            except (RewardGymError, OSError):
                alive._link.drop()  # the next request reconnects
            finally:
                alive._lock.release()
        del alive


def _after_fork() -> None:
    for connection in list(_connections):
        connection._leave_to_parent()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
