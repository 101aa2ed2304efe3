"""Readings of the example hands."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from example_hands import LEVELS_OF_A_BOY_OF_TEN, MATURE, findings_of

from bonage_desktop.assessment.reading import Reading, Standards, load_standards
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex


@pytest.fixture
def standards() -> Standards:
    return load_standards()


@pytest.fixture
def reading_of(standards: Standards) -> Callable[..., Reading]:
    def begin(levels: Mapping[Bone, int], sex: Sex | None) -> Reading:
        source = FactSource.UNKNOWN if sex is None else FactSource.TAG
        return Reading.begin(findings_of(levels), sex, source, standards)

    return begin


@pytest.fixture
def boy_of_ten(reading_of) -> Reading:
    return reading_of(LEVELS_OF_A_BOY_OF_TEN, Sex.MALE)


@pytest.fixture
def child_of_unknown_sex(reading_of) -> Reading:
    return reading_of(LEVELS_OF_A_BOY_OF_TEN, None)


@pytest.fixture
def mature_boy(reading_of) -> Reading:
    return reading_of(MATURE, Sex.MALE)


@pytest.fixture
def boy_without_ulna(reading_of) -> Reading:
    """The ulna was neither found nor graded."""
    return reading_of(
        {bone: level for bone, level in LEVELS_OF_A_BOY_OF_TEN.items() if bone is not Bone.ULNA}, Sex.MALE
    )


@pytest.fixture
def rejected_boy(boy_of_ten: Reading, standards: Standards) -> Reading:
    """The networks graded an image that must not be used."""
    rejection = Rejection("vision.no_palm", "No hand is to be seen.", "Set the levels by hand.")
    findings = replace(boy_of_ten.findings, rejection=rejection)
    return Reading.begin(findings, Sex.MALE, FactSource.TAG, standards)
