"""Training: what it learns and records, that it repeats itself, and how it ends early."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from typing import Any

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from arrays import Array, assert_same
from backprop import SGD, Adam, Dense, Momentum, Network, ReLU, SoftmaxCrossEntropy, SquaredError
from backprop.datasets import Standardisation, digits, houses, spiral, split
from backprop.network import History
from backprop.network.history import Epoch, Evaluation
from backprop.numbers import printable

EASY = spiral(20, 2, noise=0, rng=np.random.default_rng(0))


def classifier(seed: int = 1, *sizes: int) -> Network:
    rng = np.random.default_rng(seed)
    n_inputs, n_hidden, n_classes = sizes or (2, 8, 2)
    return Network(
        [
            Dense(n_inputs, n_hidden, rng=rng, scale=0.5),
            ReLU(),
            Dense(n_hidden, n_classes, rng=rng, scale=0.5),
        ],
        SoftmaxCrossEntropy(),
    )


def fit(network: Network, **changes: Any) -> History:
    arguments: dict[str, Any] = {"epochs": 5, "batch_size": 16, "rng": np.random.default_rng(3)}
    arguments |= {"x": EASY.inputs, "y": EASY.targets, "optimizer": SGD(0.1)}
    return network.fit(**(arguments | changes))


def values(network: Network) -> list[Array]:
    return [array.copy() for array in network.named_parameters().values()]


class TestLearns:
    def test_digits(self) -> None:
        rng = np.random.default_rng(1)
        training, held_out = split(digits(), rng=rng)
        scale = Standardisation(training.inputs)
        network = classifier(1, 64, 32, 10)
        history = network.fit(
            scale(training.inputs),
            training.targets,
            Momentum(0.1),
            10,
            64,
            (scale(held_out.inputs), held_out.targets),
            rng,
        )
        assert history.validation_accuracy[-1] > 0.93
        assert history.loss[-1] < 0.1

    def test_the_spiral_on_points_held_out(self) -> None:
        rng = np.random.default_rng(1)
        training, held_out = split(spiral(400, noise=0.15, rng=rng), rng=rng)
        network = classifier(1, 2, 64, 3)
        network.fit(training.inputs, training.targets, Adam(0.02), 150, 64, rng=rng)
        accuracy = network.evaluate(held_out.inputs, held_out.targets).accuracy
        assert accuracy is not None
        assert accuracy > 0.9

    def test_a_linear_neuron_finds_the_least_squares(self) -> None:
        data = houses()
        x, y = (
            Standardisation(data.inputs)(data.inputs),
            Standardisation(data.targets)(data.targets),
        )
        network = Network([Dense(11, 1)], SquaredError())
        network.fit(x, y, SGD(0.3), 1000)
        best = np.linalg.lstsq(x, y, rcond=None)[0]
        assert_same(network.layers[0].weights, best, tolerance=1e-8)


class TestSteps:
    def test_one_batch_is_one_step(self) -> None:
        network, twin = classifier(), classifier()
        network.fit(EASY.inputs, EASY.targets, SGD(0.1), 3)
        optimizer = SGD(0.1)
        for _ in range(3):
            twin.step(EASY.inputs, EASY.targets, optimizer)
        for ours, wanted in zip(values(network), values(twin), strict=True):
            assert_same(ours, wanted, tolerance=0)

    @pytest.mark.parametrize("make_rng", [np.random.default_rng, np.random.RandomState])
    def test_batches_take_every_sample_once_in_a_new_order(self, make_rng: Any) -> None:
        network, twin = classifier(), classifier()
        fit(network, epochs=2, rng=make_rng(5))
        rng, optimizer = make_rng(5), SGD(0.1)
        for _ in range(2):
            order = rng.permutation(40)
            for rows in (order[:16], order[16:32], order[32:]):
                twin.step(EASY.inputs[rows], EASY.targets[rows], optimizer)
        for ours, wanted in zip(values(network), values(twin), strict=True):
            assert_same(ours, wanted, tolerance=0)

    @pytest.mark.parametrize("batch_size", [40, 41, 1000, None])
    def test_a_batch_of_all_needs_no_order(self, batch_size: int | None) -> None:
        one, two = classifier(), classifier()
        fit(one, batch_size=batch_size, rng=np.random.default_rng(1))
        fit(two, batch_size=None, rng=np.random.default_rng(2))
        for ours, wanted in zip(values(one), values(two), strict=True):
            assert_same(ours, wanted, tolerance=0)

    @pytest.mark.parametrize("make", [lambda: SGD(0.1, decay=0.01), lambda: Adam(0.01)])
    def test_the_same_generator_gives_the_same_bytes(self, make: Any, tmp_path: Any) -> None:
        stored = []
        for name in ("one", "two"):
            network = classifier()
            history = fit(network, optimizer=make(), record_parameters=True)
            network.save(tmp_path / name)
            arrays = [array for entry in history.parameters for array in entry.values()]
            numbers = np.array(history.loss + history.accuracy)
            stored.append(
                b"".join(array.tobytes() for array in [*values(network), *arrays, numbers])
                + (tmp_path / name).read_bytes()
            )
        assert stored[0] == stored[1]

    def test_another_generator_gives_others(self) -> None:
        one, two = classifier(), classifier()
        fit(one, rng=np.random.default_rng(1))
        fit(two, rng=np.random.default_rng(2))
        assert not np.array_equal(one.layers[0].weights, two.layers[0].weights)


class TestHistory:
    def test_it_holds_what_evaluate_says_for_each_epoch(self) -> None:
        network, held_out = classifier(), spiral(10, 2, noise=0.1, rng=np.random.default_rng(9))
        history = fit(
            network, validation=(held_out.inputs, held_out.targets), record_parameters=True
        )
        assert history is network.history
        assert len(history.epochs) == 6
        for epoch, parameters in enumerate(history.parameters):
            twin = classifier()
            for name, array in twin.named_parameters().items():
                array[...] = parameters[name]
            training = twin.evaluate(EASY.inputs, EASY.targets)
            validation = twin.evaluate(held_out.inputs, held_out.targets)
            assert (history.loss[epoch], history.accuracy[epoch]) == training
            assert history.validation_loss[epoch] == validation.loss
            assert history.validation_accuracy[epoch] == validation.accuracy
        for array, start in zip(history.parameters[0].values(), values(classifier()), strict=True):
            assert_same(array, start, tolerance=0)

    def test_only_what_was_asked_for(self) -> None:
        history = fit(classifier())
        assert history.parameters == history.validation_loss == history.validation_accuracy == []

    def test_values_have_no_accuracy(self) -> None:
        network = Network([Dense(2, 1)], SquaredError())
        y = EASY.inputs[:, :1]
        history = fit(network, y=y, validation=(EASY.inputs, y))
        assert history.accuracy == history.validation_accuracy == []
        assert len(history.loss) == len(history.validation_loss) == 6

    def test_many_samples_are_measured_some_at_a_time(self) -> None:
        data = spiral(700, 3, rng=np.random.default_rng(1))
        network = classifier(1, 2, 8, 3)
        whole = network.forward(data.inputs, data.targets)
        right = (network.predict(data.inputs).argmax(axis=1) == data.targets).mean()
        evaluation = network.evaluate(data.inputs, data.targets)
        assert evaluation.loss == pytest.approx(whole, rel=1e-13)
        assert evaluation.accuracy == right

    def test_repr(self) -> None:
        history = fit(classifier(), validation=(EASY.inputs, EASY.targets), epochs=1)
        number = r"[\d.]+"
        assert re.fullmatch(
            f"History of 1 epoch: loss {number} → {number}, accuracy {number} → {number}, "
            f"validation accuracy {number}",
            repr(history),
        )
        assert repr(History()) == "History: nothing measured yet"

    def test_repr_shows_the_first_and_the_last(self) -> None:
        three = [(Evaluation(4.0 / 2**k, k / 4), Evaluation(5.0 / 2**k, k / 8)) for k in range(3)]
        history = History([Epoch(training, seen, None) for training, seen in three])
        assert printable(
            "History of 2 epochs: loss 4 → 1, accuracy 0.000 → 0.500, validation accuracy 0.250"
        ) == repr(history)
        values = [Evaluation(each.loss, None) for pair in three for each in pair]
        history = History([Epoch(values[k], values[k + 1], None) for k in (0, 2, 4)])
        assert printable("History of 2 epochs: loss 4 → 1, validation loss 1.25") == repr(history)


class TestDivergence:
    def start(self, **changes: Any) -> tuple[Network, str]:
        network = Network([Dense(2, 1, rng=np.random.default_rng(1))], SquaredError())
        with pytest.raises(FloatingPointError) as stopped:
            fit(network, y=EASY.inputs[:, :1], **({"optimizer": SGD(1e40)} | changes))
        return network, str(stopped.value)

    def test_the_last_good_parameters_are_back_and_the_error_says_why(self) -> None:
        network, says = self.start(epochs=50, record_parameters=True, batch_size=None)
        history = network.history
        assert history is not None
        last = len(history.epochs) - 1
        assert last >= 1
        assert f"stopped in epoch {last + 1}. " in says
        assert "too high a learning rate (lower that of SGD(1e+40, decay=0))" in says
        assert f"again those of epoch {last}, with the loss" in says
        for name, array in network.named_parameters().items():
            assert_same(array, history.parameters[-1][name], tolerance=0)
        assert np.isfinite(history.loss).all()
        assert network.evaluate(EASY.inputs, EASY.inputs[:, :1]).loss == history.loss[-1]

    def test_in_the_middle_of_an_epoch(self) -> None:
        network, says = self.start(batch_size=2, epochs=1)
        assert "stopped in epoch 1. The loss is inf." in says or "finite" in says
        assert "again those of the start" in says
        fresh = Network([Dense(2, 1, rng=np.random.default_rng(1))], SquaredError())
        for ours, wanted in zip(values(network), values(fresh), strict=True):
            assert_same(ours, wanted, tolerance=0)

    def test_in_the_last_step_of_all(self) -> None:
        network, _ = self.start(batch_size=None, epochs=1, optimizer=SGD(1e200))
        fresh = Network([Dense(2, 1, rng=np.random.default_rng(1))], SquaredError())
        for ours, wanted in zip(values(network), values(fresh), strict=True):
            assert_same(ours, wanted, tolerance=0)

    @pytest.mark.parametrize("make", [SGD, Momentum, Adam])
    def test_nothing_is_heard_but_the_error(self, make: Any, recwarn: Any) -> None:
        network, _ = self.start(optimizer=make(1e300), epochs=50, batch_size=7)
        assert not recwarn.list
        assert all(np.isfinite(array).all() for array in network.named_parameters().values())

    def test_large_inputs_are_named(self) -> None:
        _, says = self.start(x=4000 * EASY.inputs / abs(EASY.inputs).max(), epochs=50)
        assert "Likely cause: inputs as large as 4000 (standardise them), or too high" in says

    @pytest.mark.parametrize("make", [float, int])
    def test_large_targets_are_named(self, make: Any) -> None:
        network = Network([Dense(2, 1)], SquaredError())
        y = (1e5 * EASY.inputs[:, :1] / EASY.inputs[:, 0].max()).astype(make)
        with pytest.raises(FloatingPointError, match=r"Likely cause: targets as large as 1") as it:
            fit(network, y=y, optimizer=SGD(3), epochs=2000)
        assert "(standardise them), or too high a learning rate" in str(it.value)

    def test_class_numbers_are_no_large_targets(self) -> None:
        rng = np.random.default_rng(1)
        network = Network([Dense(2, 300, rng=rng), Dense(300, 300, rng=rng)], SoftmaxCrossEntropy())
        with pytest.raises(FloatingPointError) as stopped:
            fit(network, y=EASY.targets + 250, optimizer=SGD(1e200), epochs=5)
        assert "targets" not in str(stopped.value)

    def test_from_the_start(self) -> None:
        network = Network([Dense(2, 1, scale=1e300)], SquaredError())
        says = r"before the first step\. .* cause: parameters that .* start\. Nothing was learnt\.$"
        with pytest.raises(FloatingPointError, match=says):
            fit(network, y=EASY.inputs[:, :1])
        assert network.history is not None
        assert network.history.epochs == []

    def test_the_optimizer_starts_anew(self) -> None:
        optimizer = Momentum(1e40)
        network, _ = self.start(optimizer=optimizer, epochs=50)
        optimizer.learning_rate = 0.1
        network.layers[0].weights[...] = 0.5
        network.layers[0].biases[...] = 0
        history = fit(network, y=EASY.inputs[:, :1], optimizer=optimizer, epochs=100)
        assert history.loss[-1] < 1e-3

    def test_what_a_readers_own_layer_says_of_large_numbers(self) -> None:
        class Own(Dense):
            def forward(self, inputs: Any) -> Array:
                return super().forward(inputs)

        network = Network([Own(2, 1), Own(1, 1)], SquaredError())
        with pytest.raises(FloatingPointError, match=r"stopped in epoch \d+\."):
            fit(network, y=EASY.inputs[:, :1], optimizer=SGD(1e40), epochs=50)


class Interrupting(SGD):
    """An optimizer during whose nth step somebody presses Ctrl-C."""

    left = 8

    def step(self, parameters: Any) -> None:
        self.left -= 1
        if self.left == 0:
            signal.raise_signal(signal.SIGINT)
        super().step(parameters)


class TestInterrupted:
    @pytest.fixture(autouse=True)
    def _python_listens(self) -> Iterator[None]:
        """What a shell starts in the background ignores Ctrl-C, unless it asks for it."""
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
        signal.signal(signal.SIGINT, before)

    def test_network_and_history_stay_usable(self) -> None:
        network, twin = classifier(), classifier()
        with pytest.raises(KeyboardInterrupt):
            fit(network, optimizer=Interrupting(0.1))
        history = network.history
        assert history is not None
        assert len(history.epochs) == 3  # the start and two epochs of three steps
        assert history.loss == fit(twin, epochs=2).loss
        # What the step after them learnt is not lost.
        assert not np.array_equal(network.layers[0].weights, twin.layers[0].weights)
        network.forward(EASY.inputs, EASY.targets)
        network.backward()
        assert fit(network).loss[-1] < history.loss[0]


class TestProgress:
    @pytest.fixture(autouse=True)
    def _nobody_watches(self, monkeypatch: Any) -> None:
        monkeypatch.delenv("JPY_SESSION_NAME", raising=False)

    @pytest.mark.parametrize("progress", [None, False])
    def test_none_where_nobody_looks(self, progress: Any, capfd: Any) -> None:
        fit(classifier(), progress=progress)
        assert capfd.readouterr() == ("", "")

    def test_the_loss_is_shown(self, capfd: Any) -> None:
        fit(classifier(), progress=True)
        error = capfd.readouterr().err
        assert "epoch 5 of 5: 100%" in error
        assert re.search(r"15/15 .*(\dstep/s|s/step)", error)
        assert re.search(r"loss=0\.\d+", error)

    def test_in_a_session_of_a_notebook_server(self, capfd: Any, monkeypatch: Any) -> None:
        monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")
        fit(classifier())
        assert "15/15" in capfd.readouterr().err

    def test_nothing_in_a_replayed_notebook(self) -> None:
        code = (
            "import numpy as np\nfrom backprop import *\nfrom backprop.datasets import spiral\n"
            "data = spiral(5, 2)\nnetwork = Network([Dense(2, 2)], SoftmaxCrossEntropy())\n"
            "_ = network.fit(data.inputs, data.targets, SGD(0.1), 3)"
        )
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        NotebookClient(notebook, kernel_name="python3").execute()
        assert notebook.cells[0].outputs == []


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"epochs": 0}, ValueError, "epochs of at least 1, got 0"),
        ({"epochs": 1.0}, TypeError, "epochs as a whole number, got 1.0"),
        ({"batch_size": 0}, ValueError, "batch_size of at least 1, got 0"),
        ({"batch_size": "all"}, TypeError, "batch_size as a whole number, got 'all'"),
        ({"rng": 3.0}, TypeError, "a RandomState or a whole number .* as its rng, got 3.0"),
        ({"optimizer": 0.1}, TypeError, "an optimizer with step, got 0.1"),
        (
            {"validation": EASY.inputs},
            TypeError,
            "validation as a Dataset, or a pair .* got ndarray",
        ),
        (
            {"validation": EASY.inputs[:2]},
            TypeError,
            "validation as a Dataset, or a pair .* got ndarray",
        ),
        (
            {"validation": [EASY.inputs, EASY.targets, None]},
            TypeError,
            "validation as a Dataset, or a pair .* got list",
        ),
        ({"validation": (EASY.inputs, [0])}, ValueError, r"class numbers of shape \(40,\)"),
        ({"validation": ([[1, 2, 3]], [0])}, ValueError, r"inputs of shape \(n_samples, 2\)"),
        ({"x": EASY.inputs[:3]}, ValueError, r"class numbers of shape \(3,\)"),
    ],
)
def test_refused_before_anything_changes(changes: Any, error: type[Exception], says: str) -> None:
    network = classifier()
    history, before = fit(network), values(network)
    with pytest.raises(error, match=rf"Network\.fit expects .*{says}"):
        fit(network, **changes)
    assert network.history is history
    for ours, wanted in zip(values(network), before, strict=True):
        assert_same(ours, wanted, tolerance=0)
