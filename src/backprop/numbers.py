"""Write numbers for people to read."""

import re
import sys
from decimal import ROUND_HALF_UP, Context

__all__ = [
    "format_computed",
    "format_exact",
    "format_number",
    "format_steady",
    "in_parentheses",
    "power_of_ten",
    "printable",
]

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_FROM_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_PLAIN = str.maketrans(
    {"→": "->", "−": "-", "·": "*", "×": "x", "²": "^2", "∂": "d", "σ": "sigma", "≤": "<="}
    | {"√": "sqrt ", "…": "...", "’": "'", "½": "1/2"}
)


def format_number(value: float, digits: int = 6) -> str:
    """Write a number with at most so many significant digits: 0.1, −2.5, 1.5×10⁻⁷.

    The widgets' front end writes the same (``formatNumber``). ``digits`` is 6 or more.
    """
    # A tie goes away from zero, as in JavaScript's toPrecision.
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal_from_float(value)
    exponent = rounded.adjusted()
    if value == 0 or -4 <= exponent < 6:
        return f"{float(rounded) or 0.0:.{digits}g}".replace("-", "−")
    factor = f"{float(rounded.scaleb(-exponent)):.{digits}g}"
    return f"{factor}×{power_of_ten(exponent)}".replace("-", "−")


def power_of_ten(exponent: int) -> str:
    """Write 10 with its exponent: 10⁻⁷."""
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}"


def format_computed(value: float) -> str:
    """Write a computed number with ten significant digits, the same on every processor."""
    return format_number(value, digits=10)


def format_steady(value: float) -> str:
    """Write the result of sums and subtractions: beyond ten decimals it may be noise."""
    return format_computed(round(value, 10))


def format_exact(value: float) -> str:
    """Write an input with all its digits, as many as distinguish it from every other number."""
    return repr(value).removesuffix(".0").replace("-", "−")


def in_parentheses(value: float) -> str:
    """Write a number as a part of a formula: in parentheses if it has a sign or a power of ten."""
    text = format_number(value)
    return f"({text})" if value < 0 or "×" in text else text


def printable(text: str) -> str:
    """Return a text in characters that the console has: in ASCII where it lacks one.

    A console of Windows may know neither → nor −, and ``print`` would raise ``UnicodeEncodeError``.
    """
    encoding = getattr(sys.stdout, "encoding", None)
    try:
        text.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        plain = re.sub(
            "×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: f"e{found[1].translate(_FROM_SUPERSCRIPTS)}", text
        )
        return plain.translate(_PLAIN).encode("ascii", "backslashreplace").decode("ascii")
    return text
