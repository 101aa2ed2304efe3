"""What stands in the place of the result: the age, or what is missing for it."""

from enum import Enum

from bonage_desktop.workflow.case import Case, CaseState
from bonage_desktop.workflow.review_state import ReviewState


class ResultFace(Enum):
    """What the reader sees where the age stands."""

    NO_CASE = "no_case"
    OPENING = "opening"
    UNREADABLE = "unreadable"
    REJECTED = "rejected"
    FAILED = "failed"
    SEX_UNKNOWN = "sex_unknown"
    GRADE_FIRST = "grade_first"
    WORKING = "working"
    INCOMPLETE = "incomplete"
    AGE = "age"


def face_of(state: ReviewState | None, unread: Case | None = None) -> ResultFace:
    """Which of them this case has.

    The sex is asked for as soon as it is known to be missing, also while the networks work.

    Args:
        state: what the reader sees of the case, or None.
        unread: the open case while there is nothing to see of it, or None.
    """
    if state is None or state.case.reading is None:
        return _without_image(unread)
    if not state.are_levels_hidden and state.case.is_assessed and state.case.reading.refusal is not None:
        return ResultFace.REJECTED
    if state.bone_age is not None:
        return ResultFace.AGE
    return _without_age(state)


def _without_image(case: Case | None) -> ResultFace:
    if case is None:
        return ResultFace.NO_CASE
    return ResultFace.OPENING if case.error is None else ResultFace.UNREADABLE


def _without_age(state: ReviewState) -> ResultFace:
    if state.case.state is CaseState.FAILED:
        return ResultFace.FAILED
    if state.sex is None:
        return ResultFace.SEX_UNKNOWN
    if state.are_levels_hidden:
        return ResultFace.GRADE_FIRST
    return ResultFace.INCOMPLETE if state.case.is_assessed else ResultFace.WORKING
