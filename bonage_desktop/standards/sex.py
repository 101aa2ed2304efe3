"""The sex whose points and curve a score is read with."""

from enum import StrEnum


class Sex(StrEnum):
    """Sex as the standards tabulate it. There is no default: an unknown sex is `None`, never a guess."""

    MALE = "male"
    FEMALE = "female"
