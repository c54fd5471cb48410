"""The pieces of `make live`: what it watches, and what it serves."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest

from live_book import Editions, Handler, changes, shared, stamps

PAGE = "<html><body><p>Page</p></body></html>"


@pytest.fixture
def editions() -> Editions:
    return Editions()


@pytest.fixture
def address(tmp_path: Path, editions: Editions) -> Iterator[str]:
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "site.js").write_text("1")
    handler = functools.partial(Handler, editions=editions, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/", "/index.html", "/index.html?q=1"])
def test_a_page_comes_with_a_script_of_the_same_origin(
    address: str, tmp_path: Path, path: str
) -> None:
    with urlopen(address + path) as answer:
        html = answer.read().decode()
        assert answer.headers["Content-Type"].startswith("text/html")
    assert html.replace('<script defer src="/live/reload.js"></script>', "") == PAGE
    assert (tmp_path / "index.html").read_text() == PAGE
    with urlopen(f"{address}/live/reload.js") as script:
        assert b"/live/editions" in script.read()


def test_other_files_come_as_they_are(address: str) -> None:
    with urlopen(f"{address}/site.js") as answer:
        assert answer.read() == b"1"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_hears_of_each_edition(address: str, editions: Editions) -> None:
    with urlopen(f"{address}/live/editions", timeout=10) as stream:
        heard = [stream.readline()]
        stream.readline()
        for _ in range(2):
            editions.publish()
            heard.append(stream.readline())
            stream.readline()
    assert heard[0] == b"data: 0\n"
    assert heard[2] == f"data: {editions.number}\n".encode()
    assert len(set(heard)) == 3


def test_new_changed_and_deleted_files_are_seen_and_hidden_ones_are_not(tmp_path: Path) -> None:
    book = tmp_path / "book"
    (book / ".ipynb_checkpoints").mkdir(parents=True)
    same, changed, gone, new = (book / f"{name}.md" for name in ("same", "changed", "gone", "new"))
    for path in (same, changed, gone):
        path.touch()
    before = stamps(tmp_path, ["book"])
    os.utime(changed, ns=(0, 0))
    gone.unlink()
    new.touch()
    (book / ".ipynb_checkpoints" / "new.md").touch()
    assert changes(before, stamps(tmp_path, ["book"])) == {changed, gone, new}


def test_only_a_pages_own_text_leaves_the_other_pages_as_they_are() -> None:
    own = ["book/01-step-through-one-neuron.ipynb", "book/glossary.md"]
    of_all = ["_config.yml", "_toc.yml", "book/_static/book.css", "book/_templates/layout.html"]
    assert [shared(Path(path)) for path in own + of_all] == [False] * 2 + [True] * 4
