"""Keys that a reader chose for actions: one key, one action. Without Qt, in Qt's names (`Ctrl+Shift+Z`)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bonage_desktop.sentences import both, say
from bonage_desktop.workflow.errors import WorkflowError


class Modifier(StrEnum):
    """A key that is held, in the order in which they are written."""

    META = "Meta"
    CTRL = "Ctrl"
    ALT = "Alt"
    SHIFT = "Shift"


_NAMED = (
    *("Return", "Enter", "Esc", "Backspace", "Del", "Ins", "Home", "End", "PgUp", "PgDown"),
    *("Left", "Right", "Up", "Down", "Space", "Tab", "Backtab", "Pause", "Print"),
)
_NAMES = {
    **{name.lower(): name for name in _NAMED},
    **{f"f{number}": f"F{number}" for number in range(1, 36)},
    "escape": "Esc",
    "delete": "Del",
    "insert": "Ins",
    "pageup": "PgUp",
    "pagedown": "PgDown",
}
_MODIFIERS = {modifier.lower(): modifier for modifier in Modifier}
_ACTION = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
_MOST_LETTERS = 60

RESERVED = frozenset({"Up", "Down", "Space", "Tab", "Backtab", *"0123456789"})
"""Keys that the window needs by themselves: to walk the bones, hide the overlay, type a level, go to the next field."""


@dataclass(frozen=True, slots=True)
class Chord:
    """A key with the modifiers that are held.

    Attributes:
        modifiers: in the order of `Modifier`, each once.
        key: Qt's name of it, or the letter or sign itself.

    Raises:
        WorkflowError: there is no such key, or the window needs it by itself (`workflow.shortcut_invalid`).
    """

    modifiers: tuple[Modifier, ...]
    key: str

    def __post_init__(self) -> None:
        if self.modifiers != tuple(modifier for modifier in Modifier if modifier in self.modifiers):
            raise _invalid(str(self), say("has its modifiers twice or out of order"))
        is_sign = len(self.key) == 1 and self.key.isprintable() and self.key != " "
        if not is_sign and self.key not in _NAMES.values():
            raise _invalid(str(self), say("is no key"))
        if self.key in RESERVED and not self.modifiers:
            raise _invalid(str(self), say("is needed by the window itself"))

    @classmethod
    def parse(cls, text: str) -> "Chord":
        """The chord that a text such as `ctrl+shift+z` or `Ctrl++` names.

        Raises:
            WorkflowError: it names none (`workflow.shortcut_invalid`).
        """
        stripped = text.strip()
        # The last sign belongs to the key, so that a plus can be one.
        held, plus, beginning = stripped[:-1].rpartition("+")
        key = beginning + stripped[-1:]
        modifiers = [_MODIFIERS.get(name.strip().lower()) for name in held.split("+")] if plus else []
        if None in modifiers or len(set(modifiers)) < len(modifiers):
            raise _invalid(text, say("is no key"))
        ordered = tuple(modifier for modifier in Modifier if modifier in modifiers)
        return cls(ordered, _key(key.strip()))

    def __str__(self) -> str:
        return "+".join([*self.modifiers, self.key])


@dataclass(frozen=True, slots=True)
class Shortcut:
    """The keys that a reader gave to an action; none to leave it without a key.

    Attributes:
        action: its name in the window's table, e.g. `bone.level_up`; that it exists is the table's business.
        keys: each once.

    Raises:
        WorkflowError: the name cannot be one, or a key stands there twice (`workflow.shortcut_invalid`).
    """

    action: str
    keys: tuple[Chord, ...]

    def __post_init__(self) -> None:
        if not _ACTION.fullmatch(self.action) or len(self.action) > _MOST_LETTERS:
            raise _invalid(self.action[:_MOST_LETTERS], say("is no name of an action"))
        if len(set(self.keys)) < len(self.keys):
            raise _invalid(self.action, say("has the same key twice"))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key that several actions have.

    Attributes:
        key: the key.
        actions: their names, at least two.
    """

    key: Chord
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Which keys are in force.

    Attributes:
        keys: of every action of the table.
        taken: action to keys that it had by default and that the reader gave to another action.
        unknown: actions that the reader gave keys to and that the table does not have.
    """

    keys: Mapping[str, tuple[Chord, ...]]
    taken: Mapping[str, tuple[Chord, ...]]
    unknown: tuple[str, ...]


def conflicts(keys: Mapping[str, Iterable[Chord]]) -> tuple[Conflict, ...]:
    """Keys that more than one action has, in the order in which they come first."""
    holders: dict[Chord, list[str]] = {}
    for action, chords in keys.items():
        for chord in chords:
            holders.setdefault(chord, []).append(action)
    return tuple(Conflict(chord, tuple(actions)) for chord, actions in holders.items() if len(actions) > 1)


def check_shortcuts(shortcuts: Sequence[Shortcut]) -> None:
    """Refuse shortcuts of which two are for one action or have one key.

    Raises:
        WorkflowError: two are (`workflow.shortcut_taken`).
    """
    by_action = {shortcut.action: shortcut.keys for shortcut in shortcuts}
    if len(by_action) < len(shortcuts):
        raise WorkflowError(
            "workflow.shortcut_taken",
            say("An action has its keys twice."),
            say("Keep one list of keys for each action."),
        )
    for conflict in conflicts(by_action):
        raise WorkflowError(
            "workflow.shortcut_taken",
            say("{key} is the key of {actions}.", key=str(conflict.key), actions=both(conflict.actions)),
            say("Give one of them another key, or none."),
        )


def effective_keys(defaults: Mapping[str, Sequence[Chord]], chosen: Sequence[Shortcut]) -> KeyMap:
    """The keys in force: the reader's own, and of the others the defaults that the reader took for nothing else.

    Args:
        defaults: of every action of the window's table, in its order.
        chosen: the reader's.
    """
    own = {shortcut.action: shortcut.keys for shortcut in chosen if shortcut.action in defaults}
    used = {chord for keys in own.values() for chord in keys}
    keys = {
        action: own[action] if action in own else tuple(chord for chord in chords if chord not in used)
        for action, chords in defaults.items()
    }
    taken = {
        action: tuple(chord for chord in chords if chord in used)
        for action, chords in defaults.items()
        if action not in own and used.intersection(chords)
    }
    return KeyMap(keys, taken, tuple(shortcut.action for shortcut in chosen if shortcut.action not in defaults))


def _key(name: str) -> str:
    if len(name) == 1:
        upper = name.upper()
        return upper if len(upper) == 1 else name
    return _NAMES.get(name.lower(), name)


def _invalid(text: str, fact: str) -> WorkflowError:
    return WorkflowError(
        "workflow.shortcut_invalid",
        say("{text!r} {fact}.", text=text, fact=fact),
        say("Write keys as Ctrl+Shift+Z, F5, PgDown or ]; up, down, space, tab and digits need a modifier."),
    )
