"""Opens kept cases: finds their images, or asks where they are; begins second readings and consensus."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from bonage_desktop.app.background import Background, Work
from bonage_desktop.app.desk import Desk
from bonage_desktop.app.kept_cases_page import KeptCasesPage
from bonage_desktop.app.message_bar import Message
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.site_page import SitePage
from bonage_desktop.errors import BonageError
from bonage_desktop.records.errors import database_failed
from bonage_desktop.records.listing import CaseRow
from bonage_desktop.records.values import ReadingKind
from bonage_desktop.workflow.image_search import find_image


class KeptCases(QObject):
    """What a reader can do with all that is kept.

    Args:
        desk: the cases of the window.
        preferences: the reader's settings.
        parent: over which pages stand.

    Signals:
        said: a `Message`.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preferences = preferences
        self._parent = parent
        self._work = Background(self)

    def show_list(self) -> KeptCasesPage:
        """Show all kept cases."""
        page = KeptCasesPage(self._desk.keeping.library, self._preferences.settings.age_notation, self._parent)
        page.case_chosen.connect(self.open)
        page.second_wanted.connect(partial(self.open, kind=ReadingKind.SECOND))
        page.show()
        return page

    def show_site_report(self) -> SitePage:
        """Show what readers change here, and how two of them agree."""
        page = SitePage(self._desk.keeping.library, self._parent)
        page.show()
        return page

    def begin_reading(self, kind: ReadingKind) -> None:
        """Begin a further reading of the open case."""
        if self._desk.open_number is not None:
            self._desk.keeping.begin_reading(self._desk.open_number, kind)

    def open(self, row: CaseRow, kind: ReadingKind = ReadingKind.FIRST) -> None:
        """Open a kept case, or begin a further reading of it.

        Args:
            row: of the list.
            kind: of the reading that begins; the first one goes on.
        """
        folders = self._folders()

        keeping = self._desk.keeping

        def search() -> Path | None:
            keeping.check(row.id, kind)
            return find_image(Path(row.file), row.sha256, folders)

        def found(file: Path | None) -> None:
            image = self._ask_for(row) if file is None else file
            if image is not None:
                self._desk.add([image])
                if self._desk.open_number is not None and kind is not ReadingKind.FIRST:
                    keeping.want(self._desk.open_number, kind)

        self._work.begin(Work(search, found, self._fail, database_failed()))

    def _ask_for(self, row: CaseRow) -> Path | None:
        name = Path(row.file).name
        self.said.emit(Message(self.tr("{0} is not where it was. Choose where it is now.").format(name)))
        chosen, _ = QFileDialog.getOpenFileName(self._parent, self.tr("Where is {0}?").format(name))
        return Path(chosen) if chosen else None

    def _folders(self) -> Sequence[Path]:
        recent = self._preferences.settings.recent_files
        return [file.parent for file in (*(case.file for case in self._desk.worklist.cases), *recent)]

    def _fail(self, error: BonageError) -> None:
        self.said.emit(Message.of(error))
