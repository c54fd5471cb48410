"""Measure in a process of its own, whose environment says how many threads; print JSON.

``measure.py together`` times all contenders in turns, ``measure.py alone NAME`` one of them, and
``measure.py memory NAME`` how much memory one takes at the largest shape.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import platform
import random
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_info

from contenders import CONTENDERS, SHAPES, Problem, Shape, Step

SECONDS = 6.0
DTYPES = ("float32", "float64")
STATUS = Path("/proc/self/status")


def steps_of(names: Iterable[str], shape: Shape, dtype: str) -> dict[str, Step]:
    return {name: CONTENDERS[name](Problem.of(shape, dtype)) for name in names}


def timed(names: list[str], seconds: float) -> Iterator[dict[str, Any]]:
    """Time each contender once a round, in another order each round."""
    order = random.Random(0)
    for shape in SHAPES:
        for dtype in DTYPES:
            steps = steps_of(names, shape, dtype)
            _check(steps)
            times: dict[str, list[float]] = {name: [] for name in names}
            gc.disable()
            end = time.perf_counter() + seconds
            while time.perf_counter() < end or len(times[names[0]]) < 15:
                for name in order.sample(names, len(names)):
                    started = time.perf_counter()
                    steps[name]()
                    times[name].append(time.perf_counter() - started)
            gc.enable()
            yield {"shape": str(shape), "dtype": dtype, "times": times}


def _check(steps: dict[str, Step]) -> None:
    """Warm up, and see that all that learn do learn the same."""
    losses = {name: [step() for _ in range(5)] for name, step in steps.items()}
    losses.pop("products", None)
    first = next(iter(losses.values()), [])
    for name, values in losses.items():
        if not np.allclose(values, first, rtol=1e-4) or values[0] == values[-1]:
            raise SystemExit(f"{name} computes other losses: {values}, expected {first}")


def memory(name: str) -> dict[str, int]:
    """Return peaks in bytes: of the process, and of the steps beyond what was there before."""
    steps_of([name], SHAPES[0], "float32")[name]()  # so that the code itself is loaded
    found = {}
    for dtype in DTYPES:
        step = steps_of([name], SHAPES[-1], dtype)[name]
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)  # what was freed, but not yet given back
        before = _status("VmRSS")
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak starts anew
        for _ in range(5):
            step()
        peak = _status("VmHWM")
        found[dtype] = {"process": peak, "steps": peak - before}
        del step
        gc.collect()
    return found


def _status(field: str) -> int:
    (line,) = (each for each in STATUS.read_text().splitlines() if each.startswith(field + ":"))
    return 1024 * int(line.split()[1])


def machine() -> dict[str, Any]:
    names = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    libraries = [
        f"{each['internal_api']} {each['version']} ({each['num_threads']} threads"
        + (f", kernel {each['architecture']})" if "architecture" in each else ")")
        for each in threadpool_info()
    ]
    versions = {"Python": platform.python_version(), "numpy": np.__version__}
    if "torch" in sys.modules:
        versions["PyTorch"] = sys.modules["torch"].__version__
    return {
        "processor": f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores",
        "system": platform.platform(),
        "versions": versions,
        "libraries": libraries,
        "load": os.getloadavg()[0],
    }


def main(mode: str, *names: str) -> None:
    load = os.getloadavg()[0]
    if mode == "memory":
        result: Any = memory(*names)
    else:
        result = list(timed(list(names or CONTENDERS), SECONDS if mode == "together" else 2.0))
    print(json.dumps({"result": result, "machine": machine() | {"load": load}}))


if __name__ == "__main__":
    main(*sys.argv[1:])
