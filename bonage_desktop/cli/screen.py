"""Standard output and standard error, on whatever terminal, pipe or file they are."""

import codecs
import io
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console, RenderableType

from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.reporting.document import printable
from bonage_desktop.reporting.files import output_error
from bonage_desktop.sentences import ENGLISH, Catalogue, paragraph, say
from bonage_desktop.standards.language import Language

ALARM = "bold red"
"""Style of what must not be missed; words say it too, for who sees no colour."""

_STAND_INS = {"·": "-", "–": "-", "—": "-", "×": "x", "±": "+", "≤": "<", "≥": ">", "…": "."}


def make_streams_tolerant() -> None:
    """Let no character stop a stream: what its encoding lacks gets a stand-in of the same width."""
    codecs.register_error("bonage.stand_in", _stand_in)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="bonage.stand_in")


@dataclass(frozen=True, slots=True)
class Screen:
    """Speaks to people in their language and notation, and hands results out.

    Attributes:
        language: that it speaks.
        catalogue: the words of the language.
        ages: how ages are written.
    """

    language: Language = Language.EN
    catalogue: Catalogue = ENGLISH
    ages: AgeNotation = AgeNotation.DECIMAL

    def words(self, text: str) -> str:
        """A sentence in the language; other text stays as it is."""
        return self.catalogue.words(text)

    def write(self, text: str) -> None:
        """Write to standard output, as it is and at once.

        Raises:
            OutputError: it cannot be written (`reporting.disk_full`, `reporting.cannot_write`).
            BrokenPipeError: whoever was reading has gone.
        """
        with _standard_output():
            sys.stdout.write(printable(text))
            sys.stdout.flush()

    def show(self, *renderables: RenderableType) -> None:
        """Draw on standard output, as wide as it is; sentences in the language.

        Raises:
            BrokenPipeError: whoever was reading has gone.
        """
        console = Console(markup=False, highlight=False, emoji=False)
        with _standard_output(), console.capture() as drawn:
            for renderable in renderables:
                console.print(self.words(renderable) if isinstance(renderable, str) else renderable)
        self.write(drawn.get())

    def tell(self, text: str) -> None:
        """One line for people, on standard error."""
        sys.stderr.write(printable(self.words(text)) + "\n")
        sys.stderr.flush()

    def complain(self, error: BonageError, about: str = "") -> None:
        """A failure on standard error: what, what to do, and the code to look it up by.

        Args:
            error: what happened.
            about: the file that it happened to, put before a message that does not name it.
        """
        told = paragraph(error.message, error.hint)
        if about and about not in error.message:
            told = say("{place}: {fact}", place=about, fact=told)
        self.tell(f"{self.words(told)} [{error.code}]")


def is_utf8() -> bool:
    """Whether standard output can take every character."""
    return codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"


@contextmanager
def _standard_output() -> Generator[None]:
    try:
        yield
    except BrokenPipeError:
        _abandon_output()
        raise
    except OSError as error:
        _abandon_output()
        raise output_error(say("Standard output"), error) from error


def _abandon_output() -> None:
    """Let Python's own flush at exit find nothing to complain about."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_STAND_INS.get(character, "?") for character in error.object[error.start : error.end]), error.end
