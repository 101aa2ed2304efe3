"""Fields for settings, and which of them stand on which page: a choice, a line of text, a switch, a number."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.theme import GRID
from bonage_desktop.reporting.paper import Paper, Section
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.settings import (
    MAX_NAME,
    MAX_THREADS,
    AgeNotation,
    BrightnessDrag,
    LanguageChoice,
    LevelNotation,
    Settings,
    ThemeChoice,
    WidthDrag,
    ZoomDirection,
)

MAX_PATH = 1000
"""Letters of a path."""

Value = TypeVar("Value")
Change = Callable[[Callable[[Settings], Settings]], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several.

    Attributes:
        title: what is chosen.
        words: each value as the reader sees it.
        read: the value in force.
        written: settings with another value.
    """

    title: str
    words: Mapping[StrEnum, str]
    read: Callable[[Settings], StrEnum]
    written: Callable[[Settings, StrEnum], Settings]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; see `Choice`. `hint` stands in the empty field, which takes `most` letters."""

    title: str
    hint: str
    read: Callable[[Settings], str]
    written: Callable[[Settings, str], Settings]
    most: int = MAX_NAME


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off; see `Choice`."""

    title: str
    read: Callable[[Settings], bool]
    written: Callable[[Settings, bool], Settings]


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from 1 to `most`, or None, which `none` tells; see `Choice`."""

    title: str
    none: str
    most: int
    read: Callable[[Settings], int | None]
    written: Callable[[Settings, int | None], Settings]


Field = Choice | Line | Switch | Number


class SettingFields(QWidget):
    """Fields below each other.

    Args:
        preferences: the settings that they show and change.
        fields: in their order.
    """

    def __init__(self, preferences: Preferences, fields: Sequence[Field]) -> None:
        super().__init__()
        self._form = QFormLayout()
        self._form.setSpacing(GRID)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(GRID)
        self._column.addLayout(self._form)
        self._column.addStretch(1)
        self._shows = [self._add(field, preferences.change) for field in fields]
        preferences.changed.connect(self._show)
        self._show(preferences.settings)

    def add_below(self, widget: QWidget) -> None:
        """Put something below the fields."""
        self._column.insertWidget(self._column.count() - 1, widget, 0, Qt.AlignmentFlag.AlignLeft)

    def _show(self, settings: Settings) -> None:
        for show in self._shows:
            show(settings)

    def _add(self, field: Field, change: Change) -> Callable[[Settings], None]:
        match field:
            case Choice():
                widget, show = _choice(field, change)
            case Line():
                widget, show = _line(field, change)
            case Number():
                widget, show = _number(field, change)
            case Switch():
                widget, show = _switch(field, change)
        if isinstance(widget, QCheckBox):
            self._form.addRow(widget)
        else:
            widget.setAccessibleName(field.title)
            self._form.addRow(field.title, widget)
        return show


def _choice(field: Choice, change: Change) -> tuple[QWidget, Callable[[Settings], None]]:
    box = QComboBox()
    values = list(field.words)
    box.addItems(list(field.words.values()))

    def choose(row: int) -> None:
        change(lambda settings: field.written(settings, values[row]))

    box.activated.connect(choose)
    return box, lambda settings: box.setCurrentIndex(values.index(field.read(settings)))


def _line(field: Line, change: Change) -> tuple[QWidget, Callable[[Settings], None]]:
    line = QLineEdit()
    line.setMaxLength(field.most)
    line.setPlaceholderText(field.hint)

    def choose() -> None:
        change(lambda settings: field.written(settings, line.text().strip()))

    line.editingFinished.connect(choose)

    def show(settings: Settings) -> None:
        if line.text().strip() != field.read(settings):
            line.setText(field.read(settings))

    return line, show


def _number(field: Number, change: Change) -> tuple[QWidget, Callable[[Settings], None]]:
    spin = QSpinBox()
    spin.setRange(0, field.most)
    spin.setSpecialValueText(field.none)
    spin.setKeyboardTracking(False)

    def show(settings: Settings) -> None:
        spin.blockSignals(True)
        spin.setValue(field.read(settings) or 0)
        spin.blockSignals(False)

    def choose(value: int) -> None:
        change(lambda settings: field.written(settings, value or None))

    spin.valueChanged.connect(choose)
    return spin, show


def _switch(field: Switch, change: Change) -> tuple[QWidget, Callable[[Settings], None]]:
    box = QCheckBox(field.title)

    def choose(is_on: bool) -> None:  # noqa: FBT001 - what the signal brings
        change(lambda settings: field.written(settings, is_on))

    box.clicked.connect(choose)
    return box, lambda settings: box.setChecked(field.read(settings))


def window_fields() -> Sequence[Field]:
    """How the window speaks and looks."""
    return (
        Choice(
            _tr("Language"),
            {LanguageChoice.SYSTEM: _tr("of the system"), LanguageChoice.EN: "English", LanguageChoice.ZH: "中文"},
            lambda s: s.language,
            lambda s, v: replace(s, language=LanguageChoice(v)),
        ),
        Choice(
            _tr("Theme"),
            {
                ThemeChoice.SYSTEM: _tr("of the system"),
                ThemeChoice.DARK: _tr("dark"),
                ThemeChoice.LIGHT: _tr("light"),
            },
            lambda s: s.theme,
            lambda s, v: replace(s, theme=ThemeChoice(v)),
        ),
        Choice(
            _tr("Levels"),
            {
                LevelNotation.LABEL_FIRST: _tr("label first: L4(2) · 5"),
                LevelNotation.NUMBER_FIRST: _tr("number first: 5 · L4(2)"),
            },
            lambda s: s.level_notation,
            lambda s, v: replace(s, level_notation=LevelNotation(v)),
        ),
        Choice(
            _tr("Ages"),
            {
                AgeNotation.DECIMAL: _tr("in years: 11.3 y"),
                AgeNotation.YEARS_MONTHS: _tr("in years and months: 11 y 4 m"),
            },
            lambda s: s.age_notation,
            lambda s, v: replace(s, age_notation=AgeNotation(v)),
        ),
    )


def mouse_fields() -> Sequence[Field]:
    """What the directions of the mouse mean on the radiograph."""
    return (
        Choice(
            _tr("Right drag, to the right"),
            {
                WidthDrag.RIGHT_WIDER: _tr("wider window, less contrast"),
                WidthDrag.RIGHT_NARROWER: _tr("narrower window, more contrast"),
            },
            lambda s: s.mouse.width,
            lambda s, v: replace(s, mouse=replace(s.mouse, width=WidthDrag(v))),
        ),
        Choice(
            _tr("Right drag, upwards"),
            {BrightnessDrag.UP_BRIGHTER: _tr("brighter"), BrightnessDrag.UP_DARKER: _tr("darker")},
            lambda s: s.mouse.brightness,
            lambda s, v: replace(s, mouse=replace(s.mouse, brightness=BrightnessDrag(v))),
        ),
        Choice(
            _tr("Wheel away from you"),
            {ZoomDirection.UP_CLOSER: _tr("closer"), ZoomDirection.UP_FARTHER: _tr("farther")},
            lambda s: s.mouse.zoom,
            lambda s, v: replace(s, mouse=replace(s.mouse, zoom=ZoomDirection(v))),
        ),
    )


def reader_fields() -> Sequence[Field]:
    """Who reads, and how."""
    return (
        Line(_tr("Your name"), _tr("the account's"), lambda s: s.reader, lambda s, v: replace(s, reader=v)),
        Line(_tr("Institution"), _tr("none"), lambda s: s.institution, lambda s, v: replace(s, institution=v)),
        Switch(
            _tr("Grade before the model's levels are shown"),
            lambda s: s.grades_first,
            lambda s, v: replace(s, grades_first=v),
        ),
        Switch(_tr("TW3-RUS age beside the bone age"), lambda s: s.shows_tw3, lambda s, v: replace(s, shows_tw3=v)),
        Switch(
            _tr("Bones that informed the level, on the radiograph"),
            lambda s: s.shows_attention,
            lambda s, v: replace(s, shows_attention=v),
        ),
    )


def report_fields() -> Sequence[Field]:
    """What the page of a report is like."""
    sections = {
        Section.IMAGE: _tr("Radiograph with numbered bones"),
        Section.BONES: _tr("Table of the 13 bones"),
        Section.CURVE: _tr("Curve"),
        Section.DECIDING: _tr("Bones that decide"),
        Section.EARLIER: _tr("Earlier studies"),
    }
    return (
        Choice(
            _tr("Paper"),
            {Paper.A4: "A4", Paper.LETTER: _tr("Letter")},
            lambda s: s.paper,
            lambda s, v: replace(s, paper=Paper(v)),
        ),
        Line(
            _tr("Logo"),
            _tr("full path of a PNG or JPEG"),
            lambda s: "" if s.logo is None else str(s.logo),
            lambda s, v: replace(s, logo=Path(v) if v else None),
            MAX_PATH,
        ),
        *(_section_field(section, words) for section, words in sections.items()),
    )


def _section_field(section: Section, words: str) -> Switch:
    def written(settings: Settings, is_shown: bool) -> Settings:  # noqa: FBT001 - as `Switch` calls it
        others = tuple(other for other in settings.left_out if other is not section)
        return replace(settings, left_out=others if is_shown else (*others, section))

    return Switch(words, lambda settings: section not in settings.left_out, written)


def network_fields() -> Sequence[Field]:
    """Where the networks run."""
    return (
        Choice(
            _tr("Run on"),
            {
                DeviceChoice.AUTO: _tr("graphics processor where there is one"),
                DeviceChoice.CPU: _tr("processor"),
                DeviceChoice.CUDA: _tr("graphics processor (CUDA)"),
            },
            lambda s: s.device,
            lambda s, v: replace(s, device=DeviceChoice(v)),
        ),
        Number(
            _tr("Threads"),
            _tr("as many as fit ({0})").format(os.cpu_count() or 1),
            MAX_THREADS,
            lambda s: s.threads,
            lambda s, v: replace(s, threads=v),
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)
