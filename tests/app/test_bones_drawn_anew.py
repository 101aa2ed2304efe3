"""Which rows of the bones' table a change draws again."""

from collections.abc import Callable
from datetime import date

from painted import painted
from PySide6.QtWidgets import QApplication

from bonage_desktop.app.bones_table import BonesTable
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.prior import BoneBefore
from bonage_desktop.workflow.review import ReviewSession


def rows_painted(app: QApplication, table: BonesTable, change: Callable[[], None]) -> set[Bone]:
    """The rows that a change draws again."""
    drawn = painted(app, list(table.rows.values()), change)
    return {bone for bone, row in table.rows.items() if row in drawn}


def test_a_change_draws_the_row_of_its_bone_alone(app, table: BonesTable, session: ReviewSession) -> None:
    def raise_the_radius() -> None:
        session.choose_level(Level(Bone.RADIUS, 8))
        table.show_state(session.state)
        table.set_prior(None)

    assert rows_painted(app, table, raise_the_radius) == {Bone.RADIUS}


def test_the_study_before_draws_the_rows_that_it_knows(app, table: BonesTable, session: ReviewSession) -> None:
    before = {Bone.ULNA: BoneBefore(Level(Bone.ULNA, 3), "3", date(2025, 5, 20), 1)}

    assert rows_painted(app, table, lambda: table.set_prior(before)) == {Bone.ULNA}
    assert rows_painted(app, table, lambda: table.set_prior(dict(before))) == set()
