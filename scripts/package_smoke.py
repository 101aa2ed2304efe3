"""Does the packaged program do what the unpackaged one does? `make package-smoke`.

It runs in an empty environment in an empty folder: nothing of the checkout may be what makes it work. The command line
must give the same reading of a sample as the program in `.venv`, and the window must get to the same age and close.
With `--deb` the Debian package is installed into a folder of its own and the program is started from there.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from bonage_desktop import __version__
from bonage_desktop.installation import resources_dir

ROOT = Path(__file__).resolve().parent.parent
UNPACKAGED = ROOT / ".venv" / "bin" / "bonage"
SAMPLE = resources_dir() / "samples" / "male_120.dcm"
FORMATS = ("json", "csv", "xlsx", "parquet", "pdf", "sr", "sc", "encapsulated-pdf", "fhir")
SAME_YEARS = 0.01

_SECONDS = 600
COMPARED = ("levels", "rois", "score", "bone_age_years", "certainty", "warnings", "models")


class SmokeError(Exception):
    """The program does not do what it must; the text says what."""


def check(program: Path) -> None:
    """Everything that is checked of one program.

    Args:
        program: the file to start.

    Raises:
        SmokeError: something is not as it must be.
    """
    with tempfile.TemporaryDirectory() as folder:
        told = _run(program, ["--version"], Path(folder)).split()
        if told[-1:] != [__version__]:
            raise SmokeError(f"--version says {told}, this is {__version__}")
        _run(program, ["doctor"], Path(folder))
        reading = reading_by(program, Path(folder))
        differences(reading, reading_by(UNPACKAGED, Path(folder)))
        papers, same_papers = (papers_by(each, Path(folder) / each.parent.name) for each in (program, UNPACKAGED))
        if papers != same_papers:
            raise SmokeError(f"the packaged program writes and keeps {papers}, the unpackaged one {same_papers}")
        ages = cast(Mapping[str, float], json.loads(_run(program, ["check-window", str(SAMPLE)], Path(folder))))
        age = cast(float, reading["bone_age_years"])
        if not math.isclose(ages[SAMPLE.name], age, abs_tol=SAME_YEARS):
            raise SmokeError(f"the window says {ages}, the command line {age}")
    print(f"{program}: {SAMPLE.name} is {age:.2f} years on the command line and in the window")


def papers_by(program: Path, folder: Path) -> Sequence[str]:
    """Names of the reports that a program writes of the sample, and of the case it keeps, in a folder of its own."""
    folder.mkdir()
    formats = [word for each in FORMATS for word in ("--format", each)]
    data = ["--data", str(folder / "data")]
    _run(program, ["assess", str(SAMPLE), *formats, "--output", str(folder / "papers"), "--keep", *data], folder)
    kept = cast(Sequence[Mapping[str, object]], json.loads(_run(program, ["cases", "--format", "json", *data], folder)))
    return [*sorted(file.name for file in (folder / "papers").iterdir()), *(str(case["file"]) for case in kept)]


def differences(packaged: Mapping[str, object], unpackaged: Mapping[str, object]) -> None:
    """Nothing, where two readings say the same.

    Raises:
        SmokeError: they do not.
    """
    different = [name for name in COMPARED if packaged[name] != unpackaged[name]]
    if different:
        raise SmokeError(f"the packaged program says something else about {', '.join(different)}")


def installed(package: Path, root: Path) -> Path:
    """The program of a Debian package that was installed into a folder.

    Args:
        package: the .deb file.
        root: an empty folder, taken for the root of a system with nothing in it.
    """
    for folder in ("info", "updates"):
        (root / "var/lib/dpkg" / folder).mkdir(parents=True)
    (root / "var/lib/dpkg/status").touch()
    # Nothing it depends on is in the empty system; the machine around it has it all.
    _completed(["dpkg", f"--root={root}", "--force-depends", "--force-script-chrootless", "--install", str(package)])
    return root / "opt/bonage/bonage"


def reading_by(program: Path, folder: Path) -> Mapping[str, object]:
    """What a program says of the sample, started in a folder."""
    written = _run(program, ["assess", str(SAMPLE), "--format", "json", "--device", "cpu"], folder)
    return cast(Sequence[Mapping[str, object]], json.loads(written))[0]


def _run(program: Path, words: Sequence[str], folder: Path) -> str:
    """What it writes, started with nothing but a home and a screen that nobody sees."""
    environment = {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return _completed([str(program), *words], environment, folder)


def _completed(command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    run = subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    if run.returncode:
        raise SmokeError(f"{' '.join(command)} ended with {run.returncode}:\n{run.stdout}\n{run.stderr}")
    return run.stdout


def main() -> int:
    """Check what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, nargs="?", help="the packaged program")
    parser.add_argument("--deb", type=Path, help="a Debian package to install and start")
    wanted = parser.parse_args()
    try:
        if wanted.program:
            check(wanted.program.absolute())
        if wanted.deb:
            with tempfile.TemporaryDirectory(dir=ROOT / "build") as root:
                check(installed(wanted.deb, Path(root)))
    except SmokeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
