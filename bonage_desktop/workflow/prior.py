"""The earlier studies of a patient: the newest to compare with bone by bone, all of them as points in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.radiograph import ChronologicalAge, Radiograph
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.review_state import ReviewState


@dataclass(frozen=True, slots=True)
class BoneBefore:
    """One bone in the newest earlier study.

    Attributes:
        level: that it had then.
        label: of that level, as people write it, e.g. `4(2)`.
        studied: the day of that examination.
        change: levels gained since, negative where some were lost; None while the bone has no level now.
    """

    level: Level
    label: str
    studied: date
    change: int | None

    @property
    def went_backwards(self) -> bool:
        """Its level is lower now: maturity never decreases, so one of the two levels is wrong."""
        return self.change is not None and self.change < 0


@dataclass(frozen=True, slots=True, eq=False)
class Priors:
    """What is known of a patient from before.

    Attributes:
        studies: the earlier studies at which the child's age is known, oldest first.
        confirmed: those of them that a reader has confirmed; a report names no others.
        newest: the case of the last earlier study, or None where there is none.
        bones: of the newest, in the standard's order; None where there is none.
    """

    studies: tuple[EarlierStudy, ...] = ()
    confirmed: tuple[EarlierStudy, ...] = ()
    newest: Case | None = None
    bones: Mapping[Bone, BoneBefore] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Earlier:
    """A case of the same patient, examined before, with its age."""

    case: Case
    reading: Reading
    studied: date
    years: float | None
    score: int
    bone_age_years: float

    @property
    def order(self) -> tuple[date, bool, int]:
        return self.studied, self.case.confirmation is not None, self.case.number


def priors_of(state: ReviewState, cases: Iterable[Case]) -> Priors:
    """The earlier studies of the patient under review.

    Earlier are studies of an earlier day of a patient with the same identifier, unless the birth dates contradict each
    other; only those with a bone age count. Of two on one day the confirmed one, else the one opened later, is the
    newer.

    Args:
        state: the case under review. While its levels are hidden, changes are counted from the reader's own grades.
        cases: of the worklist; the case under review may be among them.
    """
    now = state.case.known
    found = [] if now is None else _all_earlier(now, cases)
    if not found:
        return Priors()
    confirmed = [one for one in found if one.case.confirmation is not None]
    return Priors(_points(found), _points(confirmed), found[-1].case, _bones(found[-1], state))


def confirmed_before(now: Radiograph, cases: Iterable[Case]) -> tuple[EarlierStudy, ...]:
    """The confirmed ones among earlier studies of a patient, oldest first, where the child's age is known.

    Args:
        now: the image of today.
        cases: of any patients and days; only earlier studies of this patient count, as in `priors_of`.
    """
    found = _all_earlier(now, cases)
    return _points([one for one in found if one.case.confirmation is not None])


def _all_earlier(now: Radiograph, cases: Iterable[Case]) -> list[_Earlier]:
    """Oldest first."""
    found = [one for case in cases if (one := _earlier(case, now)) is not None]
    return sorted(found, key=lambda one: one.order)


def _points(found: Sequence[_Earlier]) -> tuple[EarlierStudy, ...]:
    return tuple(
        EarlierStudy(one.studied, one.years, one.score, one.bone_age_years, dict(one.reading.levels))
        for one in found
        if one.years is not None
    )


def _earlier(case: Case, now: Radiograph) -> _Earlier | None:
    then, reading = case.known, case.reading
    if then is None or reading is None or not _is_same_patient(then, now):
        return None
    if then.study_date is None or now.study_date is None or then.study_date >= now.study_date:
        return None
    if reading.refusal is not None or reading.score is None or reading.bone_age is None:
        return None
    years = _years(then, then.study_date, now.birth_date)
    return _Earlier(case, reading, then.study_date, years, reading.score, reading.bone_age.years)


def _is_same_patient(then: Radiograph, now: Radiograph) -> bool:
    known = now.identifiers.patient_id.strip()
    if not known or then.identifiers.patient_id.strip() != known:
        return False
    return None in (then.birth_date, now.birth_date) or then.birth_date == now.birth_date


def _years(then: Radiograph, studied: date, birth_date: date | None) -> float | None:
    """The child's age then; where that file does not say it, by the birth date that is known today."""
    if then.age is not None:
        return then.age.years
    if birth_date is None or studied < birth_date:
        return None
    return ChronologicalAge.between(birth_date, studied).years


def _bones(newest: _Earlier, state: ReviewState) -> Mapping[Bone, BoneBefore]:
    found: dict[Bone, BoneBefore] = {}
    for bone, level in newest.reading.levels.items():
        chosen = state.rows[bone].chosen
        change = None if chosen is None else chosen.level.index - level.index
        found[bone] = BoneBefore(level, newest.reading.standards.rus_chn.label(level), newest.studied, change)
    return found
