"""The DICOM samples: valid, invented, reproducible, and grey for grey the pictures they are made of."""

import importlib.util
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np
import pydicom
import pytest

from bonage_desktop.findings.radiograph import Laterality, PixelSpacing, SpacingReference
from bonage_desktop.standards.sex import Sex

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "resources" / "samples"
PICTURES = ("female_95", "female_120", "male_120", "male_150")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_samples", ROOT / "scripts" / "make_samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_samples"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all four files, fresh."""
    folder = tmp_path_factory.mktemp("samples")
    for sample in script.SAMPLES:
        script.write_sample(sample, folder)
    return folder


@pytest.mark.parametrize("picture", PICTURES)
def test_a_sample_shows_the_grey_levels_of_its_picture(made, decoder, picture):
    radiograph = decoder.read(made / f"{picture}.dcm")

    grey = cv2.imread(str(SHIPPED / f"{picture}.png"), cv2.IMREAD_GRAYSCALE)
    assert np.array_equal(np.round(radiograph.pixels * 255), grey)
    assert radiograph.provenance.bits_stored == 14
    assert radiograph.notices == ()


@pytest.mark.parametrize("picture", ["female_95", "male_120"])
def test_a_shipped_sample_shows_the_grey_levels_of_its_picture_too(decoder, picture):
    radiograph = decoder.read(SHIPPED / f"{picture}.dcm")

    grey = cv2.imread(str(SHIPPED / f"{picture}.png"), cv2.IMREAD_GRAYSCALE)
    assert np.array_equal(np.round(radiograph.pixels * 255), grey)


def test_the_samples_differ_in_what_readers_of_dicom_stumble_over(made, decoder):
    radiographs = [decoder.read(made / f"{picture}.dcm") for picture in PICTURES]

    assert {r.provenance.photometric for r in radiographs} == {"MONOCHROME1", "MONOCHROME2"}
    assert len({r.provenance.transfer_syntax for r in radiographs}) == 4
    assert radiographs[2].identifiers.patient_name == "SAMPLE^Xiaoming=样本^小明"
    assert all(r.identifiers.patient_name.startswith("SAMPLE^") for r in radiographs)


@pytest.mark.parametrize(
    ("picture", "sex", "birth", "years"),
    [
        ("female_95", Sex.FEMALE, date(2018, 2, 15), 95 / 12),
        ("female_120", Sex.FEMALE, date(2016, 1, 15), 10),
        ("male_120", Sex.MALE, date(2016, 1, 15), 10),
        ("male_150", Sex.MALE, date(2013, 7, 15), 12.5),
    ],
)
def test_a_sample_knows_its_invented_patient(made, decoder, picture, sex, birth, years):
    radiograph = decoder.read(made / f"{picture}.dcm")

    assert (radiograph.sex, radiograph.birth_date, radiograph.study_date) == (sex, birth, date(2026, 1, 15))
    assert radiograph.age is not None
    assert radiograph.age.years == pytest.approx(years, abs=0.01)
    assert radiograph.laterality is Laterality.LEFT
    assert radiograph.spacing == PixelSpacing(0.18, 0.18, SpacingReference.DETECTOR)
    assert radiograph.view == "PA"


def test_two_runs_give_the_same_bytes(script, made, tmp_path):
    for sample in script.SAMPLES:
        again = script.write_sample(sample, tmp_path)

        assert again.read_bytes() == (made / again.name).read_bytes()


def test_two_are_shipped_and_they_are_what_the_script_makes(script, made):
    shipped = sorted(path.name for path in SHIPPED.glob("*.dcm"))

    assert shipped == sorted(f"{sample.picture}.dcm" for sample in script.SAMPLES if sample.is_shipped)
    assert len(shipped) == 2
    for name in shipped:
        ours, fresh = pydicom.dcmread(SHIPPED / name), pydicom.dcmread(made / name)
        assert ours.file_meta == fresh.file_meta
        assert [element for element in ours if element.keyword != "PixelData"] == [
            element for element in fresh if element.keyword != "PixelData"
        ]


@pytest.mark.parametrize("picture", PICTURES)
def test_shipped_or_not_dciodvfy_finds_no_error(made, picture):
    if shutil.which("dciodvfy") is None:
        pytest.skip("dciodvfy of Debian's dicom3tools is not installed")

    report = subprocess.run(
        ["dciodvfy", made / f"{picture}.dcm"], capture_output=True, text=True, errors="replace", check=False
    )

    assert "DXImageForPresentation" in report.stderr + report.stdout
    assert "Error" not in report.stderr + report.stdout


def test_the_command_line_writes_the_shipped_two_or_all(script, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(sys, "argv", ["make_samples.py", "--output", str(tmp_path)])
    script.main()

    assert {path.name for path in tmp_path.iterdir()} == {"female_95.dcm", "male_120.dcm"}
    assert capsys.readouterr().out.count(".dcm") == 2
