"""The sex whose points and curve a score is read with."""

from enum import StrEnum

from bonage_desktop.sentences import Sentence, say


class Sex(StrEnum):
    """Sex as the standards tabulate it. There is no default: an unknown sex is `None`, never a guess."""

    MALE = "male"
    FEMALE = "female"

    @property
    def word(self) -> Sentence:
        """The sex in a sentence."""
        return say("male") if self is Sex.MALE else say("female")
