"""What the window says once files were opened: how many images there were, what was passed over and why."""

from PySide6.QtCore import QCoreApplication

from bonage_desktop.app.message_bar import Message, Tone
from bonage_desktop.errors import BonageError
from bonage_desktop.imaging.discover import WhyPassedOver
from bonage_desktop.sentences import paragraph
from bonage_desktop.workflow.opening import Opening

_NO_IMAGES = "imaging.no_images"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Opening", text)


def opening_message(opening: Opening) -> Message | None:
    """One message about all that was not opened, the first trouble in front; None where everything was."""
    counts = _counts(opening)
    if opening.problems:
        first, more = opening.problems[0], len(opening.problems) - 1
        others = _tr("More folders or lists that could not be used: {0}.").format(more) if more else ""
        return Message(paragraph(first.message, others, counts), _hint(first), Tone.TROUBLE)
    return Message(counts) if counts else None


def _hint(problem: BonageError) -> str:
    """Subfolders were searched already: that the command line offers it is no help here."""
    return _tr("Open a folder that holds images.") if problem.code == _NO_IMAGES else problem.hint


def _counts(opening: Opening) -> str:
    passed_over = opening.passed_over
    if not passed_over:
        return ""
    reasons = {
        WhyPassedOver.NO_IMAGE: _tr("no images: {0}"),
        WhyPassedOver.HIDDEN: _tr("hidden: {0}"),
        WhyPassedOver.LINKED_FOLDER: _tr("links to folders: {0}"),
    }
    told = [words.format(passed_over[why]) for why, words in reasons.items() if passed_over.get(why)]
    whole = _tr("Images opened: {0}; passed over: {1} ({2}).")
    return whole.format(len(opening.files), sum(passed_over.values()), ", ".join(told))
