"""Draw the icons and the share image from the book's mark: ``python tools/draw_icons.py``.

It writes ``icon.svg``, ``icon-32.png`` and ``share.png`` into ``book/_static``, with the colours of
``palette.css`` and the book's own fonts, in the Chromium that the browser tests use.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

BOOK = Path(__file__).resolve().parents[1] / "book"
STATIC = BOOK / "_static"
NAME, MANNER = "Backpropagation", "one factor at a time"
PROPERTY = re.compile(r"--book-(\w+): (#\w{6});")

SHARE = """<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="fonts/fonts.css"><link rel="stylesheet" href="palette.css">
<style>
  body {{
    box-sizing: border-box; width: 1200px; height: 630px; margin: 0; padding: 0 90px;
    display: flex; align-items: center; gap: 56px;
    background: var(--book-page); color: var(--book-ink); font-family: var(--book-serif);
  }}
  svg {{ width: 270px; flex: none; }}
  .forward {{ color: var(--book-value); }}
  .back {{ color: var(--book-gradient); }}
  strong {{ display: block; font: 600 88px/1 var(--book-serif); letter-spacing: -2px; }}
  em {{ display: block; margin-top: 20px; font-size: 52px; color: var(--book-muted); }}
</style>
{mark}<div><strong>{name}</strong><em>{manner}</em></div>"""


def colours(theme: str) -> dict[str, str]:
    """Read a theme's colours from the palette."""
    light, dark = (STATIC / "palette.css").read_text(encoding="utf-8").split("@media screen")
    return dict(PROPERTY.findall(light if theme == "light" else dark))


def icon(mark: str) -> str:
    """Give the mark colours of its own, for both of a browser's themes."""
    rules = []
    for theme in ("light", "dark"):
        own = colours(theme)
        rule = "".join(
            f".{part}{{color:{own[name]}}}"
            for part, name in {"forward": "value", "back": "gradient", "node": "ink"}.items()
        )
        rules.append(rule if theme == "light" else f"@media(prefers-color-scheme:dark){{{rule}}}")
    return mark.replace('  <g fill="none"', f'  <style>{"".join(rules)}</style>\n  <g fill="none"')


def main() -> None:
    """Write the icon, and take the two pictures."""
    mark = (BOOK / "_templates" / "mark.svg").read_text(encoding="utf-8")
    (STATIC / "icon.svg").write_text(icon(mark), encoding="utf-8")
    page_file = STATIC / "share.html"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 32, "height": 32})
        page.set_content(f"<style>*{{margin:0}}svg{{display:block}}</style>{icon(mark)}")
        page.screenshot(path=STATIC / "icon-32.png", omit_background=True)
        page.set_viewport_size({"width": 1200, "height": 630})
        try:
            page_file.write_text(
                SHARE.format(mark=mark, name=NAME, manner=MANNER), encoding="utf-8"
            )
            page.goto(page_file.as_uri())
            page.evaluate("document.fonts.ready")
            page.screenshot(path=STATIC / "share.png")
        finally:
            page_file.unlink(missing_ok=True)
        browser.close()


if __name__ == "__main__":
    main()
