"""How a case grows: its file is decoded, the networks see more and more; what is large is put away between openings."""

from dataclasses import replace

import numpy as np

from bonage_desktop.assessment.reading import Reading, Standards
from bonage_desktop.findings.findings import CanonicalTransform, Findings, PalmMask, Stage
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import FactSource, Radiograph
from bonage_desktop.sentences import say
from bonage_desktop.workflow.agreement import compared
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.drawn_boxes import empty_findings, with_boxes_in_force
from bonage_desktop.workflow.facts import Facts
from bonage_desktop.workflow.packed_mask import PackedMask


def begin(case: Case, radiograph: Radiograph, standards: Standards) -> Case:
    """The case with its decoded radiograph; one that was decoded before keeps its reading.

    That the networks failed on it stays said: opening it again does not ask them again. Where the file's bytes are
    others than those that the reading was made from, a notice says so (`workflow.file_changed`), and the mask of the
    palm, which belongs to the other pixels, is gone.
    """
    source = FactSource.UNKNOWN if radiograph.sex is None else radiograph.sex_source
    reading = case.reading or Reading.begin(empty_findings(), radiograph.sex, source, standards)
    error = None if case.reading is None or case.is_assessed else case.error
    sha256 = case.sha256 or radiograph.provenance.sha256
    known = replace(case, radiograph=radiograph, reading=reading, error=error, sha256=sha256)
    return taken_out(known) if sha256 == radiograph.provenance.sha256 else _of_changed_file(known, radiograph)


def started(case: Case, stage: Stage) -> Case:
    """The case whose turn it is: the networks begin with this stage."""
    return replace(case, stage=stage, error=None, is_cancelled=False)


def cancelled(case: Case) -> Case:
    """The case that the networks leave alone; what they were through with before stays."""
    return replace(case, stage=None, is_cancelled=not case.is_assessed)


def found(case: Case, findings: Findings, stage: Stage | None) -> Case:
    """The case with what the networks found so far; the reader's changes are laid over it.

    A confirmed reading stays what was signed.

    Args:
        case: decoded.
        findings: of the stages that are through.
        stage: the stage that runs now, or None when the networks are through.
    """
    if case.reading is None:
        raise ValueError("findings of a case that was never decoded")
    onward = replace(case, stage=stage, is_assessed=stage is None, error=None, is_cancelled=False)
    if case.confirmation is not None:
        return onward
    reading = replace(case.reading, findings=findings)
    seen = with_boxes_in_force(replace(onward, reading=reading, own_findings=None, packed_palm=None))
    return compared(seen)


def turned_further(case: Case) -> CanonicalTransform:
    """The pose to look in next, where the last look did not read the image: a quarter further, not mirrored."""
    before = None if case.reading is None else case.reading.findings.canonical
    turned = (0.0 if before is None else before.rotation_degrees) + 90.0
    inverted = before is not None and before.inverted
    return CanonicalTransform((turned + 180.0) % 360.0 - 180.0, mirrored=False, inverted=inverted)


def is_touched(case: Case) -> bool:
    """Whether a reader has entered anything that confirming would keep, or opened a signed reading for changes."""
    if case.reading is None or case.confirmation is not None:
        return False
    entered = (case.reading.overrides, case.ticked, case.other_findings, case.remarks, case.first_grades)
    return any(entered) or case.was_confirmed or case.facts != Facts()


def put_away(case: Case) -> Case:
    """The case without its pixels, which its file has, and with the mask of the palm packed."""
    radiograph, palm, packed = case.radiograph, _palm(case), case.packed_palm
    if radiograph is not None:
        radiograph = replace(radiograph, pixels=np.empty((0, 0), np.float32), stored=np.empty((0, 0), np.uint8))
    if palm is not None and palm.mask.size:
        packed = PackedMask.of(palm.mask)
        case = _with_palm(case, replace(palm, mask=np.empty((0, 0), np.bool_)))
    return replace(case, radiograph=radiograph, packed_palm=packed)


def taken_out(case: Case) -> Case:
    """The case with the mask of its palm again, where `put_away` packed it; pixels come from its file alone."""
    palm, packed = _palm(case), case.packed_palm
    if palm is None or palm.mask.size or packed is None:
        return case
    return replace(_with_palm(case, replace(palm, mask=packed.unpacked())), packed_palm=None)


def _of_changed_file(case: Case, radiograph: Radiograph) -> Case:
    told = say(
        "The file is not the one that was assessed: its content has changed since. Check that it is the same image."
    )
    noticed = replace(radiograph, notices=(*radiograph.notices, Notice("workflow.file_changed", told)))
    return replace(_with_palm(case, None), radiograph=noticed, packed_palm=None)


def _palm(case: Case) -> PalmMask | None:
    return None if case.reading is None else case.reading.findings.palm


def _with_palm(case: Case, palm: PalmMask | None) -> Case:
    own, reading = case.own_findings, case.reading
    return replace(
        case,
        reading=None if reading is None else replace(reading, findings=replace(reading.findings, palm=palm)),
        own_findings=None if own is None else replace(own, palm=palm),
    )
