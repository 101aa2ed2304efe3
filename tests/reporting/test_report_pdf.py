"""The report as one page."""

import io
import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from drawn_pictures import hand_of_shape
from pdf_pages_read import count_of, image_sizes_of, pixels_of, rectangles_of, size_of, words_of
from PIL import Image
from reports import CHILD, NOON, graded_by_hand, report

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting import palette
from bonage_desktop.reporting import report_pdf as making
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.reporting.page_setup import PageSetup, read_logo
from bonage_desktop.reporting.paper import Paper, Section
from bonage_desktop.reporting.report_content import Agreement, ReportContent, ReportError
from bonage_desktop.reporting.report_phrases import Phrases
from bonage_desktop.reporting.report_table import table_rows
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.percentiles import PercentileRow, PercentileTable
from bonage_desktop.standards.sex import Sex

A4 = PageSetup()


def report_pdf(content: ReportContent, language: Language, setup: PageSetup = A4) -> bytes:
    return making.report_pdf(content, language, setup)


SITE = PercentileTable(
    "Site 2024",
    "",
    "ab" * 32,
    (3.0, 50.0, 97.0),
    {Sex.MALE: (PercentileRow(5.0, (50.0, 100.0, 200.0)), PercentileRow(15.0, (150.0, 272.0, 500.0)))},
)


def full() -> ReportContent:
    """A report in which everything is said, and more than has room."""
    notices = tuple(
        Notice(code, f"The table and the file differ about the child ({code}): the table was used.", "x")
        for code in ("workflow.sex_conflict", "workflow.laterality_conflict", "vision.side_unexpected")
    )
    levels = dict(report().reading.levels)
    content = report(
        other_findings=tuple(f"Finding number {number} of this hand" for number in range(7)),
        remarks="A long remark of the reader. " * 60,
        earlier=tuple(EarlierStudy(date(2018 + n, 5, 1), 6.0 + n, 100 + n, 5.5 + n, levels) for n in range(6)),
        agreement=Agreement(9, 12, 13),
        reader="Dr. " + "Wang " * 60,
        confirmed_at=NOON,
        audit_head="12:" + "ab" * 32,
        percentiles=SITE,
    )
    return replace(content, radiograph=replace(content.radiograph, notices=notices))


def awkward() -> ReportContent:
    """The longest names that DICOM allows, in ideographs, and nothing else known."""
    known = replace(
        CHILD, patient_name="王" * 32 + "^" + "明" * 31, patient_id="号" * 64, institution="医" * 64, study_uid=""
    )
    content = report(reader="李" * 64, confirmed_at=NOON)
    radiograph = replace(content.radiograph, identifiers=known, birth_date=None, study_date=None, age=None)
    return replace(content, radiograph=radiograph)


@pytest.fixture(scope="module")
def draft() -> str:
    return words_of(report_pdf(report(), Language.EN))


@pytest.mark.parametrize("language", list(Language))
def test_it_is_one_page_of_a4(language: Language) -> None:
    page = report_pdf(report(), language)

    assert page.startswith(b"%PDF")
    assert count_of(page) == 1
    assert size_of(page) == pytest.approx((595.3, 841.9), abs=0.1)  # 210 x 297 mm in points


def test_it_is_one_page_of_letter_where_that_is_set() -> None:
    page = report_pdf(full(), Language.EN, PageSetup(Paper.LETTER))

    assert count_of(page) == 1
    assert size_of(page) == pytest.approx((612, 792), abs=0.1)  # 8.5 x 11 inches in points


@pytest.mark.parametrize("language", list(Language))
def test_the_same_reading_gives_the_same_bytes(language: Language) -> None:
    assert report_pdf(full(), language) == report_pdf(full(), language)


def test_what_the_file_says_of_itself_names_nobody_and_no_hour_of_a_draft() -> None:
    page = report_pdf(report(), Language.EN)

    assert b"Bone age report" in page
    assert b"<xmp:CreateDate>2026-11-20</xmp:CreateDate>" in page  # the day of the study
    assert not re.search(rb"SAMPLE|ID-7|ACC-1|/CreationDate|ModifyDate", page)


def test_a_confirmed_report_was_made_when_it_was_confirmed() -> None:
    page = report_pdf(report(confirmed_at=NOON), Language.EN)

    assert b"<xmp:CreateDate>2026-11-20T12:00:00+00:00</xmp:CreateDate>" in page


@pytest.mark.parametrize(
    "said",
    [
        "SAMPLE, Boy (王小明)",
        "ID-7",
        "ACC-1",
        "A hospital",
        "2014-05-02",
        "2026-11-20",
        "Left hand, PA",
        "10.6 years",
        "272 / 1000",
        "10.0 to 10.6 years",
        "12.6 years by the dates",
        "2.0 years behind the\nchronological age",
        "Bone age 10.6 years (80% range 10.0 to 10.6 years), 2.0 years behind the chronological age.",
        "Draft: not confirmed by a reader.",
        "Reader\nDr. Wang",
        "Confirmed\nnot confirmed yet",
        "Research use only, not a medical device.",
        "Networks: segmentation 111111111111, detection 222222222222, grading 333333333333",
    ],
)
def test_the_page_says(draft: str, said: str) -> None:
    assert said in draft


def test_a_draft_of_nobody_says_that_nobody_has_confirmed_it() -> None:
    english, chinese = (words_of(report_pdf(report(reader=""), language)) for language in Language)

    assert "Reader\nnot confirmed yet" in english
    assert "读片者\n尚未确认" in chinese


def test_words_are_copied_in_the_order_in_which_they_are_read(draft: str) -> None:
    read = ("Bone age report", "SAMPLE, Boy", "80% range", "1 Radius", "13 Distal", "Other findings", "Conclusion")
    places = [draft.index(words) for words in (*read, "Reader\n", "Networks:", "DRAFT")]

    assert places == sorted(places)


def test_a_row_of_the_table_is_copied_as_a_row() -> None:
    lines = words_of(report_pdf(graded_by_hand(), Language.EN)).splitlines()

    assert "1 Radius L7(2) · 9 135 reader –" in lines
    assert "2 Ulna L2 · 2 30 model 100%" in lines


def test_the_thirteen_bones_stand_in_the_standards_order_with_level_points_and_source() -> None:
    rows = table_rows(Phrases(graded_by_hand(), Language.EN))

    assert [row.bone.number for row in rows] == list(range(1, 14))
    assert rows[0].cells == ("1", "Radius", "L7(2) · 9", "135", "reader", "–", "")
    assert rows[1].source_words == "model"


def test_points_of_the_table_add_up_to_the_score() -> None:
    rows = table_rows(Phrases(report(), Language.EN))

    assert sum(int(row.points) for row in rows) == 272


def test_levels_of_the_newest_earlier_study_stand_beside_those_of_today() -> None:
    lines = words_of(report_pdf(full(), Language.EN)).splitlines()

    assert "Bone Level Points Set by Within ±1 Earlier" in lines
    assert "2 Ulna L2 · 2 30 model 100% L2 · 2" in lines


def test_a_percentile_is_told_by_a_sites_own_table_alone() -> None:
    words = words_of(report_pdf(report(percentiles=SITE), Language.EN))

    # At 12.6 years P50 is 100 + 0.76 * 172 = 230.7 and P97 200 + 0.76 * 300 = 428: 272 points lie at 0.39 deviations.
    assert "Percentile\nP65, Site 2024" in words
    assert "Percentile" not in words_of(report_pdf(report(), Language.EN)).replace("50th percentile", "")


def test_where_the_table_says_nothing_of_the_child_the_page_says_why() -> None:
    old = report(percentiles=SITE)
    old = replace(old, radiograph=replace(old.radiograph, age=ChronologicalAge(16.0, AgeSource.DATES)))

    words = words_of(report_pdf(old, Language.EN)).replace("\n", " ")

    assert "table ends at 15.0 y, Site 2024" in words


def test_chinese_lines_end_between_any_two_characters_and_never_before_punctuation() -> None:
    remark = "桡骨 L7(2) 与其余十二个等级很不相符，它们提示另一等级。" * 6

    lines = words_of(report_pdf(report(remarks=remark, confirmed_at=NOON), Language.ZH)).splitlines()
    told = lines[lines.index("备注") + 1 : lines.index("结论")]

    assert "".join(told).replace(" ", "") == remark.replace(" ", "")
    assert not [line for line in told if line[0] in "，。"]
    assert all(len(line) > 40 for line in told[:-1])


def test_the_head_of_the_audit_trail_is_printed_whole() -> None:
    assert "Audit trail: 12:" + "ab" * 32 in words_of(report_pdf(full(), Language.EN))


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("content", [report(confirmed_at=NOON), full(), awkward()], ids=["plain", "full", "awkward"])
def test_no_word_leaves_the_page_or_covers_another(content: ReportContent, language: Language, paper: Paper) -> None:
    page = report_pdf(content, language, PageSetup(paper, institution="City hospital"))

    assert_words_stand_apart(page)


@pytest.mark.parametrize("shape", [(1200, 300), (400, 1400)])
def test_any_shape_of_film_keeps_to_its_place(shape: tuple[int, int]) -> None:
    radiograph, reading = hand_of_shape(*shape)

    assert_words_stand_apart(report_pdf(report(radiograph=radiograph, reading=reading, confirmed_at=NOON), Language.EN))


def test_the_longest_names_are_told_whole() -> None:
    words = words_of(report_pdf(awkward(), Language.ZH)).replace("\n", "")

    assert all("".join(told) in words for told in ("王" * 32, "明" * 31, "号" * 64, "医" * 64, "李" * 64))


def test_a_large_radiograph_is_printed_with_no_more_pixels_than_a_printer_shows() -> None:
    pixels = np.zeros((6000, 4000), np.float32)
    radiograph = replace(report().radiograph, pixels=pixels, stored=pixels.astype(np.uint8))

    page = report_pdf(report(radiograph=radiograph), Language.EN)

    assert max(max(size) for size in image_sizes_of(page)) < 1300
    assert len(page) < 1_000_000


def test_contradictions_stand_above_the_age() -> None:
    words = words_of(report_pdf(full(), Language.EN))

    assert words.count("Contradiction: ") == 3  # the third has no room above and stands among what is to be checked
    assert words[: words.index("10.6 years")].count("Contradiction: ") == 2


def test_what_has_no_room_is_counted() -> None:
    assert re.search(r"and \d+ more lines in the case", words_of(report_pdf(full(), Language.EN)))


@pytest.mark.parametrize(("language", "mark"), [(Language.EN, "DRAFT"), (Language.ZH, "草稿")])
def test_draft_stands_over_everything_until_a_reader_confirms(language: Language, mark: str) -> None:
    draft, confirmed = (words_of(report_pdf(report(confirmed_at=at), language)) for at in (None, NOON))

    assert draft.endswith(mark)
    assert mark not in confirmed.replace("草稿：", "")


def test_a_confirmed_report_says_by_whom_and_when() -> None:
    words = words_of(report_pdf(report(confirmed_at=NOON), Language.EN))

    assert "Confirmed by Dr. Wang, 2026-11-20 12:00 (UTC+0000)." in words


def test_the_mark_can_be_seen_on_paper_and_on_the_black_film() -> None:
    draft, confirmed = (pixels_of(report_pdf(report(confirmed_at=at), Language.EN)).astype(int) for at in (None, NOON))
    drawn = np.abs(draft - confirmed).max(axis=2) > 60
    is_film = confirmed.max(axis=2) < 40

    assert np.count_nonzero(drawn & is_film) > 500
    assert np.count_nonzero(drawn & ~is_film) > 3000


@pytest.mark.parametrize("source", list(Source))
def test_hues_of_the_sources_can_be_read_on_paper(source: Source) -> None:
    hue = palette.HUES_ON_PAPER[source]
    colour = [int(hue[place : place + 2], 16) / 255 for place in (1, 3, 5)]

    assert contrast(colour, [1, 1, 1]) >= 4.5


def test_a_character_that_no_font_has_is_a_square() -> None:
    words = words_of(report_pdf(report(remarks="Seen \U00012000 there."), Language.EN))  # cuneiform

    assert "Seen □ there." in words


def test_signs_that_are_wide_in_chinese_are_narrow_in_english() -> None:
    rectangles = rectangles_of(report_pdf(report(remarks="Q·Z", confirmed_at=NOON), Language.EN))
    before, after = (next(one for one in rectangles if one.words == letter) for letter in "QZ")

    assert 0 < after.left - before.right < 4  # points, of letters of 8


def test_the_letterhead_has_institution_and_logo(tmp_path: Path) -> None:
    logo = io.BytesIO()
    Image.new("RGBA", (300, 100), (0, 114, 178, 255)).save(logo, "PNG")
    (tmp_path / "logo.png").write_bytes(logo.getvalue())

    page = report_pdf(
        report(), Language.EN, PageSetup(institution="City hospital", logo=read_logo(tmp_path / "logo.png"))
    )

    assert words_of(page).startswith("City hospital\nBone age report")
    assert (300, 100) in image_sizes_of(page)


def test_sections_that_a_department_leaves_out_are_not_there() -> None:
    page = report_pdf(full(), Language.EN, PageSetup(sections=frozenset({Section.BONES})))
    words = words_of(page)

    assert image_sizes_of(page) == []
    assert "Bones that decide" not in words
    assert "Earlier studies" not in words
    assert "13 Distal phalanx 5" in words


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\nbroken", b"GIF89a"])
def test_a_logo_that_is_no_picture_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(content)

    with pytest.raises(ReportError, match=r"logo\.png cannot be used as logo") as told:
        read_logo(tmp_path / "logo.png")

    assert told.value.code == "reporting.logo_unreadable"


def test_a_logo_that_is_not_there_is_refused_likewise(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as told:
        read_logo(tmp_path / "none.png")

    assert told.value.code == "reporting.logo_unreadable"


def assert_words_stand_apart(page: bytes) -> None:
    """No word is cut off by the margins or covers another."""
    width, height = size_of(page)
    rectangles = rectangles_of(page)
    assert len(rectangles) > 60
    for word in rectangles:
        assert 40 <= word.left < word.right <= width - 40, word
        assert 25 <= word.bottom < word.top <= height - 25, word
    for one, other in combinations(rectangles, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        upwards = min(one.top, other.top) - max(one.bottom, other.bottom)
        assert across <= 0.5 or upwards <= 0.5, (one, other)


def contrast(one: list[float], other: list[float]) -> float:
    """Contrast of two colours (WCAG 2.2, 1.4.3)."""
    light = [
        sum(share * linear(part) for share, part in zip((0.2126, 0.7152, 0.0722), colour, strict=True))
        for colour in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
