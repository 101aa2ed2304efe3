"""The study before beside the open one, and the radiograph in a window of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from panels import told
from pydicom import dcmread
from pytestqt.qtbot import QtBot
from sample_hand import SAMPLES

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import CaseState

Make = Callable[..., ReviewWindow]


@pytest.fixture
def studies(tmp_path: Path) -> tuple[Path, Path]:
    """Two studies of one boy: of 2026 and of a year before."""
    made: list[Path] = []
    for year in ("2026", "2025"):
        data = dcmread(SAMPLES / "male_120.dcm")
        data.StudyDate = f"{year}0115"
        data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = f"{data.SOPInstanceUID[:-4]}{year}"
        made.append(tmp_path / f"{year}.dcm")
        data.save_as(made[-1])
    return made[0], made[1]


@pytest.fixture
def window(qtbot: QtBot, make_window: Make, studies: tuple[Path, Path]) -> ReviewWindow:
    window = make_window()
    window.intents.open_paths(studies)
    qtbot.waitUntil(
        lambda: all(window.desk.case(number).state is CaseState.TO_REVIEW for number in (1, 2)), timeout=60_000
    )
    qtbot.waitUntil(lambda: window.film.viewpoint is not None, timeout=60_000)
    return window


def compare(qtbot: QtBot, window: ReviewWindow) -> None:
    window.commands.all["view.compare"].trigger()
    qtbot.waitUntil(lambda: window.places.prior_film.viewpoint is not None, timeout=60_000)


def test_the_study_before_stands_beside_with_the_same_zoom(qtbot: QtBot, window: ReviewWindow) -> None:
    compare(qtbot, window)

    window.film.zoom_by(2.0)

    film, before = window.film.viewpoint, window.places.prior_film.viewpoint
    assert window.places.prior_film.isVisible()
    assert before.to_view((0, 0)) != film.fitted(film.image, film.view).to_view((0, 0))
    middle = (film.image[0] / 2, film.image[1] / 2)
    shown = [place / side for place, side in zip(film.to_view(middle), film.view, strict=True)]
    beside = [place / side for place, side in zip(before.to_view(middle), before.view, strict=True)]
    assert beside == pytest.approx(shown, abs=0.02)


def test_each_film_says_which_study_it_is_and_alone_it_need_not(qtbot: QtBot, window: ReviewWindow) -> None:
    alone = told(window.places.films)
    compare(qtbot, window)

    assert alone == ""
    assert set(told(window.places.films).splitlines()) == {"This study, 2026-01-15", "Earlier, 2025-01-15"}


def test_an_earlier_film_whose_file_is_gone_says_so_in_its_place_and_what_to_do(
    qtbot: QtBot, window: ReviewWindow, studies: tuple[Path, Path]
) -> None:
    earlier = studies[1]
    earlier.unlink()
    window.commands.all["view.compare"].trigger()
    qtbot.waitUntil(lambda: "does not exist" in window.places.prior_film.words, timeout=60_000)

    words = window.places.prior_film.words
    assert words.startswith(f"{earlier} does not exist. Its levels are in the rows.")
    assert words.endswith("open it from where it lies now.")
    assert window.comparison.bones
    assert not window.places.messages.isVisible()


def test_with_letters_of_twice_the_size_nothing_is_pushed_out_of_a_small_window(
    qtbot: QtBot, make_window: Make, studies: tuple[Path, Path]
) -> None:
    window = make_window(scale=2.0)
    window.resize(1024, 700)
    window.intents.open_paths(studies)
    qtbot.waitUntil(
        lambda: all(window.desk.case(number).state is CaseState.TO_REVIEW for number in (1, 2)), timeout=60_000
    )
    qtbot.waitUntil(lambda: window.film.viewpoint is not None, timeout=60_000)

    compare(qtbot, window)

    right = window.places.right
    assert right.mapTo(window, right.rect().topRight()).x() < 1024


def test_a_bone_that_went_backwards_since_then_is_flagged_in_its_row(qtbot: QtBot, window: ReviewWindow) -> None:
    compare(qtbot, window)

    level = window.desk.case(1).reading.levels[Bone.RADIUS]
    window.desk.change(lambda session: session.choose_level(Level(Bone.RADIUS, level.index - 1)))

    assert window.comparison.bones[Bone.RADIUS].went_backwards
    assert not window.comparison.bones[Bone.ULNA].went_backwards


def test_the_curve_shows_a_ring_at_the_earlier_study(window: ReviewWindow) -> None:
    (study,) = window.places.curve.earlier

    assert study.years == pytest.approx(9.0, abs=0.02)
    assert study.score == window.desk.case(2).reading.score


def test_the_earlier_study_cannot_be_changed_where_it_is_compared_with(qtbot: QtBot, window: ReviewWindow) -> None:
    compare(qtbot, window)
    before = window.desk.case(2).reading

    window.places.prior_film.box_deleted.emit(Bone.DP5)

    assert window.desk.case(2).reading is before


def test_a_patient_without_an_earlier_study_is_told_so(qtbot: QtBot, window: ReviewWindow) -> None:
    window.desk.open(2)
    qtbot.waitUntil(lambda: window.desk.session.state is not None, timeout=60_000)

    window.commands.all["view.compare"].trigger()

    assert "No earlier study" in window.places.messages.message.text
    assert not window.places.prior_film.isVisible()


def test_the_torn_off_radiograph_keeps_its_keys_and_comes_back(qtbot: QtBot, window: ReviewWindow) -> None:
    window.commands.all["view.tear_off"].trigger()
    away = window.film.window()
    qtbot.waitExposed(away)
    names = {action.objectName() for action in away.actions()}

    window.commands.all["view.tear_off"].trigger()

    assert away is not window
    assert {"bone.level_up", "case.confirm"} <= names
    assert window.film.window() is window
    assert window.film.isVisible()
