"""Training that is interrupted, copied, stored or looked at goes on as if nothing had been."""

from __future__ import annotations

import copy
import gc
import json
import pickle
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from arrays import Array
from backprop import (
    SGD,
    Adam,
    Dense,
    Momentum,
    Network,
    ReLU,
    Sigmoid,
    SoftmaxCrossEntropy,
    SquaredError,
    check_gradients,
)
from backprop.datasets import spiral
from backprop.optimizers import Optimizer
from networks import OwnReLU

DATA = spiral(20, 2, rng=np.random.default_rng(0))
MAKERS: dict[str, Callable[[], Optimizer]] = {
    "SGD": lambda: SGD(0.1, decay=0.1),
    "Momentum": lambda: Momentum(0.1),
    "Nesterov": lambda: Momentum(0.1, nesterov=True),
    "Adam": lambda: Adam(0.1),
}
every_optimizer = pytest.mark.parametrize("kind", MAKERS)


def classifier(between: Any = None, dtype: Any = float) -> Network:
    rng = np.random.default_rng(1)
    layers = [Dense(2, 5, rng=rng, scale=0.5, dtype=dtype), between or ReLU()]
    layers += [Dense(5, 2, rng=rng, scale=0.5, dtype=dtype)]
    return Network(layers, SoftmaxCrossEntropy())


def train(network: Network, optimizer: Optimizer, n_steps: int) -> None:
    for _ in range(n_steps):
        network.step(DATA.inputs, DATA.targets, optimizer)


def numbers_of(network: Network) -> bytes:
    return b"".join(array.tobytes() for array in network.named_parameters().values())


def uninterrupted(kind: str, n_steps: int, **changes: Any) -> bytes:
    network = classifier(**changes)
    train(network, MAKERS[kind](), n_steps)
    return numbers_of(network)


def stored_and_read(network: Network, optimizer: Optimizer, path: Path) -> Any:
    network.save(path, optimizer)
    return Network.load_with_optimizer(path)


WAYS: dict[str, Callable[[Network, Optimizer, Path], Any]] = {
    "deepcopy": lambda network, optimizer, _: copy.deepcopy((network, optimizer)),
    "deepcopy, the optimizer first": lambda network, optimizer, _: copy.deepcopy(
        (optimizer, network)
    )[::-1],
    "pickle": lambda network, optimizer, _: pickle.loads(pickle.dumps((network, optimizer))),
    "pickle, the optimizer first": lambda network, optimizer, _: pickle.loads(
        pickle.dumps((optimizer, network))
    )[::-1],
    "save and load": stored_and_read,
}


@every_optimizer
class TestCopies:
    @pytest.mark.parametrize("way", WAYS)
    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_go_on_to_the_last_bit(self, kind: str, way: str, dtype: Any, tmp_path: Path) -> None:
        network, optimizer = classifier(dtype=dtype), MAKERS[kind]()
        train(network, optimizer, 3)
        other, others = WAYS[way](network, optimizer, tmp_path / "stored")
        train(other, others, 4)
        assert numbers_of(other) == uninterrupted(kind, 7, dtype=dtype)
        train(network, optimizer, 4)  # and the original too
        assert numbers_of(network) == uninterrupted(kind, 7, dtype=dtype)

    @pytest.mark.parametrize("way", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
    def test_a_copy_alone_knows_no_array(self, kind: str, way: Any) -> None:
        optimizer, fresh = MAKERS[kind](), MAKERS[kind]()
        a = np.zeros((1, 3))
        optimizer.step([(a, np.ones((1, 3)))])
        alone = way(optimizer)
        del a, optimizer
        for _ in range(50):  # one of them may get the place of the array that is gone
            b, c = np.zeros((1, 3)), np.zeros((1, 3))
            alone.step([(b, np.ones((1, 3)))])
            fresh.reset()
            fresh.step([(c, np.ones((1, 3)))])
            assert b.tolist() == c.tolist()
            alone.reset()

    def test_a_shallow_copy_goes_its_own_way(self, kind: str) -> None:
        network, optimizer = classifier(), MAKERS[kind]()
        train(network, optimizer, 3)
        other = copy.copy(optimizer)
        before = {name: array.copy() for name, array in network.named_parameters().items()}
        train(network, other, 5)
        for name, array in network.named_parameters().items():
            array[...] = before[name]
        train(network, optimizer, 4)
        assert numbers_of(network) == uninterrupted(kind, 7)

    def test_fit_goes_on_with_the_same_generator(self, kind: str, tmp_path: Path) -> None:
        whole, rng = classifier(), np.random.default_rng(4)
        whole.fit(DATA.inputs, DATA.targets, MAKERS[kind](), 5, 16, rng=rng)
        network, optimizer, rng = classifier(), MAKERS[kind](), np.random.default_rng(4)
        network.fit(DATA.inputs, DATA.targets, optimizer, 2, 16, rng=rng)
        network, optimizer = stored_and_read(network, optimizer, tmp_path / "stored")
        network.fit(DATA.inputs, DATA.targets, optimizer, 3, 16, rng=rng)
        assert numbers_of(network) == numbers_of(whole)


def test_the_velocity_of_a_stranger() -> None:
    a = np.zeros((1, 3))
    optimizer = Momentum(1.0)
    optimizer.step([(a, np.ones((1, 3)))])
    other = copy.deepcopy(optimizer)
    del a, optimizer
    b = np.zeros((1, 3))
    other.step([(b, np.zeros((1, 3)))])
    assert b.tolist() == [[0, 0, 0]]


class TestStored:
    """What is stored beside a network, and what is refused of it."""

    def test_the_settings_come_back(self, tmp_path: Path) -> None:
        network = classifier()
        for optimizer in (
            SGD(0.3, decay=0.01),
            Momentum(0.2, momentum=0.7, nesterov=True),
            Adam(1 / 3, beta1=0.8, beta2=0.99, epsilon=1e-5),
        ):
            _, read = stored_and_read(network, optimizer, tmp_path / "stored")
            assert type(read) is type(optimizer)
            assert vars(read).keys() == vars(optimizer).keys()
            for name in optimizer.settings:
                assert getattr(read, name) == getattr(optimizer, name)

    def test_a_network_alone_is_read_from_it_too(self, tmp_path: Path) -> None:
        network, optimizer = classifier(), Adam(0.1)
        train(network, optimizer, 2)
        network.save(tmp_path / "stored", optimizer)
        assert numbers_of(Network.load(tmp_path / "stored")) == numbers_of(network)

    def test_only_this_networks_memory_is_stored(self, tmp_path: Path) -> None:
        network, other, optimizer = classifier(), classifier(), Adam(0.1)
        train(other, optimizer, 2)
        _, read = stored_and_read(network, optimizer, tmp_path / "stored")
        assert len(read.memories) == 0

    def test_none_was_stored(self, tmp_path: Path) -> None:
        classifier().save(tmp_path / "stored")
        with pytest.raises(ValueError, match=r"holds no optimizer; network\.save\(path, optimizer"):
            Network.load_with_optimizer(tmp_path / "stored")

    def test_a_readers_own_is_refused(self, tmp_path: Path) -> None:
        class Own(SGD):
            pass

        with pytest.raises(TypeError, match=r"an optimizer of this package, got SGD\(1"):
            classifier().save(tmp_path / "stored", Own())
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (lambda about, _: about["optimizer"].update(kind="Own"), "Own"),
            (lambda about, _: about["optimizer"]["settings"].update(beta1=2), "beta1 as a number"),
            (lambda about, _: about["optimizer"]["settings"].update(x=2), "'x'"),
            (lambda about, _: about["optimizer"]["steps"].update({"0.weights": -1}), "-1 steps"),
            (
                lambda about, _: about["optimizer"]["steps"].update({"0.weights": 1.5}),
                "it tells steps as .*got 1.5",
            ),
            (lambda about, _: about["optimizer"]["steps"].update({"7.weights": 1}), "7.weights"),
            (
                lambda _, arrays: arrays.update({"optimizer.0.weights.1": np.ones((5, 2))}),
                "another type or shape",
            ),
            (
                lambda _, arrays: arrays.update({"optimizer.2.biases.0": np.full((1, 2), np.inf)}),
                "not finite",
            ),
            (lambda _, arrays: arrays.pop("optimizer.0.weights.0"), "0.weights.0"),
        ],
    )
    def test_damaged(self, tmp_path: Path, change: Any, says: str) -> None:
        path = tmp_path / "stored.npz"
        network, optimizer = classifier(), Adam(0.1)
        train(network, optimizer, 2)
        network.save(path, optimizer)
        with np.load(path) as stored:
            arrays = {name: stored[name] for name in stored.files}
        about = json.loads(str(arrays["about"]))
        change(about, arrays)
        np.savez(path, **(arrays | {"about": np.array(json.dumps(about))}))
        with pytest.raises(ValueError, match=f"Network.load expects a file .*{says}"):
            Network.load_with_optimizer(path)


@every_optimizer
class TestAssignedWeights:
    def test_times_one_changes_nothing(self, kind: str) -> None:
        network, optimizer = classifier(), MAKERS[kind]()
        for _ in range(7):
            network.step(DATA.inputs, DATA.targets, optimizer)
            network.layers[0].weights *= 1.0
            network.layers[2].biases = network.layers[2].biases * 1.0
        assert numbers_of(network) == uninterrupted(kind, 7)

    def test_the_optimizer_holds_no_more_with_every_step(self, kind: str) -> None:
        network, optimizer = classifier(), MAKERS[kind]()
        for _ in range(5):
            network.step(DATA.inputs, DATA.targets, optimizer)
            network.layers[0].weights = network.layers[0].weights * 0.9
        assert len(optimizer.memories) == 4

    def test_what_an_array_left_goes_with_it(self, kind: str) -> None:
        optimizer, parameter = MAKERS[kind](), np.ones((1, 3))
        optimizer.step([(parameter, np.ones((1, 3)))])
        memory = optimizer.memories.of(parameter)
        assert memory is not None
        gone = [weakref.ref(memory), weakref.ref(parameter)]
        del memory, parameter
        gc.collect()
        assert [each() for each in gone] == [None, None]
        assert len(optimizer.memories) == 0


def test_weight_decay_by_hand() -> None:
    """The line that readers write, against the formula."""
    network, optimizer, other = classifier(), SGD(0.1), classifier()
    for _ in range(5):
        network.step(DATA.inputs, DATA.targets, optimizer)
        network.layers[0].weights *= 0.9
        other.forward(DATA.inputs, DATA.targets)
        other.backward()
        for name, (parameter, gradient) in zip("wbwb", other.parameters(), strict=True):
            parameter -= 0.1 * gradient
            if name == "w" and parameter is other.layers[0].weights:
                parameter *= 0.9
    assert numbers_of(network) == numbers_of(other)


class RunningMean(OwnReLU):
    """A reader's own layer, which moves a mean in place and counts, as batch norm does."""

    parameter_names = ("factor",)

    def __init__(self) -> None:
        self.factor = np.ones((1, 5))
        self.mean = np.zeros((1, 5))
        self.seen: list[int] = []

    def forward(self, inputs: Array) -> Array:
        self.mean *= 0.9
        self.mean += 0.1 * inputs.mean(axis=0, keepdims=True)
        self.seen.append(len(inputs))
        return super().forward(inputs) * self.factor

    def backward(self, dvalues: Array) -> Array:
        self.dfactor = (dvalues * self.outputs).sum(axis=0, keepdims=True)
        return super().backward(dvalues * self.factor)


LOOKS: dict[str, Callable[[Network], object]] = {
    "predict": lambda network: network.predict(DATA.inputs),
    "evaluate": lambda network: network.evaluate(DATA.inputs, DATA.targets),
    "check_gradients": lambda network: check_gradients(network, DATA.inputs, DATA.targets),
}


@pytest.mark.parametrize("look", LOOKS)
class TestLooking:
    @every_optimizer
    @pytest.mark.parametrize("between", [ReLU, Sigmoid, RunningMean])
    def test_between_two_steps_changes_nothing(self, look: str, kind: str, between: Any) -> None:
        network, optimizer = classifier(between()), MAKERS[kind]()
        arrays = {name: id(array) for name, array in network.named_parameters().items()}
        train(network, optimizer, 2)
        LOOKS[look](network)
        train(network, optimizer, 3)
        assert numbers_of(network) == uninterrupted(kind, 5, between=between())
        assert {name: id(array) for name, array in network.named_parameters().items()} == arrays

    def test_leaves_a_readers_own_layer_as_it_was(self, look: str) -> None:
        own = RunningMean()
        network, mean = classifier(own), own.mean
        train(network, SGD(0.1), 2)
        before, seen = mean.copy(), own.seen.copy()
        LOOKS[look](network)
        assert own.mean is mean
        assert mean.tolist() == before.tolist()
        assert own.seen == seen


def test_fit_measures_without_a_trace() -> None:
    own = RunningMean()
    network = classifier(own)
    network.fit(DATA.inputs, DATA.targets, SGD(0.1), 3, validation=(DATA.inputs, DATA.targets))
    assert own.seen == [40] * 3


def test_layers_that_share_something_share_it_while_looked_at() -> None:
    """A skip: the second layer adds what the first one saw."""

    class Keep(OwnReLU):
        def __init__(self, kept: dict[str, Array]) -> None:
            self.kept = kept

        def forward(self, inputs: Array) -> Array:
            self.kept["inputs"] = inputs
            return inputs

    class Add(Keep):
        def forward(self, inputs: Array) -> Array:
            return inputs + self.kept["inputs"]

    kept: dict[str, Array] = {}
    double = Dense(2, 2)
    double.weights, double.biases = 2 * np.eye(2), [[0, 0]]
    network = Network([Keep(kept), double, Add(kept)], SquaredError())
    assert network.predict([[1, 2], [3, 4]]).tolist() == [[3, 6], [9, 12]]
    assert kept == {}


def test_a_layer_that_holds_another_holds_its_copy_while_looked_at() -> None:
    class Keep(OwnReLU):
        def forward(self, inputs: Array) -> Array:
            self.seen = inputs
            return inputs

    class Add(OwnReLU):
        def __init__(self, first: Keep) -> None:
            self.first = first

        def forward(self, inputs: Array) -> Array:
            return inputs + self.first.seen

    first = Keep()
    double = Dense(2, 2)
    double.weights = 2 * np.eye(2)
    network = Network([first, double, Add(first)], SquaredError())
    assert network.predict([[1, 2]]).tolist() == [[3, 6]]
    assert not hasattr(first, "seen")


def test_a_layer_without_a_dictionary_is_looked_at_too() -> None:
    class Slots:
        __slots__ = ("inputs",)

        def forward(self, inputs: Array) -> Array:
            self.inputs = inputs
            return -inputs

        def backward(self, dvalues: Array) -> Array:
            return -dvalues

    own = Slots()
    assert Network([own], SquaredError()).predict([[1, 2]]).tolist() == [[-1, -2]]
    assert not hasattr(own, "inputs")


def test_a_layer_that_holds_what_has_no_copy(tmp_path: Path) -> None:
    class Logs(RunningMean):
        def forward(self, inputs: Array) -> Array:
            self.file.write("x")
            return super().forward(inputs)

    own = Logs()
    with (tmp_path / "log").open("w") as own.file:
        classifier(own).predict(DATA.inputs)
    assert not own.mean.any()
    assert (tmp_path / "log").read_text() == "x"
