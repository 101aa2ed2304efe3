"""Scores and ages follow from the trail alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kept_readings import NOON, WANG, confirmed, level_change, overrides, sample_kept
from trails import CASE, EVENTS_OF_A_REVIEW, Notebook, with_changes

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.records.event_making import changes, reported
from bonage_desktop.records.replay import replay
from bonage_desktop.records.trail import EventKind, NewEvent
from bonage_desktop.standards.bones import Bone

STANDARDS = load_standards()


def test_score_and_age_of_a_confirmed_reading_and_of_its_report_follow():
    rebuilt = list(replay(EVENTS_OF_A_REVIEW, STANDARDS))

    assert [(one.sequence, one.kind) for one in rebuilt] == [(7, EventKind.CONFIRMED), (8, EventKind.EXPORTED)]
    assert all(one.agrees for one in rebuilt)
    # rus_chn.json, boys: radius level 5 is worth 31 points, level 8 118; the sample comes to 272.
    assert [one.score for one in rebuilt] == [272 - 31 + 118] * 2


def test_a_report_that_says_another_age_is_found():
    spoilt = [
        replace(event, content=event.content.replace('"bone_age_years":1', '"bone_age_years":2'))
        for event in EVENTS_OF_A_REVIEW
    ]

    assert [one.agrees for one in replay(spoilt, STANDARDS)] == [False, False]


def test_an_override_left_out_of_the_trail_is_found():
    left = [event for event in EVENTS_OF_A_REVIEW if event.sequence != 6]

    assert [one.agrees for one in replay(left, STANDARDS)] == [False, False]


def test_reports_made_with_other_tables_are_not_judged():
    told = [
        replace(event, content=event.content.replace("RUS-CHN sha256:", "RUS-CHN sha256:0"))
        for event in EVENTS_OF_A_REVIEW
    ]

    rebuilt = list(replay(told, STANDARDS))

    assert [(one.is_other_standard, one.score_again) for one in rebuilt] == [(True, None)] * 2


def test_a_refused_image_that_a_reader_graded_follows_too():
    refused = sample_kept()
    findings = replace(refused.reading.findings, rejection=Rejection("vision.no_palm", "No hand.", "By hand."))
    refused = replace(refused, reading=replace(refused.reading, findings=findings))
    graded = with_changes(refused, *(level_change(bone, 0, 5) for bone in Bone))
    notes = Notebook()
    notes.save(None, refused)
    notes.save(refused, confirmed(graded))

    (rebuilt,) = replay(notes.events, STANDARDS)

    assert rebuilt.agrees
    assert rebuilt.score == graded.reading.score


@settings(max_examples=60)
@given(st.lists(st.lists(overrides(), max_size=5), min_size=1, max_size=5))
def test_whatever_a_reader_does_and_takes_back_the_last_report_follows(stages):
    notes, before = Notebook(), None
    for stage in stages:
        after = with_changes(sample_kept(), *stage)
        notes.save(before, after)
        before = after
    notes.write([NewEvent(EventKind.EXPORTED, NOON, reported(before), CASE, 1)])

    *_, rebuilt = replay(notes.events, STANDARDS)

    assert rebuilt.agrees


def test_an_unchanged_reading_makes_no_event():
    assert changes(CASE, sample_kept(), sample_kept(), WANG, NOON) == []


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_change_taken_from_between_is_told_by_its_place(place):
    made = [level_change(bone, 5, 6) for bone in (Bone.ULNA, Bone.MC1, Bone.MC3)]
    left = [change for index, change in enumerate(made) if index != place]

    (event,) = changes(CASE, with_changes(sample_kept(), *made), with_changes(sample_kept(), *left), WANG, NOON)

    assert (event.kind, event.body) == (EventKind.TAKEN_BACK, {"places": [place]})
