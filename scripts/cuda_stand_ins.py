"""Small libraries in the place of NVIDIA's, so that the packaged program need not carry 3 GB that a CPU never uses.

PyPI's torch for Linux is linked with CUDA and asks for every name of these libraries when it is loaded, GPU or not.
A stand-in has the names and versions of the real one; all lead to one instruction that ends the process. None is
ever called: `packaging/cpu_only.py` hides every GPU before torch is imported.
"""

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

REPLACED = (
    "libcublas.so.13",
    "libcublasLt.so.13",
    "libcudnn.so.9",
    "libcufft.so.12",
    "libcufile.so.0",
    "libcurand.so.10",
    "libcusolver.so.12",
    "libcusparse.so.12",
    "libcusparseLt.so.0",
    "libnccl.so.2",
    "libnvrtc.so.13",
    "libnvshmem_host.so.3",
)
"""What torch's libraries ask for by name."""
KEPT = ("libcudart.so.13", "libcufile.so.0", "libcupti.so.13")
"""What is small, or runs when torch is loaded, and stays as it is."""

_SYMBOL = re.compile(r"^[0-9a-f]+ (?P<kind>[A-Za-z]) (?P<name>[A-Za-z_]\w*)(?:@+(?P<version>[\w.]+))?$")
_DATA_BYTES = 64


def make_stand_ins(real: Iterable[Path], folder: Path) -> Mapping[str, Path]:
    """Build a stand-in for each library.

    Args:
        real: the libraries to stand in for.
        folder: where they are written; made where it is missing.

    Returns:
        Name of a library to its stand-in.

    Raises:
        subprocess.CalledProcessError: `nm` or `cc` failed.
        FileNotFoundError: they are not installed (packaging/debian-packages.txt, section package).
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {library.name: _built(library, folder) for library in real}


def exported(listing: str) -> Sequence[tuple[str, str, str]]:
    """Kind, name and version of each symbol in what `nm --dynamic --with-symbol-versions` writes.

    Names with an underscore before them are left out: of the loader, or of a C++ library inside, which must not come
    before the real one.
    """
    found = (_SYMBOL.match(line) for line in listing.splitlines())
    return [
        (each["kind"], each["name"], each["version"] or "")
        for each in found
        if each and each["kind"] != "A" and not each["name"].startswith("_")
    ]


def assembly(symbols: Sequence[tuple[str, str, str]]) -> str:
    """Source in which every function is the same trap, and every variable the same few zeros."""
    code = [line for kind, name, _ in symbols if kind in "TtWi" for line in (f".globl {name}", f"{name}:")]
    data = [line for kind, name, _ in symbols if kind not in "TtWi" for line in (f".globl {name}", f"{name}:")]
    return "\n".join(
        [".text", *code, "ud2", ".data", *data, f".zero {_DATA_BYTES}", '.section .note.GNU-stack,"",@progbits', ""]
    )


def version_script(symbols: Sequence[tuple[str, str, str]]) -> str:
    """Which version each name has, as a linker reads it; empty where none has one."""
    versions: dict[str, list[str]] = {}
    for _, name, version in symbols:
        versions.setdefault(version, []).append(name)
    return "".join(
        f"{version} {{ {' '.join(f'{name};' for name in names)} }};\n" for version, names in versions.items() if version
    )


def _built(library: Path, folder: Path) -> Path:
    listing = subprocess.run(
        ["nm", "--dynamic", "--defined-only", "--with-symbol-versions", library],  # noqa: S607 - of the system
        capture_output=True,
        text=True,
        check=True,
    )
    symbols = exported(listing.stdout)
    source, versions, result = (folder / f"{library.name}{end}" for end in (".s", ".map", ""))
    source.write_text(assembly(symbols), encoding="ascii")
    script = version_script(symbols)
    versions.write_text(script, encoding="ascii")
    options = [f"-Wl,--version-script={versions}"] if script else []
    subprocess.run(
        ["cc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", *options, "-o", result, source],  # noqa: S607
        check=True,
    )
    source.unlink()
    versions.unlink()
    return result
