"""The place of the result: the bone age, or what is missing for it and how to get it."""

from dataclasses import replace

import pytest
from panels import boy_of_twelve, refused, review, shown, told, without_bones
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sample_hand import sample_findings
from workflow.review_cases import case_of_unknown_sex, decoded_case, session_with, waiting_case

from bonage_desktop.app.age_view import OLD_AGE_MILLISECONDS
from bonage_desktop.app.fonts import load_fonts
from bonage_desktop.app.result_face import ResultFace
from bonage_desktop.app.result_panel import ResultPanel
from bonage_desktop.app.style import apply_theme
from bonage_desktop.app.theme import DARK, LIGHT
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.notice import Notice
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.percentiles import PercentileRow, PercentileTable
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.review import ReviewSession


@pytest.fixture
def panel(app: QApplication, qtbot: QtBot) -> ResultPanel:
    return shown(qtbot, lambda: ResultPanel(DARK), 424, 200)


def button(panel: ResultPanel, words: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton) if one.text() == words)


def raised(session: ReviewSession, bone: Bone, by: int) -> None:
    session.choose_level(Level(bone, session.case.reading.levels[bone].index + by))


def test_the_age_stands_with_its_range_difference_score_and_sources(panel: ResultPanel) -> None:
    panel.show_state(review().state)

    words = told(panel)
    assert panel.face is ResultFace.AGE
    assert "10.6" in words
    assert "272 / 1000" in words
    assert "12.0 y" in words
    assert "−1.5 y" in words
    assert "Male · file" in words
    assert "likely" in words
    assert "changed" not in words


def test_a_file_that_cannot_be_read_is_said_with_the_reason_and_what_to_do(panel: ResultPanel) -> None:
    error = BonageError("imaging.not_an_image", "knee.txt is no image.", "Export it as DICOM.")

    panel.show_state(None, replace(waiting_case(), error=error))

    assert panel.face is ResultFace.UNREADABLE
    assert told(panel) == "Not readable\nknee.txt is no image. Export it as DICOM."


def test_a_file_that_is_being_read_is_said_to_be(panel: ResultPanel) -> None:
    panel.show_state(None, waiting_case())

    assert panel.face is ResultFace.OPENING
    assert told(panel) == "Reading the image…"


def test_the_age_is_the_largest_thing(panel: ResultPanel) -> None:
    panel.show_state(review().state)

    sizes = {label.text(): label.fontInfo().pixelSize() for label in panel.findChildren(QLabel) if label.isVisible()}

    assert sizes["10.6"] == 38
    assert sorted(sizes.values())[-2] < 38


def test_the_old_age_stands_beside_the_new_for_two_seconds(panel: ResultPanel, qtbot: QtBot) -> None:
    session = review()
    panel.show_state(session.state)
    raised(session, Bone.RADIUS, 4)

    panel.show_state(session.state)
    at_once = told(panel)
    qtbot.waitUntil(lambda: "←" not in told(panel), timeout=2 * OLD_AGE_MILLISECONDS)

    assert "← 10.6" in at_once
    assert "1 changed" in at_once
    assert OLD_AGE_MILLISECONDS == 2000


def test_the_old_age_comes_back_for_the_next_change_only(panel: ResultPanel, qtbot: QtBot) -> None:
    session = review()
    panel.show_state(session.state)
    raised(session, Bone.RADIUS, 4)
    panel.show_state(session.state)
    qtbot.waitUntil(lambda: "←" not in told(panel), timeout=2 * OLD_AGE_MILLISECONDS)

    session.select(Bone.ULNA)
    panel.show_state(session.state)
    after_selecting = told(panel)
    session.undo()
    panel.show_state(session.state)

    assert "←" not in after_selecting
    assert "←" in told(panel)


def test_another_case_has_no_old_age(panel: ResultPanel) -> None:
    session = review()
    panel.show_state(session.state)
    raised(session, Bone.RADIUS, 4)

    panel.show_state(replace(session.state, case=replace(session.case, number=2)))

    assert "←" not in told(panel)


def test_nothing_is_open(panel: ResultPanel) -> None:
    panel.show_state(None)

    assert panel.face is ResultFace.NO_CASE
    assert "Open a radiograph" in told(panel)
    assert "Score" not in told(panel)


def test_while_the_networks_work_the_reader_may_grade(panel: ResultPanel) -> None:
    panel.show_state(session_with(decoded_case()).state)

    assert panel.face is ResultFace.WORKING
    assert "You can already grade by hand." in told(panel)


def test_without_a_sex_two_buttons_stand_where_the_age_would(panel: ResultPanel, qtbot: QtBot) -> None:
    panel.show_state(session_with(case_of_unknown_sex()).state)

    with qtbot.waitSignal(panel.sex_chosen) as chosen:
        button(panel, "Female").click()

    assert panel.face is ResultFace.SEX_UNKNOWN
    assert chosen.args == [Sex.FEMALE]
    assert "10." not in told(panel)


def test_the_sex_can_be_changed_where_it_stands(panel: ResultPanel, qtbot: QtBot) -> None:
    panel.show_state(review().state)
    menu = button(panel, "Male · file").menu()

    with qtbot.waitSignal(panel.sex_chosen) as chosen:
        next(action for action in menu.actions() if action.text() == "Female").trigger()

    assert chosen.args == [Sex.FEMALE]


def test_a_sex_that_the_reader_said_is_the_readers(panel: ResultPanel) -> None:
    session = review()
    session.choose_sex(Sex.FEMALE)

    panel.show_state(session.state)

    assert "Female · reader" in told(panel)


def test_a_refused_image_says_why_and_what_can_be_done(panel: ResultPanel, qtbot: QtBot) -> None:
    panel.show_state(review(refused()).state)

    words = told(panel)
    with qtbot.waitSignal(panel.place_by_hand):
        button(panel, "Place bones by hand").click()
    with qtbot.waitSignal(panel.try_rotated):
        button(panel, "Try again rotated").click()

    assert panel.face is ResultFace.REJECTED
    assert "This does not look like a hand." in words


def test_bones_without_a_level_are_named(panel: ResultPanel) -> None:
    panel.show_state(review(without_bones(Bone.DP5, Bone.ULNA)).state)

    assert panel.face is ResultFace.INCOMPLETE
    assert "2 bones are missing" in told(panel)
    assert "Ulna, Distal phalanx 5" in told(panel)


def test_boxes_without_a_level_say_why_where_it_is_one_reason(panel: ResultPanel) -> None:
    reason = Notice("workflow.boxes_misplaced", "The box of Ulna does not fit the other bones.")
    grades = {bone: grade for bone, grade in sample_findings().grades.items() if bone not in (Bone.DP5, Bone.ULNA)}
    found = sample_findings(grades=grades, missing=dict.fromkeys((Bone.DP5, Bone.ULNA), reason))

    panel.show_state(review(boy_of_twelve(found)).state)

    assert "Ulna, Distal phalanx 5: The box of Ulna does not fit the other bones." in told(panel)


def test_a_failure_is_told_with_what_to_do(panel: ResultPanel) -> None:
    failure = BonageError("vision.x", "The graphics card ran out of memory.", "Use the processor.")

    panel.show_state(session_with(replace(decoded_case(), error=failure)).state)

    assert panel.face is ResultFace.FAILED
    assert "ran out of memory. Use the processor. You can grade by hand." in told(panel)


def test_a_confirmed_case_has_a_lock_a_name_a_time_and_a_way_back(panel: ResultPanel, qtbot: QtBot) -> None:
    session = review()
    session.confirm()
    panel.show_state(session.state)

    with qtbot.waitSignal(panel.amend):
        button(panel, "Amend").click()

    assert "🔒 Confirmed by Dr. Wang, 12:00" in told(panel)
    assert not button(panel, "Male · file").isEnabled()


def test_grading_first_hides_the_age_until_every_bone_is_graded(panel: ResultPanel) -> None:
    session = review(grade_first=True)
    for bone in list(Bone)[:4]:
        session.choose_level(Level(bone, 8))

    panel.show_state(session.state)

    assert panel.face is ResultFace.GRADE_FIRST
    assert "Graded 4 of 13" in told(panel)
    assert "10.6" not in told(panel)


def test_the_agreement_of_first_grades_is_shown_and_kept(panel: ResultPanel) -> None:
    session = review(grade_first=True)
    models = {bone: level.index for bone, level in session.case.reading.levels.items()}
    for bone in Bone:
        session.choose_level(Level(bone, models[bone] + (bone is Bone.RADIUS)))

    panel.show_state(session.state)
    at_once = told(panel)
    raised(session, Bone.ULNA, 3)
    panel.show_state(session.state)

    line = "First grades: 12 of 13 as the model, 13 within one level"
    assert line in at_once
    assert line in told(panel)


def test_the_tw3_age_is_off_until_asked_for_and_called_derived(panel: ResultPanel) -> None:
    panel.show_state(review().state)
    before = told(panel)

    panel.set_tw3_shown(is_shown=True)

    assert "TW3" not in before
    assert "TW3-RUS" in told(panel)
    assert "derived" in told(panel)


def test_where_sources_disagree_both_ages_are_said_once(panel: ResultPanel) -> None:
    session = review()
    for bone in Bone:
        session.choose_level(Level(bone, bone.level_count - (1 if bone.number < 9 else 2)))

    panel.show_state(session.state)

    assert session.state.bone_age.alternative_years is not None
    assert "other published table" in told(panel)
    assert "disagree" not in told(panel)


def test_a_bone_age_outside_the_tested_range_is_said(panel: ResultPanel) -> None:
    session = review()
    for bone in Bone:
        session.choose_level(Level(bone, bone.level_count - 1))

    panel.show_state(session.state)

    assert "tested from 3 to below 17 years in boys" in told(panel)
    assert "≥ " in told(panel)


def test_the_loudest_notices_are_said_and_the_others_at_a_click(panel: ResultPanel) -> None:
    said = [
        Notice("imaging.charset_missing", "Names may be wrong."),
        Notice("imaging.both_hands", "Both hands?"),
        Notice("workflow.sex_conflict", "Male and female.", "female"),
        Notice("imaging.no_patient_facts", "True of every PNG."),
    ]
    panel.show_state(review(boy_of_twelve(notices=tuple(said))).state)
    at_once = told(panel)

    button(panel, "1 more").click()

    assert at_once.index("? Male and female.") < at_once.index("? Both hands?")
    assert "Names may be wrong." not in at_once
    assert "· Names may be wrong." in told(panel)
    assert "True of every PNG." not in told(panel)


def test_an_ordinary_hand_has_no_notice(panel: ResultPanel) -> None:
    panel.show_state(review().state)

    assert "?" not in told(panel)


@pytest.mark.parametrize(
    ("ages", "words"),
    [((9.0, 10.0), "table ends at 10.0 y"), ((13.0, 14.0), "table begins at 13.0 y"), ((11.0, 13.0), "P50")],
)
def test_a_percentile_that_is_not_there_says_why(panel: ResultPanel, ages: tuple[float, float], words: str) -> None:
    session = review()  # of a boy of 12.05 years with 272 points
    rows = tuple(PercentileRow(years, (100, 272, 400)) for years in ages)
    table = PercentileTable("ours", "", "", (3, 50, 97), {Sex.MALE: rows})
    session.display = replace(session.display, percentiles=table)

    panel.show_state(session.state)

    assert words in told(panel).splitlines()


def test_a_percentile_of_an_unknown_age_or_another_sex_says_so(panel: ResultPanel) -> None:
    rows = tuple(PercentileRow(years, (100, 272, 400)) for years in (9.0, 10.0))
    said: list[str] = []

    for case, sex in ((boy_of_twelve(age=None, birth_date=None), Sex.MALE), (boy_of_twelve(), Sex.FEMALE)):
        session = review(case)
        table = PercentileTable("ours", "", "", (3, 50, 97), {sex: rows})
        session.display = replace(session.display, percentiles=table)
        panel.show_state(session.state)
        said.append(told(panel))

    assert "age not known" in said[0]
    assert "no boys in the table" in said[1]


def test_dates_and_side_can_be_set(panel: ResultPanel, qtbot: QtBot) -> None:
    panel.show_state(review(boy_of_twelve(age=None, birth_date=None)).state)

    with qtbot.waitSignal(panel.facts_edit_requested):
        button(panel, "Set…").click()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_no_word_is_cut_at_any_size(app: QApplication, qtbot: QtBot, theme: object, scale: float) -> None:
    load_fonts(scale)
    apply_theme(app, theme)
    panel = shown(qtbot, lambda: ResultPanel(theme), round(424 * max(scale / 1.3, 1)), 900)

    for state in (review().state, review(without_bones(Bone.DP5)).state, review(refused()).state):
        panel.show_state(state)
        app.processEvents()

        cut = [
            label.text()
            for label in panel.findChildren(QLabel)
            if label.isVisible() and not label.wordWrap() and label.width() < label.sizeHint().width()
        ]
        assert cut == []


def test_every_button_has_a_name_for_those_who_do_not_see_it(panel: ResultPanel) -> None:
    panel.show_state(review().state)

    buttons = [one for one in panel.findChildren(QPushButton) if one.isVisible()]
    assert buttons
    assert all(one.accessibleName() or one.text() for one in buttons)
