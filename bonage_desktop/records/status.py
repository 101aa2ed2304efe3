"""How far a kept case is, and which reading of it one is: words, and nothing that takes time to import."""

from enum import StrEnum


class CaseStatus(StrEnum):
    """How far a kept case is."""

    WAITING = "waiting"
    TO_REVIEW = "to_review"
    NEEDS_SEX = "needs_sex"
    INCOMPLETE = "incomplete"
    REJECTED = "rejected"
    CONFIRMED = "confirmed"


class ReadingKind(StrEnum):
    """Which reading of the image it is."""

    FIRST = "first"
    SECOND = "second"
    """By another reader, who has not seen the first."""
    CONSENSUS = "consensus"
    """What both agreed on, with both before them."""
