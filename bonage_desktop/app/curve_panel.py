"""The curve and the course of growth of the case under review, as two tabs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QFileDialog, QLabel, QTabWidget

from bonage_desktop.app.background import Background, Work
from bonage_desktop.app.chart_state import chart_words, colours_of, content_of, described, standard_of, words_instead
from bonage_desktop.app.chart_view import ChartView, chart_fault
from bonage_desktop.app.theme import TEXT_PIXELS, Theme
from bonage_desktop.app.told import told
from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.ages import day_words
from bonage_desktop.reporting.chart_content import PAPER, ChartLook, EarlierStudy, Standard
from bonage_desktop.reporting.chart_picture import ChartGround, ChartKind, PictureFormat, chart_file
from bonage_desktop.reporting.files import write_whole
from bonage_desktop.sentences import say
from bonage_desktop.standards.curve import MAX_SCORE, score_at
from bonage_desktop.workflow.review_state import ReviewState


class CurvePanel(QTabWidget):
    """The two charts. Nothing is drawn before `prepare`.

    Args:
        theme: their colours.

    Signals:
        exported: a chart was saved as this `Path`.
        copied: a chart is on the clipboard.
        failed: a `BonageError`; a chart could not be drawn or saved.
        drawn: a chart stands there.
    """

    exported = Signal(object)
    copied = Signal()
    failed = Signal(object)
    drawn = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state: ReviewState | None = None
        self._earlier: tuple[EarlierStudy, ...] = ()
        self._work = Background(self)
        self._pointed = QLabel()
        self._pointed.setObjectName("quiet")
        self._pointed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.curve = self._view(ChartKind.CURVE, self.tr("Curve of the standard"))
        self.growth = self._view(ChartKind.GROWTH, self.tr("Bone age over age"))
        self.addTab(self.curve, self.tr("Curve"))
        self.addTab(self.growth, self.tr("Growth"))
        self.tabBar().setAccessibleName(self.tr("Charts"))
        self.setCornerWidget(self._pointed)
        self.currentChanged.connect(self._forget_place)
        self.show_state(None)

    @property
    def earlier(self) -> Sequence[EarlierStudy]:
        """The earlier studies that are shown."""
        return self._earlier

    @property
    def pointed(self) -> str:
        """What is said of the place under the mouse; empty where there is none."""
        return self._pointed.text()

    def sizeHint(self) -> QSize:
        """No more than it must have: the bones come first, the charts take the rest."""
        return self.minimumSizeHint()

    def prepare(self) -> None:
        """Load what draws the charts, beside the window."""
        for view in (self.curve, self.growth):
            view.prepare()

    def show_state(self, state: ReviewState | None) -> None:
        """Show this reading."""
        self._state = state
        standard = standard_of(state)
        if state is None or standard is None:
            for view in (self.curve, self.growth):
                view.show_words(words_instead(state))
                view.setAccessibleDescription(words_instead(state))
            return
        content = content_of(state, self._earlier)
        for view in (self.curve, self.growth):
            view.setAccessibleDescription(described(content))
        self.curve.show_chart(standard, content)
        if state.chronological_years is None and not content.earlier:
            self.growth.show_words(self.tr("The age at the examination is not known."))
        else:
            self.growth.show_chart(standard, content)

    def set_theme(self, theme: Theme) -> None:
        """Draw everything in this theme."""
        self._theme = theme
        for view in (self.curve, self.growth):
            view.set_theme(theme, self._look())

    def set_earlier(self, earlier: Sequence[EarlierStudy]) -> None:
        """Show these studies of the same child beside the open one."""
        if tuple(earlier) != self._earlier:
            self._earlier = tuple(earlier)
            self.show_state(self._state)

    def copy_picture(self) -> None:
        """Put the chart of the open tab on the clipboard, as on paper."""
        self._draw(PictureFormat.PNG, self._to_clipboard)

    def ask_for_picture(self) -> None:
        """Ask where to, and save the chart of the open tab there."""
        name = "bone-age-curve.png" if self._kind is ChartKind.CURVE else "bone-age-growth.png"
        kinds = self.tr("Pictures (*.png *.svg *.pdf)")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save picture"), name, kinds)
        if chosen:
            self.save_picture(Path(chosen))

    def save_picture(self, file: Path) -> None:
        """Save the chart of the open tab, as on paper; the suffix says the format, PNG where there is none."""
        suffix = file.suffix.lower().removeprefix(".")
        if suffix not in [kind.value for kind in PictureFormat] and suffix:
            self.failed.emit(
                BonageError(
                    "app.picture_format",
                    say("A chart cannot be saved as .{suffix}.", suffix=suffix),
                    say("Give the file the suffix .png, .svg or .pdf."),
                )
            )
            return
        target = file if suffix else file.with_suffix(".png")
        kind = PictureFormat(suffix or PictureFormat.PNG.value)
        self._draw(kind, lambda content: self._saved(target, content))

    def _saved(self, file: Path, content: bytes) -> None:
        try:
            write_whole(file, content)
        except BonageError as error:
            self.failed.emit(error)
            return
        self.exported.emit(file)

    def _to_clipboard(self, content: bytes) -> None:
        QGuiApplication.clipboard().setImage(QImage.fromData(content))
        self.copied.emit()

    @property
    def _kind(self) -> ChartKind:
        return ChartKind.CURVE if self.currentWidget() is self.curve else ChartKind.GROWTH

    def _draw(self, format_: PictureFormat, then: Callable[[bytes], None]) -> None:
        standard = standard_of(self._state)
        if self._state is None or standard is None:
            return
        content, look = content_of(self._state, self._earlier), replace(self._look(), colours=PAPER)
        ground = ChartGround(self._kind, standard, look, width=1, height=1, ratio=1.0)
        self._work.begin(Work(lambda: chart_file(ground, content, format_), then, self.failed.emit, chart_fault()))

    def _look(self) -> ChartLook:
        return ChartLook(colours_of(self._theme), chart_words(), text_points=float(TEXT_PIXELS))

    def _view(self, kind: ChartKind, name: str) -> ChartView:
        view = ChartView(kind, self._look(), self._theme)
        view.setAccessibleName(name)
        view.drawn.connect(self.drawn)
        view.failed.connect(self.failed)
        view.pointed.connect(self._point)
        for text, key, slot in (
            (self.tr("Copy picture"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy_picture),
            (self.tr("Save picture…"), QKeySequence(QKeySequence.StandardKey.Save), self.ask_for_picture),
        ):
            action = QAction(text, view)
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(slot)
            view.addAction(action)
        return view

    def _point(self, place: EarlierStudy | tuple[float, float] | None) -> None:
        standard = standard_of(self._state)
        if place is None or standard is None:
            self._pointed.clear()
        elif isinstance(place, EarlierStudy):
            self._pointed.setText(self._words_of_study(place))
        else:
            self._pointed.setText(self._words_of_place(place, standard))

    def _forget_place(self) -> None:
        self._pointed.clear()

    def _words_of_study(self, study: EarlierStudy) -> str:
        day = self.tr("earlier study") if study.studied_on is None else told(day_words(study.studied_on))
        words = self.tr("{0}: age {1} y, score {2}, bone age {3} y")
        return words.format(day, f"{study.years:.1f}", study.score, f"{study.bone_age_years:.1f}")

    def _words_of_place(self, place: tuple[float, float], standard: Standard) -> str:
        years, upwards = place
        if self._kind is ChartKind.GROWTH:
            return self.tr("age {0} y, bone age {1} y").format(f"{years:.1f}", f"{upwards:.1f}")
        half = round(min(score_at(years, standard.curve), MAX_SCORE))
        return self.tr("{0} y: {1} points at P50").format(f"{years:.1f}", half)
