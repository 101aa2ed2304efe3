"""What stands in the corners of the radiograph: who it is, window and zoom, side, scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from bonage_desktop.app.case_words import sex_letter
from bonage_desktop.app.film_letters import Fonts, draw_plate, draw_words, elided, width_of
from bonage_desktop.app.film_marks import bone_words
from bonage_desktop.app.film_room import Rectangle
from bonage_desktop.app.film_ruler import ScaleBar, reference_words
from bonage_desktop.app.theme import FILM
from bonage_desktop.app.told import told
from bonage_desktop.app.viewpoint import Orientation
from bonage_desktop.findings.radiograph import AgeSource, FactSource, Laterality, Radiograph
from bonage_desktop.reporting.ages import AgeNotation, day_words, short_years_words
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.facts import Facts

MARGIN = 12.0
"""Pixels between words and the edge of the view."""
_TICK = 5.0
_PAD = 3.0
_NAME_SHARE = 0.34
"""Share of the view's width that a name may take, unless the lines below it are longer."""
_SHORT_FROM = 0.3
"""Share of the view's width from which on the whole banner would make the film too small."""


@dataclass(frozen=True, slots=True)
class Corners:
    """The words in the corners.

    Attributes:
        banner: top left, the name first; empty where it is hidden.
        window: top right, lines.
        changes: below them, how the reader has the film shown otherwise than its file has it.
        side: bottom left, `L`, `R` or empty.
        notes: beside it, what the marks on the film mean.
        bar: bottom right, or None.
        bar_words: what the bar stands for, lines; empty without a bar.
    """

    banner: tuple[str, ...]
    window: tuple[str, ...]
    changes: tuple[str, ...]
    side: str
    notes: tuple[str, ...]
    bar: ScaleBar | None
    bar_words: tuple[str, ...]


def banner_of(
    radiograph: Radiograph, facts: Facts, sex: Sex | None, sex_source: FactSource, ages: AgeNotation
) -> tuple[str, ...]:
    """Who the radiograph is of: name; ID and accession; sex, its source, birth date; study date, age; side, view.

    What the reader said is marked as such.

    Args:
        radiograph: with the reader's facts laid over those of the file.
        facts: the reader's.
        sex: in force.
        sex_source: who said so.
        ages: how the age is written.
    """
    who = radiograph.identifiers
    accession = _tr("Acc {0}").format(who.accession_number) if who.accession_number else ""
    lines = (
        (who.readable_name or radiograph.provenance.file.name,),
        (_tr("ID {0}").format(who.patient_id) if who.patient_id else "", accession),
        (_sex_words(sex, sex_source), _day(radiograph.birth_date, _tr("born {0}"), facts.birth_date)),
        (_day(radiograph.study_date, _tr("studied {0}"), facts.study_date), _age_words(radiograph, ages)),
        (_by_reader(_hand_words(radiograph), radiograph.laterality_source is FactSource.READER),),
    )
    return _joined(lines)


def short_banner_of(radiograph: Radiograph, sex: Sex | None, ages: AgeNotation) -> tuple[str, ...]:
    """What tells one radiograph from another, for a narrow view: name; ID; study date, age, sex."""
    who = radiograph.identifiers
    lines = (
        (who.readable_name or radiograph.provenance.file.name,),
        (_tr("ID {0}").format(who.patient_id) if who.patient_id else "",),
        (_day(radiograph.study_date, "{0}", None), _age_words(radiograph, ages), sex_letter(sex)),
    )
    return _joined(lines)


def is_narrow(view: tuple[int, int], banner: Sequence[str], fonts: Fonts) -> bool:
    """Whether a view has room for the short banner only; a long name is no reason, it is cut."""
    return max((width_of(fonts.words, words) for words in banner[1:]), default=0.0) > _SHORT_FROM * view[0]


def side_mark(radiograph: Radiograph) -> str:
    """The letter that stands for the side, empty where nobody said it."""
    marks = {Laterality.LEFT: _tr("L"), Laterality.RIGHT: _tr("R")}
    return "" if radiograph.laterality is None else marks[radiograph.laterality]


def window_words(centre: float, width: float, zoom: float) -> tuple[str, ...]:
    """Window in stored values, and zoom in screen pixels per image pixel."""
    window = _tr("C {0}  W {1}").format(f"{centre:.0f}", f"{width:.0f}")
    return window, _tr("zoom {0} %").format(f"{100 * zoom:.0f}")


def change_words(orientation: Orientation, *, is_inverted: bool) -> tuple[str, ...]:
    """How the film is shown otherwise than its file has it: mirrored, turned, inverted; empty where it is not."""
    a, b, c, d = orientation
    is_mirrored = a * d - b * c < 0
    degrees = {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}[(-a, -c) if is_mirrored else (a, c)]
    words = (
        _tr("mirrored") if is_mirrored else "",
        _tr("turned {0}°").format(degrees) if degrees else "",
        _tr("inverted") if is_inverted else "",
    )
    return tuple(word for word in words if word)


def attention_words(bone: Bone) -> tuple[str, ...]:
    """What the filled corners of boxes mean while this bone is selected, in two lines."""
    return _tr("filled corner:"), _tr("informed {0} most").format(bone_words(bone))


def bar_words(bar: ScaleBar, radiograph: Radiograph) -> tuple[str, ...]:
    """What a scale bar stands for."""
    if radiograph.spacing is None:
        return ()
    return _tr("{0} mm").format(bar.millimetres), reference_words(radiograph.spacing)


def draw_corners(painter: QPainter, view: tuple[int, int], corners: Corners, fonts: Fonts) -> None:
    """Draw them."""
    for line in _lines(view, corners, fonts):
        draw_plate(painter, line.plate)
        painter.setFont(line.font)
        draw_words(painter, QPointF(line.left, line.top + QFontMetricsF(line.font).ascent()), line.words, line.hue)
    if corners.side:
        draw_plate(painter, _side_plate(view, corners, fonts))
        painter.setFont(fonts.side)
        draw_words(painter, QPointF(MARGIN, view[1] - MARGIN), corners.side)
    if corners.bar is not None:
        draw_plate(painter, _bar_plate(view, corners.bar, corners, fonts))
        _draw_bar(painter, view, corners.bar, corners, fonts)


def taken_by(view: tuple[int, int], corners: Corners, fonts: Fonts) -> tuple[Rectangle, ...]:
    """The areas of the view that the words cover, with the margin around them."""
    return tuple(_around(plate, MARGIN - _PAD) for block in _blocks(view, corners, fonts) for plate in block)


def kept_free(view: tuple[int, int], corners: Corners, fonts: Fonts) -> tuple[Rectangle, ...]:
    """What a fitted film leaves free: a rectangle around the words of each corner, the banner's first."""
    united: list[QRectF] = []
    for block in _blocks(view, corners, fonts):
        whole = QRectF()
        for plate in block:
            whole = whole.united(plate)
        united.append(whole)
    return tuple(_around(block, _PAD) for block in united)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of words, `left` and `top` in pixels of the view."""

    words: str
    font: QFont
    hue: str
    left: float
    top: float

    @property
    def plate(self) -> QRectF:
        """The dark ground behind it."""
        width, height = width_of(self.font, self.words), QFontMetricsF(self.font).height()
        return QRectF(self.left - _PAD, self.top, width + 2 * _PAD, height)


def _blocks(view: tuple[int, int], corners: Corners, fonts: Fonts) -> Sequence[Sequence[QRectF]]:
    """The plates of the corners: top left, top right, bottom left, bottom right; empty corners are left out."""
    banner = _banner(view, corners, fonts)
    below = [line.plate for line in _notes(view, corners, fonts)]
    if corners.side:
        below.append(_side_plate(view, corners, fonts))
    bar = [] if corners.bar is None else [_bar_plate(view, corners.bar, corners, fonts)]
    right = [line.plate for line in _right(view, corners, banner, fonts)]
    return [block for block in ([line.plate for line in banner], right, below, bar) if block]


def _lines(view: tuple[int, int], corners: Corners, fonts: Fonts) -> Sequence[_Line]:
    banner = _banner(view, corners, fonts)
    return [*banner, *_right(view, corners, banner, fonts), *_notes(view, corners, fonts)]


def _banner(view: tuple[int, int], corners: Corners, fonts: Fonts) -> Sequence[_Line]:
    """Top left. The name is cut where it is longer than the lines below it and would take more than its share."""
    room, height = view[0] - 2 * MARGIN, QFontMetricsF(fonts.words).height()
    below = max((width_of(fonts.words, words) for words in corners.banner[1:]), default=0.0)
    rooms = [min(room, max(below, _NAME_SHARE * view[0])), *[room] * len(corners.banner)]
    lettered = [fonts.name, *[fonts.words] * len(corners.banner)]
    return [
        _Line(elided(font, words, share), font, FILM.text, MARGIN, MARGIN + number * height)
        for number, (words, font, share) in enumerate(zip(corners.banner, lettered, rooms, strict=False))
    ]


def _right(view: tuple[int, int], corners: Corners, banner: Sequence[_Line], fonts: Fonts) -> Sequence[_Line]:
    """Top right, or below the banner where there is no room beside it."""
    room, height = view[0] - 2 * MARGIN, QFontMetricsF(fonts.words).height()
    hued = [(corners.window, FILM.text), (corners.changes, FILM.reader)]
    right = [(elided(fonts.words, words, room), hue) for lines, hue in hued for words in lines]
    widths = [max((width_of(line.font, line.words) for line in banner), default=0.0)]
    widths.append(max((width_of(fonts.words, words) for words, _ in right), default=0.0))
    first = len(banner) if sum(widths) + MARGIN > room else 0
    return [
        _Line(words, fonts.words, hue, view[0] - MARGIN - width_of(fonts.words, words), MARGIN + number * height)
        for number, (words, hue) in enumerate(right, start=first)
    ]


def _notes(view: tuple[int, int], corners: Corners, fonts: Fonts) -> Sequence[_Line]:
    """Bottom left, beside the mark of the side."""
    left = MARGIN
    if corners.side:
        left = _side_plate(view, corners, fonts).right() + MARGIN
    height = QFontMetricsF(fonts.words).height()
    top = view[1] - MARGIN - len(corners.notes) * height
    return [
        _Line(words, fonts.words, FILM.quiet, left, top + number * height) for number, words in enumerate(corners.notes)
    ]


def _side_plate(view: tuple[int, int], corners: Corners, fonts: Fonts) -> QRectF:
    letter = QFontMetricsF(fonts.side).tightBoundingRect(corners.side).translated(MARGIN, view[1] - MARGIN)
    return letter.adjusted(-_PAD, -_PAD, _PAD, _PAD)


def _bar_plate(view: tuple[int, int], bar: ScaleBar, corners: Corners, fonts: Fonts) -> QRectF:
    width = max(bar.length, width_of(fonts.words, " ".join(corners.bar_words)))
    height = QFontMetricsF(fonts.words).height() + 4 * _TICK
    plate = QRectF(view[0] - MARGIN - width - _PAD, view[1] - MARGIN + 2 * _TICK - height, width + 2 * _PAD, height)
    side = _side_plate(view, corners, fonts)
    return plate.translated(0, side.top() - plate.bottom()) if corners.side and plate.intersects(side) else plate


def _draw_bar(painter: QPainter, view: tuple[int, int], bar: ScaleBar, corners: Corners, fonts: Fonts) -> None:
    words, plate = " ".join(corners.bar_words), _bar_plate(view, bar, corners, fonts)
    right, y = view[0] - MARGIN, plate.top() + _TICK
    left = right - bar.length
    painter.setFont(fonts.words)
    draw_words(painter, QPointF(right - width_of(fonts.words, words), plate.bottom() - 2 * _TICK), words)
    for hue, width in ((QColor(0, 0, 0, 200), 3.0), (QColor(FILM.text), 1.0)):
        painter.setPen(QPen(hue, width))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        for x in (left, right):
            painter.drawLine(QPointF(x, y - _TICK), QPointF(x, y + _TICK))


def _around(plate: QRectF, margin: float) -> Rectangle:
    return plate.left() - margin, plate.top() - margin, plate.right() + margin, plate.bottom() + margin


def _joined(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    joined = (" · ".join(part for part in line if part) for line in lines)
    return tuple(line for line in joined if line)


def _sex_words(sex: Sex | None, source: FactSource) -> str:
    if sex is None:
        return sex_letter(None)
    sources = {
        FactSource.TAG: _tr("file"),
        FactSource.READER: _tr("reader"),
        FactSource.DEMOGRAPHICS: _tr("table"),
        FactSource.UNKNOWN: _tr("source unknown"),
    }
    return f"{sex_letter(sex)} ({sources[source]})"


def _day(day: date | None, pattern: str, by_reader: date | None) -> str:
    return "" if day is None else _by_reader(pattern.format(told(day_words(day))), by_reader is not None)


def _by_reader(words: str, is_so: bool) -> str:  # noqa: FBT001 - whether the words are the reader's
    return _tr("{0} (reader)").format(words) if is_so else words


def _age_words(radiograph: Radiograph, ages: AgeNotation) -> str:
    """Months are completed ones, as people count them."""
    age = radiograph.age
    if age is None:
        return ""
    is_decimal = ages is AgeNotation.DECIMAL
    in_months = _tr("{0} y {1} m").format(age.months // 12, age.months % 12)
    words = told(short_years_words(age.years)) if is_decimal else in_months
    return words if age.source is AgeSource.DATES else _tr("{0} by the tag").format(words)


def _hand_words(radiograph: Radiograph) -> str:
    sides = {Laterality.LEFT: _tr("Left hand"), Laterality.RIGHT: _tr("Right hand"), None: _tr("Side not known")}
    return f"{sides[radiograph.laterality]} {radiograph.view}".rstrip()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Film", text)
