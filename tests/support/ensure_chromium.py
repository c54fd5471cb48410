"""Make sure that there is a Chromium for the browser tests: ``make chromium``.

Taken is, in this order: the program that the environment variable CHROMIUM names, a Chromium or
Chrome on PATH, the one that Playwright downloaded. If there is none, Debian's package is
installed where that can be done, else Playwright's own download.

Where Debian's ``chromium-headless-shell`` is, or can be installed, most tests run in that: the same
engine without a window, which takes less than half the processor time. The pages and JupyterLab
are looked at in the whole browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

HEADLESS_SHELL = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "The browser tests need Chromium, and none could be installed here. Install Debian's or "
    "Ubuntu's package `chromium`, or Google Chrome, or set the environment variable CHROMIUM to "
    "the path of one; then run `make test` again."
)


def chromium_path() -> Path | None:
    """Return the Chromium that the browser tests run, or None if there is none that starts."""
    named = os.environ.get("CHROMIUM")
    if named:
        # What was asked for is taken or refused, but not replaced by another.
        return Path(named) if version(Path(named)) else None
    for name in NAMES:
        found = shutil.which(name)
        if found and version(Path(found)):
            return Path(found)
    own = playwrights_own()
    return own if version(own) else None


def headless_shell() -> Path | None:
    """Return the browser without a window, or None if there is none that starts.

    What CHROMIUM names is not replaced by another.
    """
    found = None if os.environ.get("CHROMIUM") else shutil.which(HEADLESS_SHELL)
    return Path(found) if found and version(Path(found)) else None


def playwrights_own() -> Path:
    """Return the path where Playwright's own Chromium is, or would be."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def version(browser: Path) -> str:
    """Return what the browser says of itself; empty if it does not start, as Ubuntu's stub."""
    try:
        done = subprocess.run(
            [browser, "--version"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def install_with_apt(package: str = "chromium") -> None:
    """Install Debian's package, where apt-get is and may be used without a password."""
    if not shutil.which("apt-get"):
        return
    sudo: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or not _succeeds(["sudo", "-n", "true"]):
            return
        sudo = ["sudo", "-n"]
    print(f"Installing Debian's package {package} ...", flush=True)
    quiet = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    _succeeds([*quiet, "update"])  # an old list may do
    _succeeds([*quiet, "install", "-y", "--no-install-recommends", package])


def install_with_playwright() -> None:
    """Download Playwright's own Chromium into the user's cache."""
    print("Downloading Playwright's Chromium ...", flush=True)
    _succeeds([sys.executable, "-m", "playwright", "install", "chromium"])


def main() -> int:
    """Find or install a Chromium, and say which; 1 and advice if there is none."""
    for install in (None, install_with_apt, install_with_playwright):
        if install:
            install()
        browser = chromium_path()
        if browser:
            print(f"Browser for the tests: {version(browser)} ({browser})")
            if not os.environ.get("CHROMIUM") and not shutil.which(HEADLESS_SHELL):
                install_with_apt(HEADLESS_SHELL)  # the tests run without it too, for longer
            return 0
        if os.environ.get("CHROMIUM"):
            print(
                f"CHROMIUM is set to {os.environ['CHROMIUM']}, which does not start as a browser."
            )
            break
    print(ADVICE, file=sys.stderr)
    return 1


def _succeeds(command: Sequence[str]) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        print(error)
        return False
    if done.returncode != 0 and command[-1] != "true":
        print(f"  {command[-1]}: {(done.stderr or done.stdout).strip()[-400:]}")
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
