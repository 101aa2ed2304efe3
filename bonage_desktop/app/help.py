"""Help beside the window: keys, what a place shows, what the program rests on, and a text for a report of a fault."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWhatsThis

from bonage_desktop.app.about_box import AboutBox
from bonage_desktop.app.message_bar import Message
from bonage_desktop.installation import method_page, weights_dir
from bonage_desktop.workflow.diagnostics import Surroundings, diagnostics
from bonage_desktop.workflow.log import log_file

if TYPE_CHECKING:
    from bonage_desktop.app.places import Places
    from bonage_desktop.app.window import ReviewWindow


def _tr(text: str) -> str:
    return QCoreApplication.translate("Help", text)


def explain_places(places: "Places") -> None:
    """Say of each place what is seen there; Qt shows it where `Shift+F1` and a click ask."""
    for place, words in {
        places.cases: _tr(
            "The cases, in the order in which the networks look at them. The dot and its word say what"
            " a case needs; the fields above filter the list."
        ),
        places.film: _tr(
            "The radiograph. Boxes are growth regions: blue the networks', orange yours, white and dashed"
            " placed from the other bones. A dotted box needs a look. Hold Space to see the film alone."
            " Which bones informed the level (A) is a property of the networks: they look at nearly the same bones"
            " whatever is selected, and it is no reason for a level."
        ),
        places.strip: _tr(
            "The selected bone beside what its levels look like. Each card says its points, the age that"
            " choosing it would give, how probable the networks find it, and what to look for."
        ),
        places.result: _tr(
            "The bone age: the points of 13 levels are added up, and the median curve of the standard"
            " turns the sum into an age. The range holds four of five reference ages of hands like this one."
        ),
        places.bones: _tr(
            "The 13 bones with their levels. Bars are what the networks find probable, the percentage"
            " is how sure they are within one level; tick what you have looked at."
        ),
        places.curve.growth: _tr(
            "Bone age over the child's age: on the line both are equal, the bands reach one and two years up and down."
            " Earlier studies are rings with their month."
        ),
        places.average: _tr(
            "The average hand of children of this sex and bone age by Greulich-Pyle, another scale than RUS-CHN: for a"
            " look from afar, not for levels."
        ),
        places.curve.curve: _tr(
            "The standard's own chart: score over age. The filled point is this hand, the hollow one its"
            " score at the child's age; between them lies the difference."
        ),
    }.items():
        place.setWhatsThis(words)


def explain() -> None:
    """Let the reader click on what is to be explained."""
    QWhatsThis.enterWhatsThisMode()


def about_pages() -> Mapping[str, Path]:
    """What stands in documents: title to file."""
    return {_tr("Method and departures"): method_page()}


def show_about(window: "ReviewWindow") -> None:
    """Show what the program is and rests on."""
    AboutBox(weights_dir(), about_pages(), window).show()


def copy_diagnostics(window: "ReviewWindow") -> None:
    """Put versions, settings and the end of the log on the clipboard; nothing of patients and none of the reader."""
    case = window.desk.session.case
    device = "" if case is None or case.reading is None else case.reading.findings.device
    surroundings = Surroundings(device, weights_dir(), log_file(), Path.home())
    QGuiApplication.clipboard().setText(diagnostics(window.options.preferences.settings, surroundings))
    window.say(Message(_tr("The diagnostics are on the clipboard: no names, no paths of your files.")))
