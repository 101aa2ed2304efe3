"""The words of a report; sentences with figures are in `report_phrases`."""

from collections.abc import Mapping
from dataclasses import dataclass

from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.chart_content import ChartWords
from bonage_desktop.reporting.words import RESEARCH_NOTICE
from bonage_desktop.sentences import Catalogue
from bonage_desktop.standards.sex import Sex


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Words in one language; `{0}` and so on are filled in by `report_phrases`.

    Attributes:
        comma: between parts of a list.
        semicolon: between parts that hold commas.
        draft: one word, written across a page that nobody confirmed.
        table: heads of the seven columns: number, bone, level, points, source, mass within one level, level before.
        patient: heads of the eight facts about child and study.
        result: heads of the facts beside the bone age: range, chronological age, difference, score, percentile, age by
            the other published table.
    """

    title: str
    draft: str
    not_confirmed: str
    confirmed: str
    ticked: str
    reader: str
    not_confirmed_yet: str
    confirmed_at: str
    notice: str
    not_known: str
    patient: tuple[str, str, str, str, str, str, str, str]
    result: tuple[str, str, str, str, str, str]
    bone_age: str
    method: str
    carpals: str
    sexes: Mapping[Sex, str]
    hands: Mapping[Laterality | None, str]
    view: str
    table: tuple[str, str, str, str, str, str, str]
    sources: Mapping[Source, str]
    sum: str
    deciding: str
    one_level: str
    other_findings: str
    none_stated: str
    remarks: str
    conclusion: str
    to_check: str
    and_more: str
    earlier: str
    earlier_study: str
    agreement: str
    networks: str
    standard: str
    audit_head: str
    comma: str
    semicolon: str
    chart: ChartWords


def report_words(catalogue: Catalogue) -> ReportWords:
    """The words of a report.

    Args:
        catalogue: of the report's language; the window may speak another.
    """
    words = catalogue.template
    return ReportWords(
        title=words("Bone age report"),
        draft=words("DRAFT"),
        not_confirmed=words("Draft: not confirmed by a reader."),
        confirmed=words("Confirmed by {0}, {1}."),
        ticked=words("Ticked as looked at: {0} of {1} bones."),
        reader=words("Reader"),
        not_confirmed_yet=words("not confirmed yet"),
        confirmed_at=words("Confirmed"),
        notice=catalogue.words(RESEARCH_NOTICE),
        not_known=words("not known"),
        patient=(
            words("Name"),
            words("Patient ID"),
            words("Birth date"),
            words("Sex"),
            words("Study date"),
            words("Accession"),
            words("Institution"),
            words("Image"),
        ),
        result=(
            words("80% range"),
            words("Chronological age"),
            words("Difference"),
            words("RUS score"),
            words("Percentile"),
            words("By the other published table"),
        ),
        bone_age=words("Bone age, RUS-CHN, 50th percentile"),
        method=words("RUS-CHN, 13 bones, 50th percentile"),
        carpals=words("Carpals not scored."),
        sexes={sex: catalogue.words(sex.word) for sex in Sex},
        hands={
            Laterality.LEFT: words("Left hand"),
            Laterality.RIGHT: words("Right hand"),
            None: words("Hand, side not known"),
        },
        view=words("{0}, {1}"),
        table=(
            "",
            words("Bone"),
            words("Level"),
            words("Points"),
            words("Set by"),
            words("Within ±1"),
            words("Earlier"),
        ),
        sources={source: catalogue.words(source.word) for source in Source},
        sum=words("Sum"),
        deciding=words("Bones that decide"),
        one_level=words("{0} {1} (one level: {2} y)"),
        other_findings=words("Other findings"),
        none_stated=words("none stated"),
        remarks=words("Remarks"),
        conclusion=words("Conclusion"),
        to_check=words("To check"),
        and_more=words("and {0} more lines in the case"),
        earlier=words("Earlier studies"),
        earlier_study=words("{0}: bone age {1} at {2}"),
        agreement=words("Graded before the model was shown: {0} of {2} levels the same, {1} within one level."),
        networks=words("Networks"),
        standard=words("Standard"),
        audit_head=words("Audit trail"),
        comma=words(", "),
        semicolon=words("; "),
        chart=_chart_words(catalogue),
    )


def _chart_words(catalogue: Catalogue) -> ChartWords:
    words = catalogue.template
    return ChartWords(
        score=words("RUS score"),
        age=words("age, years"),
        bone_age=words("bone age, years"),
        curves={Sex.MALE: words("boys P50"), Sex.FEMALE: words("girls P50")},
        years=words("{0} y"),
        child=words("age {0} y"),
        same=words("line: equal; shaded: ±1 and ±2 y"),
    )
