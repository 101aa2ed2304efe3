"""Reading the files of resources/standards: every value has the wanted type, or the place that is wrong is named."""

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import say

SCHEMA_VERSION = 1


class StandardError(BonageError):
    """A standard's file that cannot be used. The message names the file and the place in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A value in a standard's file and where it stands.

    Attributes:
        file: the file.
        place: keys and positions from the top, e.g. `curve/male/3`.
        value: what JSON holds there.
    """

    file: Path
    place: str
    value: object

    def __getitem__(self, key: str) -> "Entry":
        """The value under a key.

        Raises:
            StandardError: this is no object, or it has no such key (`standards.file_invalid`).
        """
        values = self._object()
        if key not in values:
            raise self.refusal(say("has no {key!r}", key=key))
        return Entry(self.file, self._below(key), values[key])

    def names(self) -> tuple[str, ...]:
        """The keys of an object, in the file's order.

        Raises:
            StandardError: this is no object (`standards.file_invalid`).
        """
        return tuple(self._object())

    def rows(self) -> tuple["Entry", ...]:
        """The values of a list, in order.

        Raises:
            StandardError: this is no list (`standards.file_invalid`).
        """
        if not _is_list(self.value):
            raise self.refusal(say("is not a list"))
        return tuple(Entry(self.file, self._below(str(position)), value) for position, value in enumerate(self.value))

    def text(self) -> str:
        """A text that is not blank.

        Raises:
            StandardError: it is something else (`standards.file_invalid`).
        """
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.refusal(say("is not a text"))
        return self.value

    def whole(self) -> int:
        """A whole number.

        Raises:
            StandardError: it is something else (`standards.file_invalid`).
        """
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.refusal(say("is not a whole number"))
        return self.value

    def number(self) -> float:
        """A finite number.

        Raises:
            StandardError: it is something else (`standards.file_invalid`).
        """
        if not isinstance(self.value, int | float) or isinstance(self.value, bool) or not math.isfinite(self.value):
            raise self.refusal(say("is not a number"))
        return float(self.value)

    def refusal(self, fact: str) -> StandardError:
        """The error that says what is wrong at this place; for the caller to raise."""
        return StandardError(
            "standards.file_invalid",
            say("{file}: {place} {fact}.", file=self.file.name, place=self.place or say("the file"), fact=fact),
            say("Install the application again: its standards must not be edited."),
        )

    def _object(self) -> dict[str, object]:
        if not _is_object(self.value):
            raise self.refusal(say("is not an object"))
        return self.value

    def _below(self, key: str) -> str:
        return f"{self.place}/{key}" if self.place else key


@dataclass(frozen=True, slots=True)
class Document:
    """A standard's file as read.

    Attributes:
        top: its outermost value.
        sha256: of its bytes, hexadecimal.
    """

    top: Entry
    sha256: str


def read_document(file: Path) -> Document:
    """The file's content, of a schema that this version knows.

    Raises:
        StandardError: it cannot be read (`standards.file_unreadable`), has another schema
            (`standards.schema_unknown`) or says none (`standards.file_invalid`).
    """
    try:
        content = file.read_bytes()
        value: object = json.loads(content)
    except (OSError, ValueError, RecursionError) as error:
        raise StandardError(
            "standards.file_unreadable",
            say("{file} cannot be read as a standard ({clue}).", file=file.name, clue=type(error).__name__),
            say("Install the application again: {file} must exist and hold JSON.", file=file),
        ) from error
    top = Entry(file, "", value)
    version = top["schema_version"].whole()
    if version != SCHEMA_VERSION:
        raise StandardError(
            "standards.schema_unknown",
            say(
                "{file} has schema {version}; this version reads schema {known}.",
                file=file.name,
                version=version,
                known=SCHEMA_VERSION,
            ),
            say("Install matching versions of the application and its resources."),
        )
    return Document(top, hashlib.sha256(content).hexdigest())


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)
