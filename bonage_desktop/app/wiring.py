"""Who hears whom in the review window: signals of the desk to what is shown, signals of the places to intents."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

from bonage_desktop.findings.roi import Box
from bonage_desktop.records.exports import Export
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.review import ReviewSession

if TYPE_CHECKING:
    from bonage_desktop.app.window import ReviewWindow

Value = TypeVar("Value")


def wire(window: "ReviewWindow") -> None:
    """Connect everything of one window."""
    _hear_desk(window)
    _hear_film_and_rows(window)
    _hear_result(window)
    _hear_the_rest(window)


def _changing(window: "ReviewWindow", intent: Callable[[ReviewSession, Value], None]) -> Callable[[Value], None]:
    """A slot that lets the session do this with the value that a signal brings."""

    def slot(value: Value) -> None:
        window.desk.change(lambda session: intent(session, value))

    return slot


def _noting(window: "ReviewWindow") -> Callable[[Case, Export], None]:
    """A slot that lets the audit trail know of a report that left the program."""

    def slot(case: Case, export: Export) -> None:
        window.desk.keeping.book.note_export(case, export.form, export.sha256)

    return slot


def _hear_desk(window: "ReviewWindow") -> None:
    desk = window.desk
    desk.listed.connect(window.list_cases)
    desk.case_changed.connect(window.show_case)
    desk.opened.connect(window.show_opened)
    desk.film_ready.connect(window.film.show_film)
    desk.reviewed.connect(window.refresh)
    desk.failed.connect(window.say_failure)
    desk.confirmed.connect(window.hint_at_unticked)
    desk.networks_ready.connect(window.show_networks_ready)
    desk.networks_unavailable.connect(window.say_networks_unavailable)


def _hear_film_and_rows(window: "ReviewWindow") -> None:
    film, bones, strip = window.places.film, window.places.bones, window.places.strip

    def selected(bone: Bone | None) -> None:
        window.select(lambda session: session.select(bone))

    def drawn(bone: Bone, box: Box) -> None:
        window.desk.change(lambda session: session.place_box(bone, box))
        QTimer.singleShot(0, window.intents.place_next)  # after the film has put its tool away

    def ticked(bone: Bone, is_ticked: bool) -> None:  # noqa: FBT001 - what the signal brings
        window.desk.change(lambda session: session.tick(bone, is_ticked=is_ticked))

    for place in (film, bones):
        place.bone_selected.connect(selected)
    film.bone_hovered.connect(bones.set_hovered)
    bones.bone_hovered.connect(film.set_hovered)
    film.tool_changed.connect(window.intents.set_tool)
    film.box_drawn.connect(drawn)
    film.box_deleted.connect(_changing(window, ReviewSession.remove_box))
    for place in (bones, strip):
        place.level_chosen.connect(_changing(window, ReviewSession.choose_level))
    strip.step.connect(window.intents.step_level)
    strip.reason_asked.connect(window.intents.ask_for_reason)
    bones.ticked.connect(ticked)
    bones.place_box.connect(window.arm)


def _hear_result(window: "ReviewWindow") -> None:
    result, intents = window.places.result, window.intents
    result.sex_chosen.connect(_changing(window, ReviewSession.choose_sex))
    result.place_by_hand.connect(intents.place_by_hand)
    result.again.connect(window.assess_again)
    result.try_rotated.connect(intents.try_rotated)
    result.amend.connect(intents.amend)
    result.facts_edit_requested.connect(intents.edit_facts)


def _hear_the_rest(window: "ReviewWindow") -> None:
    desk, places = window.desk, window.places
    for speaker in (window.reports, window.comparison, window.kept):
        speaker.said.connect(window.say)
    places.start.open_asked.connect(window.intents.ask_for_files)
    places.start.samples_chosen.connect(window.intents.open_paths)
    places.start.recent_chosen.connect(window.intents.open_paths)
    window.recent.chosen.connect(window.intents.open_paths)
    window.recent.forget_asked.connect(window.intents.forget_recent)
    places.cases.case_chosen.connect(desk.open)
    places.cases.filter_changed.connect(window.set_filter)
    window.dots.cancel_asked.connect(desk.cancel)
    places.facts.facts_chosen.connect(_changing(window, ReviewSession.set_facts))
    places.findings.findings_changed.connect(_changing(window, ReviewSession.set_other_findings))
    places.findings.remarks_changed.connect(_changing(window, ReviewSession.set_remarks))
    places.curve.exported.connect(window.say_exported)
    places.curve.copied.connect(window.say_copied)
    places.curve.failed.connect(window.say_failure)
    places.reset.clicked.connect(window.intents.reset_bone)
    places.confirm.clicked.connect(desk.confirm_and_go_on)
    places.report.clicked.connect(window.reports.ask_for_pdf)
    window.reports.exported.connect(_noting(window))
    desk.reviewed.connect(window.reports.pages.follow)
