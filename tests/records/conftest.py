"""Databases: a file in a folder of its own, and a real PostgreSQL that the tests start themselves."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgres_cluster import Cluster, programs
from records_at_work import Desk

from bonage_desktop.records.database import Database, open_database
from bonage_desktop.records.location import Location


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL of its own, with no other user than these tests."""
    found = programs()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have PostgreSQL (packaging/debian-packages.txt)")
        pytest.skip("no PostgreSQL here: apt-get install postgresql (packaging/debian-packages.txt)")
    running = Cluster(found, tmp_path_factory.mktemp("postgres"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def location(tmp_path: Path) -> Location:
    """In a folder that is not there yet."""
    return Location(tmp_path / "data")


@pytest.fixture
def shared(cluster: Cluster, tmp_path: Path) -> Location:
    """An empty database of the cluster."""
    return Location(tmp_path / "data", cluster.new_database())


@pytest.fixture(params=["file", "server"])
def either(request: pytest.FixtureRequest) -> Location:
    """The one and the other kind of database."""
    return request.getfixturevalue("location" if request.param == "file" else "shared")


@pytest.fixture
def opened() -> Iterator[Callable[..., Database]]:
    """Opens databases and closes them."""
    made: list[Database] = []

    def open_one(where: Location, **how: float) -> Database:
        made.append(open_database(where, **how))
        return made[-1]

    yield open_one
    for database in made:
        database.close()


@pytest.fixture
def desk(either: Location, opened) -> Desk:
    """A store and what reads from it, on either kind of database."""
    return Desk(opened(either))
