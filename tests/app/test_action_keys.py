"""The keys of the window's table, as the settings' shortcuts see them."""

from collections.abc import Callable

from bonage_desktop.app.actions import actions
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.workflow.shortcuts import Chord, conflicts


def test_every_key_of_the_table_is_one_that_a_reader_could_give():
    assert [(action.name, key) for action in actions() for key in action.keys if str(Chord.parse(key)) != key] == []


def test_no_two_actions_of_the_table_have_one_key():
    assert conflicts({action.name: tuple(map(Chord.parse, action.keys)) for action in actions()}) == ()


def test_a_tip_has_its_words_and_the_keys_in_force_whatever_changes_first(make_window: Callable[..., ReviewWindow]):
    commands = make_window().commands
    undo = commands.all["edit.undo"]
    tips = [undo.toolTip()]

    commands.set_keys({"edit.undo": [Chord.parse("Ctrl+U")]})
    tips.append(undo.toolTip())
    commands.rename("edit.undo", "Undo: …", "Undo: Radius, level 5 (Ctrl+U)")
    commands.set_keys({"edit.undo": []})
    tips.append(undo.toolTip())

    assert [tip.rpartition(" ")[2] for tip in tips[:2]] == ["(Ctrl+Z)", "(Ctrl+U)"]
    assert tips[2] == "Undo: Radius, level 5 (Ctrl+U)"
