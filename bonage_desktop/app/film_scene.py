"""What there is to see of one radiograph, gathered from film, review and reader; nothing is drawn here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QPointF

from bonage_desktop.app.film_attention import share_words
from bonage_desktop.app.film_corners import (
    Corners,
    attention_words,
    banner_of,
    bar_words,
    change_words,
    is_narrow,
    kept_free,
    short_banner_of,
    side_mark,
    taken_by,
    window_words,
)
from bonage_desktop.app.film_greys import Greys
from bonage_desktop.app.film_letters import Fonts
from bonage_desktop.app.film_marks import Choice, bone_words, informing, level_words, marks_of
from bonage_desktop.app.film_overlay import Scene
from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_room import Rectangle
from bonage_desktop.app.film_ruler import Ruler, ScaleBar, scale_bar
from bonage_desktop.app.palm_shape import PalmShape
from bonage_desktop.app.told import told
from bonage_desktop.app.viewpoint import Point, Viewpoint
from bonage_desktop.findings.radiograph import FactSource, Radiograph
from bonage_desktop.sentences import listed
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.facts import Facts
from bonage_desktop.workflow.review_state import ReviewState

_LONGEST_BAR = 0.2
"""Share of the view's width that the scale bar may take."""
_LONGEST_MM = 200
_WIDEST, _LARGEST_ZOOM = 99999, 9.99
"""Centre and width of a window, and a zoom, whose words are as long as they become."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """All that a view shows.

    Attributes:
        film: whose pixels.
        viewpoint: where the film lies.
        greys: what is black and what is white.
        state: of the review, or None.
        choice: what the reader wants to see of it.
        palm: shape of the palm, or None.
        ruler: or None.
        loupe: where the loupe is held, or None.
        density: pixels of the screen per pixel of the view.
        is_moving: the reader pans, zooms or windows right now.
        with_handles: the selected box can be resized.
    """

    film: FilmPixels
    viewpoint: Viewpoint
    greys: Greys
    state: ReviewState | None
    choice: Choice
    palm: PalmShape | None
    ruler: Ruler | None
    loupe: QPointF | None
    density: float
    is_moving: bool
    with_handles: bool

    @property
    def radiograph(self) -> Radiograph:
        """What is known of it: the reader's facts before those of the file."""
        known = None if self.state is None else self.state.case.known
        return self.film.about if known is None else known


def banner_words(shown: Shown) -> Sequence[str]:
    """All that is said of whom the radiograph is of; a narrow view shows less."""
    sex, source = _sex_of(shown)
    facts = Facts() if shown.state is None else shown.state.case.facts
    return banner_of(shown.radiograph, facts, sex, source)


def corners_of(shown: Shown, fonts: Fonts) -> Corners:
    """The words in the corners; in a narrow view fewer, so that the film keeps its size."""
    film, viewpoint, greys, radiograph = shown.film, shown.viewpoint, shown.greys, shown.radiograph
    banner = banner_words(shown)
    narrow = is_narrow(viewpoint.view, banner, fonts)
    bar = scale_bar(viewpoint, radiograph.spacing, _LONGEST_BAR * viewpoint.view[0])
    window = window_words(
        film.stored(greys.centre), greys.width * abs(film.stored_per_value), viewpoint.scale * shown.density
    )
    return Corners(
        banner=short_banner_of(radiograph, _sex_of(shown)[0]) if narrow else banner,
        window=window,
        changes=change_words(viewpoint.orientation, is_inverted=greys.is_inverted),
        side=side_mark(radiograph),
        notes=() if narrow else _notes(shown),
        bar=bar,
        bar_words=[] if bar is None else bar_words(bar, radiograph),
    )


def room_for_corners(shown: Shown, fonts: Fonts) -> tuple[Rectangle, ...]:
    """What a fitted film leaves free, the banner's place first.

    It does not depend on what the reader does all the time (window, zoom, selection), so that the film never jumps.
    """
    view, radiograph = shown.viewpoint.view, shown.radiograph
    corners = corners_of(shown, fonts)
    bar = None if radiograph.spacing is None else ScaleBar(_LONGEST_MM, _LONGEST_BAR * view[0])
    longest = replace(
        corners,
        window=window_words(_WIDEST, _WIDEST, _LARGEST_ZOOM),
        changes=change_words(shown.viewpoint.orientation, is_inverted=True),
        notes=() if is_narrow(view, banner_words(shown), fonts) else attention_words(Bone.DP5),
        bar=bar,
        bar_words=[] if bar is None else bar_words(bar, radiograph),
    )
    return kept_free(view, longest, fonts)


def scene_of(shown: Shown, corners: Corners, fonts: Fonts) -> Scene:
    """What lies over the film."""
    choice = shown.choice
    return Scene(
        marks=() if shown.state is None else marks_of(shown.state, choice),
        stage=choice.stage,
        overlay=choice.overlay,
        palm=shown.palm,
        taken=tuple(taken_by(shown.viewpoint.view, corners, fonts)),
        with_handles=shown.with_handles,
    )


def bone_at(state: ReviewState, point: Point) -> Bone | None:
    """The bone whose box lies around a point of the radiograph; of several the one with the smallest box."""
    x, y = point
    around = [
        (roi.box.width * roi.box.height, row.bone.number, row.bone)
        for row in state.rows.values()
        if (roi := row.roi) is not None and roi.box.x0 <= x <= roi.box.x1 and roi.box.y0 <= y <= roi.box.y1
    ]
    return min(around)[-1] if around else None


def bone_tip(state: ReviewState, bone: Bone, choice: Choice) -> str:
    """What a reader is told who points at a bone: name, level, doubts, its share in the level of the selected one."""
    row = state.rows[bone]
    is_graded = row.chosen is not None and not state.are_levels_hidden
    lines = [told(bone.title)]
    if row.chosen is not None and is_graded:
        lines = [told(line) for line in (listed((bone.title, level_words(row.chosen))), *row.doubts)]
    share = informing(state, choice).get(bone)
    if share is not None and state.selected is not None:
        words = _tr("{0} of what the model looked at for the level of {1}.")
        lines.append(words.format(share_words(share), bone_words(state.selected)))
    return "\n".join(lines)


def _sex_of(shown: Shown) -> tuple[Sex | None, FactSource]:
    """The sex in force, and who said so."""
    reading = None if shown.state is None else shown.state.case.reading
    of = shown.radiograph if reading is None else reading
    return of.sex, of.sex_source


def _notes(shown: Shown) -> Sequence[str]:
    state = shown.state
    if state is None or state.selected is None or not informing(state, shown.choice):
        return ()
    return attention_words(state.selected)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Film", text)
