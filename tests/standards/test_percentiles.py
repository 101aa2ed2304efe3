"""Where a score stands among children of the same age."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import norm

from bonage_desktop.standards.curve import ScoreError
from bonage_desktop.standards.percentiles import NoPercentilesError, PercentileRow, PercentileTable, Rank, Silence
from bonage_desktop.standards.sex import Sex

SEVEN = (3.0, 10.0, 25.0, 50.0, 75.0, 90.0, 97.0)

# Invented: no public source has the numbers of RUS-CHN.
GIRLS = (
    PercentileRow(9.0, (200, 230, 260, 300, 340, 380, 420)),
    PercentileRow(10.0, (240, 280, 320, 360, 420, 480, 540)),
    PercentileRow(11.0, (300, 350, 400, 480, 560, 640, 720)),
    PercentileRow(16.0, (800, 900, 1000, 1000, 1000, 1000, 1000)),
)


def table_of(*rows: PercentileRow, percentiles: tuple[float, ...] = SEVEN) -> PercentileTable:
    return PercentileTable("ours", "", "", percentiles, {Sex.FEMALE: rows})


@pytest.fixture
def girls() -> PercentileTable:
    return table_of(*GIRLS)


@pytest.mark.parametrize(("score", "percentile"), [(240, 3), (280, 10), (360, 50), (480, 90), (540, 97)])
def test_a_tabulated_score_has_its_percentile(girls, score, percentile):
    assert girls.rank(score, Sex.FEMALE, 10.0) == Rank(percentile, percentile)


def test_between_two_ages_scores_are_linear(girls):
    assert girls.scores_at(Sex.FEMALE, 10.25) == (255, 297.5, 340, 390, 455, 520, 585)  # a quarter of the way
    assert girls.rank(390, Sex.FEMALE, 10.25) == Rank(50, 50)


def test_half_way_between_p90_and_p97_is_half_way_in_standard_deviations(girls):
    rank = girls.rank(510, Sex.FEMALE, 10.0)

    assert rank is not None
    assert rank.lowest == rank.highest == pytest.approx(94.31, abs=0.01)  # z = (1.2816 + 1.8808) / 2 = 1.5812


@pytest.mark.parametrize(("score", "rank"), [(0, Rank(0, 3)), (239, Rank(0, 3)), (541, Rank(97, 100))])
def test_beyond_the_outermost_percentiles_only_a_bound_is_known(girls, score, rank):
    assert girls.rank(score, Sex.FEMALE, 10.0) == rank


def test_a_mature_hand_is_somewhere_among_all_that_are_mature(girls):
    assert girls.rank(1000, Sex.FEMALE, 16.0) == Rank(25, 100)
    assert girls.rank(999, Sex.FEMALE, 16.0) == Rank(pytest.approx(24.8, abs=0.1), pytest.approx(24.8, abs=0.1))


def test_a_hand_without_any_point_is_somewhere_among_all_that_have_none():
    infants = table_of(PercentileRow(0.0, (0, 0, 10)), PercentileRow(1.0, (0, 5, 20)), percentiles=(3, 50, 97))

    assert infants.rank(0, Sex.FEMALE, 0.0) == Rank(0, 50)
    assert infants.rank(0, Sex.FEMALE, 0.5) == Rank(0, 3)


def test_percentiles_that_share_a_score_are_a_range():
    level = PercentileRow(9.0, (200, 300, 300, 400))

    table = table_of(level, level._replace(years=10.0), percentiles=(3, 25, 50, 97))

    assert table.rank(300, Sex.FEMALE, 9.7) == Rank(25, 50)
    assert table.rank(200, Sex.FEMALE, 9.7) == Rank(3, 3)
    assert table.rank(400, Sex.FEMALE, 9.7) == Rank(97, 97)


@pytest.mark.parametrize(
    ("sex", "years", "is_covered"),
    [(Sex.FEMALE, 9.0, True), (Sex.FEMALE, 16.0, True), (Sex.FEMALE, 8.94, False), (Sex.FEMALE, 16.06, False), (Sex.MALE, 10.0, False)],
)  # fmt: skip
def test_beyond_its_ages_and_sexes_a_table_says_nothing(girls, sex, years, is_covered):
    assert girls.covers(sex, years) is is_covered
    assert (girls.scores_at(sex, years) is not None) is is_covered
    assert (girls.rank(300, sex, years) is not None) is is_covered


@pytest.mark.parametrize(
    ("sex", "years", "why"),
    [
        (Sex.MALE, 10.0, Silence.SEX),
        (Sex.FEMALE, 8.9, Silence.TOO_YOUNG),
        (Sex.FEMALE, 16.1, Silence.TOO_OLD),
        (Sex.FEMALE, 12.0, None),
    ],
)
def test_a_table_says_why_it_says_nothing(girls, sex, years, why):
    assert girls.silence(sex, years) is why


def test_on_the_birthday_at_which_a_table_ends_it_is_read_at_its_end(girls):
    on_the_birthday = (date(2026, 5, 2) - date(2010, 5, 2)).days / 365.25  # 16.0014 years

    assert girls.scores_at(Sex.FEMALE, on_the_birthday) == girls.scores_at(Sex.FEMALE, 16.0)
    assert girls.scores_at(Sex.FEMALE, 8.96) == girls.scores_at(Sex.FEMALE, 9.0)


@pytest.mark.parametrize("score", [-1, 1001])
def test_a_score_that_no_hand_has_is_refused(girls, score):
    with pytest.raises(ScoreError, match=f"A score of {score} points has no percentile") as caught:
        girls.rank(score, Sex.FEMALE, 10.0)

    assert caught.value.code == "standards.score_out_of_range"
    assert caught.value.hint == "Check the levels that the score was added up from."


@given(score=st.integers(0, 1000), mean=st.floats(300, 700), spread=st.floats(20, 100))
def test_of_normally_distributed_scores_the_percentile_is_the_distributions(score, mean, spread):
    scores = tuple(float(norm.ppf(percentile / 100, mean, spread)) for percentile in SEVEN)
    table = table_of(PercentileRow(9.0, scores), PercentileRow(10.0, scores))

    rank = table.rank(score, Sex.FEMALE, 9.5)

    expected = float(100 * norm.cdf(score, mean, spread))
    assert rank is not None
    if 3.001 < expected < 96.999:
        assert rank.lowest == rank.highest == pytest.approx(expected, abs=1e-6)
    else:
        assert rank.lowest - 0.001 <= expected <= rank.highest + 0.001


@st.composite
def tables(draw: st.DrawFn) -> PercentileTable:
    """Any numbers that rise or stay from left to right and from top to bottom."""
    ages = sorted(draw(st.lists(st.integers(0, 250), min_size=2, max_size=6, unique=True)))
    scores = [0] * len(SEVEN)
    rows: list[PercentileRow] = []
    for age in ages:
        drawn = sorted(draw(st.lists(st.integers(0, 1000), min_size=len(SEVEN), max_size=len(SEVEN))))
        scores = [max(pair) for pair in zip(scores, drawn, strict=True)]
        rows.append(PercentileRow(age / 10, tuple(map(float, scores))))
    return table_of(*rows)


@given(table=tables(), first=st.integers(0, 1000), second=st.integers(0, 1000), years=st.floats(0, 25))
def test_a_higher_score_is_never_a_lower_percentile(table, first, second, years):
    assume(table.covers(Sex.FEMALE, years))

    lower, higher = (table.rank(score, Sex.FEMALE, years) for score in sorted((first, second)))

    assert lower is not None
    assert higher is not None
    assert 0 <= lower.lowest <= lower.highest <= 100
    assert lower.lowest <= higher.lowest + 1e-9
    assert lower.highest <= higher.highest + 1e-9


@given(table=tables(), score=st.integers(1, 999), first=st.floats(0, 25), second=st.floats(0, 25))
def test_the_same_score_is_never_a_higher_percentile_among_older_children(table, score, first, second):
    younger, older = sorted((first, second))
    assume(table.covers(Sex.FEMALE, younger) and table.covers(Sex.FEMALE, older))

    before, after = (table.rank(score, Sex.FEMALE, years) for years in (younger, older))

    assert before is not None
    assert after is not None
    assert after.lowest <= before.highest + 1e-6


@given(table=tables())
def test_every_tabulated_score_has_its_percentile_among_others(table):
    for row in table.rows[Sex.FEMALE]:
        for percentile, score in zip(SEVEN, row.scores, strict=True):
            rank = table.rank(int(score), Sex.FEMALE, row.years)

            assert rank is not None
            assert rank.lowest <= percentile <= rank.highest


@pytest.mark.parametrize(
    ("percentiles", "said"),
    [
        ((0.0, 50.0, 97.0), "a percentile does not lie between 0 and 100"),
        ((3.0, 50.0, 100.0), "a percentile does not lie between 0 and 100"),
        ((3.0, 97.0, 50.0), "the percentiles do not rise"),
        ((3.0, 50.0, 50.0), "the percentiles do not rise"),
        ((3.0, 49.0, 97.0), "P50 is missing"),
        ((3.0, 50.0), "there are fewer than 3 percentiles"),
    ],
)
def test_percentiles_that_cannot_be_are_refused(percentiles, said):
    scores = tuple(100.0 for _ in percentiles)

    with pytest.raises(NoPercentilesError, match=f"^{said}$"):
        table_of(PercentileRow(9.0, scores), PercentileRow(10.0, scores), percentiles=percentiles)


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (PercentileRow(10.0, (1, 2)), "there is not one score for each percentile"),
        (PercentileRow(-0.1, (1, 2, 3)), "the age does not lie between 0 and 25 years"),
        (PercentileRow(25.1, (1, 2, 3)), "the age does not lie between 0 and 25 years"),
        (PercentileRow(float("nan"), (1, 2, 3)), "the age does not lie between 0 and 25 years"),
        (PercentileRow(10.0, (-1, 2, 3)), "a score does not lie between 0 and 1000"),
        (PercentileRow(10.0, (1, 2, 1000.1)), "a score does not lie between 0 and 1000"),
        (PercentileRow(10.0, (1, float("nan"), 3)), "a score does not lie between 0 and 1000"),
        (PercentileRow(10.0, (1, 3, 2)), "a score is lower than that of a lower percentile"),
        (PercentileRow(9.0, (1, 2, 3)), "the age is not higher than in the row of this sex before"),
        (PercentileRow(8.0, (1, 2, 3)), "the age is not higher than in the row of this sex before"),
        (PercentileRow(10.0, (1, 1, 3)), "a score is lower than at the age before"),
    ],
)
def test_a_row_that_cannot_be_is_refused(second, said):
    with pytest.raises(NoPercentilesError, match=f"^{said}$") as caught:
        table_of(PercentileRow(9.0, (1, 2, 3)), second, percentiles=(3, 50, 97))

    assert (caught.value.fact, caught.value.sex, caught.value.row) == (said, Sex.FEMALE, 1)


def test_percentiles_may_lie_far_out():
    level = PercentileRow(9.0, (200, 300, 400))

    table = table_of(level, level._replace(years=10.0), percentiles=(0.4, 50, 99.6))

    assert table.rank(200, Sex.FEMALE, 9.0) == Rank(0.4, 0.4)
    assert table.rank(401, Sex.FEMALE, 9.0) == Rank(99.6, 100)


@pytest.mark.parametrize("years", [0.0, 25.0])
def test_the_outermost_ages_and_scores_are_accepted(years):
    rows = sorted([PercentileRow(years, (0, 500, 1000)), PercentileRow(12.0, (0, 500, 1000))])

    assert table_of(*rows, percentiles=(3, 50, 97)).covers(Sex.FEMALE, years)


def test_the_first_row_is_checked_too():
    with pytest.raises(NoPercentilesError) as caught:
        table_of(PercentileRow(9.0, (3, 2, 1)), PercentileRow(10.0, (3, 4, 5)), percentiles=(3, 50, 97))

    assert caught.value.row == 0


def test_a_single_age_is_no_table():
    with pytest.raises(NoPercentilesError, match=r"^there is a single row for female children: two ages are needed$"):
        table_of(GIRLS[0])


def test_no_row_is_no_table():
    with pytest.raises(NoPercentilesError, match=r"^there is no row$") as caught:
        PercentileTable("ours", "", "", SEVEN, {})

    assert (caught.value.sex, caught.value.row) == (None, None)
