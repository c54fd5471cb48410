"""What an optimizer remembers of each parameter, found by the array itself, while that lives."""

from __future__ import annotations

import weakref
from typing import Any

import numpy as np

from backprop.checks import FloatArray

__all__ = ["Memories", "Memory"]


class Memory:
    """What is remembered of one parameter: steps made, and arrays of its shape."""

    def __init__(self, steps: int, arrays: list[FloatArray]) -> None:
        self.steps = steps
        self.arrays = arrays

    @classmethod
    def blank(cls, parameter: FloatArray, n_arrays: int) -> Memory:
        """Return the memory before the first step: zeros."""
        return cls(0, [np.zeros_like(parameter) for _ in range(n_arrays)])

    def copy(self) -> Memory:
        """Return the same in arrays of its own."""
        return Memory(self.steps, [array.copy() for array in self.arrays])


class Memories:
    """A memory for each array. Arrays are held weakly: what was remembered of one goes with it.

    A deep copy and a pickle remember the copies of the arrays in the same copy or pickle, since
    both carry the arrays themselves, and not their places.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[weakref.ref[FloatArray], Memory]] = {}

    def of(self, array: FloatArray) -> Memory | None:
        """Return what is remembered of an array: None of one never kept."""
        found = self._kept.get(id(array))
        return found[1] if found is not None and found[0]() is array else None

    def keep(self, array: FloatArray, memory: Memory) -> None:
        """Remember this of an array from now on."""
        key, owner = id(array), weakref.ref(self)

        def forget(gone: weakref.ref[FloatArray]) -> None:
            memories = owner()
            # Another array may have that place by now.
            if memories is not None and memories._kept.get(key, (None,))[0] is gone:
                del memories._kept[key]

        self._kept[key] = weakref.ref(array, forget), memory

    def copy(self) -> Memories:
        """Return memories of the same arrays that go their own way."""
        twin = Memories()
        for array, memory in self.__getstate__()["kept"]:
            twin.keep(array, memory.copy())
        return twin

    def __len__(self) -> int:
        return len(self._kept)

    def __getstate__(self) -> dict[str, Any]:
        living = [(array(), memory) for array, memory in list(self._kept.values())]
        return {"kept": [(array, memory) for array, memory in living if array is not None]}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._kept = {}
        for array, memory in state["kept"]:
            self.keep(array, memory)
