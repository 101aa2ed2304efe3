"""`bonage-eval`: finds out what was asked for, does it, and turns every failure into one sentence."""

import io
import json
import logging
import shlex
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.document import printable
from bonage_desktop.reporting.files import write_whole
from bonage_desktop.training.arguments import parse
from bonage_desktop.training.errors import TrainingError, UsageError
from bonage_desktop.workflow.log import faults_logged, log_file

if TYPE_CHECKING:
    from bonage_desktop.training.stress_document import StressDocument

logger = logging.getLogger("bonage_desktop.training")


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: the words after `bonage-eval`.

    Returns:
        0 when all was done, 1 when it failed or was stopped, 2 when the command was used wrongly.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    with faults_logged() as faults:
        code = _ended(arguments)
    if faults.written:
        _say(f"Details for a report are in {log_file()}; nothing about a patient is.")
    return code


def _ended(arguments: Sequence[str]) -> int:
    try:
        return _done(parse(arguments), arguments)
    except SystemExit as answered:
        return answered.code if isinstance(answered.code, int) else 1
    except UsageError as error:
        return _complained(error, 2)
    except BonageError as error:
        return _complained(error, 1)
    except KeyboardInterrupt:
        return _complained(
            TrainingError("training.interrupted", "Stopped by Ctrl+C.", "The same command starts again."), 1
        )
    except Exception:
        logger.exception("unexpected failure")
        told = TrainingError(
            "training.unexpected",
            "This program has a fault and could not go on.",
            "Report it with the log file; `bonage doctor` checks the installation.",
        )
        return _complained(told, 1)


def _done(asked: Namespace, arguments: Sequence[str]) -> int:
    from bonage_desktop.training.bench import bench
    from bonage_desktop.training.stress import Plan, stress
    from bonage_desktop.training.stress_document import stress_document

    plan = Plan(asked.manifest, asked.output, None if asked.all else asked.hands)
    with bench(asked.workers) as ready:
        runs = stress(plan, ready, _say)
    document = stress_document(runs, shlex.join(["bonage-eval", *arguments]), date.today())
    _write(plan.output, document)
    return 0


def _write(output: Path, document: "StressDocument") -> None:
    from bonage_desktop.training.stress_plot import stress_png
    from bonage_desktop.training.stress_text import PICTURE, stress_text

    write_whole(output / "stress.json", json.dumps(document, ensure_ascii=False, indent=1).encode())
    write_whole(output / "stress.md", f"# Stress table\n\n{stress_text(document)}".encode())
    write_whole(output / PICTURE, stress_png(document))
    _say(f"Written to {output}: stress.json, stress.md, {PICTURE}.")


def _complained(error: BonageError, code: int) -> int:
    _say(f"{error.message} {error.hint} [{error.code}]")
    return code


def _say(text: str) -> None:
    sys.stderr.write(printable(text) + "\n")
    sys.stderr.flush()
