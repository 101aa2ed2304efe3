"""Failures of the vision floor, and how a failing network becomes one."""

from collections.abc import Generator
from contextlib import contextmanager

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.sentences import say


class VisionError(BonageError):
    """Weights that cannot be used, a device that is not there, a network that stopped, unusable input to a stage."""


class NetworkError(VisionError):
    """A network raised while it ran (`vision.network_failed`); its instance must not be used again."""


@contextmanager
def network_runs(stage: Stage, file: str) -> Generator[None]:
    """Turns whatever a network raises inside the block into a `NetworkError`.

    A network runs third-party code that documents none of its exceptions, so all of them are meant.

    Args:
        stage: whose network runs.
        file: name of the image, for the message.

    Raises:
        NetworkError: the block raised.
    """
    try:
        yield
    except Exception as fault:
        raise NetworkError(
            "vision.network_failed",
            say(
                "The network of stage {stage!r} stopped on {file} ({clue}).",
                stage=stage.value,
                file=file,
                clue=type(fault).__name__,
            ),
            say("Run `bonage doctor`; if it finds nothing, try --device cpu, or place boxes and levels by hand."),
        ) from fault
