"""Makes a Debian package of `dist/bonage`: `make package`. The tool is Debian's own, `dpkg-deb`."""

import argparse
import platform
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bonage_desktop import __version__

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
NAME = "org.bonage_desktop.bonage"
PLACE = Path("opt/bonage")

_BYTES_PER_UNIT = 1024


def needed_packages(listing: str, section: str = "run") -> Sequence[str]:
    """Names of one section of packaging/debian-packages.txt.

    Args:
        listing: what the file holds.
        section: its name without brackets.
    """
    names: dict[str, list[str]] = {}
    here = ""
    for line in listing.splitlines():
        if line.startswith("["):
            here = line.strip("[]")
        elif line and not line.startswith("#"):
            names.setdefault(here, []).append(line)
    return names[section]


def control(version: str, libc: str, kibibytes: int, needed: Sequence[str]) -> str:
    """The package as Debian describes one.

    Args:
        version: of the program.
        libc: of the system it was built on, the oldest it runs on.
        kibibytes: of all installed files.
        needed: packages that must be there too.
    """
    return f"""Package: bonage
Version: {version}
Section: science
Priority: optional
Architecture: amd64
Maintainer: The bonage_desktop authors <nobody@invalid>
Installed-Size: {kibibytes}
Depends: {", ".join([f"libc6 (>= {libc})", *needed])}
Description: bone age review for radiologists
 Bone age from a hand radiograph, with its reasons: 13 bones, their maturity
 levels, the RUS-CHN score and the age on the curve.
 .
 Research use only, not a medical device.
"""


def lay_out(program: Path, icons: Path, tree: Path) -> None:
    """Put every file where the package installs it.

    Args:
        program: folder of the packaged program.
        icons: folder of its icons, `bonage-<size>.png`.
        tree: an empty or missing folder, the root of the package.
    """
    shutil.copytree(program, tree / PLACE, symlinks=True, copy_function=_linked)
    share = tree / "usr/share"
    for source, folder in (
        (LINUX / f"{NAME}.desktop", share / "applications"),
        (LINUX / f"{NAME}.metainfo.xml", share / "metainfo"),
        (ROOT / "LICENSE", share / "doc/bonage"),
    ):
        folder.mkdir(parents=True)
        shutil.copy(source, folder)
    for file in icons.glob("bonage-*.png"):
        size = file.stem.removeprefix("bonage-")
        folder = share / f"icons/hicolor/{size}x{size}/apps"
        folder.mkdir(parents=True)
        shutil.copy(file, folder / f"{NAME}.png")
    scalable = share / "icons/hicolor/scalable/apps"
    scalable.mkdir(parents=True)
    shutil.copy(ROOT / "resources/icons/bonage.svg", scalable / f"{NAME}.svg")
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/bonage").symlink_to(Path("/", PLACE, "bonage"))


def build(tree: Path, folder: Path) -> Path:
    """The package of a tree, named after its version.

    Raises:
        subprocess.CalledProcessError: `dpkg-deb` refused it.
    """
    installed = sum(file.lstat().st_size for file in tree.rglob("*") if file.is_file() or file.is_symlink())
    needed = needed_packages((ROOT / "packaging/debian-packages.txt").read_text(encoding="utf-8"))
    described = control(__version__, platform.libc_ver()[1], installed // _BYTES_PER_UNIT, needed)
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(described, encoding="utf-8")
    package = folder / f"bonage_{__version__}_amd64.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z9", "--build", tree, package],  # noqa: S607 - of the system
        check=True,
    )
    return package


def _linked(source: str, to: str) -> None:
    """A second name of the same file: the tree is read, never changed, and goes away."""
    Path(to).hardlink_to(source)


def main() -> None:
    """Make ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="folder of the packaged program")
    parser.add_argument("icons", type=Path, help="folder of its icons")
    wanted = parser.parse_args()
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(wanted.program, wanted.icons, tree)
    print(build(tree, wanted.program.parent))
    shutil.rmtree(tree)


if __name__ == "__main__":
    main()
