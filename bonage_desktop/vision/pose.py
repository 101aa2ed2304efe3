"""What to say about how the hand lies in the image. The side comes from the tag or the reader; geometry only warns."""

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.sentences import say

COARSE_LENGTH = 170.0
"""Pixels from wrist to knuckle below which an image is coarser than training's: 13 of 1,103 hands have less."""
DOUBTFUL_LENGTH = 130.0
"""Pixels below which the reader is told; training hands: from 143."""


def side_notices(canonical: CanonicalTransform | None, laterality: Laterality | None) -> tuple[Notice, ...]:
    """A remark on a hand that looks like the other side.

    In a PA image of a left hand with its fingers up the thumb lies on the right.

    Args:
        canonical: how the hand is turned, or None where that is unknown.
        laterality: which hand tag or reader say it is, or None.
    """
    if canonical is None or laterality is None:
        return ()
    looks = Laterality.RIGHT if canonical.mirrored else Laterality.LEFT
    if laterality is looks:
        return ()
    message = say(
        "The hand is said to be the {told} one but looks like a {looks} one; or the image is mirrored.",
        told=laterality.word,
        looks=looks.word,
    )
    return (Notice("vision.side_unexpected", message),)


def negative_notices(*, is_negative: bool) -> tuple[Notice, ...]:
    """A remark on grey levels that were inverted though the file does not ask for it."""
    if not is_negative:
        return ()
    message = say("The image is a negative, though its file does not say so: its grey levels were inverted.")
    return (Notice("vision.negative", message),)


def coarse_notices(length: float) -> tuple[Notice, ...]:
    """A remark on a hand of few pixels.

    Args:
        length: of the hand in pixels (see `hand_length`).
    """
    if length >= DOUBTFUL_LENGTH:
        return ()
    message = say(
        "The image is coarse ({length:.0f} pixels from wrist to knuckle): levels may be off by one.", length=length
    )
    return (Notice("vision.coarse", message),)
