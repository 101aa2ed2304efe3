"""The bar at the top: menus, tools, and on the right what must always be seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from bonage_desktop.app.commands import Commands
from bonage_desktop.app.stage_dots import StageDots
from bonage_desktop.app.theme import GRID, Theme
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
    "",
    "edit.undo",
)
_LONGEST_UNDO = 26


class TopBar(QWidget):
    """Menus and tools give way to what stands on the right: the notice is seen in the narrowest window.

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
        self.notice = QLabel(self.tr("Research use only, not a medical device"))
        self.notice.setObjectName("researchPill")
        tools = QToolBar(self.tr("Tools"))
        tools.setMovable(False)
        tools.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        commands.fill_tool_bar(tools, _TOOLS)
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID // 2, 0, GRID, 0)
        line.setSpacing(GRID)
        line.addWidget(self.menu)
        line.addWidget(tools, 1)
        for widget in (self.dots, self._device, self.notice):
            line.addWidget(widget)
        self.setMinimumHeight(HEIGHT)

    def show_undo(self, text: str) -> None:
        """Say what undo would take back; empty where there is nothing."""
        whole = self.tr("↶ Undo: {0}").format(text) if text else self.tr("Undo")
        shown = whole if len(whole) <= _LONGEST_UNDO else f"{whole[: _LONGEST_UNDO - 1]}…"
        self._commands.rename("edit.undo", shown, whole)

    def show_device(self, findings: Findings | None) -> None:
        """Say where the networks ran and how long; nothing before they have."""
        is_known = findings is not None and bool(findings.seconds)
        if findings is not None and is_known:
            words = self.tr("{0} · {1} s").format(findings.device.upper(), f"{sum(findings.seconds.values()):.1f}")
            self._device.setText(words)
        self._device.setVisible(is_known)

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
