"""Boxes and levels from the JSON that `bonage assess --format json` prints.

A person can correct one and enter again at that stage. Only what the person changed, or
calls the reader's, becomes the reader's: a level that is still what the model's probabilities
say stays the model's with its doubt, and what was inferred stays inferred.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, cast

import numpy as np

from bonage_desktop.findings.findings import BoneGrade, CanonicalTransform
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.sentences import Clause, said_by, say
from bonage_desktop.standards.bones import Bone, Level, LevelError
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.system_errors import reason_of
from bonage_desktop.workflow.errors import WorkflowError

Value = TypeVar("Value")
_ROUNDING = 1e-4
"""How far printed probabilities may miss 1, and their mean a half, because they were rounded."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a result, and how its hand was turned, or None where nobody said."""

    rois: Mapping[Bone, Roi]
    canonical: CanonicalTransform | None


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value]):
    """One image's boxes or levels.

    Attributes:
        file: the image as the entry names it, or None.
        sha256: of the image, or None where the entry does not say.
        values: by bone, empty where that image had none.
        notices: what was odd about the entry.
        boxes: where the levels of the entry were read; to be shown with them, not to be graded in.
    """

    file: str | None
    sha256: str | None
    values: Mapping[Bone, Value]
    notices: tuple[Notice, ...]
    boxes: Boxes


def read_boxes(file: Path) -> tuple[Entry[Roi], ...]:
    """The `rois` of each object in a file that `bonage assess --format json` wrote.

    A box is the reader's, who vouches for it by handing it in, unless its entry calls it inferred.

    Raises:
        WorkflowError: the file cannot be read (`workflow.supplied_unreadable`) or has no such content
            (`workflow.supplied_invalid`).
    """
    return _entries(file, "rois", _roi)


def read_levels(file: Path, standard: RusChn) -> tuple[Entry[BoneGrade], ...]:
    """The `levels` of each object in a file that `bonage assess --format json` wrote.

    A level may also be written short: a number is the level, `"L4(2)"` its label. Where an
    entry has a level and a label that do not belong together, the level counts, with a notice.
    An entry with the model's probabilities whose level is still the one they say stays the
    model's; every other level is the reader's.

    Raises:
        WorkflowError: as `read_boxes`; `workflow.supplied_invalid` also where a bone has no such level.
    """

    def grade(bone: Bone, value: object) -> tuple[BoneGrade, tuple[Notice, ...]]:
        level, notices = _level(bone, value, standard)
        kept = _kept_grade(level, value)
        if kept is None:
            return BoneGrade.by_reader(level), notices
        return kept, (*notices, *_inferred(bone, kept.source))

    return _entries(file, "levels", grade)


def read_canonical(file: Path) -> tuple[Entry[Roi], ...]:
    """The `canonical` of each object in a file that `bonage assess --format json` wrote; the entries have no values.

    Raises:
        WorkflowError: as `read_boxes`.
    """
    entries: list[Entry[Roi]] = []
    for fields in _objects(file):
        if not isinstance(fields.get("canonical", False), dict | None):
            raise _invalid(file, say("it has no 'canonical'"))
        boxes = _boxes_of(file, fields)
        entries.append(Entry(_text(fields.get("file")), _text(fields.get("sha256")), {}, (), boxes))
    return tuple(entries)


def _entries(
    file: Path, key: str, parse: Callable[[Bone, object], tuple[Value, tuple[Notice, ...]]]
) -> tuple[Entry[Value], ...]:
    entries: list[Entry[Value]] = []
    for fields in _objects(file):
        if not isinstance(fields.get(key), dict):
            raise _invalid(file, say("it has no {key!r}", key=key))
        values: dict[Bone, Value] = {}
        notices = _refused(fields)
        for name, value in cast(dict[str, object], fields[key]).items():
            try:
                bone = Bone.from_key(name)
                values[bone], more = parse(bone, value)
            except (LevelError, ValueError, OverflowError) as error:
                raise _invalid(
                    file, say("{name!r} in {key!r}: {reason}", name=name, key=key, reason=Clause(said_by(error)))
                ) from error
            notices += more
        boxes = _boxes_of(file, fields)
        entries.append(Entry(_text(fields.get("file")), _text(fields.get("sha256")), values, notices, boxes))
    return tuple(entries)


def _refused(fields: Mapping[str, object]) -> tuple[Notice, ...]:
    """What was wrong when the result was made: handing it back unchanged must not make it right."""
    error = fields.get("error")
    if not isinstance(error, dict):
        return ()
    reason = _text(cast(dict[str, object], error).get("message")) or say("no reason is given.")
    message = say(
        'When this was made the image was refused: {reason} Check everything, and set its "error" to null.',
        reason=reason,
    )
    return (Notice("workflow.refused_supplied", message),)


def _objects(file: Path) -> Sequence[dict[str, object]]:
    content = _read(file)
    objects = cast(list[object], content) if isinstance(content, list) else [content]
    if not objects:
        raise _invalid(file, say("it is an empty list"))
    if not all(isinstance(item, dict) for item in objects):
        raise _invalid(file, say("it is no object or list of objects"))
    return cast(list[dict[str, object]], objects)


def _boxes_of(file: Path, fields: Mapping[str, object]) -> Boxes:
    try:
        return _boxes_beside(fields)
    except (LevelError, ValueError, OverflowError) as error:
        raise _invalid(file, say("its 'rois' or 'canonical': {reason}", reason=Clause(said_by(error)))) from error


def _boxes_beside(fields: Mapping[str, object]) -> Boxes:
    """The boxes as the result says them, with score and source; a box without a source is the reader's."""
    written = fields.get("rois")
    rois = cast(dict[str, object], written) if isinstance(written, dict) else {}
    found = {(bone := Bone.from_key(name)): _roi_as_written(bone, value) for name, value in rois.items()}
    return Boxes({bone: found[bone] for bone in Bone if bone in found}, _canonical(fields.get("canonical")))


def _roi_as_written(bone: Bone, value: object) -> Roi:
    box = _box(value)
    fields = cast(dict[str, object], value) if isinstance(value, dict) else {}
    score, source = fields.get("score"), fields.get("source")
    kept = Source(source) if source in (Source.MODEL, Source.INFERRED) else Source.READER
    return Roi(bone, box, float(cast(float, score)) if _is_number(score) else None, kept)


def _canonical(value: object) -> CanonicalTransform | None:
    if not isinstance(value, dict):
        return None
    fields = cast(dict[str, object], value)
    turn, mirrored, inverted = (fields.get(key) for key in ("rotation_degrees", "mirrored", "inverted"))
    if not _is_number(turn) or not -180 <= cast(float, turn) <= 180:
        raise ValueError(say("rotation_degrees is a number from -180 to 180"))
    if not isinstance(mirrored, bool) or not isinstance(inverted, bool):
        raise ValueError(say("mirrored and inverted are true or false"))
    return CanonicalTransform(float(cast(float, turn)), mirrored, inverted)


def _read(file: Path) -> object:
    try:
        return json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise WorkflowError(
            "workflow.supplied_unreadable",
            say("{file} could not be read: {reason}.", file=file, reason=reason_of(error)),
            say("Check the path given to --mask, --boxes, --levels or --canonical."),
        ) from error
    except (ValueError, RecursionError) as error:
        raise _invalid(file, say("it is not JSON")) from error


def _invalid(file: Path, fact: str) -> WorkflowError:
    return WorkflowError(
        "workflow.supplied_invalid",
        say("{file} cannot be used: {fact}.", file=file, fact=fact),
        say("Start from what bonage assess --format json prints and change the figures in it."),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _roi(bone: Bone, value: object) -> tuple[Roi, tuple[Notice, ...]]:
    box = _box(value)
    if not isinstance(value, dict) or cast(dict[str, object], value).get("source") != Source.INFERRED:
        return Roi.by_reader(bone, box), ()
    return Roi(bone, box, None, Source.INFERRED), _inferred(bone, Source.INFERRED)


def _inferred(bone: Bone, source: Source) -> tuple[Notice, ...]:
    if source is not Source.INFERRED:
        return ()
    message = say(
        "{bone} was not found when this was made: its place was inferred from the other bones. "
        'Check it, and write "source": "reader" once you have.',
        bone=bone.title,
    )
    return (Notice("workflow.inferred_supplied", message),)


def _kept_grade(level: Level, value: object) -> BoneGrade | None:
    """The model's grade, where the entry holds it and nobody changed its level."""
    fields = cast(dict[str, object], value) if isinstance(value, dict) else {}
    source, written = fields.get("source"), fields.get("probabilities")
    if source not in (Source.MODEL, Source.INFERRED) or written is None:
        return None
    count = level.bone.level_count
    listed = cast(list[object], written) if isinstance(written, list) else []
    probabilities = np.array([number for number in listed if _is_number(number)], np.float64)
    if probabilities.shape != (count,) or not (probabilities >= 0).all() or abs(probabilities.sum() - 1) > _ROUNDING:
        raise ValueError(say("probabilities are {count} numbers that add up to 1", count=count))
    if not np.isclose(probabilities.sum(), 1, rtol=0, atol=1e-6):  # else handing back would change the figures
        probabilities /= probabilities.sum()
    if abs(float(probabilities @ np.arange(count)) - level.index) > 0.5 + _ROUNDING:
        return None
    return BoneGrade(level, probabilities, Source(cast(str, source)), None)


def _box(value: object) -> Box:
    corners = cast(dict[str, object], value).get("box") if isinstance(value, dict) else value
    if not isinstance(corners, list):
        raise ValueError(say("a box is a list of four numbers"))
    numbers = [corner for corner in cast(list[object], corners) if _is_number(corner)]
    if len(numbers) != 4 or len(cast(list[object], corners)) != 4:
        raise ValueError(say("a box is a list of four numbers"))
    return Box.of(cast(list[float], numbers))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _level(bone: Bone, value: object, standard: RusChn) -> tuple[Level, tuple[Notice, ...]]:
    if not isinstance(value, dict):
        return _written_level(bone, value, standard), ()
    entry = cast(dict[str, object], value)
    label = _label(entry.get("label"))
    if "level" not in entry and label is not None:
        return standard.level(bone, f"L{label}"), ()
    level = _written_level(bone, entry.get("level"), standard)
    if label is None or label == standard.label(level):
        return level, ()
    message = say(
        "{bone} has level {index} and label {label}: the level was used, its label is {right}.",
        bone=bone.title,
        index=level.index,
        label=label,
        right=standard.label(level),
    )
    return level, (Notice("workflow.label_ignored", message),)


def _label(value: object) -> str | None:
    """A label without the `L` that people write before it."""
    text = _text(value)
    return None if text is None else text.strip().removeprefix("L").removeprefix("l")


def _written_level(bone: Bone, value: object, standard: RusChn) -> Level:
    if isinstance(value, str):
        return standard.level(bone, value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Level(bone, value)
    raise ValueError(say("a level is a whole number or a label such as L4(2)"))
