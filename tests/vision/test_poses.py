"""Any hand in any pose, by the real networks on the shipped averages: the same levels, and said what was done."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bonage_desktop.findings.findings import CanonicalTransform, Findings
from bonage_desktop.findings.radiograph import Laterality, Radiograph
from bonage_desktop.installation import resources_dir
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.curve import bone_age
from bonage_desktop.standards.rus_chn import load_rus_chn
from bonage_desktop.standards.sex import Sex
from bonage_desktop.vision.given import Given
from bonage_desktop.vision.pipeline import Detected, Graded, Pipeline, Segmented

pytestmark = [pytest.mark.real_weights, pytest.mark.timeout(300)]

SAMPLES = resources_dir() / "samples"
Grey = np.ndarray


def grey(name: str) -> Grey:
    return cv2.imread(str(SAMPLES / f"{name}.png"), cv2.IMREAD_GRAYSCALE)


def rotated(image: Grey, degrees: float) -> Grey:
    """Turned clockwise, the canvas enlarged so that nothing is cut off."""
    height, width = image.shape
    turn = np.abs([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    size = round(width * turn[0] + height * turn[1]), round(width * turn[1] + height * turn[0])
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return cv2.warpAffine(image, matrix, size, flags=cv2.INTER_CUBIC)


def beside(left: Grey, right: Grey) -> Grey:
    height = max(left.shape[0], right.shape[0])
    page = np.zeros((height, left.shape[1] + right.shape[1] + 20), np.uint8)
    page[: left.shape[0], : left.shape[1]] = left
    page[: right.shape[0], -right.shape[1] :] = right
    return page


POSES: dict[str, Callable[[Grey], Grey]] = {
    "turned 24 degrees": lambda image: rotated(image, 24),
    "on its side": lambda image: np.rot90(image).copy(),
    "upside down": lambda image: image[::-1, ::-1].copy(),
    "turned 250 degrees": lambda image: rotated(image, 250),
    "mirrored": lambda image: image[:, ::-1].copy(),
    "negative": lambda image: 255 - image,
    "negative on its side, mirrored": lambda image: 255 - np.rot90(image)[:, ::-1],
    "letterboxed": lambda image: np.pad(image, ((0, 0), (400, 400))),
    "on a page with another, empty one": lambda image: np.pad(image, ((0, 0), (0, image.shape[1]))),
    "in a white frame": lambda image: np.pad(image, 80, constant_values=255),
    "beside a white page": lambda image: np.pad(image, ((0, 0), (0, image.shape[1])), constant_values=235),
    "half as large": lambda image: cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
    "twice as large": lambda image: cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC),
}


@pytest.fixture(scope="module")
def see(pipeline: Pipeline, as_radiograph: Callable[..., Radiograph]) -> Callable[..., Findings]:
    def run(image: Grey, side: Laterality | None = None, **options: object) -> Findings:
        *_, last = pipeline.run(replace(as_radiograph(image), laterality=side), **options)
        return last.findings

    return run


def age(findings: Findings, sex: Sex) -> float:
    standard = load_rus_chn()
    score = sum(standard.points(grade.level, sex) for grade in findings.grades.values())
    return bone_age(score, standard.curve(sex)).years


@pytest.fixture(scope="module")
def upright(see: Callable[..., Findings]) -> Findings:
    return see(grey("female_120"))


@pytest.mark.parametrize("pose", POSES)
def test_a_hand_keeps_its_levels_in_any_pose(see: Callable[..., Findings], upright: Findings, pose: str) -> None:
    findings = see(POSES[pose](grey("female_120")))

    assert findings.rejection is None
    assert findings.missing == {}
    steps = [abs(findings.grades[b].level.index - upright.grades[b].level.index) for b in Bone]
    assert max(steps) <= 1
    assert age(findings, Sex.FEMALE) == pytest.approx(age(upright, Sex.FEMALE), abs=0.3)


def test_what_was_done_to_the_image_is_part_of_the_findings(see: Callable[..., Findings], upright: Findings) -> None:
    usual = upright.canonical.rotation_degrees
    turned = see(rotated(grey("female_120"), 70)).canonical
    negative = see(255 - grey("female_120"))
    mirrored = see(grey("female_120")[:, ::-1].copy()).canonical

    assert turned.rotation_degrees == pytest.approx(usual - 70, abs=3)
    assert (turned.mirrored, turned.inverted) == (False, False)
    assert negative.canonical.inverted
    assert "vision.negative" in [notice.code for notice in negative.notices]
    assert mirrored.mirrored
    assert upright.canonical == replace(upright.canonical, mirrored=False, inverted=False)


def test_boxes_of_a_turned_hand_lie_on_its_bones(see: Callable[..., Findings], upright: Findings) -> None:
    image = grey("female_120")
    turned = see(np.rot90(image).copy())  # anticlockwise: (x, y) -> (y, width - x)

    for bone in Bone:
        x, y = upright.rois[bone].box.centre
        side = upright.rois[bone].box.width
        assert turned.rois[bone].box.centre == pytest.approx((y, image.shape[1] - x), abs=0.15 * side)


def test_an_upright_hand_is_looked_at_once(pipeline: Pipeline, as_radiograph, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    detector = pipeline._networks._networks.detector
    original = detector.detect
    monkeypatch.setattr(detector, "detect", lambda view: asked.append(1) or original(view))

    list(pipeline.run(as_radiograph(grey("male_150"))))

    assert len(asked) == 1


@pytest.mark.parametrize(
    ("side", "code", "sample"),
    [
        (None, "vision.hand_presumed", "female_95"),
        (Laterality.LEFT, "vision.two_hands", "female_95"),
        (Laterality.RIGHT, "vision.two_hands", "male_150"),
    ],
)
def test_of_two_hands_the_named_or_presumed_one_is_assessed(
    see: Callable[..., Findings], side: Laterality | None, code: str, sample: str
) -> None:
    left, right = grey("female_95"), grey("male_150")[:, ::-1].copy()

    findings = see(beside(left, right), side)

    alone = see(left if sample == "female_95" else right)
    assert code in [notice.code for notice in findings.notices]
    assert findings.rejection is None
    assert age(findings, Sex.MALE) == pytest.approx(age(alone, Sex.MALE), abs=0.3)
    middle = findings.rois[Bone.MC3].box.centre[0]
    assert (middle < left.shape[1]) == (sample == "female_95")


def test_a_readers_pose_is_taken_and_no_other_is_tried(see: Callable[..., Findings], upright: Findings) -> None:
    image = 255 - np.rot90(grey("female_120"))
    pose = CanonicalTransform(90.0, mirrored=False, inverted=True)

    findings = see(image, given=Given(canonical=pose))

    assert age(findings, Sex.FEMALE) == pytest.approx(age(upright, Sex.FEMALE), abs=0.3)
    wrong = see(image, given=Given(canonical=replace(pose, inverted=False)))
    assert wrong.rejection is not None


def test_a_search_can_be_cancelled_between_two_looks(pipeline: Pipeline, as_radiograph) -> None:
    answers = iter([False, True])

    events = list(pipeline.run(as_radiograph(255 - grey("female_120")), cancelled=lambda: next(answers)))

    assert [type(event) for event in events] == [Segmented]


def test_every_stage_has_one_event_however_often_was_looked(pipeline: Pipeline, as_radiograph) -> None:
    events = list(pipeline.run(as_radiograph(np.rot90(grey("female_120")).copy())))

    assert [type(event) for event in events] == [Segmented, Detected, Graded]
