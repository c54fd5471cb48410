"""Take a picture of every page: ``make screenshots``, or ``python tools/take_screenshots.py 07``.

Each page of the built site, or each whose path has one of the given texts in it, is taken whole on
a screen in both themes, on a phone and on paper. ``_build/screenshots/index.html`` shows them side
by side, so that a change of a style can be looked at everywhere.
"""

from __future__ import annotations

import html
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "support")]

from built_site import SITE, pages, why_not_built  # noqa: E402
from ensure_chromium import ADVICE, chromium_path, headless_shell  # noqa: E402

PICTURES = ROOT / "_build" / "screenshots"
TALLEST = 16_000  # pixels, of a picture that a browser takes: a longer page is several
LAID_OUT = "div.cell { content-visibility: visible !important; }"
SHEET = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Every page</title>
<style>
body {{ font-family: sans-serif; }}
section {{ display: grid; grid-template-columns: repeat({columns}, 1fr); gap: 0.5rem; }}
section div {{ height: 24rem; overflow: auto; border: 1px solid silver; }}
img {{ width: 100%; }}
</style>
{sections}
</html>
"""


@dataclass(frozen=True)
class Look:
    """One way to look at a page."""

    name: str
    width: int
    height: int
    theme: Literal["light", "dark"] = "light"
    medium: Literal["screen", "print"] = "screen"


LOOKS = (
    Look("light", 1280, 720),
    Look("dark", 1280, 720, theme="dark"),
    Look("phone", 390, 844),
    Look("paper", 794, 1123, medium="print"),  # A4
)


def main(wanted: list[str]) -> None:
    """Take the pictures and write the page that shows them."""
    problem = why_not_built()
    program = headless_shell() or chromium_path()
    if problem or program is None:
        sys.exit(problem or ADVICE)
    paths = [path for path in pages() if not wanted or any(text in path for text in wanted)]
    if not paths:
        sys.exit(f"Expected parts of paths such as book/index.html, got {', '.join(wanted)}.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=False)
        opened = {look: open_for(browser, look) for look in LOOKS}
        taken: dict[str, list[list[str]]] = {}
        for number, path in enumerate(paths, 1):
            print(f"{number} of {len(paths)}: {path}", flush=True)
            taken[path] = [take(page, look, path) for look, page in opened.items()]
        browser.close()
    index = PICTURES / "index.html"
    index.write_text(sheet(taken), encoding="utf-8")
    print(f"Open {index}")


def open_for(browser: Browser, look: Look) -> Page:
    """Open a window of this size."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme=look.theme,
        reduced_motion="reduce",
        bypass_csp=True,  # for the style that follows
    )
    return context.new_page()


def take(page: Page, look: Look, path: str) -> list[str]:
    """Take a page whole, as a reader sees it who has come to its end; name its pictures."""
    page.emulate_media(media="screen")
    page.goto((SITE / path).as_uri())
    page.add_style_tag(content=LAID_OUT)
    for figure in page.locator("figure.backprop-widget").all():
        figure.scroll_into_view_if_needed()  # what is long is loaded once the reader comes near
        expect(figure.locator(".backprop-live > *").first).to_be_attached()
    page.emulate_media(media=look.medium)
    page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
    height = page.evaluate("document.documentElement.scrollHeight")
    names = []
    for top in range(0, height, TALLEST):
        part = f"-{1 + top // TALLEST}" if height > TALLEST else ""
        names.append(f"{path.removesuffix('.html').replace('/', '-')}-{look.name}{part}.png")
        page.screenshot(
            path=PICTURES / names[-1],
            full_page=True,
            clip={"x": 0, "y": top, "width": look.width, "height": min(height - top, TALLEST)},
        )
    return names


def sheet(taken: dict[str, list[list[str]]]) -> str:
    """Write the page that shows the pictures of each page, a column for each look."""
    sections = []
    for path, looks in taken.items():
        columns = "".join(f"<div>{''.join(map(linked, names))}</div>" for names in looks)
        sections.append(f"<h2>{html.escape(path)}</h2>\n<section>{columns}</section>")
    return SHEET.format(columns=len(LOOKS), sections="\n".join(sections))


def linked(name: str) -> str:
    """Show a picture, and link to it."""
    quoted = html.escape(name)
    return f'<a href="{quoted}"><img src="{quoted}" alt="{quoted}" loading="lazy"></a>'


if __name__ == "__main__":
    main(sys.argv[1:])
