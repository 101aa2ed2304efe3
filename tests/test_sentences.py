"""Sentences are English texts that know what they were made of."""

import copy
import gettext
import io
import json
import pickle
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import (
    ENGLISH,
    Catalogue,
    Clause,
    both,
    listed,
    listed_of,
    paragraph,
    said_by,
    say,
    say_count,
    semicolons,
)

GERMAN_WORDS = {
    "{file} has {levels} levels.": "{levels} Stufen hat {file}.",
    "{bone} is missing.": "Es fehlt: {bone}.",
    "Ulna": "Elle",
    "It fails: {reason}.": "Es scheitert: {reason}.",
    "There is none.": "Es gibt keine.",
    "{before}, {part}": "{before} / {part}",
    "{before} {sentence}": "{before}{sentence}",
    "Braces {{}} stay.": "Klammern {{}} bleiben.",
}


@pytest.fixture(scope="module")
def german() -> Catalogue:
    catalog = Catalog(locale="de")
    for english, words in GERMAN_WORDS.items():
        catalog.add(english, words)
    catalog.add(
        ("{count} bone of {hand}", "{count} bones of {hand}"), ("{count} Knochen: {hand}", "{count} Beine: {hand}")
    )
    catalog.add("open", "offen", context="of a door")
    catalog.add("open", "öffnen")
    stream = io.BytesIO()
    write_mo(stream, catalog)
    stream.seek(0)
    return Catalogue(gettext.GNUTranslations(stream))


def test_a_sentence_is_its_english_text():
    sentence = say("{file} has {levels} levels.", file=Path("hand.png"), levels=12)

    assert sentence == "hand.png has 12 levels."
    assert hash(sentence) == hash("hand.png has 12 levels.")
    assert json.dumps({"message": sentence}) == '{"message": "hand.png has 12 levels."}'
    assert {"hand.png has 12 levels.": 1}[sentence] == 1


def test_another_language_orders_the_values_its_own_way(german):
    sentence = say("{file} has {levels} levels.", file="hand.png", levels=12)

    assert german.words(sentence) == "12 Stufen hat hand.png."


def test_a_sentence_within_a_sentence_is_translated_too(german):
    assert german.words(say("{bone} is missing.", bone=say("Ulna"))) == "Es fehlt: Elle."


def test_a_plain_value_and_a_plain_text_stay_as_they_are(german):
    assert german.words(say("{bone} is missing.", bone="Ulna")) == "Es fehlt: Ulna."
    assert german.words("Ulna") == "Ulna"


def test_what_has_no_translation_is_said_in_english(german):
    assert german.words(say("{bone} is there.", bone=say("Ulna"))) == "Elle is there."


def test_values_take_formats(german):
    sentence = say("{share:.0%} of {name!r} on {day}", share=0.256, name="a", day=date(2026, 3, 1))

    assert sentence == "26% of 'a' on 2026-03-01"
    assert german.words(sentence) == sentence


def test_doubled_braces_are_braces(german):
    assert say("Braces {{}} stay.") == "Braces {} stay."
    assert german.words(say("Braces {{}} stay.")) == "Klammern {} bleiben."


@pytest.mark.parametrize(
    ("count", "english", "translated"), [(1, "bone", "Knochen"), (0, "bones", "Beine"), (2, "bones", "Beine")]
)
def test_counts_choose_the_form(german, count, english, translated):
    sentence = say_count("{count} bone of {hand}", "{count} bones of {hand}", count, hand="L")

    assert sentence == f"{count} {english} of L"
    assert german.words(sentence) == f"{count} {translated}: L"


@pytest.mark.parametrize(
    "sentence",
    [
        say("{bone} is missing.", bone=say("Ulna")),
        say_count("{count} bone of {hand}", "{count} bones of {hand}", 3, hand="L"),
        Clause(say("There is none.")),
    ],
    ids=["plain", "counted", "clause"],
)
@pytest.mark.parametrize("through", [lambda it: pickle.loads(pickle.dumps(it)), copy.copy, copy.deepcopy])
def test_a_sentence_arrives_whole_in_another_process(german, sentence, through):
    arrived = through(sentence)

    assert arrived == sentence
    assert german.words(arrived) == german.words(sentence) != sentence


def test_an_error_carries_its_sentences_through_a_pipe(german):
    error = BonageError("a.b", say("{bone} is missing.", bone=say("Ulna")), say("There is none."))

    arrived = pickle.loads(pickle.dumps(error))

    assert german.words(arrived.message) == "Es fehlt: Elle."
    assert german.words(arrived.hint) == "Es gibt keine."


def test_a_clause_has_no_full_stop_in_any_language(german):
    sentence = say("It fails: {reason}.", reason=Clause(say("There is none.")))

    assert sentence == "It fails: There is none."
    assert german.words(sentence) == "Es scheitert: Es gibt keine."


def test_what_an_error_was_raised_with_can_be_translated(german):
    assert german.words(said_by(ValueError(say("Ulna")))) == "Elle"
    assert said_by(KeyError("Ulna")) == "'Ulna'"
    assert said_by(ValueError()) == ""


def test_parts_are_joined_as_the_language_joins_them(german):
    parts = [say("Ulna"), "x", "y"]

    assert listed(parts) == "Ulna, x, y"
    assert german.words(listed(parts)) == "Elle / x / y"
    assert both(parts) == "Ulna and x and y"
    assert semicolons(parts) == "Ulna; x; y"
    assert paragraph("One.", "", "Two.") == "One. Two."
    assert german.words(paragraph("One.", "Two.")) == "One.Two."


def test_nothing_joined_is_nothing():
    assert listed([]) == both([]) == semicolons([]) == paragraph() == ""


def test_a_long_list_says_how_much_is_left():
    assert listed_of(["a", "b"], 2) == "a, b"
    assert listed_of(["a", "b", "c", "d"], 2) == "a, b and 2 more"


def test_one_english_word_may_mean_two_things(german):
    assert german.template("open") == "öffnen"
    assert german.template("open", "of a door") == "offen"


def test_the_empty_text_is_not_the_description_of_the_file(german):
    assert german.template("") == ""


def test_english_needs_no_catalogue():
    assert ENGLISH.words(say("{bone} is missing.", bone=say("Ulna"))) == "Ulna is missing."
    assert ENGLISH.counted("%n bone(s)", 2) == "%n bone(s)"
