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
    """A number that was typed, and how far it may be off for its digits: 0.005 for 0.33."""

    value: float
    rounding: float


MOST_CHARACTERS = 60
NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
DECIMAL = re.compile(r"[+-]?(?:\d+\.?(\d*)|\.(\d+))(?:[eE]([+-]?\d+))?", re.ASCII)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
RAISED = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def read_number(text: str) -> Reading:
    """Read a number, or a product, sum, fraction or power of numbers.

    Signs ``+ - − –``, products ``* · ×``, ``/``, powers ``^ **`` and raised digits, parentheses. A
    plain decimal may be rounded: it stands for what rounds to it.

    Raises
    ------
    ReadingError
        If it is no number: what was expected and at which character.
    """
    if not text.strip():
        raise ReadingError("Write a number, such as 2.5, -3 or 1/3.", 0)
    if len(text) > MOST_CHARACTERS:
        raise ReadingError(f"Write it with at most {MOST_CHARACTERS} characters.", MOST_CHARACTERS)
    decimal = DECIMAL.fullmatch(re.sub("[−–]", "-", text.strip()))
    value = float(decimal[0]) if decimal else _Reader(text).whole()
    if not math.isfinite(value):
        raise ReadingError(f"“{text.strip()}” is too large for a computer’s number.", 0)
    return Reading(value + 0.0, _rounding(decimal) if decimal else 0.0)


def _rounding(decimal: re.Match[str]) -> float:
    decimals = len(decimal[1] or decimal[2] or "") - int(decimal[3] or 0)
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

    def error(self, expected: str) -> ReadingError:
        got = self.next()
        typed = self.text.strip()
        if got == ",":
            return ReadingError(f"“{typed}” has a comma: write decimals with a point.", self.at)
        found = f"found “{got}”" if got else "it ends"
        return ReadingError(
            f"“{typed}” cannot be read: at character {self.at + 1} {expected}, but {found}.",
            self.at,
        )

    def whole(self) -> float:
        value = self.sum()
        if self.next():
            raise self.error("expected an operation or the end")
        return value

    def sum(self) -> float:
        value = self.product()
        while sign := self.take("+", "-", "−", "–"):
            term = self.product()
            value = value + term if sign == "+" else value - term
        return value

    def product(self) -> float:
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
            if sign == "/" and factor == 0:
                raise ReadingError(f"“{self.text.strip()}” divides by zero.", start)
            value = value / factor if sign == "/" else value * factor

    def signed(self) -> float:
        sign = self.take("+", "-", "−", "–")
        if sign:
            value = self.signed()
            return value if sign == "+" else -value
        return self.power()

    def power(self) -> float:
        start = self.at
        base = self.number()
        raised = RAISED.match(self.text, self.at)
        if raised:
            self.at = raised.end()
            try:
                exponent = float(raised[0].translate(SUPERSCRIPTS))
            except ValueError:
                self.at = raised.start()
                raise self.error("expected a whole number as the exponent") from None
        elif self.take("^", "**"):
            exponent = self.signed()
        else:
            return base
        try:
            value = math.pow(base, exponent)
        except (ValueError, OverflowError):
            raise ReadingError(
                f"“{self.text.strip()}” has a power without a value.", start
            ) from None
        return value

    def number(self) -> float:
        if self.take("("):
            value = self.sum()
            if not self.take(")"):
                raise self.error("expected )")
            return value
        found = NUMBER.match(self.text, self.at) if self.next() else None
        if found is None:
            raise self.error("expected a number")
        self.at = found.end()
        return float(found[0])
