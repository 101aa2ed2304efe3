"""Where the packaged program starts: `bonage`, or the child of itself that it was asked to be."""

import runpy
import sys
from multiprocessing import freeze_support

_PROBE = "bonage_desktop.workflow.probe"
_PROBING = ["-W", "ignore", "-m", _PROBE]
"""How `bonage doctor` asks Python to run this module in a process of its own; here the program is the Python."""


def _start() -> int:
    freeze_support()  # the decoders and the engine are spawned; this never returns in them
    words = sys.argv[1:]
    if words[: len(_PROBING)] == _PROBING:
        sys.argv = [_PROBE, *words[len(_PROBING) :]]
        runpy.run_module(_PROBE, run_name="__main__")
        return 0
    if words[:1] == ["check-window"]:
        from window_check import run

        return run(words[1:])
    from bonage_desktop.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(_start())
