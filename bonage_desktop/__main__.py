"""Starts the command line, the window or the evaluation, whichever was asked for."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bonage_desktop.records.location import Location
    from bonage_desktop.standards.language import Language
    from bonage_desktop.vision.device import DeviceChoice


def main() -> int:
    """Run `bonage`; the exit code is 0, 1 or 2 as the architecture says."""
    from bonage_desktop.cli.main import run

    return run(sys.argv[1:], _open_window)


def evaluate() -> int:
    """Run `bonage-eval`; the exit code is 0, 1 or 2 likewise."""
    from bonage_desktop.training.main import run

    return run(sys.argv[1:])


def _open_window(files: "Sequence[Path]", device: "DeviceChoice", language: "Language", location: "Location") -> int:
    from bonage_desktop.app.platform_plugin import check_platform, plugins_dir

    check_platform(os.environ, plugins_dir())

    from bonage_desktop.app.main import run

    return run(files, device, language, location)


if __name__ == "__main__":
    sys.exit(main())
