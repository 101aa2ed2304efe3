"""What a reader can ask of the window; the table of actions names these."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QWidget

from bonage_desktop.app.background import Background, Work
from bonage_desktop.app.film_view_modes import OverlayMode, StageView, Tool
from bonage_desktop.app.help import copy_diagnostics, explain, show_about
from bonage_desktop.app.key_editor import keys_in_force
from bonage_desktop.app.keys_page import KeysPage
from bonage_desktop.app.opening_words import opening_message
from bonage_desktop.app.settings_page import SettingsPage
from bonage_desktop.app.told import told
from bonage_desktop.imaging.discover import is_dicomdir
from bonage_desktop.sentences import say
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.case_intake import turned_further
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.opening import Opening, files_to_open
from bonage_desktop.workflow.settings import MAX_RECENT, Settings, ThemeChoice

if TYPE_CHECKING:
    from bonage_desktop.app.actions import Action
    from bonage_desktop.app.window import ReviewWindow


class Intents(QObject):
    """Does what a reader asks of one window.

    Args:
        window: whose.
        table: all actions, for the page of keys.
    """

    def __init__(self, window: "ReviewWindow", table: "Sequence[Action]") -> None:
        super().__init__(window)
        self.window = window
        self._table = table
        self._work = Background(self)
        self._is_placing = False
        self.overlay = OverlayMode.ALL
        self._stage_view = StageView.LEVELS

    def ask_for_files(self) -> None:
        """Let the reader choose files."""
        chosen, _ = QFileDialog.getOpenFileNames(self.window, self.tr("Open radiographs"))
        self.open_paths([Path(name) for name in chosen])

    def ask_for_folder(self) -> None:
        """Let the reader choose a folder."""
        chosen = QFileDialog.getExistingDirectory(self.window, self.tr("Open a folder of radiographs"))
        if chosen:
            self.open_paths([Path(chosen)])

    def open_paths(self, paths: Sequence[Path]) -> None:
        """List the images of files, folders and DICOMDIRs and open the first; folders are searched in a thread."""
        if not paths:
            return
        if all(path.is_file() and not is_dicomdir(path) for path in paths):
            self._opened(files_to_open(paths))
            return
        fault = WorkflowError(
            "workflow.not_searched",
            say("The folder could not be searched because of a fault in this program."),
            say("Try again."),
        )
        self._work.begin(Work(lambda: files_to_open(paths), self._opened, self.window.say_failure, fault))

    def _opened(self, opening: Opening) -> None:
        self.window.desk.add(opening.files)
        self._remember(opening.files)
        message = opening_message(opening)
        if message is not None:
            self.window.say(message)

    def _remember(self, files: Sequence[Path]) -> None:
        """Files are offered again at the next start; the shipped samples always are."""
        known = {file.resolve() for file in self.window.options.samples}
        wanted = [_named_once(file) for file in files if file.resolve() not in known][:MAX_RECENT]
        if wanted:

            def remembered(settings: Settings) -> Settings:
                for file in reversed(wanted):
                    settings = settings.with_recent(file)
                return settings

            self.window.options.preferences.note(remembered)

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        self._change(lambda settings: replace(settings, recent_files=()))

    def _change(self, change: Callable[[Settings], Settings]) -> None:
        self.window.options.preferences.change(change)

    def choose_tool(self, tool: Tool) -> None:
        """The reader takes another tool; boxes are no longer placed one after the other."""
        self.stop_placing()
        self.set_tool(tool)

    def set_tool(self, tool: Tool) -> None:
        """What the mouse does on the radiograph."""
        self.window.film.set_tool(tool)
        self.window.commands.check(f"tool.{tool.value}", is_checked=True)

    def set_overlay(self, mode: OverlayMode) -> None:
        """What lies over the radiograph."""
        self.overlay = mode
        self.window.film.set_overlay(mode)
        self.window.commands.check(f"overlay.{mode.value}", is_checked=True)
        words = {
            OverlayMode.ALL: self.tr("all"),
            OverlayMode.SELECTED: self.tr("selected"),
            OverlayMode.NONE: self.tr("none"),
        }
        self.window.commands.rename("overlay.cycle", self.tr("Overlay: {0}").format(words[mode]))

    def cycle_overlay(self) -> None:
        """All boxes, the selected one, none, all again."""
        modes = list(OverlayMode)
        self.set_overlay(modes[(modes.index(self.overlay) + 1) % len(modes)])

    def step_stages(self) -> None:
        """Original, mask, palm, boxes, levels, and original again."""
        views = list(StageView)
        self._show_stage(views[(views.index(self._stage_view) + 1) % len(views)])

    def take_over(self, before: "Intents") -> None:
        """Let tool, overlay, stage and comparison be those of the window before this one."""
        self.set_tool(before.window.film.tool)
        self.set_overlay(before.overlay)
        self._show_stage(before._stage_view)
        is_compared = before.window.comparison.is_shown
        self.window.commands.check("view.compare", is_checked=is_compared)
        if is_compared:
            self.toggle_compare()

    def _show_stage(self, stage: StageView) -> None:
        self._stage_view = stage
        self.window.film.set_stage_view(stage)
        words = {
            StageView.ORIGINAL: self.tr("Original"),
            StageView.MASK: self.tr("Mask"),
            StageView.PALM: self.tr("Palm"),
            StageView.BOXES: self.tr("Boxes"),
            StageView.LEVELS: self.tr("Stages"),
        }
        self.window.commands.rename("view.stages", words[self._stage_view])

    def step_level(self, by: int) -> None:
        """Raise or lower the level of the selected bone."""
        self.window.desk.change(lambda session: session.step_level(by))

    def step_bone(self, by: int) -> None:
        """Select another bone."""
        self.window.select(lambda session: session.step_selection(by))

    def tick_and_go_on(self) -> None:
        """The selected bone was looked at."""
        self.window.desk.change(lambda session: session.tick_and_go_on())

    def reset_bone(self) -> None:
        """Take back every change of the selected bone."""
        bone = self.window.selected()
        if bone is not None:
            self.window.desk.change(lambda session: session.reset_bone(bone))

    def reset_all(self) -> None:
        """Take back every change of levels and boxes."""
        self.window.desk.change(lambda session: session.reset_all())

    def undo(self) -> None:
        """Take the last change back."""
        self.window.desk.change(lambda session: session.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        self.window.desk.change(lambda session: session.redo())

    def amend(self) -> None:
        """Open a confirmed case for changes."""
        self.window.desk.change(lambda session: session.amend())

    def ask_for_reason(self) -> None:
        """Let the reader say why the level was changed."""
        bone = self.window.selected()
        if bone is None:
            return
        why, is_given = QInputDialog.getText(
            self.window, self.tr("Reason"), self.tr("Why was {0} changed?").format(told(bone.title))
        )
        if is_given:
            self.window.desk.change(lambda session: session.give_reason(bone, why))

    def arm_box(self) -> None:
        """Let the reader draw the box of the selected bone."""
        bone = self.window.selected()
        if bone is not None:
            self.window.arm(bone)

    def remove_box(self) -> None:
        """Take the box of the selected bone away."""
        bone = self.window.selected()
        if bone is not None:
            self.window.desk.change(lambda session: session.remove_box(bone))

    def accept_box(self) -> None:
        """Take the box of the selected bone over as the reader's own."""
        bone = self.window.selected()
        if bone is not None:
            self.window.desk.change(lambda session: session.accept_box(bone))

    def accept_boxes(self) -> None:
        """Take all boxes over as the reader's own."""
        self.window.desk.change(lambda session: session.accept_boxes())

    def place_by_hand(self) -> None:
        """Let the reader draw the boxes, one bone after the other, beginning with the first whose box is not theirs."""
        self._is_placing = True
        self.place_next()

    def place_next(self) -> None:
        """While boxes are placed by hand: let the reader draw the next one, until every bone has one of theirs."""
        state = self.window.desk.session.state
        if not self._is_placing or state is None:
            return
        bone = state.first_without_own_box
        if bone is None:
            self.choose_tool(Tool.WINDOW)
        else:
            self.window.arm(bone)

    def stop_placing(self) -> None:
        """No box follows the one that is drawn."""
        self._is_placing = False

    def try_rotated(self) -> None:
        """Let the networks look at the image turned by a quarter more than the last time."""
        case = self.window.desk.session.case
        if case is not None:
            self.window.desk.assess_again(turned_further(case))

    def edit_facts(self) -> None:
        """Let the reader set dates and side."""
        state = self.window.desk.session.state
        if state is not None:
            self.window.places.facts.open_for(state)

    def toggle_grade_first(self) -> None:
        """Hide levels until the reader has graded, or do not."""
        self._change(lambda settings: replace(settings, grades_first=not settings.grades_first))

    def toggle_attention(self) -> None:
        """Show on the film which bones informed the level of the selected one, or do not."""
        self._change(lambda settings: replace(settings, shows_attention=not settings.shows_attention))

    def toggle_tw3(self) -> None:
        """Show or hide the TW3 age."""
        self._change(lambda settings: replace(settings, shows_tw3=not settings.shows_tw3))

    def toggle_compare(self) -> None:
        """Show or hide the newest study before this one of the same patient."""
        self.window.comparison.want(is_wanted=self.window.commands.all["view.compare"].isChecked())

    def toggle_cases(self) -> None:
        """Hide or show the case list."""
        self.window.places.toggle_cases()

    def toggle_strip(self) -> None:
        """Hide or show the level strip."""
        self.window.places.toggle_strip()

    def toggle_torn_off(self) -> None:
        """Give the radiograph a window of its own, or bring it back."""
        self.window.tear_off()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or do not."""
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def find_case(self) -> None:
        """Let the keyboard write into the filter."""
        self.window.places.cases.show()
        self.window.places.cases.focus_filter()

    def next_place(self) -> None:
        """Let the keyboard work in the next place."""
        places = [place for place in (self.window.bar, *self.window.places.for_keys) if place.isVisible()]
        now = QApplication.focusWidget()
        holds = [place for place in places if now is not None and (place is now or place.isAncestorOf(now))]
        start = places.index(holds[0]) + 1 if holds else 0
        for place in (*places[start:], *places[:start]):
            target = place if place.focusPolicy() != Qt.FocusPolicy.NoFocus else _first_focusable(place)
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Draw everything in this theme, from now on and at the next start."""
        self._change(lambda settings: replace(settings, theme=choice))

    def choose_report_language(self, language: Language) -> None:
        """Write reports in this language, with the shipped words."""
        self.window.reports.choose_language(language)
        self.window.commands.check(f"report.{language.value}", is_checked=True)

    def show_keys(self) -> None:
        """Show the page of keys, those in force."""
        settings = self.window.options.preferences.settings
        KeysPage(self._table, keys_in_force(self._table, settings.shortcuts).keys, self.window).show()

    def show_settings(self) -> None:
        """Show the page of settings."""
        SettingsPage(self.window.options.preferences, self._table, self.window).show()

    def explain(self) -> None:
        """Say what a place shows, where the reader clicks."""
        explain()

    def show_about(self) -> None:
        """Show what the program rests on."""
        show_about(self.window)

    def copy_diagnostics(self) -> None:
        """Put a text for a report of a fault on the clipboard."""
        copy_diagnostics(self.window)


def _named_once(file: Path) -> Path:
    """The whole path; of a folder and back (`..`) nothing is left, by which a file would have two names."""
    return file.resolve() if ".." in file.parts else file.absolute()


def _first_focusable(place: QWidget) -> QWidget | None:
    widgets = [widget for widget in place.findChildren(QWidget) if widget.isVisibleTo(place) and widget.isEnabled()]
    return next((widget for widget in widgets if widget.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
