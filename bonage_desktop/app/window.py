"""The review window: shows the case under review and passes on what the reader wants. It decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow

from bonage_desktop.app.actions import Menu, actions
from bonage_desktop.app.background import Background
from bonage_desktop.app.case_words import state_words
from bonage_desktop.app.commands import Commands
from bonage_desktop.app.comparison import Comparison
from bonage_desktop.app.desk import Desk
from bonage_desktop.app.film_view_modes import OverlayMode, Tool
from bonage_desktop.app.help import explain_places
from bonage_desktop.app.hints import Hints
from bonage_desktop.app.intents import Intents
from bonage_desktop.app.kept_cases import KeptCases
from bonage_desktop.app.level_pictures import atlas_work, level_pictures
from bonage_desktop.app.message_bar import Message, Remedy
from bonage_desktop.app.pictures import RowPictures
from bonage_desktop.app.places import Places
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.reader_keys import KeyTasks, ReaderKeys
from bonage_desktop.app.recent_files import RecentMenu
from bonage_desktop.app.report_sources import sources_of
from bonage_desktop.app.reports import Reports
from bonage_desktop.app.saving_shown import SavingShown
from bonage_desktop.app.settings_in_force import SettingsInForce
from bonage_desktop.app.slow_parts import load_slow_parts
from bonage_desktop.app.theme import DARK, LIGHT, Theme
from bonage_desktop.app.told import told, window_language
from bonage_desktop.app.top_bar import TopBar
from bonage_desktop.app.torn_off import TornOff
from bonage_desktop.app.window_end import WindowEnd
from bonage_desktop.app.wiring import wire
from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.atlas import Atlas
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.review import ReviewSession
from bonage_desktop.workflow.review_rows import unread_flagged
from bonage_desktop.workflow.review_state import ReviewState
from bonage_desktop.workflow.settings import ThemeChoice
from bonage_desktop.workflow.worklist import CaseFilter

_PASSING = frozenset({"workflow.engine_died", "workflow.engine_too_slow", "workflow.unexpected"})
"""Failures of one run of the networks: another may well succeed."""
_MOMENT = 50
"""Milliseconds after the window is shown at which slow parts are loaded."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a window needs beside its cases.

    Attributes:
        preferences: the reader's settings.
        samples: hands to try.
        reader: gives the name that drafts of reports have, empty where the reader has set none.
        earlier: holds the earlier study that the open one is compared with.
    """

    preferences: Preferences
    samples: Sequence[Path]
    reader: Callable[[], str]
    earlier: ReviewSession


class ReviewWindow(QMainWindow):
    """The window.

    Args:
        desk: the cases and the work behind them.
        options: what else it needs.

    Signals:
        closing: it goes now, and still stands where it stood.
    """

    closing = Signal()

    def __init__(self, desk: Desk, options: Options) -> None:
        super().__init__()
        self.desk = desk
        self.options = options
        theme = self.theme()
        self.places = Places(theme, desk.thumbnails, options.samples)
        self.film = self.places.film
        self.comparison = Comparison(desk, self.places, options.earlier)
        self.reports = Reports(self, sources_of(self))
        self._pictures = RowPictures()
        self._filter = CaseFilter()
        self.table = actions()
        self.commands = Commands(self, self.table)
        self.intents = Intents(self, self.table)
        self.bar = TopBar(theme, self.commands)
        self.dots = self.bar.dots
        self._torn: TornOff | None = None
        self._fault: BonageError | None = None
        self._is_retired = False
        self._work = Background(self)
        self.recent = RecentMenu(self)
        self.kept = KeptCases(desk, options.preferences, self)
        self.saving = SavingShown(desk, self.places, self)
        self._end = WindowEnd(self, lambda: desk.unsaved, desk.keeping.retry, self.saving.ask_for_file, self.say)
        self.hints = Hints(self.places.messages, options.preferences)
        self._build()
        wire(self)
        self._keys = ReaderKeys(self, self._key_tasks())
        _application().installEventFilter(self._keys)
        self._settings = SettingsInForce(self)
        self.refresh()

    def refresh(self) -> None:
        """Show the open case as it is now."""
        session = self.desk.session
        state = session.state
        self.commands.show_state(state)
        places = self.places
        for place in (places.film, places.bones, places.strip, places.curve, places.findings, places.status):
            place.show_state(state)
        places.result.show_state(state, session.case if state is None else None)
        places.average.show_state(state)
        self.hints.show_state(state)
        self.comparison.show_state(state)
        self._show_pictures(state)
        places.film.show_problem(self.tr("The file could not be read") if self.desk.is_unreadable else "")
        self.dots.show_case(
            session.case,
            are_networks_ready=self.desk.are_networks_ready,
            is_asked=self.desk.asks_about_boxes,
            is_cancelling=self.desk.is_cancelling,
        )
        self.bar.show_undo("" if state is None else state.undo_text)
        places.show_confirmable(state)
        places.reset.setEnabled(self.commands.all["bone.reset"].isEnabled())
        places.report.setEnabled(state is not None and state.bone_age is not None)
        case = session.case
        self.bar.show_device(None if case is None or case.reading is None else case.reading.findings)
        self._show_title()

    def _show_title(self) -> None:
        """Without a name: other programs and the system's window list show it too."""
        case, program = self.desk.session.case, self.tr("Bone age")
        words = self.tr("Case {0} of {1} · {2} · {3}")
        told = case and words.format(case.number, len(self.desk.worklist), state_words(case), program)
        self.setWindowTitle(told or program)

    def _show_pictures(self, state: ReviewState | None) -> None:
        self._pictures.take(self.desk.session.case, None if state is None else state.selected)
        self.places.bones.set_crops(self._pictures.crops)
        self.places.strip.set_magnified(self._pictures.magnified)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.setCentralWidget(self.places)
        self.setMenuWidget(self.bar)
        self.commands.menus[Menu.FILE].insertMenu(self.commands.all["file.settings"], self.recent)
        explain_places(self.places)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.places.report.offer(self.commands.all)
        self.intents.set_tool(Tool.WINDOW)
        self.intents.set_overlay(OverlayMode.ALL)
        self.intents.choose_report_language(window_language())
        self.places.show_film(is_open=False)
        self.setMinimumSize(1024, 700)
        self.resize(1440, 900)

    def _key_tasks(self) -> KeyTasks:
        return KeyTasks(
            step_bone=self.intents.step_bone,
            hide_overlay=lambda hidden: self.film.set_overlay_hidden(is_hidden=hidden),
            set_level=self._set_level_number,
            show_typed=lambda typed: self.places.show_typed(typed, self.desk.session.state),
            moves_box=lambda widget: widget is self.film and self.film.tool is Tool.BOX,
        )

    def _set_level_number(self, index: int) -> None:
        bone = self.selected()
        if bone is None:
            return
        try:
            level = Level(bone, index)
        except BonageError as error:
            self.say(Message.of(error))
            return
        self._choose_level(level)

    def _choose_level(self, level: Level) -> None:
        self.desk.change(lambda session: session.choose_level(level))

    def select(self, intent: Callable[[ReviewSession], None]) -> None:
        """Look at another bone; nothing is changed."""
        self.desk.look(intent)

    def selected(self) -> Bone | None:
        """The bone that the reader looks at, or None."""
        return self.desk.session.selected

    def arm(self, bone: Bone) -> None:
        """Let the reader draw the box of this bone."""
        self.select(lambda session: session.select(bone))
        self.intents.set_tool(Tool.BOX)
        self.film.arm_bone(bone)
        self.say(Message(self.tr("Draw a box around the growth region of {0}.").format(told(bone.title))))

    def list_cases(self) -> None:
        """Show the cases that the filter lets through."""
        worklist = self.desk.worklist
        self.places.cases.show_cases(worklist.shown(self._filter), len(worklist))
        if self.desk.open_number is not None:
            self.places.cases.select(self.desk.open_number)

    def show_case(self, number: int) -> None:
        """Show in the list what a case has become."""
        self.places.cases.update_case(self.desk.case(number))

    def set_filter(self, wanted: CaseFilter) -> None:
        """Show only these cases."""
        self._filter = wanted
        self.list_cases()

    def show_opened(self, number: int) -> None:
        """Another case lies on the desk; its film is being read."""
        self.places.show_film(is_open=True)
        self.places.facts.hide()
        self.places.messages.forget()
        self.intents.stop_placing()
        self.film.show_film(None)
        self.film.setFocus(Qt.FocusReason.OtherFocusReason)
        self.places.cases.select(number)

    def say(self, message: Message) -> None:
        """Say something in the bar."""
        self.places.messages.say(message)

    def say_failure(self, error: BonageError) -> None:
        """Say what went wrong, with what can be done at once; not twice where the place of the result says it."""
        if self.places.result.tells(error):
            self.places.messages.withdraw(error)
        else:
            self.say(Message.of(error, *self._remedies_for(error)))

    def _remedies_for(self, error: BonageError) -> Sequence[Remedy]:
        if self._fault is not None and error.code == self._fault.code:
            return [Remedy(self.tr("Load the networks again"), self.desk.restart_networks)]
        if error.code in _PASSING:
            return [Remedy(self.tr("Assess again"), self.desk.assess_again)]
        return []

    def assess_again(self) -> None:
        """Let the networks look once more at a case that they failed on; those that are not there are loaded first."""
        if self._fault is not None:
            self.desk.restart_networks()
        else:
            self.desk.assess_again()

    def hint_at_unticked(self, number: int) -> None:
        """Say that a case was confirmed with nothing ticked, or flagged bones not; it is news and no question."""
        case = self.desk.case(number)
        flagged = [told(bone.title) for bone in unread_flagged(case)]
        if flagged:
            words = self.tr("Case {0} was confirmed; needed a look and were not ticked: {1}.")
            words = words.format(number, ", ".join(flagged))
        elif not case.ticked:
            words = self.tr("Case {0} was confirmed with 0 of {1} bones ticked.").format(number, len(Bone))
        else:
            return
        self.say(Message(words, remedies=(Remedy(self.tr("Amend"), lambda: self._amend(number)),)))

    def _amend(self, number: int) -> None:
        self.desk.open(number)
        self.intents.amend()

    def show_networks_ready(self) -> None:
        """The networks are loaded; that they were not is no news any more."""
        if self._fault is not None:
            self._fault = None
            self.places.messages.hide()
        self.refresh()

    def say_exported(self, file: Path) -> None:
        """Say where a picture of the curve was saved."""
        self.say(Message(self.tr("The curve was saved as {0}.").format(file)))

    def say_copied(self) -> None:
        """Say that a picture of the curve is on the clipboard."""
        self.say(Message(self.tr("The curve is on the clipboard.")))

    def say_networks_unavailable(self, error: BonageError) -> None:
        """Say why there are no networks."""
        self._fault = error
        self.say_failure(error)
        self.refresh()

    def tear_off(self) -> None:
        """Show the radiograph in a window of its own, or bring it back."""
        if self._torn is not None:
            self._torn.close()
            return
        self._torn = TornOff(self.places.give_films_away(), self, self._take_films_back)
        self._keys.windows.append(self._torn)
        self._torn.show()

    def _take_films_back(self) -> None:
        if self._torn is not None:
            self._keys.windows.remove(self._torn)
            self.places.take_films_back()
            self._torn.deleteLater()
            self._torn = None

    def theme(self) -> Theme:
        """The theme in force."""
        choice = self.options.preferences.settings.theme
        if choice is ThemeChoice.SYSTEM:
            scheme = QGuiApplication.styleHints().colorScheme()
            return LIGHT if scheme is Qt.ColorScheme.Light else DARK
        return LIGHT if choice is ThemeChoice.LIGHT else DARK

    def showEvent(self, event: QShowEvent) -> None:
        """Slow parts are loaded once the window is there."""
        super().showEvent(event)
        QTimer.singleShot(_MOMENT, self._load_slow_parts)

    def _load_slow_parts(self) -> None:
        self.places.curve.prepare()
        self._work.begin(atlas_work(self._take_atlas, self.say_failure))
        Thread(target=load_slow_parts, name="bonage-slow-parts").start()

    def _take_atlas(self, atlas: Atlas) -> None:
        self.places.strip.set_pictures(level_pictures(atlas))
        self.places.average.set_atlas(atlas)
        for notice in atlas.notices[:1]:
            self.say(Message(told(notice.message)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Small windows keep the radiograph large."""
        super().resizeEvent(event)
        self.places.fold(self.width(), self.height())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.intents.open_paths([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def take_over(self, before: "ReviewWindow") -> None:
        """Show what lies on the desk already, as the window before this one shows it."""
        self.list_cases()
        if self.desk.open_number is not None:
            self.show_opened(self.desk.open_number)
            self.film.show_as(before.film)
        self.refresh()
        self.intents.take_over(before.intents)
        self.places.curve.setCurrentIndex(before.places.curve.currentIndex())

    def retire(self) -> None:
        """Another window takes over the desk: go without a question, and without ending the work on it."""
        self._is_retired = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once where something would be lost."""
        if self._is_retired:
            if self._torn is not None:
                self._torn.close()
            _application().removeEventFilter(self._keys)
            super().closeEvent(event)
            return
        if not self._end.may_come():
            event.ignore()
            return
        self.closing.emit()
        _application().removeEventFilter(self._keys)
        self.desk.stop()
        super().closeEvent(event)


def _application() -> QCoreApplication:
    """Qt's application, which is there as long as there are windows."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("a window without Qt's application")
    return application
