"""Three hints for the first minutes, each given once and never again."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject

from bonage_desktop.app.message_bar import Message, MessageBar
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.workflow.review_state import ReviewState


class Hint(StrEnum):
    """What is hinted at; the value stands in the settings."""

    FILM = "film"
    LEVELS = "levels"
    UNDO = "undo"


class Hints(QObject):
    """Gives a hint when it is of use first; while something else is said, it waits.

    Args:
        bar: where it is said.
        preferences: know which were given.
    """

    def __init__(self, bar: MessageBar, preferences: Preferences) -> None:
        super().__init__(bar)
        self._bar = bar
        self._preferences = preferences

    def show_state(self, state: ReviewState | None) -> None:
        """Give the hint that fits, if it was not given before."""
        if state is None or not self._bar.isHidden():
            return
        hint = self._fitting(state)
        if hint is not None:
            self._bar.say(Message(_words()[hint]))  # first: what changes settings shows the case anew
            self._preferences.note(lambda settings: settings.with_hint_seen(hint.value))

    def _fitting(self, state: ReviewState) -> Hint | None:
        fits = {
            Hint.LEVELS: state.bone_age is not None and not state.are_levels_hidden and not state.is_locked,
            Hint.UNDO: bool(state.undo_text),
            Hint.FILM: state.reviewed > 0,
        }
        seen = self._preferences.settings.hints_seen
        return next((hint for hint, is_time in fits.items() if is_time and hint.value not in seen), None)


def _words() -> dict[Hint, str]:
    def tr(text: str) -> str:
        return QCoreApplication.translate("Hints", text)

    return {
        Hint.LEVELS: tr("↑ ↓ choose a bone, [ and ] its level: score and age follow at once. Enter ticks it."),
        Hint.UNDO: tr("Ctrl+Z takes a change back; “Why?” beside the bone keeps your reason for it."),
        Hint.FILM: tr("Hold Space to see the film without marks. F1 shows all keys."),
    }
