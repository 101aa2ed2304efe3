"""The settings' file as JSON: versions, what moved between them, settings taken out of it and put into it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from bonage_desktop.findings.notice import Notice
from bonage_desktop.sentences import listed_of, say
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.settings import Settings
from bonage_desktop.workflow.settings_entries import SECTIONS, SHORTCUTS, Entry, PartlyUnusableError, entries, is_list

VERSION_KEY = "schema_version"
_MOST_TOLD = 5
_MOST_LEVELS = 20
"""Deeper nesting is rubbish, and would end the program when it is written back."""

Content = dict[str, object]


@dataclass(frozen=True, slots=True)
class Move:
    """An entry that stands elsewhere, or is written otherwise, since a version.

    Attributes:
        before: section and key of old.
        after: section and key from then on.
        renamed: old to new text, for values that are texts; others stay.
    """

    before: tuple[str, str]
    after: tuple[str, str]
    renamed: Mapping[str, str]


Migrations = Sequence[Sequence[Move]]
"""What leads from version 1 to 2, from 2 to 3, and so on; the present version is one more than there are of them."""

MIGRATIONS: Migrations = ()


class UnreadableError(Exception):
    """Bytes that are no JSON object.

    Attributes:
        fact: what is wrong, as part of a sentence.
    """

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


@dataclass(frozen=True, slots=True)
class Taken:
    """Settings out of a document.

    Attributes:
        settings: with the default wherever an entry is missing or cannot be used.
        notices: what could not be used, each kind once.
        is_newer: a later version of the program wrote the document.
    """

    settings: Settings
    notices: tuple[Notice, ...]
    is_newer: bool


def parsed(content: bytes) -> Content:
    """The document in a file.

    Raises:
        UnreadableError: it is no JSON object in UTF-8.
    """
    try:
        value: object = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise UnreadableError(say("line {line} is no JSON", line=error.lineno)) from error
    except UnicodeDecodeError as error:
        raise UnreadableError(say("it is not UTF-8")) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(say("it is no JSON that can be read")) from error
    if not _is_object(value) or _is_deeper(value, _MOST_LEVELS):
        raise UnreadableError(say("it holds no settings"))
    return value


def rendered(document: Content) -> bytes:
    """The document as people read it."""
    # File names of Linux may hold half a character; written as \udc.. it is JSON, and it comes back as it was.
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def taken(document: Content, migrations: Migrations) -> Taken:
    """The settings that a document holds.

    Args:
        document: as `parsed` gives it.
        migrations: that lead to the present version.
    """
    version = _version(document)
    present = len(migrations) + 1
    known = _migrated(document, migrations[version - 1 :] if version is not None else ())
    settings, faults = Settings(), [] if version is not None else [VERSION_KEY]
    faults += [name for name, section in known.items() if name in SECTIONS and not _is_object(section)]
    for entry in _entries_of(known):
        section = known.get(entry.section)
        if not _is_object(section) or entry.key not in section:
            continue
        try:
            settings = entry.applied(settings, section[entry.key])
        except WorkflowError:
            faults.append(entry.place)
        except PartlyUnusableError as partly:
            settings = partly.settings
            faults.append(entry.place)
    is_newer = version is not None and version > present
    told = [*_newer_told(), *_faults_told(faults)] if is_newer else [*_faults_told(faults), *_unknown_told(known)]
    return Taken(settings, tuple(told), is_newer)


def merged(document: Content, before: Taken, settings: Settings, migrations: Migrations) -> Content:
    """A document with other settings, and everything in it that this version does not know.

    In a document of a later version only what differs from `before` is touched: its other entries may have values that
    this version does not understand.

    Args:
        document: as it was; empty where there was none.
        before: what was taken out of it.
        settings: what it shall hold.
        migrations: that lead to the present version.
    """
    version, present = _version(document), len(migrations) + 1
    # Not to be migrated again by the program that wrote it.
    number = version if version is not None and before.is_newer else present
    known = _migrated(document, migrations[version - 1 :] if version is not None else ())
    result: Content = {VERSION_KEY: number, **{key: value for key, value in known.items() if key != VERSION_KEY}}
    actions = {shortcut.action: None for shortcut in settings.shortcuts}
    if not before.is_newer:
        result |= {name: {} for name in SECTIONS if name in result and not _is_object(result[name])}
    for entry in _entries_of(known, actions):
        value = entry.written(settings)
        if not before.is_newer or value != entry.written(before.settings):
            _put(result, entry, value)
    return result


def _version(document: Content) -> int | None:
    """The document's version, or None where it says none that can be: it is taken for the present one."""
    value = document.get(VERSION_KEY)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 1 else None


def _migrated(document: Content, steps: Migrations) -> Content:
    result = {name: dict(section) if _is_object(section) else section for name, section in document.items()}
    for step in steps:
        for move in step:
            _move(result, move)
    return result


def _move(document: Content, move: Move) -> None:
    section = document.get(move.before[0])
    if not _is_object(section) or move.before[1] not in section:
        return
    value = section.pop(move.before[1])
    if not section:
        del document[move.before[0]]
    target = document.setdefault(move.after[0], {})
    if _is_object(target):
        target[move.after[1]] = move.renamed.get(value, value) if isinstance(value, str) else value


def _entries_of(document: Content, actions: Mapping[str, object] | None = None) -> Iterator[Entry]:
    shortcuts = document.get(SHORTCUTS)
    return entries({**(shortcuts if _is_object(shortcuts) else {}), **(actions or {})})


def _put(document: Content, entry: Entry, value: object) -> None:
    section = document.get(entry.section)
    if not _is_object(section):
        section = {}
        document[entry.section] = section
    if value is None:
        section.pop(entry.key, None)
    else:
        section[entry.key] = value


def _unknown(document: Content) -> list[str]:
    """Sections and entries that this version does not know."""
    known = {(entry.section, entry.key) for entry in _entries_of(document)}
    names: list[str] = []
    for section, values in document.items():
        if section not in SECTIONS and section != VERSION_KEY:
            names.append(section)
        elif _is_object(values):
            names += [f"{section}/{key}" for key in values if (section, key) not in known]
    return names


def _newer_told() -> Iterator[Notice]:
    message = say("The settings were written by a newer version: what this one does not know is kept and not used.")
    yield Notice("workflow.settings_newer", message)


def _faults_told(places: Sequence[str]) -> Iterator[Notice]:
    if places:
        message = say("Settings that cannot be used: {places}. Their defaults hold.", places=_listed(places))
        yield Notice("workflow.settings_value", message)


def _unknown_told(document: Content) -> Iterator[Notice]:
    unknown = _unknown(document)
    if unknown:
        yield Notice(
            "workflow.settings_unknown", say("Unknown names in the settings: {names}.", names=_listed(unknown))
        )


def _listed(places: Sequence[str]) -> str:
    # A hand-written name may be of any length and hold anything.
    told = [
        place if place.isprintable() and len(place) <= 60 else say("one with an impossible name") for place in places
    ]
    return listed_of(told, _MOST_TOLD)


def _is_deeper(value: object, levels: int) -> bool:
    if _is_object(value):
        return levels == 0 or any(_is_deeper(inner, levels - 1) for inner in value.values())
    return is_list(value) and (levels == 0 or any(_is_deeper(inner, levels - 1) for inner in value))


def _is_object(value: object) -> TypeGuard[Content]:
    return isinstance(value, dict)
