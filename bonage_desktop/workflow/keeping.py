"""Between a case of the window or a batch and what is kept of it. No database here: `records` has that."""

from dataclasses import dataclass, replace
from datetime import datetime

from bonage_desktop.assessment.reading import Reading, Standards
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.records.changes import SaveReading
from bonage_desktop.records.listing import CaseQuery
from bonage_desktop.records.values import (
    CaseId,
    CaseStatus,
    EarlierReading,
    KeptCase,
    KeptReading,
    ReadingKind,
    Signature,
    Work,
)
from bonage_desktop.workflow.case import Case, CaseState, Confirmation, OtherFinding
from bonage_desktop.workflow.case_intake import is_touched, put_away, taken_out
from bonage_desktop.workflow.drawn_boxes import empty_findings, looks_kept
from bonage_desktop.workflow.facts import Facts, with_reader_facts
from bonage_desktop.workflow.outcome import Outcome
from bonage_desktop.workflow.worklist import CaseFilter

_STATUS = {
    CaseState.WAITING: CaseStatus.WAITING,
    CaseState.CANCELLED: CaseStatus.WAITING,
    CaseState.READING: CaseStatus.WAITING,
    CaseState.FAILED: CaseStatus.WAITING,
    CaseState.TO_REVIEW: CaseStatus.TO_REVIEW,
    CaseState.NEEDS_SEX: CaseStatus.NEEDS_SEX,
    CaseState.INCOMPLETE: CaseStatus.INCOMPLETE,
    CaseState.REJECTED: CaseStatus.REJECTED,
    CaseState.CONFIRMED: CaseStatus.CONFIRMED,
}
_KNOWN_FINDINGS = {finding.value: finding for finding in OtherFinding}


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the next saving of a case goes.

    Attributes:
        case: names the kept case.
        based_on: the version that was read; 0 for a case that is not kept yet.
        number: of the reading.
        kind: of the reading.
        amends: the confirmed reading that it amends, or None.
    """

    case: CaseId
    based_on: int = 0
    number: int = 1
    kind: ReadingKind = ReadingKind.FIRST
    amends: int | None = None

    @classmethod
    def of(cls, kept: KeptCase) -> "Slot":
        """To go on with the last reading of a case."""
        last = kept.current
        return cls(kept.id, kept.version, last.number, last.kind, last.amends)

    def amending(self) -> "Slot":
        """After *Amend*: the next reading, which names this one."""
        return replace(self, number=self.number + 1, amends=self.number)

    def another(self, kind: ReadingKind) -> "Slot":
        """The next reading of the same image, by a second reader or by consensus."""
        return replace(self, number=self.number + 1, kind=kind, amends=None)


def saving(case: Case, slot: Slot, by: str, at: datetime) -> SaveReading | None:
    """The change that keeps a case as it is; None while its image is not decoded.

    Args:
        case: open or put away.
        slot: where it goes.
        by: the reader.
        at: when, with a time zone.
    """
    whole = taken_out(case)
    if whole.radiograph is None or whole.reading is None or whole.known is None:
        return None
    image, known = (_as_read(without_pixels(one), whole) for one in (whole.radiograph, whole.known))
    return SaveReading(slot.case, slot.based_on, image, known, _kept(whole, whole.reading, slot, by), by, at)


def saving_of_outcome(outcome: Outcome, slot: Slot, standards: Standards, by: str, at: datetime) -> SaveReading | None:
    """The change that keeps one image of a batch; None where it could not be decoded.

    Args:
        outcome: what became of it; an image that was refused, or needs the reader, is kept as such.
        slot: where it goes.
        standards: what to score with, where no reading was begun.
        by: who ran the batch.
        at: when, with a time zone.
    """
    image = outcome.radiograph
    if image is None:
        return None
    begun = Reading.begin(empty_findings(), image.sex, image.sex_source, standards)
    is_assessed = outcome.reading is not None
    reading = outcome.reading or begun
    case = Case(1, outcome.file, image, reading, is_assessed, sha256=image.provenance.sha256)
    return saving(case, slot, by, at)


def reopened(kept: KeptCase, number: int, reading: KeptReading | None = None) -> Case:
    """A kept case as the window opens it: without pixels, which its file has.

    Args:
        kept: the case.
        number: names it while the program runs.
        reading: one of its readings; None: the last.
    """
    return _case_of(kept.image, kept.current if reading is None else reading, number)


def earlier_case(earlier: EarlierReading, number: int) -> Case:
    """A confirmed reading of an earlier study, as a case to compare with.

    Args:
        earlier: the reading.
        number: names it while the program runs.
    """
    return _case_of(earlier.image, earlier.reading, number)


def _case_of(image: Radiograph, told: KeptReading, number: int) -> Case:
    work, signature = told.work, told.signature
    return put_away(
        Case(
            number=number,
            file=image.provenance.file,
            radiograph=image,
            reading=told.reading,
            is_assessed=work.is_assessed,
            facts=Facts(work.birth_date, work.study_date, work.laterality),
            ticked=work.ticked,
            first_grades=work.first_grades,
            other_findings=frozenset(_KNOWN_FINDINGS[key] for key in work.other_findings if key in _KNOWN_FINDINGS),
            remarks=work.remarks,
            confirmation=None if signature is None else Confirmation(signature.by, signature.at),
            compared_with=work.compared_with,
            was_confirmed=told.amends is not None,
            sha256=image.provenance.sha256,
            own_findings=told.own_findings,
            looks=looks_kept(told.reading, told.own_findings),
        )
    )


def blinded(kept: KeptCase, number: int) -> Case:
    """The case for a second reader: what the networks found, and nothing of what the first reader did.

    Args:
        kept: with a first reading.
        number: names it while the program runs.
    """
    first = kept.readings[0]
    findings = first.own_findings or first.reading.findings
    reading = Reading.begin(findings, first.reading.given_sex, first.reading.given_sex_source, first.reading.standards)
    image = kept.image
    own = Case(number, image.provenance.file, image, reading, first.work.is_assessed)
    return put_away(replace(own, sha256=image.provenance.sha256))


def query_of(wanted: CaseFilter) -> CaseQuery:
    """The kept cases that a filter of the list means; a state that no kept case has is none of theirs."""
    kept = {status.value: status for status in CaseStatus}
    statuses = frozenset(kept[state.value] for state in wanted.states if state.value in kept)
    return CaseQuery(wanted.text, statuses, wanted.since, wanted.until)


def known_of(kept: KeptCase) -> Radiograph:
    """The image with the dates and side of the last reader."""
    work = kept.current.work
    return with_reader_facts(kept.image, Facts(work.birth_date, work.study_date, work.laterality))


def without_pixels(radiograph: Radiograph) -> Radiograph:
    """What its file says, alone."""
    put = put_away(Case(1, radiograph.provenance.file, radiograph)).radiograph
    return radiograph if put is None else put


def _as_read(image: Radiograph, case: Case) -> Radiograph:
    """With the whole path of its file, for the program may be started elsewhere, and the bytes that were read first."""
    known = image.provenance
    provenance = replace(known, file=case.file.absolute(), sha256=case.sha256 or known.sha256)
    return replace(image, provenance=provenance)


def _kept(case: Case, reading: Reading, slot: Slot, by: str) -> KeptReading:
    confirmed = case.confirmation
    work = Work(
        birth_date=case.facts.birth_date,
        study_date=case.facts.study_date,
        laterality=case.facts.laterality,
        ticked=case.ticked,
        first_grades=case.first_grades,
        compared_with=case.compared_with,
        other_findings=frozenset(finding.value for finding in case.other_findings),
        remarks=case.remarks,
        is_assessed=case.is_assessed,
    )
    return KeptReading(
        number=slot.number,
        kind=slot.kind,
        amends=slot.amends,
        reader=by if confirmed is None and is_touched(case) else "" if confirmed is None else confirmed.by,
        reading=reading,
        own_findings=case.own_findings,
        work=work,
        status=_STATUS[case.state],
        signature=None if confirmed is None else Signature(confirmed.by, confirmed.at),
    )
