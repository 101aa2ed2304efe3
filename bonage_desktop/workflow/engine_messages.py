"""What the window's process and the engine's child say to each other.

Masks travel packed: 12 megapixels take 20 kB and 4 ms in the window's process, none of it while other threads wait.
Unpickling skips `__post_init__`, so values that freeze their arrays are made anew on arrival.
"""

from dataclasses import dataclass, replace

import numpy as np

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Findings, PalmMask, Stage
from bonage_desktop.vision.given import Given
from bonage_desktop.vision.pipeline import Event
from bonage_desktop.workflow.packed_mask import Mask, PackedMask

_NO_MASK = np.empty((0, 0), np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Parent to child: look at the radiograph that follows (`imaging.transfer`).

    Attributes:
        run: number of the run, 1.., greater than all before.
        until: the last stage.
        given: as for the pipeline, without its mask.
        mask: the mask of `given`, or None.
    """

    run: int
    until: Stage
    given: Given
    mask: PackedMask | None

    @classmethod
    def of(cls, run: int, until: Stage, given: Given) -> "Order":
        """The order for one run."""
        mask = None if given.mask is None else PackedMask.of(given.mask)
        light = replace(given, mask=None, rois=dict(given.rois), grades=dict(given.grades))
        return cls(run, until, light, mask)

    def whole_given(self) -> Given:
        """What was given, with its mask and frozen again."""
        grades = {bone: replace(grade) for bone, grade in self.given.grades.items()}
        return replace(self.given, grades=grades, mask=None if self.mask is None else self.mask.unpacked())


@dataclass(frozen=True, slots=True)
class Ready:
    """Child to parent, once: the networks are loaded."""


@dataclass(frozen=True, slots=True, eq=False)
class NotLoaded:
    """Child to parent, once: the networks cannot be loaded; the child ends."""

    error: BonageError


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Child to parent: a stage is through.

    Attributes:
        event: the pipeline's, with an empty array in the place of the mask.
        mask: the mask of `event`; None where it has none, or the same as the event before.
    """

    event: Event
    mask: PackedMask | None


@dataclass(frozen=True, slots=True, eq=False)
class Failed:
    """Child to parent: the run ended with an error that is written for people."""

    error: BonageError


@dataclass(frozen=True, slots=True)
class Broke:
    """Child to parent: the run ended with a fault of the program, which the child has logged; the child ends."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Child to parent: the run is over, at its end or because it was cancelled."""


Answer = Ready | NotLoaded | Found | Failed | Broke | Ended


class Packer:
    """Makes messages of the events of one run; a mask that several share travels once."""

    def __init__(self) -> None:
        self._last: Mask | None = None

    def packed(self, event: Event) -> Found:
        """The message for an event."""
        findings = _with_plain_mappings(event.findings)
        palm = findings.palm
        if palm is None:
            return Found(replace(event, findings=findings), None)
        light = replace(event, findings=replace(findings, palm=replace(palm, mask=_NO_MASK)))
        if palm.mask is self._last:
            return Found(light, None)
        self._last = palm.mask
        return Found(light, PackedMask.of(palm.mask))


class Unpacker:
    """Makes events of the messages of one run; events that share a mask there share it here."""

    def __init__(self) -> None:
        self._last = _NO_MASK

    def unpacked(self, found: Found) -> Event:
        """The event of a message."""
        if found.mask is not None:
            self._last = found.mask.unpacked()
        findings = found.event.findings
        palm: PalmMask | None = findings.palm and replace(findings.palm, mask=self._last)
        grades = {bone: replace(grade) for bone, grade in findings.grades.items()}
        return replace(found.event, findings=replace(findings, palm=palm, grades=grades))


def _with_plain_mappings(findings: Findings) -> Findings:
    """Whatever kind of mapping it holds, a dict can be pickled."""
    return replace(
        findings,
        rois=dict(findings.rois),
        missing=dict(findings.missing),
        grades=dict(findings.grades),
        models=dict(findings.models),
        seconds=dict(findings.seconds),
    )
