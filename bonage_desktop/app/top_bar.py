"""The bar at the top: menus, tools, and on the right what must always be seen."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from bonage_desktop.app.commands import Commands
from bonage_desktop.app.stage_dots import StageDots
from bonage_desktop.app.theme import GRID, Theme
from bonage_desktop.app.told import told
from bonage_desktop.findings.findings import Findings

HEIGHT = 44
_TOOLS = (
    "file.open",
    "",
    "tool.window",
    "tool.zoom",
    "tool.pan",
    "tool.box",
    "",
    "image.invert",
    "image.right",
    "image.fit",
    "overlay.cycle",
    "view.stages",
)
_LONGEST_UNDO = 26


class TopBar(QWidget):
    """Tools give way to undo and to what stands on the right: both are seen in the narrowest window.

    Args:
        theme: colours.
        commands: what can be done.
    """

    def __init__(self, theme: Theme, commands: Commands) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._commands = commands
        self.dots = StageDots(theme)
        self.menu = self._menu_button()
        self._device = QLabel()
        self._device.setObjectName("pill")
        self._device.hide()
        self._is_device_known = False
        self.notice = QLabel(self.tr("Research use only, not a medical device"))
        self.notice.setObjectName("researchPill")
        self._tools = QToolBar(self.tr("Tools"))
        self._tools.setMovable(False)
        self._tools.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        commands.fill_tool_bar(self._tools, _TOOLS)
        self.undo = commands.button("edit.undo")
        self._undo_words = ("", "")
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID // 2, 0, GRID, 0)
        line.setSpacing(GRID)
        for widget in (self.menu, self._tools, self.undo):
            line.addWidget(widget)
        line.addStretch(1)
        for widget in (self.dots, self._device, self.notice):
            line.addWidget(widget)
        self.setMinimumHeight(HEIGHT)
        self.show_undo("")

    def show_undo(self, text: str) -> None:
        """Say what undo would take back; empty where there is nothing."""
        short = self.tr("↶ Undo")
        whole = self.tr("↶ Undo: {0}").format(told(text)) if text else short
        shown = whole if len(whole) <= _LONGEST_UNDO else f"{whole[: _LONGEST_UNDO - 1]}…"
        self._commands.rename("edit.undo", shown, whole)
        self._undo_words = (shown, short)
        self._fit()

    def show_device(self, findings: Findings | None) -> None:
        """Say where the networks ran and how long; nothing before they have."""
        is_known = findings is not None and bool(findings.seconds)
        words = self._device.text()
        if findings is not None and is_known:
            words = self.tr("{0} · {1} s").format(findings.device.upper(), f"{sum(findings.seconds.values()):.1f}")
        if (is_known, words) != (self._is_device_known, self._device.text()):
            self._device.setText(words)
            self._is_device_known = is_known
            self._fit()

    def event(self, event: QEvent) -> bool:
        """Whoever comes or goes, the others say as much as there is room for."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """First the words of undo go, then tools, the device, all but Cancel beside it, all tools at last."""
        whole, short = self._undo_words
        tools = self._tools.sizeHint().width() + GRID
        dots = 0 if self.dots.isHidden() else self.dots.whole_width + GRID
        device = self._device.sizeHint().width() + GRID if self._is_device_known else 0
        fixed = self.menu.sizeHint().width() + self.notice.sizeHint().width() + 4 * GRID
        room = self.width() - fixed - self._undo_width(short)
        least = self._tools.minimumSizeHint().width() + GRID
        self.dots.show_progress(is_shown=least + dots <= room)
        dots = min(dots, self.dots.sizeHint().width() + GRID)
        self._tools.setVisible(least + dots <= room)
        self._device.setVisible(self._is_device_known and least + dots + device <= room)
        is_roomy = tools + dots + device + self._undo_width(whole) - self._undo_width(short) <= room
        self.undo.setText(whole if is_roomy else short)

    def _undo_width(self, words: str) -> int:
        letters = self.undo.fontMetrics()
        return (
            self.undo.sizeHint().width()
            + letters.horizontalAdvance(words)
            - letters.horizontalAdvance(self.undo.text())
        )

    def _menu_button(self) -> QToolButton:
        button = QToolButton()
        button.setText(self.tr("Menu"))
        button.setAccessibleName(self.tr("Menu"))
        button.setToolTip(self.tr("All that can be done (F10)"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        self._commands.fill_menus(menu)
        button.setMenu(menu)
        return button
