"""Draw the icons from the book's mark: ``python tools/draw_icons.py``.

It writes ``icon.svg`` and ``icon-32.png`` into ``book/_static``, with the colours of
``palette.css``, in the Chromium that the browser tests use.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

BOOK = Path(__file__).resolve().parents[1] / "book"
STATIC = BOOK / "_static"
PROPERTY = re.compile(r"--book-(\w+): (#\w{6});")


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
    """Write the icon, and take the picture of it."""
    mark = (BOOK / "_templates" / "mark.svg").read_text(encoding="utf-8")
    (STATIC / "icon.svg").write_text(icon(mark), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 32, "height": 32})
        page.set_content(f"<style>*{{margin:0}}svg{{display:block}}</style>{icon(mark)}")
        page.screenshot(path=STATIC / "icon-32.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
