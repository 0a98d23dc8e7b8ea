"""A server of this process's own."""

from __future__ import annotations

import atexit
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

from .connection import Connection
from .errors import RewardGymError

_server: subprocess.Popen[str] | None = None
_url = ""
_owner = 0
"""The process that started the server. Those forked from it connect to the same one."""


def local(command: str | None = None) -> Connection:
    """Connects to a private server, which is started at the first call and ends with this process. A forked process uses
    its parent's, or starts its own where that has ended.

    Args:
        command: how to start ``rewardgym``; ``$REWARDGYM_COMMAND`` or what is found beside or above by default.

    Raises:
        RewardGymError: where there is no such command, or it does not start.
    """
    global _server, _url, _owner
    if _url and _owner != os.getpid():
        try:
            return Connection(_url)
        except RewardGymError:
            pass  # the parent has ended, and its server with it
    if _server is None or _server.poll() is not None:
        words = [*(shlex.split(command) if command else _find()), "serve", "--port", "0", "--attached", "--log-level", "warn"]
        try:
            _server = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        except OSError as cause:
            raise _unable(" ".join(words), cause) from cause
        assert _server.stdout is not None
        line = _server.stdout.readline()
        found = re.search(r"wss?://\S+?(?=;|\s)", line)
        if found is None:
            raise _unable(" ".join(words), f"it said {line.strip()!r}")
        _url, _owner = found.group(), os.getpid()
        atexit.register(_stop)
    return Connection(_url)


def _find() -> list[str]:
    told = os.environ.get("REWARDGYM_COMMAND")
    if told:
        return shlex.split(told)
    for folder in [Path.cwd(), *Path.cwd().parents]:
        for name in ("node_modules/.bin/rewardgym", "bin/rewardgym.js"):
            if (folder / name).exists() and (name != "bin/rewardgym.js" or (folder / "envs").is_dir()):
                return ["node", str((folder / name).resolve())]
    path = shutil.which("rewardgym")
    if path:
        return [path]
    raise _unable("rewardgym", "it is neither on the path nor in node_modules above this folder")


def _stop() -> None:
    if _owner == os.getpid() and _server is not None and _server.poll() is None:
        assert _server.stdin is not None
        _server.stdin.close()  # it is attached: it ends now
        try:
            _server.wait(10)
        except subprocess.TimeoutExpired:
            _server.kill()


def _unable(command: str, cause: object) -> RewardGymError:
    message = (
        f"wire/unreachable: got no server from `{command}`: {cause}. "
        "`npm install rewardgym` here, or name the command in REWARDGYM_COMMAND."
    )
    return RewardGymError({"code": "wire/unreachable", "message": message})
