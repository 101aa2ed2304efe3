"""Where the window speaks Chinese, all of it does: what is read, what is pointed at, and what a screen reader says."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from clipping import problems
from hand_files import plain_hand, plain_hand_of_unknown_sex
from panels import spoken, told
from pretended_engine import PretendedEngine
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from sample_hand import sample_findings

from bonage_desktop.app.film_scene import bone_tip
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.roi import Source
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.language import Language
from bonage_desktop.vision.palm import judge_palm
from bonage_desktop.vision.pose import coarse_notices, negative_notices
from bonage_desktop.workflow.errors import unexpected

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]

LATIN = re.compile(r"[A-Za-z]{3,}")
ALIKE = (
    re.escape(load_standards().rus_chn.title),
    r"DICOM(DIR)?|PNG|JPEG|TIFF|BMP|PDF|CSV|UTF|SHA|GPU|CPU|CUDA|NVIDIA|RUS-CHN|TW3-RUS|RUS|Greulich-Pyle",
    r"U-Net|DetectoRS|DenseNet121-SA",
    r"Ctrl|Alt|Shift|Enter|Return|Esc|PgUp|PgDown|PgDn|Delete|Del|Space|Tab",
    r"\w+\.(dcm|png|pdf|svg|jpg|log|json)\b|~?/\S+",
    r"`[^`]*`|\bsex\b|\bage_years\b|\bUTC\b",
    r"English|Wang",
)
"""What Chinese readers meet in Latin letters: formats, standards, networks, keys, files, commands, people."""


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    with spoken(qapp, Language.ZH):
        yield


def words_on(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of a window and of what is in it, hidden places too, and what it belongs to."""
    for widget in (window, *window.findChildren(QWidget)):
        for text in _texts_of(widget):
            yield type(widget).__name__, text
    for action in window.findChildren(QAction):
        for text in (action.text(), action.toolTip(), action.statusTip(), action.whatsThis()):
            yield f"action {action.objectName()}", text


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.whatsThis())
    yield widget.windowTitle()
    match widget:
        case QComboBox():
            yield from (widget.itemText(row) for row in range(widget.count()))
        case QLineEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QTabBar():
            yield from (words(tab) for words in (widget.tabText, widget.tabToolTip) for tab in range(widget.count()))
        case QAbstractItemView() if (model := widget.model()) is not None:
            yield from _texts_in(model)
        case QLabel() | QAbstractButton():
            yield widget.text()
        case _:
            pass


def _texts_in(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(model.rowCount()):
        yield from (str(model.index(row, 0).data(role) or "") for role in roles)


def english_on(window: QWidget, names: Sequence[str] = ()) -> Mapping[str, str]:
    """Texts with words in Latin letters that are none of those that Chinese has too, and where they stand."""
    alike = re.compile("|".join([*ALIKE, *map(re.escape, names)]))
    return {text: where for where, text in words_on(window) if LATIN.search(alike.sub("", text))}


def names(window: ReviewWindow) -> Sequence[str]:
    """What the open file says of its patient."""
    case = window.desk.session.case
    assert case is not None
    radiograph = case.radiograph
    assert radiograph is not None
    who = radiograph.identifiers
    return [word for word in (who.readable_name, who.patient_id, who.accession_number, radiograph.view) if word]


def refused() -> PretendedEngine:
    """Networks that find no hand, as they say it."""
    rejection = judge_palm(None, np.zeros((8, 8), np.uint8))
    return PretendedEngine(lambda _: sample_findings(rejection=rejection, rois={}, grades={}))


def doubting() -> PretendedEngine:
    """Networks with something to say of image and bones."""
    found = sample_findings()
    inferred = {**found.rois, Bone.MC5: replace(found.rois[Bone.MC5], source=Source.INFERRED)}
    del inferred[Bone.DP5]
    lost = Notice(
        "vision.roi_missing",
        say("{bone} was not found and is never inferred: it needs the reader.", bone=Bone.DP5.title),
    )
    notices = (*coarse_notices(60.0), *negative_notices(is_negative=True))
    grades = {bone: grade for bone, grade in found.grades.items() if bone is not Bone.DP5}
    return PretendedEngine(
        lambda _: replace(found, rois=inferred, grades=grades, missing={Bone.DP5: lost}, notices=notices)
    )


def test_before_a_case_is_open(chinese: None, make_window: Make) -> None:
    window = make_window()

    assert english_on(window) == {}
    assert window.windowTitle() == "骨龄"


def test_while_a_case_is_corrected(chinese: None, make_window: Make, open_case: Open, tmp_path: Path) -> None:
    window = make_window()
    open_case(window, plain_hand(tmp_path))
    window.select(lambda session: session.select(Bone.RADIUS))

    window.intents.step_level(+1)

    assert english_on(window, names(window)) == {}
    assert window.bar.undo.toolTip().startswith("↶ 撤销：桡骨，")


def test_where_bones_are_missing_and_doubted(chinese: None, make_window: Make, open_case: Open, tmp_path: Path) -> None:
    window = make_window(doubting())

    open_case(window, plain_hand(tmp_path))

    assert english_on(window, names(window)) == {}
    assert bone_tip(window.desk.session.state, Bone.MC5, window.film.choice).splitlines() == [
        "第五掌骨，L4(2) · 5",
        "该框未被找到，而是由其他骨推定的。",
    ]


def test_where_the_hand_was_refused(chinese: None, make_window: Make, open_case: Open, tmp_path: Path) -> None:
    window = make_window(refused())

    open_case(window, plain_hand_of_unknown_sex(tmp_path))

    assert english_on(window, names(window)) == {}


def test_where_a_case_is_confirmed(chinese: None, make_window: Make, open_case: Open, tmp_path: Path) -> None:
    window = make_window()
    open_case(window, plain_hand(tmp_path))

    window.desk.confirm_and_go_on()

    assert english_on(window, names(window)) == {}


def test_where_the_networks_failed(chinese: None, make_window: Make, open_case: Open, tmp_path: Path) -> None:
    window = make_window(PretendedEngine(error=unexpected(Path("plain.dcm"))))

    open_case(window, plain_hand(tmp_path))
    window.say_failure(unexpected(Path("other.dcm")))

    assert english_on(window, names(window)) == {}
    assert "由于本程序的故障，无法评定 plain.dcm。" in told(window.places.result)
    assert "由于本程序的故障，无法评定 other.dcm。" in told(window.places.messages)


@pytest.mark.parametrize("engine", [PretendedEngine, doubting, refused], ids=["found", "doubted", "refused"])
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)], ids=lambda size: f"{size[0]} x {size[1]}")
def test_chinese_words_have_room(
    chinese: None,
    make_window: Make,
    open_case: Open,
    tmp_path: Path,
    engine: Callable[[], PretendedEngine],
    size: tuple[int, int],
) -> None:
    window = make_window(engine())
    open_case(window, plain_hand(tmp_path))

    window.resize(*size)
    for _ in range(5):  # a layout may ask for another one
        QApplication.processEvents()

    assert problems(window) == []


def test_the_settings(chinese: None, make_window: Make) -> None:
    window = make_window()

    window.intents.show_settings()
    window.intents.show_keys()

    assert english_on(window) == {}
