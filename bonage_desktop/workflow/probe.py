"""Imports modules one after the other and says after each how it went, or starts Qt.

Run by `doctor` in a process of its own: a library that is broken in native code takes this process with it, not the
one that asks.
"""

import importlib
import json
import sys
from collections.abc import Sequence

OPEN_WINDOW = "--open-window"
"""The word that asks for Qt to be started instead."""


def probe(modules: Sequence[str]) -> None:
    """Write one JSON line per module: its name, and what was raised or an empty text."""
    for module in modules:
        fault = ""
        try:
            importlib.import_module(module)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a foreign module raises is the answer
            fault = f"{type(error).__name__}: {error}"
        sys.stdout.write(json.dumps([module, fault]) + "\n")
        sys.stdout.flush()


def open_window() -> None:
    """Start Qt as the window does. By name: this floor knows no Qt."""
    importlib.import_module("PySide6.QtWidgets").QApplication([])


if __name__ == "__main__":
    if sys.argv[1:] == [OPEN_WINDOW]:
        open_window()
    else:
        probe(sys.argv[1:])
