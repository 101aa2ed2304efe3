"""The average hand of the child's sex and bone age, beside the case."""

import pytest
from panels import boy_of_twelve, refused, review, shown
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bonage_desktop.app.average_hand import AverageHand
from bonage_desktop.app.sheet import Sheet
from bonage_desktop.installation import resources_dir
from bonage_desktop.reporting.atlas import Atlas


@pytest.fixture
def hand(app: QApplication, qtbot: QtBot) -> AverageHand:
    made = shown(qtbot, AverageHand, 424, 131)
    made.set_atlas(Atlas.load(resources_dir() / "atlas", None))
    made.show_state(review(boy_of_twelve()).state)
    return made


def test_it_is_as_high_as_the_place_and_says_that_it_has_no_scale(hand: AverageHand) -> None:
    assert hand.picture.height() >= 131 - 2 * 4
    assert hand.picture.width() == round(hand.picture.height() * 600 / 800)  # of the atlas' pictures
    assert "boys of bone age 10" in hand.about.text()
    assert "No scale: hands of different sizes were brought to one." in hand.about.text()


def test_it_is_seen_larger_at_a_click(hand: AverageHand) -> None:
    hand.larger.click()
    sheet = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Sheet))
    (picture,) = sheet.findChildren(QLabel)
    name = picture.accessibleName()
    sheet.close()

    assert name == hand.about.text()


def test_without_a_bone_age_there_is_nothing_to_enlarge(hand: AverageHand) -> None:
    hand.show_state(review(refused()).state)

    assert hand.larger.isHidden()
    assert hand.picture.image.isNull()
