"""What a report is printed on, and which sections of it a department may leave out. Settings know these words."""

from enum import StrEnum


class Paper(StrEnum):
    """A sheet of paper; the value is its name in the settings."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return (210.0, 297.0) if self is Paper.A4 else (215.9, 279.4)


class Section(StrEnum):
    """What a department may leave out. The rest of a page always stands on it."""

    IMAGE = "image"
    BONES = "bones"
    CURVE = "curve"
    DECIDING = "deciding"
    EARLIER = "earlier"
