"""What a reader sees of a case and does to its levels."""

from dataclasses import replace

import numpy as np
import pytest
from review_cases import (
    NOON,
    READER,
    assessed_case,
    case_of_unknown_sex,
    decoded_case,
    index_of,
    refused_case,
    session_with,
    waiting_case,
)
from sample_hand import EXPECTED, NAME, model_grade, sample_findings, sample_radiograph

from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge
from bonage_desktop.findings.roi import Roi, Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.case_intake import found
from bonage_desktop.workflow.errors import WorkflowError

AGE = ChronologicalAge(10.0, AgeSource.DATES)


def unsure_grade(bone: Bone, index: int) -> BoneGrade:
    """Mass within one level: 0.4."""
    probabilities = np.zeros(bone.level_count)
    probabilities[index], probabilities[index + 3], probabilities[index - 3] = 0.4, 0.3, 0.3
    return BoneGrade(Level(bone, index), probabilities, Source.MODEL, None)


def test_an_assessed_hand_shows_its_levels_score_and_age():
    state = session_with(assessed_case(age=AGE)).state

    expected = EXPECTED[NAME]
    assert {bone.key: row.chosen.level.index for bone, row in state.rows.items()} == expected["levels"]
    assert state.score == expected["score"]
    assert state.bone_age.years == pytest.approx(expected["bone_age_years"], abs=0.001)
    assert state.difference_years == pytest.approx(0.554, abs=0.001)
    assert (state.changed, state.reviewed, state.is_locked) == (0, 0, False)


def test_a_raised_level_moves_score_and_age_by_what_the_tables_say():
    session = session_with(assessed_case())

    session.choose_level(Level(Bone.RADIUS, 6), why="wider than the metaphysis")

    state, (change,) = session.state, session.case.reading.overrides
    assert state.score == 272 - 31 + 46  # RUS-CHN, radius of boys, levels 5 and 6
    assert state.years_before == pytest.approx(10.554, abs=0.001)
    assert state.bone_age.years > state.years_before
    assert (change.old, change.new) == (Level(Bone.RADIUS, 5), Level(Bone.RADIUS, 6))
    assert (change.by, change.at, change.why) == (READER, NOON, "wider than the metaphysis")
    assert (state.rows[Bone.RADIUS].level_source, state.rows[Bone.RADIUS].is_ticked) == (Source.READER, True)
    assert state.rows[Bone.RADIUS].model_level == Level(Bone.RADIUS, 5)


def test_every_choice_says_its_points_and_the_age_that_it_would_give():
    session = session_with(assessed_case())

    choice = session.state.rows[Bone.RADIUS].choices[6]
    session.choose_level(choice.level)

    assert (choice.label, choice.points, choice.probability) == ("5(2)", 46, 0.0)
    assert session.state.bone_age.years == choice.bone_age_years


def test_without_a_sex_there_are_levels_and_no_points_until_one_is_chosen():
    session = session_with(case_of_unknown_sex())
    before = session.state

    session.choose_sex(Sex.MALE)

    assert (before.sex, before.score, before.bone_age, before.rows[Bone.ULNA].points) == (None, None, None, None)
    assert before.rows[Bone.ULNA].choices[0].bone_age_years is None
    assert (session.state.sex, session.state.score) == (Sex.MALE, 272)
    assert session.state.undo_text == "Sex male"


def test_steps_stay_within_the_levels_of_the_bone():
    session = session_with(assessed_case())
    session.select(Bone.RADIUS)

    session.step_level(-6)
    session.step_level(+10)
    refused = index_of(session, Bone.RADIUS)
    session.step_level(+9)

    assert refused == 5
    assert index_of(session, Bone.RADIUS) == 14
    session.step_level(+1)
    assert index_of(session, Bone.RADIUS) == 14


def test_a_step_without_a_selected_bone_changes_nothing():
    session = session_with(assessed_case())
    session.select(None)

    session.step_level(+1)

    assert session.case.reading.overrides == ()


@pytest.mark.parametrize("by", [+1, -1])
def test_the_first_step_into_a_bone_without_a_level_gives_the_middle_one(by):
    session = session_with(decoded_case())
    session.select(Bone.ULNA)

    session.step_level(by)

    assert index_of(session, Bone.ULNA) == 6  # of 0 to 12


def test_a_reader_grades_by_hand_before_the_networks_answer_and_keeps_it_when_they_do():
    session = session_with(decoded_case())

    session.choose_level(Level(Bone.ULNA, 7))
    session.seen(found(session.case, sample_findings(), None))

    assert index_of(session, Bone.ULNA) == 7
    assert index_of(session, Bone.RADIUS) == 5
    assert session.state.score == 272 - 30 + 116  # ulna of boys, levels 2 and 7


def test_selection_walks_all_bones_and_round():
    session = session_with(assessed_case())

    session.step_selection(-1)
    last = session.state.selected
    session.step_selection(+1)

    assert (last, session.state.selected) == (Bone.DP5, Bone.RADIUS)


@pytest.mark.parametrize(("by", "bone"), [(+1, Bone.RADIUS), (-1, Bone.DP5)])
def test_selection_begins_at_the_end_it_comes_from(by, bone):
    session = session_with(assessed_case())
    session.select(None)

    session.step_selection(by)

    assert session.state.selected is bone


def test_a_bone_of_which_the_model_is_unsure_is_selected_first_and_says_why():
    grades = sample_findings().grades | {Bone.PP3: unsure_grade(Bone.PP3, 7)}

    state = session_with(assessed_case(findings=sample_findings(grades=grades))).state

    assert state.selected is Bone.PP3
    assert state.rows[Bone.PP3].needs_look
    assert state.rows[Bone.PP3].doubts == ("The model is unsure: 40% within one level.",)


def test_a_level_of_the_reader_is_not_doubted():
    grades = sample_findings().grades | {Bone.PP3: unsure_grade(Bone.PP3, 7)}
    session = session_with(assessed_case(findings=sample_findings(grades=grades)))

    session.choose_level(Level(Bone.PP3, 8))

    assert session.state.rows[Bone.PP3].doubts == ()


def test_a_level_that_hardly_goes_with_the_others_needs_a_look():
    grades = sample_findings().grades | {Bone.ULNA: model_grade(Level(Bone.ULNA, 11))}

    row = session_with(assessed_case(findings=sample_findings(grades=grades))).state.rows[Bone.ULNA]

    assert row.needs_look
    assert row.doubts[0].startswith("Unusual beside the other bones: they speak for L")


def test_an_inferred_box_needs_a_look():
    rois = sample_findings().rois
    rois = rois | {Bone.DP3: Roi(Bone.DP3, rois[Bone.DP3].box, None, Source.INFERRED)}

    row = session_with(assessed_case(findings=sample_findings(rois=rois))).state.rows[Bone.DP3]

    assert row.doubts == ("The box was not found but inferred from the other bones.",)


def test_a_bone_that_was_not_found_says_so_and_has_no_age_until_it_gets_a_level():
    told = Notice("vision.roi_missing", "Ulna was not found and is never inferred: it needs the reader.")
    whole = sample_findings()
    others = {bone: grade for bone, grade in whole.grades.items() if bone is not Bone.ULNA}
    rois = {bone: roi for bone, roi in whole.rois.items() if bone is not Bone.ULNA}
    session = session_with(assessed_case(findings=replace(whole, grades=others, rois=rois, missing={Bone.ULNA: told})))
    before = session.state

    session.choose_level(Level(Bone.ULNA, 2))

    assert (before.selected, before.bone_age) == (Bone.ULNA, None)
    assert before.rows[Bone.ULNA].missing == told
    assert before.rows[Bone.ULNA].doubts == (told.message,)
    assert before.rows[Bone.RADIUS].choices[0].bone_age_years is None
    assert before.rows[Bone.ULNA].choices[2].bone_age_years == session.state.bone_age.years


def test_ticking_goes_from_flagged_bone_to_flagged_bone_and_then_to_the_rest():
    grades = sample_findings().grades | {bone: unsure_grade(bone, 7) for bone in (Bone.PP3, Bone.DP5)}
    session = session_with(assessed_case(findings=sample_findings(grades=grades)))
    seen = []

    for _ in range(3):
        seen.append(session.state.selected)
        session.tick_and_go_on()

    assert seen == [Bone.PP3, Bone.DP5, Bone.RADIUS]
    assert session.state.selected is Bone.ULNA
    assert session.state.reviewed == 3


def test_when_every_bone_is_ticked_the_selection_stays():
    session = session_with(assessed_case())
    for _ in Bone:
        session.tick_and_go_on()

    session.tick_and_go_on()

    assert session.state.reviewed == 13
    assert session.state.selected is Bone.DP5


def test_a_tick_can_be_taken_away():
    session = session_with(assessed_case())
    session.tick(Bone.MC3, is_ticked=True)

    session.tick(Bone.MC3, is_ticked=False)

    assert session.state.reviewed == 0


def test_selecting_a_bone_shows_which_others_informed_its_level_most_first():
    attention = np.full((13, 13), 0.05, np.float32)
    attention[Bone.RADIUS.number - 1, Bone.ULNA.number - 1] = 0.30
    attention[Bone.RADIUS.number - 1, Bone.DP5.number - 1] = 0.15

    informed = session_with(assessed_case(findings=sample_findings(attention=attention))).state.rows[Bone.RADIUS]

    assert [bone for bone, _ in informed.informed_by[:2]] == [Bone.ULNA, Bone.DP5]
    assert informed.informed_by[0][1] == pytest.approx(0.30)
    assert len(informed.informed_by) == 12


def test_nothing_informed_a_level_that_the_networks_did_not_give():
    attention = np.full((13, 13), 1 / 13, np.float32)
    grades = {bone: grade for bone, grade in sample_findings().grades.items() if bone is not Bone.PP3}

    state = session_with(assessed_case(findings=sample_findings(grades=grades, attention=attention))).state

    assert state.rows[Bone.PP3].informed_by == ()
    assert len(state.rows[Bone.RADIUS].informed_by) == 12


def test_of_a_refused_image_nothing_of_the_networks_is_shown():
    state = session_with(refused_case()).state

    assert all(row.chosen is None and row.model_level is None for row in state.rows.values())
    assert (state.score, state.bone_age) == (None, None)
    assert state.rows[Bone.RADIUS].doubts == ("No level yet.",)


def test_levels_that_contradict_each_other_give_no_age_and_no_choice_has_one():
    grades = sample_findings().grades | {
        bone: model_grade(Level(bone, bone.level_count - 1)) for bone in (Bone.PP1, Bone.MC1, Bone.MP3, Bone.DP1)
    }

    state = session_with(assessed_case(findings=sample_findings(grades=grades))).state

    assert state.case.reading.refusal.code == "assessment.levels_contradict"
    assert (state.score, state.bone_age, state.certainty) == (None, None, None)
    assert state.rows[Bone.RADIUS].choices[5].bone_age_years is None


def test_there_is_nothing_to_see_before_a_case_is_open_and_decoded():
    assert session_with().state is None
    assert session_with(waiting_case()).state is None


def test_decoding_begins_a_reading_at_the_radius():
    session = session_with(waiting_case())

    session.decoded(sample_radiograph())

    assert session.state.selected is Bone.RADIUS
    assert session.state.rows[Bone.RADIUS].chosen is None


def test_a_case_that_could_not_be_read_takes_no_level():
    session = session_with(waiting_case())

    with pytest.raises(WorkflowError) as caught:
        session.choose_level(Level(Bone.ULNA, 3))

    assert caught.value.code == "workflow.case_not_read"
    assert "hand.png" in caught.value.message


def test_a_change_without_an_open_case_is_a_fault_of_the_caller():
    with pytest.raises(ValueError, match="no case is open"):
        session_with().choose_sex(Sex.MALE)


def test_closing_leaves_nothing_open():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 3))

    session.close()

    assert (session.case, session.state, session.history.done, session.ungraded_boxes) == (None, None, (), ())


def test_a_reason_is_kept_with_the_last_change_of_the_bone_alone():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 3))
    session.choose_level(Level(Bone.RADIUS, 6))
    session.choose_level(Level(Bone.ULNA, 4))

    session.give_reason(Bone.ULNA, "epiphysis as wide as the metaphysis")
    session.give_reason(Bone.MC1, "never changed")

    assert [one.why for one in session.case.reading.overrides] == ["", "", "epiphysis as wide as the metaphysis"]


def test_the_age_before_stays_beside_the_new_one_when_the_networks_change_nothing():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.RADIUS, 6))

    session.seen(session.case)

    assert session.state.years_before == pytest.approx(10.554, abs=0.001)


def test_when_the_networks_are_through_the_bone_that_needs_a_look_is_selected():
    session = session_with(decoded_case())
    grades = sample_findings().grades | {Bone.PP3: unsure_grade(Bone.PP3, 7)}

    session.seen(found(session.case, sample_findings(grades=grades), None))

    assert session.state.selected is Bone.PP3


def test_the_selection_of_a_reader_who_has_begun_stays_when_the_networks_are_through():
    session = session_with(decoded_case())
    session.choose_level(Level(Bone.MC1, 5))
    session.select(Bone.MC1)
    grades = sample_findings().grades | {Bone.PP3: unsure_grade(Bone.PP3, 7)}

    session.seen(found(session.case, sample_findings(grades=grades), None))

    assert session.state.selected is Bone.MC1


def test_going_on_without_a_selected_bone_ticks_none():
    session = session_with(assessed_case())
    session.select(None)

    session.tick_and_go_on()

    assert (session.state.reviewed, session.state.selected) == (0, Bone.RADIUS)
