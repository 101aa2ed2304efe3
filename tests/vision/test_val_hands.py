"""The 115 validation hands, which may not be published and which training has seen: one run, two promises."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.installation import resources_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.curve import bone_age
from bonage_desktop.standards.rus_chn import load_rus_chn
from bonage_desktop.standards.sex import Sex
from bonage_desktop.vision.pipeline import Pipeline

logger = logging.getLogger(__name__)
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = [
    pytest.mark.real_weights,
    pytest.mark.shared_data,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(not (DATA / "hands.json").exists(), reason=f"needs the radiographs in {DATA}, not published"),
]


@dataclass(frozen=True)
class Seen:
    """A hand with its labels, and what the pipeline saw."""

    boxes: dict[str, list[float]]
    sex: str | None
    greulich_pyle_years: float | None
    findings: Findings


@pytest.fixture(scope="session")
def hands(pipeline: Pipeline, as_radiograph: Callable[..., Radiograph]) -> list[Seen]:
    items = json.loads((DATA / "hands.json").read_text(encoding="utf-8"))["items"]
    seen = []
    for item in items:
        if item["split"] != "val":
            continue
        gray = cv2.imread(str(DATA / item["image"]), cv2.IMREAD_GRAYSCALE)
        *_, last = pipeline.run(as_radiograph(gray))
        months = item["bone_age_months"]
        seen.append(Seen(item["boxes"], item["sex"], months / 12 if months else None, last.findings))
    return seen


def test_no_validation_hand_is_rejected(hands: list[Seen]) -> None:
    assert len(hands) == 115
    assert [hand.findings.rejection for hand in hands if hand.findings.rejection] == []


def test_13_boxes_overlap_their_label_in_99_percent_of_hands(hands: list[Seen]) -> None:
    overlaps = np.array(
        [
            [
                hand.findings.rois[bone].box.iou(Box.of(hand.boxes[bone.key])) if bone in hand.findings.rois else 0.0
                for bone in Bone
            ]
            for hand in hands
        ]
    )

    logger.info(
        "all 13 above 0.5 in %d of %d, mean IoU %.3f", (overlaps.min(1) > 0.5).sum(), len(hands), overlaps.mean()
    )
    assert (overlaps.min(axis=1) > 0.5).mean() >= 0.99
    assert overlaps.mean() >= 0.90  # the reference: 0.91


def test_the_median_age_error_against_greulich_pyle_is_within_055_years(hands: list[Seen]) -> None:
    rus_chn = load_rus_chn()
    tw3 = json.loads((resources_dir() / "standards" / "tw3_rus.json").read_text(encoding="utf-8"))
    offsets = np.array(tw3["presentation_refs"]["bx_china05_minus_gp_years"]["table"])
    errors = []
    for hand in hands:
        if hand.greulich_pyle_years is None or len(hand.findings.grades) < 13:
            continue
        sex = Sex(hand.sex)
        score = sum(rus_chn.points(grade.level, sex) for grade in hand.findings.grades.values())
        age = bone_age(score, rus_chn.curve(sex)).years
        offset = np.interp(hand.greulich_pyle_years, offsets[:, 0], offsets[:, 1 if sex is Sex.MALE else 2])
        errors.append(age - (hand.greulich_pyle_years + offset))

    absolute = np.abs(errors)
    logger.info(
        "n %d, median %.3f y, mean %.3f y, bias %.3f y",
        len(errors),
        np.median(absolute),
        absolute.mean(),
        np.mean(errors),
    )
    assert len(errors) >= 90
    assert np.median(np.abs(errors)) <= 0.55
