"""Places that are scrolled where there is little room, once they have given up all the room that they can."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class Column(QWidget):
    """Widgets one below another, to be `scrolled`: they give up room before anything is scrolled away."""

    def heightForWidth(self, arg__1: int) -> int:
        """The least; an area that is scrolled would give words that wrap all that every widget would like."""
        layout = self.layout()
        return super().heightForWidth(arg__1) if layout is None else layout.minimumHeightForWidth(arg__1)


def scrolled(column: Column) -> QScrollArea:
    """The column in an area that is scrolled up and down."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard, and is scrolled to
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(column)
    return area
