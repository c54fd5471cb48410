"""Pages that stay open from test to test: opening one costs as much as what a test does on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Error, Page

from visits import PATIENCE, Watch

DEFAULTS: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 900},
    "reduced_motion": "reduce",
    "color_scheme": "light",
    "forced_colors": "none",
}
# What cannot be taken back: a page on which it was done is closed after its test.
LASTING = {
    "page": ("add_init_script", "expose_binding", "expose_function", "on", "once", "route"),
    "context": ("add_init_script", "expose_binding", "expose_function", "new_cdp_session", "route"),
    "clock": ("install", "pause_at", "set_fixed_time", "set_system_time"),
}
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


class OpenPages:
    """The pages of one browser, by the options that they were opened with."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.idle: defaultdict[str, list[Page]] = defaultdict(list)
        self.lasting: set[Page] = set()

    def take(self, options: dict[str, Any], watch: Watch) -> Page:
        """Hand out a page that shows nothing, and let the watch follow it."""
        idle = self.idle[repr(sorted(options.items()))]
        page = idle.pop() if idle else self.opened(options)
        watch.follow(page.context)
        return page

    def opened(self, options: dict[str, Any]) -> Page:
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        for room, names in LASTING.items():
            place = getattr(page, room, page)
            for name in names:
                setattr(place, name, self.noted(page, getattr(place, name)))
        return page

    def noted(self, page: Page, method: Callable[..., Any]) -> Callable[..., Any]:
        def noting(*arguments: Any, **options: Any) -> Any:
            self.lasting.add(page)
            return method(*arguments, **options)

        return noting

    def give_back(self, page: Page, options: dict[str, Any], watch: Watch) -> None:
        """Take a page back as it was handed out, or close it."""
        watch.leave(page.context)  # what the page still asks for is cut off
        try:
            kept = page not in self.lasting and self.cleared(page, options)
        except Error:
            kept = False  # it went wrong on it
        if kept:
            self.idle[repr(sorted(options.items()))].append(page)
        else:
            self.lasting.discard(page)
            page.context.close()

    def cleared(self, page: Page, options: dict[str, Any]) -> bool:
        context = page.context
        if page.is_closed() or context.pages != [page]:
            return False
        if options.get("java_script_enabled", True):
            page.evaluate(FORGET)
        page.goto("about:blank")
        context.clear_cookies()
        context.clear_permissions()
        page.mouse.move(0, 0)
        page.set_viewport_size(options["viewport"])
        page.emulate_media(
            media="null", **{name: options[name] for name in DEFAULTS if name != "viewport"}
        )
        return True

    def close(self) -> None:
        for idle in self.idle.values():
            for page in idle:
                page.context.close()
        self.idle.clear()
