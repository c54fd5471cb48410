"""Networks that are stored and read again; files that are damaged or something else."""

from __future__ import annotations

import errno
import json
import os
import pickle
import re
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest

from arrays import PRECISIONS, assert_same, dense
from backprop import (
    CategoricalCrossEntropy,
    Linear,
    Network,
    ReLU,
    Sigmoid,
    SigmoidCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
)
from networks import OwnDense, OwnLoss, OwnReLU

X = [[1.0, -2.0], [0.5, 3.0]]


def example(dtype: Any = float) -> Network:
    rng = np.random.default_rng(1)
    return Network(
        [dense(rng, 2, 3, dtype), ReLU(), dense(rng, 3, 2, dtype)], SoftmaxCrossEntropy()
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "network.npz"
    example().save(file)
    return file


@pytest.mark.parametrize("dtype", PRECISIONS)
@pytest.mark.parametrize("kind", [Linear, ReLU, Sigmoid, Tanh, Softmax])
@pytest.mark.parametrize(
    "loss", [SquaredError, CategoricalCrossEntropy, SoftmaxCrossEntropy, SigmoidCrossEntropy]
)
def test_what_is_read_is_what_was_stored(tmp_path: Path, loss: Any, kind: Any, dtype: Any) -> None:
    rng = np.random.default_rng(2)
    last = dense(rng, 3, 1 if loss is SigmoidCrossEntropy else 2, dtype)
    network = Network([dense(rng, 2, 3, dtype), kind(), last], loss())
    network.save(str(tmp_path / "any name"))
    assert [file.name for file in tmp_path.iterdir()] == ["any name"]
    read = Network.load(tmp_path / "any name")
    assert repr(read) == repr(network)
    assert read.dtype == dtype
    assert_same(read.predict(X), network.predict(X), tolerance=0)
    for name, array in network.named_parameters().items():
        assert_same(read.named_parameters()[name], array, tolerance=0)


def test_no_pickle_inside(path: Path) -> None:
    with np.load(path, allow_pickle=False) as arrays:
        assert sorted(arrays.files) == ["0.biases", "0.weights", "2.biases", "2.weights", "about"]
        for name in arrays.files:
            assert arrays[name].dtype.kind in "fU"


@pytest.mark.parametrize(
    ("layers", "loss", "says"),
    [
        ([OwnReLU()], SquaredError(), r"layers of this package, got OwnReLU\(\)"),
        ([OwnDense(2, 2)], SquaredError(), r"layers of this package, got Dense\(2, 2\)"),
        ([ReLU()], OwnLoss(), r"a loss of this package, got OwnLoss\(\)"),
    ],
)
def test_readers_own_are_not_stored(path: Path, layers: Any, loss: Any, says: str) -> None:
    before = path.read_bytes()
    with pytest.raises(TypeError, match=f"Network.save expects {says}"):
        Network(layers, loss).save(path)
    assert path.read_bytes() == before


class TestAtomic:
    def test_a_folder_that_takes_no_file_is_named(self, path: Path, monkeypatch: Any) -> None:
        def refused(*_: Any) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr("pathlib.Path.open", refused)
        says = "Network.save cannot write there: Permission denied"
        with pytest.raises(PermissionError, match=says) as error:
            example().save(path)
        assert error.value.filename == str(path)

    @pytest.mark.parametrize("fails", ["numpy.savez", "os.fsync", "pathlib.Path.replace"])
    def test_a_save_that_fails_leaves_the_old_file(
        self, path: Path, fails: str, monkeypatch: Any
    ) -> None:
        def full(*_: Any, **__: Any) -> None:
            raise OSError("No space left on device")

        before = path.read_bytes()
        other = example()
        other.layers[0].weights = 2 * other.layers[0].weights
        with monkeypatch.context() as patch:
            patch.setattr(fails, full)
            with pytest.raises(OSError, match="No space"):
                other.save(path)
        assert path.read_bytes() == before
        assert list(path.parent.iterdir()) == [path]
        other.save(path)
        assert path.read_bytes() != before

    def test_the_name_appears_when_all_is_written(self, path: Path, monkeypatch: Any) -> None:
        target, seen = path.with_name("new.npz"), []
        fsync = os.fsync
        monkeypatch.setattr(os, "fsync", lambda file: (seen.append(target.exists()), fsync(file)))
        example().save(target)
        assert seen == [False]
        assert target.exists()

    def test_a_link_stays_a_link(self, path: Path) -> None:
        link = path.with_name("link")
        link.symlink_to(path.name)
        example(np.float32).save(link)
        assert link.is_symlink()
        assert Network.load(path).dtype == np.float32


class TestManySaves:
    """What else befalls a path that is saved to."""

    def test_two_at_once(self, path: Path) -> None:
        networks = [example(), example()]
        networks[1].layers[0].weights = 2 * networks[1].layers[0].weights
        wanted = {each.predict(X).tobytes() for each in networks}
        failed: list[Exception] = []

        def again(act: Callable[[], object]) -> None:
            try:
                for _ in range(40):
                    act()
            except Exception as error:
                failed.append(error)

        def read() -> None:
            assert Network.load(path).predict(X).tobytes() in wanted

        acts: list[Callable[[], object]] = [partial(each.save, path) for each in networks]
        threads = [Thread(target=again, args=(act,)) for act in [*acts, read]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
    def test_the_mode_of_the_old_file_is_kept(self, path: Path, mode: int) -> None:
        path.chmod(mode)
        example().save(path)
        assert stat.S_IMODE(path.stat().st_mode) == mode

    def test_a_new_file_has_the_usual_mode(self, tmp_path: Path) -> None:
        usual = tmp_path / "usual"
        usual.touch()
        example().save(tmp_path / "new")
        assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode

    @pytest.mark.parametrize("mode", [0o444, 0o555])
    def test_a_protected_file_is_refused(self, path: Path, mode: int) -> None:
        before = path.read_bytes()
        path.chmod(mode)
        with pytest.raises(PermissionError, match=re.escape(str(path))):
            example(np.float32).save(path)
        assert path.read_bytes() == before
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize(
        ("place", "error"),
        [
            ("no folder/net.npz", FileNotFoundError),
            ("file/net.npz", OSError),
            ("folder", IsADirectoryError),
            ("pipe", FileExistsError),
        ],
    )
    def test_the_error_names_the_path_that_was_given(
        self, tmp_path: Path, place: str, error: type[OSError], monkeypatch: Any
    ) -> None:
        (tmp_path / "file").touch()
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe")
        monkeypatch.chdir(tmp_path)
        with pytest.raises(error) as refused:
            example().save(place)
        assert refused.value.filename == place
        assert "Network.save expects" in str(refused.value)
        assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder", "pipe"]

    def test_a_long_name(self, tmp_path: Path) -> None:
        name = 246 * "n" + ".npz"
        example().save(tmp_path / name)
        assert [each.name for each in tmp_path.iterdir()] == [name]
        Network.load(tmp_path / name)


def assert_no_network(path: Path, says: str = "") -> None:
    expects = f"Network.load expects a file that Network.save has written, got {str(path)!r}: "
    with pytest.raises(ValueError, match=f"^{re.escape(expects)}.*{says}"):
        Network.load(path)


class TestDamaged:
    def test_cut_anywhere(self, path: Path) -> None:
        whole = path.read_bytes()
        for length in range(0, len(whole), 7):
            path.write_bytes(whole[:length])
            assert_no_network(path)

    def test_any_byte_changed_is_an_error_or_harmless(self, path: Path) -> None:
        whole, wanted = path.read_bytes(), example().predict(X)
        refused = 0
        for at in range(len(whole)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
            try:
                read = Network.load(path)
            except ValueError as error:
                refused += 1
                assert "Network.load expects" in str(error)  # noqa: PT017
            else:
                assert np.array_equal(read.predict(X), wanted)
        assert refused > len(whole) / 2

    @pytest.mark.parametrize(
        "content", [b"", b"PK", b"text", b"\x93NUMPY\x01\x00", b"PK\5\6" + 18 * b"\0"]
    )
    def test_foreign(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        assert_no_network(path)

    def test_a_pickle_is_not_run(self, path: Path) -> None:
        class Bomb:
            def __reduce__(self) -> Any:
                return os.mkdir, (str(path.parent / "run"),)

        np.savez(path, about=np.array(Bomb(), dtype=object))
        assert_no_network(path, "allow_pickle=False")
        path.write_bytes(pickle.dumps(Bomb()))
        assert_no_network(path)
        assert not (path.parent / "run").exists()

    def test_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            Network.load(tmp_path / "none.npz")


LAYER = {"kind": "Dense", "n_inputs": 2, "n_neurons": 3, "dtype": "float64"}
GOOD = {"format": "backprop network 1", "layers": [LAYER], "loss": "SquaredError"}
ARRAYS = {"0.weights": np.ones((2, 3)), "0.biases": np.ones((1, 3))}


class TestForeign:
    def write(self, path: Path, about: Any, **arrays: Any) -> Path:
        np.savez(path, about=np.array(json.dumps(about)), **(ARRAYS | arrays))
        return path

    def test_good(self, path: Path) -> None:
        assert Network.load(self.write(path, GOOD)).predict([[1, 2]]).tolist() == [[4, 4, 4]]

    @pytest.mark.parametrize(
        ("about", "says"),
        [
            ([], "not of the format"),
            ({}, "not of the format"),
            (GOOD | {"format": "backprop network 2"}, "not of the format"),
            ({"format": GOOD["format"]}, "layers"),
            (GOOD | {"layers": [{"kind": "Conv"}]}, "Conv"),
            (GOOD | {"layers": [{}]}, "kind"),
            (GOOD | {"layers": [3]}, ""),
            (GOOD | {"layers": 3}, ""),
            (GOOD | {"layers": []}, "more than a network: 0.weights, 0.biases"),
            (GOOD | {"layers": [LAYER | {"n_inputs": 3}]}, r"shape \(3, 3\), got \(2, 3\)"),
            (GOOD | {"layers": [LAYER | {"n_inputs": "2"}]}, "whole number"),
            (GOOD | {"layers": [LAYER | {"dtype": "int8"}]}, "float32 or float64"),
            (GOOD | {"layers": [LAYER | {"dtype": "float32"}]}, "are float64, not float32"),
            (GOOD | {"layers": [LAYER, LAYER]}, "1.weights"),
            (GOOD | {"loss": "Hinge"}, "Hinge"),
            (GOOD | {"loss": []}, ""),
        ],
    )
    def test_another_description(self, path: Path, about: Any, says: str) -> None:
        assert_no_network(self.write(path, about), says)

    @pytest.mark.parametrize(
        ("name", "values", "says"),
        [
            ("0.weights", np.ones((3, 2)), r"shape \(2, 3\), got \(3, 2\)"),
            ("0.biases", np.full((1, 3), np.nan), "finite float64 numbers, got nan"),
            ("0.biases", np.ones((1, 3), int), "are int64, not float64"),
            ("extra", np.ones(1), "more than a network: extra"),
        ],
    )
    def test_other_arrays(self, path: Path, name: str, values: Any, says: str) -> None:
        assert_no_network(self.write(path, GOOD, **{name: values}), says)

    def test_no_network(self, path: Path) -> None:
        np.savez(path, weights=np.ones(3))
        assert_no_network(path, "it holds no network")

    def test_layers_that_do_not_fit(self, path: Path) -> None:
        second = LAYER | {"n_inputs": 2}
        more = {f"1.{name[2:]}": array for name, array in ARRAYS.items()}
        assert_no_network(self.write(path, GOOD | {"layers": [LAYER, second]}, **more), "sizes fit")
