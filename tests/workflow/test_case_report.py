"""What a report tells of a case."""

from dataclasses import replace
from datetime import date

import pytest
from refused_reports import REFUSED
from review_cases import NOON, assessed_case, choose_all, session_with, waiting_case

from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Confirmation, OtherFinding
from bonage_desktop.workflow.case_report import FINDING_WORDS, Beside, ReportKind, report_name, report_of
from bonage_desktop.workflow.errors import WorkflowError

BEFORE = EarlierStudy(date(2025, 11, 20), 11.0, 240, 9.9)


def test_it_tells_the_reading_with_what_the_reader_added():
    case = replace(
        assessed_case(),
        other_findings=frozenset({OtherFinding.FRACTURE, OtherFinding.IMAGE_QUALITY}),
        remarks="Slightly turned.",
    )

    report = report_of(case, ReportKind.DRAFT, Beside("Dr. Li", (BEFORE,)))

    assert report.score == 272
    assert report.other_findings == ("Image quality limits the reading", "Fracture")
    assert report.remarks == "Slightly turned."
    assert report.earlier == (BEFORE,)
    assert (report.reader, report.confirmed_at, report.agreement) == ("Dr. Li", None, None)


def test_ages_are_written_as_they_are_in_the_window():
    report = report_of(assessed_case(), ReportKind.DRAFT, Beside(ages=AgeNotation.YEARS_MONTHS))

    assert report.ages is AgeNotation.YEARS_MONTHS


def test_a_confirmed_case_is_reported_by_who_confirmed_it():
    case = replace(assessed_case(), confirmation=Confirmation("Dr. Wang", NOON))

    report = report_of(case, ReportKind.of(case), Beside("Dr. Li"))

    assert (report.reader, report.confirmed_at) == ("Dr. Wang", NOON)


def test_first_grades_are_compared_with_the_networks():
    session = session_with(assessed_case(), grade_first=True)
    choose_all(session, {bone: level.index for bone, level in assessed_case().reading.levels.items()})

    agreement = report_of(session.case, ReportKind.DRAFT, Beside("Dr. Li")).agreement

    assert (agreement.same, agreement.within_one, agreement.compared) == (len(Bone), len(Bone), len(Bone))


def test_reports_of_two_cases_have_two_names_and_neither_names_anybody():
    one = assessed_case(1, study_date=date(2026, 5, 20))
    other = replace(assessed_case(2, study_date=date(2026, 5, 20)), sha256="cd" * 32)

    assert report_name(one) == "bone-age-report-2026-05-20-abababab"
    assert report_name(other) == "bone-age-report-2026-05-20-cdcdcdcd"


def test_without_a_study_date_the_image_names_the_report_and_without_an_image_the_cases_number():
    assert report_name(assessed_case()) == "bone-age-report-abababab"
    assert report_name(waiting_case(7)) == "bone-age-report-case-7"


def test_a_draft_of_a_confirmed_case_is_signed_by_nobody():
    case = replace(assessed_case(), confirmation=Confirmation("Dr. Wang", NOON))

    report = report_of(case, ReportKind.DRAFT, Beside("Dr. Li"))

    assert (report.reader, report.confirmed_at) == ("Dr. Li", None)


def test_a_final_report_prints_where_its_signature_stands_and_a_draft_nothing():
    case = replace(assessed_case(), confirmation=Confirmation("Dr. Wang", NOON))

    final, draft = (report_of(case, kind, Beside(audit_head="7:ab")) for kind in (ReportKind.FINAL, ReportKind.DRAFT))

    assert (final.audit_head, draft.audit_head) == ("7:ab", "")


def test_every_finding_has_words():
    assert set(FINDING_WORDS) == set(OtherFinding)


def test_without_a_case_there_is_no_report():
    with pytest.raises(WorkflowError) as refused:
        report_of(None, ReportKind.DRAFT, Beside())

    assert refused.value.code == "workflow.nothing_to_report"
    assert refused.value.hint


@pytest.mark.parametrize("name", REFUSED)
def test_what_stands_in_the_way_of_a_final_report_is_said_with_what_to_do(name):
    case, code = REFUSED[name]

    with pytest.raises(WorkflowError) as refused:
        report_of(case, ReportKind.FINAL, Beside())

    assert refused.value.code == code
    assert refused.value.message.startswith("hand.png has no final report yet: ")
    assert refused.value.hint


@pytest.mark.parametrize("name", ["ungraded", "no sex", "refused", "not read"])
def test_without_an_age_there_is_not_even_a_draft(name):
    case, code = REFUSED[name]

    with pytest.raises(WorkflowError) as refused:
        report_of(case, ReportKind.DRAFT, Beside())

    assert refused.value.code == code


@pytest.mark.parametrize("name", ["unconfirmed", "pending"])
def test_an_age_that_is_not_final_can_be_reported_as_a_draft(name):
    case, _ = REFUSED[name]

    assert report_of(case, ReportKind.DRAFT, Beside()).confirmed_at is None


def test_levels_that_are_hidden_from_the_reader_are_not_reported():
    with pytest.raises(WorkflowError) as refused:
        report_of(assessed_case(), ReportKind.DRAFT, Beside(are_levels_hidden=True))

    assert refused.value.code == "workflow.report_ungraded"
