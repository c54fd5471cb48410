"""Compare our pages with those of a default Jupyter Book: ``make pagespeed`` writes PAGES.md.

A page is visited with an empty cache, ours and the default one in turn, as it is and with the
processor slowed six times.
"""

from __future__ import annotations

import gzip
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from default_book import build
from repaint import edits

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests/support")]

from ensure_chromium import chromium_path, headless_shell  # noqa: E402
from serving import serving  # noqa: E402

HERE = Path(__file__).parent
SITES = {"ours": ROOT / "_build/html", "default": ROOT / "_build/pagespeed"}
PAGES = ("04-sum-over-the-batch", "08-chain-layers-into-a-network", "12-classify-the-spiral")
PLAYER = "12-classify-the-spiral"
ROUNDS = 5
PLAYED = 3  # seconds
COMPRESSED = {".html", ".js", ".css", ".svg", ".json"}
FIRST_FIGURE = """{
  const figures = document.getElementsByClassName("backprop-root");
  window.firstFigure = new Promise((found) => {
    new MutationObserver((_, observer) => {
      if (!figures[0]?.querySelector("button, input")) return;
      window.figureAt = performance.now();
      observer.disconnect();
      found();
    }).observe(document, { childList: true, subtree: true });
  });
}"""
READY = "firstFigure.then(() => window.MathJax?.startup.promise).then(() => true)"
FRAMES = """(seconds) => new Promise((done) => {
  const end = performance.now() + 1000 * seconds;
  let frames = 0;
  const count = (now) => { frames += 1; now < end ? requestAnimationFrame(count) : done(frames); };
  requestAnimationFrame(count);
})"""
HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
ROWS = {
    "requests": "",
    "transferred": " kB",
    "first contentful paint": " ms",
    "first figure usable": " ms",
    "main thread until at rest": " ms",
    "an edit": " ms",
}

Visit = dict[str, float]


def metric(session: CDPSession, name: str) -> float:
    """Return one of Chromium's counters, in milliseconds."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(each["value"] for each in metrics if each["name"] == name)


def transferred(site: Path, address: str) -> float:
    """Return the kB of a file as a server would send it."""
    path = site / unquote(urlsplit(address).path).lstrip("/")
    data = path.read_bytes() if path.is_file() else b""
    return len(gzip.compress(data) if path.suffix in COMPRESSED else data) / 1000


def open_page(browser: Browser, slowed: int) -> tuple[Page, CDPSession]:
    """Open a tab whose cache is empty."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.add_init_script(FIRST_FIGURE)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    return page, session


def visit(browser: Browser, site: Path, address: str, name: str, slowed: int) -> Visit:
    """Load a page until it is at rest, then edit a number."""
    page, session = open_page(browser, slowed)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}book/{name}.html", wait_until="networkidle", timeout=120_000)
    # Playwright's own waiting would bring 30 ms of scripts of its own into the page.
    ready = session.send("Runtime.evaluate", {"expression": READY, "awaitPromise": True})
    if "exceptionDetails" in ready:
        raise RuntimeError(f"{name} of {address} does not come to rest: {ready}")
    main_thread = metric(session, "TaskDuration")
    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    own = [url for url in asked if url.startswith(address)]
    found = {
        "requests": float(len(own)),
        "transferred": sum(transferred(site, url) for url in own),
        "first contentful paint": page.evaluate(paint),
        "first figure usable": page.evaluate("window.figureAt"),
        "main thread until at rest": main_thread,
    }
    if page.locator(".backprop-root input[type=text]:visible").count():
        found["an edit"] = median(edits(page))
    page.context.close()
    return found


def play(browser: Browser, address: str) -> dict[str, float]:
    """Play the first player: the script of a frame, and the share of a core in each place."""
    page, session = open_page(browser, 1)
    page.emulate_media(reduced_motion="no-preference")
    page.goto(f"{address}book/{PLAYER}.html", wait_until="networkidle")
    player = page.locator('[data-widget="TrainingPlayer"]').first
    player.scroll_into_view_if_needed()  # its training is loaded once a reader comes near
    button = player.get_by_role("button", name="Play", exact=True)
    button.scroll_into_view_if_needed()
    button.click()

    def measured(counter: str, before: Callable[[], object] = lambda: None) -> tuple[float, int]:
        before()
        page.evaluate(FRAMES, 0.5)
        begun = metric(session, counter)
        frames: int = page.evaluate(FRAMES, PLAYED)
        return metric(session, counter) - begun, frames

    script, frames = measured("ScriptDuration")
    found = {"script of a frame, ms": script / frames}
    places = {
        "playing in sight": lambda: None,
        "scrolled away": lambda: page.evaluate("scrollTo(0, 0)"),
        "in sight, in a hidden tab": lambda: (
            button.page.evaluate(HIDE),
            player.scroll_into_view_if_needed(),
        ),
    }
    for place, go in places.items():
        found[f"{place}, share of a core"] = measured("TaskDuration", go)[0] / (1000 * PLAYED)
    page.context.close()
    return found


def table(visits: dict[tuple[str, str, int], list[Visit]]) -> str:
    """Write the medians, and the median ratios of visits of the same round."""
    lines = ["| page | processor | | ours | default | ratio |", "|---|---|---|---:|---:|---:|"]
    for name, slowed in dict.fromkeys((name, slowed) for _, name, slowed in visits):
        for row, unit in ROWS.items():
            pairs = [
                (ours[row], other[row])
                for ours, other in zip(
                    visits["ours", name, slowed], visits["default", name, slowed], strict=True
                )
                if row in ours and row in other
            ]
            if pairs:
                ours, others = (median(side) for side in zip(*pairs, strict=True))
                ratio = median(one / other for one, other in pairs)
                speed = "slowed ×6" if slowed > 1 else "as it is"
                lines.append(
                    f"| {name} | {speed} | {row} | {ours:.3g}{unit} | {others:.3g}{unit} "
                    f"| {ratio:.2f} |"
                )
    return "\n".join(lines)


def main() -> int:
    """Build the default book, visit the pages in turn, and write the tables."""
    print("Building the notebooks with Jupyter Book's default settings ...", flush=True)
    sites = {**SITES, "default": build(SITES["default"])}
    visits: dict[tuple[str, str, int], list[Visit]] = {}
    with (
        serving(sites["ours"]) as ours,
        serving(sites["default"]) as default,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=headless_shell() or chromium_path(),
            args=["--no-sandbox", "--disable-gpu"],
        )
        addresses = {"ours": ours, "default": default}
        for number in range(ROUNDS):
            print(f"Round {number + 1} of {ROUNDS} ...", flush=True)
            for name in PAGES:
                for slowed in (1, 6):
                    for kind, address in addresses.items():
                        measured = visit(browser, sites[kind], address, name, slowed)
                        visits.setdefault((kind, name, slowed), []).append(measured)
        player = play(browser, ours)
        version = browser.version
        browser.close()
    lines = "\n".join(f"| {what} | {value:.3g} |" for what, value in player.items())
    (HERE / "PAGES.md").write_text(
        f"{(HERE / 'pages_preface.md').read_text(encoding='utf-8')}\n{table(visits)}\n\n"
        f"## A player\n\n| the first of {PLAYER} | |\n|---|---:|\n{lines}\n\n"
        f"Chromium {version}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}; {ROUNDS} rounds.\n",
        encoding="utf-8",
    )
    print(table(visits), lines, sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
