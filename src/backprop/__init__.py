"""Backpropagation, written to be read: the package behind the book."""

from backprop.activations import Linear, ReLU, Sigmoid, Softmax
from backprop.gradcheck import check_gradients
from backprop.layers import Dense
from backprop.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy, SquaredError

__all__ = [
    "CategoricalCrossEntropy",
    "Dense",
    "Linear",
    "ReLU",
    "Sigmoid",
    "Softmax",
    "SoftmaxCrossEntropy",
    "SquaredError",
    "check_gradients",
]

__version__ = "0.1.0"
