"""Write numbers for people to read."""

__all__ = ["in_parentheses", "written"]

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(value: float, digits: int = 6) -> str:
    """Write a number with at most so many significant digits: 0.1, −2.5, 1.5×10⁻⁷.

    The widgets' front end writes alike (``formatNumber``). ``digits`` is 6 or more.
    """
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    if value == 0 or -4 <= int(exponent) < 6:
        return f"{value or 0.0:.{digits}g}".replace("-", "−")
    power = str(int(exponent)).translate(_SUPERSCRIPTS)
    return f"{float(mantissa):.{digits}g}×10{power}".replace("-", "−")


def in_parentheses(value: float) -> str:
    """Write a number as a part of a formula: in parentheses if it has a sign or a power of ten."""
    text = written(value)
    return f"({text})" if value < 0 or "×" in text else text
