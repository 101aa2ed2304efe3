"""`bonage cases`: the kept cases, as a table or as JSON."""

import json
from argparse import Namespace
from collections.abc import Sequence

from rich.table import Table

from bonage_desktop.assessment.override import Override
from bonage_desktop.cli.kept import Kept, opened
from bonage_desktop.cli.records_arguments import place_of
from bonage_desktop.cli.screen import Screen
from bonage_desktop.cli.site_summary import site_summary
from bonage_desktop.findings.person_name import readable_name
from bonage_desktop.findings.roi import Box
from bonage_desktop.records.json_values import Json
from bonage_desktop.records.listing import CaseQuery, CaseRow
from bonage_desktop.records.values import CaseStatus
from bonage_desktop.sentences import say, say_count
from bonage_desktop.standards.bones import Level

_AGE_DIGITS = 3
_SHORT = 8
_STATES = {
    CaseStatus.WAITING: say("waiting"),
    CaseStatus.TO_REVIEW: say("to review"),
    CaseStatus.NEEDS_SEX: say("needs the sex"),
    CaseStatus.INCOMPLETE: say("incomplete"),
    CaseStatus.REJECTED: say("rejected"),
    CaseStatus.CONFIRMED: say("confirmed"),
}


def cases(asked: Namespace, screen: Screen) -> int:
    """List the cases.

    Args:
        asked: the words of the command line.
        screen: what people read.

    Returns:
        0.

    Raises:
        RecordsError: the database cannot be used.
    """
    query = CaseQuery(
        text=asked.text,
        statuses=frozenset(CaseStatus(name) for name in asked.state or ()),
        since=asked.since,
        until=asked.until,
        accession_number=asked.accession,
    )
    if asked.summary:
        return site_summary(asked, screen)
    with opened(place_of(asked)) as kept:
        rows = kept.cases.rows(query)
        if asked.format == "json":
            screen.write(json.dumps(_documents(kept, rows), indent=1) + "\n")
        else:
            screen.show(_table(rows, screen))
            screen.tell(say_count("{count} case.", "{count} cases.", len(rows)))
    return 0


def _documents(kept: Kept, rows: Sequence[CaseRow]) -> list[Json]:
    changes = kept.cases.overrides()
    return [
        {
            "id": row.id,
            "file": row.file,
            "state": row.status.value,
            "sex": None if row.sex is None else row.sex.value,
            "score": row.score,
            "bone_age_years": None if row.bone_age_years is None else round(row.bone_age_years, _AGE_DIGITS),
            "overrides": [_override(change) for change in changes.get(row.id, ())],
            "confirmed_by": row.confirmed_by,
        }
        for row in rows
    ]


def _override(change: Override) -> Json:
    return {
        "kind": change.kind.value,
        "bone": None if change.bone is None else change.bone.key,
        "old": _value(change.old),
        "new": _value(change.new),
        "by": change.by,
        "at": change.at.isoformat(),
        "why": change.why,
    }


def _value(value: object) -> Json:
    if isinstance(value, Level):
        return value.index
    if isinstance(value, Box):
        return [round(corner, 2) for corner in value.corners]
    return None if value is None else str(value)


def _table(rows: Sequence[CaseRow], screen: Screen) -> Table:
    table = Table(box=None, pad_edge=False)
    heads = (say("Case"), say("Name"), say("Study"), say("State"), say("Score"), say("Bone age"), say("Confirmed by"))
    for head in heads:
        table.add_column(screen.words(head), no_wrap=head is heads[0])
    for row in rows:
        table.add_row(
            row.id[:_SHORT],
            readable_name(row.patient_name) or row.file,
            "" if row.study_date is None else row.study_date.isoformat(),
            screen.words(_STATES[row.status]),
            "" if row.score is None else str(row.score),
            "" if row.bone_age_years is None else f"{row.bone_age_years:.1f}",
            row.confirmed_by or "",
        )
    return table
