"""The review session: what a reader does to a case, with undo. No Qt: the window sends intents and shows the state."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bonage_desktop.assessment.override import Override
from bonage_desktop.assessment.reading import Reading, Standards
from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.case import Case, Confirmation, OtherFinding
from bonage_desktop.workflow.case_intake import begin
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.facts import Facts
from bonage_desktop.workflow.review_rows import rows_of
from bonage_desktop.workflow.review_state import ReviewState

_NO_CASE = "no case is open"


@dataclass(frozen=True, slots=True)
class _Edits:
    """All that a reader can take back."""

    overrides: tuple[Override, ...]
    facts: Facts
    ticked: frozenset[Bone]
    other_findings: frozenset[OtherFinding]


@dataclass(frozen=True, slots=True)
class _Step:
    """One change: what it is called, and the edits before and after it."""

    text: str
    before: _Edits
    after: _Edits


@dataclass(frozen=True, slots=True)
class History:
    """The steps of one case that can be taken back and done again."""

    done: tuple[_Step, ...] = ()
    undone: tuple[_Step, ...] = ()


class ReviewSession:
    """The case under review and everything that a reader does to it.

    Args:
        standards: what readings are scored with.
        reader: gives the reader's name, asked at every change.
        now: gives the time with its zone.
        grade_first: whether levels stay hidden until the reader has graded every bone.
    """

    def __init__(
        self, standards: Standards, reader: Callable[[], str], now: Callable[[], datetime], *, grade_first: bool = False
    ) -> None:
        self._standards = standards
        self._reader = reader
        self._now = now
        self.grade_first = grade_first
        self._case: Case | None = None
        self._history = History()
        self._selected: Bone | None = None
        self._years_before: float | None = None

    @property
    def case(self) -> Case | None:
        """The case under review, or None."""
        return self._case

    @property
    def history(self) -> History:
        """What can be taken back; to be handed to `open` when the case is opened again."""
        return self._history

    @property
    def state(self) -> ReviewState | None:
        """What the reader sees, or None while no case is open or it is not decoded."""
        case = self._case
        if case is None or case.reading is None or case.known is None:
            return None
        reading, age = case.reading, case.known.age
        years = None if reading.refusal is not None or reading.bone_age is None else reading.bone_age
        told = (*case.known.notices, *reading.findings.notices, *reading.notices(age))
        return ReviewState(
            case=case,
            rows=rows_of(case, reading),
            selected=self._selected,
            sex=reading.sex,
            score=None if years is None else reading.score,
            bone_age=years,
            certainty=None if years is None else reading.certainty,
            tw3_bone_age=None if years is None else reading.tw3_bone_age,
            chronological_years=None if age is None else age.years,
            difference_years=None if age is None or years is None else years.years - age.years,
            changed=len({override.bone for override in reading.overrides if override.bone is not None}),
            years_before=self._years_before,
            undo_text=self._history.done[-1].text if self._history.done else "",
            redo_text=self._history.undone[-1].text if self._history.undone else "",
            notices=tuple(dict.fromkeys(told)),
            are_levels_hidden=self._hides_levels(case),
        )

    def open(self, case: Case, history: History = History()) -> None:
        """Put a case under review; the bone that needs a look first is selected."""
        self._case, self._history, self._years_before = case, history, None
        self._selected = self._first_to_look_at()

    def close(self) -> None:
        """No case is under review any more."""
        self._case, self._history, self._selected, self._years_before = None, History(), None, None

    def decoded(self, radiograph: Radiograph) -> None:
        """The file was decoded; a reading begins, and a reader may grade by hand before the networks answer."""
        case = self._open_case()
        self._case = begin(case, radiograph, self._standards)
        self._selected = self._selected or Bone.RADIUS

    def seen(self, case: Case) -> None:
        """The networks saw more of the open case (`found`); the reader's work stays as it is."""
        was_assessed = self._case is not None and self._case.is_assessed
        self._case = case
        if case.is_assessed and not was_assessed and not self._history.done:
            self._selected = self._first_to_look_at() or self._selected

    def select(self, bone: Bone | None) -> None:
        """Look at a bone."""
        self._selected = bone

    def step_selection(self, by: int) -> None:
        """Look at the bone `by` rows further, from the last one to the first and back."""
        bones = list(Bone)
        start = bones.index(self._selected) if self._selected else (-1 if by > 0 else 0)
        self._selected = bones[(start + by) % len(bones)]

    def choose_level(self, level: Level, why: str = "") -> None:
        """Set a bone's level; in grade first that is the reader's own grade.

        Raises:
            WorkflowError: the case is confirmed (`workflow.case_confirmed`).
        """
        case, reading = self._editable()
        if self._hides_levels(case):
            self._case = replace(case, first_grades={**case.first_grades, level.bone: level})
            self._reveal()
            return
        changed = reading.override_level(level, by=self._reader(), at=self._now(), why=why)
        label = self._standards.rus_chn.label(level)
        self._change(f"{level.bone.title}, level L{label} · {level.index}", changed, ticked=case.ticked | {level.bone})

    def step_level(self, by: int) -> None:
        """Raise or lower the level of the selected bone by one; nothing at the ends or without a bone."""
        case, reading = self._editable()
        bone = self._selected
        if bone is None:
            return
        now = case.first_grades.get(bone) if self._hides_levels(case) else reading.levels.get(bone)
        index = 0 if now is None else now.index + by
        if 0 <= index < bone.level_count:
            self.choose_level(Level(bone, index))

    def place_box(self, bone: Bone, box: Box) -> None:
        """Draw, move or resize the box of a bone; the networks are to be asked again (`regraded`)."""
        _, reading = self._editable()
        verb = "box moved" if bone in reading.rois else "box placed"
        self._change(f"{bone.title}, {verb}", reading.override_box(bone, box, by=self._reader(), at=self._now()))

    def remove_box(self, bone: Bone) -> None:
        """Take the box of a bone away."""
        _, reading = self._editable()
        self._change(f"{bone.title}, box removed", reading.remove_box(bone, by=self._reader(), at=self._now()))

    def regraded(self, bone: Bone, findings: Findings) -> None:
        """The networks looked at all bones with the reader's box; only this bone's row takes the result."""
        case = self._open_case()
        if case.reading is None:
            return
        reading = case.reading
        if reading.findings.rejection is not None or not reading.findings.rois:
            seen = replace(findings, rejection=None) if findings.grades else reading.findings
            reading = replace(reading, findings=seen)
        else:
            reading = reading.regraded(bone, findings)
        self._case = replace(case, reading=reading, is_assessed=True, error=None)

    def choose_sex(self, sex: Sex) -> None:
        """Set the child's sex."""
        _, reading = self._editable()
        self._change(f"Sex {sex.value}", reading.override_sex(sex, by=self._reader(), at=self._now()))

    def set_facts(self, facts: Facts) -> None:
        """Set dates and side."""
        case, reading = self._editable()
        if facts != case.facts:
            self._change("Dates and side", reading, facts=facts)

    def set_other_findings(self, found: frozenset[OtherFinding]) -> None:
        """Set what else was seen."""
        case, reading = self._editable()
        if found != case.other_findings:
            self._change("Other findings", reading, other_findings=found)

    def set_remarks(self, remarks: str) -> None:
        """Set the free text; the text field has an undo of its own."""
        case, _ = self._editable()
        self._case = replace(case, remarks=remarks)

    def give_reason(self, bone: Bone, why: str) -> None:
        """Say why the last change of a bone's level was made; nothing where there is none."""
        case, reading = self._editable()
        changes = list(reading.overrides)
        for index in reversed(range(len(changes))):
            if changes[index].bone is bone and isinstance(changes[index].new, Level):
                changes[index] = replace(changes[index], why=why)
                self._case = replace(case, reading=replace(reading, overrides=tuple(changes)))
                return

    def tick(self, bone: Bone, *, is_ticked: bool) -> None:
        """Mark a bone as looked at, or not."""
        case, _ = self._editable()
        self._case = replace(case, ticked=case.ticked | {bone} if is_ticked else case.ticked - {bone})

    def tick_and_go_on(self) -> None:
        """Mark the selected bone as looked at and select the next one that is not: flagged bones first."""
        if self._selected is not None:
            self.tick(self._selected, is_ticked=True)
        self._selected = self._first_to_look_at() or self._next_unticked() or self._selected

    def reset_bone(self, bone: Bone) -> None:
        """Take back every change of a bone."""
        _, reading = self._editable()
        left = tuple(override for override in reading.overrides if override.bone is not bone)
        self._change(f"Reset {bone.title}", replace(reading, overrides=left, undone=()))

    def reset_all(self) -> None:
        """Take back every change of a level and a box; sex and dates stay."""
        _, reading = self._editable()
        left = tuple(override for override in reading.overrides if override.bone is None)
        self._change("Reset all bones", replace(reading, overrides=left, undone=()))

    def undo(self) -> None:
        """Take the last change back; nothing where there is none."""
        self._editable()
        if self._history.done:
            step = self._history.done[-1]
            self._restore(step.before)
            self._history = History(self._history.done[:-1], (*self._history.undone, step))

    def redo(self) -> None:
        """Do again what was taken back last; nothing where there is none."""
        self._editable()
        if self._history.undone:
            step = self._history.undone[-1]
            self._restore(step.after)
            self._history = History((*self._history.done, step), self._history.undone[:-1])

    def confirm(self) -> None:
        """Sign the reading: nothing can be changed after it.

        Raises:
            WorkflowError: there is no age yet (`workflow.nothing_to_confirm`), or it is confirmed already.
        """
        case, reading = self._editable()
        if reading.bone_age is None or reading.refusal is not None or self._hides_levels(case):
            raise WorkflowError(
                "workflow.nothing_to_confirm",
                f"{case.file.name} has no bone age yet, so there is nothing to confirm.",
                "Give every bone a level and say the sex.",
            )
        self._case = replace(case, confirmation=Confirmation(self._reader(), self._now()))

    def amend(self) -> None:
        """Open a confirmed reading for changes again."""
        self._case = replace(self._open_case(), confirmation=None)

    def _open_case(self) -> Case:
        if self._case is None:
            raise ValueError(_NO_CASE)
        return self._case

    def _editable(self) -> tuple[Case, Reading]:
        case = self._open_case()
        if case.confirmation is not None:
            raise WorkflowError(
                "workflow.case_confirmed",
                f"{case.file.name} is confirmed and cannot be changed.",
                "Choose Amend to change it.",
            )
        if case.reading is None:
            raise WorkflowError(
                "workflow.case_not_read",
                f"{case.file.name} could not be read, so nothing can be said about it.",
                "Open the image again, or another one.",
            )
        return case, case.reading

    def _change(
        self,
        text: str,
        reading: Reading,
        *,
        ticked: frozenset[Bone] | None = None,
        facts: Facts | None = None,
        other_findings: frozenset[OtherFinding] | None = None,
    ) -> None:
        case = self._open_case()
        before = _edits(case)
        after = replace(
            case,
            reading=reading,
            ticked=case.ticked if ticked is None else ticked,
            facts=case.facts if facts is None else facts,
            other_findings=case.other_findings if other_findings is None else other_findings,
        )
        if _edits(after) == before:
            return
        self._years_before = _years(case)
        self._case = after
        self._history = History((*self._history.done, _Step(text, before, _edits(after))))

    def _restore(self, edits: _Edits) -> None:
        case, reading = self._editable()
        self._years_before = _years(case)
        self._case = replace(
            case,
            reading=replace(reading, overrides=edits.overrides, undone=()),
            facts=edits.facts,
            ticked=edits.ticked,
            other_findings=edits.other_findings,
        )

    def _hides_levels(self, case: Case) -> bool:
        return self.grade_first and case.confirmation is None and len(case.first_grades) < len(Bone)

    def _reveal(self) -> None:
        """Once every bone has the reader's own grade, those that differ from the networks' become changes."""
        case, reading = self._editable()
        if len(case.first_grades) < len(Bone):
            return
        for level in case.first_grades.values():
            reading = reading.override_level(level, by=self._reader(), at=self._now(), why="graded first")
        self._change("Own grades", reading, ticked=frozenset(Bone))

    def _first_to_look_at(self) -> Bone | None:
        state = self.state
        if state is None:
            return None
        flagged = next((row.bone for row in state.rows.values() if row.needs_look), None)
        return flagged or (Bone.RADIUS if self._selected is None else None)

    def _next_unticked(self) -> Bone | None:
        bones = list(Bone)
        start = 0 if self._selected is None else bones.index(self._selected) + 1
        ticked = self._open_case().ticked
        return next((bone for bone in (*bones[start:], *bones[:start]) if bone not in ticked), None)


def _edits(case: Case) -> _Edits:
    overrides = () if case.reading is None else case.reading.overrides
    return _Edits(overrides, case.facts, case.ticked, case.other_findings)


def _years(case: Case) -> float | None:
    reading = case.reading
    if reading is None or reading.refusal is not None or reading.bone_age is None:
        return None
    return reading.bone_age.years
