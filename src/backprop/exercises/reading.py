"""Read a number as people type it: 2.5, −3, 1/3, 2^-3, 3·10^-4, 1.5×10⁻⁷."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

__all__ = ["Reading", "ReadingError", "read_number"]


class ReadingError(ValueError):
    """What cannot be read; ``place`` is the position of the character at fault, from 0."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True)
class Reading:
    """A number that was typed, and how far it may be off for its digits: 0.005 for 0.33.

    Sums, products, fractions and powers carry on what their decimals may be off.
    """

    value: float
    rounding: float

    def __add__(self, other: Reading) -> Reading:
        return Reading(self.value + other.value, self.rounding + other.rounding)

    def __neg__(self) -> Reading:
        return Reading(-self.value, self.rounding)

    def __mul__(self, other: Reading) -> Reading:
        rounding = abs(self.value) * other.rounding + abs(other.value) * self.rounding
        return Reading(self.value * other.value, rounding)

    def __truediv__(self, other: Reading) -> Reading:
        value = self.value / other.value
        rounding = (self.rounding + abs(value) * other.rounding) / abs(other.value)
        return Reading(value, rounding)

    def __pow__(self, exponent: float) -> Reading:
        value = math.pow(self.value, exponent)
        slope = abs(exponent * value / self.value) if self.rounding and self.value else 0.0
        return Reading(value, slope * self.rounding)


LIKE_THESE = "Write a number, such as 2.5, −3 or 1/3."
OPERATION = "an operation, such as + or ·,"
SURPLUS = {")": "a parenthesis is closed that was not opened", ".": "it has a point too many"}
KNOWN = "0123456789.()+-−–*·×/^⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
COMPUTED = 1e-4  # what is computed from rounded numbers still has four right digits
MOST_CHARACTERS = 60
NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
DECIMAL = re.compile(r"[+-]?(?:\d+\.?(\d*)|\.(\d+))(?:[eE]([+-]?\d+))?", re.ASCII)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
RAISED = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def read_number(text: str) -> Reading:
    """Read a number, or a product, sum, fraction or power of numbers.

    Signs ``+ - − –``, products ``* · ×``, ``/``, powers ``^ **`` and raised digits, parentheses. A
    plain number may be rounded: it stands for what rounds to it. So does each decimal of a product,
    sum or fraction, whose whole numbers are exact: 0.3/3 is as exact as 0.3, and 1/3 is 1/3 to four
    digits, since it may be the answer to numbers that were rounded.

    Raises
    ------
    ReadingError
        If it is no number: what was expected and at which character.
    """
    if not text.strip():
        raise ReadingError(LIKE_THESE, 0)
    if len(text) > MOST_CHARACTERS:
        raise ReadingError(f"Write it with at most {MOST_CHARACTERS} characters.", MOST_CHARACTERS)
    number = re.sub("[−–]", "-", text.strip())
    plain = _rounding(number)
    found = _Reader(text).whole() if plain is None else Reading(float(number), plain)
    if not math.isfinite(found.value):
        raise ReadingError(f"“{text.strip()}” is too large for a computer’s number.", 0)
    computed = found.rounding + COMPUTED * abs(found.value)
    rounding = computed if plain is None else plain
    return Reading(found.value + 0.0, rounding if math.isfinite(rounding) else 0.0)


def _rounding(text: str) -> float | None:
    """Say how far a plain number may be off; None for anything else."""
    found = DECIMAL.fullmatch(text)
    if found is None:
        return None
    decimals = len(found[1] or found[2] or "") - int(found[3] or 0)
    return 0.5 * 10.0 ** min(-decimals, 300)


class _Reader:
    """A reader by recursive descent: a sum of products of powers of numbers and parentheses."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def next(self) -> str:
        """Return the next character that is no space, without taking it; "" at the end."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.text[self.at : self.at + 1]

    def take(self, *tokens: str) -> str:
        """Take the first of these that comes next, or nothing."""
        if self.next():
            for token in tokens:
                if self.text.startswith(token, self.at):
                    self.at += len(token)
                    return token
        return ""

    def error(self, missing: str) -> ReadingError:
        """Say what is missing before the next character, or that this does not belong there."""
        got = self.next()
        if not got:
            return self.refusal(f"is not finished: {missing} is missing at its end.")
        if got == ",":
            return self.refusal("has a comma: write decimals with a point.")
        if got not in KNOWN:
            return self.refusal(f"cannot be read: “{got}” is no part of a number. {LIKE_THESE}")
        if missing == OPERATION and got in SURPLUS:
            return self.refusal(f"cannot be read: {SURPLUS[got]}.")
        return self.refusal(f"cannot be read: {missing} is missing before “{got}”.")

    def refusal(self, why: str) -> ReadingError:
        return ReadingError(f"“{self.text.strip()}” {why}", self.at)

    def whole(self) -> Reading:
        value = self.sum()
        if self.next():
            raise self.error(OPERATION)
        return value

    def sum(self) -> Reading:
        value = self.product()
        while sign := self.take("+", "-", "−", "–"):
            term = self.product()
            value += term if sign == "+" else -term
        return value

    def product(self) -> Reading:
        value = self.signed()
        while True:
            self.next()
            start = self.at
            if self.text.startswith("**", start):
                return value
            sign = self.take("*", "·", "×", "/")
            if not sign:
                return value
            factor = self.signed()
            if sign == "/" and factor.value == 0:
                raise ReadingError(f"“{self.text.strip()}” divides by zero.", start)
            value = value / factor if sign == "/" else value * factor

    def signed(self) -> Reading:
        sign = self.take("+", "-", "−", "–")
        if sign:
            value = self.signed()
            return value if sign == "+" else -value
        return self.power()

    def power(self) -> Reading:
        start = self.at
        base = self.number()
        raised = RAISED.match(self.text, self.at)
        if raised:
            self.at = raised.end()
            try:
                exponent = float(raised[0].translate(SUPERSCRIPTS))
            except ValueError:
                self.at = raised.start()
                raise self.refusal("needs a whole number as its exponent, as in 2⁻³.") from None
        elif self.take("^", "**"):
            exponent = self.signed().value
        else:
            return base
        try:
            return base**exponent
        except (ValueError, OverflowError):
            raise ReadingError(
                f"“{self.text.strip()}” has a power without a value.", start
            ) from None

    def number(self) -> Reading:
        if self.take("("):
            value = self.sum()
            if not self.take(")"):
                raise self.error("a closing parenthesis")
            return value
        found = NUMBER.match(self.text, self.at) if self.next() else None
        if found is None:
            raise self.error("a number")
        self.at = found.end()
        rounding = _rounding(found[0]) if "." in found[0] else None
        return Reading(float(found[0]), rounding or 0.0)
