"""The right classes of a batch: class numbers or one-hot rows; of two classes, shares of one."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.arrays import as_array
from backprop.checks import FloatArray, checked_matrix

__all__ = ["class_numbers", "one_of_two_classes", "output_for_each_class", "shares_of_class_1"]


def class_numbers(targets: ArrayLike, shape: tuple[int, ...], method: str) -> NDArray[np.intp]:
    """Return the class number of each sample, or raise an error that says what was expected.

    Parameters
    ----------
    targets
        Class numbers, whole and from 0 to ``n_classes - 1``, shape (n_samples,); or one-hot rows,
        a single 1 among zeros, shape (n_samples, n_classes).
    shape
        That of the predictions, (n_samples, n_classes).
    method
        Who asks, for the message.

    Raises
    ------
    TypeError
        If class numbers are not whole numbers, or one-hot rows not real numbers, by their type.
    ValueError
        If the shape is another, a class number is out of range, or a row is not one-hot.
    """
    n_samples, n_classes = shape
    expects = f"{method} expects targets"
    array = as_array(targets, expects)
    if array.shape == (n_samples, n_classes):
        if array.dtype.kind not in "biuf":
            raise TypeError(
                f"{expects} as one-hot rows of real numbers, got {targets!r} of type {array.dtype}."
            )
        return _from_one_hot(array, expects)
    if array.shape != (n_samples,):
        column = array.shape == (n_samples, 1)
        hint = " In one dimension they are written .reshape(-1)." if column else ""
        raise ValueError(
            f"{expects} as class numbers of shape ({n_samples},) or as one-hot rows of shape "
            f"({n_samples}, {n_classes}), got shape {array.shape}.{hint}"
        )
    if array.dtype.kind not in "iu":
        whole = array.dtype.kind == "f" and (array == np.floor(array)).all()
        hint = " As whole numbers they are written .astype(int)." if whole else ""
        raise TypeError(
            f"{expects} as whole class numbers, got {targets!r} of type {array.dtype}.{hint}"
        )
    outside = (array < 0) | (array >= n_classes)
    if outside.any():
        at = int(np.argmax(outside))
        hint = " For two classes and one output use SigmoidCrossEntropy." if n_classes == 1 else ""
        got = f"got {array[at]} at [{at}]."
        raise ValueError(f"{expects} as class numbers from 0 to {n_classes - 1}, {got}{hint}")
    return array.astype(np.intp)


def shares_of_class_1(targets: ArrayLike, n_samples: int, method: str) -> FloatArray:
    """Return how much of each sample is of class 1, or raise an error that says what was expected.

    Parameters
    ----------
    targets
        Numbers from 0 to 1, shape (n_samples,) or (n_samples, 1).
    n_samples
        For how many predictions.
    method
        Who asks, for the message.

    Returns
    -------
    array, shape (n_samples, 1)
        A copy, in double precision.

    Raises
    ------
    TypeError, ValueError
        If they are no real numbers; if the shape is another, or a number is below 0 or above 1.
    """
    expects = f"{method} expects targets"
    array = as_array(targets, expects)
    if array.shape not in ((n_samples,), (n_samples, 1)):
        raise ValueError(
            f"{expects} as numbers from 0 to 1 of shape ({n_samples},) or ({n_samples}, 1), got "
            f"shape {array.shape}."
        )
    column = array.reshape(n_samples, 1)
    shares = checked_matrix(column, expects, (n_samples, 1), dtype=np.dtype(float)).copy()
    outside = (shares < 0) | (shares > 1)
    if outside.any():
        at = int(np.argmax(outside))
        raise ValueError(f"{expects} as numbers from 0 to 1, got {shares[at, 0]:g} at [{at}].")
    return shares


def one_of_two_classes(targets: ArrayLike, n_samples: int, method: str) -> NDArray[np.intp]:
    """Return 0 or 1 for each sample; refuse shares between them, as well as what is no share."""
    shares = shares_of_class_1(targets, n_samples, method)[:, 0]
    soft = (shares != 0) & (shares != 1)
    if soft.any():
        at = int(np.argmax(soft))
        raise ValueError(
            f"{method} expects targets as classes, 0 or 1, got {shares[at]:g} at [{at}]."
        )
    return shares.astype(np.intp)


def output_for_each_class(outputs: FloatArray) -> FloatArray:
    """Return outputs with a column for each class, the largest of a row being its class.

    One column is the logit of class 1, as :class:`SigmoidCrossEntropy` takes it; the logit of
    class 0 is 0.
    """
    if outputs.shape[1] > 1:
        return outputs
    return np.hstack([np.zeros_like(outputs), outputs])


def _from_one_hot(rows: NDArray[np.generic], expects: str) -> NDArray[np.intp]:
    ones = rows == 1
    wrong = (ones.sum(axis=1) != 1) | ((rows != 0).sum(axis=1) != 1)
    if wrong.any():
        at = int(np.argmax(wrong))
        raise ValueError(
            f"{expects} as one-hot rows, a single 1 among zeros, got {rows[at].tolist()} "
            f"in row {at}."
        )
    classes: NDArray[np.intp] = ones.argmax(axis=1)
    return classes
