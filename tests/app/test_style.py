"""Both themes can be read: contrast by WCAG 2.2, nothing clipped when the text grows."""

import re

import pytest
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from bonage_desktop.app.fonts import load_fonts
from bonage_desktop.app.style import apply_theme, icons_dir, palette
from bonage_desktop.app.style_sheet import style_sheet
from bonage_desktop.app.theme import DARK, FILM, LIGHT, Theme

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
READABLE = 4.5  # WCAG 2.2, 1.4.3, text of normal size
VISIBLE = 3.0  # WCAG 2.2, 1.4.11, what is no text


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_of_black_and_white_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@THEMES
@pytest.mark.parametrize("ground", ["panel", "field"])
@pytest.mark.parametrize("words", ["text", "quiet", "model", "reader", "doubt", "fine"])
def test_words_can_be_read_on_every_ground(theme: Theme, words: str, ground: str) -> None:
    assert contrast(getattr(theme, words), getattr(theme, ground)) >= READABLE


@THEMES
def test_words_on_the_filled_button_can_be_read(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.model) >= READABLE


@THEMES
def test_the_ring_around_what_has_the_focus_is_seen(theme: Theme) -> None:
    assert contrast(theme.model, theme.panel) >= VISIBLE
    assert contrast(theme.text, theme.model) >= VISIBLE or contrast(theme.text, theme.panel) >= VISIBLE


@pytest.mark.parametrize("words", [FILM.text, FILM.quiet])
def test_words_on_the_film_can_be_read(words: str) -> None:
    assert contrast(words, "#000000") >= READABLE


@THEMES
def test_the_style_sheet_has_no_colour_that_is_not_the_themes(theme: Theme) -> None:
    own = {getattr(one, name) for one in (theme, FILM) for name in Theme.__slots__} | {"#000000"}

    used = set(re.findall(r"#[0-9a-f]{6}\b", style_sheet(theme, 13, icons_dir())))

    assert used <= own


@THEMES
def test_every_picture_of_the_style_sheet_is_shipped(theme: Theme) -> None:
    named = re.findall(r'url\("([^"]+)"\)', style_sheet(theme, 13, icons_dir()))

    assert named
    assert all((icons_dir() / name.rsplit("/", 1)[-1]).is_file() for name in named)


@THEMES
def test_qt_draws_with_the_themes_colours(app: QApplication, theme: Theme) -> None:
    apply_theme(app, theme)

    assert app.palette().color(QPalette.ColorRole.Window).name() == theme.panel
    assert app.palette().color(QPalette.ColorRole.Text).name() == theme.text
    assert app.styleSheet().count(theme.model) > 5


@THEMES
def test_what_cannot_be_used_now_is_quiet(theme: Theme) -> None:
    made = palette(theme)

    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name() == theme.quiet


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", ["", "quiet", "caption", "age", "pill", "researchPill", "headline"])
def test_labels_have_room_for_their_text_at_every_size(app: QApplication, name: str, scale: float) -> None:
    load_fonts(scale)
    apply_theme(app, DARK)
    label = QLabel("Research use only, 13 Äg")
    label.setObjectName(name)

    label.ensurePolished()

    needed = QFontMetrics(label.font())
    assert label.sizeHint().width() >= needed.horizontalAdvance(label.text())
    assert label.sizeHint().height() >= needed.height()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_buttons_and_lists_have_room_for_their_text_at_every_size(app: QApplication, scale: float) -> None:
    load_fonts(scale)
    apply_theme(app, DARK)
    button = QPushButton("Confirm case")
    choice = QComboBox()
    choice.addItem("Needs the reader")

    button.ensurePolished()
    choice.ensurePolished()

    text = QFontMetrics(button.font())
    assert button.sizeHint().width() >= text.horizontalAdvance(button.text()) + 20
    assert choice.sizeHint().width() >= text.horizontalAdvance("Needs the reader") + 20
    assert min(button.sizeHint().height(), choice.sizeHint().height()) >= text.height()


def test_digits_keep_one_width_where_the_style_sheet_sets_the_size(app: QApplication) -> None:
    apply_theme(app, DARK)
    label = QLabel("11.1")
    label.setObjectName("age")

    label.ensurePolished()

    letters = QFontMetrics(label.font())
    assert letters.horizontalAdvance("1111") == letters.horizontalAdvance("8888")


def test_a_theme_needs_an_application() -> None:
    with pytest.raises(ValueError, match="application"):
        apply_theme(None, DARK)
