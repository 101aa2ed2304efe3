"""Names of patients as people read them; the examples with `^` and `=` are those of DICOM PS3.5 6.2.1.1 and annexes H, I."""

import pytest

from bonage_desktop.findings.person_name import readable_name


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("Adams^John Robert Quincy^^Rev.^B.A. M.Div.", "Adams, Rev. John Robert Quincy, B.A. M.Div."),
        (
            "Morrison-Jones^Susan^^^Ph.D., Chief Executive Officer",
            "Morrison-Jones, Susan, Ph.D., Chief Executive Officer",
        ),
        ("Doe^John", "Doe, John"),
        ("Doe^John^Q^^", "Doe, John Q"),
        ("SAMPLE^Girl", "SAMPLE, Girl"),
    ],
)
def test_family_and_given_names_stand_with_a_comma_between_them(stored: str, read: str) -> None:
    assert readable_name(stored) == read


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, Tarou (山田太郎)"),
        ("Hong^Gildong=洪^吉洞=홍^길동", "Hong, Gildong (洪吉洞)"),
        ("Zhang^XiaoDong=张^小东", "Zhang, XiaoDong (张小东)"),
    ],
)
def test_ideographs_stand_behind_the_letters_without_spaces(stored: str, read: str) -> None:
    assert readable_name(stored) == read


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("=山田^太郎", "山田太郎"),
        ("王^小明", "王小明"),
        ("==やまだ^たろう", "やまだたろう"),
        ("Doe^John==", "Doe, John"),
    ],
)
def test_one_group_alone_is_the_name(stored: str, read: str) -> None:
    assert readable_name(stored) == read


@pytest.mark.parametrize("name", ["王小明", "Average of many hands", "Hand 7", ""])
def test_what_has_no_components_stays_as_it_is(name: str) -> None:
    assert readable_name(name) == name


@pytest.mark.parametrize("stored", ["^^^^", "=", "^=^=^", "  ^ "])
def test_empty_components_are_no_name(stored: str) -> None:
    assert readable_name(stored) == ""


def test_more_components_than_the_standard_has_do_no_harm() -> None:
    assert readable_name("A^B^C^D^E^F") == "A, D B C, E"
