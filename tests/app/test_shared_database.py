"""Two workstations share a database of a server; the server stops, and comes back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from panels import button_of
from pytestqt.qtbot import QtBot
from records.postgres_cluster import Cluster, programs
from sample_hand import BOY

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.location import Location
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case_book import Mark
from bonage_desktop.workflow.library import Library

SOON = 30_000


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL of its own."""
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql (packaging/debian-packages.txt)")
    running = Cluster(found, tmp_path_factory.mktemp("postgres"))
    running.start()
    yield running
    running.stop()


def mark(window: ReviewWindow) -> Mark:
    return window.desk.keeping.book.mark(1)


def test_what_is_entered_while_the_server_is_gone_is_saved_when_it_is_back_and_seen_on_the_other_workstation(
    qtbot: QtBot,
    make_window: Callable[..., ReviewWindow],
    open_case: Callable[[ReviewWindow, Path], None],
    cluster: Cluster,
    tmp_path: Path,
) -> None:
    url = cluster.new_database()
    here, there = (Library(Location(tmp_path / name, url), load_standards()) for name in ("here", "there"))
    window = make_window(library=here)
    open_case(window, BOY)
    qtbot.waitUntil(lambda: mark(window) is Mark.SAVED, timeout=SOON)

    cluster.pull_the_plug()
    window.desk.change(lambda session: session.choose_level(Level(Bone.RADIUS, 9)))
    qtbot.waitUntil(lambda: mark(window) is Mark.UNSAVED, timeout=SOON)
    said = window.places.messages.message.text
    cluster.start()
    button_of(window.places.messages, "Try again").click()
    qtbot.waitUntil(lambda: mark(window) is Mark.SAVED, timeout=SOON)
    other = make_window(library=there, reader="Dr. Li")
    other.intents.open_paths([BOY])
    qtbot.waitUntil(lambda: mark(other) is Mark.SAVED, timeout=SOON)

    assert said == "The shared database does not answer."
    assert window.places.messages.isHidden()
    assert other.desk.case(1).reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
