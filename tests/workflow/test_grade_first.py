"""The reader grades before seeing the networks' levels; then both are compared and kept."""

import pytest
from review_cases import assessed_case, choose_all, decoded_case, index_of, refused_case, session_with
from sample_hand import EXPECTED, NAME, sample_findings

from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.findings.roi import Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.agreement import agreement_of
from bonage_desktop.workflow.case_intake import found
from bonage_desktop.workflow.errors import WorkflowError

NETWORKS = {bone: EXPECTED[NAME]["levels"][bone.key] for bone in Bone}
OWN = NETWORKS | {Bone.RADIUS: 6, Bone.ULNA: 4}
"""One level more at the radius, two at the ulna."""


def test_nothing_of_the_networks_grading_is_shown_before_the_reader_has_graded():
    state = session_with(assessed_case(), grade_first=True).state

    assert state.are_levels_hidden
    assert (state.score, state.bone_age, state.certainty, state.tw3_bone_age, state.agreement) == (None,) * 5
    for row in state.rows.values():
        assert (row.chosen, row.model_level, row.probabilities, row.mass_within_one, row.points) == (None,) * 5
        assert (row.doubts, row.informed_by) == ((), ())
        assert all(choice.probability is None and choice.bone_age_years is None for choice in row.choices)
        assert row.roi is not None


def test_own_grades_are_shown_with_their_points_while_the_networks_are_hidden():
    session = session_with(assessed_case(), grade_first=True)

    session.choose_level(Level(Bone.RADIUS, 6))
    session.step_level(+1)

    row = session.state.rows[Bone.RADIUS]
    assert (row.chosen.level.index, row.points, row.level_source, row.is_ticked) == (7, 76, Source.READER, True)
    assert session.case.reading.overrides == ()


def test_with_the_last_own_grade_the_levels_appear_and_those_that_differ_are_the_readers():
    session = session_with(assessed_case(), grade_first=True)

    choose_all(session, OWN)

    state = session.state
    assert not state.are_levels_hidden
    assert {one.bone for one in session.case.reading.overrides} == {Bone.RADIUS, Bone.ULNA}
    assert {one.why for one in session.case.reading.overrides} == {"graded first"}
    assert state.score == 272 - 31 + 46 - 30 + 43  # radius 5 to 6, ulna 2 to 4, boys
    assert state.reviewed == 13


def test_the_agreement_counts_equal_levels_and_those_within_one_and_has_both_ages():
    session = session_with(assessed_case(), grade_first=True)

    choose_all(session, OWN)

    agreement = session.state.agreement
    assert (agreement.compared, agreement.equal, agreement.within_one) == (13, 11, 12)
    assert (agreement.differences[Bone.RADIUS], agreement.differences[Bone.ULNA]) == (1, 2)
    assert (agreement.own.score, agreement.networks.score) == (300, 272)
    assert agreement.networks.bone_age.years == pytest.approx(10.554, abs=0.001)
    assert agreement.own.bone_age == session.state.bone_age


def test_the_agreement_stays_whatever_becomes_of_the_levels():
    session = session_with(assessed_case(), grade_first=True)
    choose_all(session, OWN)
    before = session.state.agreement

    session.choose_level(Level(Bone.ULNA, 2))
    session.reset_all()
    session.undo()
    session.undo()
    session.undo()
    session.seen(found(session.case, sample_findings(), None))

    assert session.state.agreement == before
    assert session.case.first_grades == {bone: Level(bone, index) for bone, index in OWN.items()}


def test_who_grades_before_the_networks_are_through_is_compared_when_they_are():
    session = session_with(decoded_case(), grade_first=True)
    choose_all(session, OWN)
    before = session.state.agreement

    session.seen(found(session.case, sample_findings(), None))

    assert before is None
    assert session.state.agreement.equal == 11
    assert index_of(session, Bone.ULNA) == 4


def test_a_bone_that_the_networks_did_not_grade_is_not_compared():
    grades = {bone: grade for bone, grade in sample_findings().grades.items() if bone is not Bone.ULNA}
    session = session_with(assessed_case(findings=sample_findings(grades=grades)), grade_first=True)

    choose_all(session, OWN)

    agreement = session.state.agreement
    assert (agreement.compared, agreement.equal, agreement.within_one) == (12, 11, 12)
    assert (agreement.networks.score, agreement.networks.bone_age) == (None, None)


def test_a_refused_image_has_no_agreement():
    session = session_with(refused_case(), grade_first=True)

    choose_all(session, OWN)

    assert session.state.agreement is None
    assert session.state.bone_age is not None


def test_without_a_sex_levels_are_compared_and_ages_follow_when_it_is_known():
    case = assessed_case(sex=None, sex_source=FactSource.UNKNOWN)
    session = session_with(case, grade_first=True)
    choose_all(session, OWN)
    before = session.state.agreement

    session.choose_sex(Sex.MALE)

    assert (before.equal, before.own.score) == (11, None)
    assert session.state.agreement.own.score == 300


def test_there_is_no_agreement_of_a_case_that_was_not_graded_first():
    assert agreement_of(assessed_case()) is None
    assert session_with(assessed_case()).state.agreement is None


def test_own_grades_can_be_taken_back_while_the_levels_are_hidden():
    session = session_with(assessed_case(), grade_first=True)
    session.choose_level(Level(Bone.RADIUS, 6))
    session.choose_level(Level(Bone.ULNA, 6))

    session.undo()
    session.reset_bone(Bone.RADIUS)

    assert session.case.first_grades == {}
    session.undo()
    assert session.case.first_grades == {Bone.RADIUS: Level(Bone.RADIUS, 6)}


def test_what_was_seen_stays_seen_when_undo_takes_the_changes_back():
    session = session_with(assessed_case(), grade_first=True)
    choose_all(session, OWN)

    session.undo()

    assert not session.state.are_levels_hidden
    assert session.state.score == 272


def test_a_case_cannot_be_confirmed_while_its_levels_are_hidden():
    session = session_with(assessed_case(), grade_first=True)

    with pytest.raises(WorkflowError) as caught:
        session.confirm()

    assert caught.value.code == "workflow.nothing_to_confirm"


def test_amending_hides_nothing_again():
    session = session_with(assessed_case())
    session.confirm()
    session.grade_first = True

    locked = session.state.are_levels_hidden
    session.amend()
    session.choose_level(Level(Bone.RADIUS, 6))

    assert not locked
    assert not session.state.are_levels_hidden
    assert session.state.score == 287


def test_the_selection_tells_nothing_while_levels_are_hidden():
    session = session_with(assessed_case(), grade_first=True)
    seen = []

    for _ in range(3):
        seen.append(session.state.selected)
        session.tick_and_go_on()

    assert seen == [Bone.RADIUS, Bone.ULNA, Bone.MC1]
