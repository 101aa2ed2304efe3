"""De-identified copies: what is gone, what stays, what moves together."""

import io
from uuid import UUID

import numpy as np
import pydicom
import pytest
from dicom_files import radiograph_data_set, save
from pydicom.dataset import Dataset
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian

from bonage_desktop.exchange.deidentify import deidentified, patient_of
from bonage_desktop.exchange.errors import ExchangeError
from bonage_desktop.exchange.pseudonyms import Pseudonym, PseudonymMap

SOMEBODY = Pseudonym("BA-00000001", -100, UUID(int=7))
SECRETS = ("Zhang", "4711", "Mercy", "Dr. Who", "Elm Street", "secret")


def file_of(tmp_path, **attributes) -> bytes:
    """A radiograph that says all about its patient, in nested items and private tags too."""
    item = Dataset()
    item.PatientName, item.PatientID, item.StudyDate = "Zhang^Wei", "4711", "20200301"
    anatomy = Dataset()
    anatomy.CodeValue, anatomy.CodingSchemeDesignator, anatomy.CodeMeaning = "85562004", "SCT", "Hand"
    anatomy.add(pydicom.DataElement(0x00104000, "LT", "secret of a nested item"))
    told = {
        "PatientName": "Zhang^Wei",
        "PatientID": "4711",
        "InstitutionName": "Mercy Hospital",
        "ReferringPhysicianName": "Dr. Who",
        "PatientAddress": "1 Elm Street",
        "StudyDescription": "secret",
        "AcquisitionDateTime": "20200301101500.5+0100",
        "StudyTime": "101500",
        "RequestAttributesSequence": [item],
        "AnatomicRegionSequence": [anatomy],
        "StudyID": "4711",
        "AccessionNumber": "4711",
        **attributes,
    }
    dataset = radiograph_data_set(np.arange(64, dtype=np.uint16).reshape(8, 8), 12, **told)
    dataset.private_block(0x0029, "SECRETS", create=True).add_new(1, "LO", "secret 4711")
    dataset.add_new(0x00089999, "LO", "secret of an unknown tag")
    return save(dataset, tmp_path / "in.dcm").read_bytes()


def read(content: bytes) -> Dataset:
    return pydicom.dcmread(io.BytesIO(content))


def test_nothing_of_the_patient_is_left(tmp_path):
    content = deidentified(file_of(tmp_path), SOMEBODY).content

    assert [secret for secret in SECRETS if secret.encode() in content] == []
    assert not any(element.tag.is_private for element in read(content).iterall())


def test_the_pseudonym_stands_for_name_and_number():
    assert PseudonymMap().of("4711").name.startswith("BA-")


def test_it_says_what_was_done(tmp_path):
    dataset = read(deidentified(file_of(tmp_path), SOMEBODY).content)

    assert (dataset.PatientName, dataset.PatientID) == ("BA-00000001", "BA-00000001")
    assert dataset.PatientIdentityRemoved == "YES"
    assert dataset.LongitudinalTemporalInformationModified == "MODIFIED"
    assert [item.CodeValue for item in dataset.DeidentificationMethodCodeSequence] == ["113100", "113107", "113108"]


def test_what_a_bone_age_needs_stays(tmp_path):
    original, copy = (
        read(content) for content in (file_of(tmp_path), deidentified(file_of(tmp_path), SOMEBODY).content)
    )

    np.testing.assert_array_equal(copy.pixel_array, original.pixel_array)
    assert (copy.PatientSex, copy.ImageLaterality, copy.ImagerPixelSpacing) == ("F", "L", [0.15, 0.15])
    assert copy.PatientAge == "120M"  # born 2010-03-01, seen 2020-03-01
    assert copy.AnatomicRegionSequence[0].CodeMeaning == "Hand"
    assert copy.SOPClassUID == DigitalXRayImageStorageForPresentation
    assert copy.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian


def test_dates_move_by_the_days_of_the_pseudonym_and_the_birth_date_goes(tmp_path):
    dataset = read(deidentified(file_of(tmp_path), SOMEBODY).content)

    assert dataset.StudyDate == "20191122"  # 100 days before 2020-03-01, over a leap day
    assert dataset.AcquisitionDateTime == "20191122"
    assert dataset.PatientBirthDate == ""


def test_two_studies_of_a_child_stay_as_far_apart(tmp_path):
    studies = [
        read(deidentified(file_of(tmp_path, StudyDate=day), SOMEBODY).content).StudyDate
        for day in ("20190228", "20200301")
    ]

    days = [np.datetime64(f"{day[:4]}-{day[4:6]}-{day[6:]}") for day in studies]
    assert days[1] - days[0] == 367


def test_uids_are_new_and_the_same_for_the_same(tmp_path):
    first, again = (deidentified(file_of(tmp_path), SOMEBODY) for _ in range(2))
    other = deidentified(file_of(tmp_path), Pseudonym("BA-00000001", -100, UUID(int=8)))

    original = read(file_of(tmp_path))
    assert read(first.content).StudyInstanceUID not in (original.StudyInstanceUID, read(other.content).StudyInstanceUID)
    assert first.content == again.content
    assert read(first.content).file_meta.MediaStorageSOPInstanceUID == read(first.content).SOPInstanceUID


def test_the_name_of_the_file_says_nothing(tmp_path):
    assert deidentified(file_of(tmp_path), SOMEBODY).name.startswith("BA-00000001_")


def test_an_impossible_date_is_emptied(tmp_path):
    with pytest.warns(UserWarning, match="Invalid value"):
        content = file_of(tmp_path, StudyDate="20209999")

    assert read(deidentified(content, SOMEBODY).content).StudyDate == ""


@pytest.mark.parametrize("damage", [b"", b"no dicom at all", bytes(128) + b"DICM"])
def test_what_cannot_be_read_is_refused(damage):
    with pytest.raises(ExchangeError) as caught:
        deidentified(damage, SOMEBODY)

    assert caught.value.code == "exchange.not_deidentified"


def test_the_patient_is_known_by_the_number(tmp_path):
    assert patient_of(file_of(tmp_path)) == "4711"
