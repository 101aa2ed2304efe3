"""What the caller hands in instead of a stage, image by image: a palm mask, boxes, levels, a view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import BoneGrade, CanonicalTransform
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Roi
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.given import Given
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.supplied_entries import Boxes, Entry, Value

_NO_BOXES = Boxes({}, None)


@dataclass(frozen=True, slots=True, eq=False)
class Supplied:
    """All that was handed in for a batch.

    Attributes:
        images: how many images the batch has.
        mask: bool (H, W), or None.
        boxes: entries of the file given to --boxes, or None.
        levels: entries of the file given to --levels, or None.
        canonical: entries of the file given to --canonical, or None.
    """

    images: int
    mask: npt.NDArray[np.bool_] | None = None
    boxes: Sequence[Entry[Roi]] | None = None
    levels: Sequence[Entry[BoneGrade]] | None = None
    canonical: Sequence[Entry[Roi]] | None = None

    def given(self, file: Path, radiograph: Radiograph) -> tuple[Given, tuple[Notice, ...]]:
        """What was handed in for this image, and what the reader should know about it.

        Raises:
            WorkflowError: it was made for another image (`workflow.supplied_for_other_image`).
        """
        boxes, about_boxes = self._entry("boxes", self.boxes, file, radiograph)
        levels, about_levels = self._entry("levels", self.levels, file, radiograph)
        pose, about_pose = self._pose(file, radiograph)
        return Given(self.mask, boxes, levels, pose), (*about_boxes, *about_levels, *about_pose)

    def _pose(self, file: Path, radiograph: Radiograph) -> tuple[CanonicalTransform | None, tuple[Notice, ...]]:
        """The view of --canonical, else the one in which the boxes were found: a negative stays one."""
        if self.canonical is None:
            entry = None if self.boxes is None else self._of(self.boxes, file, radiograph.provenance.sha256)
            return (None if entry is None else entry.boxes.canonical), ()
        entry = self._made_for("views", self.canonical, file, radiograph)
        if entry is None or entry.boxes.canonical is None:
            message = say("The file given to --canonical has no view for this image: the networks found it.")
            return None, (Notice("workflow.nothing_supplied", message),)
        return entry.boxes.canonical, ()

    def boxes_to_show(self, file: Path, radiograph: Radiograph) -> Boxes:
        """The boxes that belong to this image's levels: those of --boxes, else those beside the levels.

        They are for levels that no network is asked for; nothing else looks for boxes then.
        """
        sha256 = radiograph.provenance.sha256
        if self.boxes is not None:
            entry = self._of(self.boxes, file, sha256)
            return _NO_BOXES if entry is None else Boxes(entry.values, entry.boxes.canonical)
        beside = None if self.levels is None else self._of(self.levels, file, sha256)
        return _NO_BOXES if beside is None else beside.boxes

    def _entry(
        self, name: str, entries: Sequence[Entry[Value]] | None, file: Path, radiograph: Radiograph
    ) -> tuple[Mapping[Bone, Value], tuple[Notice, ...]]:
        if entries is None:
            return {}, ()
        entry = self._made_for(name, entries, file, radiograph)
        if entry is None or not entry.values:
            message = say(
                "The file given to --{name} has no {name} for this image: the networks found them.", name=name
            )
            return {}, (Notice("workflow.nothing_supplied", message),)
        return entry.values, entry.notices

    def _made_for(
        self, name: str, entries: Sequence[Entry[Value]], file: Path, radiograph: Radiograph
    ) -> Entry[Value] | None:
        """The entry for an image, unless it was made for another one."""
        sha256 = radiograph.provenance.sha256
        entry = self._of(entries, file, sha256)
        if entry is not None and entry.sha256 not in (None, sha256):
            raise _for_other_image(name, file, entry.file)
        return entry

    def _of(self, entries: Sequence[Entry[Value]], file: Path, sha256: str) -> Entry[Value] | None:
        """The entry for an image: by content, else by name, else the only one where there is one image."""
        same = [entry for entry in entries if entry.sha256 == sha256]
        same = same or [entry for entry in entries if entry.file == str(file)]
        if not same and len(entries) == self.images == 1:
            return entries[0]
        return same[0] if same else None


def binary(mask: npt.NDArray[np.integer], file: Path) -> npt.NDArray[np.bool_]:
    """A mask image's stored values as a mask: more than half of the largest value is hand.

    Raises:
        WorkflowError: the mask is empty (`workflow.mask_empty`).
    """
    hand = mask > mask.max() / 2
    if not hand.any():
        raise WorkflowError(
            "workflow.mask_empty",
            say("{file} marks no pixel.", file=file),
            say("Give an image that is bright where the hand is."),
        )
    return hand


def _for_other_image(name: str, file: Path, made_for: str | None) -> WorkflowError:
    other = say("another image") if made_for is None else say("another image, {made_for}", made_for=made_for)
    if made_for == str(file):
        other = say("another file of this name")
    return WorkflowError(
        "workflow.supplied_for_other_image",
        say("The {name} handed in for {file} were made for {other}.", name=name, file=file, other=other),
        say('Hand in the entry made for this image, or remove its "sha256" if it really is the same picture.'),
    )
