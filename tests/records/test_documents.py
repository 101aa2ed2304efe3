"""What is kept comes back as it was, to the last bit; what was not written by this program is refused."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from kept_readings import kept_readings, level_change, sample_image, sample_kept
from sameness import difference

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.documents import (
    ReadingDocuments,
    image_document,
    image_of,
    reading_documents,
    reading_of,
)
from bonage_desktop.records.errors import RecordsError
from bonage_desktop.records.sentence_documents import sentence_of
from bonage_desktop.standards.bones import Bone

FIRST_VERSION = Path(__file__).with_name("documents") / "version_1.json"


@settings(max_examples=60)
@given(kept_readings())
def test_a_reading_comes_back_as_it_was_written(kept):
    back = reading_of(reading_documents(kept), load_standards())

    assert difference(kept, back) == ""


def test_the_sample_comes_back_with_its_palm_score_and_age():
    kept = sample_kept((level_change(Bone.RADIUS, 6, 9, why="capped"),))

    back = reading_of(reading_documents(kept), load_standards())

    assert difference(kept, back) == ""
    assert back.reading.findings.palm.mask.any()
    assert (back.score, back.bone_age_years) == (kept.score, kept.bone_age_years)


def test_an_image_comes_back_without_its_pixels():
    image = sample_image()

    back = image_of(image_document(image))

    assert difference(image, back) == ""
    assert back.pixels.size == back.stored.size == 0


def test_a_file_name_that_is_no_text_comes_back():
    image = sample_image()
    odd = replace(image, provenance=replace(image.provenance, file=Path("/films/\udcff\udc80.dcm")))

    assert image_of(image_document(odd)).provenance.file == odd.provenance.file


def test_equal_readings_give_equal_texts_of_ascii():
    one, other = reading_documents(sample_kept()), reading_documents(sample_kept())

    assert one == other
    assert (one.findings + one.reader).isascii()


def test_no_document_holds_pixels():
    assert "pixels" not in image_document(sample_image())
    assert len(reading_documents(sample_kept()).findings) < 30_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 1}',
        '{"version": "1", "value": {}}',
        '{"version": 1, "value": NaN}',
        "[" * 9999,
    ],
)
def test_rubbish_is_refused(text):
    with pytest.raises(RecordsError) as refused:
        image_of(text)

    assert refused.value.code == "records.document_damaged"


def test_a_reading_with_an_impossible_level_is_refused():
    documents = reading_documents(sample_kept((level_change(Bone.RADIUS, 6, 9),)))
    spoilt = replace(documents, reader=documents.reader.replace('"index":9', '"index":99'))

    with pytest.raises(RecordsError) as refused:
        reading_of(spoilt, load_standards())

    assert refused.value.code == "records.document_damaged"


def test_a_document_of_a_later_version_is_refused():
    later = json.dumps(json.loads(image_document(sample_image())) | {"version": 2})

    with pytest.raises(RecordsError) as refused:
        image_of(later)

    assert refused.value.code == "records.document_newer"


@pytest.mark.parametrize("template", ["{name.__class__}", "{name[0]}", "{name:{width}}", "{name:>999999999}"])
def test_a_sentence_that_reaches_for_more_than_its_values_is_refused(template):
    told = {"say": template, "plural": "", "number": 1, "values": {"name": "x", "width": 9}}

    with pytest.raises(ValueError, match="template"):
        sentence_of(told)


def test_documents_of_version_1_are_read_for_ever():
    """Written once by the first version; never written anew."""
    kept = json.loads(FIRST_VERSION.read_text(encoding="ascii"))

    image = image_of(json.dumps(kept["image"]))
    reading = reading_of(ReadingDocuments(json.dumps(kept["findings"]), json.dumps(kept["reader"])), load_standards())

    assert image.identifiers.sop_instance_uid == "1.2.6.1"
    assert reading.reading.levels[Bone.RADIUS].index == 9
    assert len(reading.reading.overrides) == 1
