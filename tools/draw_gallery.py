"""Take the pictures of the figures for the gallery: ``python tools/draw_gallery.py``.

Each figure of the chapters and of the playground is opened in the built site, in both themes, and
brought to its last step; what is seen then goes as WebP into ``book/_static/gallery``. A picture
that looks as before stays as it is; pictures of figures that are gone are deleted.
"""

from __future__ import annotations

import functools
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "book" / "_ext"), str(ROOT / "tests" / "support")]

from gallery import THEMES, in_gallery, picture_name  # noqa: E402

from built_site import every_figure, figures_on  # noqa: E402
from ensure_chromium import chromium_path, headless_shell  # noqa: E402

SITE = ROOT / "_build" / "html"
PICTURES = ROOT / "book" / "_static" / "gallery"
WIDTH = 600  # pixels: a card is half as wide
QUALITY = 60
STILL = "* { content-visibility: visible !important; }"  # else what is above it moves it
# No two screenshots are the same in every pixel: letters lie a part of a pixel aside.
NOISE, MOST_NOISE, MOST_PIXELS = 8, 48, 0.02  # levels of 255, and the share of those above NOISE


def shots(page: Page, path: str, anchors: list[str]) -> Iterator[tuple[str, bytes]]:
    """Open a page, and take each of its figures at its last step."""
    page.goto(f"{(SITE / path).as_uri()}")
    page.add_style_tag(content=STILL)
    for anchor in anchors:
        figure = page.locator(f"figure[id='{anchor}']")
        figure.scroll_into_view_if_needed()
        figure.get_by_role("button", name=re.compile("^(Last|To the end)")).first.click()
        expect(figure.locator(".line")).not_to_contain_text("Training: epoch", timeout=30_000)
        page.mouse.move(0, 0)
        page.wait_for_timeout(400)  # what is painted in slices is painted
        yield anchor, figure.screenshot(animations="disabled")


def looks_like(picture: io.BytesIO, file: Path) -> bool:
    """Tell whether a file has this picture, but for what nobody sees."""
    if not file.is_file():
        return False
    before, now = (Image.open(each).convert("RGB") for each in (file, picture))
    if before.size != now.size:
        return False
    bands = ImageChops.difference(before, now).split()
    worst = functools.reduce(ImageChops.lighter, bands).histogram()
    return not sum(worst[MOST_NOISE:]) and sum(worst[NOISE:]) <= MOST_PIXELS * sum(worst)


def main() -> None:
    """Take them all."""
    wanted: dict[str, list[str]] = {}
    for figure in [*every_figure(), *figures_on("book/playground.html")]:
        if in_gallery(figure.widget):
            wanted.setdefault(figure.page, []).append(figure.anchor)
    PICTURES.mkdir(exist_ok=True)
    written = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=headless_shell() or chromium_path(), chromium_sandbox=False
        )
        for theme in THEMES:
            page = browser.new_page(
                viewport={"width": 1280, "height": 1000},
                color_scheme=theme,
                reduced_motion="reduce",
                bypass_csp=True,
            )
            for path, anchors in wanted.items():
                for anchor, png in shots(page, path, anchors):
                    image = Image.open(io.BytesIO(png)).convert("RGB")
                    height = round(image.height * WIDTH / image.width)
                    small = image.resize((WIDTH, height), Image.Resampling.LANCZOS)
                    webp = io.BytesIO()
                    small.save(webp, "webp", quality=QUALITY, method=6)
                    name = picture_name(path, anchor, theme)
                    written.add(name)
                    if not looks_like(webp, PICTURES / name):
                        (PICTURES / name).write_bytes(webp.getvalue())
        browser.close()
    for file in PICTURES.glob("*.webp"):
        if file.name not in written:
            file.unlink()


if __name__ == "__main__":
    main()
