"""What the networks saw in the boxes that a reader drew: every grade belongs to its box, and comes and goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bonage_desktop.assessment.override import OverrideKind
from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.findings import BoneGrade, Findings
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.sentences import paragraph, say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.location import MAX_MISSING
from bonage_desktop.workflow.case import Case

ENOUGH_BOXES = len(Bone) - MAX_MISSING
"""With fewer boxes the networks cannot tell where the other bones are, and grade none."""


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


def ungraded_boxes(case: Case) -> tuple[Bone, ...]:
    """The bones whose box is the reader's and was not looked at yet, in their order; none while boxes are needed.

    A look is refused for all boxes together: where those of the reader are others now, it is to be done anew.
    """
    if boxes_needed(case):
        return ()
    drawn = _drawn(case)
    return tuple(bone for bone, box in drawn.items() if not _is_answered(case.looks.get((bone, box)), drawn))


def _is_answered(look: Findings | None, drawn: Mapping[Bone, Box]) -> bool:
    if look is None or look.rejection is None:
        return look is not None
    seen = {bone: roi.box for bone, roi in look.rois.items() if roi.source is Source.READER}
    return not seen or seen == drawn  # an image that was refused at once has none


def boxes_needed(case: Case) -> int:
    """How many more bones need a box before the networks can grade those that the reader placed; 0 where none did."""
    if case.reading is None or not _drawn(case):
        return 0
    return max(ENOUGH_BOXES - len(case.reading.rois), 0)


def needed_notices(case: Case) -> tuple[Notice, ...]:
    """Why a placed box has no level yet, where that is because there are too few of them."""
    needed = boxes_needed(case)
    if not needed or case.stage is not None:  # the networks may find the others yet
        return ()
    told = say(
        "The networks grade placed boxes once {enough} of the {all} bones have one: {needed} more.",
        enough=ENOUGH_BOXES,
        all=len(Bone),
        needed=needed,
    )
    return (Notice("workflow.boxes_needed", told),)


def with_look(case: Case, bone: Bone, findings: Findings) -> Case:
    """The case after the networks looked with the reader's boxes.

    Only the row of `bone` takes the result. Where the networks refused the image, or were never through with it, the
    other boxes of the reader take it too: each of them was seen among fewer boxes before.

    Args:
        case: with a reading.
        bone: whose box was drawn.
        findings: of the look. The box that was looked at is the one in them: a look at a box that was moved on since
            counts until the box in force was looked at, and again when undo brings the older box back.
    """
    own, drawn = _own(case), _drawn(case)
    looks = dict(case.looks)
    box = _box_looked_at(bone, findings, drawn)
    if own is None or box is None:
        return case
    looks[bone, box] = findings
    if own.rejection is not None or not own.rois:
        looks.update({place: findings for place in drawn.items() if _adds(findings, place, looks)})
    is_assessed = case.is_assessed or case.stage is None
    return with_boxes_in_force(replace(case, looks=looks, is_assessed=is_assessed, error=None))


def looks_kept(reading: Reading, own: Findings | None) -> Mapping[tuple[Bone, Box], Findings]:
    """The looks at boxes of the reader that a kept reading has taken in; others are looked at anew.

    Args:
        reading: as it was kept.
        own: what the networks found by themselves, or None where no look was taken in.
    """
    if own is None:
        return {}
    seen, before, drawn = reading.findings.grades, own.grades, _drawn_in(reading)
    looked = [bone for bone in drawn if bone in seen and not _is_same(seen[bone], before.get(bone))]
    return {(bone, drawn[bone]): reading.findings for bone in looked}


def _is_same(grade: BoneGrade, before: BoneGrade | None) -> bool:
    return before is not None and np.array_equal(grade.probabilities, before.probabilities)


def with_boxes_in_force(case: Case) -> Case:
    """The case whose reading has, for each bone, what the networks saw in the box that is in force."""
    reading, own = case.reading, _own(case)
    if reading is None or own is None:
        return case
    looks = _looks_in_force(reading, case.looks)
    if not looks:
        return replace(case, reading=_with_findings(reading, own), own_findings=None)
    graded = _with_findings(reading, _Mixed(own, looks).findings())
    for bone, look in looks.items():
        graded = graded.regraded(bone, empty_findings() if look is None else look)
    return replace(case, reading=graded, own_findings=own)


def _own(case: Case) -> Findings | None:
    """What the networks found before any box was drawn."""
    if case.own_findings is not None:
        return case.own_findings
    return None if case.reading is None else case.reading.findings


def _with_findings(reading: Reading, findings: Findings) -> Reading:
    return reading if reading.findings is findings else replace(reading, findings=findings)


def _drawn(case: Case) -> Mapping[Bone, Box]:
    """The boxes in force that a reader drew."""
    return {} if case.reading is None else _drawn_in(case.reading)


def _drawn_in(reading: Reading) -> Mapping[Bone, Box]:
    return {bone: roi.box for bone, roi in reading.rois.items() if roi.source is Source.READER}


def _box_looked_at(bone: Bone, findings: Findings, drawn: Mapping[Bone, Box]) -> Box | None:
    """The reader's box that this look is about; one that was refused at once does not name it."""
    roi = findings.rois.get(bone)
    if roi is None:
        return drawn.get(bone) if findings.rejection is not None else None
    return roi.box if roi.source is Source.READER else None


def _adds(findings: Findings, place: tuple[Bone, Box], looks: Mapping[tuple[Bone, Box], Findings]) -> bool:
    """Whether a look knows more of this box than the one before: it saw it among at least as many of the reader's."""
    bone, box = place
    roi = findings.rois.get(bone)
    if roi is None or roi.box != box or bone not in findings.grades:
        return False
    return place not in looks or _drawn_among(findings) >= _drawn_among(looks[place])


def _drawn_among(findings: Findings) -> int:
    return sum(roi.source is Source.READER for roi in findings.rois.values())


def _looks_in_force(reading: Reading, looks: Mapping[tuple[Bone, Box], Findings]) -> Mapping[Bone, Findings | None]:
    """For each bone whose box was changed: the look that counts, or None where its box was taken away.

    A box that nobody looked at yet leaves what counted before it.
    """
    found: dict[Bone, Findings | None] = {}
    for override in reading.overrides:
        bone, box = override.bone, override.new
        if override.kind is not OverrideKind.BOX or bone is None:
            continue
        if box is None:
            found[bone] = None
        elif isinstance(box, Box) and (bone, box) in looks:
            found[bone] = looks[bone, box]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Mixed:
    """What the networks found by themselves, with their looks at the reader's boxes laid over it."""

    own: Findings
    looks: Mapping[Bone, Findings | None]

    def findings(self) -> Findings:
        """All but the grades of the bones that were looked at."""
        newest = self._newest()
        if newest is None:
            return self.own
        own, blind = self.own, self.own.canonical is None
        return replace(
            own,
            canonical=newest.canonical if blind else own.canonical,
            missing=self._missing(),
            grades={} if self._lifts_refusal else own.grades,
            attention=self._attention(),
            models={**own.models, **newest.models},
            device=newest.device or own.device,
            notices=(*own.notices, *self._notices(newest, blind=blind)),
            rejection=None if self._lifts_refusal else own.rejection,
        )

    @property
    def _lifts_refusal(self) -> bool:
        """An image that was refused is read after all where the networks could grade a box of the reader.

        What they made of their own boxes in it still counts for nothing.
        """
        graded = (look is not None and bone in look.grades for bone, look in self.looks.items())
        return self.own.rejection is not None and any(graded)

    def _newest(self) -> Findings | None:
        """The look among most of the reader's boxes."""
        return max((look for look in self.looks.values() if look is not None), key=_drawn_among, default=None)

    def _missing(self) -> Mapping[Bone, Notice]:
        missing = dict(self.own.missing)
        for bone, look in self.looks.items():
            if look is None:
                continue
            if bone in look.grades:
                missing.pop(bone, None)
            elif bone in look.missing:
                missing[bone] = look.missing[bone]
            elif look.rejection is not None:
                missing[bone] = Notice(look.rejection.code, look.rejection.message)
        return {bone: missing[bone] for bone in Bone if bone in missing}

    def _attention(self) -> npt.NDArray[np.float32] | None:
        attention = None if self.own.attention is None else self.own.attention.copy()
        for bone, look in self.looks.items():
            if look is None or look.attention is None:
                continue
            attention = np.zeros_like(look.attention) if attention is None else attention
            attention[bone.number - 1] = look.attention[bone.number - 1]
        return attention

    def _notices(self, newest: Findings, *, blind: bool) -> tuple[Notice, ...]:
        found: list[Notice] = []
        if self._lifts_refusal and self.own.rejection is not None:
            told = say("The image was rejected; the levels were read in boxes that a reader drew.")
            found.append(Notice("workflow.read_after_rejection", paragraph(told, self.own.rejection.message)))
        if blind:
            found += [notice for notice in newest.notices if notice.code != "vision.roi_inferred"]
        return tuple(found)
