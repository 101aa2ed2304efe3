"""What can go wrong when weights are judged, beyond what the floors below report."""

from bonage_desktop.errors import BonageError


class TrainingError(BonageError):
    """An evaluation that cannot go on as asked."""


class UsageError(BonageError):
    """The command line was used wrongly: exit code 2."""
