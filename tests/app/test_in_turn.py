"""Small pieces of work are done one after the other, and none of them is lost."""

import threading
from threading import Event

from bonage_desktop.app.in_turn import InTurn


def test_pieces_are_done_in_their_order_while_nobody_waits() -> None:
    in_turn, may_begin, done = InTurn(), Event(), list[int]()
    in_turn.do(lambda: may_begin.wait(30))

    for number in range(100):
        in_turn.do(lambda number=number: done.append(number))
    before = list(done)
    may_begin.set()
    in_turn.wait()

    assert before == []
    assert done == list(range(100))


def test_a_piece_that_fails_keeps_the_next_from_nothing() -> None:
    in_turn, done = InTurn(), list[str]()

    in_turn.do(lambda: done.append("one") or 1 / 0)
    in_turn.do(lambda: done.append("two"))
    in_turn.wait()

    assert done == ["one", "two"]


def test_no_thread_is_left_when_nothing_is_left_to_do() -> None:
    in_turn, before = InTurn(), threading.active_count()

    in_turn.do(lambda: None)
    in_turn.wait()
    in_turn.do(lambda: None)
    in_turn.wait()
    in_turn.wait()

    assert threading.active_count() == before
