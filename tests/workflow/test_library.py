"""What a window asks of the database: it is opened at the first question, and everything is asked by values."""

import subprocess
import sys
from pathlib import Path

import pytest
from review_cases import NOON, READER, assessed_case, session_with
from sample_hand import sample_radiograph

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.errors import BonageError
from bonage_desktop.records.listing import CaseQuery
from bonage_desktop.records.location import Location
from bonage_desktop.records.values import CaseId
from bonage_desktop.workflow.keeping import Slot, saving
from bonage_desktop.workflow.library import Library


@pytest.fixture
def library(tmp_path: Path):
    made = Library(Location(tmp_path), load_standards())
    yield made
    made.close()


def confirmed_case():
    session = session_with(assessed_case())
    session.confirm()
    return session.case


def test_nothing_is_made_before_the_first_question(library, tmp_path):
    before = list(tmp_path.iterdir())

    library.rows(CaseQuery())

    assert before == []
    assert (tmp_path / "bonage.sqlite").exists()


def test_an_image_that_is_not_kept_has_no_case(library):
    found = library.look_up(sample_radiograph())

    assert (found.kept, list(found.earlier), found.place) == (None, [], "")


def test_a_kept_image_is_found_with_the_place_of_its_signature(library):
    saved = library.store().apply(saving(confirmed_case(), Slot(CaseId("c" * 32)), READER, NOON))

    found = library.look_up(sample_radiograph())

    assert found.kept.id == "c" * 32
    assert found.kept.current.signature.by == READER
    assert found.place == saved.head.place


def test_the_reading_of_the_image_itself_is_no_earlier_one(library):
    library.store().apply(saving(confirmed_case(), Slot(CaseId("c" * 32)), READER, NOON))

    assert list(library.look_up(sample_radiograph()).earlier) == []


def test_a_database_that_cannot_be_used_is_said_and_tried_again_at_the_next_question(library, tmp_path):
    (tmp_path / "bonage.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(BonageError) as refused:
        library.rows(CaseQuery())
    (tmp_path / "bonage.sqlite").unlink()

    assert refused.value.code == "records.not_a_database"
    assert library.rows(CaseQuery()) == []


def test_a_window_can_be_made_before_any_library_of_a_database_is_loaded():
    program = (
        "import sys; import bonage_desktop.app.case_keeping, bonage_desktop.workflow.library; "
        "assert not {'sqlalchemy', 'alembic', 'cattrs'} & set(sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
