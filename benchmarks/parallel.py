"""Time a step on one machine, on workers, and by PyTorch's DDP; write PARALLEL.md."""

from __future__ import annotations

import gc
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from backprop import SGD
from backprop.parallel import DataParallel
from bench import THREADS, table, written
from contenders import LEARNING_RATE, Problem, Shape, Step, network_of, ours, pytorch
from measure import machine
from other_programs import LITTLE, OtherPrograms
from parallel_model import Model, extrapolated

HERE = Path(__file__).parent
FEWEST = 256  # samples, for which bytes are counted: they are the same for more
SHAPES = [
    Shape(n_samples, 784, n_hidden, 10)
    for n_hidden in (32, 256, 1024)
    for n_samples in (FEWEST, 4096)
]
DTYPE = "float32"
SECONDS = 5.0
ROUNDS = 8
STEPS = 3  # over which bytes are counted


@contextmanager
def ddp(shape: Shape) -> Iterator[Step]:
    """Two processes that make a step together whenever they are told."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    ranks = [
        subprocess.Popen(
            [sys.executable, str(HERE / "ddp.py"), str(rank), port],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for rank in range(2)
    ]

    def tell(text: str) -> None:
        for rank in ranks:
            rank.stdin.write(text + "\n")
            rank.stdin.flush()

    def step() -> float:
        tell("step")
        return sum(float(rank.stdout.readline()) for rank in ranks) / 2

    sizes = (shape.n_samples, shape.n_inputs, shape.n_hidden, shape.n_classes)
    try:
        tell(" ".join(map(str, (*sizes, DTYPE))))
        yield step
    finally:
        for rank in ranks:
            rank.stdin.close()
            rank.wait()


def on_workers(parallel: DataParallel, problem: Problem) -> Step:
    parallel.network = network_of(problem)
    placed, optimizer = parallel.place(problem.inputs, problem.classes), SGD(LEARNING_RATE)
    return lambda: parallel.step(*placed, optimizer)


def on_loopback() -> int:
    """How many bytes the loopback device has sent so far."""
    lines = Path("/proc/net/dev").read_text(encoding="ascii").splitlines()
    (line,) = (each for each in lines if each.strip().startswith("lo:"))
    return int(line.split(":")[1].split()[8])


def bytes_of(step: Step) -> float:
    """Count what a step sends, less what is sent meanwhile anyway."""
    before, started = on_loopback(), time.perf_counter()
    for _ in range(STEPS):
        step()
    sent, seconds = on_loopback() - before, time.perf_counter() - started
    before = on_loopback()
    time.sleep(seconds)
    return max(0.0, (sent - (on_loopback() - before)) / STEPS)


def timed(steps: dict[str, Step]) -> dict[str, list[float]]:
    """Time each contender once a round, in another order each round."""
    order, times = random.Random(0), {name: [] for name in steps}
    gc.disable()
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end or len(times["one"]) < ROUNDS:
        for name in order.sample(list(steps), len(steps)):
            started = time.perf_counter()
            steps[name]()
            times[name].append(time.perf_counter() - started)
    gc.enable()
    return times


def check(steps: dict[str, Step]) -> None:
    losses = {name: [step() for _ in range(3)] for name, step in steps.items()}
    for name, values in losses.items():
        if not np.allclose(values, losses["one"], rtol=1e-4) or values[0] == values[-1]:
            raise SystemExit(f"{name} computes other losses: {values}, not {losses['one']}")


def measured(shape: Shape, clusters: dict[str, DataParallel]) -> dict[str, Any]:
    print("Measuring:", shape, "...", flush=True)
    problem = Problem.of(shape, DTYPE)
    with ddp(shape) as ddp_step:
        steps: dict[str, Step] = {"one": ours(problem)}
        steps |= {name: on_workers(each, problem) for name, each in clusters.items()}
        steps |= {"PyTorch": pytorch(problem), "DDP": ddp_step}
        check(steps)
        times = timed(steps)
        of_bytes = ("1 worker", "2 workers", "DDP") if shape.n_samples == FEWEST else ()
        sent = {name: bytes_of(steps[name]) for name in of_bytes}
    return {"shape": shape, "times": times, "bytes": sent}


def ratio(times: dict[str, list[float]], name: str, to: str) -> str:
    return f"{min(times[name]) / min(times[to]):.2f}"


def megabytes(n_bytes: float) -> str:
    return f"{n_bytes / 1e6:.2f} MB"


def tables(found: list[dict[str, Any]]) -> str:
    names = list(found[0]["times"])
    rows = [
        [str(each["shape"]), *(written(min(each["times"][name])) for name in names)]
        for each in found
    ]
    text = "\n## Step time\n\n" + table(["shape", *names], rows)
    pairs = [("1 worker", "one"), ("2 workers", "one"), ("2 workers", "1 worker")]
    pairs += [("2 in threads", "one"), ("DDP", "PyTorch"), ("2 workers", "DDP")]
    rows = [
        [str(each["shape"]), *(ratio(each["times"], *pair) for pair in pairs)] for each in found
    ]
    header = ["shape", *(f"{one} / {other}" for one, other in pairs)]
    text += "\nBelow 1.00 splitting pays.\n\n" + table(header, rows)
    text += "\n## Bytes moved in a step\n\n"
    rows = [
        [
            "{}–{}–{}".format(
                each["shape"].n_inputs, each["shape"].n_hidden, each["shape"].n_classes
            ),
            megabytes(4 * each["shape"].n_parameters),
            *(megabytes(sent) for sent in each["bytes"].values()),
        ]
        for each in found
        if each["bytes"]
    ]
    return text + table(["network", "all parameters", *found[0]["bytes"]], rows)


def observations(found: list[dict[str, Any]]) -> list[tuple[Shape, int, float]]:
    """What the model is fitted to: shape, number of workers (0: none), seconds."""
    counts = {"one": 0, "1 worker": 1, "2 workers": 2}
    return [
        (each["shape"], n, min(each["times"][name])) for each in found for name, n in counts.items()
    ]


def with_more_workers() -> list[tuple[Shape, int, float]]:
    """Steps of a tiny network on 4 and 8 workers, for what a further one costs the scheduler."""
    shape = Shape(64, 8, 4, 2)
    found = []
    for n_workers in (1, 2, 4, 8):
        print("Measuring:", shape, "on", n_workers, "workers ...", flush=True)
        with DataParallel(
            network_of(Problem.of(shape, DTYPE)), n_workers=n_workers, processes=True
        ) as parallel:
            step = on_workers(parallel, Problem.of(shape, DTYPE))
            times = []
            for _ in range(40):
                started = time.perf_counter()
                step()
                times.append(time.perf_counter() - started)
        found.append((shape, n_workers, min(times)))
    return found


def at_rest(others: float) -> str:
    """Say so if the machine was busy with other things."""
    if others < LITTLE:
        return ""
    return (
        f"\n**This run was not made on a machine at rest**: other programs kept {others:.1f} of "
        f"{os.cpu_count()} cores busy, so that single times may be several times too long. Take "
        "the ratios as rough, and measure again before you rely on one.\n"
    )


def main() -> None:
    others = OtherPrograms()
    network = network_of(Problem.of(SHAPES[0], DTYPE))
    start: dict[str, Callable[[], DataParallel]] = {
        "1 worker": lambda: DataParallel(network, n_workers=1, processes=True),
        "2 workers": lambda: DataParallel(network, n_workers=2, processes=True),
        "2 in threads": lambda: DataParallel(network, n_workers=2),
    }
    with ExitStack() as stack:
        clusters = {name: stack.enter_context(make()) for name, make in start.items()}
        found = [measured(shape, clusters) for shape in SHAPES]
    model = Model.fitted(observations(found) + with_more_workers())
    text = (HERE / "parallel_preface.md").read_text(encoding="utf-8")
    busy = others.cores()
    text += at_rest(busy) + tables(found) + extrapolated(model)
    about = machine()
    versions = ", ".join(f"{name} {version}" for name, version in about["versions"].items())
    text += f"\n## Machine\n\n- {about['processor']}; {about['system']}\n- {versions}\n"
    text += f"- cores that other programs kept busy meanwhile: {busy:.2f}\n"
    text += f"- rounds: {min(len(each['times']['one']) for each in found)} or more\n"
    (HERE / "PARALLEL.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    one = dict.fromkeys(THREADS, "1")
    if not one.items() <= os.environ.items():  # numpy reads them when it is imported
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | one)
    main()
