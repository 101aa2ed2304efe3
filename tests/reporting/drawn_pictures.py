"""What was drawn on a picture, and hands of every shape to draw."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import cv2
import numpy as np
from sample_hand import model_grade, sample_findings, sample_radiograph, sample_reading

from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.reporting.drawing import Drawing
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex


class Canvas:
    """What was drawn: the words and where each of them stands."""

    def __init__(self) -> None:
        self.drawn: list[Drawing] = []

    @property
    def words(self) -> list[str]:
        return [text.get_text() for text in self._texts()]

    def boxes(self) -> list[tuple[str, object]]:
        return [(text.get_text(), text.get_window_extent()) for text in self._texts()]

    def size(self) -> tuple[float, float]:
        return tuple(self.drawn[-1]._figure.bbox.max)

    def _texts(self) -> Iterator:
        return iter(self.drawn[-1]._axes.texts)


def assert_words_stand_apart(canvas: Canvas) -> None:
    """No word is cut off or covers another."""
    width, height = canvas.size()
    boxes = canvas.boxes()
    for words, box in boxes:
        assert 0 <= box.x0 < box.x1 <= width, words
        assert 0 <= box.y0 < box.y1 <= height, words
    for (one, box), (other, next_box) in combinations(boxes, 2):
        assert not box.overlaps(next_box), f"{one!r} and {other!r}"


def pixels_of(png: bytes):
    image = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return image[..., ::-1]


def hand_of_shape(height: int, width: int):
    """The sample's boxes stretched to another image, with the longest words there are."""
    sample = sample_radiograph()
    x, y = width / sample.width, height / sample.height
    pixels = cv2.resize(sample.pixels, (width, height))
    radiograph = sample_radiograph(pixels=pixels, stored=np.zeros((height, width), np.uint8))
    findings = sample_findings()
    rois = {
        bone: replace(
            roi, box=Box(roi.box.x0 * x, roi.box.y0 * y, roi.box.x1 * x, roi.box.y1 * y), source=Source.INFERRED
        )
        for bone, roi in findings.rois.items()
    }
    levels = {bone: replace(findings.grades[bone].level, index=bone.level_count - 1) for bone in Bone}
    grades = {bone: model_grade(level, Source.INFERRED) for bone, level in levels.items()}
    return radiograph, sample_reading(Sex.FEMALE, rois=rois, grades=grades, palm=None)
