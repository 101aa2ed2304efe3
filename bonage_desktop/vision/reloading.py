"""Networks that are loaded afresh, on the CPU, when one of them raises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.notice import Notice
from bonage_desktop.sentences import paragraph, say
from bonage_desktop.vision.errors import NetworkError, network_runs
from bonage_desktop.vision.stages import Networks

_NETWORK_OF = {Stage.SEGMENT: "segmentation", Stage.DETECT: "detection", Stage.GRADE: "grading"}

_Answer = TypeVar("_Answer")


class ReloadingNetworks:
    """The loaded stages. For one thread at a time.

    Args:
        networks: the loaded stages.
        reload: loads a fresh set on the CPU.
    """

    def __init__(self, networks: Networks, reload: Callable[[], Networks]) -> None:
        self._networks = networks
        self._reload = reload
        self._discarded = False

    @property
    def device(self) -> str:
        """Where they run: `cpu` or `cuda`."""
        return self._networks.device

    @property
    def models(self) -> Mapping[str, str]:
        """Network name to SHA-256 of its weights."""
        return self._networks.models

    def reload(self) -> None:
        """Throw the networks away and load them again on the CPU."""
        self._networks = self._reload()
        self._discarded = False

    def discard(self) -> None:
        """Never use the networks again that are loaded now; the next question loads others, on the CPU."""
        self._discarded = True

    def answer(self, question: Callable[[Networks], _Answer]) -> _Answer:
        """What the loaded networks say."""
        if self._discarded:
            self.reload()
        return question(self._networks)


@dataclass(slots=True)
class Asking:
    """Questions about one image, and what is to be said about asking them.

    Attributes:
        networks: who is asked.
        file: name of the image, for messages.
        notices: networks that had to be loaded again.
        asked: the stages whose networks were asked.
    """

    networks: ReloadingNetworks
    file: str
    notices: list[Notice] = field(default_factory=list[Notice])
    asked: set[Stage] = field(default_factory=set[Stage])

    @property
    def models(self) -> Mapping[str, str]:
        """The networks that were asked, with the SHA-256 of their weights."""
        names = [_NETWORK_OF[stage] for stage in Stage if stage in self.asked]
        return {name: self.networks.models[name] for name in names}

    def ask(self, stage: Stage, question: Callable[[Networks], _Answer]) -> _Answer:
        """A network's answer; after an exception all networks are loaded afresh on the CPU and asked once more.

        Raises:
            NetworkError: it raised twice.
        """
        try:
            with network_runs(stage, self.file):
                answer = self.networks.answer(question)
        except NetworkError as fault:
            self.networks.reload()
            message = paragraph(fault.message, say("The networks were loaded again and ran on the CPU."))
            self.notices.append(Notice("vision.network_reloaded", message))
            try:
                with network_runs(stage, self.file):
                    answer = self.networks.answer(question)
            except NetworkError:
                self.networks.discard()
                raise
        self.asked.add(stage)
        return answer
