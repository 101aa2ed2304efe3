"""The threads that work for the reader's desk, and how it hears them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from bonage_desktop.app.assessing_thread import AssessingThread
from bonage_desktop.app.decoding_thread import DecodingThread
from bonage_desktop.workflow.engine import Engine
from bonage_desktop.workflow.worklist import Worklist

_Told = ParamSpec("_Told")


@dataclass(frozen=True, slots=True)
class Threads:
    """Who works for the desk."""

    decoding: DecodingThread
    prior_decoding: DecodingThread
    assessing: AssessingThread

    @classmethod
    def with_engine(cls, make_engine: Callable[[], Engine]) -> "Threads":
        """Threads whose networks run in this engine."""
        return cls(DecodingThread(), DecodingThread(), AssessingThread(make_engine))

    def start(self) -> None:
        """Let them begin."""
        for thread in self._all:
            thread.start()

    def stop(self) -> None:
        """End them and wait for them."""
        for thread in self._all:
            thread.stop()

    @property
    def _all(self) -> Sequence[DecodingThread | AssessingThread]:
        return (self.decoding, self.prior_decoding, self.assessing)


class _WithWorklist(Protocol):
    worklist: Worklist


_Listener = TypeVar("_Listener", bound=_WithWorklist)


def of_listed_cases(
    hear: Callable[Concatenate[_Listener, int, _Told], None],
) -> Callable[Concatenate[_Listener, int, _Told], None]:
    """Hear a thread on cases that are listed; a late answer about one that is not any more is dropped."""

    @wraps(hear)
    def heard(desk: _Listener, number: int, *told: _Told.args, **named: _Told.kwargs) -> None:
        if number in desk.worklist:
            hear(desk, number, *told, **named)

    return heard
