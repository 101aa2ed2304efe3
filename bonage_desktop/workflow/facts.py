"""Who says what about the patient: an option before the demographics table before the file's tag."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import ChronologicalAge, FactSource, Laterality, Radiograph
from bonage_desktop.sentences import say
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.demographics import Person

_Fact = TypeVar("_Fact", bound=StrEnum)
_IN_FUTURE = "imaging.study_date_in_future"

_WHO = {
    FactSource.READER: say("the command"),
    FactSource.DEMOGRAPHICS: say("the demographics table"),
    FactSource.TAG: say("the file"),
}
_WHO_BEGINS = {
    FactSource.READER: say("The command"),
    FactSource.DEMOGRAPHICS: say("The demographics table"),
    FactSource.TAG: say("The file"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the caller says about an image, apart from its file.

    Attributes:
        sex: for every image, or None.
        hand: which hand every image shows, or None.
    """

    sex: Sex | None
    hand: Laterality | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reader says about child and hand; None where the file's word stands.

    Attributes:
        birth_date: of the patient.
        study_date: of the examination.
        laterality: which hand.
    """

    birth_date: date | None = None
    study_date: date | None = None
    laterality: Laterality | None = None


def with_reader_facts(radiograph: Radiograph, facts: Facts) -> Radiograph:
    """The radiograph as the reader knows it: the reader's dates and side before the file's.

    Args:
        radiograph: as its file describes it.
        facts: the reader's.
    """
    birth_date, study_date = facts.birth_date or radiograph.birth_date, facts.study_date or radiograph.study_date
    known = radiograph
    if facts.birth_date or facts.study_date:
        known = _dated(known, birth_date, study_date)
    if facts.study_date:
        known = replace(known, notices=tuple(one for one in known.notices if one.code != _IN_FUTURE))
    if facts.laterality is not None:
        known = replace(known, laterality=facts.laterality, laterality_source=FactSource.READER)
    return known


def _dated(radiograph: Radiograph, birth_date: date | None, study_date: date | None) -> Radiograph:
    """With these dates and the age between them; while one of them is not known, the age that the file says stays."""
    known = replace(radiograph, birth_date=birth_date, study_date=study_date)
    if birth_date is None or study_date is None:
        return known
    if study_date < birth_date:
        told = say("The birth date lies after the study date: no age was computed.")
        return replace(known, age=None, notices=(*known.notices, Notice("workflow.birth_date_after_study", told)))
    return replace(known, age=ChronologicalAge.between(birth_date, study_date))


def with_facts(radiograph: Radiograph, told: Told, person: Person | None) -> Radiograph:
    """The radiograph with what the caller and the table know, and a notice where they contradict the file.

    Args:
        radiograph: as its file describes it.
        told: the caller's options.
        person: the image's row of the demographics table, or None.
    """
    in_file = FactSource.UNKNOWN if radiograph.sex is None else radiograph.sex_source
    sexes = [
        (told.sex, FactSource.READER),
        (None if person is None else person.sex, FactSource.DEMOGRAPHICS),
        (radiograph.sex, in_file),
    ]
    hands = [(told.hand, FactSource.READER), (radiograph.laterality, radiograph.laterality_source)]
    sex, sex_source = _first(sexes)
    hand, hand_source = _first(hands)
    conflicts = [*_conflict("workflow.sex_conflict", sexes), *_conflict("workflow.laterality_conflict", hands)]
    known = replace(
        radiograph,
        sex=sex,
        sex_source=sex_source,
        laterality=hand,
        laterality_source=hand_source,
        notices=(*radiograph.notices, *conflicts),
    )
    return known if person is None or person.birth_date is None else _born(known, person.birth_date)


def _first(claims: Sequence[tuple[_Fact | None, FactSource]]) -> tuple[_Fact | None, FactSource]:
    return next(((fact, source) for fact, source in claims if fact is not None), (None, FactSource.UNKNOWN))


def _conflict(code: str, claims: Sequence[tuple[Sex | Laterality | None, FactSource]]) -> list[Notice]:
    """A notice for each later claim that contradicts the first."""
    made = [(fact, source) for fact, source in claims if fact is not None]
    return [
        Notice(
            code,
            say(
                "{first} says {used} and {other} says {fact}: {used} was used.",
                first=_WHO_BEGINS[made[0][1]],
                used=made[0][0].word,
                other=_WHO[source],
                fact=fact.word,
            ),
            say("{other} says {fact}", other=_WHO[source], fact=fact.word),
        )
        for fact, source in made[1:]
        if fact is not made[0][0]
    ]


def _born(radiograph: Radiograph, birth_date: date) -> Radiograph:
    """With the table's birth date, and the age that follows from it and the study date."""
    notices = list(radiograph.notices)
    if radiograph.birth_date not in (None, birth_date):
        told = say("The demographics table and the file give different birth dates: the table's was used.")
        notices.append(Notice("workflow.birth_date_conflict", told, say("the file has another birth date")))
    age = radiograph.age
    if radiograph.study_date is None:
        told = say("The file has no study date: no age follows from the birth date in the demographics table.")
        notices.append(Notice("workflow.no_study_date", told))
    elif radiograph.study_date < birth_date:
        told = say("The birth date in the demographics table lies after the study date: no age was computed.")
        notices.append(Notice("workflow.birth_date_after_study", told))
        age = None
    else:
        age = ChronologicalAge.between(birth_date, radiograph.study_date)
    return replace(radiograph, birth_date=birth_date, age=age, notices=tuple(notices))
