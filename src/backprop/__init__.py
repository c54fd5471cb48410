"""Backpropagation, written to be read: the package behind the book."""

from backprop.activations import Linear, ReLU, Sigmoid, Softmax, Tanh
from backprop.binary_cross_entropy import SigmoidCrossEntropy
from backprop.gradcheck import check_gradients, check_optimizer
from backprop.layers import Dense
from backprop.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy, SquaredError
from backprop.network import Network
from backprop.optimizers import SGD, Adam, Momentum

__all__ = [
    "SGD",
    "Adam",
    "CategoricalCrossEntropy",
    "Dense",
    "Linear",
    "Momentum",
    "Network",
    "ReLU",
    "Sigmoid",
    "SigmoidCrossEntropy",
    "Softmax",
    "SoftmaxCrossEntropy",
    "SquaredError",
    "Tanh",
    "check_gradients",
    "check_optimizer",
]

__version__ = "0.1.0"
