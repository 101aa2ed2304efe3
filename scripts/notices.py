"""Whose work is in the packaged program, and under which licence: `make package` puts it into dist/bonage.

Read from what PyInstaller really collected, and from the metadata of the installed distributions; licence texts are
copied. Something under the GPL ends the build: the program could not be shipped with it.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from ast import literal_eval
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from importlib.metadata import Distribution, PackagePath, distribution, distributions, version
from pathlib import Path
from typing import cast

DOCUMENT = "THIRD_PARTY.md"
TEXTS = "licences"
TOLD_APART = ("bonage-desktop", "pyinstaller", "pyinstaller-hooks-contrib")
"""Ours, and what stands in the list on its own: of PyInstaller only its start is in the program."""

_TEXT_NAME = re.compile(r"(licen[cs]e|copying|notice|authors|eula)", re.IGNORECASE)
_GPL = re.compile(r"(?<![L])(?<!Lesser )(?:\bA?GPL|GNU (?:Affero )?General Public License)", re.IGNORECASE)
_EXCEPTION = re.compile(r"with\s+[\w-]*exception", re.IGNORECASE)
_GPL_OF_THE_SYSTEM = ("libreadline", "libgdbm")
"""Libraries that Python can be linked with, under the GPL without an exception."""
_SYSTEM = ("/usr/lib/", "/lib/")
_ENTRY = 3
_LONG = 100
_HEAD = """# Third-party software

This program contains the work of others, listed here as it was collected on the machine that built it. The texts of
their licences lie in the folder `licences` beside this file.

Qt and PySide6 are used under the LGPL 3. Their libraries lie in `_internal/PySide6` as files of their own: replace them
by others of the same version to run the program with a Qt of your own. The same holds for the libraries of FFmpeg and
Qt 5 that come with OpenCV, in `_internal/opencv_python.libs`, and for fpdf2 (LGPL 3), whose sources lie in
`_internal/fpdf`.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's work in the program.

    Attributes:
        name: of the distribution or of the system's package.
        version: as installed.
        licence: an SPDX expression where its metadata has one, else what they say.
    """

    name: str
    version: str
    licence: str


def is_copyleft(licence: str) -> bool:
    """Nothing in the licence lets us ship it without taking the GPL over.

    Args:
        licence: an expression or a name; of alternatives (OR) one that is no GPL is enough.
    """
    alternatives = re.split(r"\bOR\b", licence)
    return all(_GPL.search(each) and not _EXCEPTION.search(each) for each in alternatives)


def licence_of(found: Distribution) -> str:
    """What the metadata say: the expression, else the classifiers, else the first line of the licence."""
    classifiers = [
        each.rpartition(" :: ")[2]
        for each in _stated(found, "Classifier")
        if each.startswith("License ::") and not each.endswith(("OSI Approved", "Other/Proprietary License"))
    ]
    expression, lines = _stated(found, "License-Expression"), _stated(found, "License")
    named = lines[0].strip().partition("\n")[0] if lines else ""
    return "".join(expression) or " / ".join(classifiers) or (named if len(named) < _LONG else "") or "see its text"


def collected_sources(work: Path) -> set[str]:
    """Paths of the files that are in the program, whole or compiled.

    Args:
        work: PyInstaller's folder with its lists (`*.toc`).
    """
    lists = [literal_eval((work / name).read_text(encoding="utf-8")) for name in ("PYZ-00.toc", "COLLECT-00.toc")]
    return {os.path.normpath(source) for each in lists for source in _sources(each)}


def owners_of(sources: Set[str], installed: Iterable[Distribution]) -> Sequence[Distribution]:
    """Distributions that brought one of these files, those told apart left out."""
    return [
        each
        for each in installed
        if each.name not in TOLD_APART and any(_place(each, file) in sources for file in each.files or [])
    ]


def system_packages(sources: Set[str]) -> Sequence[Part]:
    """Packages of the system that brought one of these files."""
    names: set[str] = set()
    for source in sources:
        if source.startswith(_SYSTEM):
            asked = ["dpkg-query", "--search", source, f"/usr{source}", str(Path(source).resolve())]
            found = subprocess.run(asked, capture_output=True, text=True, check=False)
            names |= {line.partition(":")[0] for line in found.stdout.splitlines()}
    return [Part(name, _system_version(name), "see its text") for name in sorted(names)]


def document(parts: Iterable[Part]) -> str:
    """The list, as Markdown."""
    rows = [f"| {part.name} | {part.version} | {part.licence} |" for part in parts]
    return "\n".join([_HEAD, "| what | version | licence |", "|---|---|---|", *rows, ""])


def copy_texts(found: Distribution, folder: Path) -> int:
    """Copy the licence texts of a distribution; how many there were."""
    texts = [file for file in found.files or [] if _TEXT_NAME.search(file.name) and file.suffix not in {".py", ".pyc"}]
    for number, file in enumerate(texts):
        source = Path(str(found.locate_file(file)))
        if source.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / (f"{number}-{file.name}" if number else file.name))
    return len(texts)


def _stated(found: Distribution, name: str) -> Sequence[str]:
    return cast(Sequence[str], found.metadata.get_all(name) or [])


def _sources(value: object) -> Iterable[str]:
    """The second text of every entry (name, source, kind) in PyInstaller's nested lists."""
    if isinstance(value, list | tuple):
        entries = cast(Sequence[object], value)
        if isinstance(value, tuple) and len(entries) == _ENTRY and isinstance(entries[1], str):
            yield entries[1]
        for entry in entries:
            yield from _sources(entry)


def _place(found: Distribution, file: PackagePath) -> str:
    return os.path.normpath(str(found.locate_file(file)))


def _system_version(package: str) -> str:
    asked = ["dpkg-query", "--show", "--showformat=${Version}", package]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.partition(" ")[0]


def main() -> None:
    """Write ours.

    Raises:
        SystemExit: something under the GPL is in the program.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="folder of the packaged program")
    parser.add_argument("work", type=Path, help="PyInstaller's folder with its lists")
    wanted = parser.parse_args()
    texts = wanted.program / TEXTS
    shutil.rmtree(texts, ignore_errors=True)
    sources = collected_sources(wanted.work)
    found = owners_of(sources, distributions())
    parts = [Part(each.name, each.version, licence_of(each)) for each in found]
    for each in (*found, distribution("pyinstaller")):
        copy_texts(each, texts / each.name)
    system = system_packages(sources)
    for part in system:
        notice = Path("/usr/share/doc", part.name, "copyright")
        if notice.is_file():
            shutil.copy(notice, texts / f"{part.name}.txt")
    listed = [
        Part("Python", sys.version.partition(" ")[0], "PSF-2.0"),
        Part("the start of PyInstaller", version("pyinstaller"), "GPL-2.0-or-later WITH Bootloader-exception"),
        *sorted(parts, key=lambda part: part.name.lower()),
        *system,
    ]
    forbidden = [part.name for part in listed if is_copyleft(part.licence) or part.name.startswith(_GPL_OF_THE_SYSTEM)]
    if forbidden:
        raise SystemExit(f"under the GPL, so not to be shipped: {', '.join(forbidden)}")
    (wanted.program / DOCUMENT).write_text(document(listed), encoding="utf-8")


if __name__ == "__main__":
    main()
