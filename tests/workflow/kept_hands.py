"""Kept cases of the sample hand whose radius readers changed."""

from datetime import UTC, datetime

from sample_hand import sample_radiograph, sample_reading

from bonage_desktop.records.status import CaseStatus, ReadingKind
from bonage_desktop.records.values import CaseId, KeptCase, KeptReading, Signature, Work
from bonage_desktop.standards.bones import Bone, Level

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def kept_reading(radius: int = 5, number: int = 1, kind: ReadingKind = ReadingKind.FIRST) -> KeptReading:
    """Confirmed. The model's radius is at level 5."""
    reading = sample_reading().override_level(Level(Bone.RADIUS, radius), by="Dr. Wang", at=NOON)
    signature = Signature("Dr. Wang", NOON)
    return KeptReading(number, kind, None, "Dr. Wang", reading, None, Work(), CaseStatus.CONFIRMED, signature)


def kept_case(number: int, *readings: KeptReading) -> KeptCase:
    return KeptCase(CaseId(f"{number:032x}"), 1, sample_radiograph(), readings)
