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
    "assessment.age_outside_tested_range": say("age outside tested range"),
    "assessment.bone_age_outside_tested_range": say("bone age outside tested range"),
    "assessment.read_after_rejection": say("read after rejection"),
    "imaging.age_disagrees": say("age disagrees"),
    "imaging.age_implausible": say("age implausible"),
    "imaging.age_missing": say("age missing"),
    "imaging.birth_date_missing": say("birth date missing"),
    "imaging.body_part_unexpected": say("body part unexpected"),
    "imaging.both_hands": say("both hands"),
    "imaging.charset_doubtful": say("charset doubtful"),
    "imaging.charset_missing": say("charset missing"),
    "imaging.charset_unknown": say("charset unknown"),
    "imaging.charset_wrong": say("charset wrong"),
    "imaging.colour_converted": say("colour converted"),
    "imaging.date_invalid": say("date invalid"),
    "imaging.dates_contradict": say("dates contradict"),
    "imaging.flat_image": say("flat image"),
    "imaging.for_processing": say("for processing"),
    "imaging.laterality_contradicts": say("laterality contradicts"),
    "imaging.laterality_invalid": say("laterality invalid"),
    "imaging.laterality_missing": say("laterality missing"),
    "imaging.modality_unexpected": say("modality unexpected"),
    "imaging.narrow_range": say("narrow range"),
    "imaging.no_window": say("no window"),
    "imaging.patient_age_invalid": say("patient age invalid"),
    "imaging.pixels_not_square": say("pixels not square"),
    "imaging.presentation_lut_ignored": say("presentation lut ignored"),
    "imaging.rescale_invalid": say("rescale invalid"),
    "imaging.sex_invalid": say("sex invalid"),
    "imaging.sex_missing": say("sex missing"),
    "imaging.sex_other": say("sex other"),
    "imaging.spacing_invalid": say("spacing invalid"),
    "imaging.spacing_missing": say("spacing missing"),
    "imaging.spacing_reference_unsaid": say("spacing reference unsaid"),
    "imaging.study_date_in_future": say("study date in the future"),
    "imaging.study_date_missing": say("study date missing"),
    "imaging.view_unexpected": say("view unexpected"),
    "imaging.voi_function_unknown": say("voi function unknown"),
    "imaging.voi_lut_invalid": say("voi lut invalid"),
    "imaging.window_invalid": say("window invalid"),
    "vision.coarse": say("coarse image"),
    "vision.hand_presumed": say("which hand was presumed"),
    "vision.noisy": say("noisy"),
    "vision.negative": say("negative"),
    "vision.network_reloaded": say("network reloaded"),
    "vision.cuda_failed": say("cuda failed"),
    "vision.roi_at_edge": say("bone at the edge"),
    "vision.roi_inferred": say("bone inferred"),
    "vision.roi_unsure": say("box unsure"),
    "vision.roi_obscured": say("bone obscured"),
    "vision.roi_missing": say("bone not found"),
    "vision.roi_out_of_view": say("bone out of view"),
    "vision.side_unexpected": say("looks like the other hand"),
    "workflow.birth_date_after_study": say("birth date after study"),
    "workflow.file_changed": say("file changed"),
    "workflow.inferred_supplied": say("inferred bone handed in"),
    "workflow.label_ignored": say("label ignored"),
    "workflow.no_study_date": say("no study date"),
    "workflow.nothing_supplied": say("nothing handed in"),
    "workflow.read_after_rejection": say("read after rejection"),
    "workflow.refused_supplied": say("refused supplied"),
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
