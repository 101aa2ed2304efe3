"""Pictures of levels out of the atlas, as the level strip shows them, and what is written below them."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from bonage_desktop.app.background import Work
from bonage_desktop.app.level_card import LevelPicture
from bonage_desktop.app.pictures import grey_image
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.errors import BonageError
from bonage_desktop.installation import resources_dir
from bonage_desktop.reporting.atlas import Atlas, AtlasError, Origin
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Level
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.settings_file import settings_folder


def atlas_work(done: Callable[[Atlas], None], failed: Callable[[BonageError], None]) -> Work[Atlas]:
    """Reads the atlas and the site's plates, beside the window."""
    fault = WorkflowError(
        "workflow.unexpected",
        say("The pictures of the levels could not be read because of a fault in this program."),
        say("Everything else works."),
    )
    return Work(lambda: Atlas.load(resources_dir() / "atlas", settings_folder() / "plates"), done, failed, fault)


def level_pictures(atlas: Atlas) -> Callable[[Level], LevelPicture | None]:
    """What each level looks like; None for one whose file cannot be read."""
    made: dict[Level, LevelPicture | None] = {}

    def picture(level: Level) -> LevelPicture | None:
        if level not in made:
            made[level] = _picture(atlas, level)
        return made[level]

    return picture


def _picture(atlas: Atlas, level: Level) -> LevelPicture | None:
    try:
        found = atlas.picture(level)
    except AtlasError:
        return None
    label = load_standards().rus_chn.label(level)
    caption, about = {
        Origin.AVERAGE: (
            _tr("average of {0} hands").format(found.n_hands),
            _tr("Average of {0} hands that the model calls L{1} · {2}").format(found.n_hands, label, level.index),
        ),
        Origin.SITE_PLATE: (_tr("plate of this site"), _tr("A plate of this site's own")),
        Origin.DRAWN: (_tr("drawing"), _tr("A drawing: too few hands have this level for an average")),
    }[found.origin]
    return LevelPicture(grey_image(found.pixels), caption, about)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Atlas", text)
