"""How two readers agree; kappas worked out by hand."""

from datetime import date

import pytest
from kept_hands import kept_case, kept_reading

from bonage_desktop.records.status import ReadingKind
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.second_reader import agreement, pairs, weighted_kappa

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_kappa_of_a_table_worked_out_by_hand():
    # Weighted disagreement seen: 1 + 1. Each level was given twice by both, so each cell is expected 4 / 6 times:
    # 4 / 6 * (4 cells one apart + 2 cells two apart * 4) = 8. Kappa = 1 - 2 / 8.
    assert weighted_kappa([0, 1, 2, 2, 1, 0], [0, 2, 2, 1, 1, 0], 3) == pytest.approx(0.75)


def test_readers_who_always_agree_have_one_and_opposite_readers_less_than_nothing():
    assert weighted_kappa([3, 5, 7], [3, 5, 7], 15) == pytest.approx(1.0)
    assert weighted_kappa([0, 1], [1, 0], 2) == pytest.approx(-1.0)


@pytest.mark.parametrize(("first", "second"), [([], []), ([4], [4]), ([4, 4], [4, 4])])
def test_there_is_no_kappa_where_chance_would_agree_fully(first, second):
    assert weighted_kappa(first, second, 15) is None


def test_only_images_that_two_readers_confirmed_in_these_days_count():
    first, second = kept_reading(radius=5), kept_reading(radius=6, number=2, kind=ReadingKind.SECOND)
    both, one = kept_case(1, first, second), kept_case(2, first)

    assert len(pairs([both, one], *YEAR)) == 1
    assert pairs([both], date(2027, 1, 1), date(2027, 12, 31)) == []


def test_agreement_is_told_for_every_bone():
    cases = [
        kept_case(number, kept_reading(radius=first), kept_reading(radius=second, number=2, kind=ReadingKind.SECOND))
        for number, (first, second) in enumerate([(5, 5), (6, 7), (7, 9)])
    ]

    told = {one.bone: one for one in agreement(pairs(cases, *YEAR))}

    assert list(told) == list(Bone)
    assert (told[Bone.RADIUS].cases, told[Bone.RADIUS].equal, told[Bone.RADIUS].within_one) == (3, 1, 2)
    assert (told[Bone.ULNA].equal, told[Bone.ULNA].kappa) == (3, None)


def test_a_consensus_is_no_second_reading():
    first, third = kept_reading(radius=5), kept_reading(radius=6, number=2, kind=ReadingKind.CONSENSUS)

    assert pairs([kept_case(1, first, third)], *YEAR) == []
