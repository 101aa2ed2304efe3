"""A reader's change of a level, a box or the sex."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.roi import Box
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex


class AssessmentError(BonageError):
    """A change that cannot be made to a reading."""


class OverrideKind(StrEnum):
    """What a reader changed."""

    LEVEL = "level"
    BOX = "box"
    SEX = "sex"


@dataclass(frozen=True, slots=True)
class Override:
    """One change that a reader made, as it is kept.

    Attributes:
        kind: what was changed.
        bone: whose level or box; None for the sex.
        old: what was in force before; None where there was nothing.
        new: what the reader set; None where a box was taken away, the old box where it was accepted as it is.
        by: the reader's name, not blank.
        at: when, with a time zone.
        why: the reader's reason, may be empty.

    Raises:
        AssessmentError: nobody made it (`assessment.reader_unnamed`), its time has no zone
            (`assessment.time_without_zone`), or bone and values do not fit the kind
            (`assessment.override_inconsistent`).
    """

    kind: OverrideKind
    bone: Bone | None
    old: Level | Box | Sex | None
    new: Level | Box | Sex | None
    by: str
    at: datetime
    why: str = ""

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise AssessmentError(
                "assessment.reader_unnamed",
                say("A change of a reading needs the name of the reader who makes it."),
                say("Say who you are."),
            )
        if self.at.utcoffset() is None:
            raise AssessmentError(
                "assessment.time_without_zone",
                say("A change of a reading needs a time with its time zone."),
                say("Give the time with an offset from UTC."),
            )
        if not self._consistent():
            raise AssessmentError(
                "assessment.override_inconsistent",
                say(
                    "This is no change of a {kind}: bone {bone}, from {old} to {new}.",
                    kind=self.kind.value,
                    bone=str(self.bone),
                    old=str(self.old),
                    new=str(self.new),
                ),
                say("The record of this reading is damaged; restore it from a backup."),
            )

    def _consistent(self) -> bool:
        values = [value for value in (self.old, self.new) if value is not None]
        if not values or (self.new is None and self.kind is not OverrideKind.BOX):
            return False
        if self.kind is OverrideKind.LEVEL:
            return all(isinstance(value, Level) and value.bone is self.bone for value in values)
        if self.kind is OverrideKind.BOX:
            return self.bone is not None and all(isinstance(value, Box) for value in values)
        return self.bone is None and all(isinstance(value, Sex) for value in values)
