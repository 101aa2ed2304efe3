"""How old the patient was: from the dates where there are two, else from Patient's Age.

Source: PS3.5 6.2 (DA, AS); PS3.3 C.7.1.1 (birth date), C.7.2.1 (study date), C.7.2.2 (Patient's Age).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pydicom.dataset import Dataset

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge
from bonage_desktop.imaging.dicom_values import text
from bonage_desktop.sentences import say

_DAYS_PER_YEAR = 365.25
_UNITS_PER_YEAR = {"Y": 1.0, "M": 12.0, "W": _DAYS_PER_YEAR / 7, "D": _DAYS_PER_YEAR}
_OLDEST = 120.0
_A_ZONE_AHEAD = timedelta(days=1)
"""Where an image comes from it may be tomorrow already."""
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})|(\d{4})\.(\d{2})\.(\d{2})", re.ASCII)
_AGE = re.compile(r"(\d{1,3})([YMWD])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Dates:
    """What the file says about birth, examination and age."""

    birth: date | None
    study: date | None
    age: ChronologicalAge | None
    notices: tuple[Notice, ...]


def parse_date(value: str) -> date | None:
    """A DICOM date, `YYYYMMDD` or the old `YYYY.MM.DD`; None where it is no day of the calendar."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(group) for group in match.groups() if group)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_age(value: str) -> float | None:
    """A DICOM age in years: `011Y`, `132M`, `008W` or `012D`; None where it is none of these."""
    match = _AGE.fullmatch(value)
    return int(match[1]) / _UNITS_PER_YEAR[match[2]] if match else None


def dates_of(dataset: Dataset, today: date) -> Dates:
    """Dates and age of a data set, with what is missing, malformed, contradictory or yet to come.

    Args:
        dataset: of the file.
        today: the day on which it is read.
    """
    notices: list[Notice] = []
    birth = _date(dataset, "PatientBirthDate", say("birth date"), notices)
    study = _date(dataset, "StudyDate", say("study date"), notices)
    if study is not None and study > today + _A_ZONE_AHEAD:
        ahead = say("The study date of the file lies in the future.")
        notices.append(Notice("imaging.study_date_in_future", ahead))
    stated = _stated_age(dataset, notices)
    age = _age(birth, study, stated, notices)
    return Dates(birth, study, age, tuple(notices))


def _date(dataset: Dataset, keyword: str, name: str, notices: list[Notice]) -> date | None:
    value = text(dataset, keyword)
    if not value:
        notices.append(Notice(f"imaging.{name.replace(' ', '_')}_missing", say("The file has no {name}.", name=name)))
        return None
    found = parse_date(value)
    if found is None:
        notices.append(
            Notice("imaging.date_invalid", say("The {name} of the file is no day of the calendar.", name=name))
        )
    return found


def _stated_age(dataset: Dataset, notices: list[Notice]) -> float | None:
    value = text(dataset, "PatientAge")
    stated = parse_age(value)
    if value and stated is None:
        notices.append(Notice("imaging.patient_age_invalid", say("Patient's Age is not written as DICOM demands.")))
    return stated


def _age(
    birth: date | None, study: date | None, stated: float | None, notices: list[Notice]
) -> ChronologicalAge | None:
    """The age; dates that contradict each other give none, whatever Patient's Age says: it was computed from them."""
    if birth is None or study is None:
        age = None if stated is None else ChronologicalAge(stated, AgeSource.PATIENT_AGE)
    elif study < birth:
        notices.append(Notice("imaging.dates_contradict", say("The study date lies before the birth date.")))
        return None
    else:
        age = ChronologicalAge.between(birth, study)
        if stated is not None and abs(stated - age.years) > 1.0:
            differs = say("Patient's Age differs from birth and study date by more than a year; the dates were used.")
            notices.append(Notice("imaging.age_disagrees", differs))
    if age is None:
        notices.append(Notice("imaging.age_missing", say("The file does not say how old the patient was.")))
    elif age.years > _OLDEST:
        notices.append(
            Notice(
                "imaging.age_implausible",
                say("The age would be over {oldest:g} years; it was not used.", oldest=_OLDEST),
            )
        )
        return None
    return age
