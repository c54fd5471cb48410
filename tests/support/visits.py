"""A visit to a page, and the watch over whatever goes wrong during it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Page

PATIENCE = 15_000  # milliseconds that a page may take; a page in order takes far fewer
LEFT = "net::ERR_ABORTED"
LOCAL = ("data:", "blob:", "about:")
EVENTS = ("request", "console", "weberror", "requestfailed", "response")


@dataclass
class Watch:
    """What went wrong in a browser context, in the order it went wrong."""

    origin: str
    problems: list[str] = field(default_factory=list)

    def hear(self, event: str, told: Any) -> None:
        """Note what should not be; that other hosts are not found is the browser's doing."""
        problem = self.judges[event](told)
        if problem:
            self.problems.append(problem)

    @functools.cached_property
    def judges(self) -> dict[str, Callable[[Any], str | Literal[False]]]:
        return {
            "request": lambda request: (
                not self.own(request.url) and f"another origin: {request.url}"
            ),
            "console": lambda message: (
                message.type in {"error", "warning"}
                and f"console {message.type}: {message.text} ({message.location})"
            ),
            "weberror": lambda error: f"uncaught: {error.error}",
            "requestfailed": lambda request: (
                self.own(request.url)
                and request.failure != LEFT  # by a page that asked for it and was left
                and f"failed: {request.url}: {request.failure}"
            ),
            "response": lambda response: (
                response.status >= 400 and f"status {response.status}: {response.url}"
            ),
        }

    def own(self, url: str) -> bool:
        return url.startswith((self.origin, *LOCAL))


Visit = Callable[..., Page]
