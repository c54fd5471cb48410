"""Pages that stay open from test to test: opening one costs as much as what a test does on it."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Error, Frame, Page

from visits import EVENTS, PATIENCE, Watch

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
# What has to be taken back where it was done.
PASSING = {"page": ("emulate_media", "set_viewport_size"), "context": ("grant_permissions",)}
# A page that is given back is left by the next visit, even if that is to another place of the same
# page; it stores nothing as it is left, which a disk's page may do once the next one is there.
GIVEN_BACK = "?given-back"
GIVE_BACK = f"""() => {{
  addEventListener("pagehide", (event) => event.stopImmediatePropagation(), true);
  sessionStorage.setItem("{GIVEN_BACK}", "");
  history.replaceState(null, "", "{GIVEN_BACK}");
  return document.cookie !== "";
}}"""
FORGET = f"""if (location.href !== "about:blank" && "{GIVEN_BACK}" in sessionStorage) {{
  localStorage.clear();
  sessionStorage.clear();
}}"""


class OpenPages:
    """The pages of one browser, by the options that they were opened with."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.idle: defaultdict[str, list[Page]] = defaultdict(list)
        self.lasting: set[Page] = set()
        self.passing: set[Page] = set()
        self.coming: dict[Page, Watch] = {}  # once the page is there that was asked for
        self.watches: dict[Page, Watch] = {}

    def take(self, options: dict[str, Any]) -> Page:
        """Hand out a page to be shown something."""
        idle = self.idle[repr(sorted(options.items()))]
        return idle.pop() if idle else self.opened(options)

    def show(self, page: Page, address: str, watch: Watch) -> None:
        """Leave what the page showed, and watch it from then on."""
        self.coming[page] = watch
        response = page.goto(address)
        if response:
            watch.hear("response", response)

    def opened(self, options: dict[str, Any]) -> Page:
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.add_init_script(FORGET)
        page.on("framenavigated", functools.partial(self.arrived, page))
        for event in EVENTS:
            context.on(event, functools.partial(self.heard, page, event))
        for done, rooms in ((self.lasting, LASTING), (self.passing, PASSING)):
            for room, names in rooms.items():
                place = getattr(page, room, page)
                for name in names:
                    setattr(place, name, noted(done, page, getattr(place, name)))
        return page

    def arrived(self, page: Page, frame: Frame) -> None:
        if page in self.coming and frame == page.main_frame and not frame.url.endswith(GIVEN_BACK):
            self.watches[page] = self.coming.pop(page)

    def heard(self, page: Page, event: str, told: Any) -> None:
        watch = self.watches.get(page)
        if watch:
            watch.hear(event, told)

    def give_back(self, page: Page, options: dict[str, Any]) -> None:
        """Take a page back as it was handed out, or close it."""
        for watches in (self.coming, self.watches):
            watches.pop(page, None)  # what the page still asks for is cut off
        try:
            kept = page not in self.lasting and self.cleared(page, options)
        except Error:
            kept = False  # it went wrong on it
        self.passing.discard(page)
        if kept:
            self.idle[repr(sorted(options.items()))].append(page)
        else:
            self.lasting.discard(page)
            page.context.close()

    def cleared(self, page: Page, options: dict[str, Any]) -> bool:
        context = page.context
        if page.is_closed() or context.pages != [page]:
            return False
        scripted = options.get("java_script_enabled", True)
        if scripted and page.evaluate(GIVE_BACK):
            context.clear_cookies()
        if page in self.passing or not scripted:
            page.goto("about:blank")
            context.clear_permissions()
            page.set_viewport_size(options["viewport"])
            page.emulate_media(
                media="null", **{name: options[name] for name in DEFAULTS if name != "viewport"}
            )
        page.mouse.move(0, 0)
        return True

    def close(self) -> None:
        for idle in self.idle.values():
            for page in idle:
                page.context.close()
        self.idle.clear()


def noted(done: set[Page], page: Page, method: Callable[..., Any]) -> Callable[..., Any]:
    """Note that a method was called on a page."""

    def noting(*arguments: Any, **options: Any) -> Any:
        done.add(page)
        return method(*arguments, **options)

    return noting
