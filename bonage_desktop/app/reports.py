"""What leaves the window: the report's text for the clipboard, its files, its page on the screen and on paper."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from bonage_desktop.app.background import Background, Work
from bonage_desktop.app.message_bar import Message
from bonage_desktop.app.report_history import PRINTED, ReportHistory, form_words
from bonage_desktop.app.report_pages import ReportPages
from bonage_desktop.app.report_sources import ReadyReport, ReportSources, ready_report
from bonage_desktop.errors import BonageError
from bonage_desktop.records.exports import Export, all_exports
from bonage_desktop.reporting.files import write_whole
from bonage_desktop.reporting.formats import ReportFormat
from bonage_desktop.sentences import say
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_report import report_name
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.log import report_hint


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reports", text)


class Reports(QObject):
    """Reports of the open case: final where it is confirmed, else drafts.

    Args:
        parent: over which dialogs stand.
        sources: gives what reports tell.
        now: gives the time with its zone, of what leaves.

    Signals:
        said: a `Message` about what was done or could not be done.
        saved: the report was written as this `Path`.
        exported: a `Case` of which an `Export` left the program.
    """

    said = Signal(object)
    saved = Signal(object)
    exported = Signal(object, object)

    def __init__(
        self, parent: QWidget, sources: ReportSources, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._sources = sources
        self._now = now
        self._work = Background(self)
        self._session: dict[int, list[Export]] = {}
        self.pages = ReportPages(parent, self._ready)
        self.pages.said.connect(self.said)
        self.pages.save_asked.connect(self.ask_for_pdf)
        self.pages.printed.connect(self._note_printed)
        self.language = Language.EN
        self.template: Path | None = None

    def choose_language(self, language: Language) -> None:
        """Write reports in this language; the text has the words of its shipped template."""
        self.language, self.template = language, None
        self.pages.follow()

    def ask_for_template(self) -> None:
        """Let the reader choose the department's own template for the text; it is checked at once."""
        from bonage_desktop.reporting.report_text import load_template

        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, _tr("Template of the report text"), "", _tr("Text (*.txt)")
        )
        if not chosen:
            return
        try:
            load_template(self.language, Path(chosen))
        except BonageError as error:
            self._fail(error)
            return
        self.template = Path(chosen)
        self.said.emit(Message(_tr("Report texts follow {0} from now on.").format(self.template.name)))

    def copy_text(self) -> None:
        """Put the report's text on the clipboard."""
        from bonage_desktop.reporting.report_text import load_template, report_text

        try:
            text = report_text(self._ready().content, load_template(self.language, self.template))
        except BonageError as error:
            self._fail(error)
            return
        QGuiApplication.clipboard().setText(text)
        self.said.emit(Message(_tr("The report text is on the clipboard.")))

    def ask_for_pdf(self) -> None:
        """Ask where to, and save the report as PDF there. The name that is proposed says nothing about the patient."""
        self._ask(_tr("Save report as PDF"), {_tr("PDF (*.pdf)"): ReportFormat.PDF})

    def ask_for_file(self) -> None:
        """Ask where to and in which format, and save the report there."""
        words = form_words()
        kinds = {f"{words[one.key]} (*{one.suffix})": one for one in ReportFormat}
        self._ask(_tr("Save report"), kinds)

    def _ask(self, title: str, kinds: dict[str, ReportFormat]) -> None:
        case = self._sources.case()
        if case is None:
            return
        first = next(iter(kinds.values()))
        name = f"{report_name(case)}{first.suffix}" if len(kinds) == 1 else report_name(case)
        chosen, kind = QFileDialog.getSaveFileName(self._parent, title, name, ";;".join(kinds))
        if chosen:
            self.save(Path(chosen), kinds.get(kind, first))

    def save(self, file: Path, report_format: ReportFormat = ReportFormat.PDF) -> None:
        """Save the report; it is made beside the window, as it stands now, and `saved` says when it is there.

        Args:
            file: where to; a name without suffix gets that of the format.
            report_format: of the file.
        """
        try:
            ready = self._ready()
        except BonageError as error:
            self._fail(error)
            return
        target = file if file.suffix else file.with_name(file.name + report_format.suffix)

        def done(content: bytes) -> None:
            self._note(ready.case, report_format.key, content, target)
            self.said.emit(Message(_tr("The report was saved as {0}.").format(target)))
            self.saved.emit(target)

        self._work.begin(Work(lambda: _write(target, ready, report_format), done, self._fail, _fault(target)))

    def show_history(self) -> None:
        """Show which reports of the open case left the program."""
        case = self._sources.case()
        if case is None:
            return
        session = tuple(self._session.get(case.number, ()))
        fault = WorkflowError(
            "workflow.history_unread", say("What was exported before could not be looked up."), report_hint()
        )
        self._work.begin(
            Work(lambda: all_exports(session, self._sources.kept_exports(case)), self._show_history, self._fail, fault)
        )

    def _show_history(self, exports: Sequence[Export]) -> None:
        ReportHistory(exports, self._parent).show()

    def _ready(self) -> ReadyReport:
        return ready_report(self._sources, self.language)

    def _note_printed(self, ready: ReadyReport, pdf: bytes) -> None:
        self._note(ready.case, PRINTED, pdf, None)

    def _note(self, case: Case, form: str, content: bytes, file: Path | None) -> None:
        export = Export(self._now(), form, hashlib.sha256(content).hexdigest(), file=file)
        self._session.setdefault(case.number, []).append(export)
        self.exported.emit(case, export)

    def _fail(self, error: BonageError) -> None:
        self.said.emit(Message.of(error))


def _write(file: Path, ready: ReadyReport, report_format: ReportFormat) -> bytes:
    content = ready.file(report_format)
    try:
        write_whole(file, content)
    except BonageError as error:
        raise WorkflowError("workflow.report_not_written", error.message, say("Choose another folder.")) from error
    return content


def _fault(file: Path) -> WorkflowError:
    return WorkflowError(
        "workflow.report_not_written",
        say("{file} was not written because of a fault in this program.", file=file),
        report_hint(),
    )
