"""How a case grows, and what is put away between openings."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from review_cases import (
    NOON,
    READER,
    assessed_case,
    box_number,
    decoded_case,
    index_of,
    look_at,
    session_with,
    waiting_case,
)
from sample_hand import sample_findings, sample_radiograph

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import CanonicalTransform, Stage
from bonage_desktop.findings.notice import Weight
from bonage_desktop.findings.radiograph import FactSource, Laterality, Radiograph
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.case import Case, Confirmation, OtherFinding
from bonage_desktop.workflow.case_intake import begin, found, is_touched, put_away, taken_out, turned_further
from bonage_desktop.workflow.facts import Facts

FAULT = BonageError("workflow.engine_died", "The networks stopped.", "They start again by themselves.")


def decoded_again(case: Case, radiograph: Radiograph | None = None) -> Case:
    return begin(case, radiograph or sample_radiograph(), load_standards())


def changed_file(shape: tuple[int, int] | None = None) -> Radiograph:
    """The file of the sample after somebody overwrote it."""
    radiograph = sample_radiograph()
    pixels = radiograph.pixels if shape is None else np.zeros(shape, np.float32)
    provenance = replace(radiograph.provenance, sha256="cd" * 32)
    return replace(radiograph, pixels=pixels, stored=(pixels * 255).astype(np.uint8), provenance=provenance)


def test_a_reading_begins_empty_with_the_sex_of_the_file():
    case = decoded_case()

    assert (case.reading.sex, case.reading.sex_source) == (Sex.MALE, FactSource.TAG)
    assert case.reading.levels == {}
    assert not case.is_assessed


def test_a_sex_that_the_file_does_not_say_is_nobodys():
    case = decoded_case(sex=None, sex_source=FactSource.TAG)

    assert (case.reading.sex, case.reading.sex_source) == (None, FactSource.UNKNOWN)


def test_boxes_come_at_detection_and_levels_at_grading():
    detected = found(decoded_case(), sample_findings(grades={}), Stage.GRADE)
    graded = found(detected, sample_findings(), None)

    assert len(detected.reading.rois) == 13
    assert (detected.reading.levels, detected.is_assessed, detected.stage) == ({}, False, Stage.GRADE)
    assert (len(graded.reading.levels), graded.is_assessed, graded.stage) == (13, True, None)


def test_findings_of_a_case_that_nobody_decoded_are_a_fault_of_the_caller():
    with pytest.raises(ValueError, match="never decoded"):
        found(waiting_case(), sample_findings(), None)


def test_a_signed_reading_stays_what_was_signed():
    signed = replace(assessed_case(), confirmation=Confirmation(READER, NOON))

    again = found(signed, sample_findings(grades={}), None)

    assert again.reading is signed.reading


def test_looking_again_forgets_an_error_and_keeps_what_the_reader_set():
    session = session_with(replace(decoded_case(), error=FAULT))
    session.choose_level(Level(Bone.ULNA, 7))

    case = found(session.case, sample_findings(), None)

    assert case.error is None
    assert case.reading.levels[Bone.ULNA].index == 7


def test_a_box_that_was_looked_at_keeps_its_level_when_the_networks_look_at_the_image_again():
    session = session_with(assessed_case())
    session.place_box(Bone.DP5, box_number(1))
    session.regraded(Bone.DP5, look_at(session.case, {Bone.DP5: 6}))

    session.seen(found(session.case, sample_findings(), None))

    assert index_of(session, Bone.DP5) == 6


def test_a_case_that_is_put_away_has_no_pixels_and_comes_back_whole():
    case = assessed_case()

    away = put_away(case)
    back = decoded_again(away)

    assert away.radiograph.pixels.size == 0
    assert away.reading.findings.palm.mask.size == 0
    assert len(away.packed_palm.content) < case.reading.findings.palm.mask.size / 8
    assert np.array_equal(back.reading.findings.palm.mask, case.reading.findings.palm.mask)
    assert back.packed_palm is None
    assert back.reading.levels == case.reading.levels
    assert back.has_pixels


def test_the_palm_behind_the_readers_boxes_is_put_away_too():
    session = session_with(assessed_case())
    session.place_box(Bone.DP5, box_number(1))
    session.regraded(Bone.DP5, look_at(session.case, {Bone.DP5: 6}))
    session.confirm()

    away = put_away(session.case)
    back = decoded_again(away)

    assert away.own_findings.palm.mask.size == 0
    assert back.own_findings.palm.mask.any()
    assert put_away(away).packed_palm == away.packed_palm


def test_a_case_without_a_palm_or_without_pixels_is_put_away_as_it_is():
    assert put_away(waiting_case()).radiograph is None
    assert put_away(decoded_case()).packed_palm is None
    assert taken_out(decoded_case()).reading.findings.palm is None


def test_opening_a_case_again_keeps_its_reading():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 7))

    again = decoded_again(put_away(session.case))

    assert again.reading.levels[Bone.ULNA].index == 7
    assert again.radiograph.notices == ()


@pytest.mark.parametrize("shape", [None, (40, 30)], ids=["the same size", "another size"])
def test_a_file_that_changed_on_disk_is_noticed_and_what_was_entered_is_kept(shape):
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 7))

    again = decoded_again(put_away(session.case), changed_file(shape))

    (told,) = again.radiograph.notices
    assert (told.code, told.weight) == ("workflow.file_changed", Weight.DOUBT)
    assert again.reading.levels[Bone.ULNA].index == 7
    assert again.reading.findings.palm is None  # it lies on other pixels
    assert session_with(again).state.notices[0] == told


def test_a_changed_file_is_noticed_at_every_opening_and_no_more_when_the_first_one_is_back():
    changed = decoded_again(put_away(assessed_case()), changed_file())

    again = decoded_again(put_away(changed), changed_file())
    restored = decoded_again(put_away(again))

    assert [notice.code for notice in again.radiograph.notices] == ["workflow.file_changed"]
    assert restored.radiograph.notices == ()


def test_a_failure_of_the_networks_stays_said_when_the_case_is_opened_again():
    failed = replace(decoded_case(), error=FAULT)

    assert decoded_again(put_away(failed)).error is FAULT


def test_a_file_that_is_back_is_an_error_no_more():
    gone = replace(assessed_case(), error=FAULT)

    assert decoded_again(put_away(gone)).error is None


UNTOUCHED = {
    "waiting": waiting_case(),
    "decoded": decoded_case(),
    "assessed": assessed_case(),
    "signed": replace(assessed_case(), confirmation=Confirmation(READER, NOON), remarks="seen"),
}
TOUCHED = {
    "ticked": replace(assessed_case(), ticked=frozenset({Bone.ULNA})),
    "findings": replace(assessed_case(), other_findings=frozenset({OtherFinding.RICKETS})),
    "remarks": replace(assessed_case(), remarks="?"),
    "first grades": replace(assessed_case(), first_grades={Bone.ULNA: Level(Bone.ULNA, 3)}),
    "dates": replace(assessed_case(), facts=Facts(birth_date=date(2016, 1, 1))),
    "side": replace(assessed_case(), facts=Facts(laterality=Laterality.LEFT)),
    "opened for changes": replace(assessed_case(), was_confirmed=True),
}


@pytest.mark.parametrize("case", UNTOUCHED.values(), ids=UNTOUCHED)
def test_what_nobody_entered_cannot_be_lost(case):
    assert not is_touched(case)


@pytest.mark.parametrize("case", TOUCHED.values(), ids=TOUCHED)
def test_whatever_a_reader_entered_counts_as_entered(case):
    assert is_touched(case)


def test_a_changed_level_counts_as_entered():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 7))

    assert is_touched(session.case)


@pytest.mark.parametrize(("looked_at", "next_one"), [(0.0, 90.0), (90.0, -180.0), (-180.0, -90.0), (-90.0, 0.0)])
def test_an_image_that_was_refused_is_looked_at_turned_by_a_quarter_more(looked_at, next_one):
    before = CanonicalTransform(looked_at, mirrored=True, inverted=True)
    case = assessed_case(findings=sample_findings(canonical=before))

    assert turned_further(case) == CanonicalTransform(next_one, mirrored=False, inverted=True)


def test_an_image_that_nobody_looked_at_is_turned_by_a_quarter():
    assert turned_further(waiting_case()) == CanonicalTransform(90.0, mirrored=False, inverted=False)
