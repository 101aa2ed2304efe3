"""Loads beside the window what the first case would wait for: half a second of imports."""

from importlib import import_module

from bonage_desktop.reporting.fonts import families

_MODULES = ("scipy.special", "matplotlib.figure", "matplotlib.backends.backend_agg")
"""Of certainty and plausibility, and of the charts."""


def load_slow_parts() -> None:
    """Load them; another thread's work."""
    for name in _MODULES:
        import_module(name)
    families()
