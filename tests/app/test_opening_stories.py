"""What a reader opens: files, folders, media, heaps of other things; and files that go away or change meanwhile."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from dicom_medium import write_medium
from hand_files import plain_hand, small_findings, small_hand
from pretended_engine import PretendedEngine
from pydicom import dcmread
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sample_hand import BOY, GIRL

from bonage_desktop.app.message_bar import Message, Tone
from bonage_desktop.app.opening_words import opening_message
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import CaseState
from bonage_desktop.workflow.opening import files_to_open

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]
Drop = Callable[..., None]
BUSY = (CaseState.WAITING, CaseState.READING)


@pytest.fixture
def films(tmp_path: Path) -> Path:
    """An empty folder."""
    made = tmp_path / "films"
    made.mkdir()
    return made


@pytest.fixture
def drop(qtbot: QtBot) -> Drop:
    """Drags paths from a file manager onto the window and lets them go; waits until their cases are listed."""

    def dropped(window: ReviewWindow, *paths: Path, listed: int) -> None:
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        arriving = QDragEnterEvent(QPoint(600, 400), Qt.DropAction.CopyAction, files, buttons, held)
        QApplication.sendEvent(window, arriving)
        assert arriving.isAccepted()
        leaving = QDropEvent(QPointF(600, 400), Qt.DropAction.CopyAction, files, buttons, held)
        QApplication.sendEvent(window, leaving)
        qtbot.waitUntil(lambda: len(window.desk.worklist) == listed, timeout=60_000)

    return dropped


def names(window: ReviewWindow) -> Sequence[str]:
    return [case.file.name for case in window.desk.worklist.cases]


def settle(qtbot: QtBot, window: ReviewWindow) -> None:
    """Until nothing is waited for."""
    numbers = range(1, len(window.desk.worklist) + 1)
    qtbot.waitUntil(lambda: all(window.desk.case(one).state not in BUSY for one in numbers), timeout=120_000)


def said(window: ReviewWindow) -> list[Message]:
    """Everything that the message bar says from now on."""
    heard: list[Message] = []
    say = window.places.messages.say

    def hear(message: Message) -> None:
        heard.append(message)
        say(message)

    window.places.messages.say = hear
    return heard


def told(window: ReviewWindow) -> str:
    """The words in the place of the result."""
    return "\n".join(label.text() for label in window.places.result.findChildren(QLabel) if label.isVisible())


def test_files_that_are_dropped_are_listed_and_the_first_opens(qtbot: QtBot, make_window: Make, drop: Drop) -> None:
    window = make_window()

    drop(window, GIRL, BOY, listed=2)
    settle(qtbot, window)

    assert names(window) == ["female_120.png", "male_120.dcm"]
    assert window.desk.open_number == 1
    assert window.desk.case(2).state is CaseState.TO_REVIEW


def test_a_folder_that_is_dropped_is_searched_with_its_subfolders(
    qtbot: QtBot, make_window: Make, drop: Drop, films: Path
) -> None:
    (films / "later").mkdir()
    shutil.copy(BOY, films / "later" / "b.dcm")
    shutil.copy(GIRL, films / "a.png")
    (films / "letter.txt").write_text("Dear colleague")
    window = make_window()

    drop(window, films, listed=2)
    settle(qtbot, window)

    assert names(window) == ["a.png", "b.dcm"]
    assert window.places.messages.message == Message("Images opened: 2; passed over: 1 (no images: 1).")


def test_the_list_of_a_medium_that_is_dropped_opens_its_images(
    qtbot: QtBot, make_window: Make, drop: Drop, tmp_path: Path
) -> None:
    images = []
    for number in (1, 2):
        image = dcmread(plain_hand(tmp_path))
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = f"2.25.{number}"
        images.append(image)
    medium = write_medium(tmp_path / "disc", images)
    window = make_window()

    drop(window, medium / "DICOMDIR", listed=2)
    settle(qtbot, window)

    assert [window.desk.case(number).state for number in (1, 2)] == [CaseState.TO_REVIEW] * 2
    assert window.desk.case(1).radiograph.identifiers.patient_name


def test_dropping_a_file_again_lists_it_once(qtbot: QtBot, make_window: Make, drop: Drop) -> None:
    window = make_window()
    drop(window, BOY, listed=1)

    drop(window, BOY, listed=1)
    settle(qtbot, window)

    assert names(window) == ["male_120.dcm"]


def test_a_folder_of_500_mixed_files_is_told_in_one_message_and_the_window_goes_on(
    qtbot: QtBot, make_window: Make, drop: Drop, films: Path
) -> None:
    for number in range(60):
        (films / f"{number:03}-damaged.dcm").write_bytes(b"no image at all" * number)
    for number in range(60, 497):
        (films / f"{number:03}-letter.txt").write_text("Dear colleague")
    for number in range(497, 500):
        small_hand(films, f"{number}-hand", 0.2)
    window = make_window(PretendedEngine(lambda _: small_findings(0.2)))
    heard = said(window)

    drop(window, films, listed=63)
    settle(qtbot, window)
    first = told(window)
    window.desk.open(61)
    qtbot.waitUntil(lambda: window.film.viewpoint is not None, timeout=60_000)

    assert heard == [Message("Images opened: 63; passed over: 437 (no images: 437).")]
    assert "000-damaged.dcm" in first
    assert [window.desk.case(number).state for number in (1, 60)] == [CaseState.FAILED] * 2
    assert [window.desk.case(number).state for number in (61, 62, 63)] == [CaseState.NEEDS_SEX] * 3


def test_a_folder_without_images_is_said_once(qtbot: QtBot, make_window: Make, drop: Drop, films: Path) -> None:
    (films / "letter.txt").write_text("Dear colleague")
    window = make_window()
    heard = said(window)

    drop(window, films, listed=0)
    qtbot.waitUntil(lambda: bool(heard), timeout=60_000)

    assert len(heard) == 1
    assert str(films) in heard[0].text
    assert heard[0].text.endswith("Images opened: 0; passed over: 1 (no images: 1).")
    assert heard[0].hint == "Open a folder that holds images."  # not the command line's --recursive
    assert heard[0].tone is Tone.TROUBLE


def test_of_several_folders_without_images_the_first_is_told_and_the_others_are_counted(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for folder in folders:
        folder.mkdir()

    message = opening_message(files_to_open(folders))

    assert str(folders[0]) in message.text
    assert message.text.endswith("More folders or lists that could not be used: 2.")


def test_files_that_all_open_need_no_message() -> None:
    assert opening_message(files_to_open([BOY, GIRL])) is None


def test_a_case_whose_file_is_gone_keeps_what_was_entered_says_so_once_and_is_not_signed_unseen(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    file = Path(shutil.copy(BOY, tmp_path / "gone.dcm"))
    window = make_window()
    open_case(window, file)
    window.desk.change(lambda session: session.choose_level(Level(Bone.RADIUS, 9)))
    file.unlink()
    open_case(window, GIRL)
    heard = said(window)

    window.desk.open(1)
    qtbot.waitUntil(lambda: bool(heard), timeout=60_000)
    window.desk.change(lambda session: session.confirm())

    assert [message.text for message in heard if "gone.dcm" in message.text] == [
        f"{file} does not exist.",
        "gone.dcm cannot be confirmed: its image could not be read.",
    ]
    assert window.film.viewpoint is None
    assert window.desk.case(1).reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
    assert window.desk.case(1).state is CaseState.TO_REVIEW


def test_after_a_case_whose_file_is_gone_the_next_one_opens(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    file = Path(shutil.copy(BOY, tmp_path / "gone.dcm"))
    window = make_window()
    open_case(window, file)
    open_case(window, GIRL)
    file.unlink()
    window.desk.open(1)

    window.desk.open(2)
    qtbot.waitUntil(lambda: window.film.viewpoint is not None, timeout=60_000)

    assert window.desk.case(2).state is CaseState.NEEDS_SEX


def test_a_case_whose_file_is_another_one_now_says_so_beside_the_age(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    file = Path(shutil.copy(BOY, tmp_path / "hand.dcm"))
    window = make_window()
    open_case(window, file)
    window.desk.change(lambda session: session.choose_level(Level(Bone.RADIUS, 9)))
    open_case(window, GIRL)
    shutil.copy(plain_hand(tmp_path), file)

    window.desk.open(1)
    qtbot.waitUntil(lambda: window.film.viewpoint is not None, timeout=60_000)

    assert "not the one that was assessed" in told(window)
    assert window.desk.case(1).reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
