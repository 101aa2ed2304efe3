"""Boxes and levels that a person corrected in the JSON output."""

import json
from pathlib import Path

import numpy as np
import pytest
from sample_hand import EXPECTED, NAME, SHA256, sample_radiograph, sample_reading

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.reporting.document import as_text, document
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.supplied import Supplied, binary
from bonage_desktop.workflow.supplied_entries import read_boxes, read_canonical, read_levels

STANDARD = load_standards().rus_chn


@pytest.fixture
def result():
    return document(Path(NAME), sample_radiograph(), sample_reading(), None)


@pytest.fixture
def written(tmp_path):
    def write(content: object) -> Path:
        file = tmp_path / "result.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return file

    return write


def refusal_of(action) -> WorkflowError:
    with pytest.raises(WorkflowError) as caught:
        action()
    return caught.value


@pytest.mark.parametrize("wrap", [lambda text: text, lambda text: f"[{text}]"], ids=["object", "array"])
def test_what_assess_printed_is_read_back(written, result, wrap):
    file = written(wrap(as_text(result)))

    (boxes,), (levels,) = read_boxes(file), read_levels(file, STANDARD)

    assert {bone.key: list(roi.box.corners) for bone, roi in boxes.values.items()} == EXPECTED[NAME]["boxes"]
    assert {bone.key: grade.level.index for bone, grade in levels.values.items()} == EXPECTED[NAME]["levels"]
    assert (boxes.sha256, boxes.file, levels.notices) == (SHA256, NAME, ())


@pytest.mark.parametrize(
    ("entry", "level"),
    [
        (5, 5),
        ("5", 5),
        ("L4(2)", 5),  # label 4(2) of mc3 is level 5
        ({"level": 5}, 5),
        ({"label": "4(2)"}, 5),
        ({"label": "L4(2)"}, 5),  # as `bonage standards` and `bonage score` write it
        ({"label": "l4(2)"}, 5),
        ({"level": 5, "label": "L4(2)"}, 5),
        ({"level": 5, "label": "4(2)", "points": None}, 5),
    ],
)
def test_a_level_may_be_written_in_several_ways(written, entry, level):
    (levels,) = read_levels(written({"levels": {"mc3": entry}}), STANDARD)

    assert {bone: grade.level for bone, grade in levels.values.items()} == {Bone.MC3: Level(Bone.MC3, level)}
    assert levels.notices == ()


def test_a_label_left_behind_by_a_corrected_level_is_told(written):
    (levels,) = read_levels(written({"levels": {"mc3": {"level": 7, "label": "4(2)"}}}), STANDARD)

    assert levels.values[Bone.MC3].level.index == 7
    assert [notice.code for notice in levels.notices] == ["workflow.label_ignored"]
    assert "level 7 and label 4(2)" in levels.notices[0].message


def test_a_box_may_be_written_short(written):
    (boxes,) = read_boxes(written({"rois": {"radius": [1, 2, 3.5, 4]}}))

    assert boxes.values == {Bone.RADIUS: Roi(Bone.RADIUS, Box(1, 2, 3.5, 4), None, Source.READER)}


@pytest.mark.parametrize(
    "rois",
    [
        {"radius": [1, 2, 3]},
        {"radius": [1, 2, 3, "4"]},
        {"radius": [1, 2, 3, True]},
        {"radius": [3, 2, 1, 4]},
        {"radius": [1, 2, 1e400, 4]},
        {"radius": [1, 2, 10**400, 4]},
        {"radius": "everywhere"},
        {"thumb": [1, 2, 3, 4]},
        [],
    ],
    ids=lambda rois: str(rois)[:30],
)
def test_boxes_that_cannot_be_are_refused(written, rois):
    file = written(json.dumps({"rois": rois}).replace("Infinity", "1e400"))

    error = refusal_of(lambda: read_boxes(file))

    assert error.code == "workflow.supplied_invalid"
    assert str(file) in error.message


@pytest.mark.parametrize("entry", [15, -1, 5.0, True, None, "five", "L9", {"level": None}, {"label": "9"}, {}], ids=str)
def test_levels_that_cannot_be_are_refused(written, entry):
    error = refusal_of(lambda: read_levels(written({"levels": {"radius": entry}}), STANDARD))

    assert error.code == "workflow.supplied_invalid"
    assert "'radius'" in error.message


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, "[]", "[1]", "3", '{"file": "x"}', "\udc80"], ids=len)
def test_a_file_that_is_no_result_is_refused(tmp_path, content):
    file = tmp_path / "x.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))

    assert refusal_of(lambda: read_boxes(file)).code == "workflow.supplied_invalid"


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal_of(lambda: read_boxes(tmp_path / "x.json")).code == "workflow.supplied_unreadable"


def test_the_entry_of_an_image_is_found_by_its_content(written, result):
    other = {**result, "sha256": "cd" * 32, "levels": {"radius": {"level": 0}}}
    supplied = Supplied(images=2, levels=read_levels(written([other, result]), STANDARD))

    given, notices = supplied.given(Path("renamed.png"), sample_radiograph())

    assert len(given.grades) == 13
    assert notices == ()


def test_an_entry_without_hash_is_found_by_the_file_s_name(written):
    entries = [{"file": "a.png", "levels": {"radius": 1}}, {"file": "b.png", "levels": {"radius": 2}}]
    supplied = Supplied(images=2, levels=read_levels(written(entries), STANDARD))

    given, notices = supplied.given(Path("b.png"), sample_radiograph())

    assert given.grades[Bone.RADIUS].level.index == 2
    assert notices == ()


def test_one_entry_without_name_is_for_the_one_image(written):
    supplied = Supplied(images=1, boxes=read_boxes(written({"rois": {"radius": [1, 2, 3, 4]}})))

    given, notices = supplied.given(Path("b.png"), sample_radiograph())

    assert given.rois == {Bone.RADIUS: Roi(Bone.RADIUS, Box(1, 2, 3, 4), None, Source.READER)}
    assert notices == ()


def test_levels_made_for_another_image_are_refused_and_both_files_are_named(written, result):
    supplied = Supplied(images=1, levels=read_levels(written({**result, "sha256": "cd" * 32}), STANDARD))

    error = refusal_of(lambda: supplied.given(Path("girl.jpg"), sample_radiograph()))

    assert error.code == "workflow.supplied_for_other_image"
    assert error.message == f"The levels handed in for girl.jpg were made for another image, {NAME}."
    assert 'remove its "sha256"' in error.hint


def test_boxes_made_for_another_content_of_the_file_are_refused(written, result):
    entries = [{**result, "sha256": "cd" * 32}, {**result, "file": "girl.jpg", "sha256": "ef" * 32}]
    supplied = Supplied(images=2, boxes=read_boxes(written(entries)))

    error = refusal_of(lambda: supplied.given(Path(NAME), sample_radiograph()))

    assert error.code == "workflow.supplied_for_other_image"
    assert error.message == f"The boxes handed in for {NAME} were made for another file of this name."


def test_an_entry_whose_hash_was_removed_is_used_for_the_one_image(written, result):
    supplied = Supplied(images=1, levels=read_levels(written({**result, "sha256": None}), STANDARD))

    given, notices = supplied.given(Path("girl.jpg"), sample_radiograph())

    assert len(given.grades) == 13
    assert notices == ()


@pytest.mark.parametrize("entries", [{"levels": {}}, [{"sha256": "cd", "levels": {"radius": 1}}] * 2])
def test_an_image_that_nothing_was_handed_in_for_is_told(written, entries):
    supplied = Supplied(images=1, levels=read_levels(written(entries), STANDARD))

    given, notices = supplied.given(Path("b.png"), sample_radiograph())

    assert given.grades == {}
    assert [notice.code for notice in notices] == ["workflow.nothing_supplied"]


def test_nothing_handed_in_is_nothing_given():
    given, notices = Supplied(images=1).given(Path("b.png"), sample_radiograph())

    assert (given.mask, dict(given.rois), dict(given.grades), notices) == (None, {}, {}, ())


@pytest.mark.parametrize("white", [1, 255, 65535])
def test_a_mask_is_what_is_brighter_than_half(white):
    mask = binary(np.array([[0, white], [white // 3, white]], np.uint16), Path("mask.png"))

    assert mask.tolist() == [[False, True], [False, True]]


def test_an_empty_mask_is_refused():
    error = refusal_of(lambda: binary(np.zeros((2, 2), np.uint8), Path("mask.png")))

    assert error.code == "workflow.mask_empty"
    assert "mask.png" in error.message


MC3_AROUND_FIVE = [0, 0, 0, 0.1, 0.2, 0.4, 0.2, 0.1, 0, 0, 0]  # mean 5, 11 levels


def mc3(source: str, level: int, probabilities: object = MC3_AROUND_FIVE) -> dict[str, object]:
    return {"levels": {"mc3": {"level": level, "source": source, "probabilities": probabilities}}}


@pytest.mark.parametrize("source", ["model", "inferred"])
def test_a_level_that_nobody_changed_keeps_its_source_and_its_doubt(written, source):
    (entry,) = read_levels(written(mc3(source, 5)), STANDARD)

    grade = entry.values[Bone.MC3]
    assert grade.source == source
    assert grade.probabilities == pytest.approx(MC3_AROUND_FIVE)
    assert grade.mass_within_one == pytest.approx(0.8)


@pytest.mark.parametrize("entry", [mc3("model", 6), mc3("reader", 5), mc3("model", 5, None), {"levels": {"mc3": 5}}])
def test_a_changed_or_bare_level_is_the_reader_s(written, entry):
    (read,) = read_levels(written(entry), STANDARD)

    assert read.values[Bone.MC3].source is Source.READER
    assert read.values[Bone.MC3].probability == 1


@pytest.mark.parametrize("probabilities", [[1.0], [0.5] * 11, [-1, 2] + [0] * 9, ["1"] + [0] * 10, {"a": 1}])
def test_probabilities_that_cannot_be_are_refused(written, probabilities):
    file = written(mc3("model", 5, probabilities))

    refusal = refusal_of(lambda: read_levels(file, STANDARD))

    assert refusal.code == "workflow.supplied_invalid"
    assert "11 numbers that add up to 1" in refusal.message


def test_an_inferred_level_stays_inferred_and_is_told(written):
    (entry,) = read_levels(written(mc3("inferred", 5)), STANDARD)

    (notice,) = entry.notices
    assert notice.code == "workflow.inferred_supplied"
    assert "Metacarpal 3" in notice.message


@pytest.mark.parametrize(
    ("source", "kept", "told"), [("inferred", "inferred", 1), ("reader", "reader", 0), ("model", "reader", 0)]
)
def test_only_an_inferred_box_is_not_the_reader_s(written, source, kept, told):
    (entry,) = read_boxes(written({"rois": {"mp3": {"box": [1, 2, 3, 4], "score": None, "source": source}}}))

    assert entry.values[Bone.MP3] == Roi(Bone.MP3, Box(1, 2, 3, 4), None, Source(kept))
    assert len(entry.notices) == told


def test_the_boxes_beside_thirteen_levels_keep_score_source_and_turn(written, result):
    result["rois"]["mp3"] |= {"source": "inferred", "score": None}
    supplied = Supplied(images=1, levels=read_levels(written(result), STANDARD))

    shown = supplied.boxes_to_show(Path(NAME), sample_radiograph())

    assert {bone.key: list(roi.box.corners) for bone, roi in shown.rois.items()} == EXPECTED[NAME]["boxes"]
    assert (shown.rois[Bone.RADIUS].score, shown.rois[Bone.RADIUS].source) == (0.9877, Source.MODEL)
    assert (shown.rois[Bone.MP3].score, shown.rois[Bone.MP3].source) == (None, Source.INFERRED)
    assert shown.canonical == CanonicalTransform(-3.2, mirrored=False, inverted=False)


def test_boxes_handed_in_themselves_come_before_those_beside_the_levels(written, result):
    file = written(result)
    supplied = Supplied(images=1, boxes=read_boxes(file), levels=read_levels(file, STANDARD))

    shown = supplied.boxes_to_show(Path(NAME), sample_radiograph())

    assert {roi.source for roi in shown.rois.values()} == {Source.READER}
    assert shown.canonical is not None


def test_levels_without_boxes_show_none(written):
    supplied = Supplied(images=1, levels=read_levels(written({"levels": {"mc3": 5}}), STANDARD))

    assert supplied.boxes_to_show(Path(NAME), sample_radiograph()).rois == {}


@pytest.mark.parametrize(
    "beside",
    [{"rois": {"radius": [1, 2]}}, {"rois": {"thumb": [1, 2, 3, 4]}}, {"canonical": {"mirrored": True}}],
    ids=str,
)
def test_boxes_that_cannot_be_are_refused_beside_levels_too(written, beside):
    error = refusal_of(lambda: read_levels(written({"levels": {"mc3": 5}, **beside}), STANDARD))

    assert error.code == "workflow.supplied_invalid"


VIEW = {"rotation_degrees": 90, "mirrored": True, "inverted": True}
HANDED_IN = CanonicalTransform(90.0, mirrored=True, inverted=True)


@pytest.mark.parametrize("mine", [{"sha256": SHA256}, {"file": NAME}])
def test_a_view_is_handed_in_for_its_image(written, mine):
    file = written([{"sha256": "0" * 64, "canonical": VIEW | {"mirrored": False}}, mine | {"canonical": VIEW}])

    given, notices = Supplied(2, canonical=read_canonical(file)).given(Path(NAME), sample_radiograph())

    assert given.canonical == HANDED_IN
    assert notices == ()


def test_boxes_found_in_a_negative_bring_its_view_along(written):
    file = written({"sha256": SHA256, "rois": {"mc3": [1, 2, 3, 4]}, "canonical": VIEW})

    given, _ = Supplied(1, boxes=read_boxes(file)).given(Path(NAME), sample_radiograph())

    assert given.canonical == HANDED_IN


def test_a_view_made_for_another_image_is_refused(written):
    file = written({"file": "other.png", "sha256": "0" * 64, "canonical": VIEW})

    with pytest.raises(WorkflowError) as caught:
        Supplied(1, canonical=read_canonical(file)).given(Path(NAME), sample_radiograph())

    assert caught.value.code == "workflow.supplied_for_other_image"


def test_an_image_without_a_view_among_several_is_told(written):
    file = written([{"sha256": "0" * 64, "canonical": VIEW}, {"sha256": "1" * 64, "canonical": VIEW}])

    given, notices = Supplied(2, canonical=read_canonical(file)).given(Path(NAME), sample_radiograph())

    assert given.canonical is None
    assert [notice.code for notice in notices] == ["workflow.nothing_supplied"]


def test_an_image_that_was_refused_and_has_no_view_does_not_stop_the_others(written):
    entries = [{"file": "refused.png", "canonical": None}, {"file": NAME, "canonical": VIEW}]
    supplied = Supplied(2, canonical=read_canonical(written(entries)))

    refused, notices = supplied.given(Path("refused.png"), sample_radiograph())

    assert refused.canonical is None
    assert [notice.code for notice in notices] == ["workflow.nothing_supplied"]
    assert supplied.given(Path(NAME), sample_radiograph())[0].canonical == HANDED_IN


@pytest.mark.parametrize("key", ["rois", "levels"])
def test_what_was_refused_when_it_was_made_is_said_when_it_is_handed_back(written, result, key):
    error = {"code": "workflow.needs_reader", "message": "x.png needs the reader.", "hint": "Look."}
    file = written({**result, "error": error})
    entry = read_boxes(file)[0] if key == "rois" else read_levels(file, STANDARD)[0]

    assert [notice.code for notice in entry.notices] == ["workflow.refused_supplied"]
    assert "x.png needs the reader." in entry.notices[0].message


@pytest.mark.parametrize(
    "view",
    [
        {},
        VIEW | {"rotation_degrees": 200},
        VIEW | {"rotation_degrees": "up"},
        VIEW | {"rotation_degrees": True},
        VIEW | {"mirrored": "true"},
    ],
)
def test_a_view_that_cannot_be_is_refused(written, view):
    assert refusal_of(lambda: read_canonical(written({"canonical": view}))).code == "workflow.supplied_invalid"
