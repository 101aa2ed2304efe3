"""Whatever befalls the networks' process costs one error, and the next image is assessed."""

import multiprocessing
import os
import signal
from functools import partial
from multiprocessing.connection import Connection

import engine_stand_ins as stand_ins
import pytest
from engine_stand_ins import PATIENT, SECRET, children, error_of, image, only_child

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.vision.errors import NetworkError
from bonage_desktop.vision.pipeline import Detected, Event, Graded, Segmented

STAGE_OF = {Segmented: Stage.SEGMENT, Detected: Stage.DETECT, Graded: Stage.GRADE}


def test_a_process_killed_in_the_middle_of_a_run_is_one_error(engine):
    run = engine.run(image("wait_at_detect"))
    next(run)
    os.kill(only_child(), signal.SIGKILL)

    error = error_of(run)

    assert error.code == "workflow.engine_died"
    assert "stopped by the system, probably for want of memory" in error.message
    assert "Nothing that you entered is lost" in error.hint
    assert "wait_at_detect.png" in error.message
    assert len(list(engine.run(image("hand")))) == 3


def test_a_process_killed_between_two_runs_is_none(engine):
    engine.start()
    assert engine.wait_until_ready(PATIENT)
    (child,) = children()
    child.kill()
    child.join(PATIENT)

    assert len(list(engine.run(image("hand")))) == 3


@pytest.mark.parametrize("stage", Stage)
def test_a_crash_in_any_stage_is_one_error_without_a_word_of_programmers(engine, fault_log, stage):
    error = error_of(engine.run(image(f"crash_at_{stage}")))

    assert error.code == "workflow.engine_died"
    assert "stopped unexpectedly" in error.message
    assert "SIGSEGV" not in error.message + error.hint
    assert str(fault_log) in error.hint
    assert len(list(engine.run(image("hand")))) == 3


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("what", ["fault", "memory"])
def test_a_fault_of_the_program_in_any_stage_is_one_error_and_leaves_no_word_about_the_patient(
    engine, fault_log, what, stage
):
    seen: list[Event] = []
    run = engine.run(image(f"{what}_at_{stage}"))

    with pytest.raises(BonageError) as failed:
        seen.extend(run)

    assert failed.value.code == "workflow.unexpected"
    assert [STAGE_OF[type(event)] for event in seen] == list(Stage)[: list(Stage).index(stage)]
    assert len(list(engine.run(image("hand")))) == 3
    assert ("ValueError" if what == "fault" else "MemoryError") in fault_log.read_text()
    assert SECRET not in fault_log.read_text()


@pytest.mark.parametrize("stage", Stage)
def test_an_error_written_for_people_crosses_over_whole_and_the_process_lives_on(engine, stage):
    error = error_of(engine.run(image(f"error_at_{stage}")))
    first = only_child()

    assert type(error) is NetworkError
    assert (error.code, error.message, error.hint) == ("vision.network_failed", "It stopped.", "Look at it.")
    assert len(list(engine.run(image("hand")))) == 3
    assert only_child() == first


def test_a_run_without_end_is_ended(engine_with):
    engine = engine_with(run=0.3)

    error = error_of(engine.run(image("hang_at_grade")))

    assert error.code == "workflow.engine_too_slow"
    assert "0.3 seconds" in error.message


def test_weights_that_cannot_be_used_are_told_at_each_run_until_a_restart(engine_with, tmp_path):
    marker = tmp_path / "grading.safetensors"
    marker.touch()
    engine = engine_with(partial(stand_ins.load_unless, marker))
    engine.start()

    assert engine.wait_until_ready(PATIENT) is False
    assert engine.problem is not None
    assert engine.problem.code == "vision.weights_damaged"
    marker.unlink()
    assert [error_of(engine.run(image("hand"))).code for _ in range(2)] == ["vision.weights_damaged"] * 2
    assert children() == set()
    engine.restart()
    assert engine.wait_until_ready(PATIENT)
    assert engine.problem is None
    assert len(list(engine.run(image("hand")))) == 3


def test_a_fault_of_the_program_while_loading_is_named_in_the_log_alone(engine_with, tmp_path, fault_log):
    marker = tmp_path / "broken"
    marker.touch()
    engine = engine_with(partial(stand_ins.load_with_a_fault_while, marker))

    error = error_of(engine.run(image("hand")))

    assert error.code == "workflow.engine_unavailable"
    assert str(fault_log) in error.hint
    assert SECRET not in error.message + fault_log.read_text()
    assert "ImportError" in fault_log.read_text()


def test_a_process_that_dies_while_loading_is_told_once_and_the_next_run_loads_again(engine_with, tmp_path, caplog):
    marker = tmp_path / "once"
    marker.touch()
    engine = engine_with(partial(stand_ins.die_loading_once, marker))

    error = error_of(engine.run(image("hand")))

    assert error.code == "workflow.engine_died"
    assert "stopped unexpectedly" in error.message
    assert "exit code 3" in caplog.text
    assert engine.problem is error
    assert len(list(engine.run(image("hand")))) == 3
    assert engine.problem is None


def test_loading_without_end_is_ended(engine_with):
    engine = engine_with(stand_ins.load_for_ever, loading=0.2)

    error = error_of(engine.run(image("hand")))

    assert error.code == "workflow.engine_too_slow"
    assert children() == set()


def test_a_system_that_starts_no_more_processes_is_a_sentence_and_asked_again(monkeypatch, engine, caplog):
    def exhausted(_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    with monkeypatch.context() as patch:
        patch.setattr(multiprocessing.get_context("spawn").Process, "start", exhausted)
        engine.start()
        error = error_of(engine.run(image("hand")))

    assert error.code == "workflow.engine_unavailable"
    assert "could not be started" in error.message
    assert "BlockingIOError" in caplog.text
    assert engine.problem is error
    assert len(list(engine.run(image("hand")))) == 3


def test_an_interrupted_conversation_is_not_continued_with_the_next_image(monkeypatch, engine):
    run = engine.run(image("wait_at_detect"))
    next(run)

    def interrupt(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "poll", interrupt)
        with pytest.raises(KeyboardInterrupt):
            next(run)

    assert len(list(engine.run(image("hand")))) == 3
