"""What can go wrong in a use case, beyond what the floors below report."""

from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.workflow.log import report_hint


class WorkflowError(BonageError):
    """A use case that cannot go on as asked."""


def unexpected(file: Path) -> WorkflowError:
    """What a person is told of an image that met a fault of this program; the log has the rest."""
    return WorkflowError(
        "workflow.unexpected",
        f"{file} could not be assessed because of a fault in this program.",
        f"{report_hint()} Run `bonage doctor` to check the installation.",
    )
