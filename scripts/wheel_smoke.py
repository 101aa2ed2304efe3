"""Does the wheel work where it is installed as a person would with pipx? `make pipx`.

The wheel is built, installed by `uv tool install` (what pipx does: an environment of its own, the programs on the
path) with the locked versions, and started from an empty folder.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from package_smoke import SAMPLE, SmokeError, differences, reading_by

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".venv" / "bin" / "uv"


def build_wheel(folder: Path) -> Path:
    """The wheel of this checkout, built with the tools that are installed."""
    _run([str(UV), "build", "--quiet", "--wheel", "--no-build-isolation", "--out-dir", str(folder), str(ROOT)])
    return next(folder.glob("*.whl"))


def install(wheel: Path, folder: Path) -> Path:
    """The program of a wheel that was installed into an environment of its own.

    Args:
        wheel: the file.
        folder: where the environment and the program's name go.
    """
    versions = folder / "versions.txt"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    versions.write_text("\n".join(line.rstrip(" \\") for line in lock if line[:1].isalnum()), encoding="utf-8")
    places = {"UV_TOOL_DIR": str(folder / "tools"), "UV_TOOL_BIN_DIR": str(folder / "bin")}
    command = [str(UV), "tool", "install", "--quiet", "--python", sys.executable, "--constraints", str(versions)]
    _run([*command, str(wheel)], {**os.environ, **places})
    return folder / "bin" / "bonage"


def check(program: Path, folder: Path) -> None:
    """It starts, finds itself well and reads a sample as the checkout does.

    Raises:
        SmokeError: it does not.
    """
    for words in (["--version"], ["doctor"]):
        print(_run([str(program), *words], {**os.environ, "QT_QPA_PLATFORM": "offscreen"}, folder))
    differences(reading_by(program, folder), reading_by(ROOT / ".venv/bin/bonage", folder))
    print(f"{program}: {SAMPLE.name} is read as by the checkout")


def _run(command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    run = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SmokeError(f"{' '.join(command)} ended with {run.returncode}:\n{run.stdout}\n{run.stderr}")
    return run.stdout


def main() -> int:
    """Build, install and check ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where all of it goes; emptied before")
    folder = parser.parse_args().folder.absolute()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        check(install(build_wheel(folder), folder), folder)
    except SmokeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
