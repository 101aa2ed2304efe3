"""What a reader does in the window, from opening a file to the signed report."""

from collections.abc import Callable
from pathlib import Path

from panels import button_of, told
from pretended_engine import PretendedEngine
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sample_hand import BOY, EXPECTED, GIRL, sample_findings

from bonage_desktop.app.message_bar import Tone
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.case import CaseState

TITLE = "Proximal phalanx 3"
Open = Callable[[ReviewWindow, Path], None]
Make = Callable[..., ReviewWindow]


def levels(window: ReviewWindow) -> dict[str, int]:
    reading = window.desk.session.case.reading
    return {bone.key: level.index for bone, level in reading.levels.items()}


def press(
    qtbot: QtBot, window: ReviewWindow, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in keys:
        qtbot.keyClick(window.film, key, held)


def test_an_opened_radiograph_shows_its_levels_score_and_age(make_window: Make, open_case: Open) -> None:
    window = make_window()

    open_case(window, BOY)

    state = window.desk.session.state
    expected = EXPECTED["male_120.png"]
    assert levels(window) == expected["levels"]
    assert state.score == expected["score"]
    assert window.desk.case(1).state is CaseState.TO_REVIEW


def test_a_normal_case_with_one_correction_takes_six_keys(qtbot: QtBot, make_window: Make, open_case: Open) -> None:
    window = make_window()
    open_case(window, BOY)
    before = dict(levels(window))
    window.film.setFocus()

    press(qtbot, window, Qt.Key.Key_Down)  # from the radius to the ulna
    press(qtbot, window, Qt.Key.Key_BracketRight)
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)

    case = window.desk.case(1)
    assert case.state is CaseState.CONFIRMED
    assert case.confirmation.by == "Dr. Wang"
    assert levels(window) == before | {"ulna": before["ulna"] + 1}
    assert case.reading.overrides[0].old == Level(Bone.ULNA, before["ulna"])


def test_a_level_is_set_by_its_number(qtbot: QtBot, make_window: Make, open_case: Open) -> None:
    window = make_window()
    open_case(window, BOY)
    window.film.setFocus()

    press(qtbot, window, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Return)

    assert levels(window)["radius"] == 12


def test_a_change_is_taken_back_and_done_again(make_window: Make, open_case: Open) -> None:
    window = make_window()
    open_case(window, BOY)
    before = window.desk.session.state.score

    window.intents.step_level(+1)
    raised = window.desk.session.state.score
    named = window.desk.session.state.undo_text
    window.intents.undo()
    back = window.desk.session.state.score
    window.intents.redo()

    assert raised > before
    assert named.startswith("Radius, level L")
    assert back == before
    assert window.desk.session.state.score == raised


def test_without_a_sex_nothing_is_computed_until_one_is_chosen(
    qtbot: QtBot, make_window: Make, open_case: Open
) -> None:
    window = make_window()
    open_case(window, GIRL)
    asked = window.desk.case(1).state
    nothing = window.desk.session.state.score

    window.places.result.sex_chosen.emit(Sex.FEMALE)

    assert asked is CaseState.NEEDS_SEX
    assert nothing is None
    assert window.desk.session.state.score is not None
    assert window.desk.case(1).state is CaseState.TO_REVIEW


def test_a_drawn_box_is_graded_and_only_its_row_takes_the_result(
    qtbot: QtBot, make_window: Make, open_case: Open
) -> None:
    engine = PretendedEngine()
    window = make_window(engine)
    open_case(window, BOY)
    window.intents.step_level(+1)  # an override of the radius that must stay
    raised = levels(window)["radius"]
    box = Box(100, 100, 180, 180)

    window.film.box_drawn.emit(Bone.DP5, box)
    qtbot.waitUntil(lambda: len(engine.asked) == 2, timeout=10_000)

    assert engine.asked[1].rois[Bone.DP5].box == box
    assert engine.asked[1].rois[Bone.DP5].source is Source.READER
    assert levels(window)["radius"] == raised


def test_a_refused_image_says_why_and_is_looked_at_again_in_another_pose(
    qtbot: QtBot, make_window: Make, open_case: Open
) -> None:
    no_hand = Rejection("vision.not_a_hand", "This does not look like a hand.", "Place bones by hand.")
    engine = PretendedEngine(lambda radiograph: sample_findings(rejection=no_hand, grades={}))
    window = make_window(engine)
    open_case(window, BOY)
    refused = window.desk.case(1).state

    window.intents.try_rotated()
    looked_at = window.desk.case(1).state
    qtbot.waitUntil(lambda: window.desk.case(1).state is CaseState.REJECTED, timeout=10_000)

    assert refused is CaseState.REJECTED
    assert looked_at is CaseState.READING
    assert len(engine.asked) == 2
    assert engine.asked[1].canonical is not None


def test_confirming_says_why_it_cannot_be_and_what_to_do(qtbot: QtBot, make_window: Make, open_case: Open) -> None:
    window = make_window()
    confirm = window.commands.all["case.confirm"]
    confirm.trigger()
    without_case = window.places.messages.message.text
    open_case(window, BOY)
    window.desk.change(lambda session: session.remove_box(Bone.PP3))

    press(qtbot, window, Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)

    assert without_case == "No case is open, so there is nothing to confirm."
    assert window.places.messages.message.text == f"{BOY.name} cannot be confirmed yet: without a level are {TITLE}."
    assert not window.places.confirm.isEnabled()
    assert f"without a level are {TITLE}" in window.places.confirm.toolTip()


def test_a_failing_engine_is_said_once_and_the_case_can_be_graded_by_hand(make_window: Make, open_case: Open) -> None:
    fault = BonageError("workflow.engine_died", "The networks stopped.", "They start again by themselves.")
    window = make_window(PretendedEngine(error=fault))
    open_case(window, BOY)
    said = told(window.places.result)

    for bone in Bone:
        window.desk.change(lambda session, bone=bone: session.choose_level(Level(bone, 5)))

    assert said.count("The networks stopped.") == 1
    assert not window.places.messages.isVisible()
    assert window.desk.session.state.bone_age is not None


def test_a_failure_that_the_age_hides_is_said_in_the_bar_with_a_button_to_try_again(
    qtbot: QtBot, make_window: Make, open_case: Open
) -> None:
    engine = PretendedEngine()
    window = make_window(engine)
    open_case(window, BOY)
    engine.error = BonageError("workflow.engine_died", "The networks stopped.", "They start again by themselves.")

    window.desk.assess_again()
    qtbot.waitUntil(window.places.messages.isVisible, timeout=10_000)

    assert window.places.messages.message.text == "The networks stopped."
    assert window.places.messages.message.remedies[0].words == "Assess again"


def test_a_case_that_the_networks_failed_on_is_assessed_again_where_that_is_said(
    qtbot: QtBot, make_window: Make, open_case: Open
) -> None:
    engine = PretendedEngine(error=BonageError("workflow.engine_died", "They stopped.", "They start again."))
    window = make_window(engine)
    open_case(window, BOY)
    engine.error = None

    button_of(window.places.result, "Assess again").click()

    qtbot.waitUntil(lambda: window.desk.case(1).state is CaseState.TO_REVIEW, timeout=60_000)


def test_confirming_without_a_tick_is_hinted_at_and_can_be_taken_back(
    qtbot: QtBot, make_window: Make, open_case: Open
) -> None:
    window = make_window()
    window.intents.open_paths([GIRL])
    open_case(window, BOY)

    window.desk.confirm_and_go_on()
    said, opened = window.places.messages.message, window.desk.open_number
    button_of(window.places.messages, "Amend").click()

    assert said.text == "Case 2 was confirmed with 0 of 13 bones ticked."
    assert said.tone is Tone.NEWS
    assert opened == 1
    assert window.desk.open_number == 2
    assert window.desk.session.case.confirmation is None


def test_confirming_what_was_looked_at_is_no_news(make_window: Make, open_case: Open) -> None:
    window = make_window()
    open_case(window, BOY)
    window.desk.change(lambda session: session.tick(Bone.RADIUS, is_ticked=True))

    window.desk.confirm_and_go_on()

    assert window.desk.case(1).state is CaseState.CONFIRMED
    assert not window.places.messages.isVisible()


def test_a_file_that_is_no_image_is_said_once_and_the_window_goes_on(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.dcm"
    broken.write_bytes(b"no image at all")
    window = make_window()

    window.intents.open_paths([broken])
    qtbot.waitUntil(lambda: window.desk.case(1).state is CaseState.FAILED, timeout=60_000)
    said = told(window.places.result)
    is_said_above_too = window.places.messages.isVisible()
    open_case(window, BOY)

    assert "Not readable" in said
    assert said.count("broken.dcm") == 1
    assert not is_said_above_too
    assert window.desk.case(2).state is CaseState.TO_REVIEW


def test_the_report_text_is_copied_to_the_clipboard(make_window: Make, open_case: Open) -> None:
    window = make_window()
    open_case(window, BOY)

    window.reports.copy_text()

    text = QGuiApplication.clipboard().text()
    assert str(EXPECTED["male_120.png"]["score"]) in text
    assert "arpals" in text


def test_the_report_is_saved_as_one_pdf(qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path) -> None:
    window = make_window()
    open_case(window, BOY)

    with qtbot.waitSignal(window.reports.saved, timeout=60_000):
        window.reports.save(tmp_path / "report.pdf")

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]


def test_a_confirmed_case_cannot_be_changed_until_it_is_amended(make_window: Make, open_case: Open) -> None:
    window = make_window()
    open_case(window, BOY)
    window.desk.confirm_and_go_on()
    before = levels(window)

    window.intents.step_level(+1)
    locked = levels(window)
    window.intents.amend()
    window.intents.step_level(+1)

    assert locked == before
    assert levels(window) != before
