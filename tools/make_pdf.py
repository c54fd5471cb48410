"""Print the whole book: ``make pdf`` writes ``_build/backpropagation.pdf``.

Chromium prints each page of the built site; the sheets are joined behind a cover and the contents.
A copy is put into the site, whose pages then link to it at their foot.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests" / "support")]

from book_pdf.front_matter import Imprint, front_matter  # noqa: E402
from book_pdf.joined import join  # noqa: E402
from book_pdf.printed import Printed, browser_page, print_page, sheets  # noqa: E402
from book_pdf.site_links import link_from_site  # noqa: E402
from built_site import why_not_built  # noqa: E402
from ensure_chromium import chromium_path, headless_shell  # noqa: E402

SITE = ROOT / "_build" / "html"
PDF = ROOT / "_build" / "backpropagation.pdf"
# They ask, draw or lead on, and have nothing to read.
LEFT_OUT = {
    "book/practice": "Practice",
    "book/figures": "Figures",
    "book/worksheets": "Worksheets",
}


def pages_of_book() -> list[str]:
    """List the pages that are printed, in the order of the contents."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [entry["file"] for part in contents["parts"] for entry in part["chapters"]]
    return [file for file in [contents["root"], *files] if file not in LEFT_OUT]


def imprint() -> Imprint:
    """Read what the cover says from the citation."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    title = citation["title"].partition(": an interactive book")[0]
    authors = [author["name"] for author in citation["authors"]]
    return Imprint(title, authors, citation["version"], list(LEFT_OUT.values()))


def main() -> None:
    """Print, join and write."""
    if missing := why_not_built():
        raise SystemExit(missing)
    began = time.monotonic()
    cover = imprint()
    addresses = [(SITE / f"{name}.html").as_uri() for name in pages_of_book()]
    parts: list[Printed] = []
    with browser_page(headless_shell() or chromium_path()) as page:
        first = 1
        for address in addresses:
            part = print_page(page, address, addresses, first)
            print(f"page {first:4}  {part.title}", flush=True)
            parts.append(part)
            first += len(part.pdf.pages)
        leaves = PDF.with_name("front_matter.html")
        static = (ROOT / "book" / "_static").as_uri()
        leaves.write_text(front_matter(cover, parts, static), encoding="utf-8")
        page.goto(leaves.as_uri())
        front = Printed("Contents", leaves.as_uri(), sheets(page))
        leaves.unlink()
    about = {"/Title": cover.title, "/Author": ", ".join(cover.authors)}
    with PDF.open("wb") as file:
        join(front, parts, about).write(file)
    shutil.copy(PDF, SITE / PDF.name)
    link_from_site(SITE, PDF.name)
    size = PDF.stat().st_size / 1e6
    print(f"{PDF}: {size:.1f} MB in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
