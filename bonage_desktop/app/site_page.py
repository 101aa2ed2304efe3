"""What is known of this site: what its readers change of the model's levels, and how two readers agree."""

from datetime import date

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from bonage_desktop.app.background import Background, Work
from bonage_desktop.app.date_field import DateField
from bonage_desktop.app.table_view import TableView
from bonage_desktop.app.theme import GRID
from bonage_desktop.errors import BonageError
from bonage_desktop.records.errors import database_failed
from bonage_desktop.sentences import paragraph, say
from bonage_desktop.workflow.kept_tables import agreement_table, site_sentence, site_table
from bonage_desktop.workflow.library import Library


class SitePage(QDialog):
    """A window beside the review window; it blocks nothing.

    Args:
        library: the kept cases.
        parent: the review window.
    """

    def __init__(self, library: Library, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Site report"))
        self._library = library
        self._work = Background(self)
        self.changes = TableView(self.tr("What readers change"), "site-report.csv")
        self.readers = TableView(self.tr("Two readers"), "two-readers.csv")
        self.since = DateField(self.tr("From day"), self.tr("Only second readings confirmed on this day or later"))
        self.until = DateField(self.tr("To day"), self.tr("Only second readings confirmed on this day or earlier"))
        days = QHBoxLayout()
        for words, field in ((self.tr("From day"), self.since), (self.tr("To day"), self.until)):
            days.addWidget(QLabel(words))
            days.addWidget(field)
            field.textChanged.connect(self._compare)
        days.addStretch()
        second = QWidget()
        column = QVBoxLayout(second)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addLayout(days)
        column.addWidget(self.readers, 1)
        tabs = QTabWidget()
        tabs.addTab(self.changes, self.tr("What readers change"))
        tabs.addTab(second, self.tr("Two readers"))
        outer = QVBoxLayout(self)
        outer.addWidget(tabs)
        self.resize(640, 600)
        self._report()
        self._compare()

    def _report(self) -> None:
        self._work.begin(
            Work(
                self._library.site_report,
                lambda report: self.changes.show_table(site_table(report), site_sentence(report)),
                lambda error: self._fail(self.changes, error),
                database_failed(),
            )
        )

    def _compare(self) -> None:
        since, until = self.since.day or date.min, self.until.day or date.max
        told = say("Cases that two readers have confirmed, the second without seeing the first.")
        self._work.begin(
            Work(
                lambda: self._library.agreement(since, until),
                lambda read: self.readers.show_table(agreement_table(read), told),
                lambda error: self._fail(self.readers, error),
                database_failed(),
            )
        )

    @staticmethod
    def _fail(view: TableView, error: BonageError) -> None:
        view.say(paragraph(error.message, error.hint))
