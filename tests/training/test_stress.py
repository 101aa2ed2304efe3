"""Every transformation of every hand, each run once; a stopped command goes on where it was."""

import json
from datetime import date

import pytest
from pretended_hands import RADIUS, RADIUS_ENLARGED, REFUSED, PressesCtrlC, changed_hands
from pretended_pipeline import PretendedPipeline
from sample_hand import EXPECTED, NAME, sample_findings

from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.curve import bone_age
from bonage_desktop.standards.rus_chn import load_rus_chn
from bonage_desktop.standards.sex import Sex
from bonage_desktop.training import stress as stress_module
from bonage_desktop.training.catalogue import TRANSFORMATIONS
from bonage_desktop.training.errors import TrainingError
from bonage_desktop.training.stress import LOG, Plan, stress
from bonage_desktop.training.stress_document import stress_document
from bonage_desktop.training.stress_plot import stress_png
from bonage_desktop.training.stress_run import Examiner
from bonage_desktop.training.stress_text import stress_text
from bonage_desktop.workflow.assess import LazyPipeline

TURNED, INVERTED, LARGE = "rotation 90°", "inverted", "size 150 %"
THREE = tuple(one for one in TRANSFORMATIONS if one.name in (TURNED, INVERTED, LARGE))
AGE = EXPECTED[NAME]["bone_age_years"]


@pytest.fixture
def run_stress(two_hands, tmp_path, decoder):
    """Runs three transformations of both hands through a pipeline."""

    def call(pipeline, count=None):
        examiner = Examiner(decoder, LazyPipeline(lambda: pipeline))
        plan = Plan(two_hands, tmp_path / "out", count, THREE)
        return stress(plan, lambda tasks: map(examiner.run, tasks), lambda words: None)

    return call


@pytest.fixture
def document(run_stress, pipeline):
    return stress_document(run_stress(pipeline), "bonage-eval stress", date(2026, 1, 2))


def log_lines(tmp_path) -> list[dict]:
    return [json.loads(line) for line in (tmp_path / "out" / LOG).read_bytes().splitlines()]


def row(document, name: str):
    return next(row for row in document["transformations"] if row["name"] == name)


def test_each_hand_runs_as_it_is_and_under_each_transformation(run_stress, pipeline):
    runs = run_stress(pipeline)

    assert [(hand.name, len(hand.after)) for hand in runs.hands] == [("male_120.png", 3), ("male_150.png", 3)]
    assert {(asked.height, asked.width) for asked, _, _ in pipeline.asked} == {(1200, 900), (900, 1200), (1800, 1350)}
    assert len(pipeline.asked) == 8


def test_ages_are_compared_with_the_hands_own(document):
    rus_chn = load_rus_chn()
    gained = rus_chn.points(RADIUS_ENLARGED, Sex.MALE) - rus_chn.points(RADIUS, Sex.MALE)
    moved = bone_age(EXPECTED[NAME]["score"] + gained, rus_chn.curve(Sex.MALE)).years - AGE

    assert row(document, INVERTED)["drift_median_years"]["value"] == 0
    assert row(document, LARGE)["drift_median_years"]["value"] == pytest.approx(moved, abs=0.001)
    (run, *_) = [run for run in document["runs"] if run["transformation"] == LARGE]
    assert run["age_before_years"] == pytest.approx(AGE, abs=0.001)
    assert run["change_years"] == pytest.approx(moved, abs=0.001)


def test_a_refused_hand_has_a_reason_and_no_drift(document):
    turned = row(document, TURNED)

    assert (turned["n"], turned["drift_median_years"]) == (2, None)
    assert turned["share_refused"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert turned["share_over_1_year_not_refused"]["value"] == 0
    refused = [run for run in document["runs"] if run["transformation"] == TURNED]
    assert [(run["refusal"], run["age_after_years"], run["change_years"]) for run in refused] == [
        (REFUSED.code, None, None)
    ] * 2


def test_all_together_and_each_group_have_a_row(document):
    assert [group["name"] for group in document["groups"]] == ["rotation", "inversion", "resampling"]
    assert document["all"]["n"] == 6
    assert document["all"]["share_refused"]["value"] == pytest.approx(1 / 3, abs=0.001)


def test_a_bone_without_level_needs_the_reader_and_counts_as_refused(run_stress):
    def without_ulna_when_large(radiograph):
        grades = dict(sample_findings().grades)
        if radiograph.height > 1200:
            del grades[Bone.ULNA]
        return sample_findings(grades=grades)

    runs = run_stress(PretendedPipeline(without_ulna_when_large), count=1)

    assert [run.refusal for run in runs.hands[0].after] == [None, None, "workflow.needs_reader"]


def test_a_hand_refused_as_it_is_is_counted_and_not_transformed(run_stress):
    pipeline = PretendedPipeline(lambda radiograph: sample_findings(rejection=REFUSED))

    document = stress_document(run_stress(pipeline), "bonage-eval stress", date(2026, 1, 2))

    assert len(pipeline.asked) == 2
    assert document["refused_untransformed"] == 2
    assert row(document, LARGE)["n"] == 0
    assert "| all | 0 | – | – | – | – | – |" in stress_text(document)
    assert stress_png(document).startswith(b"\x89PNG")


def test_what_was_run_is_not_run_again(run_stress, pipeline):
    first = run_stress(pipeline)
    again = PretendedPipeline()

    assert run_stress(again) == first
    assert again.asked == []


def test_ctrl_c_keeps_what_was_done_and_the_next_call_goes_on(run_stress, tmp_path, pipeline):
    with pytest.raises(TrainingError) as stopped:
        run_stress(PressesCtrlC(at=5))

    assert stopped.value.code == "training.interrupted"
    assert "after 2 of 6 runs" in stopped.value.message  # both hands as they are were done before
    assert len(log_lines(tmp_path)) == 4
    run_stress(pipeline)
    assert len(pipeline.asked) == 4
    assert len(log_lines(tmp_path)) == 8


def test_a_line_torn_while_it_was_written_is_dropped_and_run_again(run_stress, tmp_path, pipeline):
    whole = run_stress(PretendedPipeline(changed_hands))
    log = tmp_path / "out" / LOG
    log.write_bytes(log.read_bytes()[:-40])

    again = run_stress(pipeline)

    assert len(pipeline.asked) == 1
    assert [run.levels for hand in again.hands for run in hand.after] == [
        run.levels for hand in whole.hands for run in hand.after
    ]
    assert len(log_lines(tmp_path)) == 8


def test_a_log_of_one_torn_line_begins_anew(run_stress, tmp_path, pipeline):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / LOG).write_bytes(b'{"weights": {"seg')

    run_stress(pipeline)

    assert len(log_lines(tmp_path)) == 8


@pytest.mark.parametrize(
    "damaged",
    [
        lambda line: line.replace(b'"age_years"', b'"age"', 1),
        lambda line: b'{"weights": {}',
        lambda line: b"3",
        lambda line: b"null",
        lambda line: b"[]",
        lambda line: b"",
    ],
    ids=["another name", "no JSON", "a number", "null", "a list", "empty"],
)
def test_a_damaged_line_is_named(run_stress, tmp_path, pipeline, damaged):
    run_stress(pipeline)
    log = tmp_path / "out" / LOG
    first, second, *rest = log.read_bytes().split(b"\n")
    log.write_bytes(b"\n".join([first, damaged(second), *rest]))

    with pytest.raises(TrainingError, match="line 2: this is no finished run") as caught:
        run_stress(pipeline)

    assert caught.value.code == "training.log_damaged"


def test_runs_of_other_code_do_not_count_and_are_kept(run_stress, tmp_path, pipeline, monkeypatch):
    run_stress(PretendedPipeline(changed_hands))
    monkeypatch.setattr(stress_module, "code_version", lambda: "0.1.0+other")

    run_stress(pipeline)

    assert len(pipeline.asked) == 8
    assert len({line["code"] for line in log_lines(tmp_path)}) == 2
    assert len(log_lines(tmp_path)) == 16


def test_the_text_says_what_the_data_is_and_has_a_line_a_row(document):
    text = stress_text(document)

    assert "robustness, not accuracy" in text
    assert "have seen the" in text
    assert "| rotation 90° | 2 | – | – | – | 0.0 % (0 %–0 %) | 100.0 % (100 %–100 %) |" in text
    assert "| inverted | 2 | 0.00 (0.00–0.00) | 0.00 | 0.00 | 0.0 % (0 %–0 %) | 0.0 % (0 %–0 %) |" in text
    assert "0 of 2 hands excludes shares above 100 %" in text  # the rule of three: 3 / 2


def test_the_text_says_which_hands_were_taken_of_those_listed(run_stress, pipeline):
    every = stress_text(stress_document(run_stress(pipeline), "bonage-eval stress", date(2026, 1, 2)))
    one = stress_text(stress_document(run_stress(pipeline, count=1), "bonage-eval stress", date(2026, 1, 2)))

    assert every.startswith("2 hands, all that are listed, each run")
    assert one.startswith("1 hand of 2 listed (evenly spread, always the same), each run")


def test_a_change_of_more_than_a_year_is_told_as_not_refused_whatever_was_said_with_it(document):
    for run in document["runs"]:
        if run["transformation"] == LARGE:
            run["change_years"], run["notices"] = 1.01, ["vision.roi_unsure"]
        if run["transformation"] == INVERTED:
            run["change_years"] = 1.0

    text = stress_text(document)

    assert "over 1 y, not refused: share of n whose age moved by more than that and that was not\n  refused" in text
    assert "Every change of more than 1 y that was not refused: 2 in 2 hands." in text
    assert "| roi_unsure |" in text


def test_the_document_says_what_made_it(document):
    assert set(document["weights"]) == {"segmentation", "detection", "grading"}
    assert document["code"].startswith("0.1.0+")
    assert (document["date"], document["hands"], document["hands_listed"]) == ("2026-01-02", 2, 2)
    assert {"torch", "mmdet", "numpy"} <= set(document["versions"])
