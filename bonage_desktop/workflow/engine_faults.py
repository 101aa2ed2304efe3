"""Every way in which the engine fails beside what the pipeline reports, in one place."""

from pathlib import Path

from bonage_desktop.imaging.spawning import end_in_words
from bonage_desktop.sentences import paragraph, say
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.log import log_file


def died(file: Path, how: str) -> WorkflowError:
    """The child ended in the middle of a run; `how` as `how_it_ended` says it."""
    return WorkflowError(
        "workflow.engine_died",
        say(
            "{file} could not be assessed: the process that runs the networks {ended}.",
            file=file,
            ended=end_in_words(how),
        ),
        paragraph(
            say("Nothing that you entered is lost, and the networks are loaded again by themselves."),
            say("Close other programs and assess it again."),
            _again(),
        ),
    )


def died_loading(how: str) -> WorkflowError:
    """The child ended while it loaded the networks; `how` as `how_it_ended` says it."""
    return WorkflowError(
        "workflow.engine_died",
        say("The networks could not be loaded: the process that runs them {ended}.", ended=end_in_words(how)),
        paragraph(say("Nothing that you entered is lost. Close other programs and assess again."), _again()),
    )


def too_slow(file: Path, seconds: float) -> WorkflowError:
    """A run had no end."""
    return WorkflowError(
        "workflow.engine_too_slow",
        say(
            "{file} was not assessed within {seconds:g} seconds, so the process that runs the networks was ended.",
            file=file,
            seconds=seconds,
        ),
        say("Assess it again when the computer is less busy, or place boxes and levels by hand."),
    )


def loading_too_slow(seconds: float) -> WorkflowError:
    """Loading had no end."""
    return WorkflowError(
        "workflow.engine_too_slow",
        say(
            "The networks were not loaded within {seconds:g} seconds, so the process that loads them was ended.",
            seconds=seconds,
        ),
        say("Assess again when the computer is less busy."),
    )


def not_started() -> WorkflowError:
    """The child did not start, or met a fault of the program while it loaded; the log says which."""
    return WorkflowError(
        "workflow.engine_unavailable",
        say("The networks could not be started."),
        paragraph(say("Place boxes and levels by hand meanwhile."), _again()),
    )


def _again() -> str:
    return say("If it happens again, run `bonage doctor`; the log file is {file}.", file=log_file())
