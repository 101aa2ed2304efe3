"""What leaves the window: the report's text for the clipboard, and its PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from bonage_desktop.app.message_bar import Message
from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.report_content import ReportContent
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.case import Case, OtherFinding
from bonage_desktop.workflow.errors import WorkflowError


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reports", text)


class Reports(QObject):
    """Reports of the open case.

    Args:
        parent: over which the file dialog stands.
        case: gives the open case, or None.
        reader: gives the reader's name.
        words: how other findings are called.

    Signals:
        said: a `Message` about what was done or could not be done.
    """

    said = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        case: Callable[[], Case | None],
        reader: Callable[[], str],
        words: Callable[[], dict[OtherFinding, str]],
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._case = case
        self._reader = reader
        self._words = words
        self.language = Language.ENGLISH
        self.template: Path | None = None

    def copy_text(self) -> None:
        """Put the report's text on the clipboard."""
        from bonage_desktop.reporting.report_text import load_template, report_text

        try:
            text = report_text(self._content(), load_template(self.language, self.template))
        except BonageError as error:
            self.said.emit(Message.of(error))
            return
        QGuiApplication.clipboard().setText(text)
        self.said.emit(Message(_tr("The report text is on the clipboard.")))

    def ask_for_pdf(self) -> None:
        """Ask where to, and save the report as PDF there."""
        case = self._case()
        if case is None:
            return
        name = f"bone-age-{case.file.stem}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self._parent, _tr("Save report as PDF"), name, _tr("PDF (*.pdf)"))
        if chosen:
            self.save_pdf(Path(chosen))

    def save_pdf(self, file: Path) -> None:
        """Save the report as PDF."""
        from bonage_desktop.reporting.report_pdf import report_pdf

        try:
            page = report_pdf(self._content())
            _write(file, page)
        except BonageError as error:
            self.said.emit(Message.of(error))
            return
        self.said.emit(Message(_tr("The report was saved as {0}.").format(file)))

    def _content(self) -> ReportContent:
        case = self._case()
        if case is None or case.reading is None or case.known is None or not case.has_pixels:
            raise WorkflowError(
                "workflow.nothing_to_report", "No case is open to report on.", "Open a case and wait for its image."
            )
        if case.reading.bone_age is None or case.reading.refusal is not None:
            raise WorkflowError(
                "workflow.nothing_to_report",
                f"{case.file.name} has no bone age yet, so there is nothing to report.",
                "Give every bone a level and say the sex.",
            )
        words, confirmed = self._words(), case.confirmation
        return ReportContent(
            radiograph=case.known,
            reading=case.reading,
            other_findings=tuple(words[finding] for finding in OtherFinding if finding in case.other_findings),
            remarks=case.remarks,
            reader=self._reader() if confirmed is None else confirmed.by,
            confirmed_at=None if confirmed is None else confirmed.at,
            earlier=(),
        )


def _write(file: Path, content: bytes) -> None:
    """All of it or nothing: what stood there before is replaced only by a whole page."""
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise WorkflowError(
            "workflow.report_not_written",
            f"{file} could not be written: {fault.strerror or 'unknown reason'}.",
            "Choose another folder.",
        ) from fault
