"""What is drawn of each bone on the radiograph: box, hue, line, label. No Qt, nothing is drawn here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bonage_desktop.app.film_view_modes import OverlayMode, StageView
from bonage_desktop.app.theme import FILM, SELECTED
from bonage_desktop.app.told import told
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.review_state import BoneRow, LevelChoice, ReviewState

_INFORMING = 3
"""Bones that are marked as having informed a level; more would say little and clutter the film."""
_LEAST_SHARE = 0.05
"""A bone with less is not worth the reader's eye."""


class Line(Enum):
    """How a box is drawn; the hue alone says nothing that the line does not say too."""

    SOLID = "solid"
    DASHED = "dashed"
    """The box was inferred."""
    DOTTED = "dotted"
    """The bone needs a look."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One bone on the radiograph.

    Attributes:
        bone: which.
        box: in pixels of the radiograph.
        hue: of box and label.
        line: of the box.
        label: number, short name, and label and level where they are known and shown.
        is_selected: the reader looks at it.
        is_hovered: the mouse is over it, or over its row.
        is_faint: another one is selected.
        is_by_reader: box or level are the reader's.
        share: of this bone in what the model looked at for the selected bone's level, 0..1; None where it was little,
            or is not shown.
    """

    bone: Bone
    box: Box
    hue: str
    line: Line
    label: str
    is_selected: bool
    is_hovered: bool
    is_faint: bool
    is_by_reader: bool
    share: float | None

    @property
    def is_doubted(self) -> bool:
        """The bone needs a look."""
        return self.line is Line.DOTTED


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the marks is to be seen.

    Attributes:
        overlay: all boxes, the selected one, none.
        stage: how much of what the stages found.
        hovered: the bone below the mouse, or None.
        drafts: boxes that are being drawn or moved, instead of those in force.
        shows_attention: the bones that informed the level of the selected one most are marked.
        edits_boxes: the reader edits boxes: the selected one has handles, and those of a refused image are seen.
    """

    overlay: OverlayMode
    stage: StageView
    hovered: Bone | None
    drafts: Mapping[Bone, Box]
    shows_attention: bool
    edits_boxes: bool = False

    def shows_boxes_of(self, state: ReviewState) -> bool:
        """Whether boxes are on the radiograph, at least the selected one."""
        is_shown = self.stage in (StageView.BOXES, StageView.LEVELS) and self.overlay is not OverlayMode.NONE
        return is_shown and (self.edits_boxes or not state.case.are_boxes_refused)


def marks_of(state: ReviewState, choice: Choice) -> tuple[Mark, ...]:
    """What is drawn of each bone, in the standard's order; the selected one last, above the others."""
    drafted = set(choice.drafts)
    if not choice.shows_boxes_of(state):
        shown = drafted
    elif choice.overlay is OverlayMode.ALL:
        shown = set(Bone)
    else:
        shown = drafted | {state.selected}
    shares = informing(state, choice)
    marks = [_mark(row, state, choice, shares.get(row.bone)) for row in state.rows.values() if row.bone in shown]
    return tuple(sorted((mark for mark in marks if mark is not None), key=lambda mark: mark.is_selected))


def informing(state: ReviewState, choice: Choice) -> Mapping[Bone, float]:
    """The few bones that informed the level of the selected one most, and their shares; empty where none is shown."""
    is_shown = choice.shows_attention and choice.stage is StageView.LEVELS and choice.overlay is OverlayMode.ALL
    if state.selected is None or state.are_levels_hidden or not is_shown:
        return {}
    most = state.rows[state.selected].informed_by[:_INFORMING]
    return {bone: share for bone, share in most if share >= _LEAST_SHARE}


def level_words(choice: LevelChoice) -> str:
    """Label and level in the reader's notation, e.g. `L4(2) · 5`."""
    return choice.words


def bone_words(bone: Bone) -> str:
    """Number and short name, e.g. `7 PP3`."""
    return f"{bone.number} {bone_code(bone)}"


def bone_code(bone: Bone) -> str:
    """The short name of a bone where there is little room: `MC3`; radius and ulna are called so in every language."""
    return told(bone.title).upper() if bone in (Bone.RADIUS, Bone.ULNA) else bone.key.upper()


def _mark(row: BoneRow, state: ReviewState, choice: Choice, share: float | None) -> Mark | None:
    box = choice.drafts.get(row.bone, None if row.roi is None else row.roi.box)
    if box is None:
        return None
    shows_levels = choice.stage is StageView.LEVELS and not state.are_levels_hidden
    source = _source(row, shows_levels=shows_levels)
    is_selected = row.bone is state.selected
    label = bone_words(row.bone)
    if shows_levels and row.chosen is not None:
        label += f"  {level_words(row.chosen)}"
    return Mark(
        bone=row.bone,
        box=box,
        hue=SELECTED if is_selected or source is Source.INFERRED else FILM.hue(source),
        line=_line(row, source, shows_levels=shows_levels),
        label=label,
        is_selected=is_selected,
        is_hovered=row.bone is choice.hovered,
        is_faint=state.selected is not None and not is_selected and row.bone is not choice.hovered,
        is_by_reader=source is Source.READER,
        share=share,
    )


def _source(row: BoneRow, *, shows_levels: bool) -> Source:
    box = Source.READER if row.roi is None else row.roi.source
    if Source.READER in (box, row.level_source if shows_levels else box):
        return Source.READER
    return box


def _line(row: BoneRow, source: Source, *, shows_levels: bool) -> Line:
    if shows_levels and row.needs_look:
        return Line.DOTTED
    return Line.DASHED if source is Source.INFERRED else Line.SOLID
