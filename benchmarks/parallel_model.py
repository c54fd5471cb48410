"""A model of a step on many workers, fitted to what was measured on few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log2
from statistics import median

import numpy as np

from bench import table, written
from contenders import Shape

GIGABIT = 8e-9  # seconds a byte on a wire of 1 Gbit/s
WIRES = (("loopback", 0.0), ("1 Gbit/s", GIGABIT))
WORKERS = (2, 4, 8, 16, 32, 64, 128, 256)
WIDTHS = (32, 256, 1024)
BATCHES = (2048, 16384, 131072, 1048576)

Observation = tuple[Shape, int, float]


def hops(n_workers: int) -> int:
    """How often the parameters, or a gradient as large, pass from one process to the next.

    Out through the scheduler to a worker, from worker to worker by doubling, back as a tree of
    additions, and through the scheduler home.
    """
    return 4 + 2 * ceil(log2(n_workers))


@dataclass(frozen=True)
class Model:
    """``seconds = compute · samples · parameters / W + byte · bytes · hops + fixed + each · W``."""

    compute: float
    byte: float
    fixed: float
    each: float
    errors: list[float]

    @classmethod
    def fitted(cls, observations: Sequence[Observation]) -> Model:
        """Find the four numbers, none below 0, that miss by the least in relation to each time."""
        rows = np.array([_row(shape, n) for shape, n, _ in observations])
        times = np.array([seconds for *_, seconds in observations])
        rows, ones = rows / times[:, None], np.ones(len(times))
        found, kept = np.zeros(4), np.ones(4, bool)
        while True:
            found[:] = 0
            found[kept] = np.linalg.lstsq(rows[:, kept], ones, rcond=None)[0]
            if (found >= 0).all():
                break
            kept &= found > 0
        return cls(*(float(each) for each in found), list(np.abs(rows @ found - 1)))

    def seconds(self, shape: Shape, n_workers: int, wire: float = 0.0) -> float:
        """Return the time of a step; with 0 workers, in one process without any."""
        compute, sent, *others = _row(shape, n_workers)
        own = compute * self.compute + sent * (self.byte + wire)
        return own + others[0] * self.fixed + others[1] * self.each

    def pays_from(self, n_hidden: int, n_workers: int, wire: float = 0.0) -> float:
        """Return the number of samples from which the step is shorter than in one process."""
        shape = Shape(1, 784, n_hidden, 10)
        alone = self.seconds(shape, 0)
        return (self.seconds(shape, n_workers, wire) - alone / n_workers) / (
            alone * (1 - 1 / n_workers)
        )


def _row(shape: Shape, n_workers: int) -> list[float]:
    work = shape.n_samples * shape.n_parameters
    if not n_workers:
        return [work, 0, 0, 0]
    return [work / n_workers, 4 * shape.n_parameters * hops(n_workers), 1, n_workers]


def extrapolated(model: Model) -> str:
    """Say what the model is, and what it says."""
    text = "\n## A model, fitted to the above\n\n"
    text += (
        "seconds = compute · samples · parameters / W + transfer · bytes of all parameters · "
        "(4 + 2 · ⌈log₂ W⌉) + fixed + each · W\n\n"
        f"- compute: {model.compute * 1e12:.2f} ps for a sample and a parameter\n"
        f"- transfer: {model.byte * 1e9:.2f} ns a byte, from process to process\n"
        f"- fixed: {written(model.fixed)} a step, for the scheduler's and the client's messages\n"
        f"- each: {written(model.each)} a step for each worker (fitted on 1, 2, 4 and 8)\n"
        f"- it misses a measured time by {100 * median(model.errors):.0f}% (median), at most "
        f"{100 * max(model.errors):.0f}%\n"
    )
    text += (
        "\n**What follows is the model and no measurement**: as if each worker had a core of its "
        "own. Measured were 1 and 2 workers with work to do, on one machine. In the tables "
        "“loopback” has the transfer above; “1 Gbit/s” adds the 8 ns a byte that such a wire "
        "takes.\n"
    )
    for name, wire in WIRES:
        rows = [
            [f"784–{width}–10", *(_samples(model.pays_from(width, n, wire)) for n in WORKERS)]
            for width in WIDTHS
        ]
        text += f"\nSamples in a batch from which splitting pays, {name}, by the model:\n\n"
        text += table(["network", *(f"{n} workers" for n in WORKERS)], rows)
    for name, wire in WIRES:
        rows = []
        for width in WIDTHS:
            for batch in BATCHES:
                shape = Shape(batch, 784, width, 10)
                alone = model.seconds(shape, 0)
                gains = (alone / model.seconds(shape, n, wire) for n in WORKERS)
                rows.append([str(shape), written(alone), *(f"{gain:.1f}" for gain in gains)])
        text += f"\nHow many times as fast as one process, {name}, by the model:\n\n"
        text += table(["shape", "one", *(f"{n}" for n in WORKERS)], rows)
    return text


def _samples(n: float) -> str:
    return f"{float(f'{n:.2g}'):,.0f}"
