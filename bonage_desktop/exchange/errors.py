"""What can go wrong between this program and a hospital."""

from bonage_desktop.errors import BonageError


class ExchangeError(BonageError):
    """Something that cannot be handed on as it is."""
