"""What of the film is seen is warped once, and windowed as often as needed."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from sample_hand import sample_radiograph

from bonage_desktop.app.film_greys import Greys
from bonage_desktop.app.film_image import PIXELS_WHILE_MOVING, FilmImage, FilmPicture, density_while_moving
from bonage_desktop.app.film_pixels import FilmPixels, Sampling
from bonage_desktop.app.viewpoint import Viewpoint

VIEW = (600, 400)


@pytest.fixture(scope="module")
def film() -> FilmPixels:
    """Four quarters: black and dark above, bright and white below."""
    quarters = np.array([[0, 60], [160, 255]], np.uint8).repeat(400, 0).repeat(300, 1)
    return FilmPixels.of(replace(sample_radiograph(), stored=quarters, pixels=(quarters / 255).astype(np.float32)))


@pytest.fixture
def table(film: FilmPixels) -> np.ndarray:
    return Greys(0.0, float(film.highest)).table(film)


def corners(picture: FilmPicture) -> list[int]:
    pixels = picture.pixels
    return [int(pixels[y, x]) for y in (3, -3) for x in (3, -3)]


def test_a_fitted_film_covers_its_part_of_the_view(film: FilmPixels, table: np.ndarray) -> None:
    picture = FilmImage(film).picture(Viewpoint.fitted(film.size, VIEW), 1.0, table)

    assert picture.place == QRectF(150, 0, 300, 400)
    assert (picture.image.width(), picture.image.height()) == (300, 400)
    assert corners(picture) == [0, 60, 160, 255]


def test_a_turned_film_is_seen_turned(film: FilmPixels, table: np.ndarray) -> None:
    picture = FilmImage(film).picture(Viewpoint.fitted(film.size, VIEW).rotated(1), 1.0, table)

    assert corners(picture) == [160, 0, 255, 60]


def test_a_mirrored_film_is_seen_mirrored(film: FilmPixels, table: np.ndarray) -> None:
    picture = FilmImage(film).picture(Viewpoint.fitted(film.size, VIEW).flipped_left_to_right(), 1.0, table)

    assert corners(picture) == [60, 0, 255, 160]


def test_of_an_enlarged_film_only_what_is_seen_is_drawn(film: FilmPixels, table: np.ndarray) -> None:
    picture = FilmImage(film).picture(Viewpoint.fitted(film.size, VIEW).zoomed(20, (300, 200)), 1.0, table)

    assert picture.place == QRectF(0, 0, *VIEW)


def test_a_film_out_of_sight_gives_no_picture(film: FilmPixels, table: np.ndarray) -> None:
    away = Viewpoint(film.size, VIEW, (-9000.0, 0.0), 1.0)

    assert FilmImage(film).picture(away, 1.0, table) is None


def test_windowing_does_not_warp_again(film: FilmPixels, table: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    warps = []
    real = FilmPixels.seen_through
    monkeypatch.setattr(FilmPixels, "seen_through", lambda *given: warps.append(1) or real(*given))
    image, viewpoint = FilmImage(film), Viewpoint.fitted(film.size, VIEW)

    for black in (0.0, 100.0, 200.0):
        image.picture(viewpoint, 1.0, Greys(black, 60_000.0).table(film))
    image.picture(viewpoint.panned((1, 1)), 1.0, table)

    assert len(warps) == 2


def test_the_same_picture_is_not_made_twice_and_another_is_not_mistaken_for_it(
    film: FilmPixels, table: np.ndarray
) -> None:
    image, viewpoint = FilmImage(film), Viewpoint.fitted(film.size, VIEW)
    first = image.picture(viewpoint, 1.0, table)

    again = image.picture(viewpoint, 1.0, table)
    inverted = image.picture(viewpoint, 1.0, 255 - table)
    enlarged = image.picture(viewpoint, 1.0, 255 - table, enlarged=2.0)
    mirrored = image.picture(viewpoint.flipped_left_to_right(), 1.0, table)
    away = image.picture(Viewpoint(film.size, VIEW, (-9000.0, 0.0), 1.0), 1.0, table)

    assert again is first
    assert corners(inverted) == [255, 195, 95, 0]
    assert enlarged.image.width() == 2 * inverted.image.width()
    assert corners(mirrored) == [60, 0, 255, 160]
    assert away is None


def test_a_dense_screen_gets_its_own_pixels(film: FilmPixels, table: np.ndarray) -> None:
    picture = FilmImage(film).picture(Viewpoint.fitted(film.size, VIEW), 2.0, table, Sampling.FINE)

    assert (picture.image.width(), picture.image.height()) == (600, 800)
    assert picture.image.deviceIndependentSize().toTuple() == (300, 400)


def test_coarse_sampling_is_enlarged_to_the_pixels_of_the_screen(film: FilmPixels, table: np.ndarray) -> None:
    picture = FilmImage(film).picture(Viewpoint.fitted(film.size, VIEW), 0.5, table, enlarged=2.0)

    assert (picture.image.width(), picture.image.height()) == (300, 400)
    assert corners(picture) == [0, 60, 160, 255]


def test_large_screens_are_sampled_coarser_while_moving_and_small_ones_are_not() -> None:
    assert density_while_moving((800, 600), 1.0) == 1.0
    coarse = density_while_moving((3840, 2160), 2.0)
    assert 3840 * 2160 * coarse**2 == pytest.approx(PIXELS_WHILE_MOVING)
