"""The decoding process: limited, silent, torch-free, and replaced when a file kills it."""

import multiprocessing
import resource
import signal
import subprocess
import sys
import textwrap
import time
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import cv2
import decoder_stand_ins
import numpy as np
import psutil
import pytest

from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.imaging import child, read, spawning
from bonage_desktop.imaging.limits import DEFAULT_LIMITS, Limits
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.imaging.refusals import ImagingError
from bonage_desktop.imaging.transfer import receive_arrays

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and limits that Linux enforces")


class Watched:
    """A decoder of its own whose process a test may look at and kill."""

    def __init__(self, decoder: Decoder, others: set[int]) -> None:
        self.decoder = decoder
        self._others = others

    @property
    def process(self) -> psutil.Process:
        (pid,) = {process.pid for process in multiprocessing.active_children()} - self._others
        return psutil.Process(pid)


@pytest.fixture
def watched():
    others = {process.pid for process in multiprocessing.active_children()}
    with Decoder() as running:
        yield Watched(running, others)


def test_it_reads_what_decoding_here_reads(decoder, read_here, write_dicom):
    path = write_dicom()

    there, here = decoder.read(path), read_here(path)

    assert isinstance(there, Radiograph)
    assert np.array_equal(there.pixels, here.pixels)
    assert np.array_equal(there.stored, here.stored)
    assert (there.identifiers, there.provenance, there.notices) == (here.identifiers, here.provenance, here.notices)
    assert not there.pixels.flags.writeable
    assert not there.stored.flags.writeable


def test_a_refusal_crosses_over_whole_and_the_process_lives_on(watched, tmp_path, write_dicom):
    first = watched.process.pid

    with pytest.raises(ImagingError) as refused:
        watched.decoder.read(tmp_path / "nothing.dcm")

    assert refused.value.code == "imaging.missing_file"
    assert refused.value.hint
    assert watched.decoder.read(write_dicom()).height == 64
    assert watched.process.pid == first


def test_a_killed_process_is_an_error_and_the_next_file_works(watched, write_dicom):
    path = write_dicom()
    watched.decoder.read(path)
    watched.process.kill()

    with pytest.raises(ImagingError) as died:
        watched.decoder.read(path)

    assert died.value.code == "imaging.decoder_died"
    assert "stopped by the system, probably for want of memory" in died.value.message
    assert watched.decoder.read(path).height == 64


@pytest.mark.parametrize(
    ("stand_in", "seconds", "code", "fact"),
    [
        (decoder_stand_ins.be_killed_by_the_first_file, 60, "imaging.decoder_died", "stopped unexpectedly"),
        (decoder_stand_ins.be_killed_for_processor_time, 60, "imaging.too_slow", "60 seconds"),
        (decoder_stand_ins.never_answer, 0.5, "imaging.too_slow", "0.5 seconds"),
        (decoder_stand_ins.die_at_once, 60, "imaging.decoder_unavailable", "exit code 3"),
    ],
)
def test_whatever_goes_wrong_is_one_sentence_and_leaves_no_process(
    monkeypatch, write_dicom, stand_in, seconds, code, fact
):
    monkeypatch.setattr(read, "serve", stand_in)
    others = set(multiprocessing.active_children())
    decoder = Decoder(Limits(seconds=seconds))

    with pytest.raises(ImagingError) as failed:
        decoder.read(write_dicom())

    assert failed.value.code == code
    assert fact in failed.value.message
    assert set(multiprocessing.active_children()) <= others


def test_a_process_that_says_nothing_is_given_up(monkeypatch, write_dicom):
    monkeypatch.setattr(read, "serve", decoder_stand_ins.say_nothing)
    monkeypatch.setattr(read, "_SECONDS_TO_START", 0.2)
    monkeypatch.setattr(spawning, "SECONDS_TO_END", 1.0)

    with pytest.raises(ImagingError) as failed:
        Decoder().read(write_dicom())

    assert failed.value.code == "imaging.decoder_unavailable"
    assert "no answer" in failed.value.message


def test_a_system_that_starts_no_more_processes_is_a_sentence(monkeypatch):
    def exhausted(_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(multiprocessing.get_context("spawn").Process, "start", exhausted)

    with pytest.raises(ImagingError) as failed, Decoder():
        pytest.fail("it started")

    assert failed.value.code == "imaging.decoder_unavailable"
    assert "resource temporarily unavailable" in failed.value.message


def test_an_interrupted_conversation_is_not_continued_with_the_next_file(monkeypatch, watched, write_dicom, ramp):
    first, second = write_dicom(name="first.dcm"), write_dicom(ramp[:10], name="second.dcm")
    watched.decoder.read(first)

    def interrupt(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "poll", interrupt)
        with pytest.raises(KeyboardInterrupt):
            watched.decoder.read(first)

    assert watched.decoder.read(second).height == 10


@on_linux
def test_memory_beyond_the_limit_is_refused(tmp_path):
    cv2.imwrite(str(tmp_path / "large.png"), np.zeros((9000, 9000), np.uint8))

    with Decoder(Limits(memory_bytes=128 * 2**20)) as decoder, pytest.raises(ImagingError) as refused:
        decoder.read(tmp_path / "large.png")

    assert refused.value.code == "imaging.too_much_memory"
    assert "0.1 GiB" in refused.value.message


@on_linux
def test_the_process_has_no_torch_and_no_output_and_ignores_interrupts(watched, write_dicom):
    path = write_dicom()
    watched.decoder.read(path)
    process = watched.process

    process.send_signal(signal.SIGINT)
    time.sleep(0.1)

    assert watched.decoder.read(path).height == 64
    about = Path(f"/proc/{process.pid}")
    mapped = (about / "maps").read_text()
    assert "gdcm" in mapped
    assert "libtorch" not in mapped
    assert {str((about / "fd" / stream).readlink()) for stream in "12"} == {"/dev/null"}
    assert process.rlimit(psutil.RLIMIT_AS)[0] > DEFAULT_LIMITS.memory_bytes
    assert 0 < process.rlimit(psutil.RLIMIT_CPU)[0] < 120


def run_as_program(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a session of its own, as a terminal would."""
    program = folder / "caller.py"
    program.write_text(textwrap.dedent(script))
    return subprocess.run(
        [sys.executable, program], capture_output=True, text=True, timeout=60, start_new_session=True, check=False
    )


def test_the_calling_process_loads_no_decoders(tmp_path, write_dicom):
    done = run_as_program(
        tmp_path,
        f"""
        import sys
        from pathlib import Path
        from bonage_desktop.imaging.read import Decoder
        if __name__ == "__main__":
            with Decoder() as decoder:
                assert decoder.read(Path({str(write_dicom())!r})).height == 64
            print(sorted({{"gdcm", "pydicom", "PIL", "openjpeg", "torch"}} & set(sys.modules)))
        """,
    )

    assert (done.stdout, done.stderr, done.returncode) == ("[]\n", "", 0)


@on_linux
def test_an_interrupt_while_the_process_starts_prints_nothing(tmp_path):
    done = run_as_program(
        tmp_path,
        """
        import os, signal
        from pathlib import Path
        from bonage_desktop.errors import BonageError
        from bonage_desktop.imaging.read import Decoder
        if __name__ == "__main__":
            signal.signal(signal.SIGINT, lambda *_: None)
            with Decoder() as decoder:
                os.killpg(0, signal.SIGINT)  # as a terminal does
                try:
                    decoder.read(Path("/nothing"))
                except BonageError as error:
                    print(error.code)
        """,
    )

    assert (done.stdout, done.stderr, done.returncode) == ("imaging.missing_file\n", "", 0)


def test_the_conversation_goes_on_until_the_parent_hangs_up(monkeypatch, read_here, write_dicom):
    monkeypatch.setattr(child, "allow_processor_time", lambda _: None)
    large = read_here(write_dicom(np.arange(700 * 500, dtype=np.uint16).reshape(700, 500), 16))  # several blocks
    ours, its = multiprocessing.Pipe()

    def answer(path: Path, limits: Limits) -> Radiograph:
        if path == Path("bad"):
            raise ImagingError("imaging.x", "x", "x")
        return large

    conversation = Thread(target=child.answer_requests, args=(its, answer, DEFAULT_LIMITS))
    conversation.start()
    ours.send(Path("bad"))
    refused = ours.recv()
    ours.send(Path("good"))
    received = receive_arrays(ours, ours.recv())
    ours.close()
    conversation.join(timeout=10)

    assert not conversation.is_alive()
    assert refused.code == "imaging.x"
    assert np.array_equal(received.pixels, large.pixels)
    assert np.array_equal(received.stored, large.stored)
    assert received.provenance == large.provenance


@on_linux
def test_limits_are_set_on_the_process_that_asks_for_them(monkeypatch):
    wanted: dict[int, int] = {}
    monkeypatch.setattr(resource, "setrlimit", lambda which, limits: wanted.__setitem__(which, limits[0]))

    child.limit_memory(2**30)
    child.allow_processor_time(60)

    assert 2**30 < wanted[resource.RLIMIT_AS] < 2**30 + 2**40
    assert 60 < wanted[resource.RLIMIT_CPU] < 60 + time.process_time() + 3


def test_without_a_context_the_first_file_starts_the_process():
    decoder = Decoder()
    try:
        assert decoder.read(SAMPLES / "male_150.png").height == 1200
    finally:
        decoder.close()
    decoder.close()  # closing twice is allowed
