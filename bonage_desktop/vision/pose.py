"""What to say about how the hand lies in the image. The side comes from the tag or the reader; geometry only warns."""

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import Laterality

MAX_TURN_DEGREES = 35.0
"""Turn from which the reader is told; labelled boxes of 988 training hands: at most 32°, the 99th percentile 22°."""


def pose_notices(canonical: CanonicalTransform | None, laterality: Laterality | None) -> tuple[Notice, ...]:
    """Remarks on a turned hand, and on one that looks like the other side.

    In a PA image of a left hand with its fingers up the thumb lies on the right.

    Args:
        canonical: how the hand is turned, or None where that is unknown.
        laterality: which hand tag or reader say it is, or None.
    """
    if canonical is None:
        return ()
    notices: list[Notice] = []
    turn = abs(canonical.rotation_degrees)
    if turn > MAX_TURN_DEGREES:
        message = f"The hand is turned by {turn:.0f}° in the image: the networks know upright hands, the age may drift."
        notices.append(Notice("vision.hand_turned", message))
    looks = Laterality.RIGHT if canonical.mirrored else Laterality.LEFT
    if laterality is not None and laterality is not looks:
        message = f"The hand is said to be the {laterality} one but looks like a {looks} one; or the image is mirrored."
        notices.append(Notice("vision.side_unexpected", message))
    return tuple(notices)
