"""The sample hand under review, as the window shows it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sample_hand import NAME, sample_findings, sample_radiograph

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.radiograph import PixelSpacing, SpacingReference
from bonage_desktop.findings.roi import Source
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_intake import begin, found
from bonage_desktop.workflow.review import ReviewSession

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FIFTH_MM = PixelSpacing(0.2, 0.2, SpacingReference.DETECTOR)
SIZE = (900, 1200)
"""Width and height of the sample."""


def attention_on(*shares: tuple[Bone, float]) -> npt.NDArray[np.float32]:
    """Every bone looks at these bones with these shares, and at the radius with the rest."""
    row = np.zeros(13, np.float32)
    for bone, share in shares:
        row[bone.number - 1] = share
    row[Bone.RADIUS.number - 1] += 1 - row.sum()
    return np.tile(row, (13, 1))


def reviewed(number: int = 1, selected: Bone | None = Bone.PP3, **findings: object) -> ReviewSession:
    """A session in which the sample was assessed."""
    session = ReviewSession(load_standards(), reader=lambda: "Dr. Wang", now=lambda: NOON)
    session.open(begin(Case(number, Path(NAME)), sample_radiograph(spacing=FIFTH_MM), load_standards()))
    session.seen(found(session.case, sample_findings(**findings), None))
    session.select(selected)
    return session


def with_inferred(bone: Bone) -> dict[str, object]:
    """Findings in which the box of one bone was inferred."""
    rois = dict(sample_findings().rois)
    rois[bone] = replace(rois[bone], source=Source.INFERRED)
    return {"rois": rois}
