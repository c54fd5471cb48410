"""Whole numbers as text, the small ones as one character: Base64 VLQ, as in source maps.

The lowest bit of a number is its sign. A character has five bits, the lowest first, and a sixth
that says whether more follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["decode", "encode"]

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
VALUES = {character: value for value, character in enumerate(DIGITS)}
MORE = 32


def encode(numbers: Iterable[int]) -> str:
    """Write the numbers one after the other."""
    return "".join(character for number in numbers for character in _characters(number))


def decode(text: str) -> Iterator[int]:
    """Read what ``encode`` wrote."""
    rest, place = 0, 1
    for character in text:
        value = VALUES[character]
        rest += value % MORE * place
        place *= MORE
        if value < MORE:
            yield -(rest // 2) if rest % 2 else rest // 2
            rest, place = 0, 1


def _characters(number: int) -> Iterator[str]:
    rest = 2 * abs(number) + (number < 0)
    while rest >= MORE:
        yield DIGITS[MORE + rest % MORE]
        rest //= MORE
    yield DIGITS[rest]
