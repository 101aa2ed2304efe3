"""`bonage assess`: radiographs in; tables, reports and pictures out."""

import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.cli.arguments import UsageError
from bonage_desktop.cli.folders import Folders
from bonage_desktop.cli.interrupt import Interrupts
from bonage_desktop.cli.keeper import Keeper
from bonage_desktop.cli.networks import loaded_pipeline
from bonage_desktop.cli.options import REPORTS, AssessOptions, OutputFormat
from bonage_desktop.cli.screen import Screen
from bonage_desktop.cli.streams import Stream, stream_for
from bonage_desktop.cli.table_file import TableFile
from bonage_desktop.errors import BonageError
from bonage_desktop.imaging.discover import Recursion, subfolders
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.reporting.document import Document, document, notices
from bonage_desktop.reporting.files import OutputError, output_stems
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.reporting.remarks import contradictions
from bonage_desktop.sentences import listed_of, say, say_count
from bonage_desktop.workflow.assess import LazyPipeline, Request, assess_files, find_inputs
from bonage_desktop.workflow.demographics import Demographics, match, read_rows
from bonage_desktop.workflow.facts import Told
from bonage_desktop.workflow.outcome import Failed, Outcome
from bonage_desktop.workflow.report_pages import page_setup
from bonage_desktop.workflow.settings_file import SettingsFile
from bonage_desktop.workflow.supplied import Supplied, binary
from bonage_desktop.workflow.supplied_entries import read_boxes, read_canonical, read_levels

_LINES_NAMED = 5
_ASSESSING = say("Assessing")


class Run:
    """One `bonage assess`: hands out each outcome and counts.

    Args:
        images: how many there are.
        stream: what goes to standard output.
        folders: what goes to files.
        table: where all results go together.
        screen: what failures are told on.
    """

    def __init__(self, images: int, stream: Stream, folders: Folders, table: TableFile, screen: Screen) -> None:
        self._screen = screen
        self.images = images
        self._stream = stream
        self._folders = folders
        self._table = table
        self.assessed = 0
        self.contradictory = 0
        self.failed = 0

    def take(self, outcome: Outcome) -> None:
        """Hand out one outcome.

        Raises:
            OutputError: standard output cannot be written; nothing more can be handed out.
        """
        error = outcome.error if isinstance(outcome, Failed) else None
        result = document(outcome.file, outcome.radiograph, outcome.reading, error)
        if isinstance(outcome, Failed) and result["sha256"] is None:
            result["sha256"] = outcome.sha256
        if error is not None:
            self._screen.complain(error, str(outcome.file))
        written = self._written(outcome, result)
        if error is None and written:
            self.assessed += 1
            self.contradictory += bool(contradictions(notices(outcome.radiograph, outcome.reading)))
        else:
            self.failed += 1
        self._table.add(result)
        self._stream.add(outcome, result)

    def summary(self) -> str:
        """The counts in words."""
        if not self.contradictory:
            return say("{assessed} assessed, {failed} failed.", assessed=self.assessed, failed=self.failed)
        return say(
            "{assessed} assessed, {doubtful} of them with contradictions, {failed} failed.",
            assessed=self.assessed,
            doubtful=self.contradictory,
            failed=self.failed,
        )

    def interrupted(self) -> BonageError:
        """What Ctrl+C left."""
        finished = self.assessed + self.failed
        return BonageError(
            "cli.interrupted",
            say("Stopped by Ctrl+C after {finished} of {images} images.", finished=finished, images=self.images),
            say("What was finished is complete; run the command again for the rest."),
        )

    def _written(self, outcome: Outcome, result: Document) -> bool:
        try:
            self._folders.write(outcome, result)
        except OutputError as error:
            self._screen.complain(error)
            return False
        return True


def assess(options: AssessOptions, screen: Screen) -> int:
    """Assess the images and hand out the results.

    Args:
        options: what was asked for.
        screen: what people read.

    Returns:
        0 when every image was assessed and written, else 1.

    Raises:
        UsageError: an option cannot be used as given.
        OutputError: a folder or standard output cannot be written.
        ReportError: the logo that is set cannot be used (`reporting.logo_unreadable`).
    """
    inputs = find_inputs(options.paths, options.recursion)
    _say_what_was_not_searched(options, screen)
    files = [entry for entry in inputs if isinstance(entry, Path)]
    request = _request(options, files, screen)
    names = [entry if isinstance(entry, Path) else entry.file for entry in inputs]
    has_reports = any(name in REPORTS for name in options.in_files)
    setup = page_setup(SettingsFile().read().settings) if has_reports else PageSetup()
    stems = output_stems(names)
    folders = Folders(stems, options.output, options.in_files, options.pictures, screen.language, setup)
    folders.check(files)
    table = TableFile(options.table)
    table.check(files)
    stream = stream_for(options.on_screen, len(inputs), screen)
    run = Run(len(inputs), stream, folders, table, screen)
    with Keeper(options.kept_at, screen) as keeper, Interrupts().watched() as interrupts:
        stopped = False
        try:
            with (
                closing(assess_files(inputs, request, _networks(options))) as outcomes,
                _progress(options, run, screen) as tick,
            ):
                stream.begin()
                for outcome in outcomes:
                    with interrupts.postponed():
                        run.take(outcome)
                        keeper.keep(outcome)
                        tick()
                    del outcome  # its pixels must not wait for the next result
        except KeyboardInterrupt:
            stopped = True
        with interrupts.postponed():
            stream.end()
            table.write()
    if stopped:
        screen.complain(run.interrupted())
    if len(inputs) > 1:
        screen.tell(run.summary())
    return 1 if stopped or run.failed or keeper.failed else 0


def _say_what_was_not_searched(options: AssessOptions, screen: Screen) -> None:
    if options.recursion is Recursion.SUBFOLDERS:
        return
    for folder in dict.fromkeys(path for path in options.paths if path.is_dir()):
        count = len(subfolders(folder))
        if count:
            screen.tell(
                say_count(
                    "{count} subfolder of {folder} was not looked into: --recursive",
                    "{count} subfolders of {folder} were not looked into: --recursive",
                    count,
                    folder=folder,
                )
            )


def _networks(options: AssessOptions) -> LazyPipeline:
    return LazyPipeline(lambda: loaded_pipeline(options.device))


def _request(options: AssessOptions, files: Sequence[Path], screen: Screen) -> Request:
    if options.mask is not None and len(files) != 1:
        raise UsageError(
            "cli.mask_needs_one_image",
            say("--mask belongs to one image, and there are {count}.", count=len(files)),
            say("Give one PATH with --mask."),
        )
    try:
        standards = load_standards()
        supplied = Supplied(
            images=len(files),
            mask=None if options.mask is None else _mask(options.mask),
            boxes=None if options.boxes is None else read_boxes(options.boxes),
            canonical=None if options.canonical is None else read_canonical(options.canonical),
            levels=None if options.levels is None else read_levels(options.levels, standards.rus_chn),
        )
        demographics = (
            None if options.demographics is None else _demographics(options, options.demographics, files, screen)
        )
    except BonageError as error:
        raise UsageError(error.code, error.message, error.hint) from error
    return Request(options.until, Told(options.sex, options.hand), demographics, supplied, standards)


def _mask(file: Path) -> npt.NDArray[np.bool_]:
    with Decoder() as decoder:
        return binary(decoder.read(file).stored, file)


def _demographics(options: AssessOptions, table: Path, files: Sequence[Path], screen: Screen) -> Demographics:
    rows = read_rows(table)
    demographics = match(table, rows, files, [path for path in options.paths if path.is_dir()])
    unmatched = demographics.unmatched
    if unmatched:
        lines = [say("line {line} ({file})", line=row.line, file=row.file) for row in unmatched]
        named = listed_of(lines, _LINES_NAMED)
        screen.tell(say("{table}: no image of this run is meant by {lines}.", table=table, lines=named))
    return demographics


@contextmanager
def _progress(options: AssessOptions, run: Run, screen: Screen) -> Generator[Callable[[], None]]:
    """A bar for many images, a spinner for one; nothing where standard error is no terminal or results scroll by."""
    console = Console(stderr=True)
    results_scroll = options.on_screen is not OutputFormat.TABLE and sys.stdout.isatty()
    if not console.is_terminal or results_scroll:
        yield _no_tick
    elif run.images == 1:
        with console.status(screen.words(_ASSESSING)):
            yield _no_tick
    else:
        columns = (TextColumn(screen.words(_ASSESSING)), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True, redirect_stdout=False) as progress:
            task = progress.add_task("", total=run.images)
            yield lambda: progress.advance(task)


def _no_tick() -> None:
    pass
