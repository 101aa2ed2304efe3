"""How the pipeline goes from stage to stage, with stages that answer as told: no network runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from handed_in import by_reader, graded_by_reader

from bonage_desktop.findings.findings import CanonicalTransform, Stage
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import Laterality, Radiograph
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.device import CudaState, DeviceChoice, choose_device
from bonage_desktop.vision.errors import VisionError
from bonage_desktop.vision.given import Given
from bonage_desktop.vision.hand_shape import load_hand_shape
from bonage_desktop.vision.knowledge import HandKnowledge
from bonage_desktop.vision.obscured import GreyLimits
from bonage_desktop.vision.pipeline import Detected, Graded, Pipeline, Segmented
from bonage_desktop.vision.reloading import ReloadingNetworks
from bonage_desktop.vision.stages import Detection, LevelProbabilities, Networks

ANYTHING = {bone: GreyLimits(9.0, 1e-9, 1e-9, 9.0) for bone in Bone}
"""Limits for drawings that show no bone."""


@dataclass
class AnsweringStages:
    """All three stages in one: a square palm, the mean hand in it, and one probability for each level."""

    faults: dict[str, BaseException] = field(default_factory=dict)
    mask: Callable[[np.ndarray], np.ndarray] = field(default=lambda canvas: _block(60, 450))
    asked: list[str] = field(default_factory=list)
    valid: np.ndarray | None = None

    def _ask(self, name: str) -> None:
        self.asked.append(name)
        if name in self.faults:
            raise self.faults[name]

    def segment(self, canvas: np.ndarray) -> np.ndarray:
        self._ask("segment")
        return self.mask(canvas)

    def detect(self, view: np.ndarray) -> Sequence[Detection]:
        self._ask("detect")
        shape = load_hand_shape()
        found = []
        for bone in Bone:
            x, y = shape.centres[bone.number - 1] * 200 + (256, 420)
            half = shape.side(bone) * 100
            found.append(Detection(bone, 0.9, np.array([x - half, y - half, x + half, y + half], np.float32)))
        return found

    def grade(self, crops: np.ndarray, valid: np.ndarray) -> LevelProbabilities:
        self._ask("grade")
        self.valid = valid
        levels = np.zeros((13, 15))
        levels[:, 2], levels[:, 5] = 0.25, 0.75  # expected level 4.25
        return LevelProbabilities(levels, np.full((13, 13), 1 / 13, np.float32))


def _block(start: int, end: int) -> np.ndarray:
    mask = np.zeros((512, 512), np.uint8)
    mask[start:end, start:end] = 1
    return mask


def pipeline_of(stages: AnsweringStages, fresh: AnsweringStages | None = None, notices: tuple[Notice, ...] = ()):
    names = {name: name[0] * 64 for name in ("segmentation", "detection", "grading")}
    first = Networks(stages, stages, stages, names, "cuda")
    second = fresh or AnsweringStages()
    networks = ReloadingNetworks(first, lambda: Networks(second, second, second, names, "cpu"))
    return Pipeline(networks, HandKnowledge(load_hand_shape(), ANYTHING), notices)


@pytest.fixture
def film(as_radiograph: Callable[..., Radiograph]) -> Radiograph:
    ramp = np.tile(np.arange(512) // 2, (512, 1)).astype(np.uint8)
    return as_radiograph(ramp, "ramp.png")


def test_findings_grow_from_stage_to_stage(film: Radiograph) -> None:
    segmented, detected, graded = pipeline_of(AnsweringStages()).run(film)

    assert segmented.findings.palm.box.corners == (60, 60, 450, 450)
    assert segmented.findings.palm.components == 1
    assert (segmented.findings.rois, segmented.findings.grades) == ({}, {})
    assert list(detected.findings.rois) == list(Bone)
    assert detected.findings.grades == {}
    assert graded.findings.palm is segmented.findings.palm
    assert {grade.level.index for grade in graded.findings.grades.values()} == {4}
    assert graded.findings.grades[Bone.ULNA].probability == 0
    assert list(graded.findings.seconds) == list(Stage)
    assert graded.findings.device == "cuda"


def test_a_given_mask_replaces_the_segmentation_network(film: Radiograph) -> None:
    stages = AnsweringStages()
    mask = np.zeros((512, 512), bool)
    mask[60:450, 250:256] = True  # no limit on a reader's mask

    first, *_ = pipeline_of(stages).run(film, given=Given(mask=mask))

    assert stages.asked == ["detect", "grade"]
    assert first.findings.palm.source is Source.READER
    assert (first.findings.palm.mask == mask).all()
    mask[0, 0] = True  # the caller's array stays the caller's


def test_an_empty_given_mask_is_no_palm(film: Radiograph) -> None:
    (event,) = pipeline_of(AnsweringStages()).run(film, given=Given(mask=np.zeros((512, 512), bool)))

    assert event.findings.rejection.code == "vision.no_palm"


def test_a_mask_and_boxes_are_both_taken(film: Radiograph) -> None:
    boxes = {bone: roi.box for bone, roi in list(pipeline_of(AnsweringStages()).run(film))[1].findings.rois.items()}
    stages = AnsweringStages()

    events = list(pipeline_of(stages).run(film, given=Given(mask=np.ones((512, 512), bool), rois=by_reader(boxes))))

    assert [type(event) for event in events] == [Segmented, Detected, Graded]
    assert stages.asked == ["grade"]


def test_given_levels_are_the_readers_and_the_others_are_graded(film: Radiograph) -> None:
    *_, last = pipeline_of(AnsweringStages()).run(
        film, given=Given(grades=graded_by_reader({Bone.ULNA: Level(Bone.ULNA, 9)}))
    )

    ulna = last.findings.grades[Bone.ULNA]
    assert (ulna.level.index, ulna.source, ulna.probability) == (9, Source.READER, 1.0)
    assert last.findings.grades[Bone.RADIUS].source is Source.MODEL
    assert list(last.findings.grades) == list(Bone)


def test_all_levels_still_run_the_stage_that_was_asked_for(film: Radiograph) -> None:
    levels = {bone: Level(bone, 1) for bone in Bone}
    stages = AnsweringStages()

    events = list(pipeline_of(stages).run(film, until=Stage.DETECT, given=Given(grades=graded_by_reader(levels))))

    assert [type(event) for event in events] == [Segmented, Detected]
    assert stages.asked == ["segment", "detect"]


@pytest.mark.parametrize("after", [1, 2])
def test_a_cancelled_run_ends_after_the_stage_that_runs(film: Radiograph, after: int) -> None:
    answers = iter([False] * (after - 1) + [True])

    events = list(pipeline_of(AnsweringStages()).run(film, cancelled=lambda: next(answers)))

    assert len(events) == after


@pytest.mark.parametrize(
    ("stage", "fault"), [("segment", RuntimeError("x")), ("detect", AssertionError()), ("grade", IndexError())]
)
def test_a_network_that_raises_is_loaded_again_and_asked_once_more_on_the_cpu(
    film: Radiograph, stage: str, fault: Exception
) -> None:
    stages, fresh = AnsweringStages(faults={stage: fault}), AnsweringStages()
    pipeline = pipeline_of(stages, fresh)

    *_, last = pipeline.run(film)

    assert fresh.asked[0] == stage
    assert last.findings.device == pipeline.device == "cpu"
    assert [notice.code for notice in last.findings.notices] == ["vision.network_reloaded"]
    assert "ramp.png" in last.findings.notices[0].message
    assert len(last.findings.grades) == 13


def test_a_network_that_raises_twice_is_an_error_that_names_the_file(film: Radiograph) -> None:
    broken = {"detect": RuntimeError("CUDA error")}

    with pytest.raises(VisionError) as caught:
        list(pipeline_of(AnsweringStages(faults=broken), AnsweringStages(faults=broken)).run(film))

    assert caught.value.code == "vision.network_failed"
    assert "ramp.png" in caught.value.message


def test_an_interrupt_is_not_taken_for_a_fault(film: Radiograph) -> None:
    stages = AnsweringStages(faults={"detect": KeyboardInterrupt()})

    with pytest.raises(KeyboardInterrupt):
        list(pipeline_of(stages).run(film))


@pytest.mark.parametrize(
    ("mask", "code"),
    [
        (np.zeros((512, 512), np.uint8), "vision.no_palm"),
        (_block(100, 150), "vision.not_a_hand"),
        (_block(0, 512), "vision.not_a_hand"),
        (np.pad(_block(0, 512)[:60, :480], ((0, 452), (0, 32))), "vision.not_a_hand"),
    ],
    ids=["empty", "too small", "everything", "a strip"],
)
def test_a_mask_that_is_no_hand_is_rejected(film: Radiograph, mask: np.ndarray, code: str) -> None:
    stages = AnsweringStages(mask=lambda canvas: mask)

    (event,) = pipeline_of(stages).run(film)

    assert isinstance(event, Segmented)
    assert event.findings.rejection.code == code
    assert stages.asked == ["segment", "segment"]  # as it is and as a negative


@pytest.mark.parametrize("shape", [(16, 16), (100, 900), (200, 200), (1, 6000)])
def test_an_image_with_too_few_pixels_is_rejected_before_any_network(as_radiograph, shape: tuple[int, int]) -> None:
    stages = AnsweringStages()

    (event,) = pipeline_of(stages).run(as_radiograph(np.zeros(shape, np.uint8)))

    assert event.findings.rejection.code == "vision.too_small"
    assert stages.asked == []


def test_a_small_image_with_boxes_is_rejected_too(as_radiograph) -> None:
    boxes = {bone: Box(1, 1, 5, 5) for bone in Bone}

    (event,) = pipeline_of(AnsweringStages()).run(
        as_radiograph(np.zeros((16, 16), np.uint8)), given=Given(rois=by_reader(boxes))
    )

    assert isinstance(event, Detected)
    assert event.findings.rejection.code == "vision.too_small"


def test_what_was_given_must_fit_the_image(film: Radiograph) -> None:
    with pytest.raises(VisionError) as mask:
        list(pipeline_of(AnsweringStages()).run(film, given=Given(mask=np.ones((3, 4), bool))))
    with pytest.raises(VisionError) as box:
        list(pipeline_of(AnsweringStages()).run(film, given=Given(rois=by_reader({Bone.MC1: Box(600, 0, 700, 50)}))))

    assert mask.value.code == "vision.mask_shape"
    assert "4 × 3" in mask.value.message
    assert box.value.code == "vision.box_outside"
    assert "Metacarpal 1" in box.value.message


def test_notices_of_loading_go_with_every_result(film: Radiograph) -> None:
    notice = Notice("vision.cuda_failed", "…")

    events = pipeline_of(AnsweringStages(), notices=(notice,)).run(film)

    assert all(event.findings.notices == (notice,) for event in events)


WORKS, BROKEN, ABSENT = CudaState(True, ""), CudaState(True, "no kernel image"), CudaState(False, "")


@pytest.mark.parametrize(
    ("choice", "state", "name", "codes"),
    [
        (DeviceChoice.AUTO, WORKS, "cuda", []),
        (DeviceChoice.AUTO, ABSENT, "cpu", []),
        (DeviceChoice.AUTO, BROKEN, "cpu", ["vision.cuda_failed"]),
        (DeviceChoice.CUDA, WORKS, "cuda", []),
        (DeviceChoice.CPU, WORKS, "cpu", []),
    ],
)
def test_a_gpu_is_used_if_it_works(choice: DeviceChoice, state: CudaState, name: str, codes: list[str]) -> None:
    device = choose_device(choice, lambda: state)

    assert device.name == name
    assert [notice.code for notice in device.notices] == codes


@pytest.mark.parametrize("state", [BROKEN, ABSENT])
def test_a_gpu_that_was_asked_for_and_does_not_work_is_an_error(state: CudaState) -> None:
    with pytest.raises(VisionError) as caught:
        choose_device(DeviceChoice.CUDA, lambda: state)

    assert caught.value.code == "vision.cuda_unavailable"


def test_an_image_far_longer_than_wide_is_rejected_before_any_network(as_radiograph) -> None:
    stages = AnsweringStages()

    (event,) = pipeline_of(stages).run(as_radiograph(np.zeros((2601, 130), np.uint8)))

    assert event.findings.rejection.code == "vision.too_narrow"
    assert stages.asked == []


def test_a_given_mask_of_one_pixel_is_no_palm(as_radiograph) -> None:
    mask = np.zeros((2000, 1500), bool)
    mask[701, 333] = True

    (event,) = pipeline_of(AnsweringStages()).run(
        as_radiograph(np.zeros((2000, 1500), np.uint8)), given=Given(mask=mask)
    )

    assert event.findings.rejection.code == "vision.no_palm"


def test_a_given_box_larger_than_the_image_is_refused(film: Radiograph) -> None:
    huge = by_reader({Bone.MC1: Box(-1e6, -1e6, 1e6, 1e6)})

    with pytest.raises(VisionError) as caught:
        list(pipeline_of(AnsweringStages()).run(film, given=Given(rois=huge)))

    assert caught.value.code == "vision.box_outside"


def test_a_given_inferred_box_gives_an_inferred_level(film: Radiograph) -> None:
    rois = dict(list(pipeline_of(AnsweringStages()).run(film))[1].findings.rois)
    rois[Bone.MP3] = replace(rois[Bone.MP3], score=None, source=Source.INFERRED)

    *_, last = pipeline_of(AnsweringStages()).run(film, given=Given(rois=rois))

    assert last.findings.grades[Bone.MP3].source is Source.INFERRED
    assert last.findings.grades[Bone.PP3].source is Source.MODEL


def test_inverted_grey_levels_are_part_of_the_findings(film: Radiograph) -> None:
    inverted = replace(film, provenance=replace(film.provenance, applied=("window", "inverted: MONOCHROME1")))

    findings = [list(pipeline_of(AnsweringStages()).run(one))[-1].findings for one in (film, inverted)]

    assert [found.canonical.inverted for found in findings] == [False, True]


def test_a_side_that_the_hand_does_not_look_like_is_told(film: Radiograph) -> None:
    *_, last = pipeline_of(AnsweringStages()).run(replace(film, laterality=Laterality.RIGHT))

    assert "vision.side_unexpected" in [notice.code for notice in last.findings.notices]


def test_networks_that_raised_twice_are_not_used_for_the_next_image(film: Radiograph) -> None:
    sets = [AnsweringStages(faults={"detect": RuntimeError("x")}) for _ in range(2)] + [AnsweringStages()]
    names = {name: name[0] * 64 for name in ("segmentation", "detection", "grading")}
    waiting = iter(Networks(stages, stages, stages, names, "cpu") for stages in sets)
    networks = ReloadingNetworks(next(waiting), lambda: next(waiting))
    pipeline = Pipeline(networks, HandKnowledge(load_hand_shape(), ANYTHING))

    with pytest.raises(VisionError):
        list(pipeline.run(film))
    *_, last = pipeline.run(film)

    assert len(last.findings.grades) == 13
    assert sets[1].asked == ["detect"]


def test_boxes_of_a_negative_are_graded_in_it_and_it_is_said(film: Radiograph) -> None:
    boxes = {bone: roi.box for bone, roi in list(pipeline_of(AnsweringStages()).run(film))[1].findings.rois.items()}
    view = CanonicalTransform(0.0, mirrored=False, inverted=True)

    *_, last = pipeline_of(AnsweringStages()).run(film, given=Given(rois=by_reader(boxes), canonical=view))

    assert last.findings.canonical.inverted
    assert [notice.code for notice in last.findings.notices] == ["vision.negative"]
