"""How old a child is at the examination, in years and in completed months."""

from datetime import date

import pytest

from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge


@pytest.mark.parametrize(
    ("birth", "study", "months"),
    [
        (date(2014, 5, 2), date(2026, 11, 20), 150),
        (date(2014, 5, 20), date(2026, 5, 19), 143),
        (date(2014, 5, 20), date(2026, 5, 20), 144),
        (date(2016, 2, 29), date(2017, 2, 28), 11),
        (date(2020, 1, 31), date(2020, 1, 31), 0),
    ],
)
def test_a_month_between_two_dates_is_over_on_the_day_on_which_it_began(birth: date, study: date, months: int) -> None:
    assert ChronologicalAge.between(birth, study).months == months


@pytest.mark.parametrize(("years", "months"), [(9.0, 108), (108 / 12, 108), (7 / 12, 7), (9.99, 119)])
def test_without_dates_the_completed_months_follow_from_the_years(years: float, months: int) -> None:
    assert ChronologicalAge(years, AgeSource.PATIENT_AGE).months == months


def test_years_between_two_dates_are_of_365_and_a_quarter_days() -> None:
    age = ChronologicalAge.between(date(2014, 1, 1), date(2018, 1, 1))

    assert age.years == pytest.approx(4.0)
    assert age.source is AgeSource.DATES
