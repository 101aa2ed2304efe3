"""Where the window stood and how it was divided, from one start to the next."""

from typing import TYPE_CHECKING

from bonage_desktop.errors import BonageError
from bonage_desktop.workflow.window_state import WindowState, WindowStateFile

if TYPE_CHECKING:
    from bonage_desktop.app.window import ReviewWindow


class WindowPlaces:
    """Keeps them.

    Args:
        file: where; None for the usual one.
    """

    def __init__(self, file: WindowStateFile | None = None) -> None:
        self._file = WindowStateFile() if file is None else file

    def restore(self, window: "ReviewWindow") -> None:
        """Let the window stand where the last one stood; as at the first start where nothing usable is kept."""
        state, _ = self._file.read()
        if state is not None:
            window.restoreGeometry(state.geometry)
            window.places.split.restoreState(state.panels)

    def keep(self, window: "ReviewWindow") -> None:
        """Keep how it stands now; a folder that cannot be written costs the place and nothing else."""
        state = WindowState(bytes(window.saveGeometry().data()), bytes(window.places.split.saveState().data()))
        try:
            self._file.write(state)
        except BonageError:
            return
