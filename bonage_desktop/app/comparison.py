"""The newest study before the open one, beside it: film with linked zoom, levels in the rows, rings in the curve."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from bonage_desktop.app.desk import Desk
from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.message_bar import Message
from bonage_desktop.app.places import Places
from bonage_desktop.app.told import told
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.sentences import paragraph
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.prior import BoneBefore, Priors, priors_of
from bonage_desktop.workflow.review import ReviewSession
from bonage_desktop.workflow.review_state import ReviewState


class Comparison(QObject):
    """Shows what is known of the patient from before.

    Args:
        desk: the cases.
        places: where it is shown.
        session: holds the earlier case while it is shown; nothing is changed in it.

    Signals:
        said: a `Message`, where there is nothing to compare with.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, places: Places, session: ReviewSession) -> None:
        super().__init__(places)
        self._desk = desk
        self._places = places
        self._session = session
        self._priors = Priors()
        self._is_wanted = False
        self._state: ReviewState | None = None
        self._asked: int | None = None
        self._selected: Bone | None = None
        desk.prior_ready.connect(self._film_is_there)
        desk.prior_missing.connect(self._film_is_missing)
        desk.opened.connect(self._forget)
        desk.case_changed.connect(self._another_changed)
        places.film.viewpoint_changed.connect(places.prior_film.follow)

    @property
    def bones(self) -> Mapping[Bone, BoneBefore]:
        """Each bone as it was in the newest earlier study; empty where there is none."""
        return self._priors.bones or {}

    @property
    def confirmed_studies(self) -> Sequence[EarlierStudy]:
        """The earlier studies that a reader has confirmed, oldest first."""
        return self._priors.confirmed

    @property
    def is_shown(self) -> bool:
        """Whether an earlier study is shown beside the open one."""
        return self._is_wanted and self._priors.newest is not None

    def want(self, *, is_wanted: bool) -> None:
        """Show the earlier study, or do not; it stays so for the cases that are opened next."""
        self._is_wanted = is_wanted
        if is_wanted and self._priors.newest is None:
            self.said.emit(Message(self.tr("No earlier study of this patient is among the cases.")))
        self._show()

    def show_state(self, state: ReviewState | None) -> None:
        """The case under review is this one now."""
        self._state = state
        self._look_up()
        self._show()

    def _look_up(self) -> None:
        state = self._state
        self._priors = Priors() if state is None else priors_of(state, self._desk.studies)
        self._places.curve.set_earlier(self._priors.studies)
        self._selected = None if state is None else state.selected

    def _show(self) -> None:
        newest, state = self._priors.newest, self._state
        self._places.bones.set_prior(self._priors.bones if self.is_shown else None)
        if not self.is_shown or newest is None or state is None:
            self._places.films.show_alone()
            return
        self._places.films.show_both(_day_of(state.case), _day_of(newest))
        if self._asked != newest.number:
            self._begin(newest)
        self._session.display = state.display
        self._session.select(self._selected)
        self._places.prior_film.show_state(self._session.state)

    def _begin(self, newest: Case) -> None:
        self._asked = newest.number
        self._session.open(newest)
        self._places.prior_film.show_problem("")
        self._places.prior_film.show_film(None)
        self._desk.decode_prior(newest.number)

    def _film_is_missing(self, number: int, error: BonageError) -> None:
        """Its levels are known all the same."""
        if number == self._asked:
            kept = self.tr("Its levels are in the rows. To see the film, open it from where it lies now.")
            hint = kept if error.code == "imaging.missing_file" else error.hint
            self._places.prior_film.show_problem(told(paragraph(error.message, hint)))

    def _film_is_there(self, number: int, radiograph: Radiograph, film: FilmPixels) -> None:
        if number != self._asked or self._session.case is None:
            return
        self._session.decoded(radiograph)
        self._places.prior_film.show_film(film)
        viewpoint = self._places.film.viewpoint
        if viewpoint is not None:
            self._places.prior_film.follow(viewpoint)
        self._show()

    def _another_changed(self, number: int) -> None:
        """A case in the list; it may be an earlier study of the patient."""
        if self._state is not None and number != self._state.case.number:
            self._look_up()
            self._show()

    def _forget(self) -> None:
        """Another case is open."""
        self._asked = None
        self._session.close()
        self._places.prior_film.show_film(None)


def _day_of(case: Case) -> date | None:
    return None if case.known is None else case.known.study_date
