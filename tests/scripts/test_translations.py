"""The catalogues of resources/translations hold every text of the code, translated, and nothing else."""

import csv
import re
from collections.abc import Sequence
from string import Formatter

import pytest

from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.criteria import load_criteria
from bonage_desktop.standards.language import Language, load_catalogue

FOLDER = resources_dir() / "translations"
CHINESE = FOLDER / "zh.po"
GLOSSARY = FOLDER / "glossary.csv"
ADVICE = "run `make strings`, then translate what it names"
NUMBERED = re.compile(r"%n|%L?\d")
SAME_IN_CHINESE = frozenset({"PDF (*.pdf)"})
"""Texts that Chinese readers know as they are."""

with GLOSSARY.open(encoding="utf-8", newline="") as _stream:
    TERMS = list(csv.DictReader(_stream))


@pytest.fixture(scope="module")
def strings(script):
    """The script that writes the catalogues."""
    return script("strings")


@pytest.fixture(scope="module")
def chinese(strings):
    """The messages of the Chinese catalogue."""
    return messages(strings.read(CHINESE))


def messages(catalog) -> Sequence:
    return [message for message in catalog if message.id]


def forms(text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> list[str]:
    """What is filled in, with its conversion; formats may differ: a day has no leading zero in Chinese."""
    parsed = [(name, conversion or "") for _, name, _, conversion in Formatter().parse(text) if name is not None]
    return sorted({f"{name}!{conversion}" for name, conversion in parsed} | set(NUMBERED.findall(text)))


def test_the_template_holds_the_texts_of_the_code(strings):
    fresh = strings.template_of(strings.collect())

    assert strings.TEMPLATE.read_bytes() == strings.rendered(fresh), ADVICE


def test_the_catalogue_holds_the_texts_of_the_template_and_no_others(strings, chinese):
    wanted = {(message.context, message.id) for message in messages(strings.read(strings.TEMPLATE))}

    held = {(message.context, message.id) for message in chinese}

    assert held == wanted, ADVICE
    assert not strings.read(CHINESE).obsolete, ADVICE


def test_the_compiled_catalogue_is_fresh(strings):
    assert CHINESE.with_suffix(".mo").read_bytes() == strings.compiled(CHINESE), ADVICE


def test_every_language_has_a_catalogue(strings):
    assert {file.stem for file in strings.catalogues()} == {language.value for language in Language} - {"en"}


def test_every_text_is_translated(chinese):
    missing = [message.id for message in chinese if message.fuzzy or not all(forms(message.string))]

    assert missing == [], ADVICE


def test_a_translation_fills_in_what_the_english_fills_in(chinese):
    wrong = [
        (message.id, string)
        for message in chinese
        for string in forms(message.string)
        if string and placeholders(string) != placeholders(forms(message.id)[-1])
    ]

    assert wrong == []


def test_a_translation_has_lines_where_the_english_has(chinese):
    wrong = [
        message.id
        for message in chinese
        for string in forms(message.string)
        if string and string.count("\n") != forms(message.id)[0].count("\n")
    ]

    assert wrong == []


def test_the_glossary_says_where_each_term_comes_from():
    assert len({row["english"] for row in TERMS}) == len(TERMS) >= 40
    assert [row for row in TERMS if None in row or not (row["english"] and row["chinese"] and row["source"])] == []


@pytest.mark.parametrize("row", TERMS, ids=lambda row: row["english"])
def test_a_term_of_the_glossary_is_translated_as_it_says(chinese, row):
    term = re.compile(rf"(?<![-={{\w]){re.escape(row['english'])}s?(?![-=}}:\w])", re.IGNORECASE)
    excepted = [text for text in row["except"].split("|") if text]
    accepted = row["chinese"].split("|")

    wrong = [
        (text, string)
        for message in chinese
        for text in forms(message.id)
        for string in forms(message.string)
        if string and term.search(text) and not any(word in string for word in accepted)
        if not any(exception in text for exception in excepted)
    ]

    assert wrong == []


def test_the_bones_are_called_as_in_the_criteria():
    words = load_catalogue(Language.ZH).words

    for bone in Bone:
        assert bone.title == load_criteria().title(bone, Language.EN)
        assert words(bone.title) == load_criteria().title(bone, Language.ZH)


def test_no_translation_is_the_english_itself(chinese):
    untouched = [
        message.id
        for message in chinese
        if message.string == message.id and re.search(r"[A-Za-z]{3,}", re.sub(r"\{[^}]*\}", "", message.id))
    ]

    assert set(untouched) == SAME_IN_CHINESE
