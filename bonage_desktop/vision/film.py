"""The radiograph as the networks get it."""

from dataclasses import dataclass, replace

import numpy as np

from bonage_desktop.findings.radiograph import Laterality, Radiograph
from bonage_desktop.vision.preprocess import Grey, as_grey

_PAPER, _EVEN = 200, 16
"""Least grey level of a blank page, and how far the levels of one of its rows may lie apart."""
_PAGE = 0.05
"""Share of the image's side from which a white band is taken for a page or a border."""


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """The grey levels of one radiograph.

    Attributes:
        name: of the file, for messages.
        gray: uint8 (H, W).
        laterality: which hand, or None where nobody said.
        inverted: the grey levels were inverted to make bone bright, by the file's own word or by what was seen.
        inverted_by_file: they were inverted by the file's own word.
    """

    name: str
    gray: Grey
    laterality: Laterality | None
    inverted: bool
    inverted_by_file: bool

    @classmethod
    def of(cls, radiograph: Radiograph) -> "Film":
        """A radiograph's film."""
        source = radiograph.provenance
        return cls(
            source.file.name, as_grey(radiograph.pixels), radiograph.laterality, source.inverted, source.inverted
        )

    @property
    def is_negative(self) -> bool:
        """Black and white were exchanged though the file does not ask for it."""
        return self.inverted != self.inverted_by_file

    def shown(self, *, inverted: bool) -> "Film":
        """This film, or its negative, whichever is inverted or not as wanted."""
        return self if self.inverted == inverted else self.negative()

    @property
    def has_blank_pages(self) -> bool:
        """A broad band at an edge is all white, as where a page was scanned beside the radiograph."""
        return any(self._blank_bands())

    def without_blank_pages(self) -> "Film":
        """The same with white bands at the edges black, so that they are not taken for the hand's surroundings."""
        top, bottom, left, right = self._blank_bands()
        height, width = self.gray.shape
        gray = np.zeros_like(self.gray)
        gray[top : height - bottom, left : width - right] = self.gray[top : height - bottom, left : width - right]
        return replace(self, gray=gray)

    def _blank_bands(self) -> tuple[int, int, int, int]:
        """How many rows at top and bottom, and columns left and right, are white; 0 for fewer than a page has."""
        lowest, highest = (
            [limit(self.gray, axis=axis).astype(np.int16) for axis in (1, 0)] for limit in (np.min, np.max)
        )
        rows, columns = ((low >= _PAPER) & (high - low <= _EVEN) for low, high in zip(lowest, highest, strict=True))
        if rows.all():
            return 0, 0, 0, 0
        bands = [int(np.argmin(line)) for line in (rows, rows[::-1], columns, columns[::-1])]
        sides = (len(rows), len(rows), len(columns), len(columns))
        top, bottom, left, right = (
            band if band >= _PAGE * side else 0 for band, side in zip(bands, sides, strict=True)
        )
        return top, bottom, left, right

    def negative(self) -> "Film":
        """The same with black and white exchanged."""
        return replace(self, gray=np.subtract(255, self.gray, dtype=np.uint8), inverted=not self.inverted)
