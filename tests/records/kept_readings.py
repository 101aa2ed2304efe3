"""Kept readings: some made by hand from the sample, any that a reader could make by hypothesis."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
from hypothesis import strategies as st
from sample_hand import sample_findings, sample_radiograph

from bonage_desktop.assessment.override import Override, OverrideKind
from bonage_desktop.assessment.reading import Reading, load_standards
from bonage_desktop.findings.findings import BoneGrade, CanonicalTransform, Findings, PalmMask, Stage
from bonage_desktop.findings.notice import Notice, Rejection
from bonage_desktop.findings.radiograph import FactSource, Identifiers, Laterality, Provenance, Radiograph
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.records.values import CaseStatus, KeptReading, ReadingKind, Signature, Work
from bonage_desktop.sentences import Clause, say, say_count
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WANG = "Dr. Wang"
LI = "Dr. Li"
PATIENT = "P-4711"
NAME = "Chen^Xiaoming=陈^小明"


def sample_image(number: int = 1, patient: str = PATIENT, **changes: object) -> Radiograph:
    """The file's words about image `number` of a patient; no pixels."""
    identifiers = Identifiers(
        patient, NAME, f"ACC{number:05}", "Hospital", "1.2.3", "1.2.4", "1.2.5", f"1.2.6.{number}"
    )
    header = sample_radiograph(
        pixels=np.empty((0, 0), np.float32),
        stored=np.empty((0, 0), np.uint8),
        identifiers=identifiers,
        provenance=Provenance(
            Path(f"/films/{number}.dcm"), f"{number:064x}", "DICOM", "1.2", "MONOCHROME2", 12, (), ()
        ),
        birth_date=date(2015, 3, 4),
        study_date=date(2025, 9, 1),
    )
    return replace(header, **changes)


def sample_kept(overrides: tuple[Override, ...] = (), **changes: object) -> KeptReading:
    """A boy's hand: 272 points, bone age 10.55 years."""
    seen = sample_findings()
    seen = replace(seen, palm=replace(seen.palm, box=Box.of(seen.palm.box.corners)))
    reading = Reading(seen, Sex.MALE, FactSource.TAG, load_standards(), overrides)
    kept = KeptReading(
        1, ReadingKind.FIRST, None, WANG, reading, None, Work(is_assessed=True), CaseStatus.TO_REVIEW, None
    )
    return replace(kept, **changes)


def level_change(bone: Bone, old: int, new: int, why: str = "", by: str = WANG) -> Override:
    return Override(OverrideKind.LEVEL, bone, Level(bone, old), Level(bone, new), by, NOON, why)


def confirmed(kept: KeptReading, by: str = WANG, at: datetime = NOON) -> KeptReading:
    return replace(kept, status=CaseStatus.CONFIRMED, signature=Signature(by, at))


words = st.text(max_size=12)
names = st.text(min_size=1, max_size=12).filter(lambda text: text.strip())
numbers = st.floats(-1e6, 1e6, allow_nan=False)
bones = st.sampled_from(list(Bone))
zones = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=zones)
sentences = st.builds(
    lambda name, day, count: say_count("{name}, {day}: one", "{name}, {day}: {count}", count, name=name, day=day),
    words | words.map(lambda word: say("the {word}", word=word)) | words.map(Clause),
    st.dates() | st.integers() | numbers,
    st.integers(0, 5),
)
notices = st.builds(Notice, words, words | sentences, words)
fractions = st.floats(0, 1)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y, width, height = draw(numbers), draw(numbers), draw(st.floats(0.1, 1e4)), draw(st.floats(0.1, 1e4))
    return Box(x, y, x + width, y + height)


@st.composite
def grades(draw: st.DrawFn, bone: Bone) -> BoneGrade:
    weights = np.array([draw(st.floats(1e-6, 1)) for _ in range(bone.level_count)])
    level = Level(bone, draw(st.integers(0, bone.level_count - 1)))
    return BoneGrade(level, weights / weights.sum(), draw(st.sampled_from(Source)), draw(st.none() | fractions))


@st.composite
def masks(draw: st.DrawFn) -> PalmMask:
    height, width = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    bits = draw(st.lists(st.booleans(), min_size=height * width, max_size=height * width))
    mask = np.array(bits).reshape(height, width)
    return PalmMask(mask, draw(boxes()), draw(fractions), draw(st.integers(0, 5)), draw(st.sampled_from(Source)))


@st.composite
def all_findings(draw: st.DrawFn) -> Findings:
    seen = draw(st.lists(bones, unique=True))
    rois = {bone: Roi(bone, draw(boxes()), draw(st.none() | fractions), draw(st.sampled_from(Source))) for bone in seen}
    attention = np.array(draw(st.lists(st.floats(0, 1, width=32), min_size=169, max_size=169)), np.float32)
    return Findings(
        canonical=draw(st.none() | st.builds(CanonicalTransform, st.floats(-180, 180), st.booleans(), st.booleans())),
        palm=draw(st.none() | masks()),
        rois=rois,
        missing=draw(st.dictionaries(bones, notices, max_size=3)),
        grades={bone: draw(grades(bone)) for bone in draw(st.lists(bones, unique=True))},
        attention=draw(st.none() | st.just(attention.reshape(13, 13))),
        models=draw(st.dictionaries(words, words, max_size=3)),
        device=draw(st.sampled_from(["cpu", "cuda", ""])),
        seconds=draw(st.dictionaries(st.sampled_from(Stage), st.floats(0, 1e3), max_size=3)),
        notices=tuple(draw(st.lists(notices, max_size=3))),
        rejection=draw(st.none() | st.builds(Rejection, words, words, words)),
    )


@st.composite
def overrides(draw: st.DrawFn) -> Override:
    kind, who, when, why = draw(st.sampled_from(OverrideKind)), draw(names), draw(moments), draw(words)
    if kind is OverrideKind.SEX:
        return Override(kind, None, draw(st.none() | st.sampled_from(Sex)), draw(st.sampled_from(Sex)), who, when, why)
    bone = draw(bones)
    if kind is OverrideKind.BOX:
        old = draw(st.none() | boxes())
        new = draw(boxes()) if old is None else draw(st.none() | boxes())
        return Override(kind, bone, old, new, who, when, why)
    levels = st.builds(Level, st.just(bone), st.integers(0, bone.level_count - 1))
    return Override(kind, bone, draw(st.none() | levels), draw(levels), who, when, why)


@st.composite
def level_maps(draw: st.DrawFn) -> dict[Bone, Level]:
    return {
        bone: Level(bone, draw(st.integers(0, bone.level_count - 1))) for bone in draw(st.lists(bones, unique=True))
    }


works = st.builds(
    Work,
    birth_date=st.none() | st.dates(),
    study_date=st.none() | st.dates(),
    laterality=st.none() | st.sampled_from(Laterality),
    ticked=st.frozensets(bones),
    first_grades=level_maps(),
    compared_with=level_maps(),
    other_findings=st.frozensets(words, max_size=3),
    remarks=st.text(max_size=40),
    is_assessed=st.booleans(),
)


@st.composite
def kept_readings(draw: st.DrawFn) -> KeptReading:
    reading = Reading(
        draw(all_findings()),
        draw(st.none() | st.sampled_from(Sex)),
        draw(st.sampled_from(FactSource)),
        load_standards(),
        tuple(draw(st.lists(overrides(), max_size=4))),
        tuple(draw(st.lists(overrides(), max_size=2))),
    )
    signature = draw(st.none() | st.builds(Signature, names, moments))
    open_states = st.sampled_from([status for status in CaseStatus if status is not CaseStatus.CONFIRMED])
    number = draw(st.integers(1, 9))
    return KeptReading(
        number=number,
        kind=draw(st.sampled_from(ReadingKind)),
        amends=draw(st.none() | st.integers(1, number - 1)) if number > 1 else None,
        reader=draw(words),
        reading=reading,
        own_findings=draw(st.none() | all_findings()),
        work=draw(works),
        status=CaseStatus.CONFIRMED if signature else draw(open_states),
        signature=signature,
    )
