"""Readings of DICOM files, and judges of the objects made from them."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import DigitalXRayImageStorageForPresentation
from reports import CHILD, report

from bonage_desktop.reporting.report_content import ReportContent

STUDY, SERIES, IMAGE = "2.25.11", "2.25.12", "2.25.13"


def of_dicom(content: ReportContent | None = None, **identifiers: str) -> ReportContent:
    """The sample's reading as if its image came as a DX file with all its identifiers."""
    content = report() if content is None else content
    uids = {
        "study_uid": STUDY,
        "series_uid": SERIES,
        "sop_class_uid": str(DigitalXRayImageStorageForPresentation),
        "sop_instance_uid": IMAGE,
    }
    radiograph = replace(
        content.radiograph,
        identifiers=replace(CHILD, **{**uids, **identifiers}),
        provenance=replace(content.radiograph.provenance, format="DICOM"),
    )
    return replace(content, radiograph=radiograph)


def read(content: bytes) -> Dataset:
    return pydicom.dcmread(io.BytesIO(content))


def errors_of_dciodvfy(content: bytes, folder: Path) -> list[str]:
    """What the independent judge calls an error."""
    if shutil.which("dciodvfy") is None:
        pytest.skip("dciodvfy of Debian's dicom3tools is not installed")
    file = folder / "object.dcm"
    file.write_bytes(content)
    told = subprocess.run(["dciodvfy", file], capture_output=True, text=True, errors="replace", check=False)
    lines = (told.stdout + told.stderr).splitlines()
    assert any(" " not in line and line for line in lines), "it names the IOD"
    return [line for line in lines if line.startswith(("Error", "Abort"))]
