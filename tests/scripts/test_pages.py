"""A generated section replaces what stands between its markers and nothing else."""

import pytest


@pytest.fixture
def with_section(script):
    return script("pages").with_section


def test_only_what_stands_between_the_markers_is_replaced(with_section):
    page = "# Page\n\n<begin>\nold\n<end>\n\nby people\n"

    assert with_section(page, "<begin>", "<end>", "new\n") == "# Page\n\n<begin>\n\nnew\n\n<end>\n\nby people\n"


def test_writing_the_same_twice_changes_nothing(with_section):
    once = with_section("<begin><end>", "<begin>", "<end>", "new")

    assert with_section(once, "<begin>", "<end>", "new") == once


@pytest.mark.parametrize(
    "page",
    ["", "<begin>", "<end>", "<end> <begin>", "<begin> <begin> <end>", "<begin> <end> <end>"],
    ids=["empty", "no end", "no begin", "wrong order", "two begins", "two ends"],
)
def test_a_page_without_each_marker_once_in_order_is_refused(with_section, page):
    with pytest.raises(ValueError, match="once each, in this order"):
        with_section(page, "<begin>", "<end>", "new")
