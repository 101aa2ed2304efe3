"""The radiograph as the networks get it."""

from dataclasses import dataclass, replace

import numpy as np

from bonage_desktop.findings.radiograph import Laterality, Radiograph
from bonage_desktop.vision.preprocess import Grey, as_grey


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

    def negative(self) -> "Film":
        """The same with black and white exchanged."""
        return replace(self, gray=np.subtract(255, self.gray, dtype=np.uint8), inverted=not self.inverted)
