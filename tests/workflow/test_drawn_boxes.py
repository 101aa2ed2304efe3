"""What the networks saw in drawn boxes, laid over what they found by themselves."""

from dataclasses import replace

import numpy as np
import pytest
from review_cases import (
    NO_HAND,
    NOON,
    READER,
    assessed_case,
    box_number,
    decoded_case,
    look_at,
    refused_case,
    waiting_case,
)
from sample_hand import sample_findings

from bonage_desktop.findings.findings import CanonicalTransform, Findings, Stage
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.drawn_boxes import (
    boxes_needed,
    empty_findings,
    needed_notices,
    ungraded_boxes,
    with_boxes_in_force,
    with_look,
)


def with_box(case: Case, bone: Bone, box: Box) -> Case:
    return with_boxes_in_force(replace(case, reading=case.reading.override_box(bone, box, by=READER, at=NOON)))


def without_box(case: Case, bone: Bone) -> Case:
    return with_boxes_in_force(replace(case, reading=case.reading.remove_box(bone, by=READER, at=NOON)))


def all_drawn(case: Case) -> Case:
    for bone in Bone:
        case = with_box(case, bone, box_number(bone.number))
    return case


def attention_of(value: float) -> np.ndarray:
    return np.full((13, 13), value, np.float32)


def test_empty_findings_hold_nothing():
    nothing = empty_findings()

    assert (nothing.rois, nothing.grades, nothing.missing, nothing.notices) == ({}, {}, {}, ())
    assert (nothing.palm, nothing.canonical, nothing.rejection) == (None, None, None)


def test_a_case_that_nobody_decoded_has_no_boxes():
    case = waiting_case()

    assert (ungraded_boxes(case), boxes_needed(case), needed_notices(case)) == ((), 0, ())
    assert with_boxes_in_force(case) is case
    assert with_look(case, Bone.ULNA, sample_findings()) is case


def test_nothing_is_needed_while_nobody_drew_a_box():
    assert boxes_needed(refused_case(rois={})) == 0
    assert boxes_needed(assessed_case()) == 0


def test_without_a_drawn_box_the_findings_are_the_networks_own():
    case = assessed_case()

    again = with_boxes_in_force(case)

    assert again.reading is case.reading
    assert again.own_findings is None


def test_the_networks_own_findings_come_back_when_the_last_drawn_box_is_gone():
    case = assessed_case()
    own = case.reading.findings
    drawn = with_box(case, Bone.DP5, box_number(1))
    looked = with_look(drawn, Bone.DP5, look_at(drawn, {Bone.DP5: 6}))

    back = with_boxes_in_force(replace(looked, reading=replace(looked.reading, overrides=())))

    assert looked.own_findings is own
    assert back.reading.findings is own
    assert back.own_findings is None


def test_an_answer_about_a_box_of_the_networks_changes_nothing():
    case = assessed_case()

    assert with_look(case, Bone.DP5, sample_findings()) is case


def test_an_answer_without_the_box_changes_nothing():
    case = with_box(assessed_case(), Bone.DP5, box_number(1))

    assert with_look(case, Bone.DP5, sample_findings(rois={})) is case


def test_a_refusal_that_names_no_box_is_about_the_one_in_force():
    case = with_box(assessed_case(), Bone.DP5, box_number(1))

    refused = with_look(case, Bone.DP5, sample_findings(rois={}, grades={}, rejection=NO_HAND))

    assert Bone.DP5 not in refused.reading.levels
    assert refused.reading.findings.missing[Bone.DP5] == Notice(NO_HAND.code, NO_HAND.message)
    assert refused.reading.findings.rejection is None


def test_a_bone_that_something_lies_over_says_so():
    told = Notice("vision.roi_obscured", "Something lies over distal phalanx 5.")
    case = with_box(assessed_case(), Bone.DP5, box_number(1))
    look = look_at(case, {})
    grades = {bone: grade for bone, grade in look.grades.items() if bone is not Bone.DP5}

    seen = with_look(case, Bone.DP5, replace(look, grades=grades, missing={Bone.DP5: told}))

    assert seen.reading.findings.missing == {Bone.DP5: told}
    assert Bone.DP5 not in seen.reading.levels


def test_a_bone_that_was_missing_is_no_more_when_its_box_is_graded():
    own = sample_findings()
    told = Notice("vision.roi_missing", "Ulna was not found.")
    rois = {bone: roi for bone, roi in own.rois.items() if bone is not Bone.ULNA}
    grades = {bone: grade for bone, grade in own.grades.items() if bone is not Bone.ULNA}
    case = with_box(
        assessed_case(findings=replace(own, rois=rois, grades=grades, missing={Bone.ULNA: told})),
        Bone.ULNA,
        box_number(1),
    )

    seen = with_look(case, Bone.ULNA, look_at(case, {Bone.ULNA: 3}))

    assert seen.reading.findings.missing == {}
    assert seen.reading.levels[Bone.ULNA].index == 3


def test_a_box_that_is_taken_away_does_not_say_why_it_is_missing():
    seen = without_box(assessed_case(), Bone.DP5)

    assert seen.reading.findings.missing == {}
    assert seen.reading.findings.notices == ()
    assert Bone.DP5 not in seen.reading.levels


@pytest.mark.parametrize("own", [None, attention_of(0.1)], ids=["none before", "some before"])
def test_only_the_row_of_the_drawn_box_takes_the_attention(own):
    case = with_box(assessed_case(findings=sample_findings(attention=own)), Bone.DP5, box_number(1))

    seen = with_look(case, Bone.DP5, replace(look_at(case, {}), attention=attention_of(0.5)))

    attention = seen.reading.findings.attention
    assert (attention[Bone.DP5.number - 1] == np.float32(0.5)).all()
    assert (attention[0] == np.float32(0 if own is None else 0.1)).all()


def test_the_networks_that_answered_are_named_beside_those_before():
    case = with_box(assessed_case(findings=sample_findings(models={"detection": "22"})), Bone.DP5, box_number(1))

    seen = with_look(case, Bone.DP5, replace(look_at(case, {}), models={"grading": "33"}, device="cuda"))

    assert seen.reading.findings.models == {"detection": "22", "grading": "33"}
    assert seen.reading.findings.device == "cuda"


def blind_case(notices: tuple[Notice, ...] = ()) -> tuple[Case, Findings]:
    """All boxes drawn before the networks were through, and an answer about them."""
    case = all_drawn(decoded_case())
    answer = replace(look_at(case, {}), canonical=CanonicalTransform(12.0, mirrored=True, inverted=False))
    return case, replace(answer, notices=notices)


def test_an_answer_to_drawn_boxes_is_all_that_is_known_where_the_networks_saw_nothing_before():
    inferred = Notice("vision.roi_inferred", "Distal phalanx 5 was inferred.")
    side = Notice("vision.side_unexpected", "This looks like a right hand.")
    case, answer = blind_case((inferred, side))

    seen = with_look(case, Bone.RADIUS, answer)

    findings = seen.reading.findings
    assert findings.canonical == answer.canonical
    assert findings.notices == (side,)
    assert len(seen.reading.levels) == 13
    assert seen.is_assessed
    assert ungraded_boxes(seen) == ()


def test_an_answer_while_the_networks_still_look_does_not_end_their_looking():
    case, answer = blind_case()

    seen = with_look(replace(case, stage=Stage.DETECT), Bone.RADIUS, answer)

    assert not seen.is_assessed


def test_of_a_refused_image_the_networks_own_levels_count_for_nothing_beside_graded_boxes():
    case = with_box(refused_case(), Bone.DP5, box_number(1))

    seen = with_look(case, Bone.DP5, look_at(case, {Bone.DP5: 6}))

    assert list(seen.reading.levels) == [Bone.DP5]
    assert seen.reading.findings.rejection is None
    assert [notice.code for notice in seen.reading.findings.notices] == ["workflow.read_after_rejection"]
    assert NO_HAND.message in seen.reading.findings.notices[0].message


def test_an_older_answer_does_not_replace_one_that_saw_more_boxes():
    first = with_box(refused_case(), Bone.DP5, box_number(1))
    older = look_at(first, {Bone.DP5: 6})
    second = with_box(first, Bone.DP3, box_number(2))
    newer = look_at(second, {Bone.DP5: 8, Bone.DP3: 8})

    seen = with_look(second, Bone.DP3, newer)
    late = with_look(seen, Bone.MC1, replace(older, rois=older.rois))

    assert seen.reading.levels[Bone.DP5].index == 8
    assert late.reading.levels[Bone.DP5].index == 8


def test_a_drawn_box_is_the_readers():
    case = with_box(assessed_case(), Bone.DP5, box_number(1))

    assert case.reading.rois[Bone.DP5].source is Source.READER
    assert ungraded_boxes(case) == (Bone.DP5,)


def test_a_box_that_the_networks_could_not_grade_is_not_asked_about_for_ever():
    case = with_box(refused_case(), Bone.DP5, box_number(1))
    look = look_at(case, {})
    grades = {bone: grade for bone, grade in look.grades.items() if bone is not Bone.DP5}

    seen = with_look(case, Bone.DP5, replace(look, grades=grades))

    assert ungraded_boxes(seen) == ()
    assert Bone.DP5 not in seen.reading.levels
    assert seen.reading.refusal == NO_HAND
