"""Where the files that are not code lie: `resources/` and `weights/`.

A checkout has them at its top level; the wheel carries them inside the package.
"""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSIDE_WHEEL = _PACKAGE / "shipped"
_ROOT = _INSIDE_WHEEL if _INSIDE_WHEEL.is_dir() else _PACKAGE.parent


def resources_dir() -> Path:
    """Folder of standards, criteria and samples."""
    return _ROOT / "resources"


def method_page() -> Path:
    """The document that says how the program works and where it departs from the paper."""
    return _ROOT / "docs" / "method.md"


def weights_dir() -> Path:
    """Folder of the networks' weights and their manifest: the one that BONAGE_WEIGHTS names, else the shipped one."""
    chosen = os.environ.get("BONAGE_WEIGHTS")
    return Path(chosen) if chosen else _ROOT / "weights"
