"""A batch: one outcome per image, in order, whatever happens to the others."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_hand import (
    EXPECTED,
    NAME,
    SAMPLES,
    model_grade,
    sample_findings,
    sample_radiograph,
    sample_reading,
)

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import BoneGrade, Stage
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.findings.radiograph import FactSource, Laterality
from bonage_desktop.findings.roi import Source
from bonage_desktop.imaging.discover import Recursion
from bonage_desktop.reporting.document import as_text, document
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow import assess
from bonage_desktop.workflow.assess import LazyPipeline, Request, assess_files, find_inputs
from bonage_desktop.workflow.demographics import Demographics, Person
from bonage_desktop.workflow.facts import Told
from bonage_desktop.workflow.outcome import Assessed, Failed
from bonage_desktop.workflow.supplied import Supplied
from bonage_desktop.workflow.supplied_entries import read_levels

BOY = Told(Sex.MALE, None)
NOBODY = Told(None, None)


def request_for(told: Told = BOY, *, until: Stage | None = None, demographics=None, supplied=None) -> Request:
    return Request(until, told, demographics, supplied or Supplied(images=1), load_standards())


def never() -> None:
    raise AssertionError("no image needs the networks")


def lent(pipeline) -> LazyPipeline:
    return LazyPipeline(lambda: pipeline)


def test_every_image_of_the_samples_is_assessed_in_order(pipeline, four_samples):
    inputs = find_inputs([four_samples], Recursion.THIS_FOLDER)

    outcomes = list(assess_files(inputs, request_for(), lent(pipeline)))

    assert [outcome.file.name for outcome in outcomes] == [
        "female_120.png",
        "female_95.png",
        "male_120.png",
        "male_150.png",
    ]
    assert all(isinstance(outcome, Assessed) for outcome in outcomes)
    assert outcomes[0].reading.score == EXPECTED[NAME]["score"]  # the pretended pipeline finds this hand everywhere


def test_a_failed_file_does_not_stop_the_others(pipeline, tmp_path):
    (tmp_path / "broken.dcm").write_text("not an image")
    inputs = [tmp_path / "missing.png", SAMPLES / NAME, tmp_path / "broken.dcm", SAMPLES / "male_150.png"]

    outcomes = list(assess_files(inputs, request_for(), lent(pipeline)))

    assert [type(outcome) for outcome in outcomes] == [Failed, Assessed, Failed, Assessed]
    assert outcomes[0].error.code == "imaging.missing_file"
    assert outcomes[2].error.code.startswith("imaging.")


def test_levels_that_contradict_each_other_fail_with_the_bones_named(pipeline):
    grown_up = {bone: model_grade(Level(bone, bone.level_count - 1)) for bone in (Bone.MC1, Bone.PP5, Bone.DP3)}
    pipeline.answer = lambda radiograph: sample_findings(grades=sample_findings().grades | grown_up)

    (outcome,) = assess_files([SAMPLES / NAME], request_for(), lent(pipeline))

    assert isinstance(outcome, Failed)
    assert outcome.error.code == "assessment.levels_contradict"
    assert "Metacarpal 1, Proximal phalanx 5, Distal phalanx 3" in outcome.error.message
    assert document(outcome.file, outcome.radiograph, outcome.reading, outcome.error)["bone_age_years"] is None


def test_no_file_at_all_starts_nothing():
    assert list(assess_files([], request_for(), LazyPipeline(never))) == []


def test_a_folder_without_images_is_a_failure_in_its_place(pipeline, tmp_path):
    inputs = find_inputs([tmp_path, SAMPLES / NAME], Recursion.THIS_FOLDER)

    empty, assessed = assess_files(inputs, request_for(), lent(pipeline))

    assert isinstance(empty, Failed)
    assert (empty.file, empty.error.code) == (tmp_path, "imaging.no_images")
    assert isinstance(assessed, Assessed)


def test_an_image_that_is_named_twice_is_assessed_once(four_samples):
    hand = four_samples / NAME
    inputs = find_inputs([hand, four_samples, four_samples / ".." / four_samples.name / NAME], Recursion.THIS_FOLDER)

    assert len(inputs) == 4
    assert inputs[0] == hand


def test_a_missing_sex_is_told_without_loading_a_network():
    (outcome,) = assess_files([SAMPLES / NAME], request_for(NOBODY), LazyPipeline(never))

    assert isinstance(outcome, Failed)
    assert outcome.error.code == "workflow.sex_missing"
    assert "--sex" in outcome.error.hint
    assert "--demographics" in outcome.error.hint


@pytest.mark.parametrize("until", list(Stage))
def test_a_stage_before_the_score_needs_no_sex_and_gives_no_score(pipeline, until):
    (outcome,) = assess_files([SAMPLES / NAME], request_for(NOBODY, until=until), lent(pipeline))

    assert isinstance(outcome, Assessed)
    assert outcome.reading.score is None
    assert pipeline.asked[0][1] is until


def test_a_sex_that_is_known_gives_no_score_either_before_the_score(pipeline):
    (outcome,) = assess_files([SAMPLES / NAME], request_for(BOY, until=Stage.GRADE), lent(pipeline))

    assert isinstance(outcome, Assessed)
    assert outcome.reading.score is None
    assert outcome.radiograph.sex is Sex.MALE


def test_the_table_gives_each_image_its_own_sex(pipeline):
    files = [SAMPLES / "female_95.png", SAMPLES / NAME]
    people = {files[0]: Person(Sex.FEMALE, None), files[1]: Person(Sex.MALE, None)}

    girl, boy = assess_files(files, request_for(NOBODY, demographics=Demographics(people, ())), lent(pipeline))

    assert (girl.reading.sex, boy.reading.sex) == (Sex.FEMALE, Sex.MALE)
    assert girl.radiograph.sex_source is FactSource.DEMOGRAPHICS


def test_a_refused_image_has_failed_and_keeps_what_was_seen(pipeline):
    rejection = Rejection("vision.no_palm", "No hand is to be seen.", "Give a hand.")
    pipeline.answer = lambda radiograph: sample_findings(rejection=rejection, grades={})

    (outcome,) = assess_files([SAMPLES / NAME], request_for(), lent(pipeline))

    assert isinstance(outcome, Failed)
    assert outcome.error.code == "vision.no_palm"
    assert str(SAMPLES / NAME) in outcome.error.message
    assert outcome.reading is not None
    assert outcome.reading.findings.palm is not None


def test_thirteen_levels_of_a_reader_count_even_where_the_image_was_refused(pipeline):
    rejection = Rejection("vision.no_palm", "No hand is to be seen.", "Give a hand.")
    grades = {bone: BoneGrade.by_reader(Level(bone, EXPECTED[NAME]["levels"][bone.key])) for bone in Bone}
    pipeline.answer = lambda radiograph: sample_findings(rejection=rejection, grades=grades)

    (outcome,) = assess_files([SAMPLES / NAME], request_for(), lent(pipeline))

    assert isinstance(outcome, Assessed)
    assert outcome.reading.score == EXPECTED[NAME]["score"]


@pytest.mark.parametrize("until", [None, Stage.GRADE])
def test_a_bone_without_level_needs_the_reader(pipeline, until):
    grades = {bone: model_grade(Level(bone, 3)) for bone in Bone if bone is not Bone.ULNA}
    pipeline.answer = lambda radiograph: sample_findings(grades=grades)

    (outcome,) = assess_files([SAMPLES / NAME], request_for(until=until), lent(pipeline))

    assert isinstance(outcome, Failed)
    assert outcome.error.code == "workflow.needs_reader"
    assert "Ulna" in outcome.error.message


def test_what_was_handed_in_goes_to_the_stages_with_its_notices(pipeline, tmp_path):
    file = tmp_path / "levels.json"
    file.write_text('{"levels": {"mc3": {"level": 7, "label": "4(2)"}}}')
    supplied = Supplied(images=1, levels=read_levels(file, load_standards().rus_chn))

    (outcome,) = assess_files([SAMPLES / NAME], request_for(supplied=supplied), lent(pipeline))

    assert pipeline.asked[0][2].grades[Bone.MC3].level == Level(Bone.MC3, 7)
    assert outcome.radiograph.notices[-1].code == "workflow.label_ignored"


def test_levels_of_another_child_fail_their_image_and_no_other(pipeline, tmp_path):
    file = tmp_path / "levels.json"
    entry = {"file": str(SAMPLES / NAME), "sha256": "cd" * 32, "levels": {"radius": 6}}
    file.write_text(json.dumps([entry]))
    supplied = Supplied(images=2, levels=read_levels(file, load_standards().rus_chn))

    failed, assessed = assess_files(
        [SAMPLES / NAME, SAMPLES / "male_150.png"], request_for(supplied=supplied), lent(pipeline)
    )

    assert isinstance(failed, Failed)
    assert failed.error.code == "workflow.supplied_for_other_image"
    assert failed.reading is None
    assert isinstance(assessed, Assessed)


@pytest.fixture
def levels_of_the_sample(tmp_path) -> Callable[..., tuple]:
    """Entries with 13 levels and the boxes they were read in, of the boy of 120 months."""

    def read(**changes: object) -> tuple:
        result = document(Path(NAME), sample_radiograph(), sample_reading(), None)
        entry = {**json.loads(as_text(result)), "sha256": None, **changes}
        (tmp_path / "result.json").write_text(json.dumps(entry))
        return read_levels(tmp_path / "result.json", load_standards().rus_chn)

    return read


def findings_without_boxes(radiograph):
    return sample_findings(rois={}, palm=None, canonical=None, models={}, seconds={})


def test_thirteen_levels_bring_the_boxes_they_were_read_in(pipeline, levels_of_the_sample):
    pipeline.answer = findings_without_boxes
    supplied = Supplied(images=1, levels=levels_of_the_sample())

    (outcome,) = assess_files([SAMPLES / NAME], request_for(supplied=supplied), lent(pipeline))

    assert pipeline.asked[0][2].rois == {}  # they are shown, not graded in
    assert outcome.reading.rois[Bone.RADIUS].box == sample_findings().rois[Bone.RADIUS].box
    assert {roi.source for roi in outcome.reading.rois.values()} == {Source.MODEL}
    assert document(outcome.file, outcome.radiograph, outcome.reading, None)["rois"].keys() == {b.key for b in Bone}


def test_a_hand_that_looked_like_the_other_side_still_does_when_its_levels_are_handed_in(
    pipeline, levels_of_the_sample
):
    pipeline.answer = findings_without_boxes
    turned = {"rotation_degrees": 2.0, "mirrored": True, "inverted": False}
    supplied = Supplied(images=1, levels=levels_of_the_sample(canonical=turned))

    (outcome,) = assess_files(
        [SAMPLES / NAME], request_for(Told(Sex.MALE, Laterality.LEFT), supplied=supplied), lent(pipeline)
    )

    assert [notice.code for notice in outcome.reading.findings.notices] == ["vision.side_unexpected"]


def test_boxes_beside_the_levels_that_lie_outside_the_image_are_refused(pipeline, levels_of_the_sample):
    supplied = Supplied(images=1, levels=levels_of_the_sample(rois={"radius": [9000, 9000, 9100, 9100]}))

    (outcome,) = assess_files([SAMPLES / NAME], request_for(supplied=supplied), lent(pipeline))

    assert outcome.error.code == "vision.box_outside"


def test_networks_that_cannot_be_loaded_are_tried_once_and_told_to_every_image():
    tries = []

    def load():
        tries.append(1)
        raise BonageError("vision.weights_unknown", "The weights are damaged.", "Install again.")

    outcomes = list(assess_files([SAMPLES / NAME, SAMPLES / "male_150.png"], request_for(), LazyPipeline(load)))

    assert [outcome.error.code for outcome in outcomes] == ["vision.weights_unknown"] * 2
    assert len(tries) == 1


def test_a_fault_of_the_program_on_one_image_leaves_the_others(pipeline, caplog):
    faults = iter([ZeroDivisionError("by name"), None])

    def answer(radiograph):
        fault = next(faults)
        if fault:
            raise fault
        return sample_findings()

    pipeline.answer = answer
    failed, assessed = assess_files([SAMPLES / NAME, SAMPLES / "male_150.png"], request_for(), lent(pipeline))

    assert isinstance(failed, Failed)
    assert failed.error.code == "workflow.unexpected"
    assert isinstance(assessed, Assessed)
    assert "failed unexpectedly" in caplog.text


class PretendedDecoder:
    """Decodes into whatever it is told; remembers what it read and whether it was closed."""

    def __init__(self, read: Callable[[Path], object]) -> None:
        self.files: list[Path] = []
        self.closed = threading.Event()
        self._read = read

    def read(self, file: Path) -> object:
        self.files.append(file)
        return self._read(file)

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def decoder(monkeypatch) -> Callable[..., PretendedDecoder]:
    def pretend(read) -> PretendedDecoder:
        decoder = PretendedDecoder(read)
        monkeypatch.setattr(assess, "Decoder", lambda: decoder)
        return decoder

    return pretend


def broken(file: Path) -> object:
    raise RuntimeError(f"no decoder for {file}")


def test_a_fault_of_the_decoder_is_told_for_its_image(decoder, caplog):
    decoder(broken)

    (outcome,) = assess_files([Path("a.png")], request_for(), LazyPipeline(never))

    assert isinstance(outcome, Failed)
    assert outcome.error.code == "workflow.unexpected"
    assert "a.png" in outcome.error.message


def test_files_are_read_ahead_but_not_all_at_once(decoder, pipeline):
    reader = decoder(lambda file: sample_radiograph())
    outcomes = assess_files([Path(f"{number}.png") for number in range(20)], request_for(), lent(pipeline))

    next(outcomes)
    reader.closed.wait(0.3)

    # one taken, two waiting in the queue, one waiting for room
    assert 2 <= len(reader.files) <= 4
    outcomes.close()
    assert reader.closed.wait(5)


def test_a_batch_that_is_abandoned_ends_its_thread_and_decoder(decoder, pipeline):
    reader = decoder(lambda file: sample_radiograph())
    outcomes = assess_files([Path("a.png"), Path("b.png")], request_for(), lent(pipeline))
    next(outcomes)

    outcomes.close()

    assert reader.closed.wait(5)
    assert not [thread for thread in threading.enumerate() if thread.name == "decoder"]


def test_a_refused_file_keeps_the_hash_of_its_bytes(pipeline, tmp_path):
    file = tmp_path / "text.dcm"
    file.write_bytes(b"no image")

    (outcome,) = assess_files([file], request_for(), lent(pipeline))

    # sha256sum of the eight bytes
    assert outcome.sha256 == "453361fd925712bb2f4ef496dfa3480f0d7a1e22fc15dc69e72aeb8086c135ce"
    assert outcome.error.code.startswith("imaging.")
