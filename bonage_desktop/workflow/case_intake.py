"""How a case grows: its file is decoded, the networks see more and more; what is large is put away between openings."""

import zlib
from dataclasses import replace

import numpy as np

from bonage_desktop.assessment.reading import Reading, Standards
from bonage_desktop.findings.findings import Findings, Stage
from bonage_desktop.findings.radiograph import FactSource, Radiograph
from bonage_desktop.workflow.case import Case


def empty_findings() -> Findings:
    """Findings of networks that have not looked yet."""
    return Findings(
        canonical=None,
        palm=None,
        rois={},
        missing={},
        grades={},
        attention=None,
        models={},
        device="",
        seconds={},
        notices=(),
        rejection=None,
    )


def begin(case: Case, radiograph: Radiograph, standards: Standards) -> Case:
    """The case with its decoded radiograph; one that was decoded before keeps its reading."""
    source = FactSource.UNKNOWN if radiograph.sex is None else radiograph.sex_source
    reading = case.reading or Reading.begin(empty_findings(), radiograph.sex, source, standards)
    return taken_out(replace(case, radiograph=radiograph, reading=reading, error=None))


def found(case: Case, findings: Findings, stage: Stage | None) -> Case:
    """The case with what the networks found so far; the reader's changes are laid over it.

    Args:
        case: decoded.
        findings: of the stages that are through.
        stage: the stage that runs now, or None when the networks are through.
    """
    if case.reading is None:
        raise ValueError("findings of a case that was never decoded")
    reading = replace(case.reading, findings=findings)
    return replace(case, reading=reading, stage=stage, is_assessed=stage is None, error=None)


def is_touched(case: Case) -> bool:
    """Whether a reader has entered anything that confirming would keep."""
    if case.reading is None or case.confirmation is not None:
        return False
    return bool(case.reading.overrides or case.ticked or case.other_findings or case.remarks or case.first_grades)


def put_away(case: Case) -> Case:
    """The case without its pixels, which its file has, and with the mask of the palm packed."""
    radiograph, reading, packed = case.radiograph, case.reading, case.packed_palm
    if radiograph is not None:
        radiograph = replace(radiograph, pixels=np.empty((0, 0), np.float32), stored=np.empty((0, 0), np.uint8))
    if reading is not None and reading.findings.palm is not None and reading.findings.palm.mask.size:
        palm = reading.findings.palm
        packed = zlib.compress(np.packbits(palm.mask).tobytes(), level=1)
        bare = replace(palm, mask=np.empty((0, 0), np.bool_))
        reading = replace(reading, findings=replace(reading.findings, palm=bare))
    return replace(case, radiograph=radiograph, reading=reading, packed_palm=packed)


def taken_out(case: Case) -> Case:
    """The decoded case with the mask of its palm again, where `put_away` packed it."""
    reading, radiograph = case.reading, case.radiograph
    if reading is None or reading.findings.palm is None or radiograph is None or not case.packed_palm:
        return case
    shape = radiograph.pixels.shape
    bits = np.frombuffer(zlib.decompress(case.packed_palm), np.uint8)
    mask = np.unpackbits(bits, count=shape[0] * shape[1]).reshape(shape).astype(np.bool_)
    palm = replace(reading.findings.palm, mask=mask)
    return replace(case, reading=replace(reading, findings=replace(reading.findings, palm=palm)), packed_palm=b"")
