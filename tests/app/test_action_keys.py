"""The keys of the window's table, as the settings' shortcuts see them."""

from bonage_desktop.app.actions import actions
from bonage_desktop.workflow.shortcuts import Chord, conflicts


def test_every_key_of_the_table_is_one_that_a_reader_could_give():
    assert [(action.name, key) for action in actions() for key in action.keys if str(Chord.parse(key)) != key] == []


def test_no_two_actions_of_the_table_have_one_key():
    assert conflicts({action.name: tuple(map(Chord.parse, action.keys)) for action in actions()}) == ()
