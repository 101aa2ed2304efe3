"""The report in words."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reports import NOON, report
from sample_hand import EXPECTED, sample_reading

from bonage_desktop.findings.notice import Notice
from bonage_desktop.installation import resources_dir
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.reporting.report_content import Agreement, ReportError
from bonage_desktop.reporting.report_text import NAMES, load_template, report_text
from bonage_desktop.standards.language import Language

ENGLISH = load_template(Language.EN, None)
CHINESE = load_template(Language.ZH, None)


def template_of(tmp_path: Path, text: str, language: Language = Language.EN):
    file = tmp_path / "template.txt"
    file.write_text(text, encoding="utf-8")
    return load_template(language, file)


def test_the_shipped_english_text_tells_the_whole_reading() -> None:
    text = report_text(report(), ENGLISH)

    assert text.splitlines()[:5] == [
        "Left hand, PA, 2026-11-20.",
        "Method: RUS-CHN, 13 bones, 50th percentile. Carpals not scored.",
        f"RUS score: {EXPECTED['male_120.png']['score']} of 1000, male.",
        "Bone age: 10.6 years (80% range 10.0 to 10.6 years).",
        "Chronological age: 12.6 years by the dates. The bone age is 2.0 years behind the chronological age.",
    ]
    assert text.endswith("Draft: not confirmed by a reader.\nResearch use only, not a medical device.")


def test_the_shipped_chinese_text_tells_the_same() -> None:
    text = report_text(report(), CHINESE)

    assert text.splitlines()[:5] == [
        "左手，PA，2026年11月20日。",
        "方法：RUS-CHN，13 块骨，第 50 百分位。腕骨未评分。",
        "RUS 评分：272/1000，男。",
        "骨龄：10.6 岁（80% 范围 10.0 至 10.6 岁）。",
        "生活年龄：12.6 岁（按日期）。骨龄比生活年龄小 2.0 岁。",
    ]


def test_it_is_told_how_many_bones_the_reader_ticked() -> None:
    english, chinese = (report_text(report(ticked=7), template) for template in (ENGLISH, CHINESE))

    assert "Ticked as looked at: 7 of 13 bones." in english.splitlines()
    assert "已勾选查看：13 块骨中的 7 块。" in chinese.splitlines()


def test_the_bones_that_decide_are_those_whose_next_level_is_worth_most() -> None:
    text = report_text(report(), ENGLISH)

    line = next(line for line in text.splitlines() if line.startswith("Bones that decide"))
    assert line.count("one level:") == 3
    assert "Radius L5(0) · 5" in line


@pytest.mark.parametrize("name", ["Chronological age", "Earlier studies", "By the other", "Graded before"])
def test_what_is_not_known_leaves_no_line_behind(name: str) -> None:
    content = report()
    content = replace(content, radiograph=replace(content.radiograph, age=None))

    text = report_text(content, ENGLISH)

    assert name not in text
    assert "\n\n" not in text


def test_other_findings_remarks_and_earlier_studies_are_told() -> None:
    content = report(
        other_findings=("Short 4th metacarpal", "Cone epiphysis"),
        remarks="Price $5 ${score}.\nTurned wrist.",
        earlier=(EarlierStudy(date(2025, 5, 1), 11.0, 200, 9.2),),
    )

    text = report_text(content, ENGLISH)

    assert "Other findings: Short 4th metacarpal, Cone epiphysis." in text
    assert "\nPrice $5 ${score}.\nTurned wrist.\n" in text
    assert "Earlier studies: 2025-05-01: bone age 9.2 y at 11.0 y." in text


def test_a_template_may_ask_for_the_conclusion_in_a_sentence(tmp_path: Path) -> None:
    text = report_text(report(), template_of(tmp_path, "Conclusion: $conclusion\nPercentile: $percentile"))

    assert text == (
        "Conclusion: Bone age 10.6 years (80% range 10.0 to 10.6 years), 2.0 years behind the chronological age."
    )


def test_ages_are_written_in_years_and_months_where_the_reader_wants_them_so(tmp_path: Path) -> None:
    text = report_text(report(ages=AgeNotation.YEARS_MONTHS), template_of(tmp_path, "$conclusion"))

    assert text == "Bone age 10 y 7 m (80% range 10 y 0 m to 10 y 7 m), 2 y 1 m behind the chronological age."


def test_a_confirmed_reading_names_reader_and_time_with_its_zone() -> None:
    text = report_text(report(confirmed_at=NOON), ENGLISH)

    assert "Confirmed by Dr. Wang, 2026-11-20 12:00 (UTC+0000)." in text
    assert "Draft" not in text


def test_first_grades_are_compared_with_the_networks() -> None:
    text = report_text(report(agreement=Agreement(same=9, within_one=12, compared=13)), ENGLISH)

    assert "9 of 13 levels the same, 12 within one level." in text


def test_a_contradiction_is_told() -> None:
    content = report()
    told = Notice("workflow.sex_conflict", "The command says male and the file says female.", "the file says female")
    content = replace(content, radiograph=replace(content.radiograph, notices=(told,)))

    assert "Contradiction: The command says male" in report_text(content, ENGLISH)


def test_the_patient_is_never_named() -> None:
    content = report(reader="Dr. Wang")

    for template in (ENGLISH, CHINESE):
        text = report_text(content, template)
        assert not re.search("SAMPLE|小明|ID-7|ACC-1|2014", text)


def test_a_department_writes_its_own_words(tmp_path: Path) -> None:
    template = template_of(tmp_path, "KA ${bone_age}; Score $score/1000 ($$)\n")

    assert report_text(report(), template) == "KA 10.6 years; Score 272/1000 ($)"


@pytest.mark.parametrize("line", ["Age: $age", "costs 5 $", "${score"])
def test_a_name_that_nothing_stands_behind_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(ReportError, match=r"Line 2 of template\.txt") as caught:
        template_of(tmp_path, f"Score $score\n{line}\n")

    assert caught.value.code == "reporting.template_name"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff", b"x" * 100_001])
def test_a_template_that_is_no_text_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "template.txt"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ReportError) as caught:
        load_template(Language.EN, file)

    assert caught.value.code == "reporting.template_unreadable"


def test_every_name_is_explained() -> None:
    page = (resources_dir().parent / "docs" / "reports.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `\$(\w+)`", page, re.MULTILINE)) == NAMES


@pytest.mark.parametrize("changes", [{"sex": None}, {"grades": {}}])
def test_a_reading_without_a_bone_age_makes_no_report(changes: dict[str, object]) -> None:
    with pytest.raises(ReportError) as caught:
        report(reading=sample_reading(**changes))

    assert caught.value.code == "reporting.no_bone_age"
