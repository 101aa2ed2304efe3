"""The review session: what a reader does to a case, with undo. No Qt: the window sends intents and shows the state."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bonage_desktop.assessment.override import Override
from bonage_desktop.assessment.reading import Reading, Standards
from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.agreement import agreement_of, compared
from bonage_desktop.workflow.case import Case, Confirmation, OtherFinding
from bonage_desktop.workflow.case_intake import begin
from bonage_desktop.workflow.confirming import hindrance
from bonage_desktop.workflow.drawn_boxes import (
    boxes_needed,
    needed_notices,
    ungraded_boxes,
    with_boxes_in_force,
    with_look,
)
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.facts import Facts
from bonage_desktop.workflow.misplaced import naming_misplaced
from bonage_desktop.workflow.review_history import NO_HISTORY, Edits, History, Step
from bonage_desktop.workflow.review_rows import hidden_rows_of, rows_of
from bonage_desktop.workflow.review_state import Display, ReviewState

_NO_CASE = "no case is open"


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
        self.display = Display()
        self._case: Case | None = None
        self._history = NO_HISTORY
        self.selected: Bone | None = None
        self._has_chosen = False
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
        reading, age, is_hidden = case.reading, case.known.age, self._hides_levels(case)
        years = None if is_hidden or reading.refusal is not None else reading.bone_age
        judged = () if is_hidden else reading.notices(age)
        return ReviewState(
            case=case,
            rows=(hidden_rows_of if is_hidden else rows_of)(case, reading, self.display.levels),
            selected=self.selected,
            sex=reading.sex,
            score=None if years is None else reading.score,
            bone_age=years,
            certainty=None if years is None else reading.certainty,
            tw3_bone_age=None if years is None else reading.tw3_bone_age,
            chronological_years=None if age is None else age.years,
            difference_years=None if age is None or years is None else years.years - age.years,
            changed=len({override.bone for override in reading.overrides if override.bone is not None}),
            years_before=None if is_hidden else self._years_before,
            undo_text=self._history.undo_text,
            redo_text=self._history.redo_text,
            notices=tuple(
                dict.fromkeys((*case.known.notices, *reading.findings.notices, *needed_notices(case), *judged))
            ),
            are_levels_hidden=is_hidden,
            boxes_needed=boxes_needed(case),
            agreement=agreement_of(case),
            display=self.display,
        )

    @property
    def ungraded_boxes(self) -> tuple[Bone, ...]:
        """The bones whose box the reader drew and the networks have not looked at: ask them, then call `regraded`.

        Undo, redo and a reset can bring back a box that was moved on before the networks answered. While too few
        bones have a box there are none (`ReviewState.boxes_needed`). One answer can be about several of them: ask
        about the first, and look here again.
        """
        return () if self._case is None or self._case.confirmation is not None else ungraded_boxes(self._case)

    def open(self, case: Case, history: History = NO_HISTORY) -> None:
        """Put a case under review; the bone that needs a look first is selected."""
        self._case, self._history, self.selected, self._years_before = case, history, None, None
        self._has_chosen = False
        self.selected = self._first_to_look_at()

    def close(self) -> None:
        """No case is under review any more."""
        self._case, self._history, self.selected, self._years_before = None, NO_HISTORY, None, None

    def decoded(self, radiograph: Radiograph) -> None:
        """The file was decoded; a reading begins, and a reader may grade by hand before the networks answer."""
        case = self._open_case()
        self._case = begin(case, radiograph, self._standards)
        self.selected = self.selected or Bone.RADIUS

    def seen(self, case: Case) -> None:
        """The networks saw more of the open case (`found`); the reader's work stays as it is."""
        was_assessed = self._case is not None and self._case.is_assessed
        self._hear(case)
        if case.is_assessed and not was_assessed and not self._history.done and not self._has_chosen:
            self.selected = self._first_to_look_at() or self.selected

    def select(self, bone: Bone | None) -> None:
        """Look at a bone."""
        self.selected, self._has_chosen = bone, True

    def step_selection(self, by: int) -> None:
        """Look at the bone `by` rows further, from the last one to the first and back."""
        bones = list(Bone)
        start = bones.index(self.selected) if self.selected else (-1 if by > 0 else 0)
        self.select(bones[(start + by) % len(bones)])

    def choose_level(self, level: Level, why: str = "") -> None:
        """Set a bone's level; in grade first that is the reader's own grade.

        Raises:
            WorkflowError: the case is confirmed (`workflow.case_confirmed`).
        """
        case, reading = self._editable()
        label = self._standards.rus_chn.label(level)
        text = say("{bone}, level L{label} · {index}", bone=level.bone.title, label=label, index=level.index)
        if self._hides_levels(case):
            self._grade_first(text, level)
            return
        changed = reading.override_level(level, by=self._reader(), at=self._now(), why=why)
        self._change(text, replace(case, reading=changed, ticked=case.ticked | {level.bone}))

    def step_level(self, by: int) -> None:
        """Raise or lower the level of the selected bone by one; nothing at the ends or without a bone.

        Where the bone has no level yet, the first step gives the middle one.
        """
        case, reading = self._editable()
        bone = self.selected
        if bone is None:
            return
        now = case.first_grades.get(bone) if self._hides_levels(case) else reading.levels.get(bone)
        index = bone.level_count // 2 if now is None else now.index + by
        if 0 <= index < bone.level_count:
            self.choose_level(Level(bone, index))

    def place_box(self, bone: Bone, box: Box) -> None:
        """Draw, move or resize the box of a bone; the networks are to be asked again (`regraded`)."""
        case, reading = self._editable()
        done = say("box moved") if bone in reading.rois else say("box placed")
        changed = reading.override_box(bone, box, by=self._reader(), at=self._now())
        self._change(say("{bone}, {done}", bone=bone.title, done=done), replace(case, reading=changed))

    def accept_box(self, bone: Bone) -> None:
        """Take the box of a bone over as the reader's own, as it is; nothing where it has none or it is already."""
        self._accept(say("{bone}, box accepted", bone=bone.title), [bone])

    def accept_boxes(self) -> None:
        """Take over every box; the networks grade them even where they refused the image."""
        self._accept(say("Boxes accepted"), list(Bone))

    def remove_box(self, bone: Bone) -> None:
        """Take the box of a bone away."""
        case, reading = self._editable()
        changed = reading.remove_box(bone, by=self._reader(), at=self._now())
        self._change(say("{bone}, box removed", bone=bone.title), replace(case, reading=changed))

    def regraded(self, bone: Bone, findings: Findings) -> None:
        """The networks looked at all bones with the reader's box; only this bone's row takes the result.

        The result belongs to the box in `findings`: it counts while that box is in force, or was and the box that
        followed it waits for the networks. A confirmed reading takes none.
        """
        case = self._open_case()
        if case.confirmation is None:
            self._hear(with_look(case, bone, naming_misplaced(findings)))

    def choose_sex(self, sex: Sex) -> None:
        """Set the child's sex."""
        case, reading = self._editable()
        changed = reading.override_sex(sex, by=self._reader(), at=self._now())
        self._change(say("Sex {sex}", sex=sex.word), replace(case, reading=changed))

    def set_facts(self, facts: Facts) -> None:
        """Set dates and side."""
        case, _ = self._editable()
        self._change(say("Dates and side"), replace(case, facts=facts))

    def set_other_findings(self, found: frozenset[OtherFinding]) -> None:
        """Set what else was seen."""
        case, _ = self._editable()
        self._change(say("Other findings"), replace(case, other_findings=found))

    def set_remarks(self, remarks: str) -> None:
        """Set the free text; the text field has an undo of its own."""
        case, _ = self._editable()
        self._case = replace(case, remarks=remarks)

    def give_reason(self, bone: Bone, why: str) -> None:
        """Say why the last change of a bone's level was made; nothing where there is none. Undo keeps the reason."""
        case, reading = self._editable()
        of_bone = [one for one in reading.overrides if one.bone is bone and isinstance(one.new, Level)]
        if not of_bone:
            return
        last = of_bone[-1]

        def reasoned(edits: Edits) -> Edits:
            told = tuple(replace(one, why=why) if one == last else one for one in edits.overrides)
            return replace(edits, overrides=told)

        self._case = reasoned(Edits.of(case)).applied_to(case)
        self._history = self._history.rewritten(reasoned)

    def tick(self, bone: Bone, *, is_ticked: bool) -> None:
        """Mark a bone as looked at, or not. Undo does not take it back."""
        case, _ = self._editable()

        def marked(edits: Edits) -> Edits:
            return replace(edits, ticked=edits.ticked | {bone} if is_ticked else edits.ticked - {bone})

        self._case = marked(Edits.of(case)).applied_to(case)
        self._history = self._history.rewritten(marked)

    def tick_and_go_on(self) -> None:
        """Mark the selected bone as looked at and select the next one that is not: flagged bones first."""
        if self.selected is not None:
            self.tick(self.selected, is_ticked=True)
        self.selected = self._first_to_look_at() or self._next_unticked() or self.selected

    def reset_bone(self, bone: Bone) -> None:
        """Take back every change of a bone."""
        case, reading = self._editable()
        left = tuple(override for override in reading.overrides if override.bone is not bone)
        first = {one: level for one, level in case.first_grades.items() if one is not bone}
        self._reset(say("Reset {bone}", bone=bone.title), left, first)

    def reset_all(self) -> None:
        """Take back every change of a level and a box; sex and dates stay."""
        _, reading = self._editable()
        self._reset(say("Reset all bones"), tuple(one for one in reading.overrides if one.bone is None), {})

    def undo(self) -> None:
        """Take the last change back; nothing where there is none."""
        self._editable()
        if self._history.done:
            self._restore(self._history.done[-1].before)
            self._history = self._history.undo()

    def redo(self) -> None:
        """Do again what was taken back last; nothing where there is none."""
        self._editable()
        if self._history.undone:
            self._restore(self._history.undone[-1].after)
            self._history = self._history.redo()

    def confirm(self) -> None:
        """Sign the reading: nothing can be changed after it.

        Raises:
            WorkflowError: something keeps it from that (`confirming.hindrance`), or nobody says who confirms it
                (`workflow.reader_unnamed`).
        """
        case = self._open_case()
        hindered = hindrance(case, are_levels_hidden=self._hides_levels(case))
        if hindered is not None:
            raise hindered
        self._case = replace(case, confirmation=Confirmation(self._reader(), self._now()))

    def amend(self) -> None:
        """Open a confirmed reading for changes again."""
        case = self._open_case()
        if case.confirmation is not None:
            self._case = replace(case, confirmation=None, was_confirmed=True)

    def _open_case(self) -> Case:
        if self._case is None:
            raise ValueError(_NO_CASE)
        return self._case

    def _editable(self) -> tuple[Case, Reading]:
        case = self._open_case()
        if case.confirmation is not None:
            raise WorkflowError(
                "workflow.case_confirmed",
                say("{file} is confirmed and cannot be changed.", file=case.file.name),
                say("Choose Amend to change it."),
            )
        if case.reading is None:
            raise WorkflowError(
                "workflow.case_not_read",
                say("{file} could not be read, so nothing can be said about it.", file=case.file.name),
                say("Open the image again, or another one."),
            )
        return case, case.reading

    def _accept(self, text: str, bones: Iterable[Bone]) -> None:
        case, reading = self._editable()
        for bone in bones:
            reading = reading.accept_box(bone, by=self._reader(), at=self._now())
        self._change(text, replace(case, reading=reading))

    def _change(self, text: str, after: Case) -> None:
        case = self._open_case()
        step = Step(text, Edits.of(case), Edits.of(after))
        if step.after != step.before:
            self._show(after)
            self._history = self._history.with_step(step)

    def _reset(self, text: str, overrides: tuple[Override, ...], first_grades: Mapping[Bone, Level]) -> None:
        """First grades that were compared with the networks' are a record and stay."""
        case, reading = self._editable()
        first = first_grades if self._hides_levels(case) else case.first_grades
        kept = replace(reading, overrides=overrides, undone=())
        self._change(text, replace(case, reading=kept, first_grades=first))

    def _restore(self, edits: Edits) -> None:
        self._show(edits.applied_to(self._open_case()))

    def _show(self, case: Case) -> None:
        """The case after a change of the reader; the age before it is told where it was another."""
        before = _years(self._open_case())
        self._case = with_boxes_in_force(case)
        self._years_before = None if before == _years(self._case) else before

    def _hear(self, case: Case) -> None:
        """The case as the networks left it; an age that they did not change leaves the one before it standing."""
        before = None if self._case is None else _years(self._case)
        self._case = case
        if before != _years(case):
            self._years_before = before

    def _hides_levels(self, case: Case) -> bool:
        """A reading that was signed has been seen: amending it hides nothing."""
        is_shown = not self.grade_first or case.confirmation is not None or case.was_confirmed
        return not is_shown and len(case.first_grades) < len(Bone)

    def _grade_first(self, text: str, level: Level) -> None:
        """The reader's own grade; with the last of them those that differ from the networks' become changes.

        What was graded first stays on record from then on: the reader has seen the networks' levels.
        """
        case, reading = self._editable()
        first = {**case.first_grades, level.bone: level}
        if len(first) < len(Bone):
            self._change(text, replace(case, first_grades=first, ticked=case.ticked | {level.bone}))
            return
        for own in first.values():
            reading = reading.override_level(own, by=self._reader(), at=self._now(), why=say("graded first"))
        self._change(say("Own grades"), replace(case, reading=reading, ticked=frozenset(Bone), first_grades=first))
        self._case = compared(self._open_case())
        self._history = self._history.rewritten(lambda edits: replace(edits, first_grades=first))

    def _first_to_look_at(self) -> Bone | None:
        state = self.state
        if state is None:
            return None
        flagged = next((row.bone for row in state.rows.values() if row.needs_look), None)
        return flagged or (Bone.RADIUS if self.selected is None else None)

    def _next_unticked(self) -> Bone | None:
        bones = list(Bone)
        start = 0 if self.selected is None else bones.index(self.selected) + 1
        ticked = self._open_case().ticked
        return next((bone for bone in (*bones[start:], *bones[:start]) if bone not in ticked), None)


def _years(case: Case) -> float | None:
    reading = case.reading
    if reading is None or reading.refusal is not None or reading.bone_age is None:
        return None
    return reading.bone_age.years
