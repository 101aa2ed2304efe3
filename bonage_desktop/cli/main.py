"""`bonage`: finds out what was asked for, does it, and turns every failure into one sentence.

Commands are imported when they are asked for, so that `--help`, `score` and `standards`
load no network library.
"""

import logging
from argparse import Namespace
from collections.abc import Sequence

from bonage_desktop.cli import screen
from bonage_desktop.cli.arguments import UsageError, parse
from bonage_desktop.cli.window import OpenWindow, window
from bonage_desktop.errors import BonageError
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.sex import Sex
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.log import faults_logged, log_file

logger = logging.getLogger("bonage_desktop.cli")


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command.

    Args:
        arguments: the words after `bonage`.
        open_window: shows the review window, where that is asked for.

    Returns:
        0 when all was done, 1 when some of it failed, 2 when the command was used wrongly.
    """
    screen.make_streams_tolerant()
    with faults_logged() as faults:
        code = _ended(arguments, open_window)
    if faults.written:
        screen.say(f"Details for a report are in {log_file()}; nothing about a patient is.")
    return code


def _ended(arguments: Sequence[str], open_window: OpenWindow) -> int:
    try:
        code = _answered(arguments, open_window)
        screen.write("")
    except BrokenPipeError:
        code = 1
    except UsageError as error:
        screen.complain(error)
        code = 2
    except BonageError as error:
        screen.complain(error)
        code = 1
    except KeyboardInterrupt:
        screen.complain(BonageError("cli.interrupted", "Stopped by Ctrl+C.", "Run the command again."))
        code = 1
    except Exception:
        logger.exception("unexpected failure")
        screen.complain(
            BonageError(
                "cli.unexpected",
                "This program has a fault and could not go on.",
                "Report it with the log file; `bonage doctor` checks the installation.",
            )
        )
        code = 1
    return code


def _answered(arguments: Sequence[str], open_window: OpenWindow) -> int:
    try:
        return _done(parse(arguments), open_window)
    except SystemExit as answered:
        return answered.code if isinstance(answered.code, int) else 1


def _done(asked: Namespace, open_window: OpenWindow) -> int:
    match asked.command:
        case "assess":
            from bonage_desktop.cli.assess import assess
            from bonage_desktop.cli.options import assess_options

            return assess(assess_options(asked))
        case "score":
            from bonage_desktop.cli.score import score

            return score(asked.levels, Sex(asked.sex), asked.format)
        case "standards":
            from bonage_desktop.cli.standards import standards

            return standards(asked.standard, asked.format, asked.bone, Language(asked.language))
        case "models":
            from bonage_desktop.cli.models import models

            return models(DeviceChoice(asked.device))
        case "doctor":
            from bonage_desktop.cli.doctor import doctor

            return doctor()
        case _:
            return window(asked.files, DeviceChoice(asked.device), open_window)
