"""The log: faults of the program, never a word about a patient, never large."""

import ast
import logging
from pathlib import Path

import pytest

from bonage_desktop.workflow.log import FaultLog, faults_logged, last_lines, log_file

PACKAGE = Path(__file__).resolve().parents[2] / "bonage_desktop"

# What the program may fill into a sentence of the log: names of types, numbers, and how a process ended.
MAY_BE_FILLED_IN = {"type(fault).__name__", "self._limits.loading", "self._limits.run", "gone", "how"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "log" / "bonage.log"


@pytest.fixture
def logger() -> logging.Logger:
    """A logger of its own, which gives what it is told to whatever a test adds."""
    made = logging.Logger("bonage_desktop.tested")
    made.propagate = False
    return made


def fault_of(patient: str) -> Exception:
    """What a library raises that was given a patient's file."""
    try:
        try:
            raise ValueError(f"no tag in /data/{patient}.dcm")
        except ValueError as error:
            raise KeyError(patient) from error
    except KeyError as error:
        return error


def test_of_a_fault_the_types_and_places_are_kept_and_no_value(file, logger):
    logger.addHandler(FaultLog(file))

    logger.error("decoding an image failed unexpectedly", exc_info=fault_of("Zhang^San"))

    written = file.read_text(encoding="utf-8")
    assert "bonage_desktop.tested: decoding an image failed unexpectedly\nbuiltins.KeyError\n" in written
    assert "builtins.ValueError" in written
    assert "test_log.py:" in written
    assert "Zhang" not in written
    assert "/data" not in written


def log_calls() -> list[tuple[str, ast.Call]]:
    """Every call of a logger in the program."""
    return [
        (f"{file.relative_to(PACKAGE)}:{node.lineno}", node)
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) in ("logger", "logging", "_logger", "log")
        and node.func.attr in ("debug", "info", "warning", "error", "exception", "critical", "log")
    ]


def test_the_program_logs_fixed_sentences_with_types_and_numbers_at_most():
    calls = log_calls()

    assert len(calls) > 8
    assert [place for place, call in calls if not isinstance(call.args[0], ast.Constant)] == []
    filled_in = {ast.unparse(argument) for _, call in calls for argument in call.args[1:]}
    assert filled_in <= MAY_BE_FILLED_IN
    assert {keyword.arg for _, call in calls for keyword in call.keywords} <= {"exc_info"}


def test_without_a_fault_there_is_no_file(file, logger):
    faults = FaultLog(file)
    logger.addHandler(faults)

    logger.info("all is well")

    assert not faults.written
    assert not file.parent.exists()


def test_a_full_file_is_turned_over_and_only_the_last_ones_stay(file, logger):
    logger.addHandler(FaultLog(file, max_bytes=1, kept=2))

    for number in range(5):
        logger.error("fault %d", number)

    assert {path.name: path.read_text(encoding="utf-8").split()[-1] for path in file.parent.iterdir()} == {
        "bonage.log": "4",
        "bonage.log.1": "3",
        "bonage.log.2": "2",
    }


def test_a_file_with_room_is_not_turned_over(file, logger):
    logger.addHandler(FaultLog(file, max_bytes=10_000))

    for number in range(5):
        logger.error("fault %d", number)

    assert [path.name for path in file.parent.iterdir()] == ["bonage.log"]
    assert len(file.read_text(encoding="utf-8").splitlines()) == 5


def test_a_file_that_cannot_be_turned_over_still_gets_the_fault(file, logger):
    faults = FaultLog(file, max_bytes=1, kept=1)
    logger.addHandler(faults)
    logger.error("fault 1")
    (file.with_name("bonage.log.1") / "in the way").mkdir(parents=True)

    logger.error("fault 2")

    assert faults.written
    assert [line[-7:] for line in file.read_text(encoding="utf-8").splitlines()] == ["fault 1", "fault 2"]


def test_where_nothing_can_be_written_the_log_stays_silent(tmp_path, logger):
    (tmp_path / "log").write_text("a file", encoding="utf-8")
    faults = FaultLog(tmp_path / "log" / "bonage.log")
    logger.addHandler(faults)

    logger.error("fault")

    assert not faults.written


def test_for_the_duration_of_a_command_faults_go_to_the_file_and_nowhere_else(fault_log, caplog):
    package = logging.getLogger("bonage_desktop")
    before = (list(package.handlers), package.propagate)

    with faults_logged() as faults:
        logging.getLogger("bonage_desktop.cli").error("fault")

    assert faults.written
    assert log_file() == fault_log
    assert fault_log.read_text(encoding="utf-8").endswith("bonage_desktop.cli: fault\n")
    assert caplog.records == []
    assert (package.handlers, package.propagate) == before


def test_the_last_lines_go_back_into_the_file_before(file):
    file.parent.mkdir()
    file.with_name("bonage.log.1").write_text("one\ntwo\nthree\n", encoding="utf-8")
    file.write_text("four\n", encoding="utf-8")

    assert last_lines(file, 3) == ("two", "three", "four")


def test_of_no_log_there_are_no_lines(file):
    assert last_lines(file, 3) == ()


def test_a_damaged_log_is_shown_as_far_as_it_can_be(file):
    file.parent.mkdir()
    file.write_bytes(b"fault \xff\n")

    assert last_lines(file, 3) == ("fault \N{REPLACEMENT CHARACTER}",)
