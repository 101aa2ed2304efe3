"""Keys of a reader's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.shortcuts import (
    Chord,
    Conflict,
    Modifier,
    Shortcut,
    check_shortcuts,
    conflicts,
    effective_keys,
)


def keys(*texts: str) -> tuple[Chord, ...]:
    return tuple(map(Chord.parse, texts))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ctrl+Shift+Z", "Ctrl+Shift+Z"),
        ("shift + ctrl + z", "Ctrl+Shift+Z"),
        ("Ctrl++", "Ctrl++"),
        ("ctrl+-", "Ctrl+-"),
        ("+", "+"),
        ("]", "]"),
        ("?", "?"),
        ("w", "W"),
        ("ß", "ß"),
        ("ö", "Ö"),
        ("Delete", "Del"),
        ("escape", "Esc"),
        ("ctrl+pagedown", "Ctrl+PgDown"),
        ("f11", "F11"),
        (" Return ", "Return"),
        ("Ctrl+Up", "Ctrl+Up"),
        ("alt+0", "Alt+0"),
        ("Meta+Alt+A", "Meta+Alt+A"),
    ],
)
def test_a_key_is_read_as_people_write_it_and_written_as_qt_does(written, meant):
    assert str(Chord.parse(written)) == meant


@pytest.mark.parametrize(
    "written",
    ["", " ", "Ctrl", "Ctrl+", "Ctrl+Ctrl+A", "Strg+A", "++", "F36", "AB", "Ctrl+K, Ctrl+C", "\n", "\0", "A+Ctrl"],
)
def test_what_is_no_key_is_refused(written):
    with pytest.raises(WorkflowError, match="is no key") as caught:
        Chord.parse(written)

    assert caught.value.code == "workflow.shortcut_invalid"


@pytest.mark.parametrize("written", ["Up", "down", "Space", "Tab", "0", "9"])
def test_a_key_that_the_window_needs_is_refused_by_itself(written):
    with pytest.raises(WorkflowError, match="is needed by the window itself"):
        Chord.parse(written)


def test_modifiers_have_one_order():
    with pytest.raises(WorkflowError, match="out of order"):
        Chord((Modifier.SHIFT, Modifier.CTRL), "A")


@given(st.text(max_size=20))
def test_any_text_is_a_key_that_reads_back_as_itself_or_is_refused(text):
    try:
        chord = Chord.parse(text)
    except WorkflowError:
        return

    assert Chord.parse(str(chord)) == chord


@pytest.mark.parametrize("action", ["", "Bone Up", "bone.", "..", "x" * 61])
def test_a_name_that_no_action_has_is_refused(action):
    with pytest.raises(WorkflowError, match="is no name of an action"):
        Shortcut(action, keys("A"))


def test_an_action_has_a_key_once():
    with pytest.raises(WorkflowError, match=r"'bone\.level_up' has the same key twice"):
        Shortcut("bone.level_up", keys("A", "a"))


def test_a_key_of_two_actions_is_a_conflict():
    table = {"undo": keys("Ctrl+Z"), "zoom": keys("Z", "Ctrl+Z"), "fit": keys("F"), "find": keys("F", "Z")}

    assert conflicts(table) == (
        Conflict(Chord.parse("Ctrl+Z"), ("undo", "zoom")),
        Conflict(Chord.parse("Z"), ("zoom", "find")),
        Conflict(Chord.parse("F"), ("fit", "find")),
    )


def test_keys_that_are_each_one_actions_are_no_conflict():
    check_shortcuts([Shortcut("undo", keys("Ctrl+Z")), Shortcut("redo", keys("Ctrl+Y", "Ctrl+Shift+Z"))])


def test_two_shortcuts_with_one_key_are_refused():
    with pytest.raises(WorkflowError, match=r"^Ctrl\+Z is the key of undo and zoom\.$") as caught:
        check_shortcuts([Shortcut("undo", keys("Ctrl+Z")), Shortcut("zoom", keys("ctrl+z"))])

    assert caught.value.code == "workflow.shortcut_taken"


def test_two_lists_of_keys_for_one_action_are_refused():
    with pytest.raises(WorkflowError, match="An action has its keys twice"):
        check_shortcuts([Shortcut("undo", keys("A")), Shortcut("undo", keys("B"))])


def test_the_readers_keys_replace_an_actions_own_and_are_taken_from_others():
    defaults = {"zoom": keys("Z"), "undo": keys("Ctrl+Z"), "redo": keys("Ctrl+Y", "Ctrl+Shift+Z"), "fit": keys("F")}

    in_force = effective_keys(defaults, [Shortcut("undo", keys("Z", "Ctrl+Y")), Shortcut("fit", ())])

    assert in_force.keys == {"zoom": (), "undo": keys("Z", "Ctrl+Y"), "redo": keys("Ctrl+Shift+Z"), "fit": ()}
    assert in_force.taken == {"zoom": keys("Z"), "redo": keys("Ctrl+Y")}
    assert in_force.unknown == ()


def test_two_actions_may_exchange_their_keys():
    defaults = {"up": keys("]"), "down": keys("[")}

    in_force = effective_keys(defaults, [Shortcut("up", keys("[")), Shortcut("down", keys("]"))])

    assert in_force.keys == {"up": keys("["), "down": keys("]")}
    assert in_force.taken == {}


def test_keys_for_an_action_that_is_not_there_are_kept_out_of_force():
    in_force = effective_keys({"fit": keys("F")}, [Shortcut("flap", keys("F"))])

    assert in_force.keys == {"fit": keys("F")}
    assert in_force.unknown == ("flap",)


@given(st.dictionaries(st.sampled_from("abcd"), st.sets(st.sampled_from(["A", "B", "C", "Ctrl+A"]))), st.data())
def test_whatever_a_reader_chooses_no_key_in_force_belongs_to_two_actions(chosen, data):
    defaults = {"a": keys("A"), "b": keys("B", "Ctrl+A"), "c": keys("C"), "d": ()}
    shortcuts = [Shortcut(action, keys(*sorted(its))) for action, its in chosen.items()]
    if conflicts({shortcut.action: shortcut.keys for shortcut in shortcuts}):
        with pytest.raises(WorkflowError):
            check_shortcuts(shortcuts)
        return

    assert conflicts(effective_keys(defaults, shortcuts).keys) == ()
