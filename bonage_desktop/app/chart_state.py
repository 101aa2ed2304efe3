"""From what the reader sees to what the charts show, and in which colours and words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from bonage_desktop.app.theme import Theme
from bonage_desktop.reporting.chart_content import (
    ChartColours,
    ChartContent,
    ChartWords,
    EarlierStudy,
    OneLevel,
    Standard,
)
from bonage_desktop.standards.curve import MAX_SCORE
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.review_state import ReviewState


def _tr(text: str) -> str:
    return QCoreApplication.translate("Chart", text)


def content_of(state: ReviewState, earlier: Sequence[EarlierStudy]) -> ChartContent:
    """The reading as the charts show it.

    Args:
        state: what the reader sees; nothing is shown that is hidden there.
        earlier: studies of the same child.
    """
    certainty = state.certainty
    has_age = state.bone_age is not None and state.score is not None
    return ChartContent(
        score=state.score if has_age else None,
        bone_age=state.bone_age if has_age else None,
        chronological_years=state.chronological_years,
        range_years=None if certainty is None or not has_age else (certainty.p10_years, certainty.p90_years),
        one_level=_one_level(state),
        earlier=() if state.are_levels_hidden else tuple(earlier),
    )


def standard_of(state: ReviewState | None) -> Standard | None:
    """Whose curve is shown, or None while there is no case, no sex or no reading."""
    if state is None or state.sex is None or state.case.reading is None or state.are_levels_hidden:
        return None
    return Standard(state.sex, state.case.reading.standards.rus_chn.curves, state.display.percentiles)


def words_instead(state: ReviewState | None) -> str:
    """Why there is no chart, where `standard_of` gives None."""
    if state is None or state.case.reading is None:
        return _tr("The curve appears here.")
    if state.are_levels_hidden:
        return _tr("Hidden until you have graded every bone.")
    return _tr("The curve depends on the sex, which is not known yet.")


def described(content: ChartContent) -> str:
    """What the charts show in a sentence, for those who do not see them."""
    if content.score is None or content.bone_age is None:
        return _tr("No score yet.")
    figures = content.score, f"{content.bone_age.years:.1f}"
    if content.chronological_years is None:
        return _tr("RUS score {0}, bone age {1} years.").format(*figures)
    words = _tr("RUS score {0}, bone age {1} years, chronological age {2} years.")
    return words.format(*figures, f"{content.chronological_years:.1f}")


def colours_of(theme: Theme) -> ChartColours:
    """The charts' colours in a theme."""
    return ChartColours(
        ground=theme.panel,
        grid=theme.line,
        text=theme.text,
        quiet=theme.quiet,
        curve=theme.model,
        answer=theme.reader,
    )


def chart_words() -> ChartWords:
    """The charts' words in the language of the window."""
    return ChartWords(
        score=_tr("RUS score"),
        age=_tr("age, years"),
        bone_age=_tr("bone age, years"),
        curves={Sex.MALE: _tr("boys P50"), Sex.FEMALE: _tr("girls P50")},
        years=_tr("{0} y"),
        child=_tr("age {0} y"),
        same=_tr("line: equal; shaded: ±1 and ±2 y"),
    )


def _one_level(state: ReviewState) -> tuple[OneLevel, ...]:
    row = None if state.selected is None else state.rows[state.selected]
    if row is None or row.chosen is None or row.chosen.points is None or state.score is None:
        return ()
    found: list[OneLevel] = []
    for by in (-1, +1):
        index = row.chosen.level.index + by
        if 0 <= index < len(row.choices):
            choice = row.choices[index]
            if choice.points is not None and choice.bone_age_years is not None:
                score = min(state.score - row.chosen.points + choice.points, MAX_SCORE)
                found.append(OneLevel(score, choice.bone_age_years, is_up=by > 0))
    return tuple(found)
