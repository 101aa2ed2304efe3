"""Imports modules one after the other and says after each how it went. Run by `doctor` in a process of its own.

A library that is broken in native code takes this process with it, not the one that asks.
"""

import importlib
import json
import sys
from collections.abc import Sequence


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


if __name__ == "__main__":
    probe(sys.argv[1:])
