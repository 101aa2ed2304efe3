"""What goes into the packaged program and what does not, the same for every system."""

import posixpath
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

NEVER_LOADED = [
    # A compiler for GPUs (0.9 GB), and what only tools, tests and training use.
    "triton",
    "cuda",
    "bonage_desktop.training",
    "IPython",
    "PyInstaller",
    "_pytest",
    "pytest",
    "hypothesis",
    "py",
    "readline",  # the system's one is under the GPL
    "tkinter",
    "_tkinter",
    "skimage",
    "tensorboard",
    "torch.utils.tensorboard",
    "matplotlib.tests",
    "setuptools",
    "pip",
    # Qt beyond Core, Gui, Widgets and the reading of SVG.
    "PySide6.Qt3DCore",
    "PySide6.QtBluetooth",
    "PySide6.QtCharts",
    "PySide6.QtConcurrent",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "PySide6.QtMultimedia",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtPdf",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtQuickControls2",
    "PySide6.QtQuickTest",
    "PySide6.QtQuickWidgets",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "PySide6.QtUiTools",
    "PySide6.QtWebEngineCore",
    "PySide6.QtXml",
]
"""Modules that are left out, though something that is in could import them."""

FOUND_BY_NAME = [
    "bonage_desktop.app.main",
    "bonage_desktop.workflow.probe",
    "gdcm",
    "_gdcm",
    "jpeg_ls",
    "openjpeg",
    "pylibjpeg",
    "rle",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg",
    "mmdet.models",
    "mmdet.structures",
    "mmdet.datasets",
    "mmdet.evaluation",
    "mmdet.engine",
    "mmdet.visualization",
    "dicomanonymizer.dicom_anonymization_databases.dicomfields_2026c",
    *(
        f"fhir.resources.R4B.{name}"
        for name in (
            "annotation",
            "bundle",
            "codeableconcept",
            "coding",
            "device",
            "diagnosticreport",
            "domainresource",
            "extension",
            "humanname",
            "identifier",
            "observation",
            "patient",
            "quantity",
            "reference",
        )
    ),
]
"""Modules that are imported by a text at run time, which nobody sees in the code."""

READ_AS_SOURCE = ("timm", "torchvision", "segmentation_models_pytorch", "mmengine", "mmdet", "mmcv")
"""Libraries whose sources are read at run time (TorchScript, registries)."""

NOT_SHIPPED = [
    # OpenCV's own window system; the window is PySide6's.
    "cv2/qt/*",
    # Qt's plugins for other screens, keyboards and languages of programming.
    "PySide6/Qt/plugins/egldeviceintegrations/*",
    "PySide6/Qt/plugins/generic/*",
    "PySide6/Qt/plugins/networkinformation/*",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin*",
    "PySide6/Qt/plugins/platformthemes/libqgtk3*",
    "PySide6/Qt/plugins/platforms/libqeglfs*",
    "PySide6/Qt/plugins/platforms/libqlinuxfb*",
    "PySide6/Qt/plugins/platforms/libqminimal*",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay*",
    "PySide6/Qt/plugins/platforms/libqvnc*",
    "PySide6/Qt/plugins/qmltooling/*",
    "PySide6/Qt/plugins/tls/*",
    "PySide6/Qt/lib/libQt6EglF*",
    "PySide6/Qt/lib/libQt6Network*",
    "PySide6/Qt/lib/libQt6Pdf*",
    "PySide6/Qt/lib/libQt6Qml*",
    "PySide6/Qt/lib/libQt6Quick*",
    "PySide6/Qt/lib/libQt6VirtualKeyboard*",
    # What GTK needs, whose look the window does not take.
    "libatk*",
    "libatspi*",
    "libcairo*",
    "libepoxy*",
    "libgdk*",
    "libgtk*",
    "libpango*",
    # What printing asks the system for: CUPS is the system's own.
    "libavahi*",
    "libcom_err*",
    "libcups*",
    "libgmp*",
    "libgnutls*",
    "libgssapi_krb5*",
    "libhogweed*",
    "libidn2*",
    "libk5crypto*",
    "libkeyutils*",
    "libkrb5*",
    "libnettle*",
    "libp11-kit*",
    "libtasn1*",
    "libunistring*",
    # GPU code that torch loads only when it solves equations on a GPU.
    "torch/lib/libtorch_cuda_linalg*",
    "torch/lib/libcaffe2_nvrtc*",
    # Test data of libraries.
    "matplotlib/mpl-data/sample_data/*",
    "matplotlib/mpl-data/images/*",
    "sympy/*/tests/*",
    "scipy/*/tests/*",
    "numpy/*/tests/*",
]
"""Files that are left out, as patterns of where they would lie."""

_MMDET_CONFIGS = ("detectors/detectors_cascade-rcnn_r50_1x_coco.py", "_base_/models/cascade-rcnn_r50_fpn.py")
_MMDET_BASES = ("_base_/datasets/coco_detection.py", "_base_/schedules/schedule_1x.py", "_base_/default_runtime.py")


def is_shipped(destination: str) -> bool:
    """A file that would lie there goes into the program."""
    place = destination.replace("\\", "/")
    return not any(fnmatch(place, pattern) for pattern in NOT_SHIPPED)


def own_files() -> list[tuple[str, str]]:
    """`resources/` and `weights/`, where an installed package has them: (source, folder in the program)."""
    folders = [(str(ROOT / name), f"bonage_desktop/shipped/{name}") for name in ("resources", "weights")]
    return [*folders, (str(ROOT / "docs" / "method.md"), "bonage_desktop/shipped/docs")]


def detector_configs(mmdet: Path) -> list[tuple[str, str]]:
    """The published config of the detector and those it is based on, out of mmdet's hundreds.

    Args:
        mmdet: folder of the installed library.
    """
    configs = ".mim/configs"
    return [
        (str(mmdet / configs / name), str(Path("mmdet", configs, name).parent))
        for name in (*_MMDET_CONFIGS, *_MMDET_BASES)
    ]


def analysis_options(mmdet: Path, metadata: Iterable[tuple[str, str]]) -> dict[str, object]:
    """What PyInstaller's Analysis is told on every system.

    Args:
        mmdet: folder of the installed library.
        metadata: (source, folder in the program) of what `bonage doctor` asks about.
    """
    here = ROOT / "packaging"
    return {
        "pathex": [str(ROOT)],
        "hookspath": [str(here / "hooks")],
        "hiddenimports": FOUND_BY_NAME,
        "excludes": NEVER_LOADED,
        "datas": [*own_files(), *detector_configs(mmdet), *metadata],
        "module_collection_mode": dict.fromkeys(READ_AS_SOURCE, "pyz+py"),
    }


def shipped(found: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Of PyInstaller's (destination, source, kind) those that go into the program.

    A second name of a file (kind SYMLINK, its source is where it leads) goes with the file.
    """
    kept = [entry for entry in found if is_shipped(entry[0])]
    places = {destination for destination, _, _ in kept}
    return [
        (destination, source, kind)
        for destination, source, kind in kept
        if kind != "SYMLINK" or posixpath.normpath(posixpath.join(posixpath.dirname(destination), source)) in places
    ]
