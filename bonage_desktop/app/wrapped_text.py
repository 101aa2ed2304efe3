"""Words in several lines of a given width; what does not fit ends in an ellipsis."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

_KEPT = 64
"""The levels' criteria are wrapped again whenever a level changes."""


@lru_cache(maxsize=_KEPT)
def wrapped_lines(words: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """The lines, top first.

    Args:
        words: one paragraph.
        font: that they are drawn in.
        width: of a line, pixels.
        most: so many lines at most; the last one is elided where there are more.
    """
    if most <= 0 or width <= 0 or not words:
        return ()
    starts = _starts(words, font, width)
    ends = [*starts[1:], len(words)]
    lines = [words[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    if len(lines) <= most:
        return tuple(lines)
    rest = words[starts[most - 1] :]
    return (*lines[: most - 1], QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))


def _starts(words: str, font: QFont, width: int) -> list[int]:
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    return starts
