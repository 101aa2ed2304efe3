"""What to say about how the hand lies in the image. The side comes from the tag or the reader; geometry only warns."""

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import Laterality

COARSE_LENGTH = 170.0
"""Pixels from wrist to knuckle below which an image is coarser than training's: 99 % of 1,103 hands have more."""
DOUBTFUL_LENGTH = 130.0
"""Pixels below which the reader is told; training hands: from 133."""


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
    message = f"The hand is said to be the {laterality} one but looks like a {looks} one; or the image is mirrored."
    return (Notice("vision.side_unexpected", message),)


def view_notices(*, negative: bool, length: float) -> tuple[Notice, ...]:
    """Remarks on a negative and on a coarse image.

    Args:
        negative: the grey levels were inverted because no hand was to be seen otherwise.
        length: of the hand in pixels.
    """
    notices: list[Notice] = []
    if negative:
        message = "The image is a negative, though its file does not say so: its grey levels were inverted."
        notices.append(Notice("vision.negative", message))
    if length < DOUBTFUL_LENGTH:
        message = f"The image is coarse ({length:.0f} pixels from wrist to knuckle): levels may be off by one."
        notices.append(Notice("vision.coarse", message))
    return tuple(notices)
