"""What the stress table has to cover, by issue 4."""

from collections import Counter

import numpy as np
import pytest
from sample_hand import sample_findings, sample_radiograph

from bonage_desktop.training.catalogue import TRANSFORMATIONS
from bonage_desktop.training.picture import Group, Picture, transformed

BY_NAME = {transformation.name: transformation for transformation in TRANSFORMATIONS}


def test_every_kind_is_there_and_every_name_once():
    assert len(BY_NAME) == len(TRANSFORMATIONS)
    assert Counter(transformation.group for transformation in TRANSFORMATIONS) == {
        Group.ROTATION: 24,
        Group.MIRROR: 1,
        Group.INVERSION: 1,
        Group.GAMMA: 6,
        Group.WINDOW: 5,
        Group.NOISE: 3,
        Group.BLUR: 2,
        Group.JPEG: 4,
        Group.RESAMPLING: 5,
        Group.CROP: 1,
        Group.MARKERS: 2,
        Group.BORDERS: 5,
        Group.CONTRAST: 2,
        Group.COMBINED: 6,
    }


@pytest.mark.parametrize("transformation", TRANSFORMATIONS, ids=lambda transformation: transformation.name)
def test_each_changes_the_picture_and_leaves_the_given_one_alone(transformation):
    given = Picture(sample_radiograph().stored, sample_findings().palm.box)
    before = given.grey.copy()

    seen = transformation.applied(given).grey

    assert (given.grey == before).all()
    assert seen.dtype == np.uint8
    assert seen.shape != before.shape or (seen != before).any()


def test_a_pair_is_done_in_its_order(hill):
    seen = BY_NAME["rotation 180°, inverted"].applied(hill).grey

    assert (seen == 255 - hill.grey[::-1, ::-1]).all()


def test_a_transformed_radiograph_is_one_of_8_bits_without_a_pixel_size():
    before = sample_radiograph()

    after = transformed(before, None, BY_NAME["mirrored"])

    assert (after.stored == before.stored[:, ::-1]).all()
    assert after.pixels[100, 200] == np.float32(before.stored[100, -201] / 255)
    assert (after.spacing, after.sex, after.provenance) == (None, before.sex, before.provenance)
