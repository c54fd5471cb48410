"""Check a reader's answers: say what is right and where to look again, and give nothing away.

>>> check({"w0": 1, "b": ...}, {"w0": 1, "b": 2})
So far so good: 1 of 2 values right. Still to fill in: b.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from numbers import Real
from typing import Any

from backprop.exercises.verdict import Verdict

__all__ = ["NO_ANSWER", "check"]


MOST_NAMES = 16
FLOOR = 1e-12  # what rounding may leave of a 0
NO_ANSWER = Verdict("empty", "No answer yet: in Jupyter, put yours in place of the dots.")


def check(
    answer: Any,
    expected: Any,
    *,
    through: Callable[[Any], Any] | None = None,
    tolerance: float = 1e-6,
) -> Verdict:
    """Compare an answer with the expected one, number by number.

    Parameters
    ----------
    answer
        A number, or numbers in lists, tuples, arrays and dictionaries. ``...`` or ``None``
        marks what the reader has not filled in yet.
    expected
        The right answer, in the same form.
    through
        An experiment: ``through(answer)`` is compared with ``expected``, and a wrong outcome is
        shown. It is not run before the answer is filled in.
    tolerance
        How far off a number may be, as a part of the largest expected number of its answer: of an
        array or a list all together, of a dictionary each entry for itself. An answer of nothing
        but zeros may be off by 1e-12.

    Returns
    -------
    Verdict
        True in an ``if`` when everything is right; shown, it is a sentence.

    Raises
    ------
    ValueError
        If ``expected`` holds no number, or something that is not a number.
    """
    if through is not None:
        if any(_is_empty(value) for _, value in _numbers(answer)):
            return NO_ANSWER
        answer = through(answer)
    given, wanted = dict(_numbers(answer)), dict(_numbers(expected))
    if not wanted or not all(_is_number(value) for value in wanted.values()):
        raise ValueError(f"check expects numbers to compare with, got {expected!r}.")
    sizes = _sizes(expected)
    if given and all(_is_empty(value) for value in given.values()):
        return NO_ANSWER
    if given.keys() != wanted.keys():
        return Verdict("unknown", f"Not yet: this needs {_form(wanted)}; yours is {_form(given)}.")
    missing = [name for name, value in given.items() if _is_empty(value)]
    wrong = [
        name
        for name, value in given.items()
        if not _is_empty(value)
        and not _is_close(value, wanted[name], max(tolerance * sizes[name], FLOOR))
    ]
    right, count = len(wanted) - len(missing) - len(wrong), len(wanted)
    if right == count:
        return Verdict("right", "Right." if count == 1 else f"Right: all {count} values.")
    if count == 1 and through is not None:
        outcome = f"{_written(given)}, not to {_written(wanted)}"
        return Verdict("unknown", f"Not yet: your answer leads to {outcome}.")
    if count == 1:
        return Verdict("unknown", f"Not yet: it is not {_written(given)}.")
    message = f"{'Not yet' if wrong else 'So far so good'}: {right} of {count} values right."
    if wrong:
        message += f" Look again at {_listed(wrong)}."
    if missing:
        message += f" Still to fill in: {_listed(missing)}."
    return Verdict("unknown", message)


def _numbers(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """List the values in nested lists and dictionaries, each with its place: ``dw[2]``."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _numbers(item, f"{name}[{key}]" if name else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for position, item in enumerate(value):
            yield from _numbers(item, f"{name}[{position}]")
    else:
        yield name, value


def _sizes(value: Any, name: str = "") -> dict[str, float]:
    """Return, for each place, the largest number of the answer that it belongs to."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Mapping):
        found: dict[str, float] = {}
        for key, item in value.items():
            found |= _sizes(item, f"{name}[{key}]" if name else str(key))
        return found
    numbers = dict(_numbers(value, name))
    largest = max((abs(float(number)) for number in numbers.values()), default=0.0)
    return dict.fromkeys(numbers, largest)


def _is_empty(value: Any) -> bool:
    return value is ... or value is None


def _is_close(value: Any, wanted: Any, allowed: float) -> bool:
    if not _is_number(value):
        return False
    try:
        return bool(abs(value - wanted) <= allowed)
    except OverflowError:  # a whole number beyond all floats
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _form(numbers: Mapping[str, Any]) -> str:
    if list(numbers) == [""]:
        value = numbers[""]
        return "one number" if _is_number(value) else f"of type {type(value).__name__}"
    return _listed(list(numbers)) or "empty"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    listed = ", ".join(names[:MOST_NAMES])
    return f"{listed} and {more} more" if more > 0 else listed


def _written(numbers: Mapping[str, Any]) -> str:
    (value,) = numbers.values()
    return f"{value:.6g}" if isinstance(value, float) else repr(value)
