"""The fonts of pictures and charts: the shipped ones where they are, in a form that matplotlib draws."""

# matplotlib's types leave the kinds of its paths open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bonage_desktop.installation import resources_dir

LAST_RESORT = "DejaVu Sans"
"""Comes with matplotlib and knows Latin, Greek, arrows and mathematical signs, but no Chinese."""
_SHIPPED = {
    "Inter": ("Inter-Regular.ttf", "Inter-Bold.ttf"),
    "Noto Sans SC": ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
}
"""Families in the order in which a character is looked for, and their files in resources/fonts."""


@cache
def families() -> tuple[str, ...]:
    """Families to draw with, the first that has a character draws it; the shipped fonts are made known once.

    Source: resources/fonts, with licences.
    """
    folder = resources_dir() / "fonts"
    return (*(family for family, files in _SHIPPED.items() if _make_known(folder, files)), LAST_RESORT)


def _make_known(folder: Path, names: Sequence[str]) -> bool:
    from matplotlib.font_manager import fontManager

    files = [folder / name for name in names]
    if not all(file.is_file() for file in files):
        return False
    for file in files:
        fontManager.addfont(file)
    return True
