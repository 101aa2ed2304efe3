"""From a case to the report of its reading."""

from collections.abc import Mapping, Sequence

from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.reporting.report_content import Agreement, ReportContent
from bonage_desktop.sentences import say
from bonage_desktop.workflow.agreement import agreement_of
from bonage_desktop.workflow.case import Case, OtherFinding
from bonage_desktop.workflow.errors import WorkflowError

_SHORT_HASH = 8
"""Letters of the image's SHA-256 that tell its report from others."""


def report_name(case: Case) -> str:
    """What the file of a case's report is called, without its suffix; it names nobody.

    The day of the study and the beginning of the image's SHA-256 tell it from the reports of other cases.
    """
    day = None if case.known is None else case.known.study_date
    identity = case.sha256[:_SHORT_HASH] or f"case-{case.number}"
    return "-".join(("bone-age-report", *(() if day is None else (day.isoformat(),)), identity))


def report_of(
    case: Case | None, reader: str, words: Mapping[OtherFinding, str], earlier: Sequence[EarlierStudy]
) -> ReportContent:
    """What a report tells of this case.

    Args:
        case: the open case, or None.
        reader: whose draft it is, may be empty; one that is confirmed is reported by who confirmed it.
        words: how other findings are called.
        earlier: studies of the same child, oldest first.

    Raises:
        WorkflowError: there is no case, no image or no bone age to report (`workflow.nothing_to_report`).
    """
    if case is None or case.reading is None or case.known is None or not case.has_pixels:
        raise WorkflowError(
            "workflow.nothing_to_report",
            say("No case is open to report on."),
            say("Open a case and wait for its image."),
        )
    if case.reading.bone_age is None or case.reading.refusal is not None:
        raise WorkflowError(
            "workflow.nothing_to_report",
            say("{file} has no bone age yet, so there is nothing to report.", file=case.file.name),
            say("Give every bone a level and say the sex."),
        )
    confirmed = case.confirmation
    return ReportContent(
        radiograph=case.known,
        reading=case.reading,
        other_findings=tuple(words[finding] for finding in OtherFinding if finding in case.other_findings),
        remarks=case.remarks,
        reader=reader if confirmed is None else confirmed.by,
        confirmed_at=None if confirmed is None else confirmed.at,
        earlier=tuple(earlier),
        ticked=len(case.ticked),
        agreement=_agreement(case),
    )


def _agreement(case: Case) -> Agreement | None:
    found = agreement_of(case)
    return None if found is None else Agreement(found.equal, found.within_one, found.compared)
