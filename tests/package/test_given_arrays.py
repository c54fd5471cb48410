"""Arrays as people have them: masked, of objects, from a frame, too large for a type."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from arrays import Array
from backprop import (
    SGD,
    Adam,
    CategoricalCrossEntropy,
    Dense,
    Momentum,
    Network,
    ReLU,
    SigmoidCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    check_gradients,
)
from backprop.datasets import Dataset, Standardisation
from backprop.figures import confusion_matrix
from networks import OwnLoss, OwnReLU

HIDDEN = np.ma.array([[1.0, 2.0], [3.0, 999.0]], mask=[[0, 0], [0, 1]])
X = np.array([[1.0, 2.0], [3.0, 4.0]])
CLASSES = np.ma.array([0, 1], mask=[0, 1])


def dense() -> Dense:
    return Dense(2, 2, rng=np.random.default_rng(1))


def network(loss: Any = None) -> Network:
    return Network([dense()], loss or SquaredError())


def after_forward(layer: Any) -> Any:
    layer.forward(X)
    return layer


class GivesMasked(OwnReLU):
    def forward(self, inputs: Array) -> Array:
        return np.ma.array(super().forward(inputs), mask=inputs < 2)


TAKERS: dict[str, Callable[[Any], object]] = {
    "Dense.forward": lambda bad: dense().forward(bad),
    "Dense.backward": lambda bad: after_forward(dense()).backward(bad),
    "Dense.weights": lambda bad: setattr(dense(), "weights", bad),
    "ReLU.forward": lambda bad: ReLU().forward(bad),
    "Softmax.forward": lambda bad: Softmax().forward(bad),
    "SquaredError, predictions": lambda bad: SquaredError().forward(bad, X),
    "SquaredError, targets": lambda bad: SquaredError().forward(X, bad),
    "Network.forward": lambda bad: network().forward(bad, X),
    "Network.predict": lambda bad: network().predict(bad),
    "Network.fit": lambda bad: network().fit(bad, X, SGD(), 1),
    "Network.fit, targets": lambda bad: network().fit(X, bad, SGD(), 1),
    "Network.fit, validation": lambda bad: network().fit(X, X, SGD(), 1, validation=(X, bad)),
    "own loss": lambda bad: network(OwnLoss()).forward(X, bad),
    "check_gradients": lambda bad: check_gradients(dense(), bad),
    "Dataset, inputs": lambda bad: Dataset(bad, np.array([0, 1]), ("a", "b")),
    "Dataset, targets": lambda bad: Dataset(X, bad, ("a", "b")),
    "Standardisation": Standardisation,
    "Standardisation, called": lambda bad: Standardisation(X)(bad),
    "SGD, gradient": lambda bad: SGD().step([(np.ones((2, 2)), bad)]),
    "confusion_matrix": lambda bad: confusion_matrix([0, 1], bad),
}


class TestMasked:
    @pytest.mark.parametrize("taker", TAKERS)
    def test_what_is_hidden_is_not_used(self, taker: str) -> None:
        with pytest.raises(ValueError, match="without a mask, got a masked array that hides 1"):
            TAKERS[taker](HIDDEN)

    @pytest.mark.parametrize("taker", TAKERS)
    def test_rows_in_a_list(self, taker: str) -> None:
        with pytest.raises(ValueError, match="without a mask"):
            TAKERS[taker](list(HIDDEN))

    @pytest.mark.parametrize("loss", [CategoricalCrossEntropy, SoftmaxCrossEntropy])
    def test_class_numbers(self, loss: Any) -> None:
        with pytest.raises(ValueError, match="without a mask"):
            loss().forward([[0.5, 0.5], [0.5, 0.5]], CLASSES)
        with pytest.raises(ValueError, match="without a mask"):
            network(SoftmaxCrossEntropy()).fit(X, CLASSES, SGD(), 1)

    def test_shares_of_class_1(self) -> None:
        for hidden in (CLASSES, CLASSES.reshape(2, 1), list(CLASSES.reshape(2, 1))):
            with pytest.raises(ValueError, match="without a mask"):
                SigmoidCrossEntropy().forward([[1.0], [2.0]], hidden)

    def test_what_a_readers_own_layer_returns(self) -> None:
        with pytest.raises(ValueError, match="to return outputs without a mask"):
            Network([dense(), GivesMasked()], SquaredError()).forward(X, X)

    def test_a_mask_that_hides_nothing_is_none(self) -> None:
        assert ReLU().forward(np.ma.array(X)).tolist() == X.tolist()
        assert ReLU().forward(np.ma.array(X, mask=False)).tolist() == X.tolist()

    def test_parameters(self) -> None:
        with pytest.raises(TypeError, match="parameters as arrays of floating-point numbers"):
            SGD().step([(HIDDEN.copy(), X)])


class TestObjects:
    @pytest.mark.parametrize(
        "value", [2, 2.0, True + 1, np.float32(2), np.int8(2), Decimal(2), Fraction(2)]
    )
    def test_plain_numbers_are_converted(self, value: Any) -> None:
        given = np.array([[value, 1.0]], dtype=object)
        assert ReLU().forward(given).tolist() == [[2.0, 1.0]]

    def test_class_numbers_stay_whole(self) -> None:
        loss, logits = SoftmaxCrossEntropy(), [[0.0, 1.0], [2.0, 3.0]]
        expected = loss.forward(logits, [0, 1])
        assert loss.forward(logits, np.array([0, 1], dtype=object)) == expected

    @pytest.mark.parametrize("value", ["red", None, 1j, [1, 2], np.datetime64("2020-01-01")])
    def test_the_column_at_fault_is_named(self, value: Any) -> None:
        given = np.ones((3, 4), dtype=object)
        given[1, 2] = value
        with pytest.raises(TypeError, match=r"real numbers, got .* in column 2, row 1\.$"):
            ReLU().forward(given)

    def test_too_large_for_a_float(self) -> None:
        with pytest.raises(ValueError, match="of finite numbers"):
            ReLU().forward([[10**400]])


class Frame:
    """As much of a pandas frame as is asked for."""

    def __init__(self, **columns: list[Any]) -> None:
        self.columns = list(columns)
        self.table = np.array(list(zip(*columns.values(), strict=True)), dtype=object)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Array:
        return self.table

    def __getitem__(self, key: Any) -> Any:
        raise KeyError(f"{key} is no column")


class TestFrames:
    GOOD = Frame(rooms=[1, 2, 3], area=[50.0, 70.5, 90.0])

    def test_used_as_a_matrix(self) -> None:
        layer = dense()
        expected = layer.forward([[1, 50], [2, 70.5], [3, 90]])
        assert layer.forward(self.GOOD).tolist() == expected.tolist()

    def test_the_column_at_fault_has_its_name(self) -> None:
        frame = Frame(rooms=[1, 2], colour=["red", "blue"])
        with pytest.raises(TypeError, match="real numbers, got 'red' in column 'colour', row 0"):
            network().predict(frame)

    def test_a_dataset_is_split_by_rows(self) -> None:
        data = Dataset(self.GOOD, [0, 1, 2], ("rooms", "area"))
        assert data.inputs[[2, 0]].tolist() == [[3, 90], [1, 50]]
        assert data.targets[1:].tolist() == [1, 2]


class Tensor:
    """As much of a torch tensor as is asked for: one that has a gradient is not converted."""

    def __array__(self, dtype: Any = None, copy: Any = None) -> Array:
        raise RuntimeError("Can't call numpy() on Tensor that requires grad.")


def test_what_numpy_cannot_read_says_why() -> None:
    with pytest.raises(TypeError, match=r"that numpy can read, got Tensor: Can't call numpy\(\)"):
        ReLU().forward(Tensor())  # type: ignore[arg-type]


class TestHints:
    def test_values_that_should_be_a_column(self) -> None:
        net = Network([Dense(2, 1)], SquaredError())
        with pytest.raises(ValueError, match=r"shape \(2, 1\), got \(2,\)\..*\.reshape\(-1, 1\)"):
            net.fit(X, [1.0, 2.0], SGD(), 1)
        with pytest.raises(ValueError, match=r"got \(2,\)\..*\.reshape\(-1, 1\)"):
            SquaredError().forward([[1], [2]], [1, 2])

    def test_one_input_of_each_sample(self) -> None:
        with pytest.raises(ValueError, match=r"\(n_samples, 1\), got \(3,\)\..*\.reshape\(-1, 1\)"):
            Dense(1, 2).forward([1, 2, 3])

    def test_another_number_of_samples_is_not_mended_by_a_column(self) -> None:
        with pytest.raises(ValueError, match=r"shape \(2, 1\), got \(3,\)") as refused:
            SquaredError().forward([[1], [2]], [1, 2, 3])
        assert "reshape" not in str(refused.value)


class TestTooLargeForTheType:
    @pytest.mark.parametrize("make", [SGD, Momentum, Adam])
    def test_a_gradient(self, make: Any) -> None:
        first, parameter = np.ones((1, 2), np.float32), np.ones((1, 2), np.float32)
        with pytest.raises(
            FloatingPointError, match=r"finite gradients, got 1e\+300, which float32"
        ):
            make().step([(first, np.ones((1, 2))), (parameter, np.full((1, 2), 1e300))])
        assert (first == 1).all()
        assert (parameter == 1).all()

    @pytest.mark.parametrize(("dtype", "size"), [(np.float32, 1e25), (np.float64, 1e200)])
    def test_what_adam_would_remember(self, dtype: Any, size: float) -> None:
        optimizer, twin = Adam(0.1), Adam(0.1)
        parameters = [np.ones((1, 2), dtype), np.ones((1, 2), dtype)]
        gradient = np.full((1, 2), 0.5, dtype)
        optimizer.step([(parameters[0], gradient)])
        twin.step([(parameters[1], gradient)])
        with pytest.raises(FloatingPointError, match=r"leave finite float.* numbers, got one as"):
            optimizer.step([(parameters[0], np.full((1, 2), size, dtype))])
        optimizer.step([(parameters[0], gradient)])
        twin.step([(parameters[1], gradient)])
        assert parameters[0].tolist() == parameters[1].tolist()

    def test_what_momentum_would_remember(self) -> None:
        optimizer, parameter = Momentum(1e-30), np.ones((1, 2), np.float32)
        gradient = np.full((1, 2), 3e38, np.float32)
        optimizer.step([(parameter, gradient)])
        with pytest.raises(FloatingPointError, match="leave finite float32 numbers"):
            optimizer.step([(parameter, gradient)])

    def test_targets_of_a_readers_own_loss(self) -> None:
        net = Network([Dense(2, 2, dtype=np.float32)], OwnLoss())
        with pytest.raises(ValueError, match=r"targets that fit into float32, got 1e\+300"):
            net.forward(X, np.full((2, 2), 1e300))
