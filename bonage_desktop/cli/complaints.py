"""What argparse complains of, as sentences of this program."""

import re
from collections.abc import Callable, Mapping

from bonage_desktop.sentences import Sentence, say

_Said = Callable[[Mapping[str, str]], Sentence]

_COMPLAINTS: tuple[tuple[str, _Said], ...] = (
    (
        r"the following arguments are required: (?P<names>.+)",
        lambda found: say("The following arguments are required: {names}.", **found),
    ),
    (r"unrecognized arguments: (?P<names>.+)", lambda found: say("Unrecognized arguments: {names}.", **found)),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<given>.+) \(choose from (?P<choices>.+)\)",
        lambda found: say("Argument {name}: invalid choice: {given} (choose from {choices}).", **found),
    ),
    (
        r"argument (?P<name>.+?): expected one argument",
        lambda found: say("Argument {name}: expected one argument.", **found),
    ),
    (
        r"argument (?P<name>.+?): expected at least one argument",
        lambda found: say("Argument {name}: expected at least one argument.", **found),
    ),
)
"""argparse has its words from the environment's own catalogues, of which there are none here: they are English."""


def complaint(message: str) -> Sentence:
    """A complaint of argparse as a sentence; one that is not known here stays in argparse's words."""
    for pattern, said in _COMPLAINTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return said(found.groupdict())
    return say("{complaint}.", complaint=f"{message[:1].upper()}{message[1:]}")
