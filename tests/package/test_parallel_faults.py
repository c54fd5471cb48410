"""What goes wrong among machines: worker processes are killed, and a scheduler is gone.

No test waits for a certain time: the longest that one may take is bounded by ``patience``.
"""

from __future__ import annotations

import logging
import os
import re
import resource
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask.array as da
import numpy as np
import pytest
from distributed import Client, LocalCluster

import backprop
from backprop import Adam, Dense, Network, ReLU, SoftmaxCrossEntropy, SquaredError
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


@pytest.fixture(scope="module")
def processes() -> Iterator[DataParallel]:
    """Two worker processes of this machine."""
    with DataParallel(Network([Dense(1, 1)], SquaredError()), n_workers=2, processes=True) as two:
        yield two


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
            history = parallel.fit(*placed, AfterThreeSteps(deed), 1, 16, rng=3)
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
            parallel.fit(*placed, AfterThreeSteps(kill_all), 1, 16, rng=3)
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

    with workers(address, tmp_path, 1), DataParallel(network, address, patience=60) as parallel:
        parallel._workers.patience = 1
        with pytest.raises(ConnectionError, match="nor their scheduler"):
            parallel.fit(X, Y, AfterThreeSteps(stop), 1, 16, rng=3)
    assert bits(network) == before[0]


def test_processes_of_this_machine_leave_ctrl_c_to_the_one_that_trains(
    processes: DataParallel, tmp_path: Path
) -> None:
    ours, wanted = (network_of(tmp_path / "kill") for _ in range(2))
    processes.network = ours
    run = processes._workers.client.run
    pids = run(os.getpid)
    assert len({os.getpid(), *pids.values()}) == 3
    for pid in pids.values():
        os.kill(pid, signal.SIGINT)
    loss = processes.step(X, Y, Adam(0.01))
    assert run(os.getpid) == pids
    assert loss == pytest.approx(wanted.step(X, Y, Adam(0.01)))
    assert all(gradient.flags.writeable for _, gradient in ours.parameters())


def test_nobody_ever_has_all_of_a_large_array(processes: DataParallel) -> None:
    network = processes.network = Network([Dense(100, 1, rng=0)], SquaredError())
    run = processes._workers.client.run
    before, before_here = run(peak), peak()
    x = da.random.default_rng(0).normal(size=(200_000, 100), chunks=(10_000, 100))
    placed = processes.place(x, x[:, :1])
    processes.step(*placed, Adam(0.01))
    rows = np.arange(0, len(x), 100)
    processes.step(placed[0][rows], placed[1][rows], Adam(0.01))
    grown = [now - was for now, was in zip(run(peak).values(), before.values(), strict=True)]
    assert 0.3 * x.nbytes < max(grown) < 0.8 * x.nbytes
    assert peak() - before_here < 0.3 * x.nbytes
    assert network.layers[0].dweights.shape == (100, 1)


def peak() -> int:
    """How many bytes a process had at most; on Linux its maxrss would be that of its parent too."""
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


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
