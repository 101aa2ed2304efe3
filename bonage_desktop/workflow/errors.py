"""What can go wrong in a use case, beyond what the floors below report."""

from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import paragraph, say
from bonage_desktop.workflow.log import report_hint


class WorkflowError(BonageError):
    """A use case that cannot go on as asked."""


def unexpected(file: Path) -> WorkflowError:
    """What a person is told of an image that met a fault of this program; the log has the rest."""
    return WorkflowError(
        "workflow.unexpected",
        say("{file} could not be assessed because of a fault in this program.", file=file),
        paragraph(report_hint(), say("Run `bonage doctor` to check the installation.")),
    )
