"""A second reading begins without the first, a consensus with both."""

from dataclasses import replace

import pytest
from kept_hands import NOON, kept_case, kept_reading
from sample_hand import sample_radiograph

from bonage_desktop.errors import BonageError
from bonage_desktop.records.values import CaseStatus, ReadingKind
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.further_reading import further_reading
from bonage_desktop.workflow.review import ReviewSession


def refusal(kept, kind: ReadingKind, reader: str = "Dr. Li") -> str:
    with pytest.raises(BonageError) as refused:
        further_reading(kept, kind, reader, 1)
    return refused.value.code


def test_a_second_reader_begins_with_what_the_networks_found():
    case, slot = further_reading(kept_case(1, kept_reading(radius=9)), ReadingKind.SECOND, "Dr. Li", 7)

    assert (case.number, case.confirmation, case.reading.overrides) == (7, None, ())
    assert (slot.number, slot.kind, slot.amends) == (2, ReadingKind.SECOND, None)


def test_nobody_reads_second_after_themselves():
    assert refusal(kept_case(1, kept_reading()), ReadingKind.SECOND, "Dr. Wang") == "workflow.second_is_first"


def test_a_second_reading_needs_a_first_one_that_is_confirmed():
    open_reading = replace(kept_reading(), status=CaseStatus.TO_REVIEW, signature=None)

    assert refusal(kept_case(1, open_reading), ReadingKind.SECOND) == "workflow.no_first_reading"


def test_a_second_reading_begins_once():
    both = kept_case(1, kept_reading(), kept_reading(number=2, kind=ReadingKind.SECOND))

    assert refusal(both, ReadingKind.SECOND) == "workflow.reading_begun"


def test_a_consensus_needs_both():
    assert refusal(kept_case(1, kept_reading()), ReadingKind.CONSENSUS) == "workflow.no_second_reading"


def test_a_consensus_begins_with_the_first_reading_and_names_the_bones_on_which_the_readers_differ():
    both = kept_case(1, kept_reading(radius=5), kept_reading(radius=9, number=2, kind=ReadingKind.SECOND))

    case, slot = further_reading(both, ReadingKind.CONSENSUS, "Dr. Wang", 1)

    assert (slot.number, slot.kind) == (3, ReadingKind.CONSENSUS)
    assert case.reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 5)
    assert case.ticked == frozenset(Bone) - {Bone.RADIUS}
    notice = next(one for one in case.reading.findings.notices if one.code == "workflow.readers_differ")
    assert notice.message == "The two readers differ: Radius L5(0) and L7(2)."


def test_readers_who_agree_leave_nothing_to_look_at():
    both = kept_case(1, kept_reading(), kept_reading(number=2, kind=ReadingKind.SECOND))

    case, _ = further_reading(both, ReadingKind.CONSENSUS, "Dr. Wang", 1)

    assert case.ticked == frozenset(Bone)
    assert case.reading.findings.notices[-1].code == "workflow.readers_agree"


def test_a_consensus_is_confirmed_as_any_reading():
    both = kept_case(1, kept_reading(), kept_reading(number=2, kind=ReadingKind.SECOND))
    case, _ = further_reading(both, ReadingKind.CONSENSUS, "Dr. Wang", 1)
    session = ReviewSession(case.reading.standards, reader=lambda: "Dr. Wang", now=lambda: NOON)
    session.open(replace(case, radiograph=sample_radiograph()))

    session.confirm()

    assert session.case.confirmation.by == "Dr. Wang"
