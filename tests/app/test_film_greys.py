"""Window and level: which values are black and which white."""

from dataclasses import replace

import numpy as np
import pytest
from sample_hand import sample_radiograph

from bonage_desktop.app.film_greys import Greys, window_of
from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_view_modes import Preset


@pytest.fixture(scope="module")
def film() -> FilmPixels:
    return FilmPixels.of(sample_radiograph())


def test_values_between_black_and_white_are_greys_in_proportion(film: FilmPixels) -> None:
    table = Greys(1000.0, 2000.0).table(film)

    assert [int(table[value]) for value in (0, 1000, 1500, 2000, 65535)] == [0, 0, 128, 255, 255]


def test_an_inverted_window_exchanges_black_and_white(film: FilmPixels) -> None:
    greys = Greys(1000.0, 2000.0)

    assert np.array_equal(greys.inverted().table(film), 255 - greys.table(film))
    assert greys.inverted().inverted() == greys


def test_a_drag_to_the_right_widens_and_one_up_brightens(film: FilmPixels) -> None:
    greys = Greys(1000.0, 3000.0)

    assert greys.dragged(100, 0).width > greys.width
    assert greys.dragged(100, 0).centre == pytest.approx(greys.centre)
    assert greys.dragged(0, 100).table(film)[2000] > greys.table(film)[2000]
    assert greys.dragged(50, 0).dragged(-50, 0).width == pytest.approx(greys.width)


@pytest.mark.parametrize("right", [-1e5, 1e4])
def test_no_drag_makes_a_window_empty_or_endless(right: float) -> None:
    width = Greys(1000.0, 3000.0).dragged(right, 0).width

    assert 16 <= width <= 4 * 65536


def test_the_files_own_window_shows_what_the_file_asks_for(film: FilmPixels) -> None:
    radiograph = sample_radiograph()

    shown = window_of(film, Preset.DICOM).table(film)[film.levels[0]]

    assert np.abs(shown - radiograph.pixels * 255).max() <= 1


def test_a_drag_leaves_the_files_curve_near_where_it_was() -> None:
    bent = np.arange(256, dtype=np.uint8).reshape(16, 16)
    film = FilmPixels.of(replace(sample_radiograph(), stored=bent, pixels=((bent / 255.0) ** 2).astype(np.float32)))
    filed = window_of(film, Preset.DICOM)

    dragged = filed.dragged(0, 0)

    assert filed.is_as_filed
    assert not dragged.is_as_filed
    apart = np.abs(dragged.table(film).astype(int) - filed.table(film))[: film.highest]
    assert apart.max() <= 65  # a straight line and a square between the same ends: at most a quarter of 255


def test_full_range_uses_every_value_of_the_image(film: FilmPixels) -> None:
    table = window_of(film, Preset.FULL).table(film)

    assert (table[0], table[film.highest]) == (0, 255)


def test_bone_darkens_soft_tissue_and_soft_tissue_brightens_it(film: FilmPixels) -> None:
    full, bone, soft = (window_of(film, preset) for preset in (Preset.FULL, Preset.BONE, Preset.SOFT))
    skin = 20_000

    assert bone.table(film)[skin] < full.table(film)[skin] < soft.table(film)[skin]


@pytest.mark.parametrize("preset", list(Preset))
def test_an_even_image_has_a_window_too(preset: Preset) -> None:
    even = replace(
        sample_radiograph(), stored=np.full((64, 64), 7, np.uint8), pixels=np.full((64, 64), 0.5, np.float32)
    )

    assert window_of(FilmPixels.of(even), preset).width > 0
