"""A visit to a page, and the watch over whatever goes wrong during it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

PATIENCE = 15_000  # milliseconds that a page may take; a page in order takes far fewer
LOCAL = ("data:", "blob:", "about:")


@dataclass
class Watch:
    """What went wrong in a browser context, in the order it went wrong."""

    origin: str
    problems: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Note what should not be; that other hosts are not found is the browser's doing."""
        note = self.problems.append
        context.on(
            "request",
            lambda request: self.own(request.url) or note(f"another origin: {request.url}"),
        )
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


Visit = Callable[..., Page]
