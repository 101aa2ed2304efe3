"""What there is to see of one radiograph, gathered from film, review and reader; nothing is drawn here."""

from collections.abc import Sequence
from dataclasses import dataclass

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
from bonage_desktop.app.viewpoint import Orientation, Point, Viewpoint
from bonage_desktop.findings.findings import PalmMask
from bonage_desktop.findings.radiograph import FactSource, Radiograph
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.sentences import listed
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.facts import Facts, with_reader_facts
from bonage_desktop.workflow.review_state import ReviewState

_LONGEST_BAR = 0.2
"""Share of the view's width that the scale bar may take."""
_LONGEST_MM = 200
_WIDEST, _LARGEST_ZOOM = 99999, 9.99
"""Centre and width of a window, and a zoom, whose words are as long as they become."""


@dataclass(frozen=True, slots=True)
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
    def subject(self) -> "Subject":
        """Whom it is of."""
        if self.state is None:
            return Subject(self.film.about, Facts(), self.film.about.sex, self.film.about.sex_source)
        case = self.state.case
        about = self.film.about if case.radiograph is None else case.radiograph
        of = about if case.reading is None else case.reading
        return Subject(about, case.facts, of.sex, of.sex_source, self.state.display.ages)

    @property
    def captions(self) -> "Captions":
        """What the words in its corners are about."""
        state = self.state
        informed = None if state is None or not informing(state, self.choice) else state.selected
        return Captions(self.subject, self.film, self.viewpoint, self.greys, self.density, informed)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a radiograph is of, as far as it is said over the film.

    Attributes:
        about: the radiograph as its file describes it.
        facts: the reader's.
        sex: in force.
        sex_source: who said so.
        ages: how its age is written.
    """

    about: Radiograph
    facts: Facts
    sex: Sex | None
    sex_source: FactSource
    ages: AgeNotation = AgeNotation.DECIMAL

    @property
    def radiograph(self) -> Radiograph:
        """What is known of it: the reader's facts before those of the file."""
        return with_reader_facts(self.about, self.facts)

    @property
    def banner(self) -> tuple[str, ...]:
        """All that is said of whom it is of; a narrow view shows less."""
        return banner_of(self.radiograph, self.facts, self.sex, self.sex_source, self.ages)


@dataclass(frozen=True, slots=True)
class Captions:
    """All that the words in the corners depend on, but for their letters.

    Attributes:
        subject: whom the radiograph is of.
        film: what is seen of it.
        viewpoint: where the film lies.
        greys: what is black and what is white.
        density: pixels of the screen per pixel of the view.
        informed: the bone whose level others informed, as marks on the film show, or None.
    """

    subject: Subject
    film: FilmPixels
    viewpoint: Viewpoint
    greys: Greys
    density: float
    informed: Bone | None


def corners_of(captions: Captions, fonts: Fonts) -> Corners:
    """The words in the corners; in a narrow view fewer, so that the film keeps its size."""
    film, viewpoint, greys, radiograph = captions.film, captions.viewpoint, captions.greys, captions.subject.radiograph
    banner, is_short = _banner_for(captions.subject, viewpoint.view, fonts)
    bar = scale_bar(viewpoint, radiograph.spacing, _LONGEST_BAR * viewpoint.view[0])
    window = window_words(
        film.stored(greys.centre), greys.width * abs(film.stored_per_value), viewpoint.scale * captions.density
    )
    return Corners(
        banner=banner,
        window=window,
        changes=change_words(viewpoint.orientation, is_inverted=greys.is_inverted),
        side=side_mark(radiograph),
        notes=() if is_short or captions.informed is None else attention_words(captions.informed),
        bar=bar,
        bar_words=() if bar is None else bar_words(bar, radiograph),
    )


def room_for_corners(
    subject: Subject, view: tuple[int, int], orientation: Orientation, fonts: Fonts
) -> tuple[Rectangle, ...]:
    """What a fitted film leaves free, the banner's place first.

    It does not depend on what the reader does all the time (window, zoom, selection), so that the film never jumps.

    Args:
        subject: whom the radiograph is of.
        view: width and height of the view.
        orientation: how the film is turned.
        fonts: of the words.
    """
    radiograph = subject.radiograph
    banner, is_short = _banner_for(subject, view, fonts)
    bar = None if radiograph.spacing is None else ScaleBar(_LONGEST_MM, _LONGEST_BAR * view[0])
    longest = Corners(
        banner=banner,
        window=window_words(_WIDEST, _WIDEST, _LARGEST_ZOOM),
        changes=change_words(orientation, is_inverted=True),
        side=side_mark(radiograph),
        notes=() if is_short else attention_words(Bone.DP5),
        bar=bar,
        bar_words=() if bar is None else bar_words(bar, radiograph),
    )
    return kept_free(view, longest, fonts)


def scene_of(shown: Shown, taken: Sequence[Rectangle]) -> Scene:
    """What lies over the film.

    Args:
        shown: all that there is to see.
        taken: where the words in the corners stand.
    """
    choice = shown.choice
    return Scene(
        marks=() if shown.state is None else marks_of(shown.state, choice),
        stage=choice.stage,
        overlay=choice.overlay,
        palm=shown.palm,
        taken=taken,
        with_handles=shown.with_handles,
    )


def palm_of(state: ReviewState | None, film: FilmPixels) -> PalmMask | None:
    """The palm that was found in this film, or None."""
    reading = None if state is None else state.case.reading
    palm = None if reading is None else reading.findings.palm
    return None if palm is None or palm.mask.shape[::-1] != film.size else palm


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


def _banner_for(subject: Subject, view: tuple[int, int], fonts: Fonts) -> tuple[tuple[str, ...], bool]:
    """The banner that a view has room for, and whether that is the short one."""
    whole = subject.banner
    is_short = is_narrow(view, whole, fonts)
    return (short_banner_of(subject.radiograph, subject.sex, subject.ages) if is_short else whole), is_short


def _tr(text: str) -> str:
    return QCoreApplication.translate("Film", text)
