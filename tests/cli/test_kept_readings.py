"""The commands about kept readings: what they print, write and refuse."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sample_hand import sample_findings, sample_radiograph

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.database import open_database
from bonage_desktop.records.location import FILE, Location
from bonage_desktop.records.store import Store
from bonage_desktop.records.values import CaseId
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_intake import begin, found
from bonage_desktop.workflow.keeping import Slot, saving
from bonage_desktop.workflow.review import ReviewSession

CASE = CaseId("0123456789abcdef" * 2)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path):
    """A folder with one case: the radius raised, a reason given, confirmed."""
    folder = tmp_path / "data"
    case = begin(Case(1, Path("hand.png")), sample_radiograph(), load_standards())
    session = ReviewSession(load_standards(), reader=lambda: "Dr. Wang", now=lambda: NOON)
    session.open(found(case, sample_findings(), None))
    store = Store(open_database(Location(folder)), load_standards())
    first = store.apply(saving(session.case, Slot(CASE), "Dr. Wang", NOON))
    session.choose_level(Level(Bone.RADIUS, 9), why="capped")
    session.confirm()
    store.apply(saving(session.case, Slot(CASE, first.version), "Dr. Wang", NOON))
    store.close()
    return folder


def test_cases_are_listed_as_the_contract_says(bonage, data):
    ended = bonage("cases", "--format", "json", "--data", data)

    (case,) = json.loads(ended.out)
    assert ended.code == 0
    assert set(case) == {"id", "file", "state", "sex", "score", "bone_age_years", "overrides", "confirmed_by"}
    # rus_chn.json, boys: radius level 5 is worth 31 points, level 9 135; the sample comes to 272.
    assert (case["id"], case["state"], case["sex"], case["score"]) == (CASE, "confirmed", "male", 272 - 31 + 135)
    assert case["confirmed_by"] == "Dr. Wang"
    assert case["overrides"] == [
        {
            "kind": "level",
            "bone": "radius",
            "old": 5,
            "new": 9,
            "by": "Dr. Wang",
            "at": "2026-11-20T12:00:00+00:00",
            "why": "capped",
        }
    ]


def test_a_table_names_patients_and_counts(bonage, data):
    ended = bonage("cases", "--data", data)

    assert "Boy, Sample" not in ended.out
    assert "SAMPLE, Boy" in ended.out
    assert "confirmed" in ended.out
    assert "1 case." in ended.err


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--state", "confirmed"), 1),
        (("--state", "to_review", "--state", "rejected"), 0),
        (("--text", "sample"), 1),
        (("--since", "2020-01-01"), 0),
        (("--accession", "A1"), 0),
    ],
)
def test_cases_are_filtered(bonage, data, words, count):
    ended = bonage("cases", "--format", "json", "--data", data, *words)

    assert len(json.loads(ended.out)) == count


def test_where_nothing_is_kept_the_list_is_empty(bonage, tmp_path):
    ended = bonage("cases", "--format", "json", "--data", tmp_path / "new")

    assert (ended.code, json.loads(ended.out)) == (0, [])


def test_a_whole_trail_is_said_to_be_whole(bonage, data):
    ended = bonage("audit", "verify", "--data", data)

    assert ended.code == 0
    assert "Events: 5" in ended.out
    assert "Ages computed again from the trail: 1 of 1 agree." in ended.out
    assert "The trail is whole." in ended.out


def test_a_head_that_a_report_printed_is_checked(bonage, data):
    line = next(line for line in bonage("audit", "verify", "--data", data).out.splitlines() if line.startswith("Head"))

    good = bonage("audit", "verify", "--data", data, "--head", line.removeprefix("Head: "))
    later = bonage("audit", "verify", "--data", data, "--head", f"99:{'a' * 64}")
    none = bonage("audit", "verify", "--data", data, "--head", "latest")

    assert (good.code, later.code, none.code) == (0, 1, 2)
    assert "event 99 was there before" in later.out
    assert "[cli.head_unreadable]" in none.err


def test_an_event_that_was_changed_is_named(bonage, data):
    with sqlite3.connect(data / FILE) as spoilt:
        spoilt.execute("DROP TRIGGER events_are_not_changed")
        spoilt.execute("UPDATE events SET content = replace(content, '\"new\":9', '\"new\":8') WHERE sequence = 4")
    spoilt.close()

    ended = bonage("audit", "verify", "--data", data)

    assert ended.code == 1
    assert "Event 4 is not what was written after event 3." in ended.out
    assert "NOT whole" in ended.out


def test_a_backup_comes_back(bonage, data, tmp_path):
    there = tmp_path / "there"

    codes = [
        bonage("backup", tmp_path / "b.sqlite", "--data", data).code,
        bonage("restore", tmp_path / "b.sqlite", "--data", there).code,
    ]

    assert codes == [0, 0]
    assert (
        bonage("cases", "--format", "json", "--data", there).out
        == bonage("cases", "--format", "json", "--data", data).out
    )
    assert bonage("audit", "verify", "--data", there).code == 0


def test_a_case_goes_as_a_file(bonage, data, tmp_path):
    file, there = tmp_path / "case.zip", tmp_path / "there"

    codes = [
        bonage("case", "export", CASE[:6], "--output", file, "--data", data).code,
        bonage("case", "import", file, "--data", there).code,
    ]
    twice = bonage("case", "import", file, "--data", there)

    assert codes == [0, 0]
    assert json.loads(bonage("cases", "--format", "json", "--data", there).out)[0]["id"] == CASE
    assert (twice.code, "[records.case_id_taken]" in twice.err) == (1, True)


def test_a_file_that_is_no_database_ends_with_a_sentence(bonage, tmp_path):
    (tmp_path / FILE).write_text("a letter")

    ended = bonage("cases", "--data", tmp_path)

    assert ended.code == 1
    assert "[records.not_a_database]" in ended.err


@pytest.mark.parametrize("words", [("case", "delete", "x"), ("audit",), ("backup",), ("cases", "--since", "yesterday")])
def test_wrong_usage_ends_with_two(bonage, words):
    assert bonage(*words).code == 2


def test_a_batch_is_kept_only_when_that_is_asked_for(bonage, tmp_path, four_samples, pretended):
    folder = tmp_path / "data"

    without = bonage("assess", four_samples, "--sex", "male", "--format", "json")
    bonage("assess", four_samples, "--sex", "male", "--keep", "--data", folder)
    again = bonage("assess", four_samples, "--sex", "male", "--keep", "--data", folder)

    kept = json.loads(bonage("cases", "--format", "json", "--data", folder).out)
    assert not (tmp_path / "elsewhere").exists()
    assert [case["score"] for case in kept] == [one["score"] for one in json.loads(without.out)]
    assert again.err.count("kept already") == len(kept) == 4
    assert bonage("audit", "verify", "--data", folder).code == 0


def test_a_summary_says_what_readers_change_here(bonage, data):
    ended = bonage("cases", "--summary", "--format", "json", "--data", data)
    table = bonage("cases", "--summary", "--data", data)

    told = json.loads(ended.out)
    radius = next(one for one in told["bones"] if (one["bone"], one["ages"]) == ("radius", None))
    assert (told["readings"], told["changed"]) == (1, 1)
    assert (radius["graded"], radius["changed"], radius["rate"], radius["minutes"]) == (1, 1, 1.0, None)
    assert radius["change"] == {"n": 1, "mean": 4.0, "low": None, "high": None}
    assert "1 confirmed readings, 1 changed" in table.out
