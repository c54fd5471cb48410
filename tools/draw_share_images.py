"""Draw what is shown where a page is shared: ``python tools/draw_share_images.py``.

One picture for the book, ``share.png`` in ``book/_static``, and one for each chapter in ``share/``:
number, title and the drawing of its card, in the book's own colours and faces. Each carries a mark
of what it was drawn from, and is drawn anew only when that has changed. Pictures of chapters that
are gone are deleted.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path

from PIL import Image, PngImagePlugin
from playwright.sync_api import Page, sync_playwright

BOOK = Path(__file__).resolve().parents[1] / "book"
STATIC = BOOK / "_static"
NAME, MANNER = "Backpropagation", "one factor at a time"
SIZE = {"width": 1200, "height": 630}
COLOURS = 64
DRAWN_FROM = "Source"  # a keyword of PNG's own

PAGE = """<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="fonts/fonts.css"><link rel="stylesheet" href="palette.css">
<style>
  body {{
    box-sizing: border-box; width: 1200px; height: 630px; margin: 0; padding: 0 80px;
    background: var(--book-page); color: var(--book-ink); font-family: var(--book-serif);
  }}
  .forward {{ color: var(--book-value); }}
  .back {{ color: var(--book-gradient); }}
  {style}
</style>
<body>{content}</body>"""

BOOK_STYLE = """
  body { display: flex; align-items: center; gap: 56px; padding: 0 90px; }
  svg { width: 270px; flex: none; }
  strong { display: block; font: 600 88px/1 var(--book-serif); letter-spacing: -2px; }
  em { display: block; margin-top: 20px; font-size: 52px; color: var(--book-muted); }"""

CHAPTER_STYLE = """
  header { display: flex; align-items: center; gap: 18px; padding-top: 44px; font-size: 34px; }
  header svg { width: 60px; }
  header em { color: var(--book-muted); }
  main { display: flex; align-items: center; gap: 36px; height: 470px; }
  h1 { flex: 1; margin: 0; font: 600 62px/1.12 var(--book-serif); letter-spacing: -1px; }
  h1 b { display: block; margin-bottom: 12px; color: var(--book-gradient); }
  main svg {
    box-sizing: border-box; flex: none; width: 580px; padding: 24px;
    border: 2px solid var(--book-line); border-radius: 28px; background: var(--book-card);
  }"""


def book_page() -> str:
    """Write the page that the book's picture is taken of."""
    content = f"{mark()}<div><strong>{NAME}</strong><em>{MANNER}</em></div>"
    return PAGE.format(style=BOOK_STYLE, content=content)


def chapter_page(notebook: Path) -> str:
    """Write the page that a chapter's picture is taken of."""
    number = int(notebook.name[:2])
    drawing = BOOK / "pictures" / f"card-{number}.svg"
    if not drawing.is_file():
        raise FileNotFoundError(f"Draw the chapter's card, book/pictures/{drawing.name}, first.")
    svg = drawing.read_text(encoding="utf-8")
    head = f"<header>{mark()}<strong>{NAME}</strong><em>{MANNER}</em></header>"
    title = f"<h1><b>{number}</b>{escape(title_of(notebook))}</h1>"
    return PAGE.format(style=CHAPTER_STYLE, content=f"{head}<main>{title}{svg}</main>")


def mark() -> str:
    """Read the book's mark."""
    return (BOOK / "_templates" / "mark.svg").read_text(encoding="utf-8")


def title_of(notebook: Path) -> str:
    """Read the title of a chapter, its first heading."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    lines = "".join("".join(cell["source"]) + "\n" for cell in cells).splitlines()
    return next(line for line in lines if line.startswith("# ")).removeprefix("# ")


def pages() -> Iterator[tuple[Path, str]]:
    """List the pictures, each with the page that it is taken of."""
    yield STATIC / "share.png", book_page()
    for notebook in sorted(BOOK.glob("[0-9]*.ipynb")):
        yield STATIC / "share" / f"{notebook.name[:2]}.png", chapter_page(notebook)


def fingerprint(page: str) -> str:
    """Tell by a few letters what a picture is drawn from: its page, the colours and the faces."""
    fonts = STATIC / "fonts"
    digest = hashlib.sha256(page.encode())
    for path in (STATIC / "palette.css", fonts / "fonts.css", *sorted(fonts.glob("*.woff2"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def drawn_from(picture: Path) -> str:
    """Read what a picture says it is drawn from, if it is there."""
    if not picture.is_file():
        return ""
    with Image.open(picture) as image:
        return str(image.info.get(DRAWN_FROM, ""))


def draw(browser_page: Page, picture: Path, page: str) -> None:
    """Take a picture, in few colours."""
    source = STATIC / "share.html"
    try:
        source.write_text(page, encoding="utf-8")
        browser_page.goto(source.as_uri())
        browser_page.evaluate("document.fonts.ready")
        shot = browser_page.screenshot()
    finally:
        source.unlink(missing_ok=True)
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    about = PngImagePlugin.PngInfo()
    about.add_text(DRAWN_FROM, fingerprint(page))
    few = image.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(picture, optimize=True, pnginfo=about)


def main() -> None:
    """Draw those that are missing or changed."""
    wanted = dict(pages())
    (STATIC / "share").mkdir(exist_ok=True)
    for picture in (STATIC / "share").glob("*.png"):
        if picture not in wanted:
            picture.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        browser_page = browser.new_page(viewport=SIZE, color_scheme="light")
        for picture, page in wanted.items():
            if drawn_from(picture) != fingerprint(page):
                draw(browser_page, picture, page)
        browser.close()


if __name__ == "__main__":
    main()
