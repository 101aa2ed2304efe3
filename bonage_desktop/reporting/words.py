"""Ages and levels in words, the same on the screen and in the pictures."""

from bonage_desktop.assessment.certainty import Certainty
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge
from bonage_desktop.reporting.ages import AgeNotation, short_years_words, years_words
from bonage_desktop.sentences import Sentence, say
from bonage_desktop.standards.bones import Level
from bonage_desktop.standards.curve import AgeBound, BoneAge
from bonage_desktop.standards.percentiles import PercentileTable, Rank, Silence
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.sex import Sex

RESEARCH_NOTICE = say("Research use only, not a medical device.")


def level_words(level: Level, standard: RusChn) -> str:
    """Label and level, `L4(2) · 5`: a bare number always means the level."""
    return f"L{standard.label(level)} · {level.index}"


def age_words(age: BoneAge, notation: AgeNotation = AgeNotation.DECIMAL) -> Sentence:
    """The bone age to a tenth of a year or to a month, with its bound where the curve ends."""
    return _bounded(years_words(age.years, notation), age.bound)


def age_cell(age: BoneAge) -> Sentence:
    """The same for a cell of a table whose head says that ages are in years: `9.7 or less`."""
    return _bounded(say("{years:.1f}", years=age.years), age.bound)


def other_table_words(years: float, notation: AgeNotation = AgeNotation.DECIMAL) -> Sentence:
    """The age by the other published table, where the sources of the curve disagree."""
    return say("{age} by the other published table", age=years_words(years, notation))


def range_words(certainty: Certainty, notation: AgeNotation = AgeNotation.DECIMAL) -> Sentence:
    """The range from the 10th to the 90th percentile."""
    low, high = certainty.p10_years, certainty.p90_years
    if notation is AgeNotation.DECIMAL:
        return say("{low:.1f} to {high:.1f} years", low=low, high=high)
    return say("{low} to {high}", low=years_words(low, notation), high=years_words(high, notation))


def range_cell(certainty: Certainty) -> Sentence:
    """The same for a cell of a table whose head says that ages are in years."""
    return say("{low:.1f} to {high:.1f}", low=certainty.p10_years, high=certainty.p90_years)


def doubt_words(certainty: Certainty, notation: AgeNotation = AgeNotation.DECIMAL) -> Sentence:
    """The same range for a sentence of its own: four fifths of ages lie in it (docs/accuracy.md)."""
    return say("80% range {range}", range=range_words(certainty, notation))


def child_age_words(age: ChronologicalAge, notation: AgeNotation = AgeNotation.DECIMAL) -> Sentence:
    """The chronological age to a tenth of a year or to a month, and how it was found."""
    told = years_words(age.years, notation)
    if age.source is AgeSource.DATES:
        return say("{age} by the dates", age=told)
    return say("{age} by the Patient's Age", age=told)


def difference_words(
    bone_age_years: float, chronological_years: float, notation: AgeNotation = AgeNotation.DECIMAL
) -> Sentence:
    """How far the bone age lies from the chronological age, to a tenth of a year or to a month."""
    difference = round(bone_age_years - chronological_years, 1)
    if difference == 0:
        return say("equal to the chronological age")
    told = years_words(abs(bone_age_years - chronological_years), notation)
    if difference > 0:
        return say("{difference} ahead of the chronological age", difference=told)
    return say("{difference} behind the chronological age", difference=told)


def short_difference_words(bone_age_years: float, chronological_years: float) -> Sentence:
    """The same for a cell of a table: `0.3 behind`."""
    difference = round(bone_age_years - chronological_years, 1)
    if difference == 0:
        return say("equal")
    if difference > 0:
        return say("{years:.1f} ahead", years=difference)
    return say("{years:.1f} behind", years=-difference)


def rank_words(rank: Rank) -> str:
    """Which percentile a score is, e.g. `P63`, or its bounds where the table cannot tell, e.g. `< P3`."""
    if rank.lowest == rank.highest:
        return f"P{rank.lowest:.0f}"
    if rank.lowest == 0:
        return f"< P{rank.highest:g}"
    return f"≥ P{rank.lowest:g}" if rank.highest == 100 else f"P{rank.lowest:g} – P{rank.highest:g}"


def silence_words(
    table: PercentileTable, sex: Sex, years: float | None, notation: AgeNotation = AgeNotation.DECIMAL
) -> Sentence:
    """Why a table has no percentile for this child, e.g. `table ends at 10.0 y`.

    Args:
        table: that says nothing of it.
        sex: of the child.
        years: its age, or None where that is not known.
        notation: of ages.
    """
    if years is None:
        return say("age not known")
    match table.silence(sex, years):
        case Silence.TOO_YOUNG:
            return say("table begins at {age}", age=short_years_words(table.rows[sex][0].years, notation))
        case Silence.TOO_OLD:
            return say("table ends at {age}", age=short_years_words(table.rows[sex][-1].years, notation))
        case _:
            return {Sex.MALE: say("no boys in the table"), Sex.FEMALE: say("no girls in the table")}[sex]


def _bounded(age: Sentence, bound: AgeBound) -> Sentence:
    match bound:
        case AgeBound.WITHIN:
            return age
        case AgeBound.AT_OR_BELOW:
            return say("{age} or less", age=age)
        case AgeBound.ADULT:
            return say("{age} or more", age=age)
