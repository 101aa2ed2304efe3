"""Which hands show a level, and their growth regions as pictures to average: as the networks see them, but larger."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from averaging import Cut, Grey
from model_levels import DATA

from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.preprocess import CROP_CONTEXT, turn_matrix, upright

SIDE = 192
"""Side of a level's picture, pixels."""
MOST = 40
"""Hands of an average; more would not make it sharper."""
_AROUND = 0.75  # of the crop's side: what is kept on each side of the middle, so that it may move and turn
_WELL_IN = 0.93  # share of the crop that lies in the radiograph; those with less come last

Line = dict[str, Any]


def showing(level: Level, lines: Sequence[Line]) -> list[Line]:
    """The hands that the model calls so, at most `MOST`: those well in the image first, the most certain first.

    Args:
        level: which level of which bone.
        lines: of model_levels.py.
    """
    key = level.bone.key
    found = [
        line for line in lines if line["levels"].get(key) == level.index and line["sources"][key] == Source.MODEL.value
    ]
    found.sort(
        key=lambda line: (_share_in_image(line, level.bone) < _WELL_IN, -line["probabilities"][key][level.index])
    )
    return found[:MOST]


def cut(line: Line, bone: Bone, image: Grey) -> Cut:
    """The bone's growth region upright, `SIDE` pixels square with the context that the networks see.

    Args:
        line: of model_levels.py.
        bone: which bone.
        image: uint8 (H, W), the radiograph.
    """
    centres = {one: Box.of(line["boxes"].get(one.key, line["labels"][one.key])).centre for one in Bone}
    box = Box.of(line["boxes"][bone.key])
    reach = CROP_CONTEXT * max(box.width, box.height)
    centre = np.array(box.centre) - 0.5
    left, top = np.maximum(np.floor(centre - 2 * _AROUND * reach / 2), 0).astype(int)
    right, bottom = np.ceil(centre + 2 * _AROUND * reach / 2).astype(int) + 1
    to_patch = np.zeros((2, 3))
    to_patch[:, :2] = np.linalg.inv(turn_matrix(upright(centres))) * (reach / SIDE)
    middle = np.full(2, (SIDE - 1) / 2)
    to_patch[:, 2] = centre - [left, top] - to_patch[:, :2] @ middle
    return Cut(image[top:bottom, left:right].copy(), to_patch)


def read_image(item: Line) -> Grey:
    """The radiograph of an entry of hands.json, uint8 (H, W)."""
    return np.asarray(cv2.imread(str(DATA / item["image"]), cv2.IMREAD_GRAYSCALE), np.uint8)


def _share_in_image(line: Line, bone: Bone) -> float:
    box = Box.of(line["boxes"][bone.key])
    reach = CROP_CONTEXT * max(box.width, box.height) / 2
    share = 1.0
    for middle, size in zip(box.centre, (line["width"], line["height"]), strict=True):
        share *= max(min(middle + reach, size) - max(middle - reach, 0), 0) / (2 * reach)
    return share
