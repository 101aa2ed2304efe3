"""The review window: shows the case under review and passes on what the reader wants. It decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QToolBar,
    QWidget,
)

from bonage_desktop.app.actions import actions
from bonage_desktop.app.case_words import state_words
from bonage_desktop.app.commands import Commands
from bonage_desktop.app.comparison import Comparison
from bonage_desktop.app.desk import Desk
from bonage_desktop.app.film_view_modes import OverlayMode, Tool
from bonage_desktop.app.intents import Intents
from bonage_desktop.app.message_bar import Message, Remedy
from bonage_desktop.app.pictures import RowPictures
from bonage_desktop.app.places import Places
from bonage_desktop.app.reader_keys import KeyTasks, ReaderKeys
from bonage_desktop.app.reports import Reports
from bonage_desktop.app.stage_dots import StageDots
from bonage_desktop.app.torn_off import TornOff
from bonage_desktop.app.theme import DARK, LIGHT, Theme, ThemeChoice
from bonage_desktop.app.window_end import leaves_unconfirmed
from bonage_desktop.errors import BonageError
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.review import ReviewSession
from bonage_desktop.workflow.worklist import CaseFilter

_TOOL_BAR = (
    "file.open",
    "",
    "tool.window",
    "tool.zoom",
    "tool.pan",
    "tool.box",
    "",
    "image.invert",
    "image.right",
    "image.fit",
    "overlay.cycle",
    "view.stages",
    "",
    "edit.undo",
)
_MOMENT = 50
"""Milliseconds after the window is shown at which slow parts are loaded."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader chose for the window.

    Attributes:
        theme: dark, light or the system's.
        samples: hands to try.
        reader: gives the reader's name.
        earlier: holds the earlier study that the open one is compared with.
    """

    theme: ThemeChoice
    samples: Sequence[Path]
    reader: Callable[[], str]
    earlier: ReviewSession


class ReviewWindow(QMainWindow):
    """The window.

    Args:
        desk: the cases and the work behind them.
        options: what the reader chose.
    """

    def __init__(self, desk: Desk, options: Options) -> None:
        super().__init__()
        self.desk = desk
        self.theme_choice = options.theme
        theme = self.theme()
        self.places = Places(theme, desk.thumbnails, options.samples)
        self.film = self.places.film
        self.reports = Reports(self, lambda: desk.session.case, options.reader, self.places.findings.words)
        self.comparison = Comparison(desk, self.places, options.earlier)
        self._pictures = RowPictures()
        self._filter = CaseFilter()
        table = actions()
        self.commands = Commands(self, table)
        self.intents = Intents(self, table)
        self.dots = StageDots(theme)
        self._torn: TornOff | None = None
        self._device = QLabel()
        self._build()
        self._connect()
        self._keys = ReaderKeys(self, self._key_tasks())
        QApplication.instance().installEventFilter(self._keys)
        self.intents.choose_theme(options.theme.value)
        self.refresh()

    def refresh(self) -> None:
        """Show the open case as it is now."""
        session = self.desk.session
        state = session.state
        self.commands.show_state(state)
        places = self.places
        for place in (places.film, places.result, places.bones, places.strip, places.curve, places.findings):
            place.show_state(state)
        places.status.show_state(state)
        self.comparison.show_state(state)
        self._show_pictures()
        self.dots.show_case(session.case, are_networks_ready=self.desk.are_networks_ready)
        undo = self.tr("↶ Undo: {0}").format(state.undo_text) if state and state.undo_text else self.tr("Undo")
        self.commands.rename("edit.undo", undo)
        places.confirm.setEnabled(self.commands.all["case.confirm"].isEnabled())
        places.reset.setEnabled(self.commands.all["bone.reset"].isEnabled())
        places.report.setEnabled(state is not None and state.bone_age is not None)
        self._show_device()
        self._show_title()

    def _show_title(self) -> None:
        """Without a name: other programs and the system's window list show it too."""
        case, program = self.desk.session.case, self.tr("Bone age")
        words = self.tr("Case {0} of {1} · {2} · {3}")
        told = case and words.format(case.number, len(self.desk.worklist), state_words(case), program)
        self.setWindowTitle(told or program)

    def _show_pictures(self) -> None:
        self._pictures.take(self.desk.session.case, self.selected())
        self.places.bones.set_crops(self._pictures.crops)
        self.places.strip.set_magnified(self._pictures.magnified)

    def _show_device(self) -> None:
        case = self.desk.session.case
        findings = None if case is None or case.reading is None else case.reading.findings
        shown = findings is not None and bool(findings.seconds)
        if findings is not None and shown:
            words = self.tr("{0} · {1} s").format(findings.device.upper(), f"{sum(findings.seconds.values()):.1f}")
            self._device.setText(words)
        self._device.setVisible(shown)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.setCentralWidget(self.places)
        self.commands.fill_menus(self.menuBar())
        bar = QToolBar(self.tr("Tools"))
        bar.setMovable(False)
        bar.setMinimumHeight(44)
        self.commands.fill_tool_bar(bar, _TOOL_BAR)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        notice = QLabel(self.tr("Research use only, not a medical device"))
        notice.setObjectName("researchPill")
        self._device.setObjectName("pill")
        for widget in (gap, self.dots, self._device, notice):
            bar.addWidget(widget)
        self.addToolBar(bar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.places.confirm.setText(self.tr("Confirm case  Ctrl+↵"))
        self.intents.set_tool(Tool.WINDOW)
        self.intents.set_overlay(OverlayMode.ALL)
        self.places.show_film(is_open=False)
        self.setMinimumSize(1024, 700)
        self.resize(1440, 900)

    def _connect(self) -> None:
        desk, places = self.desk, self.places
        desk.listed.connect(self._list_cases)
        desk.case_changed.connect(self._show_case)
        desk.opened.connect(self._opened)
        desk.film_ready.connect(self.film.show_film)
        desk.reviewed.connect(self.refresh)
        desk.failed.connect(lambda error: self.say(Message.of(error)))
        desk.networks_ready.connect(self.refresh)
        desk.networks_unavailable.connect(self._say_networks_unavailable)
        for speaker in (self.reports, self.comparison):
            speaker.said.connect(self.say)
        places.start.open_asked.connect(self.intents.ask_for_files)
        places.start.samples_chosen.connect(self.intents.open_paths)
        places.cases.case_chosen.connect(desk.open)
        places.cases.filter_changed.connect(self._set_filter)
        self.dots.cancel_asked.connect(desk.cancel)
        for place in (places.film, places.bones):
            place.bone_selected.connect(lambda bone: self.select(lambda session: session.select(bone)))
        places.film.bone_hovered.connect(places.bones.set_hovered)
        places.bones.bone_hovered.connect(places.film.set_hovered)
        places.film.tool_changed.connect(self.intents.set_tool)
        places.film.box_drawn.connect(lambda bone, box: desk.change(lambda session: session.place_box(bone, box)))
        places.film.box_deleted.connect(lambda bone: desk.change(lambda session: session.remove_box(bone)))
        for place in (places.bones, places.strip):
            place.level_chosen.connect(self._choose_level)
        places.strip.step.connect(self.intents.step_level)
        places.bones.ticked.connect(lambda bone, on: desk.change(lambda session: session.tick(bone, is_ticked=on)))
        places.bones.place_box.connect(self.arm)
        places.result.sex_chosen.connect(lambda sex: desk.change(lambda session: session.choose_sex(sex)))
        places.result.place_by_hand.connect(self.intents.place_by_hand)
        places.result.try_rotated.connect(self.intents.try_rotated)
        places.result.amend.connect(self.intents.amend)
        places.result.facts_edit_requested.connect(self.intents.edit_facts)
        places.facts.facts_chosen.connect(lambda facts: desk.change(lambda session: session.set_facts(facts)))
        places.findings.findings_changed.connect(
            lambda found: desk.change(lambda session: session.set_other_findings(found))
        )
        places.findings.remarks_changed.connect(lambda text: desk.change(lambda session: session.set_remarks(text)))
        places.reset.clicked.connect(self.intents.reset_bone)
        places.confirm.clicked.connect(desk.confirm_and_go_on)
        places.report.clicked.connect(self.reports.ask_for_pdf)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_theme_changed)

    def _key_tasks(self) -> KeyTasks:
        return KeyTasks(
            step_bone=self.intents.step_bone,
            hide_overlay=lambda hidden: self.film.set_overlay_hidden(is_hidden=hidden),
            set_level=self._set_level_number,
            show_typed=lambda typed: self.places.status.show_typed(typed, self.desk.session.state),
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
        if self.desk.open_number is not None:
            intent(self.desk.session)
            self.refresh()

    def selected(self) -> Bone | None:
        """The bone that the reader looks at, or None."""
        state = self.desk.session.state
        return None if state is None else state.selected

    def arm(self, bone: Bone) -> None:
        """Let the reader draw the box of this bone."""
        self.select(lambda session: session.select(bone))
        self.intents.set_tool(Tool.BOX)
        self.film.arm_bone(bone)
        self.say(Message(self.tr("Draw a box around the growth region of {0}.").format(bone.title)))

    def _list_cases(self) -> None:
        worklist = self.desk.worklist
        self.places.cases.show_cases(worklist.shown(self._filter), len(worklist))
        if self.desk.open_number is not None:
            self.places.cases.select(self.desk.open_number)

    def _show_case(self, number: int) -> None:
        self.places.cases.update_case(self.desk.case(number))

    def _set_filter(self, wanted: CaseFilter) -> None:
        self._filter = wanted
        self._list_cases()

    def _opened(self, number: int) -> None:
        self.places.show_film(is_open=True)
        self.film.show_film(None)
        self.places.cases.select(number)

    def say(self, message: Message) -> None:
        """Say something in the bar."""
        self.places.messages.say(message)

    def _say_networks_unavailable(self, error: BonageError) -> None:
        remedy = Remedy(self.tr("Load the networks again"), self.desk.restart_networks)
        self.say(Message.of(error, remedy))
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
        if self.theme_choice is ThemeChoice.SYSTEM:
            scheme = QGuiApplication.styleHints().colorScheme()
            return LIGHT if scheme is Qt.ColorScheme.Light else DARK
        return LIGHT if self.theme_choice is ThemeChoice.LIGHT else DARK

    def _system_theme_changed(self) -> None:
        if self.theme_choice is ThemeChoice.SYSTEM:
            self.intents.choose_theme(ThemeChoice.SYSTEM.value)

    def showEvent(self, event: QShowEvent) -> None:
        """Slow parts are loaded once the window is there."""
        super().showEvent(event)
        QTimer.singleShot(_MOMENT, self.places.curve.prepare)

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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once where something would be lost."""
        if not leaves_unconfirmed(self, self.desk.unsaved):
            event.ignore()
            return
        QApplication.instance().removeEventFilter(self._keys)
        self.desk.stop()
        super().closeEvent(event)
