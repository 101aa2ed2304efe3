"""The film holds what the file stored, bone bright, in copies of half the size each."""

from dataclasses import replace

import numpy as np
import pytest
from sample_hand import SAMPLES, sample_radiograph

from bonage_desktop.app.film_pixels import FilmPixels, crop, thumbnail
from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.imaging.read import Decoder


def radiograph_of(stored: np.ndarray, pixels: np.ndarray) -> Radiograph:
    return replace(sample_radiograph(), stored=stored, pixels=pixels.astype(np.float32))


@pytest.fixture(scope="module")
def twelve_bits() -> Radiograph:
    """3000 x 4000 values of 12 bits, brighter to the right."""
    stored = np.tile(np.linspace(0, 4095, 3000).astype(np.uint16), (4000, 1))
    return radiograph_of(stored, stored / np.float32(4095))


def test_a_film_says_which_stored_value_each_of_its_values_stands_for(twelve_bits: Radiograph) -> None:
    film = FilmPixels.of(twelve_bits)

    values = film.levels[0][0, [0, 1500, 2999]]
    assert [film.stored(value) for value in values] == pytest.approx(twelve_bits.stored[0, [0, 1500, 2999]])
    assert film.size == (3000, 4000)
    assert film.highest > 60_000  # the 12 bits use the whole range of 16


def test_each_copy_has_half_the_size_and_the_mean_of_the_one_before(twelve_bits: Radiograph) -> None:
    levels = FilmPixels.of(twelve_bits).levels

    assert [level.shape for level in levels] == [(4000, 3000), (2000, 1500), (1000, 750), (500, 375)]
    assert all(level.dtype == np.uint16 for level in levels)
    assert [level.mean() for level in levels] == pytest.approx([levels[0].mean()] * 4, rel=1e-3)


def test_a_film_stored_dark_for_bone_is_bone_bright() -> None:
    stored = np.array([[0, 100, 4000]], np.uint16)
    film = FilmPixels.of(radiograph_of(stored, 1 - stored / 4000))

    assert list(np.argsort(film.levels[0][0])) == [2, 1, 0]
    assert film.stored_per_value < 0
    assert [film.stored(value) for value in film.levels[0][0]] == pytest.approx([0, 100, 4000])


def test_padding_is_black_wherever_its_value_lies() -> None:
    stored = np.array([[10, 20, 30, 4000]], np.uint16)
    pixels = np.array([[0.1, 0.5, 1.0, 0.0]])  # 4000 fills the frame around the image and is shown black

    film = FilmPixels.of(radiograph_of(stored, pixels))

    assert film.levels[0][0, 3] == 0
    assert film.levels[0][0, 2] == film.highest


def test_pixels_that_do_not_follow_the_stored_values_are_shown_as_decoded() -> None:
    stored = np.array([[0, 1, 2]], np.uint8)

    film = FilmPixels.of(radiograph_of(stored, np.array([[0.5, 1.0, 0.25]])))

    assert list(film.levels[0][0]) == pytest.approx([32768, 65535, 16384], abs=1)


def test_what_was_put_away_makes_no_film() -> None:
    empty = replace(sample_radiograph(), pixels=np.empty((0, 0), np.float32), stored=np.empty((0, 0), np.uint8))

    with pytest.raises(ValueError, match="no pixels"):
        FilmPixels.of(empty)


def test_a_film_keeps_no_second_copy_of_the_radiograph(twelve_bits: Radiograph) -> None:
    assert FilmPixels.of(twelve_bits).about.pixels.size == 0


def test_an_enlarged_pixel_lies_where_its_corners_are() -> None:
    stored = np.zeros((8, 8), np.uint8)
    stored[2, 5] = 200
    film = FilmPixels.of(radiograph_of(stored, stored / 200))

    seen = film.seen_through(np.array([[10.0, 0, 0], [0, 10.0, 0]]), (80, 80))

    assert np.unravel_index(seen.argmax(), seen.shape) in {(24, 54), (24, 55), (25, 54), (25, 55)}


def test_a_shrunk_film_is_not_aliased(twelve_bits: Radiograph) -> None:
    checks = np.indices((4000, 3000)).sum(0) % 2 * np.uint16(4095)
    film = FilmPixels.of(radiograph_of(checks.astype(np.uint16), checks / np.float32(4095)))

    seen = film.seen_through(np.array([[0.1, 0, 0], [0, 0.1, 0]]), (300, 400))

    assert np.ptp(seen.astype(int)) < 0.05 * film.highest  # fine checks become an even grey


def test_a_shipped_dicom_and_its_picture_make_films_of_the_same_look() -> None:
    with Decoder() as decoder:
        films = [FilmPixels.of(decoder.read(SAMPLES / name)) for name in ("male_120.dcm", "male_120.png")]

    small = [film.file_curve[film.levels[-1]] for film in films]
    assert films[0].size == films[1].size
    assert float(np.abs(small[0] - small[1]).mean()) < 0.02


def test_a_thumbnail_is_as_long_as_asked_and_keeps_the_shape() -> None:
    assert thumbnail(sample_radiograph(), 60).shape == (60, 45)


def test_a_crop_is_upright_where_the_hand_lies_on_its_side() -> None:
    pixels = np.zeros((100, 100), np.float32)
    pixels[40:60, 60:64] = 1  # right of the middle: up, once the hand is turned to the left
    film = radiograph_of((pixels * 255).astype(np.uint8), pixels)

    cut = crop(film, Box(40, 40, 60, 60), 64, CanonicalTransform(-90.0, mirrored=False, inverted=False))

    rows, _ = np.nonzero(cut > 128)
    assert rows.max() < 32


def test_a_crop_of_a_large_bone_is_the_mean_of_its_pixels() -> None:
    checks = (np.indices((800, 800)).sum(0) % 2 * 255).astype(np.uint8)
    film = radiograph_of(checks, checks / 255)

    cut = crop(film, Box(100, 100, 700, 700), 64, None)

    assert np.ptp(cut[20:44, 20:44].astype(int)) < 16  # fine checks become an even grey


def test_a_crop_beyond_the_edge_is_black() -> None:
    assert not crop(sample_radiograph(), Box(5000, 5000, 5100, 5100), 32, None).any()
