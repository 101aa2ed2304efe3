"""The list of cases."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from review_cases import NOON, READER, assessed_case, decoded_case, waiting_case

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import Identifiers
from bonage_desktop.workflow.case import Case, CaseState, Confirmation
from bonage_desktop.workflow.facts import Facts
from bonage_desktop.workflow.worklist import CaseFilter, Worklist

FILES = [Path("a.dcm"), Path("b.dcm"), Path("c.dcm")]
FAULT = BonageError("imaging.damaged", "b.dcm is damaged.", "Export it again.")


@pytest.fixture
def worklist() -> Worklist:
    """Three files that wait."""
    made = Worklist()
    made.add(FILES)
    return made


def named(**identifiers: str) -> Case:
    fields = dict.fromkeys(Identifiers.__dataclass_fields__, "") | identifiers
    return decoded_case(identifiers=Identifiers(**fields))


def confirmed(case: Case) -> Case:
    return replace(case, confirmation=Confirmation(READER, NOON))


def test_files_are_numbered_in_the_order_in_which_they_come(worklist):
    assert [(case.number, case.file) for case in worklist.cases] == list(enumerate(FILES, start=1))
    assert len(worklist) == 3


def test_a_file_that_is_listed_is_not_listed_twice(worklist):
    worklist.put(replace(worklist.get(2), remarks="seen"))

    added = worklist.add([Path("d.dcm"), Path("b.dcm")])

    assert [case.number for case in added] == [4, 2]
    assert added[1].remarks == "seen"
    assert len(worklist) == 4


def test_a_case_that_was_put_is_the_one_that_is_got(worklist):
    changed = replace(worklist.get(2), error=FAULT)

    worklist.put(changed)

    assert worklist.get(2) is changed
    assert worklist.cases[1] is changed


def test_a_number_that_nobody_has_is_an_error(worklist):
    with pytest.raises(KeyError):
        worklist.get(9)


@pytest.mark.parametrize(
    ("wanted", "is_shown"),
    [("", True), ("  ", True), ("HAND", True), ("li ming", True), ("77", True), ("acc", True), ("wang", False)],
)
def test_text_is_looked_for_in_name_identifier_accession_and_file(wanted, is_shown):
    case = named(patient_name="Li Ming", patient_id="P-77", accession_number="ACC-1")

    assert CaseFilter(text=wanted).shows(case) is is_shown


@pytest.mark.parametrize("wanted", ["Wang, Xiao", "wang^xiao", "王小明"])
def test_a_name_is_found_as_people_read_it_and_as_the_file_has_it(wanted):
    case = named(patient_name="Wang^Xiaoming=王^小明")

    assert CaseFilter(text=wanted).shows(case)


def test_a_case_that_is_not_decoded_is_found_by_its_file():
    assert CaseFilter(text="hand").shows(waiting_case())
    assert not CaseFilter(text="li").shows(waiting_case())


def test_states_are_filtered():
    wanted = CaseFilter(states=frozenset({CaseState.WAITING, CaseState.CONFIRMED}))

    assert wanted.shows(waiting_case())
    assert wanted.shows(confirmed(assessed_case()))
    assert not wanted.shows(assessed_case())


@pytest.mark.parametrize(
    ("since", "until", "is_shown"),
    [
        (date(2026, 5, 1), None, True),
        (date(2026, 5, 2), None, False),
        (None, date(2026, 5, 1), True),
        (None, date(2026, 4, 30), False),
        (date(2026, 4, 1), date(2026, 6, 1), True),
        (None, None, True),
    ],
)
def test_days_are_filtered_the_first_and_the_last_included(since, until, is_shown):
    case = decoded_case(study_date=date(2026, 5, 1))

    assert CaseFilter(since=since, until=until).shows(case) is is_shown


@pytest.mark.parametrize("case", [waiting_case(), decoded_case()])
def test_a_case_without_a_study_date_is_in_no_range_of_days(case):
    assert not CaseFilter(since=date(1900, 1, 1)).shows(case)


def test_a_study_date_of_the_reader_counts():
    case = replace(decoded_case(), facts=Facts(study_date=date(2026, 5, 1)))

    assert CaseFilter(since=date(2026, 5, 1)).shows(case)


def test_the_filter_shows_cases_in_their_order(worklist):
    shown = worklist.shown(CaseFilter(text=".dcm"))

    assert [case.number for case in shown] == [1, 2, 3]
    assert worklist.shown(CaseFilter(text="b.d")) == (worklist.get(2),)


def test_the_next_unread_case_is_looked_for_behind_this_one_and_then_from_the_start(worklist):
    worklist.put(confirmed(assessed_case(3)))

    assert worklist.next_unread(1).number == 2
    assert worklist.next_unread(2).number == 1
    assert worklist.next_unread(3).number == 1


def test_what_is_confirmed_or_failed_is_not_next(worklist):
    worklist.put(confirmed(assessed_case(1)))
    worklist.put(replace(worklist.get(2), error=FAULT))

    assert worklist.next_unread(3) is None
    assert worklist.next_unread(1).number == 3
