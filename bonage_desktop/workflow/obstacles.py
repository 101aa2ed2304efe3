"""What stands between a case and its age, and between the age and a final report: one rule for all who ask.

The window asks before a case is confirmed and before a report leaves it, the command line before it writes one.
"""

from dataclasses import dataclass
from enum import Enum

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.sentences import Clause, listed, say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case


class Missing(Enum):
    """What is missing; the value is the code of the error that tells it of a report (docs/errors.md)."""

    IMAGE = "workflow.report_image"
    NETWORKS = "workflow.report_pending"
    """They are at work, and may change what is told."""
    LEVELS = "workflow.report_ungraded"
    TRUST = "workflow.report_refused"
    """The networks refused the image, and the reader has not set every level."""
    SEX = "workflow.report_sex"
    SIGNATURE = "workflow.report_unconfirmed"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way.

    Attributes:
        missing: what is missing.
        reason: the same as part of a sentence.
        hint: what to do.
    """

    missing: Missing
    reason: str
    hint: str


def before_age(case: Case, *, are_levels_hidden: bool = False) -> Obstacle | None:
    """What keeps a case from an age that may be told; None where there is one.

    Args:
        case: the case.
        are_levels_hidden: grade first, and the reader has not graded every bone yet.
    """
    if case.reading is None or case.known is None:
        return Obstacle(Missing.IMAGE, say("its image is still being read"), say("Wait until it is there."))
    if are_levels_hidden:
        graded = len(case.first_grades)
        reason = say("only {graded} of {all} bones are graded", graded=graded, all=len(Bone))
        return Obstacle(Missing.LEVELS, reason, say("Grade the others first."))
    refusal = case.reading.refusal
    if refusal is not None:
        return Obstacle(Missing.TRUST, Clause(refusal.message), refusal.hint)
    if case.reading.unresolved:
        return _ungraded(case, case.reading)
    if case.reading.sex is None:
        return Obstacle(Missing.SEX, say("the sex is not known"), say("Say the sex where the age would stand."))
    return None


def before_final_report(case: Case, *, are_levels_hidden: bool = False) -> Obstacle | None:
    """What keeps a report of a case from being final; None where it can be. Arguments as of `before_age`."""
    obstacle = before_age(case, are_levels_hidden=are_levels_hidden)
    if obstacle is not None:
        return obstacle
    if case.stage is not None:
        return Obstacle(Missing.NETWORKS, say("the networks are at work"), say("Wait for them, or cancel them."))
    if case.confirmation is None:
        return Obstacle(
            Missing.SIGNATURE, say("no reader has confirmed it"), say("Confirm the case, or write a draft.")
        )
    return None


def _ungraded(case: Case, reading: Reading) -> Obstacle:
    by_hand = say("Choose the levels, or draw the boxes where the bones are.")
    if case.stage is not None:
        wait = say("Wait for them, or choose the levels by hand.")
        return Obstacle(Missing.NETWORKS, say("the networks are at work"), wait)
    if len(reading.unresolved) == len(Bone):
        return Obstacle(Missing.LEVELS, say("no bone has a level"), by_hand)
    names = listed(bone.title for bone in reading.unresolved)
    why = reading.findings.missing.get(reading.unresolved[0])
    if len(reading.unresolved) > 1 or why is None:
        return Obstacle(Missing.LEVELS, say("without a level are {names}", names=names), by_hand)
    return Obstacle(Missing.LEVELS, Clause(why.message), say("Choose the level, or draw the box anew."))
