"""The labels beside the hand: which bone stands on which side, at what height, and on a plate that keeps it legible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.drawing import Align, Drawing, Lettering, Pen, width_of
from bonage_desktop.reporting.words import level_words
from bonage_desktop.sentences import Catalogue
from bonage_desktop.standards.bones import Bone

_HEIGHT = 50
_INDENT = 8
_PAD = 5
_FOREARM = (Bone.RADIUS, Bone.ULNA)


@dataclass(frozen=True, slots=True)
class Room:
    """Where labels may stand.

    Attributes:
        columns: x at which the labels left of the hand end and those right of it begin.
        height: of the part of the picture that labels may use.
    """

    columns: tuple[float, float]
    height: float


def draw_labels(
    drawing: Drawing, reading: Reading, boxes: Mapping[Bone, Box], room: Room, catalogue: Catalogue
) -> None:
    """Two columns beside the hand, each label as near the height of its bone as there is room, and a line to it.

    Args:
        drawing: the picture.
        reading: whose levels are shown.
        boxes: of the bones, in pixels of the picture.
        room: where labels may stand.
        catalogue: of the language.
    """
    columns, height = room.columns, room.height
    left, right = sides({bone: box.centre[0] for bone, box in boxes.items()})
    places: list[tuple[Bone, tuple[float, float], Align]] = []
    for bones, align, column in ((left, Align.RIGHT, columns[0]), (right, Align.LEFT, columns[1])):
        members = sorted(bones, key=lambda bone: boxes[bone].centre[1])
        heights = spread([boxes[bone].centre[1] for bone in members], _HEIGHT, height)
        places += [(bone, (column, y), align) for bone, y in zip(members, heights, strict=True)]
    for bone, place, align in places:
        box, hue = boxes[bone], palette.HUES[reading.rois[bone].source]
        start = (box.x0 if align is Align.RIGHT else box.x1, box.centre[1])
        drawing.line([start, place], Pen(hue, 1, opacity=0.6))
    for bone, place, align in places:  # after all lines, so that none crosses a label
        _draw_label(drawing, _label_lines(reading, bone, align, catalogue), place, align)


def around(box: Box) -> list[tuple[float, float]]:
    """The box as a line that ends where it begins."""
    return [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1), (box.x0, box.y0)]


def sides(across: Mapping[Bone, float]) -> tuple[tuple[Bone, ...], tuple[Bone, ...]]:
    """The bones whose labels stand left of the hand and those right of it: half each, by how they lie.

    Radius and ulna lie beside each other with all others above them: each stands on its own side,
    so that neither's line crosses the other.

    Args:
        across: x of each bone's middle.
    """
    ordered = sorted(across, key=across.__getitem__)
    forearm = [bone for bone in ordered if bone in _FOREARM]
    apart = forearm if len(forearm) == len(_FOREARM) else []
    others = [bone for bone in ordered if bone not in apart]
    half = (len(ordered) + 1) // 2 - len(apart[:1])
    return (*others[:half], *apart[:1]), (*others[half:], *apart[1:])


def spread(wanted: Sequence[float], distance: float, end: float) -> list[float]:
    """Positions near the wanted ones, in the same order, at least `distance` apart and half of it from both ends.

    Neighbours that crowd each other form a block around the mean of what its members want.

    Args:
        wanted: positions, ascending.
        distance: smallest distance of two positions.
        end: positions lie in 0..end, as long as there is room for all of them.
    """
    blocks: list[list[float]] = []
    for position in wanted:
        blocks.append([position])
        while len(blocks) > 1 and _end(blocks[-2], distance, end) > _start(blocks[-1], distance, end):
            last = blocks.pop()
            blocks[-1] += last
    return [_start(block, distance, end) + (index + 0.5) * distance for block in blocks for index in range(len(block))]


def _label_lines(reading: Reading, bone: Bone, align: Align, catalogue: Catalogue) -> Sequence[tuple[str, Lettering]]:
    grade = reading.grades.get(bone)
    lines = [(f"{bone.number}  {catalogue.words(bone.title)}", Lettering(13, palette.TEXT, align))]
    if grade is not None:
        words = level_words(grade.level, reading.standards.rus_chn)
        if grade.source is not Source.MODEL:
            words += f"  {catalogue.words(grade.source.word)}"
        lines.append((words, Lettering(15, palette.HUES[grade.source], align, bold=True)))
    return lines


def _draw_label(
    drawing: Drawing, lines: Sequence[tuple[str, Lettering]], place: tuple[float, float], align: Align
) -> None:
    outward = -1 if align is Align.RIGHT else 1
    x, y = place[0] + outward * _INDENT, place[1]
    width = max(width_of(words, letters) for words, letters in lines) + 2 * _PAD
    left = x - _PAD if align is Align.LEFT else x + _PAD - width
    drawing.panel(left, y - _HEIGHT / 2 + 2, width, _HEIGHT - 4, palette.PLATE)
    for (words, letters), offset in zip(lines, (-11, 9) if len(lines) > 1 else (0,), strict=True):
        drawing.text((x, y + offset), words, letters)


def _start(block: Sequence[float], distance: float, end: float) -> float:
    length = len(block) * distance
    return max(min(sum(block) / len(block) - length / 2, end - length), 0.0)


def _end(block: Sequence[float], distance: float, end: float) -> float:
    return _start(block, distance, end) + len(block) * distance
