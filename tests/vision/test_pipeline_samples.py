"""What the shipped networks say about the shipped samples, and about what is no hand."""

from collections.abc import Callable

import numpy as np
import pydicom
import pytest
from handed_in import by_reader, graded_by_reader
from pydicom.data import get_testdata_file

from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.given import Given
from bonage_desktop.vision.pipeline import Detected, Graded, Pipeline, Segmented

pytestmark = pytest.mark.real_weights
SAMPLES = ["female_95.png", "female_120.png", "male_120.png", "male_150.png"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_gives_the_expected_levels_and_boxes(pipeline: Pipeline, sample, expected, name: str) -> None:
    events = list(pipeline.run(sample(name)))

    assert [type(event) for event in events] == [Segmented, Detected, Graded]
    findings = events[-1].findings
    assert {bone.key: grade.level.index for bone, grade in findings.grades.items()} == expected[name]["levels"]
    for bone in Bone:
        assert findings.rois[bone].box.corners == pytest.approx(expected[name]["boxes"][bone.key], abs=0.5)
        assert findings.rois[bone].source is Source.MODEL
    assert findings.rejection is None
    assert set(findings.models) == {"segmentation", "detection", "grading"}
    assert set(findings.seconds) == set(Stage)


@pytest.mark.parametrize(("until", "last"), [(Stage.SEGMENT, Segmented), (Stage.DETECT, Detected)])
def test_the_pipeline_ends_after_the_stage_that_was_asked_for(pipeline: Pipeline, sample, until, last) -> None:
    *_, event = pipeline.run(sample("male_120.png"), until=until)

    assert type(event) is last
    assert event.findings.grades == {}


def test_a_cancelled_run_ends_before_the_next_stage(pipeline: Pipeline, sample) -> None:
    events = list(pipeline.run(sample("male_120.png"), cancelled=lambda: True))

    assert [type(event) for event in events] == [Segmented]


def test_given_boxes_replace_segmentation_and_detection(pipeline: Pipeline, sample, expected) -> None:
    name = "female_120.png"
    *_, detected = pipeline.run(sample(name), until=Stage.DETECT)
    boxes = {bone: roi.box for bone, roi in detected.findings.rois.items()}

    events = list(pipeline.run(sample(name), given=Given(rois=by_reader(boxes))))

    assert [type(event) for event in events] == [Detected, Graded]
    findings = events[-1].findings
    assert {bone.key: grade.level.index for bone, grade in findings.grades.items()} == expected[name]["levels"]
    assert {roi.source for roi in findings.rois.values()} == {Source.READER}
    assert set(findings.models) == {"grading"}


def test_a_missing_phalanx_is_inferred_and_a_missing_radius_needs_the_reader(
    pipeline: Pipeline, sample, expected
) -> None:
    name = "female_120.png"
    given = {bone: Box.of(expected[name]["boxes"][bone.key]) for bone in Bone}
    del given[Bone.MP3], given[Bone.RADIUS]

    *_, last = pipeline.run(sample(name), given=Given(rois=by_reader(given)))

    findings = last.findings
    assert findings.rois[Bone.MP3].source is findings.grades[Bone.MP3].source is Source.INFERRED
    assert findings.rois[Bone.MP3].box.iou(Box.of(expected[name]["boxes"]["mp3"])) > 0.5
    assert "vision.roi_inferred" in [notice.code for notice in findings.notices]
    assert findings.missing[Bone.RADIUS].code == "vision.roi_missing"
    assert Bone.RADIUS not in findings.grades


def test_three_missing_bones_are_rejected(pipeline: Pipeline, sample, expected) -> None:
    boxes = {bone: Box.of(expected["male_150.png"]["boxes"][bone.key]) for bone in list(Bone)[3:]}

    *_, last = pipeline.run(sample("male_150.png"), given=Given(rois=by_reader(boxes)))

    assert last.findings.rejection.code == "vision.too_few_bones"


def test_all_levels_given_ask_no_network(pipeline: Pipeline, sample) -> None:
    levels = {bone: Level(bone, 5) for bone in Bone}

    events = list(pipeline.run(sample("male_150.png"), given=Given(grades=graded_by_reader(levels))))

    assert [type(event) for event in events] == [Graded]
    assert {grade.source for grade in events[0].findings.grades.values()} == {Source.READER}
    assert events[0].findings.models == {}


@pytest.mark.parametrize(
    ("gray", "code"),
    [
        (np.zeros((900, 700), np.uint8), "vision.no_palm"),
        (np.random.default_rng(0).integers(0, 256, (900, 700)).astype(np.uint8), "vision.not_a_hand"),
        (np.zeros((16, 16), np.uint8), "vision.too_small"),
    ],
    ids=["black", "noise", "16x16"],
)
def test_what_is_no_hand_is_rejected_with_the_reason(
    pipeline: Pipeline, as_radiograph: Callable[..., Radiograph], gray, code: str
) -> None:
    *_, last = pipeline.run(as_radiograph(gray))

    assert last.findings.rejection.code == code
    assert last.findings.grades == {}


def rg1() -> np.ndarray:
    """A chest radiograph of pydicom's test data, bone bright."""
    path = get_testdata_file("RG1_UNCI.dcm", download=False)
    if path is None:
        pytest.skip("pydicom-data is not installed: no chest radiograph")
    dataset = pydicom.dcmread(path)
    stored = dataset.pixel_array.astype(float)
    levels = (stored - stored.min()) / (stored.max() - stored.min())
    bright = 1 - levels if dataset.PhotometricInterpretation == "MONOCHROME1" else levels
    return np.rint(bright * 255).astype(np.uint8)


def test_a_chest_radiograph_is_rejected(pipeline: Pipeline, as_radiograph: Callable[..., Radiograph]) -> None:
    *_, last = pipeline.run(as_radiograph(rg1()))

    assert last.findings.rejection.code == "vision.not_a_hand"


@pytest.mark.parametrize("sigma", [3, 12, 48])
def test_clouds_are_rejected(pipeline: Pipeline, as_radiograph: Callable[..., Radiograph], sigma: int) -> None:
    noise = np.random.default_rng(sigma).random((900, 700)).astype(np.float32)
    clouds = cv2.normalize(cv2.GaussianBlur(noise, (0, 0), sigma), None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)

    *_, last = pipeline.run(as_radiograph(clouds))

    assert last.findings.rejection.code == "vision.not_a_hand"


def test_a_mirrored_sample_is_mirrored_back_and_read_much_the_same(
    pipeline: Pipeline, as_radiograph: Callable[..., Radiograph], sample, expected
) -> None:
    gray = sample("male_120.png").stored

    *_, last = pipeline.run(as_radiograph(gray[:, ::-1].copy()))

    assert last.findings.rejection is None
    assert last.findings.canonical.mirrored
    levels = expected["male_120.png"]["levels"]
    assert all(abs(grade.level.index - levels[bone.key]) <= 1 for bone, grade in last.findings.grades.items())


def test_a_sample_turned_by_20_degrees_is_turned_back(
    pipeline: Pipeline, as_radiograph: Callable[..., Radiograph], sample, expected
) -> None:
    gray = sample("male_120.png").stored
    height, width = gray.shape
    # OpenCV turns counter-clockwise, so the hand must be turned back clockwise
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 20, 0.85)

    *_, last = pipeline.run(as_radiograph(cv2.warpAffine(gray, turn, (width, height))))

    assert last.findings.rejection is None
    assert last.findings.canonical.rotation_degrees == pytest.approx(20 - 1.7, abs=3)
