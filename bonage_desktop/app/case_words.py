"""Words about a case, as the list and the banner say them."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bonage_desktop.app.theme import Theme
from bonage_desktop.app.told import told
from bonage_desktop.findings.findings import Stage
from bonage_desktop.reporting.ages import AgeNotation, short_years_words
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.case import Case, CaseState
from bonage_desktop.workflow.case_book import Mark


def _tr(text: str) -> str:
    return QCoreApplication.translate("Case", text)


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What the list says of a case: a name, a line of facts, its state."""

    name: str
    facts: str
    state: str


def words_of(
    case: Case, ages: AgeNotation = AgeNotation.DECIMAL, mark: Mark = Mark.NONE, *, hides_ages: bool = False
) -> CaseWords:
    """What the list says of a case; a bone age that the reader is to find first is left out."""
    facts = _facts(case, hides_ages=hides_ages, ages=ages)
    state = " · ".join(part for part in (state_words(case), _mark_words(mark)) if part)
    return CaseWords(name_of(case), facts, state)


def name_of(case: Case) -> str:
    """The patient's name, else the name of the file."""
    named = "" if case.radiograph is None else case.radiograph.identifiers.readable_name
    return named or case.file.name


def state_words(case: Case) -> str:
    """What has become of it."""
    if case.state is CaseState.READING and case.stage is not None:
        return _stage_words(case.stage)
    if case.state is CaseState.FAILED and case.radiograph is None:
        return _tr("Not readable")
    return words_of_state(case.state)


def words_of_state(state: CaseState) -> str:
    """What the list says of a state; while the networks look, `state_words` says how far they are."""
    words = {
        CaseState.WAITING: _tr("Waiting"),
        CaseState.CANCELLED: _tr("Cancelled"),
        CaseState.READING: _tr("Waiting"),
        CaseState.TO_REVIEW: _tr("To review"),
        CaseState.NEEDS_SEX: _tr("Needs sex"),
        CaseState.INCOMPLETE: _tr("Bone missing"),
        CaseState.REJECTED: _tr("Refused"),
        CaseState.FAILED: _tr("Failed"),
        CaseState.CONFIRMED: _tr("Confirmed"),
    }
    return words[state]


def _mark_words(mark: Mark) -> str:
    """What was entered and is not on the disk; what is there needs no words."""
    return {Mark.SAVING: _tr("saving…"), Mark.UNSAVED: _tr("not saved")}.get(mark, "")


def sex_letter(sex: Sex | None) -> str:
    """`M`, `F`, or a question."""
    return {Sex.MALE: _tr("M"), Sex.FEMALE: _tr("F"), None: _tr("sex?")}[sex]


def _stage_words(stage: Stage) -> str:
    words = {
        Stage.SEGMENT: _tr("Finding hand 1/4"),
        Stage.DETECT: _tr("Finding bones 2/4"),
        Stage.GRADE: _tr("Grading 3/4"),
    }
    return words[stage]


def _facts(case: Case, *, hides_ages: bool, ages: AgeNotation) -> str:
    if case.reading is None or case.known is None:
        return ""
    found = [sex_letter(case.reading.sex)]
    if case.known.age is not None:
        found.append(told(short_years_words(case.known.age.years, ages)))
    is_hidden = hides_ages and case.confirmation is None and len(case.first_grades) < len(Bone)
    if case.reading.bone_age is not None and case.reading.refusal is None and not is_hidden:
        found.append(_tr("BA {0}").format(told(short_years_words(case.reading.bone_age.years, ages))))
    return " · ".join(found)


def hue_of(state: CaseState, theme: Theme) -> str:
    """The hue of the dot beside the state's words."""
    match state:
        case CaseState.CONFIRMED:
            return theme.fine
        case CaseState.TO_REVIEW:
            return theme.model
        case CaseState.WAITING | CaseState.READING | CaseState.CANCELLED:
            return theme.quiet
        case _:
            return theme.doubt
