"""How Hypothesis draws its examples; for more and other ones: --hypothesis-profile=explore."""

from hypothesis import HealthCheck, settings

# The same examples in every run, and no clock: a commit is refused for what it changed, not by
# luck or because the machine is busy. "explore" takes minutes and remembers what it finds.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeat", patient, max_examples=200, derandomize=True)
settings.register_profile("explore", patient, max_examples=5_000)
settings.load_profile("repeat")
