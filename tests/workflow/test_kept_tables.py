"""The site report and the agreement of two readers, as people read them."""

from datetime import date

from kept_hands import kept_case, kept_reading

from bonage_desktop.records.values import ReadingKind
from bonage_desktop.workflow.kept_tables import WordTable, agreement_table, site_sentence, site_table
from bonage_desktop.workflow.second_reader import agreement, pairs
from bonage_desktop.workflow.site_report import site_report


def row_of(table: WordTable, *beginning: str) -> tuple[str, ...]:
    return next(row for row in table.rows if row[: len(beginning)] == beginning)


def test_a_site_report_says_what_was_changed_with_its_interval():
    report = site_report([kept_case(1, kept_reading(radius=6)), kept_case(2, kept_reading(radius=8))], {})

    assert site_sentence(report).startswith("2 confirmed readings, 2 changed; confirmed less the model's age: +")
    assert row_of(site_table(report), "Radius", "all") == ("Radius", "all", "2", "2", "+2.00 (-10.71 … +14.71)", "")
    assert row_of(site_table(report), "Ulna", "all")[2:5] == ("2", "0", "+0.00 (+0.00 … +0.00)")


def test_a_site_without_confirmed_readings_says_so():
    report = site_report([], {})

    assert site_sentence(report) == "0 confirmed readings, 0 changed."
    assert site_table(report).rows == ()


def test_the_agreement_of_two_readers_is_told_bone_by_bone():
    both = kept_case(1, kept_reading(radius=5), kept_reading(radius=6, number=2, kind=ReadingKind.SECOND))

    table = agreement_table(agreement(pairs([both], date.min, date.max)))

    assert len(table.rows) == 13
    assert row_of(table, "Radius") == ("Radius", "1", "0", "1", "")


def test_a_table_is_saved_in_the_words_of_the_screen():
    table = WordTable(("Bone", "Cases"), (("Radius", "1"),))

    assert table.csv(str.upper) == "BONE,CASES\r\nRADIUS,1\r\n"
