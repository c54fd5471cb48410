"""Run the benchmark and write RESULTS.md: `make bench`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# Settings that make numpy's BLAS run code for another processor than this one.
MISLEADING = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
ALONE = ("ours", "PyTorch", "naive", "products")
SMALL, MIDDLE, LARGE = ("300×2–64–3", "506×13–5–3"), "128×784–128–10", "1024×784–1024–10"


def measured(*arguments: str, threads: int | None) -> dict[str, Any]:
    """Measure in a new process: two thread pools in one would spin against each other."""
    environment = {k: v for k, v in os.environ.items() if k not in (*THREADS, *MISLEADING)}
    if threads:
        environment |= dict.fromkeys(THREADS, str(threads))
    print("Measuring:", *arguments, f"({threads or 'all'} threads) ...", flush=True)
    command = [sys.executable, str(HERE / "measure.py"), *arguments]
    output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
    return json.loads(output)


def ratio(times: dict[str, list[float]], name: str, to: str) -> float:
    """Return the median of the ratios of two steps of the same round."""
    return median(ours / other for ours, other in zip(times[name], times[to], strict=True))


def written(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e6:.0f} µs" if seconds < 1e-3 else f"{seconds * 1e3:.2f} ms"


def table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def aim_of(shape: str, times: dict[str, list[float]]) -> str:
    if shape == LARGE:
        found, limit, to = ratio(times, "ours", "products"), 1.1, "products"
    else:
        found, limit = ratio(times, "ours", "PyTorch"), 0.4 if shape in SMALL else 0.7
        to = "PyTorch"
    verdict = "met" if round(found, 2) <= limit else "missed"
    if verdict == "missed" and to == "PyTorch":
        verdict += f" (the products alone take {ratio(times, 'products', to):.2f})"
    return f"≤ {limit} of {to}: {found:.2f}, {verdict}"


def together(rounds: list[dict[str, Any]]) -> str:
    names = list(rounds[0]["times"])
    others = [name for name in names if name != "PyTorch"]
    medians, ratios = [], []
    for each in rounds:
        times, label = each["times"], [each["shape"], each["dtype"]]
        medians.append([*label, *(written(median(times[name])) for name in names)])
        to_pytorch = [f"{ratio(times, name, 'PyTorch'):.2f}" for name in others]
        to_products = f"{ratio(times, 'ours', 'products'):.2f}"
        ratios.append([*label, *to_pytorch, to_products, aim_of(each["shape"], times)])
    header = [*(f"{name} / PyTorch" for name in others), "ours / products", "aim"]
    return (
        table(["shape", "type", *names], medians) + "\n" + table(["shape", "type", *header], ratios)
    )


def alone(found: dict[str, list[dict[str, Any]]]) -> str:
    rows = []
    for index, first in enumerate(found["ours"]):
        medians = {name: median(found[name][index]["times"][name]) for name in found}
        row = [first["shape"], first["dtype"], *map(written, medians.values())]
        rows.append([*row, f"{medians['ours'] / medians['PyTorch']:.2f}"])
    return table(["shape", "type", *found, "ours / PyTorch"], rows)


def memory(found: dict[str, dict[str, Any]]) -> str:
    rows = []
    for dtype in ("float32", "float64"):
        for part, what in (("steps", "beyond network and data"), ("process", "whole process")):
            sizes = [found[name][dtype][part] / 2**20 for name in found]
            verdict = "met" if sizes[0] <= sizes[1] else "missed"
            rows.append([dtype, what, *(f"{size:.1f} MiB" for size in sizes), verdict])
    return table(["type", "peak", *found, "aim: ours ≤ PyTorch"], rows)


def main() -> None:
    single = measured("together", threads=1)
    every = {name: measured("alone", name, threads=None) for name in ALONE}
    peaks = {name: measured("memory", name, threads=1) for name in ("ours", "PyTorch", "naive")}
    machine = single["machine"]
    text = (HERE / "preface.md").read_text(encoding="utf-8")
    text += "\n## One thread each, in turns\n\n" + together(single["result"])
    text += "\n## Each alone, on all cores\n\n"
    text += alone({name: found["result"] for name, found in every.items()})
    text += f"\n## Memory at {LARGE}\n\n"
    text += memory({name: found["result"] for name, found in peaks.items()})
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    text += f"\n## Machine\n\n- {machine['processor']}; {machine['system']}\n- {versions}\n"
    text += "".join(f"- {library}\n" for library in machine["libraries"])
    load = max(each["machine"]["load"] for each in (single, *every.values(), *peaks.values()))
    text += (
        f"- load of the machine before a measurement: {machine['load']:.1f}; at most {load:.1f}\n"
    )
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
