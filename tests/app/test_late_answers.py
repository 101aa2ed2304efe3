"""Threads may answer about a case that is listed no more; nothing comes of it."""

from collections.abc import Callable
from pathlib import Path

from sample_hand import BOY, sample_findings, sample_radiograph

from bonage_desktop.app.film_pixels import thumbnail
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage

FAULT = BonageError("workflow.engine_died", "The networks stopped.", "They start again by themselves.")


def test_what_comes_about_a_case_that_was_given_up_is_dropped(
    make_window: Callable[..., ReviewWindow], open_case: Callable[[ReviewWindow, Path], None]
) -> None:
    window = make_window()
    open_case(window, BOY)
    desk, decoding, assessing = window.desk, window.desk._threads.decoding, window.desk._threads.assessing
    desk.forget_all()

    assessing.started_on.emit(1, Stage.SEGMENT)
    assessing.read.emit(1, sample_radiograph(), thumbnail(sample_radiograph(), 44))
    assessing.seen.emit(1, sample_findings(), None)
    assessing.failed.emit(1, FAULT, None)
    assessing.dropped.emit(1)
    decoding.failed.emit(1, FAULT)

    assert len(desk.worklist) == 0
    assert desk.thumbnails == {}
    assert window.places.messages.message is None or window.places.messages.message.text != FAULT.message
