"""What a server says is wrong."""

from __future__ import annotations

from typing import Any


class RewardGymError(Exception):
    """A coded error: what was given, what was expected, the likely fix."""

    def __init__(self, error: dict[str, Any]):
        super().__init__(error["message"])
        self.code: str = error["code"]
        self.given: str | None = error.get("given")
        self.expected: str | None = error.get("expected")
        self.fix: str | None = error.get("fix")


def unreachable(url: str, cause: object) -> RewardGymError:
    message = (
        f"wire/unreachable: got {url} ({cause}); expected a rewardgym server that lets this client in. "
        "`rewardgym serve` starts one; check address and token."
    )
    return RewardGymError({"code": "wire/unreachable", "message": message, "given": url})
