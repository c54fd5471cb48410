"""The spiral by its recipe, the files by what is known of them, the split and the scaling."""

from __future__ import annotations

import doctest
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrays import Array, assert_same, generators, numbers
from backprop import SGD, Dense, Network, SquaredError, datasets
from backprop.datasets import Dataset, Standardisation, digits, houses, spiral, split


class TestSpiral:
    def test_recipe(self) -> None:
        """Note A, as it stands there: a loop over classes with the legacy generator."""
        random = np.random.RandomState(0)
        inputs, targets = np.zeros((300, 2)), np.zeros(300, int)
        for j in range(3):
            rows = range(100 * j, 100 * (j + 1))
            r = np.linspace(0.0, 1, 100)
            t = np.linspace(j * 4, (j + 1) * 4, 100) + random.randn(100) * 0.2
            inputs[rows], targets[rows] = np.c_[r * np.sin(t * 2.5), r * np.cos(t * 2.5)], j
        ours = spiral(rng=np.random.RandomState(0))
        assert_same(ours.inputs, inputs, tolerance=0)
        assert ours.targets.tolist() == targets.tolist()

    @given(st.integers(1, 6), st.integers(1, 6), generators)
    def test_sizes(self, n_points: int, n_classes: int, rng: Any) -> None:
        ours = spiral(n_points, n_classes, rng=rng)
        assert ours.inputs.shape == (n_points * n_classes, 2)
        assert ours.targets.tolist() == sorted([*range(n_classes)] * n_points)
        radius = np.hypot(*ours.inputs.T).reshape(n_classes, n_points)
        assert np.allclose(radius, np.linspace(0, 1, n_points))

    def test_without_noise_it_needs_no_generator(self) -> None:
        assert_same(spiral(noise=0).inputs, spiral(noise=0).inputs, tolerance=0)
        assert not np.array_equal(spiral().inputs, spiral().inputs)

    @pytest.mark.parametrize(
        ("arguments", "error", "says"),
        [
            ({"n_points": 0}, ValueError, "n_points of at least 1, got 0"),
            ({"n_classes": 2.0}, TypeError, "n_classes as a whole number, got 2.0"),
            ({"noise": -1}, ValueError, "noise as a number of at least 0, got -1"),
            ({"noise": np.nan}, ValueError, "noise as a number of at least 0, got nan"),
            ({"noise": np.inf}, ValueError, "noise as a number of at least 0, got inf"),
        ],
    )
    def test_refused(self, arguments: Any, error: type[Exception], says: str) -> None:
        with pytest.raises(error, match=f"spiral expects {says}"):
            spiral(**arguments)


def test_houses() -> None:
    data = houses()
    assert data.inputs.shape == (546, 11)
    assert data.targets.shape == (546, 1)
    # What Anglin and Gençay print: mean price 68,122, mean lot 5,150.
    assert round(data.targets.mean()) == 68122
    columns = dict(zip(data.input_names, data.inputs.T, strict=True))
    assert round(columns["lotsize"].mean()) == 5150
    assert data.inputs[0].tolist() == [5850, 3, 1, 2, 1, 0, 1, 0, 0, 1, 0]
    assert data.targets[0] == 42000
    for name in ("driveway", "recroom", "fullbase", "gashw", "airco", "prefarea"):
        assert set(columns[name]) == {0, 1}


def test_digits() -> None:
    data = digits()
    assert data.inputs.shape == (1797, 64)
    assert len(data.input_names) == 64
    assert (data.inputs.min(), data.inputs.max()) == (0, 16)
    assert np.bincount(data.targets).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert data.inputs[0, :8].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert data.targets[:10].tolist() == [*range(10)]


@pytest.mark.parametrize("load", [houses, digits])
def test_who_changes_the_data_changes_a_copy(load: Any) -> None:
    first = load()
    first.inputs[:], first.targets[:] = 0, 0
    assert load().inputs.any()
    assert load().targets.any()


class TestSplit:
    @given(st.integers(2, 40), st.floats(0.01, 0.99), generators)
    def test_each_sample_is_on_one_side(self, n_samples: int, held_out: float, rng: Any) -> None:
        rows = np.arange(n_samples)
        whole = Dataset(rows[:, None] * 1.0, rows, ("x",))
        parts = split(whole, held_out=held_out, rng=rng)
        assert sorted([*parts[0].targets, *parts[1].targets]) == rows.tolist()
        for part in parts:
            assert part.inputs[:, 0].tolist() == part.targets.tolist()
            assert part.input_names == ("x",)
        assert len(parts[1]) == min(max(round(held_out * n_samples), 1), n_samples - 1)

    def test_the_same_for_the_same_generator_and_shuffled(self) -> None:
        whole = digits()
        one, two, other = (
            split(whole, rng=np.random.default_rng(seed))[1].targets for seed in (1, 1, 2)
        )
        assert one.tolist() == two.tolist() != other.tolist()
        assert one.tolist() != whole.targets[: len(one)].tolist()

    def test_parts_are_copies(self) -> None:
        whole = spiral(noise=0)
        before = whole.inputs.copy()
        for part in split(whole):
            part.inputs[:] = 7
        assert np.array_equal(whole.inputs, before)

    @pytest.mark.parametrize("held_out", [0, 1, -0.5, 2, np.nan])
    def test_refused(self, held_out: float) -> None:
        with pytest.raises(ValueError, match="held_out between 0 and 1, got"):
            split(digits(), held_out=held_out)

    def test_one_sample_cannot_be_split(self) -> None:
        with pytest.raises(ValueError, match="at least 2 samples, got 1"):
            split(spiral(1, 1))


class TestStandardisation:
    @given(generators)
    def test_measured_on_the_training_part_only(self, rng: Any) -> None:
        training, held_out = 3 + 5 * numbers(rng, (6, 4)), numbers(rng, (3, 4))
        scale = Standardisation(training)
        scaled = scale(training)
        assert_same(scaled.mean(axis=0), np.zeros(4), tolerance=1e-12)
        assert_same(scaled.std(axis=0), np.ones(4), tolerance=1e-12)
        expected = (held_out - training.mean(axis=0)) / training.std(axis=0)
        assert_same(scale(held_out), expected, tolerance=1e-12)
        assert_same(scale.undo(scale(held_out)), held_out, tolerance=1e-12)

    def test_a_column_that_never_changes_becomes_0(self) -> None:
        values = np.column_stack([np.full(7, 0.1), np.arange(7.0)])
        assert Standardisation(values)(values)[:, 0].tolist() == [0] * 7

    def test_single_precision_stays(self) -> None:
        values = numbers(np.random.default_rng(1), (5, 2), np.float32)
        scale = Standardisation(values)
        assert scale(values).dtype == scale.undo(values).dtype == np.float32

    @pytest.mark.parametrize(
        ("values", "says"),
        [
            (np.ones((2, 3)), r"shape \(n_samples, 2\), got \(2, 3\)"),
            (np.ones(2), r"got \(2,\). One sample"),
            (np.array([[1, np.nan]]), "finite float64 numbers, got nan"),
        ],
    )
    def test_refused(self, values: Array, says: str) -> None:
        scale = Standardisation([[1, 2], [3, 4]])
        for call in (scale, scale.undo):
            with pytest.raises(ValueError, match=f"Standardisation expects values .*{says}"):
                call(values)


def test_docstrings_show_what_happens() -> None:
    result = doctest.testmod(datasets)
    assert result.attempted > 0
    assert result.failed == 0


class TestOwnData:
    X = np.arange(20.0).reshape(10, 2)
    Y = np.arange(10)

    def test_needs_no_names(self) -> None:
        data = Dataset(self.X, self.Y)
        assert data.input_names == ("input 0", "input 1")
        assert Dataset(self.X, self.Y, ("a", "b")).input_names == ("a", "b")

    def test_lists_and_whole_numbers_become_arrays(self) -> None:
        data = Dataset([[1, 2], [3, 4]], [0, 1])  # type: ignore[arg-type]
        assert data.inputs.dtype == float
        assert data.targets.tolist() == [0, 1]
        assert Dataset(self.X.astype(np.float32), self.Y).inputs.dtype == np.float32

    def test_labels_of_a_frame(self) -> None:
        class Frame:
            """As much of a pandas frame as is looked at."""

            columns = ("area", "rooms")

            def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
                return TestOwnData.X

        assert Dataset(Frame(), self.Y).input_names == ("area", "rooms")  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("x", "y", "names", "says"),
        [
            (X, Y[:9], (), r"a target for each of 10 samples, got targets of shape \(9,\)"),
            (X, 3, (), r"a target for each of 10 samples, got targets of shape \(\)"),
            (X, Y, ("a",), "a name for each of 2 inputs, got 1"),
            (X[:, 0], Y, (), r"inputs of shape \(n_samples, n_inputs\), got \(10,\)"),
            (X * np.nan, Y, (), "inputs of finite"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, x: Any, y: Any, names: Any, says: str) -> None:
        with pytest.raises(ValueError, match=f"Dataset expects {says}"):
            Dataset(x, y, names)

    def test_split_takes_arrays(self) -> None:
        parts = split(self.X, self.Y, held_out=0.3, rng=np.random.default_rng(1))
        same = split(Dataset(self.X, self.Y), held_out=0.3, rng=np.random.default_rng(1))
        for ours, theirs in zip(parts, same, strict=True):
            assert np.array_equal(ours.inputs, theirs.inputs)
            assert np.array_equal(ours.targets, theirs.targets)
            assert np.array_equal(ours.inputs[:, 0], 2 * ours.targets)
        assert [len(part) for part in parts] == [7, 3]

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ((X, Y[:9]), "a target for each of 10 samples"),
            ((X,), "got ndarray alone"),
            ((Dataset(X, Y), Y), "got targets besides"),
        ],
    )
    def test_split_of_what_does_not_fit_is_refused(self, given: Any, says: str) -> None:
        with pytest.raises((TypeError, ValueError), match=says):
            split(*given)

    def test_validation_takes_a_data_set(self) -> None:
        def trained(validation: Any) -> Any:
            network = Network([Dense(2, 1, scale=0)], SquaredError())
            targets = self.X[:, :1]
            return network.fit(self.X / 20, targets, SGD(0.1), 3, validation=validation)

        held_out = Dataset(self.X[:4] / 20, self.X[:4, :1])
        pair = held_out.inputs, held_out.targets
        assert trained(held_out).validation_loss == trained(pair).validation_loss
        assert len(trained(held_out).validation_loss) == 4
