"""Sentences of the floors below are told in the language of the window."""

import pytest
from panels import spoken
from PySide6.QtWidgets import QApplication

from bonage_desktop.app.told import told, window_language
from bonage_desktop.sentences import Clause, both, listed, paragraph, say, say_count
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.language import Language

PLACED = say("{bone}, {done}", bone=Bone.MC3.title, done=say("box placed"))


def test_the_window_says_sentences_in_english_where_nothing_else_is_chosen(qapp: QApplication) -> None:
    with spoken(qapp, Language.EN):
        assert window_language() is Language.EN
        assert told(PLACED) == "Metacarpal 3, box placed"


def test_a_sentence_is_told_in_chinese_and_what_fills_it_too(qapp: QApplication) -> None:
    with spoken(qapp, Language.ZH):
        assert window_language() is Language.ZH
        assert told(PLACED) == "第三掌骨，放置框"


def test_afterwards_the_window_speaks_english_again(qapp: QApplication) -> None:
    with spoken(qapp, Language.ZH):
        pass

    assert told(PLACED) == "Metacarpal 3, box placed"


@pytest.mark.parametrize("name", ["Radius", "Li^Ming", ""])
def test_a_name_stays_as_it_is(qapp: QApplication, name: str) -> None:
    with spoken(qapp, Language.ZH):
        assert told(name) == name


def test_sentences_are_joined_as_the_language_joins_them(qapp: QApplication) -> None:
    titles = [Bone.RADIUS.title, Bone.ULNA.title]

    with spoken(qapp, Language.ZH):
        assert told(listed(titles)) == "桡骨，尺骨"
        assert told(both(titles)) == "桡骨和尺骨"
        assert told(Clause(say("No level yet."))) == "尚无等级"
        assert told(paragraph(say("No level yet."), say("Say who you are."))) == "尚无等级。请填写您的姓名。"


@pytest.mark.parametrize(("count", "words"), [(1, "1 case."), (2, "2 cases.")])
def test_english_has_a_form_for_one_and_a_form_for_many(qapp: QApplication, count: int, words: str) -> None:
    sentence = say_count("{count} case.", "{count} cases.", count)

    assert told(sentence) == words
    with spoken(qapp, Language.ZH):
        assert told(sentence) == f"{count} 个病例。"
