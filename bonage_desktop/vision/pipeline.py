"""The stages in turn: a radiograph in, growing findings out. No torch here: the networks are handed in."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import BoneGrade, CanonicalTransform, Findings, PalmMask, Stage
from bonage_desktop.findings.notice import Notice, Rejection
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Roi, Source
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.double_exposure import double_exposure
from bonage_desktop.vision.film import Film
from bonage_desktop.vision.given import NOTHING_GIVEN, Given
from bonage_desktop.vision.knowledge import HandKnowledge
from bonage_desktop.vision.location import Location, View, locate
from bonage_desktop.vision.looks import Canvas, Eyes, Look, Placed, in_pose, look, search
from bonage_desktop.vision.noise import noise_notices
from bonage_desktop.vision.obscured import obscured
from bonage_desktop.vision.palm import count_components, hand_mask, judge_palm, measure_palm
from bonage_desktop.vision.pose import COARSE_LENGTH, coarse_notices, negative_notices, side_notices
from bonage_desktop.vision.preprocess import (
    CROP_FLOOR,
    CROP_SIDE,
    Floats,
    Grey,
    Mask,
    letterbox,
    roi_crop,
    standardise,
)
from bonage_desktop.vision.reloading import Asking, ReloadingNetworks
from bonage_desktop.vision.stages import Detection, LevelProbabilities

MIN_LONG_SIDE, MIN_SHORT_SIDE = 256, 128
"""Pixels below which growth regions cannot be told apart."""
MAX_SHAPE = 20
"""Longer side of an image over the shorter; more is no radiograph, and its shorter side would vanish on the canvas."""


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


class _CancelledError(Exception):
    """The run was cancelled between two questions to the networks."""


def never() -> bool:
    """Not cancelled."""
    return False


class Pipeline:
    """Runs the stages on one radiograph after another. For one thread at a time.

    Args:
        networks: the loaded stages.
        knowledge: what hands look like.
        notices: said with every result, e.g. that a GPU failed.
    """

    def __init__(self, networks: ReloadingNetworks, knowledge: HandKnowledge, notices: tuple[Notice, ...] = ()) -> None:
        self._networks = networks
        self._knowledge = knowledge
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
            given: a reader's mask, boxes, levels or view, used instead of the networks'.
            cancelled: asked between the stages, and between two looks at an image.

        Raises:
            VisionError: what was given does not fit the radiograph (`vision.mask_shape`, `vision.box_outside`), or a
                network stopped twice (`vision.network_failed`).
        """
        given.check(radiograph)
        job = _Job(Asking(self._networks, radiograph.provenance.file.name), self._knowledge, given, cancelled)
        findings = self._begin()
        if until is Stage.GRADE and given.all_grades:
            yield Graded(replace(findings, grades={bone: given.grades[bone] for bone in Bone}))
            return
        film = Film.of(radiograph)
        if given.canonical is not None:
            film = film.shown(inverted=given.canonical.inverted)
        told = (*findings.notices, *noise_notices(is_smoothed=film.is_smoothed))
        findings = replace(findings, rejection=_judge_size(film.gray), notices=told)
        canvas: Canvas | None = None
        sight = _Sight(film, 0.0)
        try:
            if until is Stage.SEGMENT or given.mask is not None or not given.rois:
                if findings.rejection is None:
                    canvas, findings = job.segment(film, findings)
                yield Segmented(findings)
                if findings.rejection or until is Stage.SEGMENT or cancelled():
                    return
            if findings.rejection is None:
                sight, findings = job.detect(film, canvas, findings)
            yield Detected(findings)
            if findings.rejection or until is Stage.DETECT or cancelled():
                return
            yield Graded(job.grade(sight, findings))
        except _CancelledError:
            return

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


@dataclass(frozen=True, slots=True, eq=False)
class _Sight:
    """What grading looks at: the film, perhaps a negative, and how long the hand is in it, pixels."""

    film: Film
    length: float


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """One radiograph on its way through the stages."""

    asking: Asking
    knowledge: HandKnowledge
    given: Given
    cancelled: Callable[[], bool]

    def segment(self, film: Film, findings: Findings) -> tuple[Canvas, Findings]:
        start = time.perf_counter()
        canvas = self._canvas(film)
        palm, rejection = self._judged(canvas)
        if rejection is not None and self.given.mask is None and self.given.canonical is None:
            for shown in film.otherwise():
                self._end_if_cancelled()
                there = self._canvas(shown)
                palm_there, rejected_there = self._judged(there)
                if rejected_there is None:
                    canvas, palm, rejection = there, palm_there, None
                    break
        told = negative_notices(is_negative=canvas.film.is_negative)
        findings = replace(findings, palm=palm, rejection=rejection, notices=(*findings.notices, *told))
        return canvas, self._timed(findings, Stage.SEGMENT, start)

    def detect(self, film: Film, canvas: Canvas | None, findings: Findings) -> tuple[_Sight, Findings]:
        start = time.perf_counter()
        rois, palm, shown = self.given.rois, findings.palm, film if canvas is None else canvas.film
        seen: tuple[Notice, ...] = ()
        if canvas is not None and not self.given.rois:
            best = self._search(canvas)
            shown, seen = best.canvas.film, () if best.hands is None else best.hands.notices()
            rois = {
                bone: Roi(bone, candidate.box, candidate.score, Source.MODEL)
                for bone, candidate in best.choice.boxes.items()
            }
            if best.canvas is not canvas and self.given.mask is None:
                palm = measure_palm(self._in_image(best.canvas), best.canvas.pieces, Source.MODEL) or palm
        view = View(film.gray.shape, None if palm is None else palm.mask)
        location = self._seen(locate(rois, frozenset(self.given.grades), view, self.knowledge.shape), shown, palm)
        if canvas is not None and palm is not None and self.given.mask is None and location.rejection is None:
            location = replace(location, rejection=double_exposure(shown.gray, palm.mask))
        canonical = location.canonical and replace(location.canonical, inverted=shown.inverted)
        posed = negative_notices(is_negative=shown.is_negative) + side_notices(canonical, film.laterality)
        if canonical is not None:
            posed += coarse_notices(location.length)
        findings = replace(findings, palm=palm, notices=(*findings.notices, *seen, *location.notices, *posed))
        return _Sight(shown, location.length), self._timed(
            _with_location(findings, location, canonical), Stage.DETECT, start
        )

    def _seen(self, location: Location, film: Film, palm: PalmMask | None) -> Location:
        """With the bones that something lies over among those that need the reader; their boxes are kept."""
        if palm is None or location.canonical is None or location.rejection is not None:
            return location
        hidden = obscured(film.gray, location.rois, location.canonical, palm.mask, self.knowledge.grey_limits)
        needed = {bone: notice for bone, notice in hidden.items() if bone not in self.given.grades}
        return location.without(needed)

    def grade(self, sight: _Sight, findings: Findings) -> Findings:
        start = time.perf_counter()
        if findings.canonical is None:
            raise ValueError("findings that are not rejected say how the hand is turned")
        crops = np.zeros((len(Bone), CROP_SIDE, CROP_SIDE), np.float32)
        valid = np.zeros(len(Bone), np.bool_)
        coarse = sight.length < COARSE_LENGTH
        visible = {bone: roi for bone, roi in findings.rois.items() if bone not in findings.missing}
        for bone, roi in visible.items():
            crop = roi_crop(sight.film.gray, roi.box, findings.canonical, coarse=coarse)
            crops[bone.number - 1] = standardise(crop, CROP_FLOOR)
            valid[bone.number - 1] = True
        seen = self.asking.ask(Stage.GRADE, lambda networks: networks.grader.grade(crops, valid))
        grades = {bone: _grade_of(roi, seen) for bone, roi in visible.items()} | dict(self.given.grades)
        ordered = {bone: grades[bone] for bone in Bone if bone in grades}
        return self._timed(replace(findings, grades=ordered, attention=seen.attention), Stage.GRADE, start)

    def _search(self, canvas: Canvas) -> Look:
        eyes = Eyes(self._segment, self._detect)
        pose = self.given.canonical
        if pose is not None:
            return in_pose(canvas.film, pose, eyes, self.knowledge.shape)
        return search(look(canvas, eyes, self.knowledge.shape), eyes, self.knowledge.shape)

    def _canvas(self, film: Film) -> Canvas:
        pixels, placed = letterbox(film.gray)
        mask, pieces = self._segment(pixels, placed)
        return Canvas(film, pixels, placed, mask, pieces)

    def _judged(self, canvas: Canvas) -> tuple[PalmMask | None, Rejection | None]:
        if self.given.mask is None:
            palm = measure_palm(self._in_image(canvas), canvas.pieces, Source.MODEL)
        elif canvas.mask.any():
            # a copy: findings freeze their mask, and the reader's array is not ours to freeze
            palm = measure_palm(self.given.mask.copy(), canvas.pieces, Source.READER)
        else:  # so few pixels that none is left on the canvas
            palm = None
        return palm, judge_palm(palm, canvas.film.gray)

    def _in_image(self, canvas: Canvas) -> npt.NDArray[np.bool_]:
        return canvas.placed.mask_to_image(canvas.mask, canvas.film.gray.shape)

    def _segment(self, pixels: Grey, placed: Placed) -> tuple[Mask, int]:
        self._end_between_looks()
        if self.given.mask is not None:
            return placed.mask_to_canvas(self.given.mask), count_components(self.given.mask.astype(np.uint8))
        raw = self.asking.ask(Stage.SEGMENT, lambda networks: networks.segmenter.segment(pixels))
        return hand_mask(raw), count_components(raw)

    def _detect(self, view: Floats) -> Sequence[Detection]:
        self._end_between_looks()
        return self.asking.ask(Stage.DETECT, lambda networks: networks.detector.detect(view))

    def _end_between_looks(self) -> None:
        """Before the first look `run` has just asked."""
        if Stage.DETECT in self.asking.asked:
            self._end_if_cancelled()

    def _end_if_cancelled(self) -> None:
        if self.cancelled():
            raise _CancelledError

    def _timed(self, findings: Findings, stage: Stage, start: float) -> Findings:
        told = dict.fromkeys((*findings.notices, *self.asking.notices))
        return replace(
            findings,
            seconds={**findings.seconds, stage: time.perf_counter() - start},
            models=dict(self.asking.models),
            device=self.asking.networks.device,
            notices=tuple(told),
        )


def _with_location(findings: Findings, location: Location, canonical: CanonicalTransform | None) -> Findings:
    return replace(
        findings,
        canonical=canonical,
        rois=location.rois,
        missing=location.missing,
        rejection=location.rejection,
    )


def _judge_size(gray: Grey) -> Rejection | None:
    short, long = sorted(gray.shape)
    if short < MIN_SHORT_SIDE or long < MIN_LONG_SIDE:
        return Rejection(
            "vision.too_small",
            say(
                "The image has {width} × {height} pixels: too few to tell growth regions apart.",
                width=gray.shape[1],
                height=gray.shape[0],
            ),
            say("Give an image of at least {short} × {long} pixels.", short=MIN_SHORT_SIDE, long=MIN_LONG_SIDE),
        )
    if long > MAX_SHAPE * short:
        return Rejection(
            "vision.too_narrow",
            say("The image is {times:.0f} times as long as wide: it cannot show a whole hand.", times=long / short),
            say("Give the whole radiograph of one hand."),
        )
    return None


def _grade_of(roi: Roi, seen: LevelProbabilities) -> BoneGrade:
    """The expected level, rounded: on hands apart from training MAE 0.55 y, against 0.59 y for the most likely one."""
    probabilities = seen.levels[roi.bone.number - 1, : roi.bone.level_count].copy()
    probabilities /= probabilities.sum()
    level = Level(roi.bone, round(float(probabilities @ np.arange(roi.bone.level_count))))
    source = Source.INFERRED if roi.source is Source.INFERRED else Source.MODEL
    return BoneGrade(level, probabilities, source, None)
