"""Assess a batch of images: files are read ahead while the networks look at the one before."""

import hashlib
import logging
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import TYPE_CHECKING

from bonage_desktop.assessment.reading import Reading, Standards
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Findings, Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging.discover import Recursion, find_images
from bonage_desktop.imaging.limits import DEFAULT_LIMITS
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.sentences import listed, say
from bonage_desktop.vision.given import Given
from bonage_desktop.vision.pose import negative_notices, side_notices
from bonage_desktop.workflow.demographics import Demographics
from bonage_desktop.workflow.errors import WorkflowError, unexpected
from bonage_desktop.workflow.facts import Told, with_facts
from bonage_desktop.workflow.outcome import Assessed, Failed, Outcome
from bonage_desktop.workflow.supplied import Supplied
from bonage_desktop.workflow.supplied_entries import Boxes

if TYPE_CHECKING:
    from bonage_desktop.vision.pipeline import Pipeline

_READ_AHEAD = 1
_SECONDS_TO_STOP = 2.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """What to do with every image of a batch.

    Attributes:
        until: stop after this stage, without a score; None asks for the score and the age.
        told: sex and hand as the caller gave them.
        demographics: rows matched with images, or None.
        supplied: what was handed in instead of a stage.
        standards: tables and curves to read levels with.
    """

    until: Stage | None
    told: Told
    demographics: Demographics | None
    supplied: Supplied
    standards: Standards


class LazyPipeline:
    """The pipeline, loaded when the first image needs it; a failure to load is kept and told to every image."""

    def __init__(self, load: Callable[[], "Pipeline"]) -> None:
        self._load = load
        self._loaded: Pipeline | BonageError | None = None

    def get(self) -> "Pipeline":
        """The loaded pipeline.

        Raises:
            BonageError: it could not be loaded.
        """
        if self._loaded is None:
            try:
                self._loaded = self._load()
            except BonageError as error:
                self._loaded = error
        if isinstance(self._loaded, BonageError):
            raise self._loaded
        return self._loaded


def find_inputs(paths: Sequence[Path], recursion: Recursion) -> tuple[Path | Failed, ...]:
    """The images that the paths stand for, each once; a folder without any has failed already."""
    return tuple(
        entry if isinstance(entry, Path) else Failed(entry.path, entry.problem)
        for entry in find_images(paths, recursion)
    )


def assess_files(inputs: Sequence[Path | Failed], request: Request, pipeline: LazyPipeline) -> Generator[Outcome]:
    """One outcome per input, in order; a failed one never stops the others.

    A thread decodes ahead: one file waits, one is being decoded. Closing the generator ends it at once.

    Args:
        inputs: as `find_inputs` gives them.
        request: what to do with every image.
        pipeline: loaded only when an image needs them.
    """
    files = [entry for entry in inputs if isinstance(entry, Path)]
    with closing(_read_ahead(files)) as decoded:
        for entry in inputs:
            if isinstance(entry, Failed):
                yield entry
                continue
            yield _outcome(entry, next(decoded), request, pipeline)


def _outcome(file: Path, decoded: Radiograph | BonageError, request: Request, pipeline: LazyPipeline) -> Outcome:
    if isinstance(decoded, BonageError):
        return Failed(file, decoded, sha256=_sha256(file))
    return _assess(file, decoded, request, pipeline)


def _read_ahead(files: Sequence[Path]) -> Generator[Radiograph | BonageError]:
    decoded: Queue[Radiograph | BonageError] = Queue(_READ_AHEAD)
    stopped = Event()
    thread = Thread(target=_decode_all, args=(files, decoded, stopped), name="decoder", daemon=True)
    thread.start()
    try:
        for _ in files:
            yield decoded.get()
    finally:
        stopped.set()
        while not decoded.empty():  # the thread may wait for room
            decoded.get()
        thread.join(_SECONDS_TO_STOP)


def _decode_all(files: Sequence[Path], decoded: "Queue[Radiograph | BonageError]", stopped: Event) -> None:
    decoder = Decoder()
    try:
        for file in files:
            decoded.put(_decode(decoder, file))
            if stopped.is_set():
                return
    finally:
        decoder.close()


def _decode(decoder: Decoder, file: Path) -> Radiograph | BonageError:
    try:
        return decoder.read(file)
    except BonageError as error:
        return error
    except Exception:
        logger.exception("decoding an image failed unexpectedly")
        return unexpected(file)


def _sha256(file: Path) -> str | None:
    """So that a refused file can be told from another of its name; a device or a giant is not read."""
    try:
        if not file.is_file() or file.stat().st_size > DEFAULT_LIMITS.max_file_bytes:
            return None
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _assess(file: Path, radiograph: Radiograph, request: Request, pipeline: LazyPipeline) -> Outcome:
    person = None if request.demographics is None else request.demographics.people.get(file)
    known = with_facts(radiograph, request.told, person)
    try:
        if request.until is None and known.sex is None:
            raise _sex_missing(file)
        given, notices = request.supplied.given(file, known)
        known = replace(known, notices=(*known.notices, *notices))
        boxes = request.supplied.boxes_to_show(file, known)
        if given.all_grades:
            Given(rois=boxes.rois).check(known)
        *_, last = pipeline.get().run(known, until=request.until or Stage.GRADE, given=given)
    except BonageError as error:
        return Failed(file, error, known)
    except Exception:
        logger.exception("assessing an image failed unexpectedly")
        return Failed(file, unexpected(file), known)
    findings = _with_boxes(last.findings, boxes, known) if given.all_grades else last.findings
    return _judged(file, known, findings, request)


def _with_boxes(findings: Findings, boxes: Boxes, known: Radiograph) -> Findings:
    """Findings of handed-in levels alone, with the boxes they were read in and what their places say about the side."""
    if findings.rois or not findings.grades:
        return findings
    is_negative = boxes.canonical is not None and boxes.canonical.inverted != known.provenance.inverted
    told = (*negative_notices(is_negative=is_negative), *side_notices(boxes.canonical, known.laterality))
    notices = (*findings.notices, *told)
    return replace(findings, rois=boxes.rois, canonical=boxes.canonical, notices=notices)


def _judged(file: Path, radiograph: Radiograph, findings: Findings, request: Request) -> Outcome:
    sex = radiograph.sex if request.until is None else None
    reading = Reading.begin(findings, sex, radiograph.sex_source, request.standards)
    told = reading.refusal
    if told is not None:
        return Failed(
            file,
            WorkflowError(told.code, say("{file}: {reason}", file=file, reason=told.message), told.hint),
            radiograph,
            reading,
        )
    if request.until in (None, Stage.GRADE) and reading.unresolved:
        return Failed(file, _needs_reader(file, reading), radiograph, reading)
    return Assessed(file, radiograph, reading)


def _sex_missing(file: Path) -> WorkflowError:
    return WorkflowError(
        "workflow.sex_missing",
        say("{file} does not say the patient's sex, and points and curve depend on it.", file=file),
        say("Give it with --sex male or --sex female, or in a table with --demographics."),
    )


def _needs_reader(file: Path, reading: Reading) -> WorkflowError:
    bones = listed(bone.title for bone in reading.unresolved)
    return WorkflowError(
        "workflow.needs_reader",
        say("{file} needs the reader: no level for {bones}.", file=file, bones=bones),
        say(
            "Look at the picture, add the missing boxes or levels to the JSON output, "
            "hand it in with --boxes or --levels."
        ),
    )
