"""What the stages found lies over the film: drawn here on black, and looked at pixel by pixel."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication
from reviewed_sample import SIZE, attention_on, reviewed
from sample_hand import sample_findings

from bonage_desktop.app.film_letters import Fonts
from bonage_desktop.app.film_marks import Choice, Line, Mark, marks_of
from bonage_desktop.app.film_overlay import FilmOverlay, Scene
from bonage_desktop.app.film_view_modes import OverlayMode, StageView
from bonage_desktop.app.palm_shape import PalmShape
from bonage_desktop.app.theme import DARK, PALM
from bonage_desktop.app.viewpoint import Viewpoint
from bonage_desktop.standards.bones import Bone

VIEW = (800, 600)
WHOLE = Viewpoint.fitted(SIZE, VIEW)


@pytest.fixture
def fonts(qapp: QApplication) -> Fonts:
    return Fonts.beside(qapp.font())


@pytest.fixture(scope="module")
def palm() -> PalmShape:
    return PalmShape(sample_findings().palm.mask)


def scene(**changes: object) -> Scene:
    everything = Choice(OverlayMode.ALL, StageView.LEVELS, None, {}, shows_attention=True)
    drawn = Scene(marks_of(reviewed().state, everything), StageView.LEVELS, OverlayMode.ALL, None, (), False)
    return replace(drawn, **changes)


def drawn(
    shown: Scene,
    fonts: Fonts,
    viewpoint: Viewpoint = WHOLE,
    overlay: FilmOverlay | None = None,
    *,
    is_moving: bool = False,
) -> np.ndarray:
    """uint8 (H, W, 3), red first."""
    image = QImage(*viewpoint.view, QImage.Format.Format_RGB888)
    image.fill(0)
    painter = QPainter(image)
    (overlay or FilmOverlay()).draw(painter, viewpoint, shown, fonts, is_moving=is_moving)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(viewpoint.view[1], image.bytesPerLine())
    return rows[:, : 3 * viewpoint.view[0]].reshape(viewpoint.view[1], viewpoint.view[0], 3).copy()


def has_hue(picture: np.ndarray, hue: str, share: float = 1.0) -> np.ndarray:
    """bool (H, W): where a hue is, on black with this opacity."""
    wanted = np.array([int(hue[i : i + 2], 16) for i in (1, 3, 5)]) * share
    return np.abs(picture - wanted).max(axis=2) < 25


def has(picture: np.ndarray, hue: str, share: float = 1.0) -> bool:
    return bool(has_hue(picture, hue, share).any())


def around(picture: np.ndarray, mark: Mark, viewpoint: Viewpoint = WHOLE, more: int = 3) -> np.ndarray:
    left, top, right, bottom = (round(edge) for edge in viewpoint.rectangle_to_view(mark.box.corners))
    return picture[top - more : bottom + more, left - more : right + more]


def test_each_box_is_where_its_bone_is_on_the_screen(fonts: Fonts) -> None:
    shown = scene()
    marks = [mark for mark in shown.marks if not mark.is_selected]
    turned = WHOLE.rotated(1)

    assert all(has(around(drawn(shown, fonts), mark), DARK.model, 0.45) for mark in marks)
    assert all(has(around(drawn(shown, fonts, turned), mark, turned), DARK.model, 0.45) for mark in marks)


def test_the_selected_box_is_white_and_broader_than_the_others(fonts: Fonts) -> None:
    shown = scene()
    picture = drawn(shown, fonts)
    *_, selected = shown.marks
    left, top, _, bottom = (round(edge) for edge in WHOLE.rectangle_to_view(selected.box.corners))

    across = picture[(top + bottom) // 2, left - 4 : left + 5, 0]

    assert has(around(picture, selected), "#ffffff")
    assert 2 <= (across > 100).sum() <= 4


def test_handles_stand_at_the_selected_box_alone(fonts: Fonts) -> None:
    plain, handled = drawn(scene(), fonts), drawn(scene(with_handles=True), fonts)

    rows, columns = np.nonzero((plain != handled).any(axis=2))
    left, top, right, bottom = WHOLE.rectangle_to_view(scene().marks[-1].box.corners)
    assert len(rows)
    assert left - 6 <= columns.min() <= columns.max() <= right + 6
    assert top - 6 <= rows.min() <= rows.max() <= bottom + 6


def test_the_palm_is_outlined_filled_or_cut_out(fonts: Fonts, palm: PalmShape) -> None:
    bare = {"marks": (), "palm": palm}
    outlined = drawn(scene(**bare), fonts)
    filled = drawn(scene(**bare, stage=StageView.MASK), fonts)
    original = drawn(scene(**bare, stage=StageView.ORIGINAL), fonts)

    inside = tuple(round(value) for value in reversed(WHOLE.to_view((450, 700))))
    assert has(outlined, PALM)
    assert not outlined[inside].any()
    assert filled[inside].any()
    assert not original.any()


def test_without_an_overlay_the_palm_is_hidden_too(fonts: Fonts, palm: PalmShape) -> None:
    assert not drawn(scene(marks=(), palm=palm, overlay=OverlayMode.NONE), fonts).any()


def test_labels_stand_beside_the_hand(fonts: Fonts, palm: PalmShape) -> None:
    with_marks, bare = drawn(scene(palm=palm), fonts), drawn(scene(palm=palm, marks=()), fonts)
    plates = (with_marks.max(axis=2) > 165) & (bare.max(axis=2) == 0)  # the lines that lead to letters are darker
    boxes = np.zeros_like(plates)
    for mark in scene().marks:
        left, top, right, bottom = (round(edge) for edge in WHOLE.rectangle_to_view(mark.box.corners))
        boxes[top - 5 : bottom + 5, left - 5 : right + 5] = True
    hand = palm.cells(WHOLE).repeat(6, 0).repeat(6, 1)
    inner = np.zeros_like(plates)
    inner[: hand.shape[0], : hand.shape[1]] = hand
    shrunk = inner & np.roll(inner, 20, 1) & np.roll(inner, -20, 1)  # well within the outline

    letters = plates & ~boxes

    assert letters.sum() > 1000
    assert (letters & shrunk).sum() < 0.02 * letters.sum()


def test_a_bone_that_informed_the_selected_level_has_a_filled_corner(fonts: Fonts) -> None:
    state = reviewed(attention=attention_on((Bone.ULNA, 0.4))).state
    everything = Choice(OverlayMode.ALL, StageView.LEVELS, None, {}, shows_attention=True)
    shown = {mark.bone: mark for mark in marks_of(state, everything)}
    plain = drawn(scene(marks=marks_of(state, replace(everything, shows_attention=False))), fonts)
    marked = drawn(scene(marks=tuple(shown.values())), fonts)

    left, top, _, _ = (round(edge) for edge in WHOLE.rectangle_to_view(shown[Bone.ULNA].box.corners))
    assert marked[top + 2, left + 2].min() > 200
    assert plain[top + 3, left + 3].max() < 100


def test_the_labels_do_not_move_when_shares_are_shown_beside_them(fonts: Fonts) -> None:
    state = reviewed(attention=attention_on((Bone.ULNA, 0.4))).state
    everything = Choice(OverlayMode.ALL, StageView.LEVELS, None, {}, shows_attention=True)
    plain = drawn(scene(marks=marks_of(state, replace(everything, shows_attention=False))), fonts)
    marked = drawn(scene(marks=marks_of(state, everything)), fonts)

    was_lit = plain.max(axis=2) > 60

    assert (marked.max(axis=2) > 60)[was_lit].mean() > 0.97


def test_a_share_does_not_stand_on_other_words(fonts: Fonts) -> None:
    state = reviewed(attention=attention_on((Bone.ULNA, 0.4))).state
    everything = Choice(OverlayMode.ALL, StageView.LEVELS, None, {}, shows_attention=True)
    marks = [mark for mark in marks_of(state, everything) if mark.bone is Bone.ULNA]
    plain, marked = (drawn(scene(marks=[replace(marks[0], share=share)]), fonts) for share in (None, 0.4))
    share = (marked.astype(int) - plain).max(axis=2) > 60
    left, top, right, bottom = (round(edge) for edge in WHOLE.rectangle_to_view(marks[0].box.corners))
    share[top - 3 : bottom + 3, left - 3 : right + 3] = False  # the filled corner of the box stays
    rows, columns = np.nonzero(share)
    words = (float(columns.min()), float(rows.min()), float(columns.min()) + 6, float(rows.max()))

    moved = drawn(scene(marks=marks, taken=(words,)), fonts)

    left, top, right, bottom = (int(edge) for edge in words)
    assert marked[top:bottom, left:right].max() > 200
    assert moved[top:bottom, left:right].max() < 60


def test_a_pencil_and_a_question_mark_follow_the_label(fonts: Fonts) -> None:
    mark = replace(scene().marks[-1], is_selected=False, hue=DARK.reader)
    alone = {"plain": mark, "pencil": replace(mark, is_by_reader=True), "doubt": replace(mark, line=Line.DOTTED)}

    lit = {name: int(has_hue(drawn(scene(marks=[one]), fonts), DARK.reader).sum()) for name, one in alone.items()}

    assert lit["pencil"] > lit["plain"] + 10
    assert lit["doubt"] != lit["plain"]


def test_a_dotted_box_has_gaps(fonts: Fonts) -> None:
    mark = replace(scene().marks[-1], is_selected=False, hue=DARK.reader)
    left, _, _, bottom = (round(edge) for edge in WHOLE.rectangle_to_view(mark.box.corners))

    edges = [
        has_hue(drawn(scene(marks=[replace(mark, line=line)]), fonts), DARK.reader)[
            bottom - 25 : bottom, left - 1 : left + 2
        ]
        for line in (Line.SOLID, Line.DOTTED, Line.DASHED)
    ]

    solid, dotted, dashed = (int(edge.any(axis=1).sum()) for edge in edges)
    assert solid > dashed > 0
    assert solid > dotted > 0


def test_while_the_film_moves_its_labels_move_with_it(fonts: Fonts) -> None:
    overlay, shown = FilmOverlay(), scene()
    before = drawn(shown, fonts, overlay=overlay)

    after = drawn(shown, fonts, WHOLE.panned((20, 10)), overlay, is_moving=True)

    assert (np.abs(after[30:-30, 40:-40].astype(int) - before[20:-40, 20:-60]) > 60).mean() < 0.002


@pytest.mark.parametrize(
    "change",
    [
        {"marks": "moved"},
        {"marks": "longer label"},
        {"marks": "pencil"},
        {"taken": ((0.0, 0.0, 800.0, 130.0),)},
        {"palm": None},
    ],
    ids=str,
)
def test_labels_stand_where_they_would_stand_if_nothing_had_been_drawn_before(
    fonts: Fonts, palm: PalmShape, change: dict[str, object]
) -> None:
    first, *others = scene().marks
    box = first.box
    changed = {
        "moved": replace(first, box=replace(box, x0=box.x0 + 150, x1=box.x1 + 150)),
        "longer label": replace(first, label=f"{first.label} and more"),
        "pencil": replace(first, is_by_reader=True),
    }
    overlay, before = FilmOverlay(), scene(palm=palm)
    drawn(before, fonts, overlay=overlay)
    wanted = {"marks": (changed[change["marks"]], *others)} if "marks" in change else change
    after = replace(before, **wanted)

    picture = drawn(after, fonts, overlay=overlay)

    assert np.array_equal(picture, drawn(after, fonts))
    assert not np.array_equal(picture, drawn(before, fonts))


def test_labels_follow_another_look_and_larger_letters(fonts: Fonts, palm: PalmShape, qapp: QApplication) -> None:
    overlay, shown, closer = FilmOverlay(), scene(palm=palm), WHOLE.zoomed(1.5, (400, 300))
    larger = QFont(qapp.font())
    larger.setPixelSize(22)
    drawn(shown, fonts, overlay=overlay)

    looks = [drawn(shown, fonts, closer, overlay), drawn(shown, Fonts.beside(larger), closer, overlay)]

    assert np.array_equal(looks[0], drawn(shown, fonts, closer))
    assert np.array_equal(looks[1], drawn(shown, Fonts.beside(larger), closer))
    assert not np.array_equal(*looks)


def test_what_lies_outside_the_view_has_no_label(fonts: Fonts) -> None:
    far = replace(WHOLE, centre=(-5000.0, 0.0))

    assert not drawn(scene(), fonts, far).any()


def test_a_narrow_view_shows_numbers_alone(fonts: Fonts) -> None:
    narrow = Viewpoint.fitted(SIZE, (300, 400))
    lit = {
        words: (drawn(scene(marks=marks), fonts, narrow).max(axis=2) > 60).sum()
        for words, marks in {
            "long": scene().marks,
            "short": [replace(mark, label=str(mark.bone.number)) for mark in scene().marks],
        }.items()
    }

    assert lit["long"] == lit["short"]


@pytest.mark.parametrize("is_moving", [True, False])
@pytest.mark.parametrize("side", [(-1, 0), (1, 0), (0, -1), (0, 1)])
def test_the_label_of_a_box_that_is_out_of_sight_goes_with_it(
    fonts: Fonts, side: tuple[int, int], is_moving: bool
) -> None:
    shown = scene(marks=[replace(mark, is_faint=False) for mark in scene().marks if mark.bone is Bone.DP5])
    overlay = FilmOverlay()
    assert has(drawn(shown, fonts, overlay=overlay), DARK.model)
    left, top, right, bottom = WHOLE.rectangle_to_view(shown.marks[0].box.corners)
    out = {(-1, 0): -right, (1, 0): VIEW[0] - left, (0, -1): -bottom, (0, 1): VIEW[1] - top}[side]
    offset = (out + 4 * side[0], 0) if side[0] else (0, out + 4 * side[1])
    dx, dy = WHOLE.direction_to_image(offset)
    away = replace(WHOLE, centre=(WHOLE.centre[0] - dx, WHOLE.centre[1] - dy))

    picture = drawn(shown, fonts, away, overlay, is_moving=is_moving)

    assert not has(picture, DARK.model)
