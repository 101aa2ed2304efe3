"""The text of "copy diagnostics": what a report of a fault needs, and nothing about a patient or the person who reads.

Left out: the reader's name, the institution, paths of the reader's files (their names may be patients'), the computer's
name, and where the home directory is. The log has no patient data (`log`).
"""

import json
import os
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bonage_desktop import __version__
from bonage_desktop.errors import BonageError
from bonage_desktop.vision.manifest import read_manifest
from bonage_desktop.workflow.doctor import LIBRARIES
from bonage_desktop.workflow.log import last_lines
from bonage_desktop.workflow.settings import Settings
from bonage_desktop.workflow.settings_entries import is_list, stated

LOG_LINES = 40

_PRIVATE = frozenset(
    {"reader/name", "reader/institution", "reports/logo", "standards/percentile_table", "files/recent"}
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where this program runs.

    Attributes:
        device: what the networks run on, e.g. `cuda`; empty while that is not known.
        weights: folder of the networks.
        log: the log file.
        home: the person's directory, which is written as `~`.
    """

    device: str
    weights: Path
    log: Path
    home: Path


def diagnostics(settings: Settings, surroundings: Surroundings) -> str:
    """The text for a report, in English, whatever the window speaks.

    Args:
        settings: those in force.
        surroundings: of this program.
    """
    sections = {
        "Versions": _versions(),
        "System": _system(surroundings),
        "Weights": _weights(surroundings.weights),
        "Settings": _settings(settings),
        f"Last {LOG_LINES} lines of the log": last_lines(surroundings.log, LOG_LINES) or ("none",),
    }
    lines = [line for title, told in sections.items() for line in (title, *(f"  {line}" for line in told), "")]
    return _without_home("\n".join(lines), surroundings.home)


def _versions() -> Iterator[str]:
    yield f"bonage-desktop {__version__}"
    yield f"Python {platform.python_version()}{' (frozen)' if getattr(sys, 'frozen', False) else ''}"
    for library in LIBRARIES:
        try:
            yield f"{library} {version(library)}"
        except PackageNotFoundError:
            yield f"{library} is not installed"


def _system(surroundings: Surroundings) -> Iterator[str]:
    yield platform.platform()
    yield f"{os.cpu_count()} processors, {platform.machine()}"
    yield f"networks on: {surroundings.device or 'not known yet'}"


def _weights(folder: Path) -> Iterator[str]:
    try:
        cards = read_manifest(folder).cards
    except BonageError as error:
        yield f"{error.code}: {error.message}"
        return
    for card in cards:
        # As the manifest says; whether the files agree is checked whenever they are loaded.
        yield f"{card.name} {card.version}, SHA-256 {card.sha256}"


def _settings(settings: Settings) -> Iterator[str]:
    for entry, value in stated(settings):
        yield f"{entry.place}: {_private(value) if entry.place in _PRIVATE else json.dumps(value, ensure_ascii=False)}"


def _private(value: object) -> str:
    """Whether there is one, or how many."""
    if is_list(value):
        return f"{len(value)} of them"
    return "set" if value else "not set"


def _without_home(text: str, home: Path) -> str:
    # The longer one first: the resolved path may hold the other, or the other way round.
    for name in sorted({str(home), str(home.resolve())}, key=len, reverse=True):
        # A home that is the root itself would leave nothing of any path; /home/li is no part of /home/lisa.
        if len(Path(name).parts) > 1:
            text = re.sub(re.escape(name) + r"(?![\w.-])", "~", text)
    return text
