"""A hand that was seen is not looked at again while code and weights are the same."""

import json
import sys

import pytest

NOW = {"code": "now", "segmentation": "1a", "detection": "2b", "grading": "3c"}
TOLD = "val: 1 kept lines are of other code or weights and do not count.\n"


@pytest.fixture
def model_levels(script, tmp_path, monkeypatch):
    """The script, with results in an empty folder and invented code and weights."""
    module = script("model_levels")
    monkeypatch.setattr(module, "RESULTS", tmp_path)
    monkeypatch.setattr(module, "makers", lambda: NOW)
    return module


@pytest.fixture
def write(tmp_path):
    """Writes lines about validation hands."""

    def call(*lines, torn=""):
        text = "".join(json.dumps(line) + "\n" for line in lines) + torn
        (tmp_path / "val.jsonl").write_text(text, encoding="utf-8")

    return call


def hand(name, made_by=NOW, **more):
    return {"id": name, "made_by": made_by, **more}


def ids(lines):
    return [line["id"] for line in lines]


def test_nothing_is_seen_where_nothing_was_written(model_levels):
    assert list(model_levels.seen("val")) == []


@pytest.mark.parametrize(
    "other",
    [hand("b", {**NOW, "code": "before"}), hand("b", {**NOW, "grading": "another"}), {"id": "b"}],
    ids=["other code", "other weights", "nobody knows"],
)
def test_what_others_saw_does_not_count_and_is_kept(model_levels, write, capsys, other):
    write(hand("a"), other)

    assert ids(model_levels.seen("val")) == ["a"]
    assert capsys.readouterr().out == TOLD
    assert ids(model_levels.seen("val", kept=True)) == ["a", "b"]
    assert capsys.readouterr().out == ""


def test_a_hand_that_was_seen_again_counts_once_as_it_was_seen_last(model_levels, write):
    write(hand("a", {"code": "before"}, seconds=1), hand("a", seconds=2))

    assert [line["seconds"] for line in model_levels.seen("val")] == [2]
    assert [line["seconds"] for line in model_levels.seen("val", kept=True)] == [2]


def test_a_torn_last_line_does_not_count(model_levels, write):
    write(hand("a"), torn='{"id": "b", "made')

    assert ids(model_levels.seen("val")) == ["a"]


def test_a_script_takes_current_lines_unless_its_command_line_says_kept(model_levels, write, monkeypatch):
    write(hand("a"), hand("b", {"code": "before"}))

    monkeypatch.setattr(sys, "argv", ["accuracy.py"])
    current = model_levels.asked_for("val", None)
    monkeypatch.setattr(sys, "argv", ["accuracy.py", "--kept"])
    every = model_levels.asked_for("val", None)

    assert (ids(current), ids(every)) == (["a"], ["a", "b"])


def test_a_script_without_lines_says_what_to_run(model_levels, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["accuracy.py"])

    with pytest.raises(SystemExit, match=r"run scripts/model_levels\.py val, or use --kept"):
        model_levels.asked_for("val", None)
