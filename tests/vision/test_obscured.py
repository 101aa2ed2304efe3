"""Growth regions that cannot be seen, on the real networks and the shipped averages; and the measures by hand."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box, Roi
from bonage_desktop.installation import resources_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.errors import VisionError
from bonage_desktop.vision.given import Given
from bonage_desktop.vision.obscured import load_grey_limits, region_grey
from bonage_desktop.vision.pipeline import Pipeline

SAMPLE = resources_dir() / "samples" / "female_120.png"


@pytest.fixture(scope="module")
def see(pipeline: Pipeline, as_radiograph: Callable[..., Radiograph]) -> Callable[..., Findings]:
    def run(gray: np.ndarray, **options: object) -> Findings:
        *_, last = pipeline.run(as_radiograph(gray), **options)
        return last.findings

    return run


@pytest.fixture(scope="module")
def gray() -> np.ndarray:
    return cv2.imread(str(SAMPLE), cv2.IMREAD_GRAYSCALE)


@pytest.fixture(scope="module")
def boxes(see: Callable[..., Findings], gray: np.ndarray) -> dict[Bone, Box]:
    return {bone: roi.box for bone, roi in see(gray).rois.items()}


def covered(gray: np.ndarray, box: Box, value: int, share: float = 0.6) -> np.ndarray:
    """A disc over the middle of a box."""
    image = gray.copy()
    centre = tuple(round(value) for value in box.centre)
    cv2.circle(image, centre, round(box.width * share / 2), (value,), cv2.FILLED, cv2.LINE_AA)
    return image


def test_a_region_in_sight_is_measured_by_hand() -> None:
    crop = np.full((112, 112), 60, np.uint8)
    crop[:, 56:] = 160  # one vertical edge in the middle 56 columns

    grey = region_grey(crop, (10.0, 210.0))

    assert grey.mean == pytest.approx((110 - 10) / 200)
    assert grey.spread == pytest.approx(50 / 200)
    assert grey.edges == pytest.approx(2 * 100 / 2 / 56 / 200 * 10)  # two columns, half the step a pixel
    assert grey.white == 0
    assert grey.flat == pytest.approx(54 / 56)


@pytest.mark.real_weights
@pytest.mark.parametrize("bone", [Bone.RADIUS, Bone.MC3, Bone.DP5])
def test_metal_over_a_growth_region_needs_the_reader(see, gray, boxes, bone: Bone) -> None:
    findings = see(covered(gray, boxes[bone], 255))

    assert bone in findings.missing
    assert bone not in findings.grades
    assert findings.missing[bone].code in ("vision.roi_obscured", "vision.roi_missing", "vision.roi_out_of_view")


@pytest.mark.real_weights
def test_a_covered_region_keeps_its_box_and_leaves_the_others_graded(see, gray, boxes) -> None:
    findings = see(covered(gray, boxes[Bone.PP3], 255, share=0.35))

    assert list(findings.missing) == [Bone.PP3]
    assert findings.missing[Bone.PP3].code == "vision.roi_obscured"
    assert "Proximal phalanx 3 cannot be seen: metal" in findings.missing[Bone.PP3].message
    assert Bone.PP3 in findings.rois
    assert len(findings.grades) == 12


@pytest.mark.real_weights
def test_nothing_lies_over_the_bones_of_the_samples(see) -> None:
    for file in (resources_dir() / "samples").glob("*.png"):
        assert see(cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)).missing == {}


@pytest.mark.real_weights
def test_a_region_that_the_reader_boxed_is_graded_whatever_lies_over_it(see, gray, boxes) -> None:
    rois = {bone: Roi.by_reader(bone, box) for bone, box in boxes.items()}

    findings = see(covered(gray, boxes[Bone.MC3], 255), given=Given(rois=rois))

    assert findings.missing == {}
    assert Bone.MC3 in findings.grades


@pytest.mark.parametrize("text", ["[", "{}", '{"bones": {"radius": {"brightest": "very"}}}', None])
def test_damaged_limits_are_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "roi_grey.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    with pytest.raises(VisionError) as caught:
        load_grey_limits(path)

    assert caught.value.code == "vision.roi_grey_invalid"
