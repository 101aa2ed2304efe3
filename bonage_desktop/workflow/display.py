"""Is there a screen to show a window on? Asked before Qt is, which ends the process where there is none."""

import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from bonage_desktop.sentences import say
from bonage_desktop.workflow.errors import WorkflowError

_NEED_A_DISPLAY = ("xcb", "wayland")
_X_PORT = 6000
_SECONDS_TO_ANSWER = 2.0


def check_display(environment: Mapping[str, str]) -> None:
    """Refuse to go on where a window cannot be shown.

    Args:
        environment: of this process.

    Raises:
        WorkflowError: there is no display, or it does not answer (`workflow.no_display`).
    """
    if not has_display(environment):
        raise WorkflowError(
            "workflow.no_display",
            say("The window cannot be shown: there is no display, or it does not answer."),
            say("Start it from a desktop session, or use `bonage assess`, which needs no display."),
        )


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether Qt would find a display: always where the system is a desktop, on Linux where one answers.

    Args:
        environment: what the process that asks was started with: `DISPLAY`, `WAYLAND_DISPLAY`, `XDG_RUNTIME_DIR`, and
            `QT_QPA_PLATFORM`, by which somebody may have chosen to show the window elsewhere.
    """
    chosen = [name.partition(":")[0] for name in environment.get("QT_QPA_PLATFORM", "").split(";") if name]
    if sys.platform != "linux" or any(not name.startswith(_NEED_A_DISPLAY) for name in chosen):
        return True
    return _wayland_answers(environment) or _x_answers(environment.get("DISPLAY", ""))


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    return bool(name) and _answers(socket.AF_UNIX, str(Path(environment.get("XDG_RUNTIME_DIR", "")) / name))


def _x_answers(display: str) -> bool:
    """By the name of a display, `host:number.screen`; without a host it is a socket of this machine (X(7))."""
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdecimal():
        return False
    if host not in ("", "unix"):
        return _answers(socket.AF_INET, (host, _X_PORT + int(number)))
    place = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where every X server has its socket
    return _answers(socket.AF_UNIX, place) or _answers(socket.AF_UNIX, f"\0{place}")


def _answers(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as end:
            end.settimeout(_SECONDS_TO_ANSWER)
            end.connect(address)
    except (OSError, OverflowError):
        return False
    return True
