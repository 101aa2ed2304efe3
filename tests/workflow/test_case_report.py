"""What a report tells of a case."""

from dataclasses import replace
from datetime import date

import pytest
from review_cases import NOON, assessed_case, case_of_unknown_sex, choose_all, refused_case, session_with, waiting_case

from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Confirmation, OtherFinding
from bonage_desktop.workflow.case_intake import put_away
from bonage_desktop.workflow.case_report import report_name, report_of
from bonage_desktop.workflow.errors import WorkflowError

WORDS = {finding: finding.value.upper() for finding in OtherFinding}
BEFORE = EarlierStudy(date(2025, 11, 20), 11.0, 240, 9.9)


def test_it_tells_the_reading_with_what_the_reader_added():
    case = replace(
        assessed_case(),
        other_findings=frozenset({OtherFinding.FRACTURE, OtherFinding.IMAGE_QUALITY}),
        remarks="Slightly turned.",
    )

    report = report_of(case, "Dr. Li", WORDS, [BEFORE])

    assert report.score == 272
    assert report.other_findings == ("IMAGE_QUALITY", "FRACTURE")
    assert report.remarks == "Slightly turned."
    assert report.earlier == (BEFORE,)
    assert (report.reader, report.confirmed_at, report.agreement) == ("Dr. Li", None, None)


def test_a_confirmed_case_is_reported_by_who_confirmed_it():
    case = replace(assessed_case(), confirmation=Confirmation("Dr. Wang", NOON))

    report = report_of(case, "Dr. Li", WORDS, [])

    assert (report.reader, report.confirmed_at) == ("Dr. Wang", NOON)


def test_first_grades_are_compared_with_the_networks():
    session = session_with(assessed_case(), grade_first=True)
    choose_all(session, {bone: level.index for bone, level in assessed_case().reading.levels.items()})

    agreement = report_of(session.case, "Dr. Li", WORDS, []).agreement

    assert (agreement.same, agreement.within_one, agreement.compared) == (len(Bone), len(Bone), len(Bone))


def test_reports_of_two_cases_have_two_names_and_neither_names_anybody():
    one = assessed_case(1, study_date=date(2026, 5, 20))
    other = replace(assessed_case(2, study_date=date(2026, 5, 20)), sha256="cd" * 32)

    assert report_name(one) == "bone-age-report-2026-05-20-abababab"
    assert report_name(other) == "bone-age-report-2026-05-20-cdcdcdcd"


def test_without_a_study_date_the_image_names_the_report_and_without_an_image_the_cases_number():
    assert report_name(assessed_case()) == "bone-age-report-abababab"
    assert report_name(waiting_case(7)) == "bone-age-report-case-7"


@pytest.mark.parametrize(
    "case",
    [None, waiting_case(), put_away(assessed_case()), case_of_unknown_sex(), refused_case()],
    ids=["none", "not read", "put away", "no sex", "refused"],
)
def test_without_image_and_bone_age_there_is_no_report(case):
    with pytest.raises(WorkflowError) as refused:
        report_of(case, "Dr. Li", WORDS, [])

    assert refused.value.code == "workflow.nothing_to_report"
    assert refused.value.hint
