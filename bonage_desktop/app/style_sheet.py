"""The style sheet of the window: a text with the theme's colours in it.

Object names that mean something here: `primary` (the filled button), `pill` and `researchPill`, `right` (the right
column), `card`, `caption` (small heading), `quiet` (secondary words), `value` (a figure that counts), `age`, `ageUnit`,
`film`, `filmTitle`, `filmQuiet` (on the radiograph's black), `messageBar`, `statusLine`, `flat` (a button in a line of
text; with the property `hasMenu` it keeps room for the arrow), `step` (a tall narrow button), `compact` (a
button in a row of a table), `report` (a button with a menu at its right end), `notice` (words beside the age,
property `weight`).
"""

from pathlib import Path
from string import Template

from bonage_desktop.app.theme import AGE_PIXELS, FILM, RADIUS, SMALL_PIXELS, TEXT_PIXELS, Theme

_CHROME = Template("""
QWidget { color: $text; }
QMainWindow, QDialog { background: $panel; }
QMainWindow::separator, QSplitter::handle { background: $line; }
QWidget#topBar { background: $panel; border-bottom: 1px solid $line; }
QToolBar { background: transparent; border: none; spacing: 4px; padding: 4px 8px; }
QToolButton#qt_toolbar_ext_button { background: $field; border: 1px solid $line; padding: 0; min-width: 16px; }
QToolBar::separator { background: $line; width: 1px; margin: 6px 6px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${radius}px; padding: 5px 7px; }
QToolButton:hover { background: $field; }
QToolButton:checked, QToolButton:pressed { background: $field; border-color: $line; }
QToolButton:focus { border: 2px solid $model; padding: 4px 6px; }
QToolButton:disabled { color: $quiet; }
QToolButton[popupMode="2"] { padding-right: ${drop_room}px; }
QToolButton#report { background: $field; border: 1px solid $line; padding: 5px 12px; padding-right: ${split_room}px; }
QToolButton#report:hover { border-color: $quiet; }
QToolButton#report:pressed { background: $line; }
QToolButton#report:focus { border: 2px solid $model; padding: 4px 11px; padding-right: ${split_room}px; }
QToolButton#report:disabled { background: $panel; }
QToolButton#report::menu-button { background: transparent; border: none; border-left: 1px solid $line;
  width: ${split_width}px; }
QToolButton#report::menu-button:hover { background: $line; }
QToolButton#report::menu-arrow { image: url("$arrow"); width: ${arrow_size}px; height: ${arrow_size}px; }
QToolButton::menu-indicator { image: url("$arrow"); width: ${arrow_size}px; height: ${arrow_size}px;
  subcontrol-position: right center; subcontrol-origin: padding; right: 8px; }
QMenuBar { background: $panel; border-bottom: 1px solid $line; }
QMenuBar::item { background: transparent; padding: 4px 10px; }
QMenuBar::item:selected { background: $field; }
QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: $field; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { background: $line; height: 1px; margin: 4px 8px; }
QToolTip { background: $field; color: $text; border: 1px solid $line; padding: 4px 6px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $quiet; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea, QAbstractScrollArea { border: none; }
QListView { background: $panel; border: none; outline: none; }
QTreeView { background: $panel; border: 1px solid $line; border-radius: ${radius}px; outline: none; }
QTreeView:focus { border-color: $model; }
QHeaderView::section { background: $field; color: $quiet; border: none; border-bottom: 1px solid $line;
  padding: 3px 6px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $quiet; padding: 5px 10px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $model; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { border: 2px solid $model; padding: 3px 8px 5px 8px; border-radius: 4px; }
""")

_CONTROLS = Template("""
QPushButton { background: $field; border: 1px solid $line; border-radius: ${radius}px; padding: 5px 12px; }
QPushButton:hover { border-color: $quiet; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $model; padding: 4px 11px; }
QPushButton:disabled { color: $quiet; background: $panel; }
QPushButton::menu-indicator { image: url("$arrow"); width: ${arrow_size}px; height: ${arrow_size}px;
  subcontrol-position: right center; subcontrol-origin: padding; right: 6px; }
QPushButton#primary { background: $model; color: $on_accent; border: 1px solid $model; font-weight: 600; }
QPushButton#primary:hover { border-color: $text; }
QPushButton#primary:focus { border: 2px solid $text; }
QPushButton#primary:disabled { background: $field; color: $quiet; border-color: $line; }
QPushButton#flat { background: transparent; border: 1px solid transparent; padding: 1px 4px; font-weight: 600; }
QPushButton#flat:disabled { color: $text; background: transparent; }
QPushButton#flat:disabled::menu-indicator { image: none; }
QPushButton#compact { padding: 2px 4px; }
QPushButton#compact:focus { padding: 1px 3px; }
QPushButton#flat:hover { background: $field; }
QPushButton#flat:focus { border: 2px solid $model; padding: 0px 3px; }
QPushButton#flat[hasMenu="true"] { padding-right: ${drop_width}px; }
QPushButton#flat::menu-indicator { right: 2px; }
QPushButton#step { background: transparent; border: 1px solid transparent; padding: 0 2px; font-size: ${before}px; }
QPushButton#step:hover { background: $field; }
QPushButton#step:focus { border: 2px solid $model; padding: 0 1px; }
QLineEdit, QPlainTextEdit, QTextEdit, QDateEdit, QSpinBox, QComboBox {
  background: $field; border: 1px solid $line; border-radius: ${radius}px; padding: 3px 6px;
  selection-background-color: $model; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QDateEdit:focus, QSpinBox:focus, QComboBox:focus {
  border: 2px solid $model; padding: 2px 5px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QDateEdit:disabled, QSpinBox:disabled, QComboBox:disabled {
  color: $quiet; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: ${drop_width}px; subcontrol-position: right center; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$arrow"); width: ${arrow_size}px; height: ${arrow_size}px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; outline: none; padding: 2px;
  selection-background-color: $model; selection-color: $on_accent; }
QComboBox QAbstractItemView::item { min-height: ${item_height}px; padding: 0 6px; }
QComboBox QAbstractItemView::item:selected { background: $model; color: $on_accent; }
QComboBox { combobox-popup: 0; }
QCheckBox { spacing: 6px; border: 2px solid transparent; border-radius: 4px; padding: 1px; }
QCheckBox:focus { border-color: $model; }
QCheckBox:disabled { color: $quiet; }
QCheckBox::indicator { width: ${box_size}px; height: ${box_size}px; border: 1px solid $quiet; border-radius: 3px;
  background: $field; }
QCheckBox::indicator:checked { background: $model; border-color: $model; image: url("$tick"); }
QCalendarWidget QAbstractItemView { background: $panel; selection-background-color: $model;
  selection-color: $on_accent; }
""")

_PLACES = Template("""
QWidget#right { background: $panel; border-left: 1px solid $line; }
QFrame#card { background: $field; border: 1px solid $line; border-radius: ${radius}px; }
QWidget#statusLine { background: $panel; border-top: 1px solid $line; }
QWidget#messageBar { background: $field; border-top: 1px solid $line; border-left: 4px solid $model; }
QWidget#messageBar[tone="trouble"] { border-left-color: $doubt; }
QLabel { background: transparent; }
QLabel#quiet { color: $quiet; font-size: ${small}px; }
QLabel#caption { color: $quiet; font-size: ${small}px; font-weight: 600; }
QLabel#value { font-weight: 600; }
QLabel#age { font-size: ${age}px; font-weight: 600; }
QLabel#ageUnit { color: $quiet; font-size: ${unit}px; }
QLabel#ageBefore { color: $quiet; font-size: ${before}px; }
QLabel#headline { font-size: ${headline}px; font-weight: 600; }
QLabel#notice { font-size: ${small}px; color: $quiet; }
QLabel#notice[weight="doubt"] { color: $doubt; }
QLabel#pill { color: $quiet; border: 1px solid $line; border-radius: ${pill_radius}px; padding: 3px 10px;
  font-size: ${small}px; max-height: ${pill_height}px; }
QLabel#researchPill { color: $doubt; border: 1px solid $doubt; border-radius: ${pill_radius}px; padding: 3px 10px;
  font-size: ${small}px; max-height: ${pill_height}px; }
QWidget#film { background: #000000; }
QLabel#filmTitle { color: $film_text; font-size: ${headline}px; font-weight: 600; }
QLabel#filmQuiet { color: $film_quiet; }
QLabel#filmCaption { color: $film_text; font-weight: 600; }
QPushButton#filmLink { background: transparent; border: 1px solid transparent; color: $film_text; padding: 2px 6px; }
QPushButton#filmLink:hover { border-color: $film_quiet; }
QPushButton#filmLink:focus { border: 2px solid $model; padding: 1px 5px; }
""")


def style_sheet(theme: Theme, text_pixels: int, icons: Path) -> str:
    """The style sheet.

    Args:
        theme: colours.
        text_pixels: size of the application's font; everything that holds text grows with it.
        icons: folder of the arrows and ticks.
    """
    values = _colours(theme) | _lengths(text_pixels) | _icons(theme, icons)
    return "".join(part.substitute(values) for part in (_CHROME, _CONTROLS, _PLACES))


def _colours(theme: Theme) -> dict[str, str]:
    return {
        "panel": theme.panel,
        "field": theme.field,
        "line": theme.line,
        "text": theme.text,
        "quiet": theme.quiet,
        "model": theme.model,
        "doubt": theme.doubt,
        "on_accent": theme.on_accent,
        "film_text": FILM.text,
        "film_quiet": FILM.quiet,
    }


def _lengths(text_pixels: int) -> dict[str, str]:
    scale = text_pixels / TEXT_PIXELS
    at_one = {
        "small": SMALL_PIXELS,
        "age": AGE_PIXELS,
        "unit": 16,
        "before": 18,
        "headline": 20,
        "box_size": 14,
        "item_height": 22,
        "arrow_size": 10,
        "drop_width": 18,
        "pill_radius": 11,
        "pill_height": 16,
        "drop_room": 24,
        "split_width": 22,
        "split_room": 32,
    }
    return {name: str(round(pixels * scale)) for name, pixels in at_one.items()} | {"radius": str(RADIUS)}


def _icons(theme: Theme, icons: Path) -> dict[str, str]:
    shade = "dark" if theme.is_dark else "light"
    return {name: (icons / f"{name}-{shade}.svg").as_posix() for name in ("arrow", "tick")}
