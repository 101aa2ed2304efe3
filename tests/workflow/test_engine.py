"""The networks' process: it answers as the pipeline does, can be cancelled and closed, and keeps to itself."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from functools import partial
from pathlib import Path
from threading import Thread
from types import MappingProxyType

import engine_stand_ins as stand_ins
import numpy as np
import psutil
import pytest
from engine_stand_ins import PATIENT, children, error_of, image, only_child, senders
from sample_hand import SAMPLES

from bonage_desktop.findings.findings import BoneGrade, Stage
from bonage_desktop.findings.roi import Box, Roi
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.vision.given import Given
from bonage_desktop.vision.pipeline import Detected, Event, Graded, Pipeline, Segmented

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


def assert_same(there: Event, here: Event) -> None:
    assert type(there) is type(here)
    ours, its = here.findings, there.findings
    assert np.array_equal(its.palm.mask, ours.palm.mask)
    assert its.palm.mask.dtype == np.bool_
    for part in ("canonical", "rois", "missing", "models", "device", "seconds", "notices", "rejection"):
        assert getattr(its, part) == getattr(ours, part)
    for part in ("box", "area_fraction", "components", "source"):
        assert getattr(its.palm, part) == getattr(ours.palm, part)
    assert list(its.grades) == list(ours.grades)
    for bone, grade in ours.grades.items():
        assert (its.grades[bone].level, its.grades[bone].source) == (grade.level, grade.source)
        assert np.array_equal(its.grades[bone].probabilities, grade.probabilities)
        assert not its.grades[bone].probabilities.flags.writeable
    assert np.array_equal(its.attention, ours.attention)


def test_the_events_are_those_of_the_pipeline_in_their_order(engine):
    here = list(stand_ins.ActingPipeline().run(image("hand"), until=Stage.GRADE, cancelled=lambda: False))

    there = list(engine.run(image("hand")))

    assert [type(event) for event in there] == [Segmented, Detected, Graded]
    for one, other in zip(there, here, strict=True):
        assert_same(one, other)
    assert there[0].findings.palm.mask is there[2].findings.palm.mask
    assert not there[0].findings.palm.mask.flags.writeable


def test_what_a_reader_gives_crosses_over_and_the_last_stage_is_the_one_asked_for(engine):
    mask = np.zeros(image("hand").pixels.shape, np.bool_)
    mask[3:1000, 7:600:2] = True
    roi = Roi.by_reader(Bone.ULNA, Box(1, 2, 30.5, 40))
    grade = BoneGrade.by_reader(Level(Bone.ULNA, 4))
    given = Given(mask, MappingProxyType({Bone.ULNA: roi}), MappingProxyType({Bone.ULNA: grade}))

    only = list(engine.run(image("hand"), until=Stage.SEGMENT, given=given))
    *_, last = engine.run(image("hand"), given=given)

    assert [type(event) for event in only] == [Segmented]
    assert np.array_equal(last.findings.palm.mask, mask)
    assert last.findings.rois == {Bone.ULNA: roi}
    assert last.findings.grades[Bone.ULNA].level == Level(Bone.ULNA, 4)


def test_a_cancelled_run_just_ends_and_the_process_lives_on(engine):
    seen: list[Event] = []

    for event in engine.run(image("wait_at_detect"), cancelled=lambda: bool(seen)):
        seen.append(event)
        first = only_child()

    assert [type(event) for event in seen] == [Segmented]
    assert len(list(engine.run(image("hand")))) == 3
    assert only_child() == first


def test_another_thread_may_cancel_the_run(engine):
    seen: list[Event] = []

    for event in engine.run(image("wait_at_grade")):
        seen.append(event)
        if len(seen) == 2:
            canceller = Thread(target=engine.cancel)
            canceller.start()
    canceller.join()

    assert [type(event) for event in seen] == [Segmented, Detected]
    assert len(list(engine.run(image("hand")))) == 3


def test_whoever_leaves_the_generator_cancels_the_run(engine):
    run = engine.run(image("wait_at_detect"))
    next(run)
    first = only_child()

    run.close()

    assert len(list(engine.run(image("hand")))) == 3
    assert only_child() == first


def test_a_pipeline_that_does_not_heed_a_cancellation_is_killed_and_replaced(engine_with):
    engine = engine_with(cancelling=0.2)
    seen: list[Event] = []

    for event in engine.run(image("hang_at_detect"), cancelled=lambda: bool(seen)):
        seen.append(event)
        first = only_child()

    assert [type(event) for event in seen] == [Segmented]
    assert only_child() != first  # loading already
    assert not psutil.pid_exists(first)
    assert len(list(engine.run(image("hand")))) == 3


def test_a_run_can_be_cancelled_while_the_networks_are_loaded(engine_with):
    engine = engine_with(stand_ins.load_for_ever)
    asked: list[None] = []

    def at_the_third_time() -> bool:
        asked.append(None)
        return len(asked) == 3

    assert list(engine.run(image("hand"), cancelled=at_the_third_time)) == []
    assert not engine.is_ready
    assert psutil.Process(only_child()).is_running()


def test_closing_from_another_thread_ends_the_run_and_everything(engine):
    seen: list[Event] = []
    begun = threading.Event()

    def work() -> None:
        for event in engine.run(image("hang_at_detect")):
            seen.append(event)
            begun.set()

    worker = Thread(target=work)
    worker.start()
    assert begun.wait(PATIENT)
    engine.close()
    worker.join(PATIENT)

    assert not worker.is_alive()
    assert [type(event) for event in seen] == [Segmented]
    assert children() == set()
    assert senders() == set()
    engine.start()
    engine.restart()
    assert list(engine.run(image("hand"))) == []
    assert children() == set()


def test_it_goes_on_with_other_networks_when_it_is_restarted_with_them(engine, tmp_path):
    damaged = tmp_path / "grading.safetensors"
    damaged.touch()

    before = [type(event) for event in engine.run(image("hand"))]
    engine.restart(partial(stand_ins.load_unless, damaged))

    assert before == [Segmented, Detected, Graded]
    assert error_of(engine.run(image("hand"))).code == "vision.weights_damaged"


def test_closing_while_the_networks_are_loaded_ends_the_waiting_run(engine_with):
    engine = engine_with(stand_ins.load_for_ever)
    asked = threading.Event()
    worker = Thread(target=lambda: list(engine.run(image("hand"), cancelled=lambda: asked.set() is not None)))
    worker.start()
    assert asked.wait(PATIENT)

    engine.close()
    worker.join(PATIENT)

    assert not worker.is_alive()
    assert children() == set()


@on_linux
def test_a_process_that_takes_no_pixels_can_still_be_cancelled(engine_with):
    engine = engine_with(cancelling=0.2)
    engine.start()
    assert engine.wait_until_ready(PATIENT)
    first = only_child()
    os.kill(first, signal.SIGSTOP)
    asked: list[None] = []

    def at_the_third_time() -> bool:
        asked.append(None)
        return len(asked) > 3

    assert list(engine.run(image("hand"), cancelled=at_the_third_time)) == []
    assert not psutil.pid_exists(first)
    assert len(list(engine.run(image("hand")))) == 3


@on_linux
def test_the_process_is_silent_ignores_interrupts_and_lets_idle_threads_sleep(engine, monkeypatch):
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    assert error_of(engine.run(image("policy_at_segment"))).message == "PASSIVE"
    child = only_child()

    os.kill(child, signal.SIGINT)

    assert len(list(engine.run(image("hand")))) == 3
    assert only_child() == child
    about = Path(f"/proc/{child}")
    assert {str((about / "fd" / stream).readlink()) for stream in "12"} == {"/dev/null"}
    assert "libtorch" not in (about / "maps").read_text()  # only a pipeline brings it


def run_as_program(folder: Path, script: str, seconds: float) -> subprocess.CompletedProcess[str]:
    program = folder / "caller.py"
    program.write_text(textwrap.dedent(script))
    paths = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]
    return subprocess.run(
        [sys.executable, program],
        capture_output=True,
        text=True,
        timeout=seconds,
        start_new_session=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )


def has_ended(pid: int) -> bool:
    """Also where nobody collects orphans, as in some containers."""
    end = time.monotonic() + PATIENT
    while time.monotonic() < end:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def test_the_process_does_not_outlive_a_parent_that_is_killed_while_it_looks(tmp_path):
    done = run_as_program(
        tmp_path,
        """
        import multiprocessing, os, signal
        import engine_stand_ins
        from bonage_desktop.workflow.engine import Engine
        if __name__ == "__main__":
            engine = Engine(engine_stand_ins.load)
            next(engine.run(engine_stand_ins.image("hang_at_detect")))
            print(multiprocessing.active_children()[0].pid, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        """,
        PATIENT,
    )

    assert done.stderr == ""
    assert has_ended(int(done.stdout))


@pytest.mark.real_weights
def test_it_sees_what_the_pipeline_sees_and_the_calling_process_loads_no_networks(tmp_path, real_pipeline: Pipeline):
    sample = SAMPLES / "female_120.png"
    with Decoder() as decoder:
        *_, here = real_pipeline.run(decoder.read(sample))

    done = run_as_program(
        tmp_path,
        f"""
        import functools, json, sys
        from pathlib import Path
        from bonage_desktop.imaging.read import Decoder
        from bonage_desktop.installation import weights_dir
        from bonage_desktop.vision.device import DeviceChoice
        from bonage_desktop.vision.loading import load_pipeline
        from bonage_desktop.workflow.engine import Engine
        if __name__ == "__main__":
            engine = Engine(functools.partial(load_pipeline, weights_dir(), DeviceChoice.CPU))
            engine.start()
            with Decoder() as decoder:
                *_, last = engine.run(decoder.read(Path({str(sample)!r})))
            engine.close()
            levels = {{bone.key: grade.level.index for bone, grade in last.findings.grades.items()}}
            heavy = {{"torch", "torchvision", "mmdet", "mmcv", "mmengine"}} & set(sys.modules)
            print(json.dumps([levels, sorted(heavy)]))
        """,
        300,
    )

    assert done.stderr == ""
    levels, heavy = json.loads(done.stdout)
    assert levels == {bone.key: grade.level.index for bone, grade in here.findings.grades.items()}
    assert len(levels) == 13
    assert heavy == []
