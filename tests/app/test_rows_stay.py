"""The bones' rows stay where they are, whatever is said above them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from panels import button_of
from pretended_engine import PretendedEngine
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sample_hand import BOY, sample_findings

from bonage_desktop.app.sheet import Sheet
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.findings.notice import Notice
from bonage_desktop.standards.bones import Bone

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]
DOUBTS = (
    Notice("vision.roi_unsure", "Ulna was found with little certainty (43%): check its box and level."),
    Notice("vision.roi_at_edge", "The image ends close to the growth region of Radius: check that all of it is there."),
    Notice("vision.noisy", "The image is noisier than any hand that the networks learnt from: it was smoothed."),
)


def rows_of(window: ReviewWindow) -> list[tuple[QPoint, QSize]]:
    QApplication.processEvents()
    rows = window.places.bones.rows.values()
    return [(row.mapTo(window, QPoint(0, 0)), row.size()) for row in rows]


def confirm(window: ReviewWindow) -> None:
    window.desk.confirm_and_go_on()


def remove_a_box(window: ReviewWindow) -> None:
    window.desk.change(lambda session: session.remove_box(Bone.PP3))


@pytest.mark.parametrize("act", [lambda _: None, confirm, remove_a_box], ids=["read", "confirmed", "bone missing"])
def test_they_stay_whatever_is_doubtful_signed_or_missing(
    qtbot: QtBot, make_window: Make, open_case: Open, act: Callable[[ReviewWindow], None]
) -> None:
    notices: list[Notice] = []
    window = make_window(PretendedEngine(lambda _: sample_findings(notices=tuple(notices))))
    window.resize(1440, 900)
    open_case(window, BOY)
    places = [rows_of(window)]

    for doubt in DOUBTS:
        notices.append(doubt)
        window.desk.assess_again()
        qtbot.waitUntil(lambda: len(window.desk.session.state.notices) == len(notices), timeout=10_000)
        places.append(rows_of(window))
    act(window)
    places.append(rows_of(window))

    assert all(place == places[0] for place in places)
    assert {size.height() for _, size in places[0]} == {34}


def test_what_has_no_room_is_told_whole_at_a_click(qtbot: QtBot, make_window: Make, open_case: Open) -> None:
    window = make_window(PretendedEngine(lambda _: sample_findings(notices=DOUBTS)))
    open_case(window, BOY)
    result = window.places.result

    button_of(result, "2 more").click()
    sheet = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Sheet))
    told = [label.text() for label in sheet.findChildren(QLabel)]
    sheet.close()

    assert told == [f"? {doubt.message}" for doubt in DOUBTS]
