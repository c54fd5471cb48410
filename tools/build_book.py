"""Build the site beside the one that stands, and put it there once it is whole: ``make book``.

A build that fails, or is stopped, leaves the site of before, and the records of its build.
"""

from __future__ import annotations

import gc
import logging
import shutil
import sys
from pathlib import Path

from jupyter_book.sphinx import build_sphinx

ROOT = Path(__file__).parents[1]
SITE = Path("_build/html")
RECORDS = Path("_build/.doctrees")

# Sphinx makes millions of objects that stay. Python would look through all of them for cycles again
# and again, in a quarter of the time of a build, and in half of the time of a chapter's.
gc.set_threshold(1_000_000)

for chatty in ("flit_core", "fontTools"):
    logging.getLogger(chatty).setLevel(logging.WARNING)


def build(
    root: Path, site: Path, records: Path, *, quiet: bool = False, every_page: bool = False
) -> bool:
    """Build a book as ``jupyter-book build -nW --keep-going`` does; tell whether it succeeded.

    Pages whose texts are older than they are stay, unless ``every_page`` is to be written.
    The folder beside ``site`` that holds the pictures of outputs is named in the records, so that
    records may only be moved together with a site, and within one folder.
    """
    outcome = build_sphinx(
        root,
        site,
        doctreedir=records,
        noconfig=True,
        path_config=root / "_config.yml",
        confoverrides={
            "external_toc_path": str(root / "_toc.yml"),
            "latex_individualpages": False,
            "nitpicky": True,
        },
        warningiserror=True,
        keep_going=True,
        force_all=every_page,
        quiet=quiet,
    )
    return outcome == 0


def put_in_place(new: Path, place: Path) -> None:
    """Let a folder take the place of another, which goes only when the new one stands there."""
    old = place.with_name(f"{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def build_anew(root: Path) -> bool:
    """Build a book from nothing, and replace its site if that succeeds."""
    new = {place: root / f"{place}.new" for place in (SITE, RECORDS)}
    for folder in new.values():
        shutil.rmtree(folder, ignore_errors=True)
    if not build(root, new[SITE], new[RECORDS]):
        return False
    for place, folder in new.items():
        put_in_place(folder, root / place)
    return True


if __name__ == "__main__":
    if not build_anew(ROOT):
        sys.exit(f"The build failed. {SITE} is as it was.")
    print(f"Open {ROOT / SITE / 'index.html'}")
