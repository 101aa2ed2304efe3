"""`bonage report`: reports of kept cases as files, each noted in the audit trail."""

import hashlib
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from bonage_desktop.cli.kept import Kept, now, opened, reader
from bonage_desktop.cli.options import table_format
from bonage_desktop.cli.records_arguments import place_of
from bonage_desktop.cli.result_files import table_content
from bonage_desktop.cli.screen import Screen
from bonage_desktop.errors import BonageError
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.records.changes import NoteExport
from bonage_desktop.records.signatures import signature_place
from bonage_desktop.records.values import KeptCase
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.reporting.document import Document, document
from bonage_desktop.reporting.files import try_folder, write_whole
from bonage_desktop.reporting.formats import ReportFormat, report_file
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.sentences import say
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.percentile_table import read_percentiles
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_intake import begin
from bonage_desktop.workflow.case_report import Beside, ReportKind, report_name, report_of
from bonage_desktop.workflow.keeping import earlier_case, reopened
from bonage_desktop.workflow.prior import confirmed_before
from bonage_desktop.workflow.report_pages import page_setup
from bonage_desktop.workflow.settings import Settings
from bonage_desktop.workflow.settings_file import SettingsFile

_SHORT = 8
"""Letters of a case's name."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked for.

    Attributes:
        kind: draft or final.
        formats: of the files of each case.
        output: where they go.
        table: one file with all results, or None.
        setup: of pages.
        beside: what reports tell that cases do not have.
        language: of pages and pictures.
    """

    kind: ReportKind
    formats: Sequence[ReportFormat]
    output: Path
    table: Path | None
    setup: PageSetup
    beside: Beside
    language: Language


def report(asked: Namespace, screen: Screen) -> int:
    """Write the reports.

    Args:
        asked: the words of the command line.
        screen: what people read.

    Returns:
        0 when every report was written and noted, else 1.

    Raises:
        UsageError: the name of the table does not say its format (`cli.table_format`).
        RecordsError: the database cannot be used.
        OutputError: a folder or the table cannot be written to.
        ReportError: the logo that is set cannot be used.
        PercentileError: the site's table that is set cannot be used.
    """
    wanted = _wanted(asked, SettingsFile().read().settings, screen.language)
    for folder in ([wanted.output] if wanted.formats else []) + ([] if asked.table is None else [asked.table.parent]):
        try_folder(folder)
    failed = 0
    with opened(place_of(asked)) as kept, closing(Decoder()) as decoder:
        reports = _Reports(kept, wanted, decoder)
        for name in asked.cases:
            try:
                for file in reports.write(name):
                    screen.tell(say("{file} is written.", file=file))
            except BonageError as error:
                failed += 1
                screen.complain(error, name)
        if wanted.table is not None:
            reports.write_table(wanted.table)
            screen.tell(say("{file} is written.", file=wanted.table))
    return 1 if failed else 0


def _wanted(asked: Namespace, settings: Settings, language: Language) -> _Wanted:
    by_key = {one.key: one for one in ReportFormat}
    if asked.table is not None:
        table_format(asked.table)
    formats = asked.formats or ([] if asked.table is not None else [ReportFormat.PDF.key])
    percentiles = settings.percentile_table
    return _Wanted(
        kind=ReportKind.DRAFT if asked.draft else ReportKind.FINAL,
        formats=[by_key[key] for key in dict.fromkeys(formats)],
        output=asked.output,
        table=asked.table,
        setup=page_setup(settings),
        beside=Beside(
            settings.reader,
            percentiles=None if percentiles is None else read_percentiles(percentiles),
            ages=settings.age_notation,
        ),
        language=language,
    )


class _Reports:
    """Writes the reports of one case after the other, and notes each in the trail.

    Args:
        kept: the cases.
        wanted: what was asked for.
        decoder: reads their images again, where a report shows them.
    """

    def __init__(self, kept: Kept, wanted: _Wanted, decoder: Decoder) -> None:
        self._kept = kept
        self._wanted = wanted
        self._decoder = decoder
        self._results: list[tuple[KeptCase, Document]] = []
        self._names: set[str] = set()

    def write(self, name: str) -> Iterator[Path]:
        """The files of the case whose name begins like this, each when it is written and noted."""
        told = self._kept.cases.case(self._kept.cases.named(name))
        case = reopened(told, 1)
        content = report_of(case, self._wanted.kind, self._beside(told))  # refused before the image is looked for
        if any(one.shows_image for one in self._wanted.formats):
            content = _with_image(content, case, self._kept, self._decoder)
        stem = self._name(case, told)
        for report_format in self._wanted.formats:
            packed = report_file(content, report_format, self._wanted.language, self._wanted.setup)
            file = self._wanted.output / f"{stem}{report_format.suffix}"
            write_whole(file, packed)
            self._note(told, report_format.key, packed)
            yield file
        self._results.append((told, document(case.file, content.radiograph, content.reading, None)))

    def write_table(self, file: Path) -> None:
        """All that was reported, in one file."""
        name = table_format(file)
        packed = table_content([result for _, result in self._results], name)
        write_whole(file, packed)
        for told, _ in self._results:
            self._note(told, name.value, packed)

    def _name(self, case: Case, told: KeptCase) -> str:
        """Without suffix; two cases of one image, which are named alike, are told apart by their own names."""
        name = report_name(case)
        if name in self._names:
            name = f"{name}-{told.id[:_SHORT]}"
        self._names.add(name)
        return name

    def _note(self, told: KeptCase, form: str, packed: bytes) -> None:
        sha256 = hashlib.sha256(packed).hexdigest()
        self._kept.store.apply(NoteExport(told.id, told.current, form, sha256, reader(), now()))

    def _beside(self, told: KeptCase) -> Beside:
        from bonage_desktop.records.trail_store import stored_events

        with self._kept.database.reading() as connection:
            place = signature_place(stored_events(connection, told.id), told.current.number)
        earlier = _studies_before(self._kept, reopened(told, 1))
        return replace(self._wanted.beside, earlier=earlier, audit_head=place)


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
