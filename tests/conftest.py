"""How Hypothesis draws its examples, the lock of bars, and the order of the modules.

For more examples and other ones: --hypothesis-profile=explore.
"""

from threading import RLock

import pytest
from hypothesis import HealthCheck, Phase, settings
from tqdm.std import tqdm  # type: ignore[import-untyped]

# The same examples in every run, and no clock: a commit is refused for what it changed, not by
# luck or because the machine is busy. "explore" takes minutes and remembers what it finds.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeat", patient, max_examples=100, derandomize=True)
settings.register_profile("explore", patient, max_examples=5_000)
# For mutmut, which runs a module many times in one process: few examples, none made smaller.
settings.register_profile(
    "mutants",
    max_examples=10,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.load_profile("repeat")

# tqdm's own lock is shared with forked processes: under mutmut, one that is stopped in the middle
# of a bar would leave all others waiting for it.
tqdm.set_lock(RLock())

# Two workers take a module at a time: the long ones first, so that both end together.
LONG_FIRST = ("tests/browser/", "book/", "tests/book/", "tests/frontend/", "tests/parity/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: [not item.nodeid.startswith(room) for room in LONG_FIRST])
