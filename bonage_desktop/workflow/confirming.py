"""What keeps a case from being confirmed, and what the reader can do about it."""

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.sentences import Clause, listed, say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.errors import WorkflowError


def hindrance(case: Case | None, *, are_levels_hidden: bool) -> WorkflowError | None:
    """Why a case cannot be signed now, in a sentence, with what to do; None where it can.

    Args:
        case: the open one, or None.
        are_levels_hidden: grade first, and the reader has not graded every bone yet.

    Returns:
        `workflow.case_confirmed`, `workflow.case_not_read` or `workflow.nothing_to_confirm`.
    """
    if case is None:
        return nothing_open()
    if case.confirmation is not None:
        return WorkflowError(
            "workflow.case_confirmed",
            say("{file} is confirmed already.", file=case.file.name),
            say("Open the next case, or choose Amend to change this one."),
        )
    if case.reading is None or not case.has_pixels:
        return _unread(case)
    if are_levels_hidden:
        graded = len(case.first_grades)
        reason = say("only {graded} of {all} bones are graded", graded=graded, all=len(Bone))
        return _not_yet(case, reason, say("Grade the others first."))
    return _without_age(case, case.reading)


def nothing_open() -> WorkflowError:
    """There is no case to confirm (`workflow.nothing_to_confirm`)."""
    return _nothing(say("No case is open, so there is nothing to confirm."), say("Open a radiograph."))


def _unread(case: Case) -> WorkflowError:
    if case.error is None:
        return _not_yet(case, say("its image is still being read"), say("Wait until it is there."))
    return WorkflowError(
        "workflow.case_not_read",
        say("{file} could not be read, so there is nothing to confirm.", file=case.file.name),
        say("Open the image again, or another one."),
    )


def _without_age(case: Case, reading: Reading) -> WorkflowError | None:
    if reading.refusal is not None:
        return _not_yet(case, Clause(reading.refusal.message), reading.refusal.hint)
    if reading.unresolved:
        return _ungraded(case, reading)
    if reading.sex is None:
        return _not_yet(case, say("the sex is not known"), say("Say the sex where the age would stand."))
    return None


def _ungraded(case: Case, reading: Reading) -> WorkflowError:
    by_hand = say("Choose the levels, or draw the boxes where the bones are.")
    if case.stage is not None:
        return _not_yet(case, say("the networks are at work"), say("Wait for them, or choose the levels by hand."))
    if len(reading.unresolved) == len(Bone):
        return _not_yet(case, say("no bone has a level"), by_hand)
    names = listed(bone.title for bone in reading.unresolved)
    why = reading.findings.missing.get(reading.unresolved[0])
    if len(reading.unresolved) > 1 or why is None:
        return _not_yet(case, say("without a level are {names}", names=names), by_hand)
    return _not_yet(case, Clause(why.message), say("Choose the level, or draw the box anew."))


def _not_yet(case: Case, reason: str, hint: str) -> WorkflowError:
    return _nothing(say("{file} cannot be confirmed yet: {reason}.", file=case.file.name, reason=reason), hint)


def _nothing(fact: str, hint: str) -> WorkflowError:
    return WorkflowError("workflow.nothing_to_confirm", fact, hint)
