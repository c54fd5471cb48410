"""How much of the machine other programs took while something was measured."""

from __future__ import annotations

import os
import time

import psutil

LITTLE = 0.1  # of a core, which a machine at rest takes for itself


def _busy() -> float:
    """Return the seconds that all cores have worked."""
    times = psutil.cpu_times()._asdict()
    return float(sum(times.values()) - sum(times.get(idle, 0.0) for idle in ("idle", "iowait")))


def _own() -> float:
    """Return the seconds that this process has worked, and those it started that have ended."""
    return sum(os.times()[:4])


class OtherPrograms:
    """From here on, how many cores others keep busy."""

    def __init__(self) -> None:
        self.start = time.perf_counter(), _busy() - _own()

    def cores(self) -> float:
        """Return the mean since the start, once all that this process started has ended."""
        since, others = self.start
        return max(0.0, (_busy() - _own() - others) / (time.perf_counter() - since))
