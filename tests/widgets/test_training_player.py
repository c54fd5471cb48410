"""The player in Python: its record, its traits, what it refuses, its figure without scripts."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import numpy as np
import pytest
import traitlets

from backprop import (
    SGD,
    Adam,
    CategoricalCrossEntropy,
    Dense,
    Network,
    Sigmoid,
    Softmax,
    SquaredError,
)
from backprop.datasets import Dataset, digits, spiral
from backprop.numbers import format_number
from backprop.widgets import TrainingPlayer
from backprop.widgets.training.packed_parameters import unpack
from backprop.widgets.training.record import clock_of, drawn
from networks import OwnReLU
from training_runs import EPOCHS, HELD_OUT, TRAINING, classifier, regression, trained, two_runs

RUNS = two_runs()


def player(**arguments: Any) -> TrainingPlayer:
    return TrainingPlayer(RUNS, TRAINING, held_out=HELD_OUT, **arguments)


def of(network: Network, **arguments: Any) -> dict[str, Any]:
    """What is recorded of one run."""
    (run,) = TrainingPlayer({"run": network}, TRAINING, **arguments).runs
    return dict(run)


def of_clock(epochs: int) -> list[int]:
    """The clock of a run, with as many frames as there are if nobody says how many."""
    network = trained(classifier(2), epochs=epochs)
    clock: list[int] = TrainingPlayer({"run": network}, TRAINING).clock
    return clock


def gradient_norms(network: Network, epoch: int) -> list[float]:
    """By hand: those of a 2–n–3 network over all samples, with the parameters of an epoch."""
    assert network.history
    w0, b0, w1, b1 = network.history.parameters[epoch].values()
    hidden = TRAINING.inputs @ w0 + b0
    active = np.maximum(hidden, 0)
    logits = active @ w1 + b1
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    dlogits = exps / exps.sum(axis=1, keepdims=True)
    dlogits[np.arange(len(TRAINING)), TRAINING.targets] -= 1
    dlogits /= len(TRAINING)
    dhidden = (dlogits @ w1.T) * (hidden > 0)
    layers = [
        (TRAINING.inputs.T @ dhidden, dhidden.sum(axis=0)),
        (active.T @ dlogits, dlogits.sum(axis=0)),
    ]
    return [float(np.sqrt((dw**2).sum() + (db**2).sum())) for dw, db in layers]


class TestRecord:
    def test_curves_are_those_of_the_history(self) -> None:
        network = RUNS["Adam"]
        assert network.history
        run = player().runs[0]
        assert run["epochs"] == list(range(EPOCHS + 1))
        for name, values in [
            ("loss", network.history.loss),
            ("accuracy", network.history.accuracy),
            ("held_out_loss", network.history.validation_loss),
            ("held_out_accuracy", network.history.validation_accuracy),
        ]:
            np.testing.assert_allclose(run[name], values, rtol=5.001e-4)
            assert all(value == float(f"{value:.4g}") for value in run[name])

    def test_held_out_samples_are_measured_where_the_history_has_none(self) -> None:
        network = RUNS["Gradient descent that ends after 20 epochs"]
        assert network.history
        assert network.history.validation_loss == []
        run = player().runs[1]
        found = network.evaluate(HELD_OUT.inputs, HELD_OUT.targets)
        assert len(run["held_out_loss"]) == 21
        assert run["held_out_loss"][-1] == pytest.approx(found.loss, rel=5.001e-4)
        assert run["held_out_accuracy"][-1] == pytest.approx(found.accuracy, rel=5.001e-4)
        assert of(network)["held_out_loss"] == of(network)["held_out_accuracy"] == []
        assert of(RUNS["Adam"])["held_out_loss"] == player().runs[0]["held_out_loss"]

    def test_gradient_norms_are_those_of_the_whole_layer_over_all_samples(self) -> None:
        widget = player()
        for run, network in zip(widget.runs, RUNS.values(), strict=True):
            frames = [*(e for e in widget.clock if e < run["epochs"][-1]), run["epochs"][-1]]
            assert list(run["norms"]) == ["layers[0]", "layers[2]"]
            for place, epoch in enumerate(frames):
                recorded = [norms[place] for norms in run["norms"].values()]
                np.testing.assert_allclose(recorded, gradient_norms(network, epoch), rtol=5.001e-4)

    def test_parameters_are_those_of_the_frames(self) -> None:
        widget = player()
        shapes = [(2, 16), (1, 16), (16, 3), (1, 3)]
        for run, network in zip(widget.runs, RUNS.values(), strict=True):
            assert network.history
            frames = [*(e for e in widget.clock if e < run["epochs"][-1]), run["epochs"][-1]]
            found = unpack(run["exponents"], run["parameters"], shapes)
            assert len(found) == len(frames)
            for arrays, epoch in zip(found, frames, strict=True):
                for array, own in zip(
                    arrays, network.history.parameters[epoch].values(), strict=True
                ):
                    assert np.abs(array - own).max() <= np.abs(own).max() / 2047

    def test_a_batch_is_not_what_is_measured(self) -> None:
        network = trained(batch_size=7, epochs=5, rng=np.random.default_rng(0))
        run = of(network)
        assert run["norms"]["layers[0]"][-1] == pytest.approx(
            gradient_norms(network, 5)[0], rel=5e-4
        )

    def test_single_precision(self) -> None:
        rng = np.random.default_rng(0)
        layers = [Dense(2, 8, rng=rng, dtype=np.float32), Dense(8, 3, rng=rng, dtype=np.float32)]
        network = trained(Network(layers, classifier().loss), epochs=5)
        assert len(of(network, held_out=HELD_OUT)["loss"]) == 6

    def test_long_runs_are_thinned_and_keep_every_frame(self) -> None:
        network = trained(classifier(2), epochs=700)
        widget = TrainingPlayer({"long": network}, TRAINING)
        epochs = widget.runs[0]["epochs"]
        assert len(widget.clock) == 41
        assert {0, 700, *widget.clock} <= set(epochs)
        assert len(epochs) <= 242
        assert max(np.diff(epochs)) <= 4

    def test_the_users_network_is_left_alone(self) -> None:
        network = trained(epochs=3)
        network.forward(TRAINING.inputs[:5], TRAINING.targets[:5])
        network.backward()
        history, layers = network.history, network.layers
        before = [(value.copy(), gradient.copy()) for value, gradient in network.parameters()]
        remembered = layers[0].inputs.copy()
        TrainingPlayer({"run": network}, TRAINING, held_out=HELD_OUT)
        assert network.history is history
        assert network.layers is layers
        for (value, gradient), (old, old_gradient) in zip(
            network.parameters(), before, strict=True
        ):
            assert np.array_equal(value, old)
            assert np.array_equal(gradient, old_gradient)
        assert np.array_equal(layers[0].inputs, remembered)

    def test_other_networks_have_curves_alone(self) -> None:
        network, data = regression()
        widget = TrainingPlayer({"line": network}, data)
        (run,) = widget.runs
        assert widget.points == {}
        assert not {"layers", "exponents", "parameters"} & run.keys()
        assert run["accuracy"] == []
        assert len(run["loss"]) == 31
        assert "decision boundary" not in widget.caption()
        assert "accuracy" not in widget.caption()

        data = digits()
        network = classifier(4, n_inputs=64, n_classes=10)
        trained(network, x=data.inputs / 16, y=data.targets, epochs=2)
        scaled = Dataset(data.inputs / 16, data.targets, data.input_names)
        widget = TrainingPlayer({"digits": network}, scaled)
        assert widget.points == {}
        assert len(widget.runs[0]["accuracy"]) == 3

    @pytest.mark.parametrize(
        ("layers", "loss", "boundary"),
        [
            ([Dense(2, 3), Sigmoid(), Dense(3, 3), Softmax()], CategoricalCrossEntropy(), True),
            ([Dense(2, 3), Softmax(), Dense(3, 3)], classifier().loss, False),
            ([Dense(2, 3), OwnReLU(), Dense(3, 3)], classifier().loss, False),
        ],
    )
    def test_a_boundary_is_drawn_where_the_page_can_compute_it(
        self, layers: list[Any], loss: Any, boundary: bool
    ) -> None:
        run = of(trained(Network(layers, loss), epochs=2))
        assert ("parameters" in run) == boundary
        assert len(run["norms"]["layers[0]"]) == 3

    def test_points_are_thinned_and_rounded(self) -> None:
        data = spiral(200, rng=np.random.default_rng(0))
        network = trained(classifier(2), x=data.inputs, y=data.targets, epochs=1)
        points = TrainingPlayer({"run": network}, data).points
        assert points["n_samples"] == 600
        assert len(points["classes"]) == 400
        assert {points["classes"].count(k) for k in range(3)} <= {133, 134}
        left, right, bottom, top = points["extent"]
        for column, low, high in zip(points["columns"], (left, bottom), (right, top), strict=True):
            assert low < min(column) < max(column) < high
            assert all(round(value, 3) == value for value in column)
        rows = np.linspace(0, 599, 400).round().astype(int)
        np.testing.assert_allclose(np.transpose(points["columns"]), data.inputs[rows], atol=0.00051)
        assert points["classes"] == data.targets[rows].tolist()


class TestClock:
    def test_few_epochs_all_have_frames(self) -> None:
        assert clock_of(0, 40) == [0]
        assert clock_of(5, 40) == [0, 1, 2, 3, 4, 5]
        assert clock_of(39, 40) == list(range(40))

    @pytest.mark.parametrize("last", [40, 41, 60, 100, 1000, 12345])
    @pytest.mark.parametrize("frames", [2, 3, 40])
    def test_many_are_dense_at_first(self, last: int, frames: int) -> None:
        clock = clock_of(last, frames)
        assert len(clock) == frames
        assert (clock[0], clock[-1]) == (0, last)
        steps = np.diff(clock)
        assert steps.min() >= 1
        assert steps[0] <= steps[-1]
        if last >= 1000 and frames == 40:
            assert clock[:5] == [round(last * (k / 39) ** 2) for k in range(5)]

    def test_forty_epochs_all_have_frames(self) -> None:
        assert of_clock(40) == list(range(41))

    def test_a_shorter_run_ends_at_its_end(self) -> None:
        widget = player()
        assert [run["epochs"][-1] for run in widget.runs] == [EPOCHS, 20]
        assert widget.clock[-1] == EPOCHS
        frames = [epoch for epoch in widget.clock if epoch < 20]
        assert len(widget.runs[1]["exponents"]) == len(frames) + 1


class TestTraits:
    def test_an_epoch_without_a_frame_becomes_the_one_before_it(self) -> None:
        widget = player(frames=10)
        assert widget.epoch == 0
        for epoch in range(EPOCHS + 1):
            widget.epoch = epoch
            assert widget.epoch == max(frame for frame in widget.clock if frame <= epoch)
            assert widget.clock[widget.step] == widget.epoch

    def test_a_step_is_an_epoch_of_the_clock(self) -> None:
        widget = player()
        for step, epoch in enumerate(widget.clock):
            widget.step = step
            assert widget.epoch == epoch

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("epoch", -1, "from 0 to 60"),
            ("epoch", 61, "from 0 to 60"),
            ("epoch", 1.5, "int"),
            ("step", -1, "from 0 to 40"),
            ("step", 41, "from 0 to 40"),
            ("run", 2, "from 0 to 1"),
            ("measure", "layers[1]", r"one of loss, .*layers\[2\]; got 'layers\[1\]'"),
            ("speed", 3, "speed"),
            ("playing", "yes", "boolean"),
            ("log_scale", 2, "boolean"),
            ("clock", [0], "read-only"),
            ("runs", [], "read-only"),
        ],
    )
    def test_what_does_not_fit_is_refused_and_changes_nothing(
        self, name: str, value: Any, said: str
    ) -> None:
        widget = player()
        before = widget.state()
        with pytest.raises(traitlets.TraitError, match=said):
            setattr(widget, name, value)
        assert widget.state() == before

    def test_the_page_sets_them_and_they_can_be_observed(self) -> None:
        widget = player()
        seen: list[tuple[str, Any]] = []
        names = ["epoch", "speed", "playing"]
        widget.observe(lambda change: seen.append((change["name"], change["new"])), names)
        widget.set_state({"playing": True})
        widget.set_state({"step": 40, "speed": 2})
        widget.set_state({"playing": False})
        assert seen == [("playing", True), ("epoch", 60), ("speed", 2), ("playing", False)]

    def test_it_never_begins_to_play_by_itself(self) -> None:
        widget = player()
        assert not widget.playing
        widget.playing = True
        assert "playing" not in widget.state()


class TestRefuses:
    @pytest.mark.parametrize(
        ("arguments", "error", "said"),
        [
            ({"runs": [RUNS["Adam"]]}, TypeError, "dict of labels and networks"),
            ({"runs": {}}, ValueError, "1 to 4 runs, got 0"),
            ({"runs": dict.fromkeys("abcde", RUNS["Adam"])}, ValueError, "1 to 4 runs, got 5"),
            ({"runs": {" ": RUNS["Adam"]}}, ValueError, "label"),
            ({"runs": {1: RUNS["Adam"]}}, ValueError, "label"),
            ({"runs": {"a": RUNS["Adam"].history}}, TypeError, "run 'a' as a Network"),
            ({"runs": {"a": classifier()}}, ValueError, "'a' to be trained"),
            (
                {"runs": {"a": trained(epochs=1, record_parameters=False)}},
                ValueError,
                "record_parameters=True",
            ),
            ({"dataset": (TRAINING.inputs, TRAINING.targets)}, TypeError, "dataset as a Dataset"),
            ({"dataset": HELD_OUT}, ValueError, "dataset to be what run 'Adam' was measured on"),
            ({"dataset": digits()}, ValueError, r"'Adam' does not fit the dataset.*\(1797, 64\)"),
            (
                {"dataset": Dataset(TRAINING.inputs, TRAINING.targets + 1, ("x", "y"))},
                ValueError,
                "from 0 to 2",
            ),
            ({"held_out": HELD_OUT.inputs}, TypeError, "held_out as a Dataset or None"),
            ({"held_out": TRAINING}, ValueError, "held_out to be what run 'Adam' was measured on"),
            ({"held_out": digits()}, ValueError, "'Adam' does not fit held_out"),
            ({"frames": 1}, ValueError, "from 2 to 200 frames, got 1"),
            ({"frames": 201}, ValueError, "got 201"),
            ({"frames": 2.5}, TypeError, "frames as a whole number"),
            ({"measure": "size"}, traitlets.TraitError, "measure expects one of loss, accuracy"),
            ({"anchor": "1 2"}, traitlets.TraitError, "anchor expects"),
        ],
    )
    def test_what_cannot_be_played(
        self, arguments: dict[str, Any], error: type[Exception], said: str
    ) -> None:
        with pytest.raises(error, match=said):
            TrainingPlayer(**{"runs": RUNS, "dataset": TRAINING, **arguments})

    def test_samples_in_another_order_are_the_same_and_changed_ones_are_not(self) -> None:
        order = np.random.default_rng(0).permutation(len(TRAINING))
        turned = Dataset(TRAINING.inputs[order], TRAINING.targets[order], ("x", "y"))
        assert TrainingPlayer(RUNS, turned).runs == TrainingPlayer(RUNS, TRAINING).runs
        moved = TRAINING.inputs.copy()
        moved[0] += 0.01
        with pytest.raises(ValueError, match="at epoch 0 its history has the loss"):
            TrainingPlayer(RUNS, Dataset(moved, TRAINING.targets, ("x", "y")))

    def test_parameters_of_another_network(self) -> None:
        network = trained(epochs=1)
        network.layers[0].weights = np.zeros((2, 16))
        assert of(network)
        other = classifier(4)
        other.history = network.history
        with pytest.raises(ValueError, match="parameters in the history"):
            of(other)

    def test_more_layers_than_lines(self) -> None:
        layers = [Dense(2, 3), *(Dense(3, 3) for _ in range(6))]
        with pytest.raises(ValueError, match="1 to 6 layers that learn"):
            of(trained(Network(layers, classifier().loss), epochs=1))
        assert len(of(trained(Network(layers[:6], classifier().loss), epochs=1))["norms"]) == 6

    def test_more_classes_than_marks(self) -> None:
        data = spiral(4, 7, rng=np.random.default_rng(0))
        network = trained(classifier(3, n_classes=7), x=data.inputs, y=data.targets, epochs=1)
        with pytest.raises(ValueError, match="at most 6 classes"):
            TrainingPlayer({"run": network}, data)

    def test_gradients_too_large_for_a_number(self) -> None:
        # The loss is finite, and its slope, an input times as much, is not.
        data = Dataset(np.array([[1e160]]), np.array([[1.0]]), ("x",))
        layer = Dense(1, 1)
        layer.weights = np.array([[1e-11]])
        network = Network([layer], SquaredError())
        with pytest.raises(FloatingPointError, match="finite gradients"):
            network.fit(data.inputs, data.targets, SGD(), 1, record_parameters=True)
        with pytest.raises(ValueError, match=r"got inf in layers\[0\] of run 'run' at epoch 0"):
            TrainingPlayer({"run": network}, data)


class TestSteady:
    """The same numbers from another processor, whose last bits differ."""

    def test_the_same_runs_give_the_same_text(self) -> None:
        again = TrainingPlayer(two_runs(), TRAINING, held_out=HELD_OUT)
        assert again.html() == player().html()
        assert repr(again) == repr(player())

    def test_a_last_bit_makes_no_difference(self) -> None:
        for value in (1.0, 0.12345, 0.99995, 2.0005, 12345.0, 1e-5, 0.3333333):
            nearby = [value, np.nextafter(value, 9e9), np.nextafter(value, -9e9)]
            assert len(set(drawn(nearby))) == 1

    def test_rounding_noise_is_0(self) -> None:
        assert drawn([2.0, 1e-6, 3e-11, -4e-17]) == [2.0, 1e-6, 0.0, 0.0]
        assert drawn([]) == []
        assert drawn([0.0]) == [0.0]

    def test_a_run_that_is_off_by_last_bits_is_the_same_run(self) -> None:
        network = trained(epochs=20)
        assert network.history
        expected = of(network)
        for epoch in network.history.epochs:
            assert epoch.parameters
            for values in epoch.parameters.values():
                values[...] = np.nextafter(values, np.inf)
        assert of(network) == expected


class TestFigure:
    def test_three_long_runs_stay_light(self) -> None:
        runs = {
            label: trained(
                classifier(64, seed), epochs=300, validation=(HELD_OUT.inputs, HELD_OUT.targets)
            )
            for seed, label in enumerate(("one", "two", "three"))
        }
        widget = TrainingPlayer(runs, TRAINING)
        assert len(widget.clock) == 41
        assert len(json.dumps(widget.state())) < 112_000
        assert len(widget.html().encode()) < 118_000

    def test_the_state_in_the_html_is_the_whole_state(self) -> None:
        widget = player(anchor="my-runs")
        widget.epoch = 30
        text = widget.html()
        found = re.search(r'id="my-runs" data-widget="TrainingPlayer" data-state="([^"]+)"', text)
        assert found
        assert json.loads(html.unescape(found[1])) == widget.state()
        assert widget.clock[widget.state()["step"]] == widget.epoch > 20
        assert not widget.state()["log_scale"]
        assert player(log_scale=True).state()["log_scale"]

    def test_tables_hold_some_epochs_of_each_run(self) -> None:
        widget = player()
        tables = widget.tables()
        assert [table.caption for table in tables] == [
            "Adam: some of its 60 epochs",
            "Gradient descent that ends after 20 epochs: some of its 20 epochs",
        ]
        for table, run in zip(tables, widget.runs, strict=True):
            assert list(table.header) == [
                "epoch",
                "loss",
                "accuracy",
                "held-out loss",
                "held-out accuracy",
                "gradient norm of layers[0]",
                "gradient norm of layers[2]",
            ]
            rows = list(table.rows)
            assert len(rows) == 10
            assert rows[0][:3] == [
                "0",
                format_number(run["loss"][0]),
                format_number(run["accuracy"][0]),
            ]
            assert rows[-1][0] == str(run["epochs"][-1])
            for row in rows:
                at = run["epochs"].index(int(row[0]))
                assert row[4] == format_number(run["held_out_accuracy"][at])

    def test_labels_are_text(self) -> None:
        widget = TrainingPlayer({"<b>&": RUNS["Adam"]}, TRAINING)
        assert "<b>" not in widget.html()
        assert "&lt;b&gt;&amp;: some of its 60 epochs" in widget.html()

    def test_it_says_what_it_shows(self) -> None:
        assert player().caption() == (
            "Training, epoch by epoch: decision boundary, loss, accuracy and gradient norms of "
            "Adam and Gradient descent that ends after 20 epochs"
        )
        loss = [format_number(player().runs[1]["loss"][at]) for at in (0, -1)]
        assert f"after 20 epochs: 20 epochs, loss {loss[0]} → {loss[1]}, accuracy 0." in repr(
            player()
        )

    def test_a_run_that_failed_at_once(self) -> None:
        network = classifier()
        with pytest.raises(FloatingPointError):
            trained(network, optimizer=SGD(1e300), epochs=5)
        widget = TrainingPlayer({"Adam": RUNS["Adam"], "too fast": network}, TRAINING)
        assert widget.runs[1]["epochs"] == [0]
        assert len(list(widget.tables()[1].rows)) == 1
        alone = TrainingPlayer({"too fast": network}, TRAINING)
        assert alone.clock == [0]
        alone.epoch = 0
        assert trained(optimizer=Adam(0.1), epochs=1).history
