"""Errors with a code, as the server sends them and as this client raises its own."""

from __future__ import annotations

import functools
import os
from typing import Any, Callable, TypeVar, cast


class RewardGymError(Exception):
    """A coded error: what was given, what was expected, the likely fix."""

    def __init__(self, error: dict[str, Any]):
        super().__init__(error["message"])
        self.code: str = error["code"]
        self.given: str | None = error.get("given")
        self.expected: str | None = error.get("expected")
        self.fix: str | None = error.get("fix")

    def __reduce__(self) -> tuple[Any, ...]:
        error = {"code": self.code, "message": str(self), "given": self.given, "expected": self.expected, "fix": self.fix}
        return RewardGymError, (error,)


def error_of(code: str, given: str, expected: str, fix: str | None = None) -> dict[str, Any]:
    """An error as a server would send it."""
    message = f"{code}: got {given}; expected {expected}.{f' {fix}' if fix else ''}"
    return {"code": code, "message": message, "given": given, "expected": expected, "fix": fix}


def coded(code: str, given: str, expected: str, fix: str | None = None) -> RewardGymError:
    return RewardGymError(error_of(code, given, expected, fix))


def unreachable(url: str, cause: object) -> RewardGymError:
    return coded(
        "wire/unreachable",
        f"{url} ({cause})",
        "a rewardgym server that accepts this client",
        "`rewardgym serve` starts one; check address and token.",
    )


def malformed(what: str) -> RewardGymError:
    """The error for a message that violates the protocol."""
    return coded("wire/frame", what, "a server that follows docs/protocol.md")


def taken_over(session: str) -> dict[str, Any]:
    """The error of a session that another connection has resumed."""
    return error_of(
        "wire/session",
        f"session {session}, which another connection took over",
        "one that this connection made or resumed",
    )


def foreign() -> dict[str, Any]:
    """The error of sessions from before a fork, in the child."""
    return error_of(
        "wire/session",
        f"an environment that was made before process {os.getpid()} was forked",
        "each process to step its own: two cannot share one",
        "Make the environment in the process that steps it.",
    )


T = TypeVar("T", bound=Callable[..., Any])


def reading(read: T) -> T:
    """Decorates a function that reads a server's answer, which may be malformed.

    Raises:
        RewardGymError: ``wire/frame`` if the answer is malformed.
    """

    @functools.wraps(read)
    def checked(*given: Any) -> Any:
        try:
            return read(*given)
        except (AttributeError, LookupError, TypeError, ValueError) as cause:
            raise malformed(f"an answer in the wrong form ({type(cause).__name__}: {cause})") from cause

    return cast(T, checked)
