"""`bonage doctor`: check the installation and say what to do about each fault."""

from rich.cells import set_cell_size
from rich.text import Text

from bonage_desktop.cli.networks import gpu_state, loaded_pipeline
from bonage_desktop.cli.screen import Screen
from bonage_desktop.installation import resources_dir, weights_dir
from bonage_desktop.sentences import say, say_count
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.checks import Check, State
from bonage_desktop.workflow.doctor import examine

_WORDS = {State.OK: say("ok"), State.WARNING: say("warning"), State.FAILURE: say("failure")}
_INDENT = 8
_COLOURS = {State.OK: "green", State.WARNING: "yellow", State.FAILURE: "bold red"}


def doctor(screen: Screen) -> int:
    """Check everything.

    Args:
        screen: what people read.

    Returns:
        0 when an assessment will work, 1 when a check failed.
    """
    failures = 0
    for check in examine(resources_dir(), weights_dir(), lambda: loaded_pipeline(DeviceChoice.AUTO), gpu_state):
        screen.show(_line(check, screen))
        failures += check.state is State.FAILURE
    counted = say_count("{count} check failed.", "{count} checks failed.", failures)
    screen.write(screen.words(counted if failures else say("This installation can assess radiographs.")) + "\n")
    return 1 if failures else 0


def _line(check: Check, screen: Screen) -> Text:
    state = set_cell_size(screen.words(_WORDS[check.state]), _INDENT)
    told = say("{subject}: {detail}", subject=check.subject, detail=check.detail)
    line = Text.assemble((state, _COLOURS[check.state]), screen.words(told))
    return line.append(f"\n{' ' * _INDENT}{screen.words(check.advice)}") if check.advice else line
