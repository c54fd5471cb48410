"""Serve the site, and rebuild and reload it whenever a file is saved: ``make live``.

Sphinx stays loaded from one build to the next, with the records of the last. What a build writes is
shown once it has succeeded. Only here do pages load the script that reloads them.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from build_book import ROOT, build

FOLDER = ROOT / "_build/live"
WATCHED = ("_config.yml", "_toc.yml", "CHANGELOG.md", "book", "src/backprop")
PAUSE = 0.3  # seconds between two looks at the files
SCRIPT = """
let shown;
new EventSource("/live/editions").onmessage = ({ data }) => {
  if (shown && shown !== data) location.reload();
  shown = data;
};
"""
TAG = b'<script defer src="/live/reload.js"></script></body>'

Stamps = dict[Path, int]


class Editions:
    """The number of the site that is shown, for all pages that wait for the next."""

    def __init__(self) -> None:
        self.number = 0
        self._changed = threading.Condition()

    def publish(self) -> None:
        """Tell all pages; no number comes back, also not after a restart."""
        with self._changed:
            self.number = time.time_ns()
            self._changed.notify_all()

    def wait_for_next(self, known: int, seconds: float) -> int:
        """Wait until the number is another than the one that is known, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != known, seconds)
            return self.number


class Handler(SimpleHTTPRequestHandler):
    """Sends files as they are, but pages with the script that reloads them."""

    def __init__(self, *request: object, editions: Editions, directory: str) -> None:
        self.editions = editions
        super().__init__(*request, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, the script, or the stream of editions."""
        path = urlsplit(self.path).path
        if path == "/live/editions":
            self._stream()
        elif path == "/live/reload.js":
            self._send(SCRIPT.encode(), "text/javascript")
        elif path.endswith((".html", "/")) and (page := self._page(path)).is_file():
            self._send(page.read_bytes().replace(b"</body>", TAG), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Let the browser keep nothing."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for builds."""

    def _page(self, path: str) -> Path:
        return Path(self.translate_path(path + "index.html" * path.endswith("/")))

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        number = self.editions.number
        try:
            while True:
                self.wfile.write(f"data: {number}\n\n".encode())
                number = self.editions.wait_for_next(number, 15)
        except ConnectionError:
            return  # the page is gone


def files(root: Path, watched: Iterable[str] = WATCHED) -> Iterator[Path]:
    """List the files that a build reads; editors' and Jupyter's hidden ones are none of them."""
    for name in watched:
        path = root / name
        for file in path.rglob("*") if path.is_dir() else [path]:
            parts = file.relative_to(root).parts
            if file.is_file() and not any(part.startswith((".", "__")) for part in parts[:-1]):
                yield file


def stamps(root: Path, watched: Iterable[str] = WATCHED) -> Stamps:
    """Note when each file was last changed."""
    found: Stamps = {}
    for file in files(root, watched):
        try:
            found[file] = file.stat().st_mtime_ns
        except FileNotFoundError:
            continue  # an editor has just put another in its place
    return found


def changes(before: Stamps, after: Stamps) -> set[Path]:
    """List the files that are new, gone or changed."""
    return {path for path in before | after if before.get(path) != after.get(path)}


def shared(path: Path) -> bool:
    """Tell whether every page may look otherwise after a change: all but a page's own text."""
    return path.suffix not in {".ipynb", ".md"}


def rebuild(folder: Path, editions: Editions, *, every_page: bool) -> bool:
    """Build what has changed; show it, if that succeeds."""
    began = time.perf_counter()
    site, records = folder / "html", folder / ".doctrees"
    if not build(ROOT, site, records, quiet=True, every_page=every_page):
        print("The build failed. The pages are as they were; save again to try again.", flush=True)
        return False
    shutil.copytree(site, folder / "shown", dirs_exist_ok=True)
    editions.publish()
    print(f"Built in {time.perf_counter() - began:.1f} s.", flush=True)
    return True


def main(port: int) -> None:
    """Serve, watch and rebuild until Ctrl-C."""
    (FOLDER / "shown").mkdir(parents=True, exist_ok=True)
    editions = Editions()
    handler = functools.partial(Handler, editions=editions, directory=str(FOLDER / "shown"))
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Serving http://127.0.0.1:{server.server_port}/ (Ctrl-C to stop)", flush=True)
    known = stamps(ROOT)
    shutil.rmtree(FOLDER / ".doctrees", ignore_errors=True)
    rebuild(FOLDER, editions, every_page=True)
    while True:
        time.sleep(PAUSE)
        now = stamps(ROOT)
        changed = changes(known, now)
        if any(path.suffix == ".py" for path in changed):
            # Python keeps what it has imported: begin again, at the same address.
            server.server_close()
            os.execv(sys.executable, [sys.executable, __file__, str(server.server_port)])
        if changed:
            print("Changed:", *sorted(str(path.relative_to(ROOT)) for path in changed), flush=True)
            known = now
            rebuild(FOLDER, editions, every_page=any(map(shared, changed)))


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except KeyboardInterrupt:
        print()
