"""All that a reader can ask of the window, in one table: menus, tool bar, keys and the page of keys read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from bonage_desktop.app.film_view_modes import OverlayMode, Preset, Tool
from bonage_desktop.records.values import ReadingKind
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.settings import ThemeChoice

if TYPE_CHECKING:
    from bonage_desktop.app.intents import Intents


class Menu(StrEnum):
    """Where an action stands."""

    FILE = "file"
    IMAGE = "image"
    BONE = "bone"
    CASE = "case"
    REPORT = "report"
    VIEW = "view"
    HELP = "help"


class Need(StrEnum):
    """What must be there before an action can be done."""

    NOTHING = "nothing"
    CASE = "case"
    BONE = "bone"
    EDITABLE = "editable"
    EDITABLE_BONE = "editable_bone"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a reader can ask for.

    Attributes:
        name: stable name, e.g. `bone.level_up`.
        text: in menus and tool tips.
        keys: shortcuts, the first one is shown.
        run: does it.
        menu: where it stands.
        need: what must be there.
        group: actions of a group are alternatives, of which one is in force.
        in_tool_bar: whether it has a button, and what is written on it.
    """

    name: str
    text: str
    keys: tuple[str, ...]
    run: Callable[["Intents"], object]
    menu: Menu
    need: Need = Need.CASE
    group: str = ""
    in_tool_bar: str = ""


def menu_titles() -> dict[Menu, str]:
    """The menus in their order."""
    return {
        Menu.FILE: _tr("&File"),
        Menu.IMAGE: _tr("&Image"),
        Menu.BONE: _tr("&Bone"),
        Menu.CASE: _tr("&Case"),
        Menu.REPORT: _tr("&Report"),
        Menu.VIEW: _tr("&View"),
        Menu.HELP: _tr("&Help"),
    }


def actions() -> Sequence[Action]:
    """Every action, in the order of the menus."""
    return (*_file(), *_image(), *_bone(), *_case(), *_report(), *_view(), *_help())


def _tr(text: str) -> str:
    return QCoreApplication.translate("Action", text)


def _file() -> Sequence[Action]:
    menu, nothing = Menu.FILE, Need.NOTHING
    return (
        Action(
            "file.open", _tr("Open…"), ("Ctrl+O",), lambda w: w.ask_for_files(), menu, nothing, in_tool_bar=_tr("Open…")
        ),
        Action("file.open_folder", _tr("Open folder…"), ("Ctrl+Shift+O",), lambda w: w.ask_for_folder(), menu, nothing),
        Action("file.kept", _tr("Kept cases…"), ("Ctrl+K",), lambda w: w.window.kept.show_list(), menu, nothing),
        Action(
            "file.take_up",
            _tr("Take up readings from a file…"),
            (),
            lambda w: w.window.saving.ask_to_take_up(),
            menu,
            nothing,
        ),
        Action("file.site", _tr("Site report…"), (), lambda w: w.window.kept.show_site_report(), menu, nothing),
        Action("file.settings", _tr("Settings…"), ("Ctrl+,",), lambda w: w.show_settings(), menu, nothing),
        Action("file.quit", _tr("Quit"), ("Ctrl+Q",), lambda w: w.window.close(), menu, nothing),
    )


def _report() -> Sequence[Action]:
    menu, nothing = Menu.REPORT, Need.NOTHING
    return (
        Action(
            "report.preview",
            _tr("Preview report…"),
            ("Ctrl+Shift+P",),
            lambda w: w.window.reports.pages.show_preview(),
            menu,
        ),
        Action("report.pdf", _tr("Save report as PDF…"), ("Ctrl+P",), lambda w: w.window.reports.ask_for_pdf(), menu),
        Action(
            "report.save",
            _tr("Save report in another format…"),
            ("Ctrl+Shift+S",),
            lambda w: w.window.reports.ask_for_file(),
            menu,
        ),
        Action("report.print", _tr("Print report…"), (), lambda w: w.window.reports.pages.ask_for_printer(), menu),
        Action("report.copy", _tr("Copy report text"), ("Ctrl+Shift+C",), lambda w: w.window.reports.copy_text(), menu),
        Action("report.history", _tr("Exported reports…"), (), lambda w: w.window.reports.show_history(), menu),
        Action(
            "report.en",
            _tr("Reports in English"),
            (),
            lambda w: w.choose_report_language(Language.EN),
            menu,
            nothing,
            group="language",
        ),
        Action(
            "report.zh",
            _tr("Reports in Chinese"),
            (),
            lambda w: w.choose_report_language(Language.ZH),
            menu,
            nothing,
            group="language",
        ),
        Action(
            "report.template",
            _tr("Template of the report text…"),
            (),
            lambda w: w.window.reports.ask_for_template(),
            menu,
            nothing,
        ),
    )


def _image() -> Sequence[Action]:
    menu = Menu.IMAGE
    tools = (
        (
            "window",
            _tr("Window and level"),
            ("W",),
            Tool.WINDOW,
            QCoreApplication.translate("Action", "Window", "grey levels"),
        ),
        ("zoom", _tr("Zoom"), ("Z",), Tool.ZOOM, _tr("Zoom")),
        ("pan", _tr("Pan"), ("P",), Tool.PAN, _tr("Pan")),
        ("box", _tr("Place and move boxes"), ("B",), Tool.BOX, _tr("Box")),
        ("ruler", _tr("Ruler"), ("M",), Tool.RULER, ""),
    )
    presets = (
        ("dicom", _tr("Window of the file"), ("Alt+0",), Preset.DICOM),
        ("bone", _tr("Window for bone"), ("Alt+1",), Preset.BONE),
        ("soft", _tr("Window for soft tissue"), ("Alt+2",), Preset.SOFT),
        ("full", _tr("Full range"), ("Alt+3",), Preset.FULL),
    )
    return (
        *(
            Action(
                f"tool.{name}",
                text,
                keys,
                lambda w, tool=tool: w.choose_tool(tool),
                menu,
                group="tool",
                in_tool_bar=bar,
            )
            for name, text, keys, tool, bar in tools
        ),
        *(
            Action(f"preset.{name}", text, keys, lambda w, preset=preset: w.window.film.set_preset(preset), menu)
            for name, text, keys, preset in presets
        ),
        Action(
            "image.invert", _tr("Invert"), ("I",), lambda w: w.window.film.invert(), menu, in_tool_bar=_tr("Invert")
        ),
        Action(
            "image.right",
            _tr("Rotate right"),
            ("R",),
            lambda w: w.window.film.rotate_right(),
            menu,
            in_tool_bar=_tr("Rotate"),
        ),
        Action("image.left", _tr("Rotate left"), ("L",), lambda w: w.window.film.rotate_left(), menu),
        Action("image.flip_h", _tr("Flip left to right"), ("H",), lambda w: w.window.film.flip_horizontal(), menu),
        Action("image.flip_v", _tr("Flip upside down"), ("V",), lambda w: w.window.film.flip_vertical(), menu),
        Action("image.fit", _tr("Fit"), ("F", "="), lambda w: w.window.film.fit(), menu, in_tool_bar=_tr("Fit")),
        Action("image.zoom_in", _tr("Zoom in"), ("Ctrl++", "Ctrl+="), lambda w: w.window.film.zoom_by(1.25), menu),
        Action("image.zoom_out", _tr("Zoom out"), ("Ctrl+-",), lambda w: w.window.film.zoom_by(0.8), menu),
    )


def _bone() -> Sequence[Action]:
    menu, bone, editable = Menu.BONE, Need.BONE, Need.EDITABLE_BONE
    return (
        Action("bone.level_up", _tr("Level up"), ("]",), lambda w: w.step_level(+1), menu, editable),
        Action("bone.level_down", _tr("Level down"), ("[",), lambda w: w.step_level(-1), menu, editable),
        Action(
            "bone.tick", _tr("Looked at, go to the next"), ("Return",), lambda w: w.tick_and_go_on(), menu, editable
        ),
        Action("bone.reset", _tr("Reset bone"), ("Ctrl+R",), lambda w: w.reset_bone(), menu, editable),
        Action("bone.reason", _tr("Reason for the change…"), ("Ctrl+E",), lambda w: w.ask_for_reason(), menu, editable),
        Action("bone.place", _tr("Place the box of this bone"), ("Ctrl+B",), lambda w: w.arm_box(), menu, editable),
        Action(
            "bone.accept_box",
            _tr("Accept the box as it is"),
            ("Ctrl+Shift+B",),
            lambda w: w.accept_box(),
            menu,
            editable,
        ),
        Action(
            "bone.remove_box", _tr("Remove the box of this bone"), ("Del",), lambda w: w.remove_box(), menu, editable
        ),
        Action("bone.next", _tr("Next bone"), ("Ctrl+Down",), lambda w: w.step_bone(+1), menu, bone),
        Action("bone.previous", _tr("Previous bone"), ("Ctrl+Up",), lambda w: w.step_bone(-1), menu, bone),
    )


def _case() -> Sequence[Action]:
    menu, editable = Menu.CASE, Need.EDITABLE
    return (
        Action("edit.undo", _tr("Undo"), ("Ctrl+Z",), lambda w: w.undo(), menu, editable),
        Action("edit.redo", _tr("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), lambda w: w.redo(), menu, editable),
        Action("case.reset", _tr("Reset all bones"), (), lambda w: w.reset_all(), menu, editable),
        Action(
            "case.confirm",
            _tr("Confirm and open the next"),
            ("Ctrl+Return",),
            lambda w: w.window.desk.confirm_and_go_on(),
            menu,
            Need.NOTHING,
        ),
        Action("case.amend", _tr("Amend"), (), lambda w: w.amend(), menu),
        Action(
            "case.second",
            _tr("Second reading, blinded"),
            (),
            lambda w: w.window.kept.begin_reading(ReadingKind.SECOND),
            menu,
        ),
        Action(
            "case.consensus",
            _tr("Consensus of both readings"),
            (),
            lambda w: w.window.kept.begin_reading(ReadingKind.CONSENSUS),
            menu,
        ),
        Action("case.again", _tr("Assess again"), ("F5",), lambda w: w.window.desk.assess_again(), menu),
        Action("case.rotated", _tr("Try again rotated"), (), lambda w: w.try_rotated(), menu),
        Action("case.cancel", _tr("Cancel the assessment"), ("Esc",), lambda w: w.window.desk.cancel(), menu),
        Action("case.facts", _tr("Dates and side…"), ("Ctrl+D",), lambda w: w.edit_facts(), menu, editable),
        Action("case.next", _tr("Next case"), ("PgDown",), lambda w: w.window.desk.open_next(+1), menu, Need.NOTHING),
        Action(
            "case.previous", _tr("Previous case"), ("PgUp",), lambda w: w.window.desk.open_next(-1), menu, Need.NOTHING
        ),
        Action("case.filter", _tr("Find a case"), ("Ctrl+F",), lambda w: w.find_case(), menu, Need.NOTHING),
        Action(
            "case.grade_first",
            _tr("Grade before the model's levels are shown"),
            (),
            lambda w: w.toggle_grade_first(),
            menu,
            Need.NOTHING,
            group="grade_first",
        ),
    )


def _view() -> Sequence[Action]:
    menu, nothing = Menu.VIEW, Need.NOTHING
    overlays = (
        ("all", _tr("All boxes"), ("Ctrl+1",), OverlayMode.ALL),
        ("selected", _tr("Selected box"), ("Ctrl+2",), OverlayMode.SELECTED),
        ("none", _tr("No boxes"), ("Ctrl+3",), OverlayMode.NONE),
    )
    return (
        Action(
            "overlay.cycle",
            _tr("Overlay: all, selected, none"),
            ("O",),
            lambda w: w.cycle_overlay(),
            menu,
            in_tool_bar=_tr("Overlay: {0}"),
        ),
        *(
            Action(f"overlay.{name}", text, keys, lambda w, mode=mode: w.set_overlay(mode), menu, group="overlay")
            for name, text, keys, mode in overlays
        ),
        Action(
            "view.stages",
            _tr("Step through the stages"),
            ("S",),
            lambda w: w.step_stages(),
            menu,
            in_tool_bar=_tr("Stages"),
        ),
        Action(
            "view.compare",
            _tr("Compare with the study before"),
            ("C",),
            lambda w: w.toggle_compare(),
            menu,
            group="compare",
        ),
        Action(
            "view.tw3", _tr("TW3-RUS age of the same levels"), (), lambda w: w.toggle_tw3(), menu, nothing, group="tw3"
        ),
        Action(
            "view.attention",
            _tr("Which bones informed the level"),
            ("A",),
            lambda w: w.toggle_attention(),
            menu,
            nothing,
            group="attention",
        ),
        Action("view.cases", _tr("Case list"), ("Ctrl+Shift+L",), lambda w: w.toggle_cases(), menu, nothing),
        Action("view.strip", _tr("Level strip"), ("Ctrl+L",), lambda w: w.toggle_strip(), menu, nothing),
        Action(
            "view.tear_off", _tr("Radiograph in its own window"), ("Ctrl+Shift+R",), lambda w: w.toggle_torn_off(), menu
        ),
        Action("view.full_screen", _tr("Full screen"), ("F11",), lambda w: w.toggle_full_screen(), menu, nothing),
        Action("view.places", _tr("Next place"), ("F6",), lambda w: w.next_place(), menu, nothing),
        Action(
            "theme.system",
            _tr("Theme of the system"),
            (),
            lambda w: w.choose_theme(ThemeChoice.SYSTEM),
            menu,
            nothing,
            group="theme",
        ),
        Action(
            "theme.dark",
            _tr("Dark theme"),
            (),
            lambda w: w.choose_theme(ThemeChoice.DARK),
            menu,
            nothing,
            group="theme",
        ),
        Action(
            "theme.light",
            _tr("Light theme"),
            (),
            lambda w: w.choose_theme(ThemeChoice.LIGHT),
            menu,
            nothing,
            group="theme",
        ),
    )


def _help() -> Sequence[Action]:
    menu, nothing = Menu.HELP, Need.NOTHING
    return (
        Action("help.keys", _tr("Keys"), ("F1", "?"), lambda w: w.show_keys(), menu, nothing),
        Action("help.what", _tr("What am I seeing?"), ("Shift+F1",), lambda w: w.explain(), menu, nothing),
        Action("help.diagnostics", _tr("Copy diagnostics"), (), lambda w: w.copy_diagnostics(), menu, nothing),
        Action("help.about", _tr("About this program"), (), lambda w: w.show_about(), menu, nothing),
        Action("help.menu", _tr("Open the menu"), ("F10",), lambda w: w.window.bar.menu.showMenu(), menu, nothing),
    )
