"""Only what is another than before is drawn again, and what comes of it is the whole picture."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtGui import QFont, QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication
from reviewed_sample import SIZE, attention_on, reviewed
from sample_hand import sample_radiograph

from bonage_desktop.app.film_greys import window_of
from bonage_desktop.app.film_letters import Fonts
from bonage_desktop.app.film_marks import Choice
from bonage_desktop.app.film_painter import FilmPainter
from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_scene import Shown
from bonage_desktop.app.film_view_modes import OverlayMode, Preset, StageView
from bonage_desktop.app.viewpoint import Viewpoint
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.facts import Facts

VIEW = (800, 600)
WHOLE = Viewpoint.fitted(SIZE, VIEW)
ELSEWHERE = {"viewpoint": WHOLE.rotated(1).zoomed(1.2, (400, 300)), "density": 2.0}
ATTENTION = attention_on((Bone.MC3, 0.4), (Bone.ULNA, 0.2), (Bone.PP5, 0.1))


@pytest.fixture
def fonts(qapp: QApplication) -> Fonts:
    return Fonts.beside(qapp.font())


@pytest.fixture(scope="module")
def film() -> FilmPixels:
    return FilmPixels.of(sample_radiograph())


def shown(film: FilmPixels, state: object, **changes: object) -> Shown:
    everything = Choice(OverlayMode.ALL, StageView.LEVELS, None, {}, shows_attention=True)
    whole = Shown(
        film=film,
        viewpoint=WHOLE,
        greys=window_of(film, Preset.DICOM),
        state=state,
        choice=everything,
        palm=None,
        ruler=None,
        loupe=None,
        density=1.0,
        is_moving=False,
        with_handles=False,
    )
    return replace(whole, **changes)


def paint(painter: FilmPainter, what: Shown, fonts: Fonts, over: QImage | None, part: QRegion | None) -> QImage:
    image = QImage(*VIEW, QImage.Format.Format_RGB32) if over is None else over.copy()
    brush = QPainter(image)
    if part is not None:
        brush.setClipRegion(part)
    painter.paint(brush, what, fonts)
    brush.end()
    return image


def area(region: QRegion) -> int:
    return sum(region[index].width() * region[index].height() for index in range(region.rectCount()))


def pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint32).copy()


@pytest.mark.parametrize("index", [0, 5, 9, 13])
@pytest.mark.parametrize("bone", [Bone.PP3, Bone.RADIUS])
def test_another_level_draws_a_small_part_anew_and_gives_the_whole_picture(film, fonts, bone, index) -> None:
    session = reviewed(attention=ATTENTION)
    before = shown(film, session.state)
    painter = FilmPainter(film)
    first = paint(painter, before, fonts, None, None)
    session.choose_level(Level(bone, min(index, bone.level_count - 1)))
    after = shown(film, session.state)

    part = painter.changed(after, fonts)
    mended = paint(painter, after, fonts, first, part)

    assert part is not None
    assert area(part) < 0.5 * VIEW[0] * VIEW[1]
    assert np.array_equal(pixels(mended), pixels(paint(FilmPainter(film), after, fonts, None, None)))


@pytest.mark.parametrize(
    "after",
    [
        attention_on((Bone.MC3, 0.35), (Bone.DP1, 0.3)),
        attention_on((Bone.PP3, 1.0)),
    ],
    ids=["others informed it", "none did"],
)
def test_shares_that_changed_leave_nothing_behind(film, fonts, after) -> None:
    painter = FilmPainter(film)
    first = paint(painter, shown(film, reviewed(attention=ATTENTION).state), fonts, None, None)
    then = shown(film, reviewed(attention=after).state)

    part = painter.changed(then, fonts)
    mended = paint(painter, then, fonts, first, part)

    assert np.array_equal(pixels(mended), pixels(paint(FilmPainter(film), then, fonts, None, None)))


def test_a_box_that_moves_leaves_no_share_behind(film, fonts) -> None:
    session = reviewed(attention=ATTENTION)
    painter = FilmPainter(film)
    first = paint(painter, shown(film, session.state), fonts, None, None)
    session.place_box(Bone.DP5, session.state.rows[Bone.MC3].roi.box)
    after = shown(film, session.state)

    part = painter.changed(after, fonts)
    mended = paint(painter, after, fonts, first, part)

    assert np.array_equal(pixels(mended), pixels(paint(FilmPainter(film), after, fonts, None, None)))


def test_the_same_review_again_draws_nothing(film, fonts) -> None:
    session = reviewed(attention=ATTENTION)
    painter = FilmPainter(film)
    paint(painter, shown(film, session.state), fonts, None, None)

    part = painter.changed(shown(film, session.state), fonts)

    assert part is not None
    assert part.isEmpty()


def test_what_was_never_painted_is_painted_whole(film, fonts) -> None:
    assert FilmPainter(film).changed(shown(film, reviewed().state), fonts) is None


@pytest.mark.parametrize(
    "change",
    [
        {"viewpoint": WHOLE.zoomed(2.0, (400, 300))},
        {"is_moving": True},
        {"with_handles": True},
        {"density": 2.0},
        {"state": None},
    ],
)
def test_a_look_from_elsewhere_is_painted_whole(film, fonts, change) -> None:
    painter = FilmPainter(film)
    before = shown(film, reviewed().state)
    paint(painter, before, fonts, None, None)

    assert painter.changed(replace(before, **change), fonts) is None


def test_the_words_in_the_corners_are_those_of_what_is_shown_now(film, fonts, qapp) -> None:
    session = reviewed(attention=ATTENTION)
    larger = QFont(qapp.font())
    larger.setPixelSize(18)
    whole = shown(film, session.state)
    looks = [(whole, fonts)]
    session.choose_sex(Sex.FEMALE)
    looks.append((shown(film, session.state), fonts))
    session.set_facts(Facts(birth_date=date(2015, 3, 4), study_date=date(2025, 3, 4), laterality=Laterality.RIGHT))
    looks.append((shown(film, session.state), fonts))
    session.select(None)
    looks.append((shown(film, session.state), fonts))
    seen = shown(film, session.state)
    looks += [(replace(seen, **{name: value}), fonts) for name, value in ELSEWHERE.items()]
    looks += [(replace(seen, greys=seen.greys.inverted()), fonts), (seen, Fonts.beside(larger)), (whole, fonts)]
    painter = FilmPainter(film)

    pictures = [pixels(paint(painter, *look, None, None)) for look in looks]

    for look, picture, before in zip(looks, pictures, [None, *pictures], strict=False):
        assert np.array_equal(picture, pixels(paint(FilmPainter(film), *look, None, None)))
        assert before is None or not np.array_equal(picture, before)


def test_other_greys_are_painted_whole(film, fonts) -> None:
    painter = FilmPainter(film)
    before = shown(film, reviewed().state)
    paint(painter, before, fonts, None, None)

    assert painter.changed(replace(before, greys=before.greys.inverted()), fonts) is None
