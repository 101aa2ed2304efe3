"""What keeps a case from being confirmed, and what the reader can do about it."""

from bonage_desktop.sentences import say
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.obstacles import before_age


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
    obstacle = before_age(case, are_levels_hidden=are_levels_hidden)
    return None if obstacle is None else _not_yet(case, obstacle.reason, obstacle.hint)


def nothing_open() -> WorkflowError:
    """There is no case to confirm (`workflow.nothing_to_confirm`)."""
    return _nothing(say("No case is open, so there is nothing to confirm."), say("Open a radiograph."))


def _unread(case: Case) -> WorkflowError:
    if case.error is None:
        return _not_yet(case, say("its image is still being read"), say("Wait until it is there."))
    return WorkflowError(
        "workflow.case_not_read",
        say("{file} cannot be confirmed: its image could not be read.", file=case.file.name),
        say("Open the image from where it lies now, or another one."),
    )


def _not_yet(case: Case, reason: str, hint: str) -> WorkflowError:
    return _nothing(say("{file} cannot be confirmed yet: {reason}.", file=case.file.name, reason=reason), hint)


def _nothing(fact: str, hint: str) -> WorkflowError:
    return WorkflowError("workflow.nothing_to_confirm", fact, hint)
