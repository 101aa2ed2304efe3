"""The conversation inside the networks' process, held in a thread, and what its messages keep."""

import multiprocessing
import pickle
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from threading import Thread

import engine_stand_ins as stand_ins
import numpy as np
import pytest
from engine_stand_ins import PATIENT, image
from sample_hand import sample_findings

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.imaging.transfer import send_radiograph
from bonage_desktop.vision.errors import VisionError
from bonage_desktop.vision.given import NOTHING_GIVEN
from bonage_desktop.vision.pipeline import Detected, Graded, Segmented
from bonage_desktop.workflow.engine_child import Cancellations, converse
from bonage_desktop.workflow.engine_messages import (
    Broke,
    Ended,
    Failed,
    Found,
    NotLoaded,
    Order,
    Packer,
    Ready,
    Unpacker,
)
from bonage_desktop.workflow.packed_mask import PackedMask


class Parent:
    """The other end of a conversation that runs in a thread of this process."""

    def __init__(self, load: Callable[[], object]) -> None:
        self.pipe, its = multiprocessing.Pipe()
        its_line, self.line = multiprocessing.Pipe(duplex=False)
        self.cancellations = Cancellations(its_line)
        self.hung_up = threading.Event()
        self.talk = Thread(target=converse, args=(its, self.cancellations, load))
        self.listen = Thread(target=self.cancellations.listen, args=(self.hung_up.set,))
        self.talk.start()
        self.listen.start()

    def ask(self, run: int, name: str) -> None:
        self.pipe.send(Order.of(run, Stage.GRADE, NOTHING_GIVEN))
        send_radiograph(self.pipe, image(name))

    def hear(self) -> object:
        assert self.pipe.poll(PATIENT)
        return self.pipe.recv()

    def hang_up(self) -> None:
        self.pipe.close()
        self.line.close()
        self.talk.join(PATIENT)
        self.listen.join(PATIENT)
        assert not self.talk.is_alive()
        assert self.hung_up.is_set()


@pytest.fixture
def parent_of() -> Iterator[Callable[[Callable[[], object]], Parent]]:
    made: list[Parent] = []

    def make(load: Callable[[], object]) -> Parent:
        made.append(Parent(load))
        return made[-1]

    yield make
    for parent in made:
        parent.hang_up()


def test_the_conversation_goes_on_until_the_parent_hangs_up(parent_of):
    parent = parent_of(stand_ins.load)

    assert isinstance(parent.hear(), Ready)
    parent.ask(1, "hand")
    assert [type(parent.hear()) for _ in range(4)] == [Found, Found, Found, Ended]
    parent.ask(2, "error_at_detect")
    assert [type(parent.hear()) for _ in range(2)] == [Found, Failed]
    parent.ask(3, "wait_at_detect")
    assert isinstance(parent.hear(), Found)
    parent.line.send(3)
    assert isinstance(parent.hear(), Ended)
    parent.ask(4, "hand")
    assert [type(parent.hear()) for _ in range(4)] == [Found, Found, Found, Ended]


def test_networks_that_met_a_fault_are_asked_no_more(parent_of):
    parent = parent_of(stand_ins.load)

    parent.ask(1, "fault_at_segment")

    assert [type(parent.hear()) for _ in range(2)] == [Ready, Broke]
    parent.talk.join(PATIENT)
    assert not parent.talk.is_alive()


@pytest.mark.parametrize(
    ("load", "code"),
    [
        (stand_ins.load_unless, "vision.weights_damaged"),
        (stand_ins.load_with_a_fault_while, "workflow.engine_unavailable"),
    ],
)
def test_networks_that_cannot_be_loaded_end_the_conversation(parent_of, tmp_path, load, code):
    parent = parent_of(partial(load, tmp_path))

    told = parent.hear()

    assert isinstance(told, NotLoaded)
    assert told.error.code == code
    parent.talk.join(PATIENT)
    assert not parent.talk.is_alive()


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (16, 8), (401, 333)])
def test_a_mask_of_any_size_crosses_over_bit_by_bit(shape):
    mask = np.random.default_rng(1).random(shape) < 0.5

    packed: PackedMask = pickle.loads(pickle.dumps(PackedMask.of(mask[::-1, ::-1])))

    assert np.array_equal(packed.unpacked(), mask[::-1, ::-1])


def test_the_mask_of_a_hand_is_small_on_its_way():
    palm = sample_findings().palm

    assert len(PackedMask.of(palm.mask).content) < palm.mask.size / 30


def every_error(of: type[BonageError] = BonageError) -> list[type[BonageError]]:
    return [of, *(deeper for kind in of.__subclasses__() for deeper in every_error(kind))]


def test_every_kind_of_error_can_cross_over():
    for kind in every_error():
        received = pickle.loads(pickle.dumps(Failed(kind("floor.what", "A fact.", "A hint."))))

        assert type(received.error) is kind
        assert (received.error.code, received.error.message, received.error.hint) == (
            "floor.what",
            "A fact.",
            "A hint.",
        )
    assert VisionError in every_error()


def test_findings_without_a_palm_cross_over():
    found = sample_findings(palm=None, rejection=Rejection("vision.no_palm", "Nothing.", "Look."))

    received = Unpacker().unpacked(pickle.loads(pickle.dumps(Packer().packed(Segmented(found)))))

    assert received.findings.palm is None
    assert received.findings.rejection == found.rejection


def test_a_mask_that_changes_between_two_stages_arrives_changed():
    first, second = sample_findings(), sample_findings()
    second = replace(second, palm=replace(second.palm, mask=~second.palm.mask))
    packer, unpacker = Packer(), Unpacker()

    received = [
        unpacker.unpacked(pickle.loads(pickle.dumps(packer.packed(event))))
        for event in (Segmented(first), Detected(first), Graded(second))
    ]

    assert received[1].findings.palm.mask is received[0].findings.palm.mask
    assert np.array_equal(received[1].findings.palm.mask, first.palm.mask)
    assert np.array_equal(received[2].findings.palm.mask, second.palm.mask)
