"""Every way in which the engine fails beside what the pipeline reports, in one place."""

from pathlib import Path

from bonage_desktop.workflow.errors import WorkflowError

_CHECK = "run `bonage doctor` to check the installation and the memory"


def died(file: Path, how: str) -> WorkflowError:
    """The child ended in the middle of a run; `how` says by what."""
    return WorkflowError(
        "workflow.engine_died",
        f"{file} could not be assessed: the process that runs the networks ended ({how}).",
        f"Assess it again, the networks are loaded afresh; if it fails again, {_CHECK}.",
    )


def died_loading(how: str) -> WorkflowError:
    """The child ended while it loaded the networks; `how` says by what."""
    return WorkflowError(
        "workflow.engine_died",
        f"The process that runs the networks ended while it loaded them ({how}).",
        f"Close other programs and assess again; if it fails again, {_CHECK}.",
    )


def too_slow(file: Path, seconds: float) -> WorkflowError:
    """A run had no end."""
    return WorkflowError(
        "workflow.engine_too_slow",
        f"{file} was not assessed within {seconds:g} seconds, so the process that runs the networks was ended.",
        "Assess it again when the computer is less busy, or place boxes and levels by hand.",
    )


def loading_too_slow(seconds: float) -> WorkflowError:
    """Loading had no end."""
    return WorkflowError(
        "workflow.engine_too_slow",
        f"The networks were not loaded within {seconds:g} seconds, so the process that loads them was ended.",
        "Assess again when the computer is less busy.",
    )


def unavailable(how: str) -> WorkflowError:
    """The child did not start, or met a fault of the program while it loaded; `how` names it."""
    return WorkflowError(
        "workflow.engine_unavailable",
        f"The process that runs the networks did not start ({how}).",
        f"Place boxes and levels by hand meanwhile, and {_CHECK}.",
    )
