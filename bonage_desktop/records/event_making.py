"""Which events the change of a reading means: what was, beside what is to be kept. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bonage_desktop.assessment.override import Override
from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.records.json_values import Json
from bonage_desktop.records.trail import EventKind, NewEvent
from bonage_desktop.records.values import CaseId, ImageKey, KeptReading, ReadingKind
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex


def opened(case: CaseId, image: Radiograph, by: str, at: datetime) -> NewEvent:
    """A case is kept for the first time."""
    known, key = image.identifiers, ImageKey.of(image)
    personal = {
        "patient_id": key.patient_id,
        "patient_name": known.patient_name,
        "accession_number": known.accession_number,
        "image": key.image,
        "sha256": image.provenance.sha256,
        "file": str(image.provenance.file),
        "birth_date": "" if image.birth_date is None else image.birth_date.isoformat(),
        "study_date": "" if image.study_date is None else image.study_date.isoformat(),
        "by": by,
    }
    return NewEvent(EventKind.OPENED, at, {}, case, 0, personal)


def changes(case: CaseId, before: KeptReading | None, after: KeptReading, by: str, at: datetime) -> list[NewEvent]:
    """What happened to a reading between two savings of it.

    Args:
        case: whose reading.
        before: as it was kept; None where it was not.
        after: as it is to be kept.
        by: whoever saves it.
        at: when.
    """
    told = [
        *_begun(before, after),
        *_assessed(before, after),
        *_overridden(() if before is None else before.reading.overrides, after.reading.overrides),
        *_confirmed(before, after),
    ]
    return [NewEvent(kind, at, body, case, after.number, {"by": by} | personal) for kind, body, personal in told]


_Told = tuple[EventKind, dict[str, Json], dict[str, str]]


def _begun(before: KeptReading | None, after: KeptReading) -> Iterator[_Told]:
    if before is not None:
        return
    if after.amends is not None:
        yield EventKind.AMENDED, {"amends": after.amends}, {}
    elif after.kind is ReadingKind.SECOND:
        yield EventKind.SECOND_BEGUN, {}, {}
    elif after.kind is ReadingKind.CONSENSUS:
        yield EventKind.CONSENSUS_BEGUN, {}, {}


def _assessed(before: KeptReading | None, after: KeptReading) -> Iterator[_Told]:
    now = _assessment(after)
    if before is None or _assessment(before) != now:
        yield EventKind.ASSESSED, now, {}


def _assessment(kept: KeptReading) -> dict[str, Json]:
    reading, findings = kept.reading, kept.reading.findings
    return {
        "sex": None if reading.given_sex is None else reading.given_sex.value,
        "sex_source": reading.given_sex_source.value,
        "levels": _levels(findings),
        "models": dict(findings.models),
        "rejection": None if findings.rejection is None else findings.rejection.code,
        "standard": reading.standards.rus_chn.identity,
    }


def _levels(findings: Findings) -> dict[str, Json]:
    grades = findings.grades
    return {
        bone.key: {"level": grades[bone].level.index, "source": grades[bone].source.value}
        for bone in Bone
        if bone in grades
    }


def _overridden(before: Sequence[Override], after: Sequence[Override]) -> Iterator[_Told]:
    """What of the changes before is left, in their order, then what came to them."""
    left, gone = 0, list[Json]()
    for place, change in enumerate(before):
        if left < len(after) and after[left] == change:
            left += 1
        else:
            gone.append(place)
    if gone:
        yield EventKind.TAKEN_BACK, {"places": gone}, {}
    for change in after[left:]:
        body: dict[str, Json] = {
            "kind": change.kind.value,
            "bone": None if change.bone is None else change.bone.key,
            "old": _written(change.old),
            "new": _written(change.new),
            "made_at": change.at.isoformat(),
        }
        yield EventKind.OVERRIDE, body, {"by": change.by, "why": change.why}


def _written(value: Level | Box | Sex | None) -> Json:
    if isinstance(value, Level):
        return value.index
    if isinstance(value, Box):
        return [float(corner) for corner in value.corners]
    return None if value is None else value.value


def _confirmed(before: KeptReading | None, after: KeptReading) -> Iterator[_Told]:
    signature = after.signature
    if signature is None or (before is not None and before.signature is not None):
        return
    body = {**reported(after), "signed_at": signature.at.isoformat()}
    yield EventKind.CONFIRMED, body, {"by": signature.by}


def reported(kept: KeptReading) -> dict[str, Json]:
    """What a report says of a reading, as events carry it: score, age, and what they were read with."""
    return {
        "score": kept.score,
        "bone_age_years": kept.bone_age_years,
        "standard": kept.reading.standards.rus_chn.identity,
    }
