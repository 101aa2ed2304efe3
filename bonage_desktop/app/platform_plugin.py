"""Can Qt show a window here? Asked before Qt is, which ends the process where a library of the system is missing."""

import ctypes
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import say

_X11 = "xcb"
_PLUGIN = Path("platforms") / "libqxcb.so"


def check_platform(environment: Mapping[str, str], plugins: Path) -> None:
    """Refuse to go on where Qt's plug-in for X11 is needed and a library that it needs is missing.

    Args:
        environment: of this process; `QT_QPA_PLATFORM` may have chosen another plug-in, `WAYLAND_DISPLAY` offers one.
        plugins: Qt's folder of plug-ins.

    Raises:
        BonageError: a library is missing (`app.library_missing`).
    """
    if sys.platform != "linux" or not _needs_x11(environment) or not (plugins / _PLUGIN).is_file():
        return
    try:
        ctypes.CDLL(str(plugins / _PLUGIN))
    except OSError as error:
        raise BonageError(
            "app.library_missing",
            say("The window cannot be shown: the system lacks {library}.", library=str(error).partition(":")[0]),
            say(
                "Install the package that has it (on Debian and Ubuntu `apt install libxcb-cursor0` is often enough),"
                " or use `bonage assess`, which needs no window."
            ),
        ) from error


def plugins_dir() -> Path:
    """Qt's folder of plug-ins."""
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))


def _needs_x11(environment: Mapping[str, str]) -> bool:
    chosen = environment.get("QT_QPA_PLATFORM", "")
    return chosen.startswith(_X11) if chosen else not environment.get("WAYLAND_DISPLAY")
