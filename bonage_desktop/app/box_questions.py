"""About which boxes that a reader drew the networks are asked, and whose answer is awaited."""

from collections.abc import Callable

from bonage_desktop.app.assessing_thread import Job
from bonage_desktop.findings.roi import Box, Roi
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.review import ReviewSession


class BoxQuestions:
    """Asks about each box once.

    Args:
        ask: takes a job for the networks.
    """

    def __init__(self, ask: Callable[[Job], None]) -> None:
        self._ask = ask
        self._asked: set[tuple[int, Bone, Box]] = set()
        self._awaited: set[tuple[int, Bone]] = set()

    def is_awaited(self, number: int | None) -> bool:
        """Whether an answer about a box of this case is awaited."""
        return any(awaited == number for awaited, _ in self._awaited)

    def ask(self, session: ReviewSession) -> None:
        """Ask about the boxes of the case under review that the networks have not seen."""
        case = session.case
        if case is None or case.reading is None or case.radiograph is None or not case.has_pixels:
            return
        rois: dict[Bone, Roi] = dict(case.reading.rois)
        for bone in session.ungraded_boxes[:1]:  # one answer may tell of several; then the rest is looked at
            question = (case.number, bone, rois[bone].box)
            if question not in self._asked:
                self._asked.add(question)
                self._awaited.add((case.number, bone))
                self._ask(Job(case.number, case.file, case.radiograph, case.facts.laterality, None, rois, bone))

    def answered(self, number: int, bone: Bone, box: Box) -> None:
        """The networks said what they see in this box."""
        self._asked.discard((number, bone, box))
        self._awaited.discard((number, bone))

    def failed(self, number: int, bone: Bone) -> None:
        """They could not; the same box is not asked about again."""
        self._awaited.discard((number, bone))

    def dropped(self, number: int) -> None:
        """They leave this case alone."""
        self._awaited = {(of, bone) for of, bone in self._awaited if of != number}

    def forget(self) -> None:
        """Every box may be asked about again."""
        self._asked.clear()
