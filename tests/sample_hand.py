"""A shipped sample as the stages would find it, built by hand: no network, no decoder.

Boxes, levels, score and age are those of resources/samples/expected.json.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from bonage_desktop.assessment.reading import Reading, load_standards
from bonage_desktop.findings.findings import BoneGrade, CanonicalTransform, Findings, PalmMask, Stage
from bonage_desktop.findings.radiograph import FactSource, Identifiers, Provenance, Radiograph
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.opencv import cv2
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
BOY = SAMPLES / "male_120.dcm"
GIRL = SAMPLES / "female_120.png"
"""A picture, which says no sex."""
NAME = "male_120.png"
SHA256 = "ab" * 32
PATIENT = "SAMPLE^Boy"


def sample_radiograph(**changes: object) -> Radiograph:
    stored = cv2.imread(str(SAMPLES / NAME), cv2.IMREAD_GRAYSCALE)
    radiograph = Radiograph(
        pixels=(stored / np.float32(255)).astype(np.float32),
        stored=stored,
        spacing=None,
        laterality=None,
        laterality_source=FactSource.UNKNOWN,
        view="",
        sex=Sex.MALE,
        sex_source=FactSource.TAG,
        birth_date=None,
        study_date=None,
        age=None,
        identifiers=Identifiers("0001", PATIENT, "", "", "", "", "", ""),
        provenance=Provenance(Path(NAME), SHA256, "PNG", "", "", 8, (), ()),
        notices=(),
    )
    return replace(radiograph, **changes)


def model_grade(level: Level, source: Source = Source.MODEL) -> BoneGrade:
    """Four fifths at the level, the rest one level below."""
    probabilities = np.zeros(level.bone.level_count)
    probabilities[level.index] = 0.8
    probabilities[level.index - 1] = 0.2
    return BoneGrade(level, probabilities, source, None)


def sample_findings(**changes: object) -> Findings:
    mask = cv2.imread(str(SAMPLES / NAME), cv2.IMREAD_GRAYSCALE) > 40
    ys, xs = np.nonzero(mask)
    palm = PalmMask(mask, Box(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1), float(mask.mean()), 1, Source.MODEL)
    expected = EXPECTED[NAME]
    findings = Findings(
        canonical=CanonicalTransform(-3.25, mirrored=False, inverted=False),
        palm=palm,
        rois={bone: Roi(bone, Box.of(expected["boxes"][bone.key]), 0.987654, Source.MODEL) for bone in Bone},
        missing={},
        grades={bone: model_grade(Level(bone, expected["levels"][bone.key])) for bone in Bone},
        attention=None,
        models={"segmentation": "11" * 32, "detection": "22" * 32, "grading": "33" * 32},
        device="cpu",
        seconds={Stage.SEGMENT: 0.20044, Stage.DETECT: 1.5, Stage.GRADE: 0.25},
        notices=(),
        rejection=None,
    )
    return replace(findings, **changes)


def sample_reading(sex: Sex | None = Sex.MALE, **changes: object) -> Reading:
    source = FactSource.UNKNOWN if sex is None else FactSource.TAG
    return Reading.begin(sample_findings(**changes), sex, source, load_standards())
