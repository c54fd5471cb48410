"""A server for a folder of pages."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve files, with what the folder's ``_headers`` says of all of them, as some hosts do."""

    def end_headers(self) -> None:
        """Send the folder's own headers last."""
        headers = Path(self.directory, "_headers")
        if headers.is_file():
            for line in headers.read_text(encoding="utf-8").splitlines()[1:]:
                name, _, value = line.strip().partition(": ")
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the browser's side of each request is looked at."""

    def handle(self) -> None:
        # A page that is left takes its open requests with it.
        with contextlib.suppress(ConnectionError):
            super().handle()


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder for a while, at an address that ends with a slash."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
