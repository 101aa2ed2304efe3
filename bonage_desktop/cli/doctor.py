"""`bonage doctor`: check the installation and say what to do about each fault."""

from rich.text import Text

from bonage_desktop.cli import screen
from bonage_desktop.cli.networks import gpu_state, loaded_pipeline
from bonage_desktop.installation import resources_dir, weights_dir
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.checks import Check, State
from bonage_desktop.workflow.doctor import examine

_COLOURS = {State.OK: "green", State.WARNING: "yellow", State.FAILURE: "bold red"}


def doctor() -> int:
    """Check everything.

    Returns:
        0 when an assessment will work, 1 when a check failed.
    """
    failures = 0
    for check in examine(resources_dir(), weights_dir(), lambda: loaded_pipeline(DeviceChoice.AUTO), gpu_state):
        screen.show(_line(check))
        failures += check.state is State.FAILURE
    counted = "1 check failed." if failures == 1 else f"{failures} checks failed."
    screen.write(f"{counted if failures else 'This installation can assess radiographs.'}\n")
    return 1 if failures else 0


def _line(check: Check) -> Text:
    line = Text.assemble((f"{check.state.value:<8}", _COLOURS[check.state]), f"{check.subject}: {check.detail}")
    return line.append(f"\n        {check.advice}") if check.advice else line
