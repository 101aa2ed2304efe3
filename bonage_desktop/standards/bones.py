"""The 13 RUS bones and their maturity levels: the vocabulary of every floor above."""

from dataclasses import dataclass
from enum import Enum
from typing import Self

from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import say


class Bone(Enum):
    """One of the 13 RUS bones, in the standard's order.

    Attributes:
        key: short name used in files and on the command line, e.g. `mc3`.
        number: 1..13, as in the paper's Fig. 2a.
        title: anatomical name, a sentence to translate.
        level_count: number of RUS-CHN maturity levels, level 0 (no ossification centre) included.

    Source: paper section 4.3 (level counts); resources/standards/rus_chn.json.
    """

    RADIUS = ("radius", 1, say("Radius"), 15)
    ULNA = ("ulna", 2, say("Ulna"), 13)
    MC1 = ("mc1", 3, say("Metacarpal 1"), 12)
    MC3 = ("mc3", 4, say("Metacarpal 3"), 11)
    MC5 = ("mc5", 5, say("Metacarpal 5"), 11)
    PP1 = ("pp1", 6, say("Proximal phalanx 1"), 13)
    PP3 = ("pp3", 7, say("Proximal phalanx 3"), 13)
    PP5 = ("pp5", 8, say("Proximal phalanx 5"), 13)
    MP3 = ("mp3", 9, say("Middle phalanx 3"), 13)
    MP5 = ("mp5", 10, say("Middle phalanx 5"), 13)
    DP1 = ("dp1", 11, say("Distal phalanx 1"), 12)
    DP3 = ("dp3", 12, say("Distal phalanx 3"), 12)
    DP5 = ("dp5", 13, say("Distal phalanx 5"), 12)

    __hash__ = object.__hash__
    """By identity, which a member keeps; Enum's own asks for its name, and a change asks a thousand tables by bone."""

    def __init__(self, key: str, number: int, title: str, level_count: int) -> None:
        self.key = key
        self.number = number
        self.title = title
        self.level_count = level_count

    @classmethod
    def from_key(cls, key: str) -> Self:
        """The bone with this short name.

        Raises:
            LevelError: no bone has this name (`standards.unknown_bone`).
        """
        for bone in cls:
            if bone.key == key:
                return bone
        raise LevelError(
            "standards.unknown_bone",
            say("{key!r} is not a RUS bone.", key=key),
            say("Use one of: {names}.", names=" ".join(bone.key for bone in cls)),
        )


class LevelError(BonageError):
    """A bone or a level that the standard does not have."""


@dataclass(frozen=True, slots=True)
class Level:
    """A maturity level of one bone.

    Attributes:
        bone: whose level.
        index: 0 (no ossification centre) .. `bone.level_count - 1` (mature).

    Raises:
        LevelError: the bone has no such level (`standards.level_out_of_range`).
    """

    bone: Bone
    index: int

    def __post_init__(self) -> None:
        if not 0 <= self.index < self.bone.level_count:
            raise LevelError(
                "standards.level_out_of_range",
                say(
                    "{bone} has levels 0 to {highest}, not {index}.",
                    bone=self.bone.title,
                    highest=self.bone.level_count - 1,
                    index=self.index,
                ),
                say("Give a level from 0 to {highest}.", highest=self.bone.level_count - 1),
            )
