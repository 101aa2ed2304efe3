"""The three networks, with the shared preprocessing, give the published result of every sample."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from bonage_desktop.findings.roi import Box
from bonage_desktop.installation import weights_dir
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.loading import load_networks
from bonage_desktop.vision.manifest import read_manifest
from bonage_desktop.vision.preprocess import CROP_FLOOR, letterbox, palm_view, roi_crop, standardise, upright
from bonage_desktop.vision.stages import Networks

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def networks() -> Networks:
    return load_networks(read_manifest(weights_dir()), "cpu")


def opened(mask: np.ndarray) -> np.ndarray:
    return cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))


def largest_component_filled(mask: np.ndarray) -> np.ndarray:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(opened(mask))
    largest = (labels == 1 + stats[1:, cv2.CC_STAT_AREA].argmax()).astype(np.uint8)
    contours, _ = cv2.findContours(largest, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return cv2.drawContours(largest, contours, -1, 1, cv2.FILLED)


@pytest.mark.real_weights
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_sample_gets_its_published_boxes_and_levels(networks: Networks, name: str) -> None:
    gray = cv2.imread(str(SAMPLES / name), cv2.IMREAD_GRAYSCALE)

    canvas, placed = letterbox(gray)
    view, frame = palm_view(canvas, largest_component_filled(networks.segmenter.segment(canvas)))
    found = networks.detector.detect(view)
    boxes: dict[Bone, Box] = {bone: frame.box_to_image(seen.corners, placed) for bone, seen in found.items()}
    canonical = upright({bone: box.centre for bone, box in boxes.items()})
    crops = np.stack([standardise(roi_crop(gray, boxes[bone], canonical), CROP_FLOOR) for bone in Bone])
    graded = networks.grader.grade(crops, np.ones(len(Bone), bool))

    levels = {bone.key: round(float(graded.levels[i] @ np.arange(15))) for i, bone in enumerate(Bone)}
    assert levels == EXPECTED[name]["levels"]
    for bone in Bone:
        np.testing.assert_allclose(boxes[bone].corners, EXPECTED[name]["boxes"][bone.key], atol=0.5)
