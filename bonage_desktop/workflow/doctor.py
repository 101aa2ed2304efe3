"""Is this installation able to assess a radiograph? One check after the other, each with what to do about a fault."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, cast

import psutil

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.sentences import both, paragraph, say
from bonage_desktop.standards.sex import Sex
from bonage_desktop.vision.manifest import read_manifest
from bonage_desktop.workflow.assess import LazyPipeline, Request, assess_files
from bonage_desktop.workflow.checks import Check, State
from bonage_desktop.workflow.display import has_display
from bonage_desktop.workflow.facts import Told
from bonage_desktop.workflow.outcome import Failed
from bonage_desktop.workflow.probe import OPEN_WINDOW
from bonage_desktop.workflow.supplied import Supplied

if TYPE_CHECKING:
    from bonage_desktop.vision.device import CudaState
    from bonage_desktop.vision.pipeline import Pipeline

LIBRARIES: Mapping[str, str] = {
    "numpy": "numpy",
    "scipy": "scipy",
    "opencv-python": "cv2",
    "pillow": "PIL",
    "pydicom": "pydicom",
    "python-gdcm": "gdcm",
    "pyjpegls": "jpeg_ls",
    "pylibjpeg": "pylibjpeg",
    "pylibjpeg-openjpeg": "openjpeg",
    "pylibjpeg-rle": "rle",
    "matplotlib": "matplotlib",
    "highdicom": "highdicom",
    "fhir.resources": "fhir.resources",
    "fpdf2": "fpdf",
    "pypdfium2": "pypdfium2",
    "openpyxl": "openpyxl",
    "arro3-core": "arro3.core",
    "arro3-io": "arro3.io",
    "dicom-anonymizer": "dicomanonymizer",
    "rich": "rich",
    "platformdirs": "platformdirs",
    "psutil": "psutil",
    "safetensors": "safetensors",
    "torch": "torch",
    "torchvision": "torchvision",
    "mmengine": "mmengine",
    "mmcv-lite": "mmcv",
    "mmdet": "mmdet",
    "segmentation-models-pytorch": "segmentation_models_pytorch",
    "alembic": "alembic",
    "cattrs": "cattrs",
    "pg8000": "pg8000",
    "sqlalchemy": "sqlalchemy",
    "PySide6-Essentials": "PySide6.QtCore",
}
"""Distribution to a module of it that is imported; the last one is for the window alone."""

_WINDOW_LIBRARY = "PySide6-Essentials"
_INSTALL = say(
    "Install again: in a checkout with make clean and make install, a wheel with pip install --force-reinstall."
)
_SAMPLE = "female_120.png"
_AGE_TOLERANCE_YEARS = 0.01
_SECONDS_TO_IMPORT = 300
_MEMORY_NEEDED = 1.5 * 2**30
_DISK_NEEDED = 2**30
_PROBE = "bonage_desktop.workflow.probe"


def examine(
    resources: Path, weights: Path, load: "Callable[[], Pipeline]", try_gpu: "Callable[[], CudaState]"
) -> Iterator[Check]:
    """All checks, quick ones first; each is made when it is asked for.

    Args:
        resources: folder of standards and samples.
        weights: folder of the networks.
        load: loads the pipeline for the self test.
        try_gpu: computes something small on the GPU.
    """
    yield check_python(sys.version_info[:3])
    yield check_memory(psutil.virtual_memory().available)
    yield check_disk(Path(tempfile.gettempdir()))
    yield check_resources(resources)
    yield from check_weights(weights)
    yield from check_libraries(LIBRARIES)
    yield check_gpu(try_gpu)
    yield check_window(os.environ)
    yield check_sample(resources / "samples", load)


def check_python(running: tuple[int, int, int]) -> Check:
    """3.11, 3.12 or 3.13."""
    name = ".".join(map(str, running))
    if (3, 11) <= running[:2] <= (3, 13):
        return Check("Python", State.OK, name)
    return Check("Python", State.FAILURE, name, say("Use Python 3.11, 3.12 or 3.13."))


def check_memory(available: int) -> Check:
    """What the networks need, in bytes."""
    detail = say("{free:.1f} GiB free", free=available / 2**30)
    if available >= _MEMORY_NEEDED:
        return Check(say("Memory"), State.OK, detail)
    return Check(say("Memory"), State.WARNING, detail, say("An assessment needs 1.5 GiB: close other programs."))


def check_disk(folder: Path) -> Check:
    """Room for temporary files."""
    free = shutil.disk_usage(folder).free
    detail = say("{free:.1f} GiB free in {folder}", free=free / 2**30, folder=folder)
    if free >= _DISK_NEEDED:
        return Check(say("Disk"), State.OK, detail)
    return Check(say("Disk"), State.WARNING, detail, say("Free some space, or set TMPDIR to another folder."))


def check_resources(resources: Path) -> Check:
    """Standards that can be read, samples that are there."""
    try:
        standards = load_standards()
    except BonageError as error:
        return Check(say("Resources"), State.FAILURE, error.message, error.hint)
    missing = [name for name in (_SAMPLE, "expected.json") if not (resources / "samples" / name).is_file()]
    if missing:
        return Check(
            say("Resources"),
            State.WARNING,
            say("{names} missing in {resources}", names=both(missing), resources=resources),
            _INSTALL,
        )
    return Check(say("Resources"), State.OK, f"{standards.rus_chn.identity[:27]}, {standards.tw3.identity[:27]}")


def check_weights(weights: Path) -> Iterator[Check]:
    """Every file against its hash in the manifest."""
    try:
        manifest = read_manifest(weights)
    except BonageError as error:
        yield Check(say("Weights"), State.FAILURE, error.message, error.hint)
        return
    for card in manifest.cards:
        subject = say("Weights of {card}", card=card.name)
        try:
            manifest.read_weights(card)
        except BonageError as error:
            yield Check(subject, State.FAILURE, error.message, error.hint)
        else:
            yield Check(
                subject,
                State.OK,
                say(
                    "version {version}, SHA-256 {sha256} as in the manifest",
                    version=card.version,
                    sha256=card.sha256[:12],
                ),
            )


def check_libraries(libraries: Mapping[str, str]) -> Iterator[Check]:
    """Every library is installed and can be imported, in a process of its own."""
    imported = _imports(list(libraries.values()))
    for name, module in libraries.items():
        worst = State.WARNING if name == _WINDOW_LIBRARY else State.FAILURE
        try:
            installed = version(name)
        except PackageNotFoundError:
            yield Check(name, worst, say("not installed"), _INSTALL)
            continue
        fault = imported.get(module, say("importing it ended the process"))
        if fault:
            yield Check(name, worst, f"{installed}: {fault}", _INSTALL)
        else:
            yield Check(name, State.OK, installed)


def check_gpu(try_gpu: "Callable[[], CudaState]") -> Check:
    """A GPU that computes, or none at all."""
    try:
        gpu = try_gpu()
    except ImportError as error:
        return Check("GPU", State.WARNING, say("not looked for: {error}", error=str(error)), _INSTALL)
    if not gpu.present:
        return Check("GPU", State.OK, say("none found: the networks run on the CPU"))
    if gpu.fault:
        return Check("GPU", State.WARNING, gpu.fault, say("The CPU is used; repair the NVIDIA driver to use the GPU."))
    return Check("GPU", State.OK, say("computes correctly"))


def check_window(environment: Mapping[str, str]) -> Check:
    """Qt starts without a screen, and there is a screen."""
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = _probed([OPEN_WINDOW], offscreen)
    if run is None or run.returncode:
        reason = (
            (run.stderr.strip().splitlines() or [say("no reason given")])[-1] if run is not None else say("it hangs")
        )
        return Check(
            say("Window"),
            State.WARNING,
            say("Qt does not start: {reason}", reason=reason),
            say("Install packaging/debian-packages.txt."),
        )
    if not has_display(environment):
        return Check(
            say("Window"), State.WARNING, say("Qt starts, but there is no display"), say("The command line needs none.")
        )
    return Check(say("Window"), State.OK, say("Qt starts, and there is a display"))


def check_sample(samples: Path, load: "Callable[[], Pipeline]") -> Check:
    """One shipped image gives the result that is known for it."""
    subject = say("Self test")
    try:
        expected = json.loads((samples / "expected.json").read_text(encoding="utf-8"))[_SAMPLE]
    except (OSError, ValueError, KeyError):
        return Check(subject, State.FAILURE, say("no known result in {samples}", samples=samples), _INSTALL)
    told = Told(Sex(expected["sex"]), None)
    request = Request(None, told, None, Supplied(images=1), load_standards())
    (outcome,) = assess_files([samples / _SAMPLE], request, LazyPipeline(load))
    if isinstance(outcome, Failed):
        return Check(subject, State.FAILURE, outcome.error.message, outcome.error.hint)
    age = outcome.reading.bone_age
    levels = {bone.key: level.index for bone, level in outcome.reading.levels.items()}
    known = float(expected["bone_age_years"])
    if levels != expected["levels"] or age is None or abs(age.years - known) > _AGE_TOLERANCE_YEARS:
        found = say("no age") if age is None else say("{years:.2f} years", years=age.years)
        detail = say("{sample} came out at {found}, known are {known:.2f}", sample=_SAMPLE, found=found, known=known)
        return Check(subject, State.FAILURE, detail, paragraph(say("Do not use this installation."), _INSTALL))
    seconds = sum(outcome.reading.findings.seconds.get(stage, 0.0) for stage in Stage)
    return Check(
        subject,
        State.OK,
        say(
            "{sample}: {years:.2f} years as known, in {seconds:.1f} s", sample=_SAMPLE, years=age.years, seconds=seconds
        ),
    )


def _imports(modules: Sequence[str]) -> Mapping[str, str]:
    """Module to what importing it raised, empty where nothing; modules after a crash are tried again without it."""
    results: dict[str, str] = {}
    left = list(modules)
    while left:
        run = _probed(left, os.environ)
        lines = [] if run is None else run.stdout.splitlines()
        for line in lines:
            if line.startswith("["):
                module, fault = cast(list[str], json.loads(line))
                results[module] = fault
        culprit = next((module for module in left if module not in results), None)
        if culprit is None:
            break
        results[culprit] = say("importing it ended the process")
        left = [module for module in left if module not in results]
    return results


def _probed(arguments: Sequence[str], environment: Mapping[str, str]) -> "subprocess.CompletedProcess[str] | None":
    """A run of `probe` in a process of its own, or None where it does not end."""
    try:
        return subprocess.run(  # noqa: S603 - this interpreter, with arguments of this module
            [sys.executable, "-W", "ignore", "-m", _PROBE, *arguments],
            env=dict(environment),
            capture_output=True,
            text=True,
            timeout=_SECONDS_TO_IMPORT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
