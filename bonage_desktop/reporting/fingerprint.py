"""The identity of a reading: the same for the same reading, another where anything told of it changed."""

import hashlib
import json

from bonage_desktop.assessment.override import Override
from bonage_desktop.findings.roi import Box
from bonage_desktop.reporting.document import document
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.standards.bones import Level


def fingerprint(content: ReportContent) -> str:
    """SHA-256 of all that a report tells, hexadecimal. How long the networks took and where the file lies is left out.

    Args:
        content: the reading.
    """
    radiograph = content.radiograph
    told = dict(document(radiograph.provenance.file, radiograph, content.reading, None))
    del told["seconds"], told["file"]
    reader = {
        "overrides": [_override(one) for one in content.reading.overrides],
        "other_findings": content.other_findings,
        "remarks": content.remarks,
        "reader": content.reader,
        "confirmed_at": None if content.confirmed_at is None else content.confirmed_at.isoformat(),
        "earlier": [repr(study) for study in content.earlier],
        "ticked": content.ticked,
        "agreement": repr(content.agreement),
        "percentile_table": None if content.percentiles is None else content.percentiles.sha256,
        "identifiers": repr(radiograph.identifiers),
        "dates": [str(radiograph.birth_date), str(radiograph.study_date)],
    }
    text = json.dumps([told, reader], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _override(one: Override) -> list[str]:
    bone = "" if one.bone is None else one.bone.key
    return [one.kind.value, bone, _value(one.old), _value(one.new), one.by, one.at.isoformat(), one.why]


def _value(value: object) -> str:
    if isinstance(value, Level):
        return f"{value.index}"
    return repr(value.corners) if isinstance(value, Box) else f"{value}"
