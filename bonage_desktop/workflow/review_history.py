"""What a reader did to a case, step by step, so that it can be taken back and done again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bonage_desktop.assessment.override import Override
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import Case, OtherFinding
from bonage_desktop.workflow.facts import Facts


@dataclass(frozen=True, slots=True)
class Edits:
    """All that a reader can take back; the attributes are those of the case."""

    overrides: tuple[Override, ...]
    facts: Facts
    ticked: frozenset[Bone]
    other_findings: frozenset[OtherFinding]
    first_grades: Mapping[Bone, Level]

    @classmethod
    def of(cls, case: Case) -> "Edits":
        """What the reader has made of a case."""
        overrides = () if case.reading is None else case.reading.overrides
        return cls(overrides, case.facts, case.ticked, case.other_findings, case.first_grades)

    def applied_to(self, case: Case) -> Case:
        """The case with these edits instead of its own."""
        reading = case.reading
        if reading is not None and reading.overrides != self.overrides:
            reading = replace(reading, overrides=self.overrides, undone=())
        return replace(
            case,
            reading=reading,
            facts=self.facts,
            ticked=self.ticked,
            other_findings=self.other_findings,
            first_grades=self.first_grades,
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One change: what it is called, and the edits before and after it."""

    text: str
    before: Edits
    after: Edits


@dataclass(frozen=True, slots=True)
class History:
    """The steps of one case that can be taken back and done again, the next of each last."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    @property
    def undo_text(self) -> str:
        """What undo would take back; empty where there is nothing."""
        return self.done[-1].text if self.done else ""

    @property
    def redo_text(self) -> str:
        """What redo would do again; empty where there is nothing."""
        return self.undone[-1].text if self.undone else ""

    def with_step(self, step: Step) -> "History":
        """One step more; what had been taken back is forgotten."""
        return History((*self.done, step))

    def undo(self) -> "History":
        """The last step is taken back."""
        return History(self.done[:-1], (*self.undone, self.done[-1]))

    def redo(self) -> "History":
        """The step that was taken back last is done again."""
        return History((*self.done, self.undone[-1]), self.undone[:-1])

    def rewritten(self, change: Callable[[Edits], Edits]) -> "History":
        """The same steps over something that no undo takes back; a step that changes nothing else is gone."""
        return History(_rewritten(self.done, change), _rewritten(self.undone, change))


NO_HISTORY = History()


def _rewritten(steps: tuple[Step, ...], change: Callable[[Edits], Edits]) -> tuple[Step, ...]:
    changed = (Step(step.text, change(step.before), change(step.after)) for step in steps)
    return tuple(step for step in changed if step.before != step.after)
