"""What people read is found in the code, and a text that is not written out is refused."""

from pathlib import Path

import pytest

SAYING = "from bonage_desktop.sentences import say, say_count\n"


@pytest.fixture(scope="module")
def strings(script):
    return script("strings")


def found(strings, source: str) -> list[tuple[str, str, str]]:
    return [(one.text, one.plural, one.about) for one in strings.strings_of(source, Path("room.py"))]


def test_sentences_are_found(strings):
    source = SAYING + 'say("{file} is " "empty.", file=file)\nsay_count("{count} bone", "{count} bones", n)'

    assert found(strings, source) == [("{file} is empty.", "", ""), ("{count} bone", "{count} bones", "")]


def test_another_say_is_no_sentence(strings):
    assert found(strings, "from charts import say\nsay(text, words)") == []


def test_what_qt_translates_is_found(strings):
    source = 'self.tr("Open")\nself.tr("Open", "of a door")\nQCoreApplication.translate("Film", "Left hand")'

    assert found(strings, source) == [("Open", "", ""), ("Open", "", "of a door"), ("Left hand", "", "")]


def test_what_qt_counts_has_one_text_for_all_numbers(strings):
    source = 'self.tr("%n image(s)", "", n)\nQCoreApplication.translate("Film", "%n bone(s)", "", n)'

    assert found(strings, source) == [("%n image(s)", "%n image(s)", ""), ("%n bone(s)", "%n bone(s)", "")]


def test_texts_are_found_through_a_function_that_hands_them_to_qt(strings):
    source = 'def _tr(text):\n    return QCoreApplication.translate("Film", text)\n\n_tr("Left hand")'

    assert found(strings, source) == [("Left hand", "", "")]


def test_words_of_a_catalogue_are_found(strings):
    assert found(strings, 'words = catalogue.template\nwords("DRAFT")') == [("DRAFT", "", "")]


def test_text_of_python_itself_is_left_alone(strings):
    assert found(strings, 'text.translate(table)\ndictionary.words("x")\nsay("x")') == []


@pytest.mark.parametrize(
    "call",
    [
        'say(f"{file} is empty.")',
        "say(text)",
        'say("a" + text)',
        'say_count("one", f"{n} bones", n)',
        'self.tr(f"{file}")',
        "QCoreApplication.translate('Film', text)",
        'self.tr("Open", kind)',
    ],
)
def test_a_text_that_is_not_written_out_is_refused_with_its_place(strings, call):
    with pytest.raises(strings.StringError, match=r"^room\.py:3: "):
        found(strings, f"{SAYING}\n{call}")


def test_a_catalogue_made_again_is_the_same(strings):
    texts = list(strings.strings_of(SAYING + 'say("b")\nsay("a")', Path("room.py")))

    assert strings.rendered(strings.template_of(texts)) == strings.rendered(strings.template_of(reversed(texts)))
