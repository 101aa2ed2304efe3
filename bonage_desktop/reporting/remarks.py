"""Notices where there is no room for all of their sentences: a row of a table, the foot of a picture."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bonage_desktop.findings.notice import Notice, Weight
from bonage_desktop.sentences import say

CONTRADICTION = say("Contradiction")
"""The word that comes before one, so that colour never stands alone."""

_SHORT: Mapping[str, str] = {
    "assessment.level_implausible": say("odd level"),
    "assessment.sources_disagree": say("two published ages"),
    "vision.coarse": say("coarse image"),
    "vision.hand_presumed": say("which hand was presumed"),
    "vision.roi_at_edge": say("bone at the edge"),
    "vision.roi_inferred": say("bone inferred"),
    "vision.roi_unsure": say("box unsure"),
    "vision.roi_obscured": say("bone obscured"),
    "vision.roi_missing": say("bone not found"),
    "vision.roi_out_of_view": say("bone out of view"),
    "vision.side_unexpected": say("looks like the other hand"),
    "workflow.inferred_supplied": say("inferred bone handed in"),
    "workflow.nothing_supplied": say("nothing handed in"),
}


def contradictions(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Those that must be said before the age, in their order."""
    return _of(Weight.CONTRADICTION, notices)


def doubts(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Those that are worth another look at the image, in their order."""
    return _of(Weight.DOUBT, notices)


def short_words(notice: Notice) -> str:
    """A notice in a few words: what the other source claims, else the words of its code."""
    return notice.claim or _SHORT.get(notice.code) or notice.code.partition(".")[2].replace("_", " ")


def contradiction_words(notice: Notice) -> str:
    """A contradiction in one sentence that says that it is one."""
    return say("{word}: {sentence}", word=CONTRADICTION, sentence=notice.message)


def counted(notices: Iterable[Notice]) -> tuple[str, ...]:
    """The short words of each notice, once, with how often they apply where that is more than once."""
    return tuple(
        words if times == 1 else say("{times} × {words}", times=times, words=words)
        for words, times in Counter(map(short_words, notices)).items()
    )


def _of(weight: Weight, notices: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple(notice for notice in notices if notice.weight is weight)
