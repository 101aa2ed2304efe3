"""The stages in turn: a radiograph in, growing findings out. No torch here: the networks are handed in."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from bonage_desktop.findings.findings import BoneGrade, Findings, Stage
from bonage_desktop.findings.notice import Notice, Rejection
from bonage_desktop.findings.radiograph import Laterality, Radiograph
from bonage_desktop.findings.roi import Roi, Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.errors import NetworkError, network_runs
from bonage_desktop.vision.given import NOTHING_GIVEN, Given
from bonage_desktop.vision.location import View, locate
from bonage_desktop.vision.mean_hand import MeanHand
from bonage_desktop.vision.palm import clean_mask, count_components, judge_palm, measure_palm
from bonage_desktop.vision.pose import pose_notices
from bonage_desktop.vision.preprocess import (
    CROP_FLOOR,
    CROP_SIDE,
    Grey,
    Letterbox,
    Mask,
    as_grey,
    letterbox,
    palm_view,
    roi_crop,
    standardise,
)
from bonage_desktop.vision.stages import LevelProbabilities, Networks

MIN_LONG_SIDE, MIN_SHORT_SIDE = 256, 128
"""Pixels below which growth regions cannot be told apart."""
MAX_SHAPE = 20
"""Longer side of an image over the shorter; more is no radiograph, and its shorter side would vanish on the canvas."""

_NETWORK_OF = {Stage.SEGMENT: "segmentation", Stage.DETECT: "detection", Stage.GRADE: "grading"}

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, eq=False)
class Segmented:
    """The hand was looked for; `findings.palm` holds it."""

    findings: Findings


@dataclass(frozen=True, slots=True, eq=False)
class Detected:
    """The bones were looked for; `findings.rois` holds them."""

    findings: Findings


@dataclass(frozen=True, slots=True, eq=False)
class Graded:
    """The bones were graded; `findings.grades` holds the levels."""

    findings: Findings


Event = Segmented | Detected | Graded


@dataclass(frozen=True, slots=True, eq=False)
class _Film:
    """The radiograph as the networks get it.

    Attributes:
        name: of the file, for messages.
        gray: uint8 (H, W).
        laterality: which hand, or None where nobody said.
        inverted: the grey levels were inverted to make bone bright.
    """

    name: str
    gray: Grey
    laterality: Laterality | None
    inverted: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Canvas:
    """What segmentation leaves for detection: canvas, where the image lies on it, and the mask there."""

    pixels: Grey
    placed: Letterbox
    mask: Mask


def never() -> bool:
    """Not cancelled."""
    return False


class Pipeline:
    """Runs the stages on one radiograph after another. For one thread at a time.

    Args:
        networks: the loaded stages.
        reload: loads a fresh set on the CPU, after a network raised.
        mean: the mean hand, for bones that were missed.
        notices: said with every result, e.g. that a GPU failed.
    """

    def __init__(
        self,
        networks: Networks,
        reload: Callable[[], Networks],
        mean: MeanHand,
        notices: tuple[Notice, ...] = (),
    ) -> None:
        self._networks = networks
        self._reload = reload
        self._mean = mean
        self._notices = notices

    @property
    def device(self) -> str:
        """Where the networks run: `cpu` or `cuda`."""
        return self._networks.device

    @property
    def models(self) -> Mapping[str, str]:
        """Network name to SHA-256 of its weights."""
        return self._networks.models

    def run(
        self,
        radiograph: Radiograph,
        *,
        until: Stage = Stage.GRADE,
        given: Given = NOTHING_GIVEN,
        cancelled: Callable[[], bool] = never,
    ) -> Iterator[Event]:
        """Look at one radiograph, stage by stage.

        Each event carries all findings so far. A stage that was not needed has no event: boxes replace segmentation
        and detection, all 13 levels replace everything. When the findings are rejected the generator ends; when
        `cancelled` says so it ends before the next stage.

        Args:
            radiograph: bone bright.
            until: the last stage to run.
            given: a reader's mask, boxes or levels, used instead of the networks'.
            cancelled: asked between the stages.

        Raises:
            VisionError: what was given does not fit the radiograph (`vision.mask_shape`, `vision.box_outside`), or a
                network stopped twice (`vision.network_failed`).
        """
        given.check(radiograph)
        findings = self._begin()
        if until is Stage.GRADE and given.all_grades:
            yield Graded(replace(findings, grades={bone: given.grades[bone] for bone in Bone}))
            return
        source = radiograph.provenance
        film = _Film(source.file.name, as_grey(radiograph.pixels), radiograph.laterality, source.inverted)
        findings = replace(findings, rejection=_judge_size(film.gray))
        canvas: _Canvas | None = None
        if until is Stage.SEGMENT or given.mask is not None or not given.rois:
            if findings.rejection is None:
                findings, canvas = self._segment(film, given, findings)
            yield Segmented(findings)
            if findings.rejection or until is Stage.SEGMENT or cancelled():
                return
        if findings.rejection is None:
            findings = self._detect(film, canvas, given, findings)
        yield Detected(findings)
        if findings.rejection or until is Stage.DETECT or cancelled():
            return
        yield Graded(self._grade(film, given, findings))

    def _begin(self) -> Findings:
        return Findings(
            canonical=None,
            palm=None,
            rois={},
            missing={},
            grades={},
            attention=None,
            models={},
            device=self.device,
            seconds={},
            notices=self._notices,
            rejection=None,
        )

    def _segment(self, film: _Film, given: Given, findings: Findings) -> tuple[Findings, _Canvas]:
        start = time.perf_counter()
        pixels, placed = letterbox(film.gray)
        if given.mask is None:
            raw, findings = self._ask(
                film, Stage.SEGMENT, lambda networks: networks.segmenter.segment(pixels), findings
            )
            mask = clean_mask(raw)
            palm = measure_palm(placed.mask_to_image(mask, film.gray.shape), count_components(raw), Source.MODEL)
        else:
            mask = placed.mask_to_canvas(given.mask)
            if not mask.any():  # so few pixels that none is left on the canvas
                return replace(findings, rejection=judge_palm(None, film.gray)), _Canvas(pixels, placed, mask)
            # a copy: findings freeze their mask, and the reader's array is not ours to freeze
            palm = measure_palm(given.mask.copy(), count_components(given.mask.astype(np.uint8)), Source.READER)
        findings = replace(findings, palm=palm, rejection=judge_palm(palm, film.gray))
        return _timed(findings, Stage.SEGMENT, start), _Canvas(pixels, placed, mask)

    def _detect(self, film: _Film, canvas: _Canvas | None, given: Given, findings: Findings) -> Findings:
        start = time.perf_counter()
        if given.rois or canvas is None:
            rois = given.rois
        else:
            view, frame = palm_view(canvas.pixels, canvas.mask)
            seen, findings = self._ask(film, Stage.DETECT, lambda networks: networks.detector.detect(view), findings)
            rois = {
                bone: Roi(bone, frame.box_to_image(detection.corners, canvas.placed), detection.score, Source.MODEL)
                for bone, detection in seen.items()
            }
        palm = None if findings.palm is None else findings.palm.mask
        location = locate(rois, frozenset(given.grades), View(film.gray.shape, palm), self._mean)
        canonical = location.canonical and replace(location.canonical, inverted=film.inverted)
        findings = replace(
            findings,
            canonical=canonical,
            rois=location.rois,
            missing=location.missing,
            notices=(*findings.notices, *location.notices, *pose_notices(canonical, film.laterality)),
            rejection=location.rejection,
        )
        return _timed(findings, Stage.DETECT, start)

    def _grade(self, film: _Film, given: Given, findings: Findings) -> Findings:
        start = time.perf_counter()
        if findings.canonical is None:
            raise ValueError("findings that are not rejected say how the hand is turned")
        crops = np.zeros((len(Bone), CROP_SIDE, CROP_SIDE), np.float32)
        valid = np.zeros(len(Bone), np.bool_)
        for bone, roi in findings.rois.items():
            crops[bone.number - 1] = standardise(roi_crop(film.gray, roi.box, findings.canonical), CROP_FLOOR)
            valid[bone.number - 1] = True
        seen, findings = self._ask(film, Stage.GRADE, lambda networks: networks.grader.grade(crops, valid), findings)
        grades = {bone: _grade_of(roi, seen) for bone, roi in findings.rois.items()} | dict(given.grades)
        ordered = {bone: grades[bone] for bone in Bone if bone in grades}
        return _timed(replace(findings, grades=ordered, attention=seen.attention), Stage.GRADE, start)

    def _ask(
        self, film: _Film, stage: Stage, question: Callable[[Networks], _Answer], findings: Findings
    ) -> tuple[_Answer, Findings]:
        """A network's answer; after an exception all networks are loaded afresh on the CPU and asked once more."""
        notices = findings.notices
        try:
            with network_runs(stage, film.name):
                answer = question(self._networks)
        except NetworkError as fault:
            self._networks = self._reload()
            message = f"{fault.message} The networks were loaded again and ran on the CPU."
            notices = (*notices, Notice("vision.network_reloaded", message))
            with network_runs(stage, film.name):
                answer = question(self._networks)
        name = _NETWORK_OF[stage]
        models = {**findings.models, name: self._networks.models[name]}
        return answer, replace(findings, models=models, device=self.device, notices=notices)


def _judge_size(gray: Grey) -> Rejection | None:
    short, long = sorted(gray.shape)
    if short < MIN_SHORT_SIDE or long < MIN_LONG_SIDE:
        return Rejection(
            "vision.too_small",
            f"The image has {gray.shape[1]} × {gray.shape[0]} pixels: too few to tell growth regions apart.",
            f"Give an image of at least {MIN_SHORT_SIDE} × {MIN_LONG_SIDE} pixels.",
        )
    if long > MAX_SHAPE * short:
        return Rejection(
            "vision.too_narrow",
            f"The image is {long / short:.0f} times as long as wide: it cannot show a whole hand.",
            "Give the whole radiograph of one hand.",
        )
    return None


def _grade_of(roi: Roi, seen: LevelProbabilities) -> BoneGrade:
    """The expected level, rounded: on hands apart from training MAE 0.55 y, against 0.59 y for the most likely one."""
    probabilities = seen.levels[roi.bone.number - 1, : roi.bone.level_count].copy()
    probabilities /= probabilities.sum()
    level = Level(roi.bone, round(float(probabilities @ np.arange(roi.bone.level_count))))
    source = Source.INFERRED if roi.source is Source.INFERRED else Source.MODEL
    return BoneGrade(level, probabilities, source, None)


def _timed(findings: Findings, stage: Stage, start: float) -> Findings:
    return replace(findings, seconds={**findings.seconds, stage: time.perf_counter() - start})
