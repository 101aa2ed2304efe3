"""The earlier studies of a patient: the newest to compare with bone by bone, all of them as points in time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.review_state import ReviewState


@dataclass(frozen=True, slots=True)
class EarlierStudy:
    """One earlier study with its age.

    Attributes:
        number: of its case.
        studied: the day of the examination.
        chronological_years: of the child on that day, or None where it is not known.
        score: RUS-CHN, 0..1000.
        bone_age_years: of that score.
        is_confirmed: a reader has signed it.
    """

    number: int
    studied: date
    chronological_years: float | None
    score: int
    bone_age_years: float
    is_confirmed: bool


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
        studies: the earlier studies, oldest first.
        newest: the case of the last of them, or None where there is none.
        bones: of the newest, in the standard's order.
    """

    studies: tuple[EarlierStudy, ...] = ()
    newest: Case | None = None
    bones: Mapping[Bone, BoneBefore] | None = None


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
    found = [] if now is None else [pair for case in cases if (pair := _earlier(case, now)) is not None]
    if not found:
        return Priors()
    found.sort(key=lambda pair: (pair[0].studied, pair[0].is_confirmed, pair[0].number))
    newest, case = found[-1]
    return Priors(tuple(study for study, _ in found), case, _bones(newest, case, state))


def _earlier(case: Case, now: Radiograph) -> tuple[EarlierStudy, Case] | None:
    then, reading = case.known, case.reading
    if then is None or reading is None or not _is_same_patient(then, now):
        return None
    if then.study_date is None or now.study_date is None or then.study_date >= now.study_date:
        return None
    told = _told_age(reading)
    if told is None:
        return None
    score, years = told
    age = None if then.age is None else then.age.years
    return EarlierStudy(case.number, then.study_date, age, score, years, case.confirmation is not None), case


def _is_same_patient(then: Radiograph, now: Radiograph) -> bool:
    known = now.identifiers.patient_id.strip()
    if not known or then.identifiers.patient_id.strip() != known:
        return False
    return None in (then.birth_date, now.birth_date) or then.birth_date == now.birth_date


def _told_age(reading: Reading) -> tuple[int, float] | None:
    """Score and bone age, where they may be told."""
    if reading.refusal is not None or reading.score is None or reading.bone_age is None:
        return None
    return reading.score, reading.bone_age.years


def _bones(newest: EarlierStudy, case: Case, state: ReviewState) -> Mapping[Bone, BoneBefore]:
    reading = case.reading
    if reading is None:
        raise ValueError("an earlier study has a reading")
    found: dict[Bone, BoneBefore] = {}
    for bone, level in reading.levels.items():
        chosen = state.rows[bone].chosen
        change = None if chosen is None else chosen.level.index - level.index
        found[bone] = BoneBefore(level, reading.standards.rus_chn.label(level), newest.studied, change)
    return found
