"""The textbook's code: each formula in its own words, and a softmax Jacobian for each sample."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class NaiveNetwork:
    """Dense, ReLU, Dense, softmax, cross-entropy, as courses write them down."""

    def __init__(self, weights1: Array, weights2: Array) -> None:
        self.weights = [weights1.copy(), weights2.copy()]
        self.biases = [np.zeros((1, weights.shape[1]), weights.dtype) for weights in self.weights]

    def step(self, inputs: Array, classes: Array, learning_rate: float) -> float:
        n_samples = len(inputs)
        sums = np.dot(inputs, self.weights[0]) + self.biases[0]
        hidden = np.maximum(0, sums)
        logits = np.dot(hidden, self.weights[1]) + self.biases[1]
        exponentials = np.exp(logits - np.max(logits, axis=1, keepdims=True))
        probabilities = exponentials / np.sum(exponentials, axis=1, keepdims=True)
        clipped = np.clip(probabilities, 1e-7, 1 - 1e-7)
        loss = float(np.mean(-np.log(clipped[range(n_samples), classes])))

        one_hot = np.eye(logits.shape[1], dtype=inputs.dtype)[classes]
        dprobabilities = -one_hot / clipped / n_samples
        dlogits = np.empty_like(logits)
        for index, (output, dvalues) in enumerate(zip(probabilities, dprobabilities, strict=True)):
            column = output.reshape(-1, 1)
            jacobian = np.diagflat(column) - np.dot(column, column.T)
            dlogits[index] = np.dot(jacobian, dvalues)
        dhidden, dweights2, dbiases2 = self._dense_backward(hidden, 1, dlogits)
        dsums = dhidden.copy()
        dsums[sums <= 0] = 0
        _, dweights1, dbiases1 = self._dense_backward(inputs, 0, dsums)

        for layer, dweights, dbiases in ((0, dweights1, dbiases1), (1, dweights2, dbiases2)):
            self.weights[layer] += -learning_rate * dweights
            self.biases[layer] += -learning_rate * dbiases
        return loss

    def _dense_backward(self, inputs: Array, layer: int, dvalues: Array) -> tuple[Array, ...]:
        dweights = np.dot(inputs.T, dvalues)
        dbiases = np.sum(dvalues, axis=0, keepdims=True)
        return np.dot(dvalues, self.weights[layer].T), dweights, dbiases
