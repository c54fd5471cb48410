"""Training over workers, which are threads here: the same numbers, wherever the samples are."""

from __future__ import annotations

import doctest
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask.array as da
import numpy as np
import pytest
from distributed import Client
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import backprop.parallel
from arrays import Array, assert_same
from backprop import SGD, Adam, Dense, Momentum, Network, ReLU, SoftmaxCrossEntropy, SquaredError
from backprop.datasets import Dataset
from backprop.parallel import DataParallel, Placed
from backprop.parallel.lost import Lost
from backprop.precision import NotFiniteError
from networks import OwnDense, OwnLoss, OwnReLU
from workers import BatchNorm, Dropout, Summed

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(61, 4)), RNG.integers(3, size=61)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with DataParallel(network_of(), n_workers=3) as parallel:
        yield parallel._workers.client


def network_of(seed: int = 1) -> Network:
    rng = np.random.default_rng(seed)
    return Network([Dense(4, 8, rng=rng), ReLU(), Dense(8, 3, rng=rng)], SoftmaxCrossEntropy())


def fit(trainer: Any, x: Any = X, y: Any = Y, **changes: Any) -> Any:
    arguments = {"optimizer": Adam(0.01), "epochs": 2, "batch_size": 16, "rng": 3}
    return trainer.fit(x, y, **(arguments | changes))


def bits(network: Network) -> bytes:
    return b"".join(values.tobytes() for values in network.named_parameters().values())


def assert_same_network(ours: Network, wanted: Network, tolerance: float = 1e-12) -> None:
    pairs = zip(ours.named_parameters().values(), wanted.named_parameters().values(), strict=True)
    for one, other in pairs:
        assert_same(one, other, tolerance=tolerance)


class TestNumbers:
    @settings(max_examples=6, phases=[Phase.generate])  # no shrinking: each takes a while
    @given(st.lists(st.integers(0, 9), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
    def test_a_step_is_that_of_one_machine_for_any_split(
        self, client: Client, sizes: list[int], seed: int
    ) -> None:
        sizes[0] += 1
        rng = np.random.default_rng(seed)
        x, y = rng.normal(size=(sum(sizes), 4)), rng.integers(3, size=sum(sizes))
        ours, wanted = network_of(), network_of()
        loss = DataParallel(ours, client).step(
            da.from_array(x, chunks=(tuple(sizes), 4)), da.from_array(y, chunks=2), SGD(0.1)
        )
        assert loss == pytest.approx(wanted.step(x, y, SGD(0.1)), rel=1e-12)
        assert_same_network(ours, wanted)
        pairs = zip(ours.parameters(), wanted.parameters(), strict=True)
        for (_, gradient), (_, expected) in pairs:
            assert_same(gradient, expected, tolerance=1e-12)

    def test_fit_evaluate_and_predict_are_those_of_one_machine(self, client: Client) -> None:
        ours, wanted = network_of(), network_of()
        parallel = DataParallel(ours, client)
        held_out = Dataset(X[:7], Y[:7])
        more: dict[str, Any] = {"validation": held_out, "record_parameters": True}
        found, expected = fit(parallel, **more), fit(wanted, **more)
        assert found is ours.history
        for name in ("loss", "validation_loss"):
            assert getattr(found, name) == pytest.approx(getattr(expected, name), rel=1e-12)
        assert found.accuracy == expected.accuracy
        assert found.validation_accuracy == expected.validation_accuracy
        assert len(found.parameters) == 3
        assert_same_network(ours, wanted)
        assert_same(parallel.predict(X), wanted.predict(X), tolerance=1e-12)
        measured, as_expected = parallel.evaluate(X, Y), wanted.evaluate(X, Y)
        assert measured.loss == pytest.approx(as_expected.loss, rel=1e-12)
        assert measured.accuracy == as_expected.accuracy

    def test_two_runs_give_the_same_bits_however_the_shards_lie(self, client: Client) -> None:
        stored = []
        with DataParallel(network_of(), n_workers=2) as few:
            for parallel in (DataParallel(network_of(), client), few, few):
                parallel.network = network_of()
                x, y = parallel.place(X, Y, n_shards=5)
                history = fit(parallel, x, y)
                stored.append((bits(parallel.network), history.loss))
        assert stored[0] == stored[1] == stored[2]

    def test_a_batch_that_leaves_shards_empty(self, client: Client) -> None:
        ours, wanted = network_of(), network_of()
        parallel = DataParallel(ours, client)
        x, y = parallel.place(X, Y)
        rows = np.array([5, 3, 60])
        parallel.step(x[rows], y[rows], SGD(0.1))
        wanted.step(X[rows], Y[rows], SGD(0.1))
        assert_same_network(ours, wanted)
        assert_same(parallel.predict(x[50:]), wanted.predict(X[50:]), tolerance=1e-12)

    def test_readers_own_parts_that_may_be_split(self, client: Client) -> None:
        def own() -> Network:
            rng = np.random.default_rng(1)
            return Network([OwnDense(4, 8, rng=rng), OwnReLU(), Dense(8, 2, rng=rng)], OwnLoss())

        ours, wanted = own(), own()
        targets = X[:, :2]
        DataParallel(ours, client).step(X, targets, Momentum(0.1))
        wanted.step(X, targets, Momentum(0.1))
        assert_same_network(ours, wanted)


class TestSamples:
    def test_each_worker_holds_its_own_and_no_other(self, client: Client, tmp_path: Path) -> None:
        np.save(tmp_path / "x.npy", X)
        parallel = DataParallel(network_of(), client)
        for x, y in (
            (X, Y),
            (da.from_array(X, chunks=(10, 4)), da.from_array(Y, chunks=10)),
            (str(tmp_path / "x.npy"), Y),
        ):
            inputs, targets = parallel.place(x, y)
            parallel.step(inputs, targets, SGD(0.1))
            fit(parallel, inputs, targets)
            held = client.run(rows_held)
            assert sum(held.values()) == len(X)
            assert max(held.values()) < len(X) / 2

    def test_files_are_read_by_the_workers(self, client: Client, tmp_path: Path) -> None:
        np.save(tmp_path / "x.npy", X)
        np.save(tmp_path / "y.npy", Y)
        for i, rows in enumerate((slice(0, 9), slice(9, 9), slice(9, None))):
            np.savez(tmp_path / f"{i}.npz", inputs=X[rows], digit=Y[rows])
        wanted = network_of()
        fit(wanted)
        for x, y in ((tmp_path / "x.npy", tmp_path / "y.npy"), (tmp_path, "digit")):
            ours = network_of()
            parallel = DataParallel(ours, client)
            fit(parallel, x, y)
            assert_same_network(ours, wanted)
            assert_same(parallel.predict(x), wanted.predict(X), tolerance=1e-12)

    def test_a_npy_file_stays_on_the_disk(self, client: Client, tmp_path: Path) -> None:
        np.save(tmp_path / "x.npy", X)
        inputs, _ = DataParallel(network_of(), client).place(tmp_path / "x.npy", Y)
        assert len(inputs) == len(X)
        assert all(client.run(are_mapped).values())

    def test_what_is_wrong_with_a_file_names_it(self, client: Client, tmp_path: Path) -> None:
        parallel = DataParallel(network_of(), client)
        with pytest.raises(FileNotFoundError, match=r"no\.npy"):
            parallel.predict("no.npy")
        with pytest.raises(FileNotFoundError, match=r"\.npz files"):
            parallel.evaluate(tmp_path, "targets")
        np.savez(tmp_path / "a.npz", inputs=X, t=np.where(Y == 2, 9, Y))
        with pytest.raises(ValueError, match=r"'targets', got inputs, t"):
            parallel.evaluate(tmp_path, "targets")
        with pytest.raises(ValueError, match=r"from 0 to 2, got 9.*a\.npz"):
            parallel.evaluate(tmp_path, "t")
        np.savez(tmp_path / "a.npz", inputs=X[:0], t=Y[:0])
        with pytest.raises(ValueError, match="got none"):
            parallel.evaluate(tmp_path, "t")
        np.save(tmp_path / "x.npy", X)
        with pytest.raises(ValueError, match="61 samples, got 60"):
            parallel.evaluate(tmp_path / "x.npy", Y[1:])
        with pytest.raises(TypeError, match="name of the targets"):
            parallel.evaluate(tmp_path, Y)

    def test_parquet_without_pyarrow_says_what_is_missing(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(ImportError, match="pip install pyarrow"):
            DataParallel(network_of(), client).evaluate("table.parquet", "price")


class TestRefusals:
    @pytest.mark.parametrize(
        ("layer", "loss"),
        [(BatchNorm(), SquaredError()), (Dropout(), SquaredError()), (ReLU(), Summed())],
        ids=["batch norm", "dropout", "sum"],
    )
    def test_what_cannot_be_split(self, client: Client, layer: Any, loss: Any) -> None:
        network = Network([Dense(4, 3, rng=1), layer], loss)
        before = bits(network)
        with pytest.raises(TypeError, match="another gradient than in two parts"):
            DataParallel(network, client).step(X, X[:, :3], SGD(0.1))
        assert bits(network) == before

    def test_what_does_not_belong_together(self, client: Client) -> None:
        parallel = DataParallel(network_of(), client)
        x, y = parallel.place(X, Y)
        other, _ = parallel.place(X, Y)
        for pair in ((y, x), (other, y), (X, y), (x, Y)):
            with pytest.raises(ValueError, match="placed together"):
                parallel.evaluate(*pair)
        with pytest.raises(ValueError, match="expects inputs"):
            parallel.predict(y)
        with pytest.raises(ValueError, match="on these workers"):
            DataParallel(parallel.network, client).evaluate(x, y)
        parallel.network.layers = network_of().layers
        with pytest.raises(ValueError, match="place them again"):
            parallel.evaluate(x, y)

    def test_arrays_are_refused_as_on_one_machine(self, client: Client) -> None:
        parallel = DataParallel(network_of(), client)
        with pytest.raises(ValueError, match=r"\(n_samples, 4\), got \(61, 3\)"):
            parallel.step(X[:, 1:], Y, SGD(0.1))
        block = da.from_array(np.where(X[20, 1] == X, np.nan, X), chunks=(10, 4))
        with pytest.raises(ValueError, match=r"got nan at \[0, 1\]. This is in block 2"):
            parallel.step(block, Y, SGD(0.1))
        with pytest.raises(ValueError, match="61 samples, got 60"):
            parallel.step(block, Y[1:], SGD(0.1))
        unknown = block[block[:, 0] > 0]
        with pytest.raises(ValueError, match="compute_chunk_sizes"):
            parallel.predict(unknown)
        for wrong in (parallel.place, parallel.evaluate):
            with pytest.raises(TypeError, match="expects targets, got None"):
                wrong(X, None)
        with pytest.raises(ValueError, match="that it starts itself"):
            DataParallel(network_of(), client, n_workers=2)
        with pytest.raises(TypeError, match="expects a Network"):
            DataParallel(X, client)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="validation as a Dataset"):
            fit(parallel, validation=3)


class TestEnds:
    def test_a_divergence_leaves_the_last_good_epoch(self, client: Client) -> None:
        ours, wanted = network_of(), network_of()
        for trainer in (DataParallel(ours, client), wanted):
            with pytest.raises(NotFiniteError, match=r"epoch 1.*inputs as large as"):
                fit(trainer, X * 1e200, optimizer=SGD(1e200))
        assert bits(ours) == bits(wanted) == bits(network_of())

    def test_ctrl_c_leaves_the_last_whole_step(self, client: Client) -> None:
        ours, wanted = network_of(), network_of()
        ours.layers = [*ours.layers, Interrupting()]
        Interrupting.at = -1
        parallel = DataParallel(ours, client)
        x, y = parallel.place(X, Y, n_shards=1)
        parallel.step(x, y, SGD(0.1))
        Interrupting.at = 3  # after the measuring before the first epoch and one step
        before = signal.signal(
            signal.SIGINT, signal.default_int_handler
        )  # ignored in the background
        with pytest.raises(KeyboardInterrupt):
            fit(parallel, x, y, optimizer=SGD(0.1), batch_size=None)
        signal.signal(signal.SIGINT, before)
        for _ in range(2):
            wanted.step(X, Y, SGD(0.1))
        assert_same_network(ours, wanted)
        assert ours.history is not None
        assert len(ours.history.epochs) == 1

    def test_workers_that_die_each_time_are_not_asked_for_ever(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        parallel = DataParallel(network_of(), client)
        asked = []

        def lose(*_: Any) -> None:
            asked.append(1)
            raise Lost("it ran out of memory")

        monkeypatch.setattr(parallel._workers, "results", lose)
        with pytest.raises(ConnectionError, match=r"5 times in a row.*out of memory"):
            parallel.step(X, Y, SGD(0.1))
        assert len(asked) == 5
        assert bits(parallel.network) == bits(network_of())

    def test_no_step_can_be_gone_back_over(self, client: Client) -> None:
        network = network_of()
        network.forward(X, Y)
        DataParallel(network, client).step(X, Y, SGD(0.1))
        with pytest.raises(RuntimeError, match="forward pass"):
            network.backward()

    def test_the_bar_says_where_the_dashboard_is(
        self, client: Client, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fit(DataParallel(network_of(), client), progress=True)
        printed = capsys.readouterr()
        assert client.dashboard_link in printed.err
        assert "epoch 2 of 2" in printed.err
        assert not printed.out


def test_the_example_of_the_package_runs() -> None:
    result = doctest.testmod(backprop.parallel)
    assert result.attempted > 0
    assert result.failed == 0


class TestTheExtra:
    def test_the_package_does_without_dask(self) -> None:
        program = (
            "import sys, backprop, backprop.parallel; "
            "print({'dask', 'distributed'} & sys.modules.keys())"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
        assert done.stdout.strip() == b"set()"

    def test_without_dask_the_error_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delitem(sys.modules, "backprop.parallel.workers", raising=False)
        monkeypatch.setitem(sys.modules, "distributed", None)
        with pytest.raises(ImportError, match="pip install distributed"):
            DataParallel(network_of())


class Interrupting:
    """A layer that changes nothing, and presses Ctrl-C when it is called for the nth time."""

    at = -1

    def forward(self, inputs: Array) -> Array:
        Interrupting.at -= 1
        if Interrupting.at == 0:
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        return inputs

    def backward(self, dvalues: Array) -> Array:
        return dvalues


def rows_held(dask_worker: Any) -> int:
    """How many rows of samples a worker has, in whatever form."""
    return sum(
        len(getattr(value, "inputs", value))
        for value in dask_worker.data.values()
        if hasattr(value, "inputs") or isinstance(value, np.ndarray)
    )


def are_mapped(dask_worker: Any) -> bool:
    """Whether the inputs that a worker has are views of a file."""
    held = [each.inputs for each in dask_worker.data.values() if hasattr(each, "inputs")]
    return bool(held) and all(isinstance(_root(inputs), np.memmap) for inputs in held)


def _root(array: Any) -> Any:
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def test_placed_says_what_it_is(client: Client) -> None:
    x, y = DataParallel(network_of(), client).place(X, Y)
    assert isinstance(x, Placed)
    assert repr(x) == "61 inputs in 3 shards"
    assert len(y[np.arange(5)][1:]) == 4
