"""`bonage report`: reports of kept cases as files, each noted in the audit trail."""

import hashlib
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from bonage_desktop.cli.kept import Kept, now, opened, reader
from bonage_desktop.cli.records_arguments import place_of
from bonage_desktop.cli.screen import Screen
from bonage_desktop.errors import BonageError
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.records.changes import NoteExport
from bonage_desktop.records.signatures import signature_place
from bonage_desktop.records.values import KeptCase
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.reporting.files import try_folder, write_whole
from bonage_desktop.reporting.formats import ReportFormat, report_file
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.sentences import say
from bonage_desktop.standards.percentile_table import read_percentiles
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_intake import begin
from bonage_desktop.workflow.case_report import Beside, ReportKind, report_name, report_of
from bonage_desktop.workflow.keeping import earlier_case, reopened
from bonage_desktop.workflow.prior import confirmed_before
from bonage_desktop.workflow.report_pages import page_setup
from bonage_desktop.workflow.settings import Settings
from bonage_desktop.workflow.settings_file import SettingsFile


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked for: which report, as which files, where to, on which page, with which settings."""

    kind: ReportKind
    formats: Sequence[ReportFormat]
    output: Path
    setup: PageSetup
    beside: Beside


def report(asked: Namespace, screen: Screen) -> int:
    """Write the reports.

    Args:
        asked: the words of the command line.
        screen: what people read.

    Returns:
        0 when every report was written and noted, else 1.

    Raises:
        RecordsError: the database cannot be used.
        OutputError: the folder cannot be written to.
        ReportError: the logo that is set cannot be used.
        PercentileError: the site's table that is set cannot be used.
    """
    wanted = _wanted(asked, SettingsFile().read().settings)
    try_folder(wanted.output)
    failed = 0
    with opened(place_of(asked)) as kept, closing(Decoder()) as decoder:
        for name in asked.cases:
            try:
                for file in _written(kept, name, wanted, decoder, screen):
                    screen.tell(say("{file} is written.", file=file))
            except BonageError as error:
                failed += 1
                screen.complain(error, name)
    return 1 if failed else 0


def _wanted(asked: Namespace, settings: Settings) -> _Wanted:
    by_key = {one.key: one for one in ReportFormat}
    table = settings.percentile_table
    return _Wanted(
        kind=ReportKind.DRAFT if asked.draft else ReportKind.FINAL,
        formats=[by_key[key] for key in dict.fromkeys(asked.formats or (ReportFormat.PDF.key,))],
        output=asked.output,
        setup=page_setup(settings),
        beside=Beside(settings.reader, percentiles=None if table is None else read_percentiles(table)),
    )


def _written(kept: Kept, name: str, wanted: _Wanted, decoder: Decoder, screen: Screen) -> Iterator[Path]:
    told = kept.cases.case(kept.cases.named(name))
    case = reopened(told, 1)
    content = report_of(case, wanted.kind, _beside(kept, told, wanted))  # refused before the image is looked for
    if any(one.shows_image for one in wanted.formats):
        content = _with_image(content, case, kept, decoder)
    for report_format in wanted.formats:
        packed = report_file(content, report_format, screen.language, wanted.setup)
        file = wanted.output / f"{report_name(case)}{report_format.suffix}"
        write_whole(file, packed)
        sha256 = hashlib.sha256(packed).hexdigest()
        kept.store.apply(NoteExport(told.id, told.current, report_format.key, sha256, reader(), now()))
        yield file


def _beside(kept: Kept, told: KeptCase, wanted: _Wanted) -> Beside:
    from bonage_desktop.records.trail_store import stored_events

    with kept.database.reading() as connection:
        head = signature_place(stored_events(connection, told.id), told.current.number)
    earlier = _studies_before(kept, reopened(told, 1))
    return replace(wanted.beside, earlier=earlier, audit_head=head if wanted.kind is ReportKind.FINAL else "")


def _studies_before(kept: Kept, case: Case) -> tuple[EarlierStudy, ...]:
    known = case.known
    if known is None or known.study_date is None:
        return ()
    found = kept.cases.earlier(known.identifiers.patient_id, known.study_date)
    return confirmed_before(known, [earlier_case(one, -place) for place, one in enumerate(found, start=1)])


def _with_image(content: ReportContent, case: Case, kept: Kept, decoder: Decoder) -> ReportContent:
    """The same with pixels, and with a notice where the file is not the one that was read."""
    shown = begin(case, decoder.read(case.file), kept.standards)
    if shown.known is None or shown.reading is None:
        raise AssertionError("what was decoded is known")
    return replace(content, radiograph=shown.known, reading=shown.reading)
