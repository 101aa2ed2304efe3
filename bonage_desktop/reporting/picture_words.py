"""What both pictures say about the child and about doubts. No name, identifier or file name is among it."""

from dataclasses import dataclass

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.notice import Weight
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.document import notices
from bonage_desktop.reporting.drawing import Lettering, wrapped
from bonage_desktop.reporting.remarks import contradiction_words, contradictions, doubts
from bonage_desktop.reporting.words import child_age_words, difference_words
from bonage_desktop.sentences import Catalogue, say

_MOST = 3
ALARM = Lettering(14.5, palette.NOTICE, bold=True)
DOUBT = Lettering(14.5, palette.NOTICE)


@dataclass(frozen=True, slots=True)
class PictureNotices:
    """The notices worth a look, as lines of a given width.

    Attributes:
        contradictions: to be drawn in `ALARM`, before the age.
        doubts: to be drawn in `DOUBT`; the last says how many notices are left out.
    """

    contradictions: tuple[str, ...]
    doubts: tuple[str, ...]


def picture_notices(radiograph: Radiograph, reading: Reading, width: float, catalogue: Catalogue) -> PictureNotices:
    """The first three contradictions and doubts, and how many more there are.

    Args:
        radiograph: the image.
        reading: what was found in it.
        width: of a line in pixels.
        catalogue: of their language.
    """
    told = notices(radiograph, reading)
    weighty = (*contradictions(told), *doubts(told))
    above = [contradiction_words(notice) for notice in weighty[:_MOST] if notice.weight is Weight.CONTRADICTION]
    below = [notice.message for notice in weighty[:_MOST] if notice.weight is Weight.DOUBT]
    if len(weighty) > _MOST:
        below.append(say("and {left} more", left=len(weighty) - _MOST))
    return PictureNotices(
        tuple(line for words in above for line in wrapped(catalogue.words(words), ALARM, width)),
        tuple(line for words in below for line in wrapped(catalogue.words(words), DOUBT, width)),
    )


def child_words(radiograph: Radiograph, reading: Reading) -> str:
    """The child's age with its difference to the bone age, as far as they are known, and the side."""
    side = (
        say("side not known") if radiograph.laterality is None else say("{side} hand", side=radiograph.laterality.word)
    )
    if radiograph.age is None:
        return say("Child's age not known  ·  {side}", side=side)
    age = child_age_words(radiograph.age)
    if reading.bone_age is None:
        return say("Child's age {age}  ·  {side}", age=age, side=side)
    difference = difference_words(reading.bone_age.years, radiograph.age.years)
    return say("Child's age {age}; the bone age is {difference}  ·  {side}", age=age, difference=difference, side=side)
