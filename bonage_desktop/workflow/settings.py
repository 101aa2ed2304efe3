"""What a reader has set: one value, valid from birth. Reading and writing its file is `settings_file`."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.reporting.paper import Paper, Section
from bonage_desktop.sentences import say
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.shortcuts import Chord, Shortcut, check_shortcuts

MAX_THREADS = 256
MAX_NAME = 100
"""Letters of a reader's name or an institution: more fit no report."""
MAX_RECENT = 12
MAX_HINTS = 20


class LanguageChoice(StrEnum):
    """Which language window and reports speak; `system` asks the desktop."""

    SYSTEM = "system"
    EN = "en"
    ZH = "zh"


class ThemeChoice(StrEnum):
    """Light letters on dark ground or the other way round; `system` asks the desktop."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


class WidthDrag(StrEnum):
    """What dragging to the right does to the grey levels' window."""

    RIGHT_WIDER = "right_wider"
    RIGHT_NARROWER = "right_narrower"


class BrightnessDrag(StrEnum):
    """What dragging upwards does to the brightness."""

    UP_BRIGHTER = "up_brighter"
    UP_DARKER = "up_darker"


class ZoomDirection(StrEnum):
    """What turning the wheel away from oneself, or dragging upwards with the zoom tool, does."""

    UP_CLOSER = "up_closer"
    UP_FARTHER = "up_farther"


class LevelNotation(StrEnum):
    """Which comes first where a level is shown: its label, `4(2)`, or its number, 5."""

    LABEL_FIRST = "label_first"
    NUMBER_FIRST = "number_first"


@dataclass(frozen=True, slots=True)
class MouseDirections:
    """What the directions of the mouse mean on the radiograph."""

    width: WidthDrag = WidthDrag.RIGHT_WIDER
    brightness: BrightnessDrag = BrightnessDrag.UP_BRIGHTER
    zoom: ZoomDirection = ZoomDirection.UP_CLOSER


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a reader can set. The defaults are those of a first start.

    Attributes:
        device: where the networks run.
        threads: how many threads the networks take, 1 to 256; None leaves it to them.
        language: of window and reports.
        theme: of the window.
        mouse: directions on the radiograph.
        shortcuts: the reader's own keys; an action that is not among them keeps its default keys.
        reader: the name that stands in readings and reports; empty: the account's.
        institution: in the letterhead of reports; may be empty.
        paper: that reports are made for.
        logo: PNG or JPEG in the letterhead of reports, absolute, or None.
        left_out: sections that a report's page does not have, each once.
        level_notation: which comes first, label or number.
        age_notation: decimal, or years and months.
        percentile_table: the site's own CSV file, absolute, or None.
        grades_first: levels are graded before the model's are shown.
        shows_tw3: the TW3-RUS age stands beside the bone age.
        shows_attention: the bones that informed a level are marked on the film.
        hints_seen: names of the hints that were given, each once; they are given no more.
        recent_files: absolute, the last one first, each once, at most twelve. Their names may be patients'.

    Raises:
        WorkflowError: a value cannot be (`workflow.settings_value`), or two shortcuts have one key
            (`workflow.shortcut_taken`).
    """

    device: DeviceChoice = DeviceChoice.AUTO
    threads: int | None = None
    language: LanguageChoice = LanguageChoice.SYSTEM
    theme: ThemeChoice = ThemeChoice.SYSTEM
    mouse: MouseDirections = MouseDirections()
    shortcuts: tuple[Shortcut, ...] = ()
    reader: str = ""
    institution: str = ""
    paper: Paper = Paper.A4
    logo: Path | None = None
    left_out: tuple[Section, ...] = ()
    level_notation: LevelNotation = LevelNotation.LABEL_FIRST
    age_notation: AgeNotation = AgeNotation.DECIMAL
    percentile_table: Path | None = None
    grades_first: bool = False
    shows_tw3: bool = False
    shows_attention: bool = False
    hints_seen: tuple[str, ...] = ()
    recent_files: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        if self.threads is not None and not 1 <= self.threads <= MAX_THREADS:
            raise unusable(
                say("The number of threads must be 1 to {most}, not {threads}", most=MAX_THREADS, threads=self.threads)
            )
        _check_line(say("The reader's name"), self.reader)
        _check_line(say("The institution"), self.institution)
        check_shortcuts(self.shortcuts)
        if self.percentile_table is not None:
            _check_path(say("The path of the percentile table"), self.percentile_table)
        if self.logo is not None:
            _check_path(say("The path of the logo"), self.logo)
        if len(set(self.left_out)) < len(self.left_out):
            raise unusable(say("Sections must be left out once each"))
        for name in self.hints_seen:
            _check_line(say("The name of a hint"), name)
        if len(self.hints_seen) > MAX_HINTS or len(set(self.hints_seen)) < len(self.hints_seen):
            raise unusable(say("Hints must be at most {most}, each once", most=MAX_HINTS))
        for file in self.recent_files:
            _check_path(say("The path of a recent file"), file)
        if len(self.recent_files) > MAX_RECENT or len(set(self.recent_files)) < len(self.recent_files):
            raise unusable(say("Recent files must be at most {most}, each once", most=MAX_RECENT))

    def with_shortcut(self, action: str, keys: tuple[Chord, ...]) -> "Settings":
        """With these keys for an action, instead of the reader's former ones.

        Raises:
            WorkflowError: another action of the reader's has one of them (`workflow.shortcut_taken`), or they cannot
                be (`workflow.shortcut_invalid`).
        """
        others = tuple(shortcut for shortcut in self.shortcuts if shortcut.action != action)
        return replace(self, shortcuts=(*others, Shortcut(action, keys)))

    def with_default_keys(self, action: str) -> "Settings":
        """With an action's default keys again."""
        return replace(self, shortcuts=tuple(shortcut for shortcut in self.shortcuts if shortcut.action != action))

    def with_hint_seen(self, name: str) -> "Settings":
        """With a hint that was given just now."""
        return self if name in self.hints_seen else replace(self, hints_seen=(*self.hints_seen, name))

    def with_recent(self, file: Path) -> "Settings":
        """With a file that was opened just now; the oldest of thirteen is forgotten.

        Raises:
            WorkflowError: its path is not absolute (`workflow.settings_value`).
        """
        others = tuple(other for other in self.recent_files if other != file)
        return replace(self, recent_files=(file, *others)[:MAX_RECENT])


def unusable(fact: str) -> WorkflowError:
    """The refusal of a value (`workflow.settings_value`); for the caller to raise."""
    return WorkflowError(
        "workflow.settings_value", say("{fact}.", fact=fact), say("docs/settings.md lists what each setting can be.")
    )


def _check_line(what: str, text: str) -> None:
    if text != text.strip() or not text.isprintable() or len(text) > MAX_NAME:
        raise unusable(
            say("{what} must be one line of at most {most} letters, without blanks around it", what=what, most=MAX_NAME)
        )


def _check_path(what: str, path: Path) -> None:
    if not path.is_absolute() or "\0" in str(path):
        raise unusable(say("{what} must be a full one", what=what))
