"""The trail finds whatever was changed, names nobody, and can be followed without this program."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept_readings import LI, NAME, NOON, PATIENT, WANG
from trails import CASE, TRAIL, Notebook, reviewed

from bonage_desktop.records.trail import EventKind, Head, NewEvent, StoredEvent
from bonage_desktop.records.verifying import FaultKind, verify

NOTES = reviewed()
EVENTS = NOTES.events
LENGTH = len(EVENTS)


def verdict_on(events: list[StoredEvent], personal=NOTES.personal, heads=(NOTES.head,)):
    return verify(events, personal, heads)


def rewritten(events: list[StoredEvent], place: int, content: str) -> list[StoredEvent]:
    """As somebody would who knows how digests are made: this event and all after it get new ones."""
    changed = [*events[:place], replace(events[place], content=content), *events[place + 1 :]]
    digest = events[place - 1].digest if place else "0" * 64
    for index in range(place, len(changed)):
        digest = hashlib.sha256(f"{digest}\n{changed[index].content}".encode()).hexdigest()
        changed[index] = replace(changed[index], digest=digest)
    return changed


def test_a_trail_as_it_was_written_is_whole():
    verdict = verdict_on(EVENTS)

    assert verdict.faults == ()
    assert verdict.head == NOTES.head == Head(TRAIL, LENGTH, EVENTS[-1].digest)
    assert [event.read()["kind"] for event in EVENTS] == [
        "begun",
        "opened",
        "assessed",
        "override",
        "taken_back",
        "override",
        "confirmed",
        "exported",
    ]


def test_digests_are_those_of_sha256():
    previous = "0" * 64
    for event in EVENTS:
        previous = hashlib.sha256(previous.encode() + b"\n" + event.content.encode()).hexdigest()

        assert event.digest == previous


@given(st.integers(0, LENGTH - 1), st.integers(0, 10_000), st.characters(codec="ascii"))
def test_any_changed_character_of_an_event_is_found(place, position, character):
    content = EVENTS[place].content
    position %= len(content)
    changed = content[:position] + character + content[position + 1 :]
    spoilt = [*EVENTS[:place], replace(EVENTS[place], content=changed), *EVENTS[place + 1 :]]

    named = [fault.sequence for fault in verdict_on(spoilt).faults]

    assert (place + 1 in named) == (changed != content)


@given(st.integers(0, LENGTH - 1), st.integers(0, 63), st.sampled_from("0123456789abcdef"))
def test_a_changed_digest_is_found(place, position, digit):
    digest = EVENTS[place].digest
    changed = digest[:position] + digit + digest[position + 1 :]
    spoilt = [*EVENTS[:place], replace(EVENTS[place], digest=changed), *EVENTS[place + 1 :]]

    named = {fault.sequence for fault in verdict_on(spoilt).faults}

    assert (place + 1 in named) == (changed != digest)


@given(st.integers(0, LENGTH - 2))
def test_a_removed_event_is_found(place):
    spoilt = EVENTS[:place] + EVENTS[place + 1 :]

    faults = verdict_on(spoilt).faults

    assert (FaultKind.MISSING, place + 1) in [(fault.kind, fault.sequence) for fault in faults]


@given(st.integers(1, LENGTH - 1))
def test_a_cut_tail_is_found_by_the_kept_head(length):
    verdict = verdict_on(EVENTS[:length])

    assert (FaultKind.CUT, length + 1) in [(fault.kind, fault.sequence) for fault in verdict.faults]


def test_nothing_finds_a_cut_tail_without_a_kept_head_and_that_is_said():
    verdict = verdict_on(EVENTS[:-1], [one for one in NOTES.personal if one.sequence < LENGTH], heads=())

    assert [fault.kind for fault in verdict.faults] == [FaultKind.HEAD_UNKNOWN]


@given(st.lists(st.integers(0, LENGTH - 1), min_size=2, max_size=2, unique=True))
def test_two_exchanged_events_are_found(places):
    one, other = places
    spoilt = list(EVENTS)
    spoilt[one] = replace(EVENTS[other], sequence=one + 1)
    spoilt[other] = replace(EVENTS[one], sequence=other + 1)

    named = {fault.sequence for fault in verdict_on(spoilt).faults}

    assert named >= {one + 1, other + 1}


@given(st.integers(0, LENGTH - 1))
def test_a_chain_that_was_computed_anew_is_found_by_the_kept_head(place):
    content = EVENTS[place].content.replace('"at":"2026', '"at":"2027')

    faults = verdict_on(rewritten(EVENTS, place, content)).faults

    assert FaultKind.HEAD_DIFFERS in [fault.kind for fault in faults]


def test_an_event_told_of_another_case_is_found():
    spoilt = [*EVENTS[:-1], replace(EVENTS[-1], case="d" * 32)]

    assert [(fault.kind, fault.sequence) for fault in verdict_on(spoilt).faults] == [(FaultKind.OUT_OF_PLACE, LENGTH)]


def test_the_head_of_another_trail_does_not_pass():
    other = Head("f" * 32, LENGTH, NOTES.head.digest)

    assert [fault.kind for fault in verdict_on(EVENTS, heads=[other]).faults] == [FaultKind.HEAD_UNKNOWN]


def test_no_event_names_anybody_or_holds_free_text():
    text = "".join(event.content for event in EVENTS)

    for personal in (WANG, LI, PATIENT, NAME, "ACC00001", "1.2.6.1", "/films", "2015-03-04", "2025-09-01", "capped"):
        assert personal not in text
    assert {one.value for one in NOTES.personal} >= {WANG, PATIENT, NAME, "capped"}


def test_equal_values_have_different_commitments():
    of_wang = [one.commitment for one in NOTES.personal if one.value == WANG]

    assert len(set(of_wang)) == len(of_wang) > 3


def test_a_changed_name_is_found():
    spoilt = [replace(one, value=LI) if one.sequence == 7 else one for one in NOTES.personal]

    faults = verdict_on(EVENTS, spoilt).faults

    assert [(fault.kind, fault.sequence) for fault in faults] == [(FaultKind.PERSONAL_CHANGED, 7)]


def test_a_name_may_only_be_gone_with_its_case():
    left = [one for one in NOTES.personal if one.sequence != 7]
    notes = reviewed()
    notes.write([NewEvent(EventKind.DELETED, NOON, {}, CASE, 0, {"by": WANG})])
    kept = [one for one in notes.personal if one.sequence == len(notes.events)]

    assert [fault.kind for fault in verdict_on(EVENTS, left).faults] == [FaultKind.PERSONAL_MISSING]
    assert verify(notes.events, kept, [notes.head]).faults == ()


def test_a_clock_that_was_set_back_is_noted_and_no_fault():
    notes = Notebook()
    notes.write([NewEvent(EventKind.EXPORTED, NOON - timedelta(days=1), {}, CASE)])

    verdict = verify(notes.events, notes.personal, [notes.head])

    assert verdict.faults == ()
    assert verdict.backwards == (2,)


@pytest.mark.parametrize("content", ["", "[]", "null", '{"at": 3}', "[" * 5000])
def test_rubbish_in_the_place_of_an_event_is_named(content):
    spoilt = [*EVENTS[:2], replace(EVENTS[2], content=content), *EVENTS[3:]]

    assert 3 in {fault.sequence for fault in verdict_on(spoilt).faults}


def test_an_event_is_canonical_json():
    for event in EVENTS:
        again = json.dumps(json.loads(event.content), sort_keys=True, separators=(",", ":"))

        assert event.content == again
