"""The text of a formula: its tokens, and the first place where they do not fit together.

The page reads formulas by the same rules (``frontend/formula/check.js``), with the same sentences.
"""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from backprop.numbers import printable

__all__ = ["FUNCTIONS", "FormulaError", "check_formula"]

FUNCTIONS = ("relu", "exp", "log", "sigmoid", "tanh", "square")
LONGEST = 200
LONGEST_NAME = 8
DEEPEST = 20

TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>\*\*|[-+*/(),])"
)
SPACES = re.compile(r"[\t-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]")
# What a reader may type for something that a formula has, or that Python has.
INSTEAD = {
    "^²³": "write ** for a power, as in x**2",
    "−–—": "write the minus of the keyboard, -",
    "×·⋅∙": "write * for a product",
    "÷": "write / for a quotient",
    "=<>!≤≥≠": "a formula compares nothing and assigns nothing",
    ".": "a formula has no attributes, and a number is written like 2.5",
    "[]{}": "write round parentheses, ( and )",
}


class FormulaError(ValueError):
    """A formula that cannot be read: what was expected, what came, and the place.

    ``text[start:end]`` is what is wrong; it is empty where something is missing at the end.
    """

    def __init__(self, message: str, text: str, start: int, end: int) -> None:
        self.message, self.text, self.start, self.end = message, text, start, end
        # A long text, or one with line breaks, would put the marks in another place.
        fits = len(text) <= LONGEST and text.isprintable()
        marks = f"\n  {text}\n  {' ' * start}{'^' * max(1, end - start)}" if fits and text else ""
        super().__init__(printable(message + marks))


@dataclass(frozen=True)
class Token:
    """A number, a name or a sign, and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.start + len(self.text)


def check_formula(text: str) -> None:
    """Check that numbers, names, signs and parentheses fit together as in Python's grammar.

    Raises
    ------
    FormulaError
        For the first place, from the left, where they do not.
    """
    if not text.strip(" "):
        raise FormulaError("Expected a formula like relu(w*x + b); got no text.", text, 0, 0)
    if len(text) > LONGEST:
        said = f"A formula has at most {LONGEST} characters; this one has {len(text)}."
        raise FormulaError(said, text, LONGEST, len(text))
    reader = _Reader(text)
    for token in _tokens(text):
        reader.take(token)
    reader.end()


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        found = TOKEN.match(text, place)
        if found:
            yield Token(str(found.lastgroup), found[0], place)
            place = found.end()
        elif text[place] == " ":
            place += 1
        else:
            raise FormulaError(_foreign(text[place]), text, place, place + 1)


def _foreign(char: str) -> str:
    if SPACES.match(char):
        return "A formula is one line with ordinary spaces; got a space of another kind."
    for chars, advice in INSTEAD.items():
        if char in chars:
            return f"A formula has no “{char}”: {advice}."
    if char.isalpha():
        return f"A name has the letters a to z and A to Z, digits and _; got “{char}”."
    return f"A formula has numbers, names, functions, + - * / ** and ( ); got “{char}”."


class _Reader:
    """What was read so far: the last token, and the parentheses that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.last: Token | None = None
        self.opened: list[tuple[Token, str]] = []  # with the function that is called, if any

    def take(self, token: Token) -> None:
        """Read one more token."""
        if token.text == ",":
            called = self.opened[-1][1] if self.opened else ""
            raise self.error(
                f"{called} takes one number; got a comma."
                if called
                else "A decimal number is written with a point, like 2.5; got a comma.",
                token,
            )
        if token.text == ")":
            self.close(token)
        elif token.text == "(" or token.kind != "sign":
            self.begin(token)
        elif self.operand_is_due() and token.text not in "+-":
            raise self.error(f"{self.expected()}; got “{token.text}”.", token)
        self.last = token

    def begin(self, token: Token) -> None:
        """Read what begins an operand, or the parenthesis of a call."""
        called = self.last.text if self.last and self.last.kind == "name" else ""
        if not self.operand_is_due() and not (called in FUNCTIONS and token.text == "("):
            last = self.last.text if self.last else ""
            raise self.error(
                f"Expected an operator between “{last}” and “{token.text}”, such as *.", token
            )
        if token.kind == "number":
            self.check_number(token)
        elif token.kind == "name":
            self.check_name(token)
        elif len(self.opened) == DEEPEST:
            raise self.error(f"Parentheses are nested at most {DEEPEST} deep.", token)
        else:
            self.opened.append((token, called))

    def close(self, token: Token) -> None:
        """Read a parenthesis that closes another."""
        if not self.opened:
            raise self.error("Expected a “(” before this “)”; got none.", token)
        opened, called = self.opened[-1]
        if called and self.last is opened:
            raise FormulaError(
                f"{called} takes one number; got none.", self.text, opened.start, token.end
            )
        if self.operand_is_due():
            raise self.error(f"{self.expected()}; got “)”.", token)
        self.opened.pop()

    def end(self) -> None:
        """Check that nothing is missing at the end."""
        if self.operand_is_due():
            end = self.last.end if self.last else 0
            raise FormulaError(
                f"{self.expected()}; got the end of the formula.", self.text, end, end
            )
        if self.opened:
            raise self.error(
                "Expected a “)” for this “(”; got the end of the formula.", self.opened[-1][0]
            )

    def operand_is_due(self) -> bool:
        """Say whether a number, a name or a parenthesis must come."""
        return self.last is None or (self.last.kind == "sign" and self.last.text != ")")

    def expected(self) -> str:
        """Say what must come, and where."""
        where = f"after “{self.last.text}”" if self.last else "at the beginning"
        return f"Expected a number, a name or “(” {where}"

    def check_number(self, token: Token) -> None:
        """Refuse what Python refuses, and what is too large."""
        if token.text.isdigit() and token.text != "0" and token.text[0] == "0":
            raise self.error(
                f"Expected a number without zeros before it; got “{token.text}”.", token
            )
        if not math.isfinite(float(token.text)):
            raise self.error(f"“{token.text}” is too large for a computer’s number.", token)

    def check_name(self, token: Token) -> None:
        """Refuse what names neither a number nor, before a parenthesis, a function."""
        name = token.text
        if self.text[token.end :].lstrip(" ").startswith("("):
            if name not in FUNCTIONS:
                raise self.error(
                    f"Expected {', '.join(FUNCTIONS[:-1])} or {FUNCTIONS[-1]} before “(”, "
                    f"or a * after “{name}”.",
                    token,
                )
        elif name in FUNCTIONS:
            raise self.error(f"Expected “(” after the function {name}: {name}(…).", token)
        elif name.startswith("_"):
            raise self.error(f"A name begins with a letter; got “{name}”.", token)
        elif keyword.iskeyword(name):
            raise self.error(
                f"“{name}” is a word of Python’s and cannot be a name: choose another.", token
            )
        elif len(name) > LONGEST_NAME:
            raise self.error(
                f"A name has at most {LONGEST_NAME} characters; “{name}” has {len(name)}.", token
            )

    def error(self, message: str, token: Token) -> FormulaError:
        """Make an error at a token."""
        return FormulaError(message, self.text, token.start, token.end)
