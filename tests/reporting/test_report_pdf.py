"""The report as one page."""

import re
from dataclasses import replace
from datetime import date

import pytest
from drawn_pictures import Canvas, assert_words_stand_apart, hand_of_shape
from reports import NOON, graded_by_hand, report

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting import palette
from bonage_desktop.reporting.chart_content import EarlierStudy
from bonage_desktop.reporting.fonts import UNKNOWN
from bonage_desktop.reporting.report_content import Agreement, ReportContent
from bonage_desktop.reporting.report_pdf import report_page, report_pdf
from bonage_desktop.reporting.report_phrases import Phrases
from bonage_desktop.reporting.report_table import table_rows
from bonage_desktop.standards.language import Language


def drawn(content: ReportContent, language: Language = Language.EN) -> Canvas:
    canvas = Canvas()
    canvas.drawn.append(report_page(content, language).drawing)
    return canvas


def stamps(canvas: Canvas) -> list[str]:
    return [text.get_text() for text in canvas.drawn[-1]._figure.texts]


def full() -> ReportContent:
    """A report in which everything is said, and more than has room."""
    notices = tuple(
        Notice(code, f"The table and the file differ about the child ({code}): the table was used.", "x")
        for code in ("workflow.sex_conflict", "workflow.laterality_conflict", "vision.side_unexpected")
    )
    content = report(
        other_findings=tuple(f"Finding number {number} of this hand" for number in range(7)),
        remarks="A long remark of the reader. " * 60,
        earlier=tuple(EarlierStudy(date(2018 + n, 5, 1), 6.0 + n, 100 + n, 5.5 + n) for n in range(6)),
        agreement=Agreement(9, 12, 13),
        reader="Dr. " + "Wang " * 60,
    )
    return replace(content, radiograph=replace(content.radiograph, notices=notices))


@pytest.fixture(scope="module")
def plain_page() -> Canvas:
    return drawn(report())


@pytest.mark.parametrize("language", list(Language))
def test_it_is_one_page_of_a4(language: Language) -> None:
    page = report_pdf(report(), language)

    assert page.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", page)) == 1
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+)", page)
    assert [float(side) for side in box.groups()] == pytest.approx([595.3, 841.9], abs=0.3)  # 210 x 297 mm in points


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert report_pdf(report(), Language.EN) == report_pdf(report(), Language.EN)


def test_neither_title_nor_metadata_name_the_patient_or_the_hour() -> None:
    page = report_pdf(report(), Language.EN)

    assert b"CreationDate" not in page
    assert b"Bone age report" in page
    assert not re.search(rb"SAMPLE|ID-7|ACC-1", page)


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
        "2.0 behind",
        "Draft: not confirmed by a reader.",
        "Reader: Dr. Wang",
        "Research use only, not a medical device.",
        "Networks: segmentation 111111111111, detection 222222222222, grading 333333333333",
    ],
)
def test_the_page_says(plain_page: Canvas, said: str) -> None:
    assert said in plain_page.words


def test_the_thirteen_bones_stand_in_the_standards_order_with_level_points_and_source() -> None:
    rows = table_rows(Phrases(graded_by_hand(), Language.EN))

    assert [row.bone.number for row in rows] == list(range(1, 14))
    assert rows[0].cells == ("1", "Radius", "L7(2) · 9", "135", "reader", "–")
    assert rows[1].source_words == "model"


def test_points_of_the_table_add_up_to_the_score() -> None:
    rows = table_rows(Phrases(report(), Language.EN))

    assert sum(int(row.points) for row in rows) == 272


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("content", [report(), graded_by_hand(), full()], ids=["plain", "by hand", "full"])
def test_no_word_leaves_the_page_or_covers_another(content: ReportContent, language: Language) -> None:
    assert_words_stand_apart(drawn(content, language))


@pytest.mark.parametrize("shape", [(1200, 300), (400, 1400)])
def test_any_shape_of_film_keeps_to_its_place(shape: tuple[int, int]) -> None:
    radiograph, reading = hand_of_shape(*shape)

    assert_words_stand_apart(drawn(report(radiograph=radiograph, reading=reading)))


def test_contradictions_stand_above_the_age() -> None:
    placed = dict(drawn(full()).boxes())

    told = [box for words, box in placed.items() if words.startswith("Contradiction")]
    assert len(told) == 3  # the third has no room above and stands among what is to be checked
    assert sum(box.y0 > placed["10.6 years"].y1 for box in told) == 2


def test_what_has_no_room_is_counted() -> None:
    assert [words for words in drawn(full()).words if words.endswith("more lines in the case")]


@pytest.mark.parametrize(("language", "mark"), [(Language.EN, "DRAFT"), (Language.ZH, "草稿")])
def test_draft_stands_over_everything_until_a_reader_confirms(language: Language, mark: str) -> None:
    draft = drawn(report(), language)
    confirmed = drawn(report(confirmed_at=NOON), language)

    assert stamps(draft) == [mark]
    assert stamps(confirmed) == []
    assert "Confirmed by Dr. Wang, 2026-11-20 12:00 (UTC+0000)." in drawn(report(confirmed_at=NOON)).words


def test_the_mark_can_be_seen_on_paper_and_on_the_black_film() -> None:
    mark = drawn(report()).drawn[-1]._figure.texts[0]
    red = [int(mark.get_color()[place : place + 2], 16) / 255 for place in (1, 3, 5)]

    on_paper = [mark.get_alpha() * part + (1 - mark.get_alpha()) for part in red]
    on_film = [mark.get_alpha() * part for part in red]

    assert contrast(on_paper, [1, 1, 1]) > 1.4
    assert contrast(on_film, [0, 0, 0]) > 1.4


@pytest.mark.parametrize("source", list(Source))
def test_hues_of_the_sources_can_be_read_on_paper(source: Source) -> None:
    hue = palette.HUES_ON_PAPER[source]
    colour = [int(hue[place : place + 2], 16) / 255 for place in (1, 3, 5)]

    assert contrast(colour, [1, 1, 1]) >= 4.5


def test_a_character_that_no_font_has_is_a_square() -> None:
    content = report(remarks="Seen \U00012000 there.")  # cuneiform

    assert f"Seen {UNKNOWN} there." in drawn(content).words


def test_a_dollar_sign_is_no_formula() -> None:
    assert "Costs $5 or $x_1$." in drawn(report(remarks="Costs $5 or $x_1$.")).words


def test_the_radiograph_is_printed_finer_than_the_page_is_laid_out() -> None:
    page = report_pdf(report(), Language.EN)

    widths = [int(width) for width in re.findall(rb"/Width (\d+)", page)]
    assert max(widths) > 700  # for 66 mm: 270 pixels an inch


def contrast(one: list[float], other: list[float]) -> float:
    """Contrast of two colours (WCAG 2.2, 1.4.3)."""
    light = [
        sum(share * linear(part) for share, part in zip((0.2126, 0.7152, 0.0722), colour, strict=True))
        for colour in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
