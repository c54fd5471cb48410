"""A browser on the built site, over http and from the disk, that reports whatever goes wrong.

The browser may load the site's own files only. A test fails that left an error or a warning in the
console, asked another origin for anything, or had a request fail, whatever else it looked at.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    Route,
    expect,
    sync_playwright,
)

from built_site import SITE, why_not_built
from ensure_chromium import ADVICE, chromium_path

PATIENCE = 15_000  # milliseconds that a page may take; a page in order takes far fewer
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
LOCAL = ("data:", "blob:", "about:")

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
def browser(playwright: Playwright, chromium: Path) -> Iterator[Browser]:
    launch = functools.partial(
        playwright.chromium.launch, executable_path=chromium, args=FLAGS, timeout=60_000
    )
    try:
        started = launch(chromium_sandbox=os.geteuid() != 0)
    except Error as error:
        if "sandbox" not in error.message.lower():
            raise
        started = launch(chromium_sandbox=False)  # where the system grants users no sandbox
    yield started
    started.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the browser's side of each request is looked at."""

    def handle(self) -> None:
        # A page that is left takes its open requests with it.
        with contextlib.suppress(ConnectionError):
            super().handle()


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder; its address."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


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


@dataclass
class Watch:
    """What went wrong in a browser context, in the order it went wrong."""

    origin: str
    problems: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Block every other origin, and note what should not be."""
        note = self.problems.append
        context.route(lambda url: not self.own(url), self.refuse)
        context.on(
            "console",
            lambda message: (
                message.type in {"error", "warning"}
                and note(f"console {message.type}: {message.text} ({message.location})")
            ),
        )
        context.on("weberror", lambda error: note(f"uncaught: {error.error}"))
        context.on(
            "requestfailed",
            lambda request: (
                self.own(request.url) and note(f"failed: {request.url}: {request.failure}")
            ),
        )
        context.on(
            "response",
            lambda response: (
                response.status >= 400 and note(f"status {response.status}: {response.url}")
            ),
        )

    def own(self, url: str) -> bool:
        return url.startswith((self.origin, *LOCAL))

    def refuse(self, route: Route) -> None:
        self.problems.append(f"another origin: {route.request.url}")
        route.abort()


Visit = Callable[..., Page]


@pytest.fixture
def watch(site: str) -> Iterator[Watch]:
    """What goes wrong during the test; the test fails if anything is left in it."""
    watch = Watch(site)
    yield watch
    assert watch.problems == []


@pytest.fixture
def visit(browser: Browser, site: str, watch: Watch) -> Iterator[Visit]:
    """Open a page of the site: ``visit("book/index.html", viewport=...)``."""
    contexts: list[BrowserContext] = []

    def open_page(path: str, **options: Any) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        watch.follow(context)
        page = context.new_page()
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
