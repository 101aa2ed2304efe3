"""The page of the report on the screen and on paper."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from bonage_desktop.app.background import Background, Work
from bonage_desktop.app.message_bar import Message
from bonage_desktop.app.pdf_pages import PRINTED_DPI, as_image, lay_out, page_pixels, print_page
from bonage_desktop.app.report_preview import ReportPreview
from bonage_desktop.app.report_sources import ReadyReport
from bonage_desktop.app.told import told
from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.formats import ReportFormat
from bonage_desktop.sentences import paragraph, say
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.log import report_hint

_SHOWN_DPI = 150
_SETTLED_MS = 400
"""A reading that is being changed is shown when it has been left alone for so long."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reports", text)


class ReportPages(QObject):
    """Preview and print.

    Args:
        parent: over which windows stand.
        ready: gives the report as it is now; raises BonageError where there is none.

    Signals:
        said: a `Message` about what was done or could not be done.
        save_asked: the reader wants the shown page as PDF.
        printed: a `ReadyReport` and its file, which went to a printer.
    """

    said = Signal(object)
    save_asked = Signal()
    printed = Signal(object, bytes)

    def __init__(self, parent: QWidget, ready: Callable[[], ReadyReport]) -> None:
        super().__init__(parent)
        self._parent = parent
        self._ready = ready
        self._work = Background(self)
        self._turn = 0
        self.preview: ReportPreview | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._remake)

    def show_preview(self) -> None:
        """Show the page, and let it follow the reading."""
        if self.preview is None:
            self.preview = ReportPreview(self._parent)
            self.preview.save_asked.connect(self.save_asked)
            self.preview.print_asked.connect(self.ask_for_printer)
        self.preview.show()
        self.preview.raise_()
        self._remake()

    def follow(self) -> None:
        """The reading may have changed; the page that is shown is made again soon."""
        if self.preview is not None and self.preview.isVisible():
            self._settled.start()

    def ask_for_printer(self) -> None:
        """Let the reader choose a printer, and print the report as it is now."""
        try:
            ready = self._ready()
        except BonageError as error:
            self.said.emit(Message.of(error))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        lay_out(printer, ready.setup.paper.size)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.print_on(printer, ready))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def print_on(self, printer: QPrinter, ready: ReadyReport) -> None:
        """Print a report, beside the window."""

        def taken() -> tuple[bytes, bool]:
            pdf = ready.file(ReportFormat.PDF)
            return pdf, print_page(as_image(page_pixels(pdf, PRINTED_DPI)), printer)

        def done(pdf: bytes, *, is_taken: bool) -> None:
            if is_taken:
                name = printer.printerName() or _tr("a file")
                self.said.emit(Message(_tr("The report was sent to {0}.").format(name)))
                self.printed.emit(ready, pdf)
            else:
                self._fail(_not_taken())

        self._work.begin(Work(taken, lambda told: done(told[0], is_taken=told[1]), self._fail, _fault()))

    def _remake(self) -> None:
        preview = self.preview
        if preview is None or not preview.isVisible():
            return
        self._turn += 1
        turn = self._turn

        def made() -> npt.NDArray[np.uint8]:
            return page_pixels(ready.file(ReportFormat.PDF), _SHOWN_DPI)

        def show(pixels: npt.NDArray[np.uint8]) -> None:
            if turn == self._turn:
                preview.show_page(pixels, is_final=ready.content.confirmed_at is not None)

        try:
            ready = self._ready()
        except BonageError as error:
            preview.show_refusal(told(paragraph(error.message, error.hint)))
            return
        preview.wait()
        self._work.begin(Work(made, show, lambda error: preview.show_refusal(told(error.message)), _fault()))

    def _fail(self, error: BonageError) -> None:
        self.said.emit(Message.of(error))


def _fault() -> WorkflowError:
    return WorkflowError(
        "workflow.report_not_made", say("The report was not made because of a fault in this program."), report_hint()
    )


def _not_taken() -> WorkflowError:
    return WorkflowError(
        "workflow.report_not_printed",
        say("The printer did not take the report."),
        say("Look at the printer, or save the report as PDF and print that."),
    )
