"""What leaves the window: the report's text for the clipboard, and its PDF."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from bonage_desktop.app.background import Background, Work
from bonage_desktop.app.message_bar import Message
from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.reporting.files import write_whole
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.sentences import say
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.case import Case, OtherFinding
from bonage_desktop.workflow.case_report import report_name, report_of
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.log import report_hint


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reports", text)


class Reports(QObject):
    """Reports of the open case.

    Args:
        parent: over which the file dialog stands.
        case: gives the open case, or None.
        reader: gives the name that a draft has, empty where the reader has set none.
        words: how other findings are called.
        earlier: gives the earlier studies of the child of the open case, oldest first.

    Signals:
        said: a `Message` about what was done or could not be done.
        saved: the report was written as this `Path`.
    """

    said = Signal(object)
    saved = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        case: Callable[[], Case | None],
        reader: Callable[[], str],
        words: Callable[[], Mapping[OtherFinding, str]],
        earlier: Callable[[], Sequence[EarlierStudy]] = tuple,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._case = case
        self._reader = reader
        self._words = words
        self._earlier = earlier
        self._work = Background(self)
        self.language = Language.EN
        self.template: Path | None = None

    def choose_language(self, language: Language) -> None:
        """Write reports in this language; the text has the words of its shipped template."""
        self.language, self.template = language, None

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
            text = report_text(self._content(), load_template(self.language, self.template))
        except BonageError as error:
            self._fail(error)
            return
        QGuiApplication.clipboard().setText(text)
        self.said.emit(Message(_tr("The report text is on the clipboard.")))

    def ask_for_pdf(self) -> None:
        """Ask where to, and save the report as PDF there. The name that is proposed says nothing about the patient."""
        case = self._case()
        if case is None:
            return
        name = f"{report_name(case)}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self._parent, _tr("Save report as PDF"), name, _tr("PDF (*.pdf)"))
        if chosen:
            self.save_pdf(Path(chosen))

    def save_pdf(self, file: Path) -> None:
        """Save the report as PDF; it is made beside the window, as it stands now, and `saved` says when it is there."""
        try:
            content = self._content()
        except BonageError as error:
            self._fail(error)
            return
        language, target = self.language, file if file.suffix else file.with_suffix(".pdf")
        self._work.begin(Work(lambda: _write(target, content, language), self._say_saved, self._fail, _fault(target)))

    def _say_saved(self, file: Path) -> None:
        self.said.emit(Message(_tr("The report was saved as {0}.").format(file)))
        self.saved.emit(file)

    def _fail(self, error: BonageError) -> None:
        self.said.emit(Message.of(error))

    def _content(self) -> ReportContent:
        return report_of(self._case(), self._reader(), self._words(), self._earlier())


def _write(file: Path, content: ReportContent, language: Language) -> Path:
    from bonage_desktop.reporting.report_pdf import report_pdf

    page = report_pdf(content, language)
    try:
        write_whole(file, page)
    except BonageError as error:
        raise WorkflowError("workflow.report_not_written", error.message, say("Choose another folder.")) from error
    return file


def _fault(file: Path) -> WorkflowError:
    return WorkflowError(
        "workflow.report_not_written",
        say("{file} was not written because of a fault in this program.", file=file),
        report_hint(),
    )
