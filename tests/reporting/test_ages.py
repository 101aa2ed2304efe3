"""Ages and days in the reader's notation and language."""

from datetime import date

import pytest

from bonage_desktop.assessment.certainty import Certainty
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge
from bonage_desktop.reporting.ages import AgeNotation, day_words, short_years_words, years_words
from bonage_desktop.reporting.words import age_words, child_age_words, difference_words, other_table_words, range_words
from bonage_desktop.standards.curve import AgeBound, BoneAge
from bonage_desktop.standards.language import Language, load_catalogue

DECIMAL, MONTHS = AgeNotation
CHINESE = load_catalogue(Language.ZH)


@pytest.mark.parametrize(
    ("notation", "english", "short", "chinese"),
    [(DECIMAL, "11.3 years", "11.3 y", "11.3 岁"), (MONTHS, "11 y 4 m", "11 y 4 m", "11 岁 4 个月")],
)
def test_an_age_is_written_in_the_notation(notation, english, short, chinese):
    assert years_words(11.3, notation) == english
    assert short_years_words(11.3, notation) == short
    assert CHINESE.words(years_words(11.3, notation)) == chinese


@pytest.mark.parametrize(("years", "words"), [(11.97, "12 y 0 m"), (11.95, "11 y 11 m"), (0.0, "0 y 0 m")])
def test_months_are_rounded_and_never_twelve(years, words):
    assert years_words(years, MONTHS) == words


def test_a_day_is_written_as_the_language_does():
    assert day_words(date(2026, 3, 1)) == "2026-03-01"
    assert CHINESE.words(day_words(date(2026, 3, 1))) == "2026年3月1日"


@pytest.mark.parametrize(
    ("sentence", "english", "chinese"),
    [
        (age_words(BoneAge(17.0, None, AgeBound.ADULT), MONTHS), "17 y 0 m or more", "17 岁 0 个月或以上"),
        (
            other_table_words(16.5, MONTHS),
            "16 y 6 m by the other published table",
            "按另一份已发表的表格为 16 岁 6 个月",
        ),
        (range_words(Certainty(9.5, 10.0, 10.25), MONTHS), "9 y 6 m to 10 y 3 m", "9 岁 6 个月 至 10 岁 3 个月"),
        (
            child_age_words(ChronologicalAge(10.5, AgeSource.DATES), MONTHS),
            "10 y 6 m by the dates",
            "10 岁 6 个月（按日期）",
        ),
        (difference_words(9.5, 10.0, MONTHS), "0 y 6 m behind the chronological age", "比生活年龄小 0 岁 6 个月"),
    ],
)
def test_every_phrase_keeps_the_notation(sentence, english, chinese):
    assert sentence == english
    assert CHINESE.words(sentence) == chinese
