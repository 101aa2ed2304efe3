"""What the result says: ages, range, difference, and the sentences that stand where there is no age."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bonage_desktop.app.result_face import ResultFace
from bonage_desktop.app.told import told
from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.notice import Notice, Weight
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.reporting.ages import AgeNotation, short_years_words
from bonage_desktop.reporting.words import rank_words, silence_words
from bonage_desktop.sentences import listed, paragraph
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.curve import AgeBound, BoneAge
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.agreement import Agreement, Scored
from bonage_desktop.workflow.case import Case, Confirmation
from bonage_desktop.workflow.review_state import ReviewState

UNKNOWN = "–"
_SAID_BESIDE = frozenset({"assessment.sources_disagree"})
"""Notices that `other_ages` says beside the age."""
_LOUDEST_FIRST = (Weight.CONTRADICTION, Weight.DOUBT, Weight.REMARK)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Result", text)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why there is no age: a heading, and what it means or what to do."""

    heading: str
    text: str


def explanation_of(face: ResultFace, state: ReviewState | None, unread: Case | None = None) -> Explanation:
    """What stands where the age would be.

    Args:
        face: not `AGE` and not `SEX_UNKNOWN`, which have widgets of their own.
        state: the case, or None.
        unread: the open case while there is nothing to see of it, or None.
    """
    if state is None or state.case.reading is None:
        return _without_image(unread)
    match face:
        case ResultFace.REJECTED:
            return _rejected(state.case.reading)
        case ResultFace.FAILED:
            error = state.case.error
            why = () if error is None else (error.message, error.hint)
            return Explanation(_tr("Not assessed"), told(paragraph(*why, _tr("You can grade by hand."))))
        case ResultFace.GRADE_FIRST:
            return _grade_first(state)
        case ResultFace.INCOMPLETE:
            return _incomplete(state, state.case.reading.unresolved)
        case _:
            return Explanation(_tr("Networks at work…"), _tr("You can already grade by hand."))


def age_number(age: BoneAge) -> str:
    """The age to a tenth of a year; a sign before it where it is a bound."""
    return f"{_bound(age)}{age.years:.1f}"


def age_words(age: BoneAge, notation: AgeNotation) -> str:
    """The age with its unit as the reader has set it, e.g. `10.6 y` or `10 y 7 m`; a sign where it is a bound."""
    return f"{_bound(age)}{years_words(age.years, notation)}"


def _bound(age: BoneAge) -> str:
    return {AgeBound.WITHIN: "", AgeBound.AT_OR_BELOW: "≤ ", AgeBound.ADULT: "≥ "}[age.bound]


def range_line(state: ReviewState) -> str:
    """How sure the age is and how much of it is the reader's, e.g. `likely 11.4 – 12.3 y · 1 changed`."""
    parts: list[str] = []
    if state.certainty is not None:
        low, high = state.certainty.p10_years, state.certainty.p90_years
        if state.display.ages is AgeNotation.DECIMAL:
            parts.append(_tr("likely {0} – {1} y").format(f"{low:.1f}", f"{high:.1f}"))
        else:
            ages = (years_words(years, state.display.ages) for years in (low, high))
            parts.append(_tr("likely {0} – {1}").format(*ages))
    if state.changed:
        parts.append(_tr("{0} changed").format(state.changed))
    return " · ".join(parts)


def other_ages(state: ReviewState, *, with_tw3: bool) -> str:
    """What other tables say, where they disagree or were asked for; else empty."""
    parts: list[str] = []
    if state.bone_age is not None and state.bone_age.alternative_years is not None:
        other = years_words(state.bone_age.alternative_years, state.display.ages)
        parts.append(_tr("other published table {0}").format(other))
    if with_tw3 and state.tw3_bone_age is not None:
        parts.append(_tr("TW3-RUS {0}, derived").format(age_words(state.tw3_bone_age, state.display.ages)))
    return " · ".join(parts)


def sex_words(state: ReviewState) -> str:
    """Sex and who said so, e.g. `Male · file`."""
    if state.sex is None or state.case.reading is None:
        return _tr("Not known")
    sources = {
        FactSource.TAG: _tr("file"),
        FactSource.READER: _tr("reader"),
        FactSource.DEMOGRAPHICS: _tr("table"),
        FactSource.UNKNOWN: UNKNOWN,
    }
    return f"{sex_name(state.sex)} · {sources[state.case.reading.sex_source]}"


def sex_name(sex: Sex) -> str:
    """`Male` or `Female`."""
    return {Sex.MALE: _tr("Male"), Sex.FEMALE: _tr("Female")}[sex]


def years_words(years: float | None, notation: AgeNotation) -> str:
    """An age, e.g. `12.5 y` or `12 y 6 m`."""
    return UNKNOWN if years is None else told(short_years_words(years, notation))


def difference_words(years: float | None) -> str:
    """Bone age minus chronological age, with its sign, e.g. `−0.6 y`."""
    if years is None:
        return UNKNOWN
    rounded = round(years, 1)
    sign = "±" if rounded == 0 else ("+" if rounded > 0 else "−")
    return _tr("{0} y").format(f"{sign}{abs(rounded):.1f}")


def percentile_words(state: ReviewState) -> str:
    """Which percentile the score is, e.g. `P63` or `< P3`; or why nobody can say, e.g. `table ends at 10.0 y`."""
    if state.percentile is not None:
        return rank_words(state.percentile)
    table, sex, years = state.display.percentiles, state.sex, state.chronological_years
    if table is None or sex is None or state.score is None:
        return UNKNOWN
    return told(silence_words(table, sex, years, state.display.ages))


def score_words(score: int | None) -> str:
    """Of the 1000 points of a mature hand."""
    return UNKNOWN if score is None else f"{score} / 1000"


def confirmed_words(confirmation: Confirmation) -> str:
    """Who confirmed it, and when, in that reader's time."""
    return _tr("Confirmed by {0}, {1}").format(confirmation.by, f"{confirmation.at:%H:%M}")


def agreement_words(agreement: Agreement) -> str:
    """How the reader's first grades agree with the networks' levels."""
    equal = _tr("First grades: {0} of {1} as the model, {2} within one level").format(
        agreement.equal, agreement.compared, agreement.within_one
    )
    return f"{equal} · {_tr('{0} beside {1} y').format(_scored(agreement.own), _scored(agreement.networks))}"


def told_notices(notices: Sequence[Notice]) -> Sequence[Notice]:
    """What is said beside the age, the loudest first; what is true of every file of its kind is not."""
    others = [notice for notice in notices if notice.code not in _SAID_BESIDE]
    return [notice for weight in _LOUDEST_FIRST for notice in others if notice.weight is weight]


def _scored(scored: Scored) -> str:
    return UNKNOWN if scored.bone_age is None else age_number(scored.bone_age)


def _without_image(case: Case | None) -> Explanation:
    if case is None:
        return Explanation(_tr("No radiograph open"), _tr("Open a radiograph of a hand to see its bone age."))
    if case.error is None:
        return Explanation(_tr("Reading the image…"), "")
    return Explanation(_tr("Not readable"), told(paragraph(case.error.message, case.error.hint)))


def _rejected(reading: Reading) -> Explanation:
    refusal = reading.refusal
    if refusal is None:
        raise ValueError("nothing was refused")
    return Explanation(_tr("Refused: no age"), told(paragraph(refusal.message, refusal.hint)))


def _grade_first(state: ReviewState) -> Explanation:
    graded = len(state.case.first_grades)
    return Explanation(
        _tr("Graded {0} of {1}").format(graded, len(Bone)),
        _tr("Levels of the model, score and age are shown when you have graded every bone."),
    )


def _incomplete(state: ReviewState, bones: Sequence[Bone]) -> Explanation:
    names = told(listed(bone.title for bone in bones))
    is_one = len(bones) == 1
    reason = _common_reason(state, bones)
    if reason:
        ungraded = _tr("1 bone is not graded") if is_one else _tr("{0} bones not graded").format(len(bones))
        why = told(paragraph(reason, _tr("Choose the level, or draw the box anew.")))
        return Explanation(ungraded, why if is_one and names in told(reason) else _tr("{0}: {1}").format(names, why))
    if state.boxes_needed:
        remedy = _tr("Place {0} more boxes, or grade by hand.").format(state.boxes_needed)
    else:
        remedy = _tr("Place the box, or choose the level.")
    text = told(paragraph(_tr("Without a level: {0}.").format(names), remedy))
    missing = _tr("1 bone is missing") if is_one else _tr("{0} bones are missing").format(len(bones))
    return Explanation(missing, text)


def _common_reason(state: ReviewState, bones: Sequence[Bone]) -> str:
    """Why bones have no level although they have boxes, where it is the same for all of them; else empty."""
    rows = [state.rows[bone] for bone in bones]
    reasons = {row.doubts[0] if row.roi is not None and row.doubts else "" for row in rows}
    return reasons.pop() if len(reasons) == 1 else ""
