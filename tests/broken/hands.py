"""Good hands to be broken: the shipped samples, and radiographs of ../shared/data that may not be published."""

import json
from collections.abc import Iterator
from pathlib import Path

from bonage_desktop.findings.roi import Box
from bonage_desktop.installation import resources_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone
from broken.case import Case, Hand
from broken.covered import covered_cases
from broken.cut import cut_cases
from broken.spoilt import spoilt_cases


def sample_hands() -> Iterator[Hand]:
    """The four shipped averages with the boxes of expected.json."""
    folder = resources_dir() / "samples"
    for name, told in json.loads((folder / "expected.json").read_text(encoding="utf-8")).items():
        yield _hand(folder / name, told["boxes"])


def validation_hands(data: Path) -> Iterator[Hand]:
    """The validation hands with their labelled boxes, in the order of hands.json.

    Args:
        data: the folder of hands.json.
    """
    for item in json.loads((data / "hands.json").read_text(encoding="utf-8"))["items"]:
        if item["split"] == "val":
            yield _hand(data / item["image"], item["boxes"])


def broken_cases(hand: Hand) -> Iterator[Case]:
    """Everything that can happen to one hand."""
    yield from cut_cases(hand)
    yield from covered_cases(hand)
    yield from spoilt_cases(hand)


def _hand(path: Path, boxes: dict[str, list[float]]) -> Hand:
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise FileNotFoundError(path)
    return Hand(path.stem, image.astype("uint8", copy=False), {bone: Box.of(boxes[bone.key]) for bone in Bone})
