"""The window's letters are shipped: Latin, Greek, signs and Simplified Chinese, with digits of one width."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication

from bonage_desktop.app.fonts import FAMILIES, FontError, load_fonts, text_font
from bonage_desktop.installation import resources_dir

FONTS = resources_dir() / "fonts"


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before = qapp.font()
    yield qapp
    qapp.setProperty("bonage_fonts", None)
    qapp.setFont(before)


def test_the_application_writes_in_inter_of_thirteen_pixels(app: QApplication) -> None:
    load_fonts()

    assert QFontInfo(app.font()).family() == "Inter"
    assert QFontInfo(app.font()).pixelSize() == 13


def test_loading_twice_adds_no_second_copy(app: QApplication) -> None:
    load_fonts()
    styles = QFontDatabase.styles("Inter")

    load_fonts()

    assert QFontDatabase.styles("Inter") == styles
    assert set(styles) >= {"Regular", "SemiBold", "Bold"}


@pytest.mark.parametrize(("scale", "pixels"), [(1.0, 13), (1.5, 20), (2.0, 26), (3.0, 26), (0.5, 13)])
def test_text_grows_to_twice_its_size_and_no_further(app: QApplication, scale: float, pixels: int) -> None:
    load_fonts(scale)

    assert QFontInfo(app.font()).pixelSize() == pixels


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold])
def test_all_digits_have_one_width(app: QApplication, weight: QFont.Weight) -> None:
    load_fonts()
    font = text_font()
    font.setWeight(weight)

    widths = {QFontMetrics(font).horizontalAdvance(digit * 10) for digit in "0123456789"}

    assert len(widths) == 1


@pytest.mark.parametrize("sign", "aéñßΩμ0½²·…–—−±×≈≤≥←→↑↓↵↶↷●▲▼▾✓✎⚠ℹ🔒第三掌骨骺线，。：（）")
def test_every_sign_that_the_window_writes_is_in_a_shipped_file(sign: str) -> None:
    files = [*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")]

    has = [file.name for file in files if QRawFont(str(file), 13.0).supportsCharacter(ord(sign))]

    assert has


def test_every_file_is_small_enough_for_the_repository_and_has_its_licence_beside_it() -> None:
    files = [*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")]

    assert len(files) >= len(FAMILIES)
    assert max(file.stat().st_size for file in files) < 3_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_missing_fonts_are_named(app: QApplication, tmp_path: Path) -> None:
    app.setProperty("bonage_fonts", None)

    with pytest.raises(FontError, match="Inter, Noto Sans SC") as told:
        load_fonts(folder=tmp_path)

    assert told.value.code == "app.fonts_missing"
