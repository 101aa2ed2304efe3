"""The level strip: the bone beside the levels that it could have."""

import numpy as np
import pytest
from painted import painted
from panels import review, shown, spoken, told, without_bones
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bonage_desktop.app.fonts import load_fonts, text_font
from bonage_desktop.app.level_card import CHOSEN_BAR, LevelCard, LevelPicture
from bonage_desktop.app.level_strip import LevelStrip, first_card
from bonage_desktop.app.style import apply_theme
from bonage_desktop.app.theme import DARK, LIGHT, Theme
from bonage_desktop.app.wrapped_text import wrapped_lines
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.review import ReviewSession


@pytest.fixture
def strip(app: QApplication, qtbot: QtBot) -> LevelStrip:
    return shown(qtbot, lambda: LevelStrip(DARK), 800, 212)


@pytest.fixture
def session(strip: LevelStrip) -> ReviewSession:
    made = review()
    made.select(Bone.PP3)
    strip.show_state(made.state)
    return made


def cards(strip: LevelStrip) -> list[LevelCard]:
    return [card for card in strip.cards if card.isVisible()]


def levels(strip: LevelStrip) -> list[int]:
    return [card.content.choice.level.index for card in cards(strip)]


@pytest.mark.usefixtures("session")
def test_the_chosen_level_stands_between_its_neighbours(strip: LevelStrip) -> None:
    assert levels(strip) == [6, 7, 8]
    assert [card.content.is_chosen for card in cards(strip)] == [False, True, False]


def test_the_strip_is_as_high_as_the_drawing(strip: LevelStrip) -> None:
    assert strip.sizeHint().height() == 212


def test_a_card_says_points_age_probability_and_criterion(strip: LevelStrip, session: ReviewSession) -> None:
    session.choose_level(Level(Bone.PP3, 8))
    expected = session.state
    session.undo()

    words = cards(strip)[2].accessibleName()

    assert words.startswith("L6(0) · 8, 28 pt")  # resources/standards/rus_chn.json: PP III, boys
    assert f"→ {expected.bone_age.years:.1f} y" in words
    assert "model 0 %" in words
    assert "epiphysis caps the shaft on one side" in words


@pytest.mark.usefixtures("session")
def test_tip_and_description_hold_the_whole_criterion_and_whose_the_probability_is(strip: LevelStrip) -> None:
    card = cards(strip)[2]

    for words in (card.toolTip(), card.accessibleDescription()):
        assert card.content.criterion in words
        assert "Model: how probable the networks find this level by the image." in words


def test_a_click_chooses(strip: LevelStrip, session: ReviewSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.level_chosen) as chosen:
        qtbot.mouseClick(cards(strip)[2], Qt.MouseButton.LeftButton)

    assert chosen.args == [Level(Bone.PP3, 8)]


def test_a_click_on_the_chosen_level_says_nothing(strip: LevelStrip, session: ReviewSession, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(strip.level_chosen):
        qtbot.mouseClick(cards(strip)[1], Qt.MouseButton.LeftButton)


def test_the_keyboard_chooses_too(strip: LevelStrip, session: ReviewSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.level_chosen) as chosen:
        qtbot.keyClick(cards(strip)[0], Qt.Key.Key_Space)

    assert chosen.args == [Level(Bone.PP3, 6)]


def test_steps_go_one_level_up_and_down_and_end_at_the_ends(
    strip: LevelStrip, session: ReviewSession, qtbot: QtBot
) -> None:
    heard: list[int] = []
    strip.step.connect(heard.append)
    down, up = (
        next(one for one in strip.findChildren(type(strip.bone.reason)) if one.accessibleName() == name)
        for name in ("One level down", "One level up")
    )

    down.click()
    up.click()
    session.choose_level(Level(Bone.PP3, 12))
    strip.show_state(session.state)

    assert heard == [-1, 1]
    assert down.isEnabled()
    assert not up.isEnabled()


@pytest.mark.parametrize(
    ("centre", "count", "expected"), [(5, 3, 4), (0, 3, 0), (12, 3, 10), (1, 5, 0), (11, 5, 8), (6, 1, 6), (6, 13, 0)]
)
def test_the_first_card_keeps_the_chosen_level_in_the_middle_where_the_ends_allow(
    centre: int, count: int, expected: int
) -> None:
    assert first_card(centre, count, levels=13) == expected


def rows_of(card: LevelCard) -> np.ndarray:
    """Pixels of a card as it is drawn now, 0xRRGGBB (height, width)."""
    image = card.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return (np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF).reshape(image.height(), image.width()).copy()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_keyboard_on_a_card_does_not_look_like_a_choice(
    strip: LevelStrip, session: ReviewSession, theme: Theme
) -> None:
    strip.set_theme(theme)
    strip.activateWindow()
    beside, chosen = cards(strip)[0], cards(strip)[1]
    plain = rows_of(beside)

    beside.setFocus()
    ringed, middle = rows_of(beside), beside.height() // 2

    accent, words = (int(hue[1:], 16) for hue in (theme.model, theme.text))
    assert (ringed == accent).sum() == 0  # nothing of the choice's hue
    assert (rows_of(chosen)[middle, :CHOSEN_BAR] == accent).all()  # the bar of the choice, which a ring has not
    assert (ringed[:, 0] == plain[:, 0]).all()  # the frame is as before
    on_ring = ringed[20:-20, beside.width() - 4] == words
    assert 0.3 < on_ring.mean() < 0.9  # dashed
    assert not (plain[20:-20, beside.width() - 4] == words).any()


def test_the_chosen_card_with_the_keyboard_shows_both(strip: LevelStrip, session: ReviewSession) -> None:
    strip.activateWindow()
    card = cards(strip)[1]
    before = rows_of(card)

    card.setFocus()
    both = rows_of(card)

    accent, words = (int(hue[1:], 16) for hue in (DARK.model, DARK.text))
    assert (both[card.height() // 2, :CHOSEN_BAR] == accent).all()
    assert (both[20:-20, card.width() - 4] == words).any()
    assert not (before[20:-20, card.width() - 4] == words).any()


@pytest.mark.usefixtures("session")
def test_a_wider_strip_shows_more_levels(strip: LevelStrip, app: QApplication) -> None:
    strip.resize(1400, 212)
    app.processEvents()

    assert len(levels(strip)) >= 5
    assert len(levels(strip)) % 2 == 1
    assert levels(strip)[len(levels(strip)) // 2] == 7


def test_a_change_of_the_reader_can_be_given_a_reason(strip: LevelStrip, session: ReviewSession, qtbot: QtBot) -> None:
    before = strip.bone.reason.isVisible()
    session.choose_level(Level(Bone.PP3, 8))
    strip.show_state(session.state)
    asked = strip.bone.reason.text()

    with qtbot.waitSignal(strip.reason_asked):
        strip.bone.reason.click()
    session.give_reason(Bone.PP3, "caps")
    strip.show_state(session.state)

    assert not before
    assert asked == "Why?"
    assert strip.bone.reason.text() == "caps"


def test_without_a_sex_there_are_no_points_and_ages(strip: LevelStrip) -> None:
    from workflow.review_cases import case_of_unknown_sex

    strip.show_state(review(case_of_unknown_sex()).state)

    words = cards(strip)[0].accessibleName()
    assert " pt" not in words
    assert "→" not in words
    assert "%" in words


def test_grading_first_hides_what_the_model_thinks(strip: LevelStrip) -> None:
    session = review(grade_first=True)
    session.choose_level(Level(Bone.RADIUS, 8))
    session.select(Bone.RADIUS)

    strip.show_state(session.state)

    words = " ".join(card.accessibleName() for card in cards(strip))
    assert "%" not in words
    assert "→" not in words
    assert not any(card.content.is_models for card in cards(strip))
    assert strip.bone.reason.isHidden()
    assert levels(strip) == [7, 8, 9]


def test_a_confirmed_case_cannot_be_changed(strip: LevelStrip, session: ReviewSession) -> None:
    session.confirm()

    strip.show_state(session.state)

    assert not any(card.isEnabled() for card in cards(strip))


def test_without_a_bone_nothing_is_compared(strip: LevelStrip, session: ReviewSession) -> None:
    session.select(None)

    strip.show_state(session.state)

    assert cards(strip) == []
    assert "Select a bone" in told(strip)


def test_a_bone_that_was_not_found_says_so(strip: LevelStrip) -> None:
    session = review(without_bones(Bone.DP5))
    session.select(Bone.DP5)

    strip.show_state(session.state)

    assert strip.bone.accessibleName() == "Distal phalanx 5. The box was not found."
    assert len(cards(strip)) == 3


def test_the_magnified_bone_is_shown(strip: LevelStrip, session: ReviewSession) -> None:
    red = QImage(360, 360, QImage.Format.Format_RGB32)
    red.fill(0xFF0000)

    strip.set_magnified(red)

    seen = strip.bone.grab().toImage()
    assert seen.pixelColor(seen.width() // 2, seen.height() // 2).name() == "#ff0000"
    assert strip.bone.width() == strip.bone.height()
    assert strip.bone.accessibleName() == "Proximal phalanx 3, magnified"


def test_a_level_with_a_picture_shows_it_and_one_without_shows_no_hole(app: QApplication, qtbot: QtBot) -> None:
    green = QImage(128, 128, QImage.Format.Format_RGB32)
    green.fill(0x00FF00)
    picture = LevelPicture(green, "average of 40 hands")
    strip = shown(qtbot, lambda: LevelStrip(DARK, lambda level: picture if level.index == 7 else None), 800, 212)
    session = review()
    session.select(Bone.PP3)

    strip.show_state(session.state)

    with_picture, without = cards(strip)[1].grab().toImage(), cards(strip)[0].grab().toImage()
    assert with_picture.pixelColor(50, 50).name() == "#00ff00"
    assert without.pixelColor(30, 150).name() == DARK.field


def test_a_card_shows_the_picture_of_the_level_that_it_stands_for_now(app: QApplication, qtbot: QtBot) -> None:
    hues = [0xFF0000 + 16 * index for index in range(15)]
    images = [QImage(128, 128, QImage.Format.Format_RGB32) for _ in hues]
    for image, hue in zip(images, hues, strict=True):
        image.fill(hue)
    pictures = [LevelPicture(image, "average of 40 hands") for image in images]
    strip = shown(qtbot, lambda: LevelStrip(DARK, lambda level: pictures[level.index]), 800, 212)
    session = review()
    session.select(Bone.PP3)
    strip.show_state(session.state)
    seen: list[tuple[int, QColor]] = []

    for by in (1, 1, -1, 1):
        session.step_level(by)
        strip.show_state(session.state)
        seen += [(card.content.choice.level.index, card.grab().toImage().pixelColor(50, 50)) for card in cards(strip)]

    assert len({index for index, _ in seen}) > 3
    assert all(hue.rgb() & 0xFFFFFF == hues[index] for index, hue in seen)


def test_a_bone_whose_level_changes_is_not_drawn_again(
    app: QApplication, strip: LevelStrip, session: ReviewSession
) -> None:
    def step() -> None:
        session.step_level(+1)
        strip.show_state(session.state)

    def go_on() -> None:
        session.select(Bone.MC1)
        strip.show_state(session.state)

    step()  # from now on a reason can be given

    assert painted(app, [strip.bone], step) == {}
    assert strip.bone in painted(app, [strip.bone], go_on)


def test_criteria_and_names_are_in_the_language_of_the_window(app: QApplication, qtbot: QtBot) -> None:
    session = review()
    session.select(Bone.MC3)
    with spoken(app, Language.ZH):
        strip = shown(qtbot, lambda: LevelStrip(DARK), 800, 212)

        strip.show_state(session.state)

        assert strip.bone.accessibleName().startswith("第三掌骨")
        assert "桡侧缘" in cards(strip)[0].accessibleName()


def test_another_sex_gives_other_points(strip: LevelStrip, session: ReviewSession) -> None:
    boys = cards(strip)[1].accessibleName()
    session.choose_sex(Sex.FEMALE)

    strip.show_state(session.state)

    assert cards(strip)[1].accessibleName() != boys


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_cards_have_room_for_level_and_age_at_every_size(app: QApplication, qtbot: QtBot, scale: float) -> None:
    load_fonts(scale)
    apply_theme(app, LIGHT)
    strip = shown(qtbot, lambda: LevelStrip(LIGHT), 800, 212)
    session = review()
    session.select(Bone.RADIUS)

    strip.show_state(session.state)
    app.processEvents()

    needed = QFontMetrics(text_font(scale)).horizontalAdvance("209 pt → 11.9 y")
    assert cards(strip)
    assert all(card.width() >= needed for card in cards(strip))
    assert all(card.geometry().right() < strip.width() for card in cards(strip))


def test_long_words_are_wrapped_and_end_in_an_ellipsis(app: QApplication) -> None:
    words = "epiphysis at least half as wide as the shaft end, lateral end thicker and round, medial end tapered"

    lines = wrapped_lines(words, text_font(), 160, 3)

    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert words.startswith(lines[0])
    assert all(QFontMetrics(text_font()).horizontalAdvance(line) <= 162 for line in lines)
    assert wrapped_lines(words, text_font(), 160, 0) == ()
