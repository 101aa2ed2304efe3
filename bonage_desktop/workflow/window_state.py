"""Where the window stood and how it was divided: Qt's own bytes, which only Qt reads, in a file of their own."""

import base64
import binascii
import json
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bonage_desktop.findings.notice import Notice
from bonage_desktop.reporting.files import OutputError, write_whole
from bonage_desktop.sentences import say
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.settings_file import settings_folder

MAX_BYTES = 2**20
_VERSION = 1


@dataclass(frozen=True, slots=True)
class WindowState:
    """What `saveGeometry` and `saveState` of the window gave.

    Attributes:
        geometry: place and size.
        panels: how it is divided.
    """

    geometry: bytes
    panels: bytes


class WindowStateFile:
    """`window_state.json` in a folder.

    Args:
        folder: or None for `settings_folder()`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (settings_folder() if folder is None else folder) / "window_state.json"

    def read(self) -> tuple[WindowState | None, tuple[Notice, ...]]:
        """The state and nothing to say, or None: with a notice where there is a file that cannot be used."""
        try:
            if not self.path.exists():
                return None, ()
            if not self.path.is_file() or self.path.stat().st_size > MAX_BYTES:
                raise ValueError
            return _state(json.loads(self.path.read_bytes())), ()
        except (OSError, ValueError, RecursionError):
            message = say("{path} cannot be used: the window opens as at the first start.", path=self.path)
            return None, (Notice("workflow.window_state_unusable", message),)

    def write(self, state: WindowState) -> None:
        """Keep a state.

        Raises:
            WorkflowError: the file cannot be written (`workflow.settings_not_written`).
        """
        document = {
            "schema_version": _VERSION,
            "geometry": base64.b64encode(state.geometry).decode("ascii"),
            "panels": base64.b64encode(state.panels).decode("ascii"),
        }
        try:
            write_whole(self.path, json.dumps(document, indent=2).encode("ascii"))
        except OutputError as error:
            raise WorkflowError(
                "workflow.settings_not_written",
                error.message,
                say("The window opens as before next time: make the folder one that you may write to."),
            ) from error


def _state(document: object) -> WindowState:
    """The state in a document.

    Raises:
        ValueError: there is none.
    """
    if not isinstance(document, dict):
        raise ValueError
    values = cast(dict[str, object], document)
    if values.get("schema_version") != _VERSION:
        raise ValueError
    return WindowState(_bytes(values.get("geometry")), _bytes(values.get("panels")))


def _bytes(value: object) -> bytes:
    if not isinstance(value, str):
        raise ValueError
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError from error
