"""Labels beside the hand: on which side, at what height, on a dark plate."""

import numpy as np
import pytest
from drawn_pictures import pixels_of
from sample_hand import sample_findings, sample_radiograph, sample_reading

from bonage_desktop.reporting.labels import sides, spread
from bonage_desktop.reporting.overlay import annotated_picture
from bonage_desktop.standards.bones import Bone


def test_labels_that_crowd_each_other_move_apart_around_their_middle():
    assert spread([100, 100, 100], 10, 1000) == [90, 100, 110]


def test_labels_with_room_stay_where_they_want_to_be():
    assert spread([100, 200], 10, 1000) == [100, 200]


def test_labels_stay_inside_the_picture_and_in_their_order():
    assert spread([2, 3, 998], 10, 1000) == [5, 15, 995]


def test_no_label_needs_no_place():
    assert spread([], 10, 1000) == []


@pytest.mark.parametrize(("radius", "ulna"), [(0.6, 0.4), (0.4, 0.6), (0.05, 0.04), (0.98, 0.99)])
def test_radius_and_ulna_stand_on_their_own_sides(radius, ulna):
    fingers = [bone for bone in Bone if bone not in (Bone.RADIUS, Bone.ULNA)]
    across = {bone: number / 10 for number, bone in enumerate(fingers)} | {Bone.RADIUS: radius, Bone.ULNA: ulna}

    left, right = sides(across)

    assert (Bone.RADIUS in left, Bone.ULNA in right) == (radius < ulna,) * 2
    assert (len(left), len(right)) == (7, 6)
    assert max(across[bone] for bone in left if bone in fingers) < min(
        across[bone] for bone in right if bone in fingers
    )


def test_a_radius_without_its_ulna_stands_where_it_lies():
    left, right = sides({Bone.RADIUS: 0.9, Bone.MC1: 0.1, Bone.MC3: 0.5})

    assert (left, right) == ((Bone.MC1, Bone.MC3), (Bone.RADIUS,))


def test_no_bone_stands_nowhere():
    assert sides({}) == ((), ())


def test_a_label_on_a_bright_marker_is_legible(canvas):
    white = np.ones((1040, 2000), np.float32)  # wide: the labels lie on the image
    radiograph = sample_radiograph(pixels=white, stored=np.zeros(white.shape, np.uint8))

    image = pixels_of(annotated_picture(radiograph, sample_reading(palm=None, rois=sample_findings().rois), None))

    labels = [box for words, box in canvas.boxes() if words.startswith("L") and "·" in words]
    assert len(labels) == 13
    for box in labels:
        row = image.shape[0] - round((box.y0 + box.y1) / 2)
        assert image[row, round(box.x0) - 2].max() < 80
        assert image[row, round(box.x1) + 2].max() < 80
