"""Which rows of the bones' table a change draws again."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from bonage_desktop.app.bones_table import BonesTable
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.prior import BoneBefore
from bonage_desktop.workflow.review import ReviewSession


def painted(app: QApplication, table: BonesTable, change: Callable[[], None]) -> set[Bone]:
    """The rows that a change draws again."""
    seen = Painted()
    app.processEvents()
    for row in table.rows.values():
        row.installEventFilter(seen)
    change()
    app.processEvents()
    return {bone for bone, row in table.rows.items() if row in seen.widgets}


class Painted(QObject):
    """Notes which widgets are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.widgets.append(watched)
        return False


def test_a_change_draws_the_row_of_its_bone_alone(app, table: BonesTable, session: ReviewSession) -> None:
    def raise_the_radius() -> None:
        session.choose_level(Level(Bone.RADIUS, 8))
        table.show_state(session.state)
        table.set_prior(None)

    assert painted(app, table, raise_the_radius) == {Bone.RADIUS}


def test_the_study_before_draws_the_rows_that_it_knows(app, table: BonesTable, session: ReviewSession) -> None:
    before = {Bone.ULNA: BoneBefore(Level(Bone.ULNA, 3), "3", date(2025, 5, 20), 1)}

    assert painted(app, table, lambda: table.set_prior(before)) == {Bone.ULNA}
    assert painted(app, table, lambda: table.set_prior(dict(before))) == set()
