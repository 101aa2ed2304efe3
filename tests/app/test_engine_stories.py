"""Whatever befalls the networks is one message: what the reader entered stays, and the next image is assessed.

The engine is the real one, in a process of its own; only the networks in it are pretended (`engine_stand_ins`).
"""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pretended_engine import PretendedEngine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sample_hand import BOY, EXPECTED, sample_findings
from workflow import engine_stand_ins as stand_ins

from bonage_desktop.app.message_bar import Message
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.findings.findings import Findings, Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.reloading import Asking, ReloadingNetworks
from bonage_desktop.workflow.case import CaseState
from bonage_desktop.workflow.engine import Engine

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]
Hand = Callable[[str], Path]
LONG = 60_000


@pytest.fixture(autouse=True)
def nothing_runs_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Faults are logged in a folder of the test; no process outlives its window."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    yield
    assert stand_ins.children() == set()


@pytest.fixture
def window(make_window: Make) -> ReviewWindow:
    return make_window(Engine(stand_ins.load))


@pytest.fixture
def heard(window: ReviewWindow) -> list[Message]:
    """Everything that the message bar says."""
    messages: list[Message] = []
    say = window.places.messages.say

    def hear(message: Message) -> None:
        messages.append(message)
        say(message)

    window.places.messages.say = hear
    return messages


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    """The boy's hand in a file whose name says what happens to it."""
    return lambda name: Path(shutil.copy(BOY, tmp_path / f"{name}.dcm"))


def begun(qtbot: QtBot, window: ReviewWindow, file: Path, stage: Stage) -> None:
    """Open a file and wait until this stage runs."""
    window.intents.open_paths([file])
    qtbot.waitUntil(lambda: window.desk.session.case is not None, timeout=LONG)
    qtbot.waitUntil(lambda: window.desk.session.case.stage is stage, timeout=LONG)
    qtbot.waitUntil(lambda: window.film.viewpoint is not None, timeout=LONG)


def failed(qtbot: QtBot, window: ReviewWindow) -> None:
    qtbot.waitUntil(lambda: window.desk.session.case is not None, timeout=LONG)
    qtbot.waitUntil(lambda: window.desk.session.case.error is not None, timeout=LONG)


def told(window: ReviewWindow) -> str:
    """The words in the place of the result."""
    return "\n".join(label.text() for label in window.places.result.findChildren(QLabel) if label.isVisible())


def test_a_process_that_is_killed_is_one_message_and_nothing_entered_is_lost(
    qtbot: QtBot, window: ReviewWindow, heard: list[Message], hand: Hand, open_case: Open
) -> None:
    begun(qtbot, window, hand("wait_at_detect"), Stage.DETECT)
    window.desk.change(lambda session: session.choose_level(Level(Bone.RADIUS, 9)))
    window.desk.change(lambda session: session.set_remarks("Slightly turned."))

    os.kill(stand_ins.only_child(), signal.SIGKILL)
    failed(qtbot, window)
    said = told(window)
    open_case(window, hand("hand"))

    assert heard == []
    assert said.count("wait_at_detect.dcm") == 1
    assert "stopped by the system, probably for want of memory" in said
    assert window.desk.case(1).reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
    assert window.desk.case(1).remarks == "Slightly turned."
    assert window.desk.session.state.score == EXPECTED["male_120.png"]["score"]


def test_after_a_process_was_killed_the_case_itself_is_assessed_again(
    qtbot: QtBot, window: ReviewWindow, hand: Hand
) -> None:
    window.intents.open_paths([hand("hand")])
    qtbot.waitUntil(lambda: window.desk.are_networks_ready, timeout=LONG)
    qtbot.waitUntil(lambda: window.desk.session.state is not None and window.desk.case(1).is_assessed, timeout=LONG)
    os.kill(stand_ins.only_child(), signal.SIGKILL)

    qtbot.keyClick(window.film, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.desk.case(1).stage is not None, timeout=LONG)
    qtbot.waitUntil(lambda: window.desk.case(1).stage is None, timeout=LONG)

    assert window.desk.case(1).state is CaseState.TO_REVIEW


@pytest.mark.parametrize("stage", Stage)
def test_a_fault_in_any_stage_is_one_message_and_the_next_image_is_assessed(
    qtbot: QtBot, window: ReviewWindow, heard: list[Message], hand: Hand, open_case: Open, stage: Stage
) -> None:
    window.intents.open_paths([hand(f"fault_at_{stage}")])
    failed(qtbot, window)
    window.desk.change(lambda session: session.choose_level(Level(Bone.RADIUS, 9)))
    said = told(window)

    open_case(window, hand("hand"))

    assert heard == []
    assert said.count(f"fault_at_{stage}.dcm") == 1
    assert "bonage.log" in said
    assert stand_ins.SECRET not in said
    assert window.desk.case(1).reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
    assert window.desk.case(2).state is CaseState.TO_REVIEW


def test_what_was_found_before_a_fault_stays_to_be_graded_by_hand(
    qtbot: QtBot, window: ReviewWindow, hand: Hand
) -> None:
    window.intents.open_paths([hand(f"fault_at_{Stage.GRADE}")])
    failed(qtbot, window)

    for bone in Bone:
        window.desk.change(lambda session, bone=bone: session.choose_level(Level(bone, 5)))

    assert len(window.desk.case(1).reading.rois) == len(Bone)
    assert window.desk.session.state.bone_age is not None


def test_cancel_ends_what_runs_and_the_case_can_be_assessed_again(
    qtbot: QtBot, window: ReviewWindow, heard: list[Message], hand: Hand, open_case: Open
) -> None:
    begun(qtbot, window, hand("wait_at_detect"), Stage.DETECT)
    cancel = next(one for one in window.dots.findChildren(QPushButton) if one.isVisible())

    cancel.click()
    qtbot.waitUntil(lambda: window.desk.case(1).state is CaseState.CANCELLED, timeout=LONG)
    open_case(window, hand("hand"))

    assert heard == []
    assert not window.dots.isVisible()
    assert window.desk.case(2).state is CaseState.TO_REVIEW


def test_a_cancelled_case_is_begun_again_with_a_key_and_cancelled_again(
    qtbot: QtBot, window: ReviewWindow, hand: Hand
) -> None:
    begun(qtbot, window, hand("wait_at_grade"), Stage.GRADE)
    qtbot.keyClick(window.film, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.desk.case(1).state is CaseState.CANCELLED, timeout=LONG)

    qtbot.keyClick(window.film, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.desk.case(1).stage is Stage.GRADE, timeout=LONG)
    again = window.desk.case(1).state
    qtbot.keyClick(window.film, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.desk.case(1).state is CaseState.CANCELLED, timeout=LONG)

    assert again is CaseState.READING


def test_a_gpu_without_memory_is_said_beside_the_age_that_the_cpu_found(make_window: Make, open_case: Open) -> None:
    window = make_window(PretendedEngine(found_on_the_cpu_at_last))

    open_case(window, BOY)

    notice = next(label for label in window.places.result.findChildren(QLabel, "notice") if label.isVisible())
    assert "OutOfMemoryError" in notice.text()
    assert "ran on the CPU" in notice.toolTip()
    assert window.desk.session.state.score == EXPECTED["male_120.png"]["score"]


class OutOfMemoryError(RuntimeError):
    """Stands for torch's, which this process never loads."""


def found_on_the_cpu_at_last(radiograph: Radiograph) -> Findings:
    """What the pipeline finds where the GPU has no memory left when it is to grade."""
    networks = ReloadingNetworks(
        SimpleNamespace(device="cuda", models={}), lambda: SimpleNamespace(device="cpu", models={})
    )
    asking = Asking(networks, radiograph.provenance.file.name)

    def grade(loaded: SimpleNamespace) -> str:
        if loaded.device == "cuda":
            raise OutOfMemoryError("CUDA out of memory")
        return loaded.device

    return sample_findings(device=asking.ask(Stage.GRADE, grade), notices=tuple(asking.notices))
