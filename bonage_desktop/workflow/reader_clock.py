"""How long a reader works on each bone of a case. Time in which nothing was done does not count. No Qt."""

from collections.abc import Mapping

from bonage_desktop.standards.bones import Bone

IDLE_SECONDS = 60.0
"""A longer pause is a telephone call: of it only this much counts."""


class ReaderClock:
    """Counts for one case; tell it of everything that the reader does.

    Args:
        now: seconds of a clock that only runs forward, when the case was opened.
    """

    def __init__(self, now: float) -> None:
        self._last = now
        self._bone: Bone | None = None
        self._seconds: dict[Bone | None, float] = {}

    def noticed(self, now: float, bone: Bone | None) -> None:
        """The reader did something.

        Args:
            now: seconds of the same clock.
            bone: the bone that is looked at from now on, or None.
        """
        spent = min(max(now - self._last, 0.0), IDLE_SECONDS)
        if spent:
            self._seconds[self._bone] = self._seconds.get(self._bone, 0.0) + spent
        self._last, self._bone = now, bone

    def take(self, now: float) -> Mapping[Bone | None, float]:
        """Seconds of each bone, and of the hand as a whole (None), since the last taking; the count begins anew."""
        self.noticed(now, self._bone)
        taken, self._seconds = self._seconds, {}
        return taken
