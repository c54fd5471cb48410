"""A network: layers one behind the other, and a loss behind the last.

>>> import numpy as np
>>> from backprop import SGD, Dense, ReLU, SoftmaxCrossEntropy
>>> rng = np.random.default_rng(0)
>>> network = Network([Dense(2, 3, rng=rng), ReLU(), Dense(3, 2, rng=rng)], SoftmaxCrossEntropy())
>>> x, y = [[1, -2], [3, 4]], [0, 1]
>>> before = network.forward(x, y)
>>> network.backward()
>>> SGD(0.1).step(network.parameters())
>>> network.forward(x, y) < before
True
"""

from backprop.network.history import Epoch, Evaluation, History
from backprop.network.network import Network

__all__ = ["Epoch", "Evaluation", "History", "Network"]
