"""Random numbers that come out alike in Python and on the page."""

from __future__ import annotations

__all__ = ["RandomNumbers"]

MASK = 0xFFFFFFFF


class RandomNumbers:
    """The generator mulberry32: 32 bits of state, so that JavaScript computes the same numbers.

    Tommy Ettinger's, in the public domain. Good enough to draw the numbers of an exercise.

    Parameters
    ----------
    seed
        A whole number from 0 to 2³² − 1.
    """

    def __init__(self, seed: int) -> None:
        if not 0 <= seed <= MASK or seed != int(seed):
            raise ValueError(f"seed must be a whole number from 0 to 4294967295, got {seed}.")
        self._state = int(seed)

    def below(self, count: int) -> int:
        """Draw one of 0 … count − 1."""
        self._state = (self._state + 0x6D2B79F5) & MASK
        t = self._state
        t = ((t ^ (t >> 15)) * (t | 1)) & MASK
        t ^= (t + ((t ^ (t >> 7)) * (t | 61))) & MASK
        return ((t ^ (t >> 14)) * count) >> 32

    def shuffled(self, count: int) -> list[int]:
        """Draw an order of 0 … count − 1 (Fisher and Yates)."""
        order = list(range(count))
        for last in range(count - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order
