"""The fonts of charts and reports: the shipped ones where they are, in a form that matplotlib draws."""

# matplotlib's types leave the kinds of its paths open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from bonage_desktop.installation import resources_dir

LAST_RESORT = "DejaVu Sans"
"""Comes with matplotlib and knows Latin, Greek, arrows and mathematical signs, but no Chinese."""
UNKNOWN = "\N{WHITE SQUARE}"
"""Stands for a character that no font has."""
_SHIPPED = {
    "Inter": ("Inter-Regular.ttf", "Inter-Bold.ttf"),
    "Noto Sans SC": ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
}
"""Families in the order in which a character is looked for, and their files in resources/fonts."""


class _Face(Protocol):
    """The part of matplotlib's FT2Font that is used, typed."""

    def get_char_index(self, codepoint: int, /) -> int: ...


@cache
def families() -> tuple[str, ...]:
    """Families to draw with, the first that has a character draws it; the shipped fonts are made known once.

    Source: resources/fonts, with licences.
    """
    folder = resources_dir() / "fonts"
    return (*(family for family, files in _SHIPPED.items() if _make_known(folder, files)), LAST_RESORT)


@cache
def drawable(text: str) -> str:
    """The text with a square for each character that no font of `families` has; line ends stay."""
    return "".join(
        character if character == "\n" or any(face.get_char_index(ord(character)) for face in _faces()) else UNKNOWN
        for character in text
    )


def _make_known(folder: Path, names: Sequence[str]) -> bool:
    from matplotlib.font_manager import fontManager

    files = [folder / name for name in names]
    if not all(file.is_file() for file in files):
        return False
    for file in files:
        fontManager.addfont(file)
    return True


@cache
def _faces() -> tuple[_Face, ...]:
    from matplotlib.font_manager import FontProperties, fontManager, get_font

    files = [fontManager.findfont(FontProperties(family=family)) for family in families()]
    return tuple(cast(_Face, get_font(file)) for file in files)
