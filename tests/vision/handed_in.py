"""What a reader hands in, as the pipeline takes it."""

from collections.abc import Mapping

from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.findings.roi import Box, Roi
from bonage_desktop.standards.bones import Bone, Level


def by_reader(boxes: Mapping[Bone, Box]) -> dict[Bone, Roi]:
    return {bone: Roi.by_reader(bone, box) for bone, box in boxes.items()}


def graded_by_reader(levels: Mapping[Bone, Level]) -> dict[Bone, BoneGrade]:
    return {bone: BoneGrade.by_reader(level) for bone, level in levels.items()}
