"""The radiograph as the networks get it."""

from dataclasses import dataclass, replace

import numpy as np

from bonage_desktop.findings.radiograph import Laterality, Radiograph
from bonage_desktop.vision.noise import MAX_NOISE, noise_of, smoothed
from bonage_desktop.vision.preprocess import Grey, as_grey

_PAPER, _EVEN, _DRIFT = 200, 16, 8
"""Least grey level of a blank page, how far the levels of one of its rows may lie apart, and how far the mean of a row
from that of the outermost one: a bright gradient is no page."""
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
        is_smoothed: it was noisier than any training hand, and is less so now.
    """

    name: str
    gray: Grey
    laterality: Laterality | None
    inverted: bool
    inverted_by_file: bool
    is_smoothed: bool = False

    @classmethod
    def of(cls, radiograph: Radiograph) -> "Film":
        """A radiograph's film, smoothed where it is noisier than the networks know."""
        source, gray = radiograph.provenance, as_grey(radiograph.pixels)
        noise = noise_of(gray)
        is_noisy = noise > MAX_NOISE
        if is_noisy:
            gray = smoothed(gray, noise)
        return cls(source.file.name, gray, radiograph.laterality, source.inverted, source.inverted, is_noisy)

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

    def negative(self) -> "Film":
        """The same with black and white exchanged."""
        return replace(self, gray=np.subtract(255, self.gray, dtype=np.uint8), inverted=not self.inverted)

    def otherwise(self) -> "tuple[Film, ...]":
        """How else to look for a hand: without the blank page beside it where there is one, and as a negative."""
        pages = (self.without_blank_pages(),) if self.has_blank_pages else ()
        return *pages, self.negative()

    def _blank_bands(self) -> tuple[int, int, int, int]:
        """How many rows at top and bottom, and columns left and right, are white; 0 for fewer than a page has."""
        upright, aside = self.gray, self.gray.T
        bands = _band(upright), _band(upright[::-1]), _band(aside), _band(aside[::-1])
        return (0, 0, 0, 0) if max(bands[:2]) == len(upright) else bands


def _band(lines: Grey) -> int:
    """How many rows from the first on are one white page, uint8 (H, W); 0 for fewer than a page has."""
    lowest, highest, mean = lines.min(axis=1), lines.max(axis=1), lines.mean(axis=1)
    is_even = (lowest >= _PAPER) & (highest - lowest <= _EVEN) & (np.abs(mean - mean[0]) <= _DRIFT)
    count = len(lines) if is_even.all() else int(np.argmin(is_even))
    return count if count >= _PAGE * len(lines) else 0
