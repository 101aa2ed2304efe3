"""Hands whose levels were chosen so that their scores can be added up by hand."""

from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np

from bonage_desktop.findings.findings import BoneGrade, Findings
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.standards.bones import Bone, Level

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

LEVELS_OF_A_BOY_OF_TEN = {
    # bone: level                points for boys
    Bone.RADIUS: 6,  # 46
    Bone.ULNA: 4,  # 43
    Bone.MC1: 4,  # 16
    Bone.MC3: 4,  # 8
    Bone.MC5: 5,  # 14
    Bone.PP1: 5,  # 17
    Bone.PP3: 5,  # 14
    Bone.PP5: 5,  # 16
    Bone.MP3: 5,  # 14
    Bone.MP5: 4,  # 11
    Bone.DP1: 5,  # 19
    Bone.DP3: 4,  # 9
    Bone.DP5: 4,  # 11
}
"""238 points, the median of boys at 10.0 years."""

MATURE = {bone: bone.level_count - 1 for bone in Bone}


def model_grade(level: Level) -> BoneGrade:
    """Four fifths at the level, the rest at a neighbour."""
    probabilities = np.zeros(level.bone.level_count)
    probabilities[level.index] = 0.8
    probabilities[level.index + (1 if level.index + 1 < level.bone.level_count else -1)] = 0.2
    return BoneGrade(level, probabilities, Source.MODEL, 0.9)


def findings_of(levels: Mapping[Bone, int]) -> Findings:
    return Findings(
        canonical=None,
        palm=None,
        rois={bone: Roi(bone, Box(10, 20, 30 + bone.number, 50), 0.99, Source.MODEL) for bone in levels},
        missing={},
        grades={bone: model_grade(Level(bone, index)) for bone, index in levels.items()},
        attention=None,
        models={},
        device="cpu",
        seconds={},
        notices=(),
        rejection=None,
    )
