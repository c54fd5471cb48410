"""How long an edit keeps the page busy, figure by figure: ``make bench-figures``.

Each figure of the book stands alone on a page. A number in it is changed again and again, and the
browser is asked for the processor time of its scripts, styles and layout until the next frame is
drawn. A frame lasts 16 ms.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "book/_ext")]

from widget_scripts import scripts_of  # noqa: E402

from backprop.widgets.book_widget import STATIC  # noqa: E402
from built_site import Figure, every_figure  # noqa: E402
from ensure_chromium import chromium_path, headless_shell  # noqa: E402

EDITS = 40
WARM_UP = 5
COUNTED = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")
EDIT = """(field) => {
  const number = Number(field.value.replace("−", "-")) || 0;
  field.value = String(number + 0.01);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""


def page_of(figure: Figure, folder: Path) -> Path:
    """Write a page that holds the figure alone."""
    root = STATIC / "page"
    scripts = "".join(
        f'<script defer src="{(root / name).as_uri()}"></script>'
        for name in scripts_of(figure.html)
    )
    path = folder / f"{figure.anchor}.html"
    sheet = f'<link rel="stylesheet" href="{(STATIC / "widgets.css").as_uri()}">'
    path.write_text(f"<!doctype html><meta charset=utf-8>{sheet}{scripts}{figure.html}")
    return path


def busy(session: CDPSession) -> float:
    """Return the milliseconds of processor time so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * sum(each["value"] for each in metrics if each["name"] in COUNTED)


def edits(page: Page) -> list[float]:
    """Measure one edit after the other."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    field = page.locator(".backprop-root input[type=text]:visible").first
    field.focus()
    times = []
    for _ in range(WARM_UP + EDITS):
        before = busy(session)
        field.evaluate(EDIT)
        times.append(busy(session) - before)
    return times[WARM_UP:]


def main() -> int:
    """Print the median and the slowest edit of each figure."""
    browser_path = headless_shell() or chromium_path()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        print(f"{'figure':20}{'median ms':>10}{'slowest':>10}   of {EDITS} edits")
        for figure in every_figure():
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.goto(page_of(figure, Path(folder)).as_uri())
            page.locator(".backprop-root").first.wait_for()
            if page.locator(".backprop-root input[type=text]:visible").count():
                times = edits(page)
                print(f"{figure.anchor:20}{statistics.median(times):10.1f}{max(times):10.1f}")
            else:
                print(f"{figure.anchor:20}{'no number to edit':>20}")
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
