"""What goes wrong among machines: worker processes are killed, and a scheduler is gone.

No test waits for a certain time: the longest that one may take is bounded by ``patience``.
"""

from __future__ import annotations

import logging
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from distributed import Client, LocalCluster

import backprop
from backprop import Adam, Dense, Network, ReLU, SoftmaxCrossEntropy
from backprop.optimizers import Optimizer
from backprop.parallel import DataParallel
from workers import Deadly, workers

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(61, 4)), RNG.integers(3, size=61)


@pytest.fixture
def scheduler() -> Iterator[LocalCluster]:
    """A scheduler without workers: each test starts its own, to kill them."""
    with LocalCluster(
        n_workers=0, processes=True, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL
    ) as cluster:
        yield cluster


class AfterThreeSteps(Optimizer):
    """Adam, with a deed after its third step, in the middle of the first epoch."""

    def __init__(self, deed: Any) -> None:
        super().__init__(0.01)
        self.adam, self.deed, self.steps = Adam(0.01), deed, 0

    def step(self, parameters: Any) -> None:
        self.adam.step(parameters)
        self.steps += 1
        if self.steps == 3:
            self.deed()

    def _update(self, *_: Any) -> None:
        raise NotImplementedError


def network_of(file: Path) -> Network:
    rng = np.random.default_rng(1)
    layers = [Dense(4, 8, rng=rng), Deadly(file), ReLU(), Dense(8, 3, rng=rng)]
    return Network(layers, SoftmaxCrossEntropy())


def bits(network: Network) -> bytes:
    return b"".join(values.tobytes() for values in network.named_parameters().values())


def started(scheduler: LocalCluster, n: int) -> Client:
    client = Client(scheduler, set_as_default=False)
    client.wait_for_workers(n)
    return client


def test_killed_in_mid_step_nothing_is_lost_then_all_are_gone(
    scheduler: LocalCluster, tmp_path: Path
) -> None:
    file, x_file = tmp_path / "kill", tmp_path / "x.npy"
    np.save(x_file, X)
    address = scheduler.scheduler_address
    with workers(address, tmp_path, 3) as processes, started(scheduler, 3) as client:
        fits = []
        for x, deed, n_killed in ((X, int, 0), (X, file.touch, 1), (x_file, file.touch, 2)):
            network = network_of(file)
            parallel = DataParallel(network, client, patience=3)
            placed = parallel.place(x, Y, n_shards=3)
            history = parallel.fit(*placed, AfterThreeSteps(deed), 2, 16, rng=3)
            fits.append((bits(network), history.loss))
            ended = [process.poll() for process in processes]
            assert ended.count(-signal.SIGKILL) == n_killed
            assert ended.count(None) == 3 - n_killed
        assert fits[0] == fits[1] == fits[2]

        def kill_all() -> None:
            before.append(bits(network))
            for process in processes:
                process.kill()

        before: list[bytes] = []
        with pytest.raises(ConnectionError, match=r"none was there for 3 seconds\. .*whole step"):
            parallel.fit(*placed, AfterThreeSteps(kill_all), 2, 16, rng=3)
        assert bits(network) == before[0]
        assert network.history is not None
        assert len(network.history.epochs) == 1


def test_a_scheduler_that_goes_away(scheduler: LocalCluster, tmp_path: Path) -> None:
    network = network_of(tmp_path / "kill")
    address = scheduler.scheduler_address
    before: list[bytes] = []

    def stop() -> None:
        before.append(bits(network))
        scheduler.close()

    with workers(address, tmp_path, 1), DataParallel(network, address, patience=20) as parallel:
        parallel._workers.patience = 1
        with pytest.raises(ConnectionError, match="nor their scheduler"):
            parallel.fit(X, Y, AfterThreeSteps(stop), 2, 16, rng=3)
    assert bits(network) == before[0]


def test_processes_of_this_machine_leave_ctrl_c_to_the_one_that_trains(tmp_path: Path) -> None:
    ours, wanted = (network_of(tmp_path / "kill") for _ in range(2))
    with DataParallel(ours, n_workers=1, processes=True) as parallel:
        (pid,) = parallel._workers.client.run(os.getpid).values()
        assert pid != os.getpid()
        os.kill(pid, signal.SIGINT)
        loss = parallel.step(X, Y, Adam(0.01))
        assert list(parallel._workers.client.run(os.getpid).values()) == [pid]
        assert all(gradient.flags.writeable for _, gradient in ours.parameters())
    assert loss == pytest.approx(wanted.step(X, Y, Adam(0.01)))
    assert not psutil.pid_exists(pid)


def test_a_scheduler_that_nobody_is(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError, match=r"tcp://127\.0\.0\.1:9, none answered in 0\.5"):
        DataParallel(network_of(tmp_path), "tcp://127.0.0.1:9", patience=0.5)


def test_a_worker_with_another_version_is_refused_with_both(
    scheduler: LocalCluster, tmp_path: Path
) -> None:
    ours = re.escape(backprop.__version__)
    other = tmp_path / "other_version.py"
    other.write_text("import backprop\nbackprop.__version__ = '0.0.7'\n", encoding="utf-8")
    address = scheduler.scheduler_address
    with (
        workers(address, tmp_path, 1),
        workers(address, tmp_path, 1, preload=str(other)),
        started(scheduler, 2) as client,
        pytest.raises(RuntimeError, match=rf"{ours} on each worker.* backprop 0\.0\.7 on tcp"),
    ):
        DataParallel(network_of(tmp_path), client)
