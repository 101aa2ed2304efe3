"""Files of standards that are missing, cut short or wrong are refused by name and place."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bonage_desktop.errors import BonageError
from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.criteria import Criteria, read_criteria
from bonage_desktop.standards.entries import Entry, StandardError, read_document
from bonage_desktop.standards.rus_chn import read_rus_chn
from bonage_desktop.standards.tw3 import read_tw3

EDITED = "Install the application again: its standards must not be edited."


def refusal(read: Callable[[], object]) -> StandardError:
    with pytest.raises(StandardError) as caught:
        read()
    return caught.value


def table_hash(name: str, *path: str) -> str:
    value: Any = json.loads((resources_dir() / "standards" / name).read_text(encoding="utf-8"))
    for key in path:
        value = value[key]
    return hashlib.sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("rus_chn.json", ("levels", "bones"), "13bdd5bae04b77b7"),
        ("rus_chn.json", ("curve", "male"), "43236106b847b02f"),
        ("rus_chn.json", ("curve", "female"), "ae0118386800c8cc"),
        ("rus_chn.json", ("curve", "alternative", "male"), "11dfc3b9b5a0cc33"),
        ("rus_chn.json", ("curve", "alternative", "female"), "3d1232f25fa8a18f"),
        ("tw3_rus.json", ("stages", "bones"), "ae7bded8ffee509e"),
        ("tw3_rus.json", ("curve",), "3e489bca89751e7b"),
        ("tw3_rus.json", ("unused_curves",), "88c54f97deff6a2b"),
        ("tw3_rus.json", ("presentation_refs",), "a050a9a8048009cf"),
    ],
)
def test_no_number_changes_unnoticed(name: str, path: tuple[str, ...], expected: str) -> None:
    assert table_hash(name, *path) == expected


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "rus_chn.json"

    error = refusal(lambda: read_document(missing))

    assert error.code == "standards.file_unreadable"
    assert error.message == "rus_chn.json cannot be read as a standard (FileNotFoundError)."
    assert error.hint == f"Install the application again: {missing} must exist and hold JSON."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "JSONDecodeError"),
        (b'{"schema_version": 1', "JSONDecodeError"),
        (b"\xff\xfe\xfd", "UnicodeDecodeError"),
        (b"[" * 100_000, "RecursionError"),
    ],
)
def test_a_file_that_holds_no_json_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "tw3_rus.json"
    file.write_bytes(content)

    error = refusal(lambda: read_document(file))

    assert error.code == "standards.file_unreadable"
    assert error.message == f"tw3_rus.json cannot be read as a standard ({reason})."


def test_a_file_of_another_schema_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tw3_rus.json"
    file.write_text('{"schema_version": 2}')

    error = refusal(lambda: read_document(file))

    assert error.code == "standards.schema_unknown"
    assert error.message == "tw3_rus.json has schema 2; this version reads schema 1."
    assert error.hint == "Install matching versions of the application and its resources."


def test_a_file_without_a_schema_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tw3_rus.json"
    file.write_text("{}")

    error = refusal(lambda: read_document(file))

    assert error.code == "standards.file_invalid"
    assert error.message == "tw3_rus.json: the file has no 'schema_version'."
    assert error.hint == EDITED


def test_a_document_holds_the_value_and_the_hash_of_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "some.json"
    file.write_bytes(b'{"schema_version": 1}')

    document = read_document(file)

    assert document.sha256 == hashlib.sha256(b'{"schema_version": 1}').hexdigest()
    assert document.top == Entry(file, "", {"schema_version": 1})


def test_entries_are_read_in_order_and_know_their_place() -> None:
    top = Entry(Path("some.json"), "", {"b": [7, 0.5], "a": "text"})

    assert top.names() == ("b", "a")
    assert [(entry.place, entry.number()) for entry in top["b"].rows()] == [("b/0", 7.0), ("b/1", 0.5)]
    assert top["b"].rows()[0].whole() == 7
    assert top["a"].text() == "text"
    assert top["a"].file == Path("some.json")


@pytest.mark.parametrize(
    ("value", "ask", "fact"),
    [
        ([], lambda entry: entry["key"], "is not an object"),
        ("text", lambda entry: entry.names(), "is not an object"),
        ({}, lambda entry: entry["key"], "has no 'key'"),
        ({}, lambda entry: entry.rows(), "is not a list"),
        ("text", lambda entry: entry.rows(), "is not a list"),
        (7, lambda entry: entry.text(), "is not a text"),
        (" ", lambda entry: entry.text(), "is not a text"),
        (True, lambda entry: entry.whole(), "is not a whole number"),
        (7.0, lambda entry: entry.whole(), "is not a whole number"),
        ("7", lambda entry: entry.whole(), "is not a whole number"),
        (True, lambda entry: entry.number(), "is not a number"),
        ("7", lambda entry: entry.number(), "is not a number"),
        (float("nan"), lambda entry: entry.number(), "is not a number"),
        (float("inf"), lambda entry: entry.number(), "is not a number"),
        (None, lambda entry: entry.number(), "is not a number"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_place(value, ask: Callable[[Entry], object], fact: str) -> None:
    entry = Entry(Path("folder/some.json"), "curve/male/3", value)

    error = refusal(lambda: ask(entry))

    assert error.code == "standards.file_invalid"
    assert error.message == f"some.json: curve/male/3 {fact}."
    assert error.hint == EDITED


def set_at(*path: str | int, value: object) -> Callable[[Any], object]:
    def spoil(content: Any) -> None:
        for key in path[:-1]:
            content = content[key]
        content[path[-1]] = value

    return spoil


def drop(*path: str | int) -> Callable[[Any], object]:
    def spoil(content: Any) -> None:
        for key in path[:-1]:
            content = content[key]
        del content[path[-1]]

    return spoil


RADIUS = ("levels", "bones", "radius")


@pytest.mark.parametrize(
    ("spoil", "fact"),
    [
        (drop("title"), "the file has no 'title'"),
        (drop("levels", "bones", "dp5"), "levels/bones has no 'dp5'"),
        (drop(*RADIUS, 3, "male"), "levels/bones/radius/3 has no 'male'"),
        (drop(*RADIUS, 3), "levels/bones/radius/3 is not level 3"),
        (drop(*RADIUS, 14), "levels/bones/radius has 14 levels instead of 15"),
        (set_at(*RADIUS, 4, "label", value="3"), "levels/bones/radius has a label twice"),
        (set_at(*RADIUS, 0, "tw3", value="B"), "levels/bones/radius does not begin with stage A"),
        (set_at(*RADIUS, 1, "tw3", value="C"), "levels/bones/radius goes from stage A to C"),
        (set_at(*RADIUS, 6, "tw3", value="E"), "levels/bones/radius goes from stage F to E"),
        (set_at(*RADIUS, 1, "tw3", value="BB"), "levels/bones/radius/1/tw3 is not one letter"),
        (set_at(*RADIUS, 0, "male", value=1), "levels gives level 0 of 'radius' 1 points (male)"),
        (set_at(*RADIUS, 3, "female", value=14), "levels has points of 'radius' that fall (female)"),
        (set_at(*RADIUS, 14, "male", value=210), "levels adds up to 1001 points instead of 1000 (male)"),
        (set_at(*RADIUS, 14, "female", value=209), "levels adds up to 999 points instead of 1000 (female)"),
        (set_at(*RADIUS, 3, "male", value=15.5), "levels/bones/radius/3/male is not a whole number"),
        (set_at("curve", "female", 23, 0, value=597), "curve/female does not rise from 11.5 to 12 years"),
        (set_at("curve", "male", 3, value=[38]), "curve/male/3 is not a score and years"),
        (set_at("curve", "male", 3, value=[38, 2.0, 1]), "curve/male/3 is not a score and years"),
        (drop("curve", "male", 0), "curve/male must run from 0 to 1000 points"),
        (drop("curve", "female", 33), "curve/female must run from 0 or more to 1000 points"),
        (
            set_at("curve", "alternative", "male", 3, value=[0.3, 3]),
            "curve/alternative/male/3 is not years, lowest and highest score",
        ),
        (
            drop("curve", "alternative", "male", 3),
            "curve/male has another table whose row of 0.4 years does not follow the one before it",
        ),
        (set_at("sources", "paper", value=""), "sources/paper is not a text"),
        (drop("doubts", 0, "why"), "doubts/0 has no 'why'"),
    ],
)
def test_a_spoiled_rus_chn_file_is_refused_with_the_place(spoil, fact: str, spoiled, criteria: Criteria) -> None:
    file = spoiled("rus_chn.json", spoil)

    error = refusal(lambda: read_rus_chn(file, criteria))

    assert error.code == "standards.file_invalid"
    assert error.message == f"rus_chn.json: {fact}."


ULNA = ("stages", "bones", "ulna")


@pytest.mark.parametrize(
    ("spoil", "fact"),
    [
        (drop(*ULNA, 7), "stages/bones/ulna has stages A B C D E F G instead of A to H or A to I"),
        (drop(*ULNA, 0), "stages/bones/ulna has stages B C D E F G H instead of A to H or A to I"),
        (set_at(*ULNA, 0, "female", value=2), "stages gives level 0 of 'ulna' 2 points (female)"),
        (set_at(*ULNA, 7, "male", value=180), "stages adds up to 999 points instead of 1000 (male)"),
        (set_at("curve", "male", 0, 0, value=46), "curve/male does not rise from 2 to 2.1 years"),
        (set_at("curve", "male", 0, 0, value=-1), "curve/male must run from 0 or more to 1000 points"),
        (set_at("title", value=7), "title is not a text"),
    ],
)
def test_a_spoiled_tw3_file_is_refused_with_the_place(spoil, fact: str, spoiled, criteria: Criteria) -> None:
    file = spoiled("tw3_rus.json", spoil)

    error = refusal(lambda: read_tw3(file, criteria))

    assert error.code == "standards.file_invalid"
    assert error.message == f"tw3_rus.json: {fact}."


@pytest.mark.parametrize(
    ("spoil", "fact"),
    [
        (drop("titles", "mc3"), "titles has no 'mc3'"),
        (drop("titles", "mc3", "zh"), "titles/mc3 has no 'zh'"),
        (drop("rus_chn", 0, "criteria", 2, "zh"), "rus_chn/0/criteria/2 has no 'zh'"),
        (set_at("rus_chn", 0, "criteria", 2, "en", value=""), "rus_chn/0/criteria/2/en is not a text"),
        (drop("rus_chn", 3, "bones", 1), "rus_chn has no criteria of 'mc5'"),
        (set_at("tw3", 1, "bones", value=["ulna", "mc2"]), "tw3/1/bones/1 is not a RUS bone"),
        (drop("tw3", 1), "tw3 has no criteria of 'ulna'"),
    ],
)
def test_a_spoiled_file_of_criteria_is_refused_with_the_place(spoil, fact: str, spoiled) -> None:
    file = spoiled("criteria.json", spoil)

    error = refusal(lambda: read_criteria(file))

    assert error.code == "standards.file_invalid"
    assert error.message == f"criteria.json: {fact}."


@pytest.mark.parametrize(
    ("name", "section", "fact"),
    [
        ("rus_chn.json", "rus_chn", "do not have the same number of levels of 'radius'"),
        ("tw3_rus.json", "tw3", "do not have the same number of stages of 'radius'"),
    ],
)
def test_criteria_that_do_not_fit_the_table_are_refused(name: str, section: str, fact: str, spoiled) -> None:
    shorter = read_criteria(spoiled("criteria.json", drop(section, 0, "criteria", 4)))
    file = resources_dir() / "standards" / name
    read = read_rus_chn if name == "rus_chn.json" else read_tw3

    error = refusal(lambda: read(file, shorter))

    assert isinstance(error, BonageError)
    assert error.message == f"{name}: the file and criteria.json {fact}."
