"""A visit to a page, and the watch over whatever goes wrong during it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page

PATIENCE = 15_000  # milliseconds that a page may take; a page in order takes far fewer
LEFT = "net::ERR_ABORTED"
LOCAL = ("data:", "blob:", "about:")


@dataclass
class Watch:
    """What went wrong in a browser context, in the order it went wrong."""

    origin: str
    problems: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Note what should not be; that other hosts are not found is the browser's doing."""
        for event, listener in self.listeners.items():
            context.on(event, listener)

    def leave(self, context: BrowserContext) -> None:
        """Look no longer at a context that was followed."""
        for event, listener in self.listeners.items():
            context.remove_listener(event, listener)

    @functools.cached_property
    def listeners(self) -> dict[Any, Callable[[Any], object]]:
        note = self.problems.append
        return {
            "request": lambda request: (
                self.own(request.url) or note(f"another origin: {request.url}")
            ),
            "console": lambda message: (
                message.type in {"error", "warning"}
                and note(f"console {message.type}: {message.text} ({message.location})")
            ),
            "weberror": lambda error: note(f"uncaught: {error.error}"),
            "requestfailed": lambda request: (
                self.own(request.url)
                and request.failure != LEFT  # by a page that asked for it and was left
                and note(f"failed: {request.url}: {request.failure}")
            ),
            "response": lambda response: (
                response.status >= 400 and note(f"status {response.status}: {response.url}")
            ),
        }

    def own(self, url: str) -> bool:
        return url.startswith((self.origin, *LOCAL))


Visit = Callable[..., Page]
