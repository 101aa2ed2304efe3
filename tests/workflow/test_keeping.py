"""A case is kept as the reader left it, and opened again as it was."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from review_cases import (
    NOON,
    READER,
    assessed_case,
    box_number,
    decoded_case,
    look_at,
    refused_case,
    session_with,
    waiting_case,
)
from sample_hand import sample_radiograph, sample_reading

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.records.values import CaseId, CaseStatus, KeptCase, ReadingKind
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import Case, CaseState, OtherFinding
from bonage_desktop.workflow.case_intake import put_away, taken_out
from bonage_desktop.workflow.facts import Facts
from bonage_desktop.workflow.keeping import Slot, blinded, known_of, reopened, saving, saving_of_outcome
from bonage_desktop.workflow.outcome import Assessed, Failed

SLOT = Slot(CaseId("a" * 32))


def kept_of(case: Case, slot: Slot = SLOT) -> KeptCase:
    change = saving(case, slot, READER, NOON)
    return KeptCase(change.case, 1, change.image, (change.reading,))


def read_case() -> Case:
    """All that a reader can do to a case, confirmed."""
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.RADIUS, 9), why="capped")
    session.place_box(Bone.MP5, box_number(10))
    session.set_facts(Facts(date(2014, 2, 3), date(2025, 9, 1), Laterality.RIGHT))
    session.set_other_findings(frozenset({OtherFinding.FRACTURE}))
    session.set_remarks("old fracture")
    session.tick(Bone.ULNA, is_ticked=True)
    session.confirm()
    return session.case


def test_a_case_is_opened_again_as_the_reader_left_it():
    case = read_case()

    again = reopened(kept_of(case), 7)

    assert again.file == Path("hand.png").absolute()
    same = ("is_assessed", "facts", "ticked", "other_findings", "remarks", "confirmation", "state")
    assert [getattr(again, name) for name in same] == [getattr(case, name) for name in same]
    assert again.number == 7
    assert again.reading.overrides == case.reading.overrides
    assert again.reading.score == case.reading.score
    assert again.known.study_date == date(2025, 9, 1)


def test_it_comes_without_pixels_and_with_the_palm_packed():
    case = assessed_case()

    again = reopened(kept_of(case), 1)

    assert not again.has_pixels
    assert again.packed_palm
    shown = taken_out(replace(again, radiograph=case.radiograph))
    assert (shown.reading.findings.palm.mask == case.reading.findings.palm.mask).all()


def test_what_is_kept_holds_no_pixels():
    change = saving(assessed_case(), SLOT, READER, NOON)

    assert change.image.pixels.size == change.known.pixels.size == 0


@pytest.mark.parametrize(
    ("case", "status"),
    [
        (assessed_case(), CaseStatus.TO_REVIEW),
        (decoded_case(), CaseStatus.WAITING),
        (refused_case(), CaseStatus.REJECTED),
        (assessed_case(sex=None), CaseStatus.NEEDS_SEX),
        (read_case(), CaseStatus.CONFIRMED),
    ],
)
def test_the_state_is_kept(case, status):
    assert saving(case, SLOT, READER, NOON).reading.status is status


def test_what_is_not_decoded_is_not_kept():
    assert saving(waiting_case(), SLOT, READER, NOON) is None


def test_a_case_that_was_put_away_is_kept_with_the_mask_of_its_palm():
    case = assessed_case()

    change = saving(put_away(case), SLOT, READER, NOON)

    assert (change.reading.reading.findings.palm.mask == case.reading.findings.palm.mask).all()


def test_a_level_that_was_read_in_a_drawn_box_stays_when_the_case_is_opened_again_and_changed():
    session = session_with(assessed_case())
    session.place_box(Bone.DP5, box_number(1))
    session.regraded(Bone.DP5, look_at(session.case, {Bone.DP5: 6}))

    again = session_with(reopened(kept_of(session.case), 1))
    asked = again.ungraded_boxes
    again.choose_level(Level(Bone.RADIUS, 9))

    assert asked == ()
    assert again.case.reading.levels[Bone.DP5].index == 6


def test_a_file_that_has_changed_is_kept_with_the_hash_of_what_was_read():
    case = replace(assessed_case(), sha256="a" * 64)

    assert saving(case, SLOT, READER, NOON).image.provenance.sha256 == "a" * 64


def test_amending_goes_on_in_a_reading_that_names_the_one_before():
    kept = kept_of(read_case())

    slot = Slot.of(kept).amending()

    assert (slot.number, slot.amends, slot.based_on, slot.kind) == (2, 1, 1, ReadingKind.FIRST)
    assert reopened(kept_of(assessed_case(), slot), 1).was_confirmed


def test_a_second_reader_sees_what_the_networks_found_and_nothing_of_the_first():
    case = blinded(kept_of(read_case()), 3)

    assert case.state is CaseState.TO_REVIEW
    assert case.reading.overrides == ()
    assert (case.ticked, case.other_findings, case.remarks, case.facts) == (frozenset(), frozenset(), "", Facts())
    assert case.reading.score == 272


def test_dates_of_the_reader_stand_in_the_list():
    assert known_of(kept_of(read_case())).study_date == date(2025, 9, 1)


def test_images_of_a_batch_are_kept_with_what_became_of_them():
    assessed = Assessed(Path("a.png"), sample_radiograph(), sample_reading())
    undecoded = Failed(Path("b.png"), BonageError("x.y", "No.", "No."))
    sexless = Failed(Path("c.png"), BonageError("x.y", "No.", "No."), sample_radiograph(sex=None))

    changes = [saving_of_outcome(one, SLOT, load_standards(), READER, NOON) for one in (assessed, undecoded, sexless)]

    assert changes[0].reading.score == 272
    assert changes[1] is None
    assert changes[2].reading.status is CaseStatus.WAITING
