"""What can go wrong in a use case, beyond what the floors below report."""

from bonage_desktop.errors import BonageError


class WorkflowError(BonageError):
    """A use case that cannot go on as asked."""
