"""The one hierarchy of errors that a person can meet.

The command line prints them, the window shows them, the JSON carries them: three
renderings, one source. docs/errors.md lists every code.
"""


class BonageError(Exception):
    """A failure written for the person who meets it.

    Attributes:
        code: stable, documented identifier, `floor.what`, e.g. `imaging.not_an_image`.
        message: one sentence that names the file (where there is one) and the fact.
        hint: one sentence that says what to do about it.
    """

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message
