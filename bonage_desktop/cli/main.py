"""`bonage`: finds out what was asked for, does it, and turns every failure into one sentence.

Commands are imported when they are asked for, so that `--help`, `score` and `standards`
load no network library.
"""

import logging
import os
from argparse import Namespace
from collections.abc import Sequence

from bonage_desktop.cli import screen as terminal
from bonage_desktop.cli.arguments import UsageError, parse
from bonage_desktop.cli.records_arguments import place_of
from bonage_desktop.cli.screen import Screen
from bonage_desktop.cli.speech import screen_for, spoken_language
from bonage_desktop.cli.window import OpenWindow, window
from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import say
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.sex import Sex
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.log import faults_logged, log_file
from bonage_desktop.workflow.settings_file import SettingsFile

logger = logging.getLogger("bonage_desktop.cli")


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command.

    Args:
        arguments: the words after `bonage`.
        open_window: shows the review window, where that is asked for.

    Returns:
        0 when all was done, 1 when some of it failed, 2 when the command was used wrongly.
    """
    terminal.make_streams_tolerant()
    settings = SettingsFile().read().settings
    screen = screen_for(spoken_language(arguments, settings, os.environ), settings)
    with faults_logged() as faults:
        code = _ended(arguments, open_window, screen)
    if faults.written:
        screen.tell(say("Details for a report are in {file}; nothing about a patient is.", file=log_file()))
    return code


def _ended(arguments: Sequence[str], open_window: OpenWindow, screen: Screen) -> int:
    try:
        code = _answered(arguments, open_window, screen)
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
        screen.complain(BonageError("cli.interrupted", say("Stopped by Ctrl+C."), say("Run the command again.")))
        code = 1
    except Exception:
        logger.exception("unexpected failure")
        screen.complain(
            BonageError(
                "cli.unexpected",
                say("This program has a fault and could not go on."),
                say("Report it with the log file; `bonage doctor` checks the installation."),
            )
        )
        code = 1
    return code


def _answered(arguments: Sequence[str], open_window: OpenWindow, screen: Screen) -> int:
    try:
        return _done(parse(arguments, screen.catalogue), open_window, screen)
    except SystemExit as answered:
        return answered.code if isinstance(answered.code, int) else 1


def _done(asked: Namespace, open_window: OpenWindow, screen: Screen) -> int:
    match asked.command:
        case "assess":
            from bonage_desktop.cli.assess import assess
            from bonage_desktop.cli.options import assess_options

            return assess(assess_options(asked), screen)
        case "anonymize":
            from bonage_desktop.cli.anonymize import anonymize

            return anonymize(asked, screen)
        case "score":
            from bonage_desktop.cli.score import score

            return score(asked.levels, Sex(asked.sex), asked.format, screen)
        case "standards" | "models" | "doctor":
            return _informed(asked, screen)
        case "cases" | "case" | "report" | "audit" | "backup" | "restore":
            return _kept(asked, screen)
        case _:
            return window(asked.files, DeviceChoice(asked.device), screen.language, place_of(asked), open_window)


def _informed(asked: Namespace, screen: Screen) -> int:
    match asked.command:
        case "standards":
            from bonage_desktop.cli.standards import standards

            language = Language(asked.language) if asked.language else _own_language(asked, screen)
            return standards(asked.standard, asked.format, asked.bone, language, screen)
        case "models":
            from bonage_desktop.cli.models import models

            return models(DeviceChoice(asked.device), screen)
        case _:
            from bonage_desktop.cli.doctor import doctor

            return doctor(screen)


def _kept(asked: Namespace, screen: Screen) -> int:
    match asked.command:
        case "cases":
            from bonage_desktop.cli.cases import cases

            return cases(asked, screen)
        case "case":
            from bonage_desktop.cli.case_transfer import case

            return case(asked, screen)
        case "report":
            from bonage_desktop.cli.report import report

            return report(asked, screen)
        case "audit":
            from bonage_desktop.cli.audit import audit

            return audit(asked, screen)
        case "backup":
            from bonage_desktop.cli.backups import backup_command

            return backup_command(asked, screen)
        case _:
            from bonage_desktop.cli.backups import restore_command

            return restore_command(asked, screen)


def _own_language(asked: Namespace, screen: Screen) -> Language:
    """What is for machines is the same everywhere."""
    return Language.EN if asked.format == "json" else screen.language
