"""Turned, mirrored, resampled, cropped, framed: held against geometry done by hand."""

import numpy as np
import pytest

from bonage_desktop.findings.roi import Box
from bonage_desktop.training.geometry_changes import (
    Bars,
    Border,
    EmptyPage,
    Mirroring,
    PalmCrop,
    Resampling,
    Rotation,
)
from bonage_desktop.training.picture import Picture


def centre_of(grey, height: int, width: int):
    top, left = (grey.shape[0] - height) // 2, (grey.shape[1] - width) // 2
    return grey[top : top + height, left : left + width]


@pytest.mark.parametrize("degrees", [5, 30, 90, 135, 180, 270, 345])
def test_turning_on_by_the_rest_of_the_circle_gives_the_picture_back(hill, degrees):
    there = Rotation(degrees).applied(hill)
    back = Rotation(360 - degrees).applied(there)

    shown = centre_of(back.grey, *hill.grey.shape).astype(int)
    assert np.abs(shown - hill.grey).mean() < 2


def test_a_turn_is_clockwise():
    picture = Picture(np.zeros((40, 40), np.uint8), None)
    picture.grey[:5, 18:22] = 255  # a pointer at the top

    # its middle lies 17.5 pixels above the centre of the picture, and the canvas has sides of 40, 57 and 55 pixels
    for degrees, (row, column) in {90: (19, 37), 45: (16, 40), 30: (12, 36)}.items():
        turned = Rotation(degrees).applied(picture).grey
        assert turned[row, column] > 200, degrees


@pytest.mark.parametrize(("degrees", "size"), [(90, (60, 90)), (180, (90, 60)), (45, (107, 107)), (30, (108, 97))])
def test_the_canvas_grows_until_nothing_is_cut(degrees, size):
    white = Picture(np.full((90, 60), 200, np.uint8), None)
    white.grey[[0, -1]] = white.grey[:, [0, -1]] = 30

    turned = Rotation(degrees).applied(white)

    assert turned.grey.shape == size  # 90 cos + 60 sin by 60 cos + 90 sin, rounded up
    assert turned.grey.astype(int).sum() - 30 * turned.grey.size == pytest.approx(88 * 58 * 170, rel=0.01)


def test_new_corners_are_as_dark_as_the_film_around_the_hand(hill):
    hill.grey[-1, 20:30] = 250  # the forearm reaches the edge

    turned = Rotation(45).applied(hill)

    assert turned.grey[0, 0] == turned.grey[-1, -1] == 20


def test_a_mirrored_picture_has_its_columns_in_reverse_and_mirrors_back(hill):
    mirrored = Mirroring().applied(hill)

    assert mirrored.grey[12].tolist() == hill.grey[12].tolist()[::-1]
    assert (Mirroring().applied(mirrored).grey == hill.grey).all()


@pytest.mark.parametrize(
    ("percent", "size"), [(25, (22, 15)), (50, (45, 30)), (75, (68, 45)), (150, (135, 90)), (200, (180, 120))]
)
def test_resampling_keeps_the_shape_and_the_brightness(hill, percent, size):
    resampled = Resampling(percent).applied(hill)

    assert resampled.grey.shape == size
    assert resampled.grey.mean() == pytest.approx(hill.grey.mean(), abs=1)


def test_half_the_size_averages_four_pixels():
    picture = Picture(np.array([[10, 30, 0, 0], [20, 40, 0, 200]], np.uint8), None)

    assert Resampling(50).applied(picture).grey.tolist() == [[25, 50]]


def test_the_crop_holds_the_hand_and_two_percent_around_it(hill):
    palm = Box(10, 20, 40, 80)  # 30 × 60: margins of 0.6 and 1.2 pixels

    cropped = PalmCrop(0.02).applied(Picture(hill.grey, palm))

    assert (cropped.grey == hill.grey[18:82, 9:41]).all()


def test_the_crop_ends_where_the_picture_does(hill):
    cropped = PalmCrop(0.02).applied(Picture(hill.grey, Box(0, 0, 60, 90)))

    assert (cropped.grey == hill.grey).all()


def test_a_hand_that_was_moved_cannot_be_cropped_to(hill):
    moved = Mirroring().applied(Picture(hill.grey, Box(10, 20, 40, 80)))

    with pytest.raises(ValueError, match="where its hand is"):
        PalmCrop(0.02).applied(moved)


@pytest.mark.parametrize("level", [0, 255])
def test_a_border_is_a_tenth_of_the_longer_side_all_around(hill, level):
    framed = Border(0.1, level).applied(hill).grey

    assert framed.shape == (108, 78)
    assert (framed[9:-9, 9:-9] == hill.grey).all()
    assert set(np.unique(framed[:9])) == {level}


@pytest.mark.parametrize(("height", "width", "size"), [(90, 60, (90, 160)), (90, 320, (180, 320))])
def test_letterboxing_gives_the_shape_of_a_screen(height, width, size):
    boxed = Bars(16, 9).applied(Picture(np.full((height, width), 90, np.uint8), None)).grey

    assert boxed.shape == size
    assert (centre_of(boxed, height, width) == 90).all()
    assert (boxed == 90).sum() == height * width


@pytest.mark.parametrize(("level", "seen"), [(None, 20), (235, 235)])
def test_an_empty_page_lies_on_the_right(hill, level, seen):
    both = EmptyPage(level).applied(hill).grey

    assert both.shape == (90, 120)
    assert (both[:, :60] == hill.grey).all()
    assert (both[:, 60:] == seen).all()
