"""What the packaged program is made of: what is left out, whose work it is, what Debian is told."""

import json
import subprocess
import sys
from configparser import RawConfigParser
from importlib.metadata import distribution
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bonage_desktop import __version__
from bonage_desktop.installation import resources_dir

ROOT = resources_dir().parent
LINUX = ROOT / "packaging" / "linux"
NAME = "org.bonage_desktop.bonage"


@pytest.fixture
def parts(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import parts

    return parts


@pytest.mark.parametrize(
    "place",
    [
        "cv2/qt/plugins/platforms/libqxcb.so",
        "cv2\\qt\\fonts\\DejaVuSans.ttf",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "torch/lib/libtorch_cuda_linalg.so",
    ],
)
def test_what_inference_never_loads_is_left_out(parts, place):
    assert not parts.is_shipped(place)


@pytest.mark.parametrize("place", ["torch/lib/libtorch_cpu.so", "PySide6/Qt/plugins/platforms/libqxcb.so"])
def test_what_the_program_loads_is_shipped(parts, place):
    assert parts.is_shipped(place)


def test_a_second_name_goes_with_its_file(parts):
    found = [
        ("libQt6Network.so.6", "PySide6/Qt/lib/libQt6Network.so.6", "SYMLINK"),
        ("PySide6/Qt/lib/libQt6Network.so.6", "/site-packages/libQt6Network.so.6", "BINARY"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/site-packages/libQt6Core.so.6", "BINARY"),
    ]

    assert [entry[0] for entry in parts.shipped(found)] == ["libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6"]


def test_resources_and_weights_lie_where_the_installed_program_looks_for_them(parts):
    assert {
        (str(ROOT / "resources"), "bonage_desktop/shipped/resources"),
        (str(ROOT / "weights"), "bonage_desktop/shipped/weights"),
    } <= set(parts.own_files())


def test_every_config_the_detector_is_based_on_is_there(parts):
    import mmdet

    folder = Path(mmdet.__file__).parent

    assert [source for source, _ in parts.detector_configs(folder) if not Path(source).is_file()] == []


def test_the_packaged_program_answers_the_doctor_as_a_python_would():
    words = ["-W", "ignore", "-m", "bonage_desktop.workflow.probe", "json", "no_such_module"]

    answer = subprocess.run(
        [sys.executable, ROOT / "packaging" / "start.py", *words], capture_output=True, text=True, check=True, cwd=ROOT
    )

    answers = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answers == [["json", ""], ["no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"]]


def test_a_stand_in_has_the_names_and_versions_of_a_library_without_those_of_its_c_plus_plus(script):
    listing = "\n".join(
        [
            "0000000000000000 A libx.so.1",
            "0000000000001000 T cublasCreate@@libx.so.1",
            "0000000000002000 D nccl_table",
            "0000000000003000 W _ZNSt6vectorIiE",
            "0000000000004000 T _init",
        ]
    )

    assert script("cuda_stand_ins").exported(listing) == [
        ("T", "cublasCreate", "libx.so.1"),
        ("D", "nccl_table", ""),
    ]


def test_names_without_a_version_need_no_script_for_the_linker(script):
    assert script("cuda_stand_ins").version_script([("T", "ncclInit", "")]) == ""


def test_names_of_one_version_stand_together(script):
    symbols = [("T", "one", "V1"), ("T", "two", "V1"), ("T", "three", "V2")]

    assert script("cuda_stand_ins").version_script(symbols) == "V1 { one; two; };\nV2 { three; };\n"


@pytest.mark.parametrize(
    ("licence", "is_copyleft"),
    [
        ("MIT", False),
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", False),
    ],
)
def test_only_what_has_no_way_around_the_gpl_is_refused(script, licence, is_copyleft):
    assert script("notices").is_copyleft(licence) == is_copyleft


def test_whose_work_is_in_the_program_is_told_by_the_files_that_were_collected(script, tmp_path):
    import packaging.version
    import pluggy

    (tmp_path / "PYZ-00.toc").write_text(
        f"('out', [('packaging.version', {packaging.version.__file__!r}, 'PYMODULE')])"
    )
    (tmp_path / "COLLECT-00.toc").write_text("([('libz.so.1', '/lib/x86_64-linux-gnu/libz.so.1', 'BINARY')],)")
    notices = script("notices")

    sources = notices.collected_sources(tmp_path)
    owners = notices.owners_of(sources, [distribution("packaging"), distribution("pluggy")])

    assert pluggy.__file__ not in sources
    assert "/lib/x86_64-linux-gnu/libz.so.1" in sources
    assert [owner.name for owner in owners] == ["packaging"]


def test_a_debian_package_needs_what_a_checkout_needs_to_run(script):
    listing = "# a comment\n[run]\nlibgl1\nlibegl1\n[test]\nxvfb\n"

    assert script("make_deb").needed_packages(listing) == ["libgl1", "libegl1"]


def test_debian_is_told_version_size_and_needs(script):
    told = script("make_deb").control("1.2.3", "2.36", 4096, ["libgl1"]).splitlines()

    assert {"Version: 1.2.3", "Installed-Size: 4096", "Depends: libc6 (>= 2.36), libgl1"} <= set(told)


def test_the_desktop_entry_and_its_description_name_each_other():
    entry = RawConfigParser()
    entry.read(LINUX / f"{NAME}.desktop", encoding="utf-8")
    described = ET.parse(LINUX / f"{NAME}.metainfo.xml").getroot()

    assert described.findtext("id") == entry["Desktop Entry"]["Icon"] == NAME
    assert described.findtext("launchable") == f"{NAME}.desktop"


def test_the_newest_described_release_is_this_version():
    described = ET.parse(LINUX / f"{NAME}.metainfo.xml").getroot()

    assert described.find("releases/release").get("version") == __version__


def test_the_icon_is_drawn_in_every_size(script, tmp_path, qapp):
    from PIL import Image

    files = script("make_icons").draw(resources_dir() / "icons" / "bonage.svg", tmp_path, (16, 32))

    drawn = []
    for file in (*files, tmp_path / "bonage.ico"):
        with Image.open(file) as image:
            drawn.append((image.format, image.size))
    assert drawn == [("PNG", (16, 16)), ("PNG", (32, 32)), ("ICO", (32, 32))]


def test_two_readings_that_say_the_same_are_no_fault(script):
    smoke = script("package_smoke")
    same = dict.fromkeys(smoke.COMPARED, 1)

    smoke.differences(same, dict(same))


def test_readings_that_differ_in_an_age_are_told_apart(script):
    smoke = script("package_smoke")
    same = dict.fromkeys(smoke.COMPARED, 1)

    with pytest.raises(smoke.SmokeError, match="bone_age_years"):
        smoke.differences(same, {**same, "bone_age_years": 2})


def test_parts_of_the_program_are_told_largest_first(script, tmp_path):
    for name, size in (("_internal/numpy/a.so", 10), ("_internal/torch/lib/b.so", 300), ("bonage", 20)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)

    assert list(script("packaging_page").sizes(tmp_path).items()) == [
        ("torch", 300),
        ("the program and single libraries", 20),
        ("numpy", 10),
    ]
