"""Sees to it that a script runs under a Python with the packages that it compares with."""

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).resolve().parent


def has(packages: dict[str, str]) -> bool:
    try:
        return all(version(name) == wanted for name, wanted in packages.items())
    except PackageNotFoundError:
        return False


def need(packages: dict[str, str], script: str, also: tuple[str, ...] = ()) -> None:
    """Goes on if these versions are here; else starts the script anew under PARITY_PYTHON, or in a virtual
    environment beside it, made on the first call. `also` names what those need without saying so."""
    if has(packages):
        return
    python = Path(os.environ.get("PARITY_PYTHON") or HERE / ".venv" / "bin" / "python")
    if not os.environ.get("PARITY_PYTHON"):
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(HERE / ".venv")], check=True)
        wanted = [f"{name}=={wanted}" for name, wanted in packages.items()]
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *wanted, *also], check=True)
    if Path(sys.executable) == python:
        sys.exit(f"{python} lacks {packages}")
    os.execv(python, [str(python), script, *sys.argv[1:]])
