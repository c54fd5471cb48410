"""The gradients that losses start with: the mean over the samples of a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from arrays import loss_case, one_hot
from verification.layers import CHAPTER_7
from verification.libraries import Array, Library
from verification.subject import Case, Subject, at_random

CHAPTER_3_LOSS = "[3](03-backpropagate-a-layer.ipynb)"
API = "[package](api.md)"


def softmax(z: Array) -> Array:
    exponentials = np.exp(z)
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def _loss(
    kind: str,
    per_batch: Callable[[Library, Any, Any], Any],
    dpredictions: Callable[[Array, Array], Array],
) -> Callable[[np.random.Generator], Case]:
    """A loss whose sum over a batch is given, and the gradient of that sum by hand."""

    def draw(rng: np.random.Generator) -> Case:
        case = loss_case(kind, rng, int(rng.integers(2, 6)), int(rng.integers(2, 6)), float)
        n_samples, n_values = case.predictions.shape
        classes = case.targets.ndim == 1
        wanted = one_hot(case.targets, n_values) if classes else case.targets
        case.loss.forward(case.predictions, case.targets)
        return Case(
            {"dpredictions": case.predictions},
            lambda lib, at: per_batch(lib, at["dpredictions"], lib.constant(wanted)) / n_samples,
            {"dpredictions": case.loss.backward()},
            {"dpredictions": dpredictions(case.predictions, wanted) / n_samples},
        )

    return draw


SUBJECTS = [
    Subject(
        "`SquaredError`",
        "½ (y − t)²",
        CHAPTER_3_LOSS,
        at_random(
            _loss(
                "SquaredError",
                lambda lib, y, t: lib.sum((y - t) ** 2) / 2,
                lambda y, t: y - t,
            )
        ),
    ),
    Subject(
        "`CategoricalCrossEntropy`",
        "−log p of the right class",
        CHAPTER_7,
        at_random(
            _loss(
                "CategoricalCrossEntropy",
                lambda lib, p, t: -lib.sum(t * lib.log(p)),
                lambda p, t: -t / p,
            )
        ),
    ),
    Subject(
        "`SoftmaxCrossEntropy`",
        "−log softmax(z) of the right class",
        CHAPTER_7,
        at_random(
            _loss(
                "SoftmaxCrossEntropy",
                lambda lib, z, t: -lib.sum(t * lib.log_softmax(z)),
                lambda z, t: softmax(z) - t,
            )
        ),
    ),
    Subject(
        "`SigmoidCrossEntropy`",
        "−t log σ(z) − (1 − t) log σ(−z)",
        API,
        at_random(
            _loss(
                "SigmoidCrossEntropy",
                lambda lib, z, t: (
                    -lib.sum(t * lib.log(lib.sigmoid(z)) + (1 - t) * lib.log(lib.sigmoid(-z)))
                ),
                lambda z, t: 1 / (1 + np.exp(-z)) - t,
            )
        ),
    ),
]
