"""Where each setting stands in the file, and how it is written there: one table, read in both directions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeGuard, TypeVar

from bonage_desktop.reporting.paper import Paper, Section
from bonage_desktop.sentences import say
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.settings import (
    MAX_THREADS,
    AgeNotation,
    BrightnessDrag,
    LanguageChoice,
    LevelNotation,
    Settings,
    ThemeChoice,
    WidthDrag,
    ZoomDirection,
    unusable,
)
from bonage_desktop.workflow.shortcuts import Chord

SHORTCUTS = "shortcuts"
"""The section that has an entry for each action with keys of the reader's own."""
_AUTO = "auto"

_Choice = TypeVar("_Choice", bound=StrEnum)


class PartlyUnusableError(Exception):
    """Some of an entry's parts cannot be used.

    Attributes:
        settings: with those that can.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting in the file.

    Attributes:
        section: under which it stands.
        key: its name there.
        written: its value as JSON; None leaves the entry out.
        applied: the settings with this entry's value. Raises WorkflowError where it cannot be, PartlyUnusableError
            where some of it cannot.
    """

    section: str
    key: str
    written: Callable[[Settings], object]
    applied: Callable[[Settings, object], Settings]

    @property
    def place(self) -> str:
        """How people find it."""
        return f"{self.section}/{self.key}"


def entries(actions: Mapping[str, object]) -> Iterator[Entry]:
    """Every entry that there can be, in the order of a new file.

    Args:
        actions: names of actions that have keys, in the file or in the settings.
    """
    yield from ENTRIES
    for action in actions:
        yield _shortcut_entry(action)


def stated(settings: Settings) -> Iterator[tuple[Entry, object]]:
    """Every entry of a file that holds these settings, with its value as JSON."""
    for entry in entries({shortcut.action: None for shortcut in settings.shortcuts}):
        yield entry, entry.written(settings)


def _choice(kind: type[_Choice], value: object) -> _Choice:
    if not isinstance(value, str) or value not in set(kind):
        raise unusable(say("One of {words} was expected", words=", ".join(kind)))
    return kind(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise unusable(say("A text was expected"))
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise unusable(say("true or false was expected"))
    return value


def _threads(value: object) -> int | None:
    if value == _AUTO:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise unusable(say("{auto} or a whole number from 1 to {most} was expected", auto=_AUTO, most=MAX_THREADS))
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not is_list(value):
        raise unusable(say("A list of names was expected"))
    return tuple(_text(name) for name in value)


def _sections(value: object) -> tuple[Section, ...]:
    return tuple(_choice(Section, name) for name in _texts(value))


def _path(value: object) -> Path | None:
    text = _text(value)
    return Path(text) if text else None


def _with_recent_files(settings: Settings, value: object) -> Settings:
    """The usable ones of a list, as if they had been opened from the last to the first."""
    if not is_list(value):
        raise unusable(say("A list of files was expected"))
    known, lost = replace(settings, recent_files=()), False
    for file in reversed(value):
        try:
            known = known.with_recent(Path(_text(file)))
        except WorkflowError:
            lost = True
    if lost:
        raise PartlyUnusableError(known)
    return known


def _shortcut_entry(action: str) -> Entry:
    def written(settings: Settings) -> object:
        keys = next((shortcut.keys for shortcut in settings.shortcuts if shortcut.action == action), None)
        return None if keys is None else [str(key) for key in keys]

    def applied(settings: Settings, value: object) -> Settings:
        if not is_list(value):
            raise unusable(say("A list of keys was expected"))
        return settings.with_shortcut(action, tuple(Chord.parse(_text(key)) for key in value))

    return Entry(SHORTCUTS, action, written, applied)


def is_list(value: object) -> TypeGuard[list[object]]:
    """Whether this is a list of JSON."""
    return isinstance(value, list)


ENTRIES = (
    Entry("networks", "device", lambda s: s.device, lambda s, v: replace(s, device=_choice(DeviceChoice, v))),
    Entry("networks", "threads", lambda s: s.threads or _AUTO, lambda s, v: replace(s, threads=_threads(v))),
    Entry("window", "language", lambda s: s.language, lambda s, v: replace(s, language=_choice(LanguageChoice, v))),
    Entry("window", "theme", lambda s: s.theme, lambda s, v: replace(s, theme=_choice(ThemeChoice, v))),
    Entry(
        "mouse",
        "width",
        lambda s: s.mouse.width,
        lambda s, v: replace(s, mouse=replace(s.mouse, width=_choice(WidthDrag, v))),
    ),
    Entry(
        "mouse",
        "brightness",
        lambda s: s.mouse.brightness,
        lambda s, v: replace(s, mouse=replace(s.mouse, brightness=_choice(BrightnessDrag, v))),
    ),
    Entry(
        "mouse",
        "zoom",
        lambda s: s.mouse.zoom,
        lambda s, v: replace(s, mouse=replace(s.mouse, zoom=_choice(ZoomDirection, v))),
    ),
    Entry("reader", "name", lambda s: s.reader, lambda s, v: replace(s, reader=_text(v))),
    Entry("reader", "institution", lambda s: s.institution, lambda s, v: replace(s, institution=_text(v))),
    Entry("reports", "paper", lambda s: s.paper, lambda s, v: replace(s, paper=_choice(Paper, v))),
    Entry(
        "reports",
        "logo",
        lambda s: "" if s.logo is None else str(s.logo),
        lambda s, v: replace(s, logo=_path(v)),
    ),
    Entry("reports", "left_out", lambda s: list(s.left_out), lambda s, v: replace(s, left_out=_sections(v))),
    Entry(
        "notation",
        "levels",
        lambda s: s.level_notation,
        lambda s, v: replace(s, level_notation=_choice(LevelNotation, v)),
    ),
    Entry("notation", "ages", lambda s: s.age_notation, lambda s, v: replace(s, age_notation=_choice(AgeNotation, v))),
    Entry("review", "grade_first", lambda s: s.grades_first, lambda s, v: replace(s, grades_first=_truth(v))),
    Entry("review", "tw3", lambda s: s.shows_tw3, lambda s, v: replace(s, shows_tw3=_truth(v))),
    Entry("review", "attention", lambda s: s.shows_attention, lambda s, v: replace(s, shows_attention=_truth(v))),
    Entry(
        "standards",
        "percentile_table",
        lambda s: "" if s.percentile_table is None else str(s.percentile_table),
        lambda s, v: replace(s, percentile_table=_path(v)),
    ),
    Entry("window", "hints_seen", lambda s: list(s.hints_seen), lambda s, v: replace(s, hints_seen=_texts(v))),
    Entry("files", "recent", lambda s: [str(file) for file in s.recent_files], _with_recent_files),
)
"""All but the shortcuts."""

SECTIONS = frozenset({SHORTCUTS, *(entry.section for entry in ENTRIES)})
