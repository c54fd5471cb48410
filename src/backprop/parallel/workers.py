"""The workers, by way of a Dask client: who is there, and what they answer."""

from __future__ import annotations

import importlib.util
import logging
import pkgutil
import time
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from typing import Any

from dask.system import CPU_COUNT
from distributed import Client, Future, KilledWorker, LocalCluster

from backprop.parallel.lost import Lost

__all__ = ["Workers"]

VERSION = "backprop:__version__"
# Ctrl-C in a terminal goes to all processes; it is meant for the one that trains.
OF_PROCESSES = {"preload": "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"}
OF_THREADS = {"memory_limit": 0}  # they share one memory, which is not theirs to watch
TICK = 1.0  # seconds after which to look whether those who were asked are still there


class Workers:
    """Whoever computes: each task goes to the worker that has the samples, and to no other."""

    def __init__(
        self, client: Any, *, n_workers: int | None, processes: bool, patience: float
    ) -> None:
        self.patience = patience
        self.known: set[str] = set()
        self.cluster: LocalCluster | None = None
        self.is_ours = not isinstance(client, Client)
        if client is None:
            self.cluster = client = _started(n_workers or CPU_COUNT, processes)
        self.client = self._connected(client) if self.is_ours else client
        if self.client.asynchronous:
            raise TypeError("DataParallel expects a Dask client that waits, got another.")
        try:
            self.addresses()
        except BaseException:
            self.close()
            raise

    def _connected(self, where: Any) -> Client:
        try:
            return Client(where, timeout=self.patience, set_as_default=False)
        except OSError as error:
            raise ConnectionError(
                f"DataParallel expects a Dask scheduler at {where}, none answered in "
                f"{self.patience:g} seconds: is it running, and is this its address?"
            ) from error

    @property
    def dashboard(self) -> str | None:
        """The address of Dask's dashboard; None where none runs."""
        services = self.client.scheduler_info()["services"]
        if "dashboard" not in services:
            return None
        if self.cluster is None:
            return str(self.client.dashboard_link)
        if importlib.util.find_spec("bokeh") is None:  # without it there is an empty page
            return None
        return f"http://127.0.0.1:{services['dashboard']}/status"

    def close(self) -> None:
        """Let go what was started here."""
        if self.is_ours:
            self.client.close()
        if self.cluster is not None:
            self.cluster.close()

    def addresses(self) -> list[str]:
        """Return who is there, in a fixed order; wait for somebody, but not for ever.

        Raises
        ------
        ConnectionError
            If nobody is there for as long as patience lasts.
        RuntimeError
            If somebody has another version of this package.
        """
        end = time.monotonic() + self.patience
        while True:
            there = self._there()
            self._refuse_other_versions(there - self.known)
            if there & self.known:
                return sorted(there & self.known)
            if time.monotonic() > end:
                raise ConnectionError(
                    f"DataParallel expects workers, none was there for {self.patience:g} seconds"
                    + ("" if self.client.status == "running" else ", nor their scheduler")
                    + ". The network is as the last whole step left it."
                )
            time.sleep(0.1)

    def _there(self) -> set[str]:
        if self.client.status != "running":
            return set()
        try:
            return set(self.client.nthreads())
        except (OSError, AttributeError):  # the scheduler went away just now
            return set()

    def _refuse_other_versions(self, new: set[str]) -> None:
        if not new:
            return
        ours = pkgutil.resolve_name(VERSION)
        found = self.client.run(
            pkgutil.resolve_name, VERSION, workers=sorted(new), on_error="return"
        )
        for address, version in found.items():
            if isinstance(version, OSError):
                continue  # gone already
            if version != ours:
                has = f"backprop {version}" if isinstance(version, str) else "none"
                raise RuntimeError(
                    f"DataParallel expects backprop {ours} on each worker, as "
                    f"here, got {has} on {address}: install the same version there."
                )
            self.known.add(address)

    def keep(self, value: object, owner: str) -> Future[Any]:
        """Bring a value to a worker."""
        return self._asked(self.client.scatter, value, workers=[owner], hash=False)

    def submit(self, owner: str, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Have a worker call a function."""
        return self._asked(self.client.submit, function, *arguments, workers=[owner], pure=False)

    def compute(self, owner: str, block: Any) -> Future[Any]:
        """Have a worker compute a block of a ``dask.array``."""
        return self._asked(self.client.compute, block, workers=[owner])

    def ask_anybody(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Have one of the workers call a function, and return what it returns."""
        owner = self.addresses()[0]
        return self._result(self.submit(owner, function, *arguments), {owner})

    def _asked(self, ask: Callable[..., Any], *arguments: Any, **named: Any) -> Future[Any]:
        try:
            future: Future[Any] = ask(*arguments, **named)
        except (OSError, KeyError) as error:  # the worker's connection, or its name, is gone
            raise Lost(f"{error!r}") from error
        except Exception as error:  # Dask's own, of a client whose scheduler is gone
            if self.client.status == "running":
                raise
            raise Lost("the scheduler is gone") from error
        return future

    def results(self, futures: Iterable[Future[Any]], owners: set[str]) -> list[Any]:
        """Return what was asked of these workers; raise ``Lost`` if one of them is gone."""
        return [self._result(future, owners) for future in futures]

    def _result(self, future: Future[Any], owners: set[str]) -> Any:
        seconds = TICK
        try:
            while True:
                try:
                    future.exception(timeout=TICK)  # waits, and brings nothing yet
                    return future.result(timeout=seconds)
                except TimeoutError:
                    if future.status == "error":
                        raise
                    if not owners <= self._there():
                        raise Lost("a worker is gone") from None
                    seconds *= 2  # what is large takes time to come
        except (CancelledError, KilledWorker) as error:
            raise Lost(str(error)) from error


def _started(n_workers: int, processes: bool) -> LocalCluster:
    with warnings.catch_warnings():  # a machine without a network has its loopback all the same
        warnings.filterwarnings("ignore", "Couldn't detect a suitable IP address", RuntimeWarning)
        return LocalCluster(
            n_workers=n_workers,
            threads_per_worker=1,
            processes=processes,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            **(OF_PROCESSES if processes else OF_THREADS),
        )
