"""From a case to the report of its reading: a draft, or a final one where nothing stands in its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.reporting.report_content import Agreement, ReportContent
from bonage_desktop.sentences import say
from bonage_desktop.standards.percentiles import PercentileTable
from bonage_desktop.workflow.agreement import agreement_of
from bonage_desktop.workflow.case import Case, OtherFinding
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.obstacles import before_age, before_final_report

_SHORT_HASH = 8
"""Letters of the image's SHA-256 that tell its report from others."""

FINDING_WORDS: Mapping[OtherFinding, str] = {
    OtherFinding.IMAGE_QUALITY: say("Image quality limits the reading"),
    OtherFinding.ADDUCTOR_SESAMOID: say("Adductor sesamoid present"),
    OtherFinding.SHORT_FOURTH_METACARPAL: say("Short 4th metacarpal"),
    OtherFinding.CONE_EPIPHYSIS: say("Cone epiphysis"),
    OtherFinding.MADELUNG: say("Madelung deformity"),
    OtherFinding.RICKETS: say("Signs of rickets"),
    OtherFinding.FRACTURE: say("Fracture"),
}
"""How the findings are called, on the screen and in reports."""


class ReportKind(StrEnum):
    """Which report is asked for; a draft says of itself that it is one."""

    DRAFT = "draft"
    FINAL = "final"

    @classmethod
    def of(cls, case: Case | None) -> "ReportKind":
        """The report that a reader expects of this case: final once it is confirmed."""
        return cls.DRAFT if case is None or case.confirmation is None else cls.FINAL


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What a report tells that the case does not have.

    Attributes:
        reader: whose draft it is, may be empty; a final report has who confirmed it.
        earlier: studies of the same child, oldest first.
        percentiles: the site's own table, or None.
        audit_head: where the trail tells of the signature, or empty; drafts have none.
        are_levels_hidden: grade first, and the reader has not graded every bone yet: nothing may be told.
        ages: how ages are written.
    """

    reader: str = ""
    earlier: tuple[EarlierStudy, ...] = ()
    percentiles: PercentileTable | None = None
    audit_head: str = ""
    are_levels_hidden: bool = False
    ages: AgeNotation = AgeNotation.DECIMAL


def report_name(case: Case) -> str:
    """What the file of a case's report is called, without its suffix; it names nobody.

    The day of the study and the beginning of the image's SHA-256 tell it from the reports of other cases.
    """
    day = None if case.known is None else case.known.study_date
    identity = case.sha256[:_SHORT_HASH] or f"case-{case.number}"
    return "-".join(("bone-age-report", *(() if day is None else (day.isoformat(),)), identity))


def report_of(case: Case | None, kind: ReportKind, beside: Beside) -> ReportContent:
    """What a report tells of this case.

    Args:
        case: the case, or None where none is open.
        kind: draft or final.
        beside: what the case does not have.

    Raises:
        WorkflowError: there is no case (`workflow.nothing_to_report`), or something stands in the way of such a report:
            the codes of `Missing`.
    """
    if case is None:
        raise WorkflowError(
            "workflow.nothing_to_report",
            say("No case is open to report on."),
            say("Open a case and wait for its image."),
        )
    rule = before_final_report if kind is ReportKind.FINAL else before_age
    obstacle = rule(case, are_levels_hidden=beside.are_levels_hidden)
    if obstacle is not None:
        raise WorkflowError(obstacle.missing.value, _refused(case, kind, obstacle.reason), obstacle.hint)
    if case.reading is None or case.known is None:
        raise AssertionError("a case with an age was read")
    signed = case.confirmation if kind is ReportKind.FINAL else None
    return ReportContent(
        radiograph=case.known,
        reading=case.reading,
        other_findings=tuple(FINDING_WORDS[finding] for finding in OtherFinding if finding in case.other_findings),
        remarks=case.remarks,
        reader=beside.reader if signed is None else signed.by,
        confirmed_at=None if signed is None else signed.at,
        earlier=beside.earlier,
        ticked=len(case.ticked),
        agreement=_agreement(case),
        percentiles=beside.percentiles,
        audit_head="" if signed is None else beside.audit_head,
        ages=beside.ages,
    )


def _refused(case: Case, kind: ReportKind, reason: str) -> str:
    if kind is ReportKind.FINAL:
        return say("{file} has no final report yet: {reason}.", file=case.file.name, reason=reason)
    return say("{file} has no report yet: {reason}.", file=case.file.name, reason=reason)


def _agreement(case: Case) -> Agreement | None:
    found = agreement_of(case)
    return None if found is None else Agreement(found.equal, found.within_one, found.compared)
