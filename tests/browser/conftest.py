"""A browser on the built site, over http and from the disk, that reports whatever goes wrong.

The browser may load the site's own files only. A test fails that left an error or a warning in the
console, asked another origin for anything, or had a request fail, whatever else it looked at.
"""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    Error,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from built_site import SITE, why_not_built
from ensure_chromium import ADVICE, chromium_path, headless_shell
from open_pages import DEFAULTS, OpenPages
from serving import serving
from visits import PATIENCE, Visit, Watch

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no host but the tests' own
    "--no-first-run",
]

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's path. There is no skipping these tests: what they look at is the book."""
    path = chromium_path()
    if path is None:
        pytest.fail(ADVICE, pytrace=False)
    return path


@pytest.fixture(scope="session")
def playwright(chromium: Path) -> Iterator[Playwright]:  # noqa: ARG001
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def whole_browser(playwright: Playwright, chromium: Path) -> Iterator[Browser]:
    """The browser as a reader has it."""
    with running(playwright, chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def keeping_browser(playwright: Playwright, chromium: Path) -> Iterator[Browser]:
    """The same, with its back/forward cache, which Playwright switches off and the next lacks."""
    with running(
        playwright, chromium, ignore_default_args=["--disable-back-forward-cache"]
    ) as browser:
        yield browser


@pytest.fixture(scope="session")
def browser(playwright: Playwright, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The same engine without a window, where there is one: it takes half the time."""
    shell = headless_shell()
    if shell is None:
        yield request.getfixturevalue("whole_browser")
        return
    with running(playwright, shell) as browser:
        yield browser


@contextlib.contextmanager
def running(playwright: Playwright, program: Path, **options: Any) -> Iterator[Browser]:
    launch = functools.partial(
        playwright.chromium.launch, executable_path=program, args=FLAGS, timeout=60_000, **options
    )
    try:
        started = launch(chromium_sandbox=os.geteuid() != 0)
    except Error as error:
        if "sandbox" not in error.message.lower():
            raise
        started = launch(chromium_sandbox=False)  # where the system grants users no sandbox
    yield started
    started.close()


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The address of the site on a server of its own."""
    with serving(SITE) as address:
        yield address


@pytest.fixture(scope="session", params=["http", "file"])
def site(request: pytest.FixtureRequest) -> str:
    """The address of the built site, which ends with a slash: over http, and on the disk."""
    problem = why_not_built()
    if problem:
        pytest.fail(problem, pytrace=False)
    return request.getfixturevalue("served") if request.param == "http" else f"{SITE.as_uri()}/"


@pytest.fixture
def watch(site: str) -> Iterator[Watch]:
    """What goes wrong during the test; the test fails if anything is left in it."""
    watch = Watch(site)
    yield watch
    assert watch.problems == []


@pytest.fixture(scope="module")
def open_pages(browser: Browser) -> Iterator[OpenPages]:
    pages = OpenPages(browser)
    yield pages
    pages.close()


@pytest.fixture
def visit(open_pages: OpenPages, site: str, watch: Watch) -> Iterator[Visit]:
    """Open a page of the site: ``visit("book/index.html", viewport=...)``."""
    taken: list[tuple[Page, dict[str, Any]]] = []

    def open_page(path: str, **options: Any) -> Page:
        wanted = {**DEFAULTS, **options}
        page = open_pages.take(wanted, watch)
        taken.append((page, wanted))
        page.goto(site + path)
        return page

    yield open_page
    for page, wanted in taken:
        open_pages.give_back(page, wanted, watch)
