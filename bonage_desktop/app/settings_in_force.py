"""Brings the reader's settings into one window, and whatever is changed later."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication

from bonage_desktop.app.key_editor import keys_in_force
from bonage_desktop.app.style import apply_theme
from bonage_desktop.errors import BonageError
from bonage_desktop.standards.percentile_table import read_percentiles
from bonage_desktop.standards.percentiles import PercentileTable
from bonage_desktop.workflow.settings import Settings, ThemeChoice

if TYPE_CHECKING:
    from bonage_desktop.app.window import ReviewWindow


class SettingsInForce(QObject):
    """What is set holds in the window.

    Args:
        window: whose.
    """

    def __init__(self, window: "ReviewWindow") -> None:
        super().__init__(window)
        self._window = window
        self._preferences = window.options.preferences
        self._preferences.changed.connect(self._follow)
        self._preferences.failed.connect(window.say_failure)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._follow(self._preferences.settings)

    def draw(self) -> None:
        """Draw everything in the theme in force."""
        window = self._window
        theme, places = window.theme(), window.places
        apply_theme(QCoreApplication.instance(), theme)
        for place in (places.cases, places.strip, places.result, places.bones, places.curve):
            place.set_theme(theme)
        window.dots.set_theme(theme)
        window.commands.check(f"theme.{self._preferences.settings.theme.value}", is_checked=True)

    def _follow_system(self) -> None:
        """The system changed between dark and light."""
        if self._preferences.settings.theme is ThemeChoice.SYSTEM:
            self.draw()

    def _follow(self, settings: Settings, before: Settings | None = None) -> None:
        window = self._window
        if before is None or settings.theme is not before.theme:
            self.draw()
        if before is None or settings.shortcuts != before.shortcuts:
            window.commands.set_keys(keys_in_force(window.table, settings.shortcuts).keys)
        for film in (window.film, window.places.prior_film):
            film.directions = settings.mouse
            film.set_attention_shown(is_shown=settings.shows_attention)
        window.commands.check("view.attention", is_checked=settings.shows_attention)
        self._show_readings_as_set(settings)
        window.recent.show_files(settings.recent_files)
        window.places.start.show_recent(settings.recent_files)
        if before is None or settings.percentile_table != before.percentile_table:
            session = window.desk.session
            session.display = replace(session.display, percentiles=self._percentiles(settings))
        if before is not None:
            window.refresh()

    def _show_readings_as_set(self, settings: Settings) -> None:
        window, session = self._window, self._window.desk.session
        session.display = replace(session.display, levels=settings.level_notation, ages=settings.age_notation)
        window.places.cases.write_ages(settings.age_notation)
        session.grade_first = settings.grades_first
        window.commands.check("case.grade_first", is_checked=settings.grades_first)
        window.places.cases.hide_ages(are_hidden=settings.grades_first)
        window.commands.check("view.tw3", is_checked=settings.shows_tw3)
        window.places.result.set_tw3_shown(is_shown=settings.shows_tw3)

    def _percentiles(self, settings: Settings) -> PercentileTable | None:
        if settings.percentile_table is None:
            return None
        try:
            return read_percentiles(settings.percentile_table)
        except BonageError as error:
            self._window.say_failure(error)
            return None
