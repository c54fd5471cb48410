"""Where the browser of the browser tests comes from, on machines that have none of these."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import ensure_chromium
from ensure_chromium import ADVICE, chromium_path, headless_shell, main


class Machine:
    """A PATH with the given programs only, which write down how they were called."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.log = folder / "log"
        self.log.touch()
        self.own = folder / "playwright" / "chrome"
        self.monkeypatch = monkeypatch
        monkeypatch.delenv("CHROMIUM", raising=False)
        monkeypatch.setenv("PATH", str(self.bin))
        monkeypatch.setattr(ensure_chromium, "playwrights_own", lambda: self.own)
        self.user(0)
        self.python("exit 1")

    def program(self, name: str, body: str, folder: Path | None = None) -> Path:
        path = (folder or self.bin) / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.log}\n{body}\n')
        path.chmod(0o755)
        return path

    def browser(self, name: str, version: str = "Chromium 1.2.3") -> Path:
        return self.program(name, f"echo {version}")

    def apt(self, installs: str | None) -> None:
        """apt-get as it is; what it installs appears on PATH."""
        self.program("env", 'shift; exec "$@"')
        made = self.bin / str(installs)
        script = f"#!/bin/sh\\necho {installs} 1.2.3\\n"
        body = f"printf '{script}' > {made}; /bin/chmod +x {made}" if installs else "exit 100"
        self.program("apt-get", f'case "$*" in *install*) {body};; esac')

    def python(self, body: str) -> None:
        """Run this where `python -m playwright install` would run."""
        python = self.program("python", body)
        self.monkeypatch.setattr(ensure_chromium.sys, "executable", str(python))

    def user(self, number: int) -> None:
        self.monkeypatch.setattr(ensure_chromium.os, "geteuid", lambda: number)

    def calls(self) -> list[str]:
        return [
            line for line in self.log.read_text().splitlines() if not line.endswith("--version")
        ]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_on_the_path_is_taken(
    machine: Machine, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = machine.browser(name, "Chromium 141.0")
    assert main() == 0
    assert chromium_path() == browser
    assert machine.calls() == []
    assert capsys.readouterr().out == f"Browser for the tests: Chromium 141.0 ({browser})\n"


def test_a_stub_that_does_not_start_is_passed_over(machine: Machine) -> None:
    machine.program("chromium-browser", "echo requires the snap; exit 10")
    chrome = machine.browser("google-chrome")
    assert chromium_path() == chrome


def test_the_environment_variable_comes_first(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.browser("chromium")
    mine = machine.program("mine", "echo Mine 1", tmp_path / "elsewhere")
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert chromium_path() == mine


def test_a_wrong_environment_variable_is_refused(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.browser("chromium")
    machine.apt(installs="chromium")
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    assert main() == 1
    assert machine.calls() == []
    assert "CHROMIUM is set to /nowhere/chromium, which does not start" in capsys.readouterr().out


def test_playwrights_own_is_taken_where_it_is(machine: Machine) -> None:
    machine.program("chrome", "echo Chromium 1", machine.own.parent)
    assert main() == 0
    assert chromium_path() == machine.own
    assert machine.calls() == []


def test_root_installs_debians_package(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.apt(installs="chromium")
    assert main() == 0
    assert [call for call in machine.calls() if call.startswith("apt-get")] == [
        "apt-get -qq update",
        "apt-get -qq install -y --no-install-recommends chromium",
        "apt-get -qq update",
        "apt-get -qq install -y --no-install-recommends chromium-headless-shell",
    ]
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "Installing Debian's package chromium ..."
    assert printed[1].startswith("Browser for the tests: chromium 1.2.3")
    assert printed[2] == "Installing Debian's package chromium-headless-shell ..."


def test_the_headless_shell_is_no_condition(machine: Machine) -> None:
    machine.browser("chromium")
    machine.apt(installs=None)
    assert main() == 0
    assert headless_shell() is None


def test_the_headless_shell_is_taken_where_it_starts(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = machine.browser("chromium")
    shell = machine.browser("chromium-headless-shell")
    assert main() == 0
    assert headless_shell() == shell
    assert chromium_path() == browser
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert headless_shell() is None
    monkeypatch.delenv("CHROMIUM")
    machine.program("chromium-headless-shell", "exit 1")
    assert headless_shell() is None


def test_a_user_with_sudo_installs_debians_package(machine: Machine) -> None:
    machine.user(1000)
    machine.program("sudo", 'shift; exec "$@"')
    machine.program("true", "exit 0")
    machine.apt(installs="chromium")
    assert main() == 0
    assert "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get -qq update" in machine.calls()


@pytest.mark.parametrize("sudo", [None, "exit 1"])
def test_a_user_without_sudo_gets_playwrights_own(machine: Machine, sudo: str | None) -> None:
    machine.user(1000)
    machine.apt(installs="chromium")
    if sudo:
        machine.program("sudo", sudo)
    script = f"printf '#!/bin/sh\\necho Chromium 9\\n' > {machine.own}; /bin/chmod +x {machine.own}"
    machine.own.parent.mkdir()
    machine.python(script)
    assert main() == 0
    assert chromium_path() == machine.own
    assert not [call for call in machine.calls() if call.startswith("apt-get")]
    assert "python -m playwright install chromium" in machine.calls()


def test_where_apt_has_no_such_package_playwright_is_asked(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.apt(installs=None)
    machine.own.parent.mkdir()
    machine.python(
        f"printf '#!/bin/sh\\necho Chromium 9\\n' > {machine.own}; /bin/chmod +x {machine.own}"
    )
    assert main() == 0
    assert "Downloading Playwright's Chromium ..." in capsys.readouterr().out


def test_where_nothing_helps_it_says_what_to_install(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main() == 1
    assert chromium_path() is None
    assert ADVICE in capsys.readouterr().err
    assert machine.calls() == ["python -m playwright install chromium"]


def test_playwright_says_where_its_own_browser_would_be() -> None:
    # In a thread of its own: the browser tests of the same worker have a Playwright running.
    with ThreadPoolExecutor() as own_thread:
        path = own_thread.submit(ensure_chromium.playwrights_own).result()
    assert path.is_absolute()
    assert "chrom" in path.name.lower()
