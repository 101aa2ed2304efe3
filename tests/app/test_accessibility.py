"""Everything can be reached with the keyboard, and everything that is reached says what it is."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from controls import controls_in, described, name_of, places_of, walked
from pretended_engine import PretendedEngine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sample_hand import BOY, GIRL, sample_findings
from workflow.review_cases import NO_HAND

from bonage_desktop.app.message_bar import Message, Remedy, Tone
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import CaseState

Open = Callable[[ReviewWindow, Path], None]
Make = Callable[..., ReviewWindow]
Bring = Callable[[str], ReviewWindow]
STATES = ("empty", "changed", "sex missing", "refused", "bone missing", "confirmed")
TABS = {"curve": 0, "growth": 1, "findings": 2}


@pytest.fixture
def window_in(qtbot: QtBot, make_window: Make, open_case: Open) -> Bring:
    """A window in one of the states, with everything open that can be open at once."""

    def bring(state: str) -> ReviewWindow:
        refused = PretendedEngine(lambda _: sample_findings(rejection=NO_HAND, rois={}, grades={}))
        window = make_window(refused if state == "refused" else PretendedEngine())
        if state != "empty":
            open_case(window, GIRL if state == "sex missing" else BOY)
        match state:
            case "changed":
                window.intents.step_level(+1)
            case "bone missing":
                window.desk.change(lambda session: session.remove_box(Bone.DP5))
            case "confirmed":
                window.desk.confirm_and_go_on()
            case _:
                pass
        if state != "confirmed":
            window.intents.edit_facts()
        window.say(Message("Something happened.", "Do this.", Tone.TROUBLE, (Remedy("Mend it", lambda: None),)))
        QApplication.processEvents()
        return window

    return bring


@pytest.fixture
def whole_window(window_in: Bring) -> ReviewWindow:
    """A corrected case, facts and message open: the most controls that there are at once."""
    return window_in("changed")


@pytest.mark.parametrize("tab", TABS)
def test_tab_goes_from_the_radiograph_over_every_control_and_back(whole_window: ReviewWindow, tab: str) -> None:
    whole_window.places.curve.setCurrentIndex(TABS[tab])

    met = walked(whole_window, Qt.Key.Key_Tab)

    missed = [described(control) for control in controls_in(whole_window) if control not in met]
    assert missed == []
    assert len(met) > 40  # 13 levels, 13 ticks, tools, cards, facts, buttons


def test_backtab_goes_the_same_way_backwards(whole_window: ReviewWindow) -> None:
    forwards = walked(whole_window, Qt.Key.Key_Tab)

    backwards = walked(whole_window, Qt.Key.Key_Backtab)

    assert backwards == [forwards[0], *reversed(forwards[1:])]


@pytest.mark.parametrize("state", STATES)
def test_every_control_says_what_it_is_in_every_state(window_in: Bring, state: str) -> None:
    window = window_in(state)

    for number in TABS.values():
        window.places.curve.setCurrentIndex(number)
        nameless = [described(control) for control in controls_in(window) if not name_of(control).strip()]
        assert nameless == []


@pytest.mark.parametrize("state", STATES)
def test_no_two_controls_of_one_place_have_one_name(window_in: Bring, state: str) -> None:
    window = window_in(state)

    for number in TABS.values():
        window.places.curve.setCurrentIndex(number)
        for place, widget in places_of(window).items():
            times = Counter(name_of(control) for control in controls_in(widget))
            assert {name: count for name, count in times.items() if count > 1} == {}, place


@pytest.mark.parametrize("state", ["sex missing", "refused", "bone missing"])
def test_what_is_missing_can_be_given_with_the_keyboard(window_in: Bring, state: str) -> None:
    wanted = {
        "sex missing": "The child is female",
        "refused": "Place bones by hand",
        "bone missing": "Place the box of Dist. phalanx 5",
    }
    window = window_in(state)

    names = [name_of(control) for control in walked(window, Qt.Key.Key_Tab)]

    assert wanted[state] in names


def test_the_places_together_hold_every_control(whole_window: ReviewWindow) -> None:
    held = {id(control) for place in places_of(whole_window).values() for control in controls_in(place)}

    homeless = [described(control) for control in controls_in(whole_window) if id(control) not in held]

    assert homeless == []


def test_f6_walks_every_place_that_is_shown_and_comes_back(whole_window: ReviewWindow) -> None:
    whole_window.film.setFocus()
    shown = places_of(whole_window)

    visited = [next_place(whole_window) for _ in shown]

    assert visited[-1] == "radiograph"
    assert sorted(visited) == sorted(shown)


def test_f6_passes_by_what_is_folded_away(whole_window: ReviewWindow) -> None:
    whole_window.resize(1024, 700)
    QApplication.processEvents()
    whole_window.film.setFocus()
    shown = places_of(whole_window)

    visited = [next_place(whole_window) for _ in shown]

    assert not {"cases", "level strip"} & set(shown)
    assert sorted(visited) == sorted(shown)


def test_the_keyboard_confirms_with_the_button_that_says_so(qtbot: QtBot, whole_window: ReviewWindow) -> None:
    button = next(control for control in walked(whole_window, Qt.Key.Key_Tab) if "Confirm case" in name_of(control))

    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)

    assert whole_window.desk.case(1).state is CaseState.CONFIRMED


def next_place(window: ReviewWindow) -> str:
    """Where F6 brings the keyboard."""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    held = QApplication.focusWidget()
    return next(name for name, place in places_of(window).items() if place is held or place.isAncestorOf(held))
