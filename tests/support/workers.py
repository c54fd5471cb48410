"""Worker processes to be killed, and layers and losses that cannot, or can, be split."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

import backprop
from arrays import Array
from backprop import SquaredError

SUPPORT = Path(__file__).parent
SOURCE = Path(backprop.__file__).parents[1]


@contextlib.contextmanager
def workers(
    address: str, folder: Path, n: int = 1, preload: str | None = None
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start processes without anybody who would start them anew; kill those still there."""
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address]
    command += ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
    command += ["--preload", preload] if preload else []
    paths = os.pathsep.join(map(str, (SOURCE, SUPPORT)))
    environment = os.environ | {"PYTHONPATH": paths}
    started = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(n)
    ]
    try:
        yield started
    finally:
        for process in started:
            process.kill()
            process.wait()


class Deadly:
    """A layer that changes nothing, and kills its process where a file tells it to, once."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def forward(self, inputs: Array) -> Array:
        if self.file.exists():
            self.file.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return inputs

    def backward(self, dvalues: Array) -> Array:
        return dvalues


class BatchNorm:
    """A layer in which the rows of a batch meet."""

    def forward(self, inputs: Array) -> Array:
        self.spread = inputs.std(axis=0) + 1
        return (inputs - inputs.mean(axis=0)) / self.spread

    def backward(self, dvalues: Array) -> Array:
        return (dvalues - dvalues.mean(axis=0)) / self.spread


class Dropout:
    """A layer that draws random numbers for each batch."""

    def __init__(self) -> None:
        self.rng = np.random.default_rng(0)

    def forward(self, inputs: Array) -> Array:
        self.kept = 2.0 * (self.rng.random(inputs.shape) < 0.5)
        return inputs * self.kept

    def backward(self, dvalues: Array) -> Array:
        return dvalues * self.kept


class Summed(SquaredError):
    """A loss that is a sum over the batch and no mean."""

    def forward(self, predictions: Any, targets: Any) -> float:
        self.n_samples = len(predictions)
        return self.n_samples * super().forward(predictions, targets)

    def backward(self) -> Array:
        return self.n_samples * super().backward()
