"""A PostgreSQL cluster in a folder: made, started, stopped, broken off. It listens on a socket in that folder alone."""

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from urllib.parse import quote

USER = "postgres"


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, or None; Debian keeps them out of the path."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None


class Cluster:
    """Runs as whoever runs the tests; as `postgres` where that is root, whom PostgreSQL refuses."""

    def __init__(self, bin_folder: Path, folder: Path) -> None:
        self._bin = bin_folder
        # A path of a socket may not be longer than 107 bytes, and pytest's folders are long and root's alone.
        self._folder = Path(tempfile.mkdtemp(prefix="bonage-pg-"))
        self._log = folder / "unused.log"
        self._names = count(1)
        if os.geteuid() == 0:
            shutil.chown(self._folder, USER, USER)
        self._run("initdb", "-D", str(self.data), "-U", USER, "-A", "trust", "-N", "--locale=C.UTF-8", "-E", "UTF8")

    @property
    def data(self) -> Path:
        return self._folder / "data"

    def start(self) -> None:
        options = f"-k {self._folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self.pull_the_plug()
        shutil.rmtree(self._folder, ignore_errors=True)

    def pull_the_plug(self) -> None:
        """Every connection breaks off at once."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", "immediate", "stop")

    def new_database(self) -> str:
        """The address of a database that was not there before."""
        name = f"bonage{next(self._names)}"
        self._run("createdb", "-h", str(self._folder), "-U", USER, name)
        socket = quote(str(self._folder / ".s.PGSQL.5432"), safe="")
        return f"postgresql://{USER}@/{name}?unix_sock={socket}"

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._bin / program), *words]
        as_user = {"user": USER, "group": USER} if os.geteuid() == 0 else {}
        done = subprocess.run(
            command,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            timeout=120,
            **as_user,
        )
        assert done.returncode == 0, done.stderr
