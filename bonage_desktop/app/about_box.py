"""What this program is and rests on: version, notice, the networks' cards, the standard, departures, licences."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from bonage_desktop import __version__
from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.errors import BonageError
from bonage_desktop.vision.manifest import NetworkCard, read_manifest

_WIDTH, _HEIGHT = 720, 620


class AboutBox(QDialog):
    """A window beside the review window; it blocks nothing.

    Args:
        weights: folder of the networks, their manifest and their cards.
        pages: title to file in Markdown, for what stands in documents.
        parent: the review window.
    """

    def __init__(self, weights: Path, pages: Mapping[str, Path], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About this program"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel(self.tr("Bone age {0}").format(__version__))
        title.setObjectName("headline")
        notice = QLabel(self.tr("Research use only, not a medical device"))
        notice.setObjectName("notice")
        notice.setProperty("weight", "doubt")
        self.tabs = QTabWidget()
        self._add(self.tr("Networks"), self._networks(weights))
        for words, file in pages.items():
            self._add(words, _read(file))
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(title)
        column.addWidget(notice)
        column.addWidget(self.tabs, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(_WIDTH, _HEIGHT)

    def _add(self, title: str, markdown: str) -> None:
        page = QTextBrowser()
        page.setAccessibleName(title)
        # Nothing is fetched: links lead to files of the checkout and to pages elsewhere.
        page.setOpenLinks(False)
        page.setMarkdown(markdown)
        self.tabs.addTab(page, title)

    def _networks(self, weights: Path) -> str:
        try:
            cards = read_manifest(weights).cards
        except BonageError as error:
            return f"{told(error.message)}\n\n{told(error.hint)}"
        return "\n\n---\n\n".join([*(self._identity(card) for card in cards), *self._cards(weights, cards)])

    def _identity(self, card: NetworkCard) -> str:
        rows = {
            self.tr("version"): card.version,
            self.tr("parameters"): f"{card.parameters:,}",
            "SHA-256": f"`{card.sha256}`",
            self.tr("licence"): card.licence,
        }
        return f"### {card.name}\n\n" + "\n".join(f"- {name}: {value}" for name, value in rows.items())

    @staticmethod
    def _cards(weights: Path, cards: tuple[NetworkCard, ...]) -> list[str]:
        return [_read(weights / f"{card.name}.md") for card in cards]


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        return f"{file.name}: {error.strerror}"
