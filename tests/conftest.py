"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# A busy machine is no failure: the time a single example takes proves nothing.
settings.register_profile("bonage", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bonage")
