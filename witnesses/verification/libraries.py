"""The libraries that differentiate a formula by themselves, under one set of names.

Each brings its own functions where it has them, so that no two share how a sigmoid is computed.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import autograd
import autograd.numpy as anp  # type: ignore[import-untyped]
import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Gradients = Mapping[str, Array]
Formula = Callable[["Library", Mapping[str, Any]], Any]


@dataclass(frozen=True)
class Library:
    """A library's functions of arrays, its derivative of a formula, and its version."""

    name: str
    version: str
    constant: Callable[[Array], Any]
    sum: Callable[[Any], Any]
    exp: Callable[[Any], Any]
    log: Callable[[Any], Any]
    tanh: Callable[[Any], Any]
    relu: Callable[[Any], Any]
    sigmoid: Callable[[Any], Any]
    log_softmax: Callable[[Any], Any]
    differentiate: Callable[[Library, Formula, Gradients], Gradients]

    def gradients(self, formula: Formula, at: Gradients) -> Gradients:
        """Differentiate ``formula`` with respect to each of its arrays."""
        return self.differentiate(self, formula, at)


def _log_softmax(xp: Any) -> Callable[[Any], Any]:
    return lambda z: z - xp.log(xp.sum(xp.exp(z), axis=1, keepdims=True))


def _by_differences(library: Library, formula: Formula, at: Gradients) -> Gradients:
    """Fourth-order central differences: (8(f₁ − f₋₁) − (f₂ − f₋₂)) / 12h, each entry by itself."""

    def slope(name: str, index: tuple[int, ...]) -> float:
        h = 1e-4

        def moved(steps: int) -> float:
            array = at[name].copy()
            array[index] += steps * h
            return float(formula(library, {**at, name: array}))

        return (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * h)

    return {
        name: np.array([slope(name, i) for i in np.ndindex(array.shape)]).reshape(array.shape)
        for name, array in at.items()
    }


def _by_autograd(library: Library, formula: Formula, at: Gradients) -> Gradients:
    return {
        name: autograd.grad(lambda moved, name=name: formula(library, {**at, name: moved}))(array)
        for name, array in at.items()
    }


DIFFERENCES = Library(
    "differences",
    np.__version__,
    np.asarray,
    np.sum,
    np.exp,
    np.log,
    np.tanh,
    lambda z: np.where(z > 0, z, 0.0),
    lambda z: 1 / (1 + np.exp(-z)),
    _log_softmax(np),
    _by_differences,
)
AUTOGRAD = Library(
    "autograd",
    version("autograd"),
    np.asarray,
    anp.sum,
    anp.exp,
    anp.log,
    anp.tanh,
    lambda z: anp.where(z > 0, z, 0.0),
    lambda z: (1 + anp.tanh(z / 2)) / 2,
    _log_softmax(anp),
    _by_autograd,
)


def pytorch() -> Library:
    """PyTorch, in double: a large download, which only `make witnesses` makes."""
    torch = importlib.import_module("torch")

    def differentiate(library: Library, formula: Formula, at: Gradients) -> Gradients:
        leaves = {name: torch.tensor(a, requires_grad=True) for name, a in at.items()}
        formula(library, leaves).backward()
        return {name: leaf.grad.numpy() for name, leaf in leaves.items()}

    return Library(
        "PyTorch",
        torch.__version__.partition("+")[0],
        torch.tensor,
        torch.sum,
        torch.exp,
        torch.log,
        torch.tanh,
        torch.relu,
        torch.sigmoid,
        lambda z: torch.log_softmax(z, dim=1),
        differentiate,
    )


def jax() -> Library:
    """JAX, in double: like PyTorch, only in `make witnesses`."""
    module = importlib.import_module("jax")
    module.config.update("jax_enable_x64", True)
    jnp, nn = module.numpy, module.nn

    def differentiate(library: Library, formula: Formula, at: Gradients) -> Gradients:
        found = module.grad(lambda arrays: formula(library, arrays))(dict(at))
        return {name: np.asarray(gradient) for name, gradient in found.items()}

    return Library(
        "JAX",
        module.__version__,
        jnp.asarray,
        jnp.sum,
        jnp.exp,
        jnp.log,
        jnp.tanh,
        nn.relu,
        nn.sigmoid,
        lambda z: nn.log_softmax(z, axis=1),
        differentiate,
    )
