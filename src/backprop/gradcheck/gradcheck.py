"""Run a backward pass, and measure the slopes that it should have given."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray, Random, Seed, checked_matrix, checked_rng, checked_size
from backprop.gradcheck.central_differences import compare
from backprop.gradcheck.diagnosis import Diagnosis
from backprop.gradcheck.report import ArrayReport, GradientReport
from backprop.gradcheck.subjects import Subject, of_layer, of_loss, of_network
from backprop.network import Network

__all__ = ["HasBackward", "check_gradients"]

Copied = TypeVar("Copied")


class HasBackward(Protocol):
    """A layer, a loss or a network: something with a forward and a backward pass."""

    forward: Callable[..., Any]
    backward: Callable[..., Any]


def check_gradients(
    layer_or_loss: HasBackward,
    inputs: ArrayLike,
    targets: ArrayLike | None = None,
    *,
    entries: int | None = None,
    rng: Seed | None = None,
) -> GradientReport:
    """Compare the gradients of a layer, a loss or a network with measured slopes.

    Each number ``x`` is nudged both ways, ``(f(x + h) − f(x − h)) / 2h``. For a loss, ``f`` is
    the loss; for a network, the loss as a function of its parameters. For a layer it is ``sum of
    outputs · dvalues`` with random ``dvalues``, which are then the incoming gradient of the
    backward pass. Gradient and slope may differ by 1e-5 of their size (1e-2 in float32) plus what
    rounding can do to the slope, so that a gradient near 1e-8 raises no false alarm, and one that
    is wrong by 0.1% is found. So is a gradient that a second backward pass adds to instead of
    replacing it.

    A wrong gradient is compared with the catalogue of :mod:`backprop.mistakes`, and with the right
    numbers times a factor, transposed, or without a sum: if that gives exactly what came out, the
    report says so. In a network, each layer and the loss are then checked alone, and then the loop
    through them.

    All this happens to a copy: what is checked stays as it is, even in the middle of a training.
    Each number takes two forward passes or more. If that takes long, a bar shows the progress.

    Parameters
    ----------
    layer_or_loss
        A layer; or, with targets, a loss or a network. Whatever has ``layers`` is a network; it
        may be a class of your own, which also has a ``loss``. The parameters of a layer are those
        named in its ``parameter_names``, or else ``weights`` and ``biases`` if it has them; those
        of a network are named by layer.
    inputs
        The inputs of the layer or the network, or the predictions of the loss, shape
        (n_samples, n_values).
    targets
        Whatever the loss, or the network's loss, takes as targets.
    entries
        Compare at most this many numbers of each gradient, drawn at random, as for a large
        network; the report says so. By default all are compared.
    rng
        The source of the random ``dvalues`` and of the choice of numbers to compare; by default
        the same for each call.

    Raises
    ------
    TypeError, ValueError
        If ``inputs`` is not a matrix of finite numbers, or ``rng`` is not a generator; if the layer
        or loss refuses its input, returns something that is not finite, or sets no gradient for a
        parameter; if two forward passes of the same inputs differ, as with random numbers, so that
        there is no slope; or if it cannot be copied.
    """
    x = checked_matrix(inputs, "check_gradients expects inputs", ("n_samples", "n_values"))
    x = x.astype(float)
    rng = checked_rng(np.random.default_rng(0) if rng is None else rng, "check_gradients expects")
    most = None if entries is None else checked_size(entries, "check_gradients expects entries")
    it: Any = _copied(layer_or_loss)
    run, before = _runner(it, x, targets), copy.deepcopy(rng)
    subject = run(it, rng)
    reports = [
        compare(name, gradient, measured, entries=most, rng=rng)
        for (name, gradient), measured in zip(
            subject.gradients.items(), subject.measured, strict=True
        )
    ]
    diagnosis = Diagnosis(subject, reports, lambda other: run(other, copy.deepcopy(before)), len(x))
    if _is_network(it, targets):
        found = _any_wrong(reports) or subject.added_to
        # A copy that no pass has gone through yet.
        parts = _of_parts(_copied(layer_or_loss), x, targets, entries) if found else ()
        explained = (*parts, *diagnosis.of_loop(it))
    else:
        explained = diagnosis.of_part(it, x, targets)
    return GradientReport(
        type(it).__name__,
        tuple(reports),
        tuple(subject.changed),
        tuple(subject.added_to),
        explained,
    )


def _is_network(it: Any, targets: ArrayLike | None) -> bool:
    return isinstance(it, Network) or (targets is not None and hasattr(it, "layers"))


def _runner(it: Any, x: FloatArray, targets: ArrayLike | None) -> Callable[[Any, Random], Subject]:
    """Return a function that runs it, or whatever is put in its place."""
    if targets is None:
        if _is_network(it, targets):
            raise ValueError("check_gradients expects targets for a network, got none.")
        return lambda other, rng: of_layer(other, x, rng)
    of_whole = of_network if _is_network(it, targets) else of_loss
    return lambda other, _: of_whole(other, x, targets)


def _any_wrong(reports: Sequence[ArrayReport]) -> bool:
    return any(report.is_wrong for report in reports)


def _of_parts(
    network: Any, x: FloatArray, targets: ArrayLike | None, entries: int | None
) -> Iterator[str]:
    """Check each layer and the loss alone, with the inputs that it gets in the network."""
    values: Any = x
    for place, layer in enumerate(network.layers):
        yield from _of_part(f"layers[{place}]", check_gradients(layer, values, entries=entries))
        values = layer.forward(values)
    loss = getattr(network, "loss", None)
    if loss is not None:
        yield from _of_part("loss", check_gradients(loss, values, targets, entries=entries))


def _of_part(name: str, report: GradientReport) -> Iterator[str]:
    wrong = [array.name for array in report.arrays if array.is_wrong]
    for does, names in (("has wrong", wrong), ("adds to the old", report.added_to)):
        if names:
            yield f"{name}, checked alone: {report.name} {does} {' and '.join(names)}."
    yield from (f"{name}: {text}" for text in report.explanations)


def _copied(it: Copied) -> Copied:
    try:
        return copy.deepcopy(it)
    except Exception as error:
        raise TypeError(
            f"check_gradients works on a copy, and {it!r} cannot be copied: {error}."
        ) from error
