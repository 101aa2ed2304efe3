"""Names in the character sets of the world, right, missing and wrong.

Expected names and bytes: PS3.5 annexes H, I, J and K, and Python's own codecs.
"""

from pathlib import Path

import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from bonage_desktop.imaging.dicom_text import CharacterSet

CHARSET_FILES = Path(pydicom.__file__).parent / "data" / "charset_files"


def character_set(*terms: str) -> CharacterSet:
    dataset = Dataset()
    if terms:
        dataset.SpecificCharacterSet = list(terms) if len(terms) > 1 else terms[0]
    return CharacterSet(dataset)


def write_name(write_dicom, terms: list[str] | None, name: bytes) -> Path:
    """A file whose name is exactly these bytes."""
    placeholder = "N" * (len(name) + len(name) % 2)
    path = write_dicom(SpecificCharacterSet=terms, PatientName=placeholder)
    path.write_bytes(path.read_bytes().replace(placeholder.encode(), name.ljust(len(placeholder))))
    return path


@pytest.mark.parametrize(
    ("terms", "encoded"),
    [
        (["GB18030"], "王^小明".encode("gb18030")),
        (["GBK"], "王^小明".encode("gbk")),
        (["ISO_IR 192"], "王^小明".encode()),
        (["", "ISO 2022 IR 58"], b"\x1b$)A\xcd\xf5^\x1b$)A\xd0\xa1\xc3\xf7"),
        (["ISO 2022 IR 6", "ISO 2022 IR 58"], b"\x1b$)A\xcd\xf5^\x1b$)A\xd0\xa1\xc3\xf7"),
    ],
)
def test_a_chinese_name_reads_the_same_in_every_declared_set(write_dicom, read_here, terms, encoded):
    radiograph = read_here(write_name(write_dicom, terms, encoded))

    assert radiograph.identifiers.patient_name == "王^小明"
    assert not any("charset" in notice.code for notice in radiograph.notices)


@pytest.mark.parametrize("term", ["GB18030", "GBK"])
@pytest.mark.parametrize("name", ["許^誠", "昞^昡"])
def test_characters_whose_second_byte_is_a_delimiter_stay_whole(term, name):
    encoded = name.encode(term)
    assert b"\\" in encoded or encoded.count(b"^") > 1  # 0x5C or 0x5E stands inside a character

    assert character_set(term).decode_name(encoded).text == name


@pytest.mark.parametrize(
    ("terms", "encoded", "name"),
    [
        (
            ["", "ISO 2022 IR 87"],  # PS3.5 H.3.1
            b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B",
            "Yamada^Tarou=山田^太郎=やまだ^たろう",
        ),
        (
            ["ISO 2022 IR 13", "ISO 2022 IR 87"],  # PS3.5 H.3.2
            b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J=\x1b$B$d$^$@\x1b(J^\x1b$B$?$m$&\x1b(J",
            "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
        ),
        (
            ["", "ISO 2022 IR 149"],  # PS3.5 I.2
            b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf",
            "Hong^Gildong=洪^吉洞=홍^길동",
        ),
        (
            ["", "ISO 2022 IR 58"],  # PS3.5 K.2
            b"Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=",
            "Zhang^XiaoDong=张^小东=",
        ),
        (["ISO_IR 192"], "Wang^XiaoDong=王^小东=".encode(), "Wang^XiaoDong=王^小东="),  # PS3.5 J.1
        (["GB18030"], "Wang^XiaoDong=王^小东=".encode("gb18030"), "Wang^XiaoDong=王^小东="),  # PS3.5 J.3
        (["ISO_IR 100"], "Äneas^Rüdiger".encode("latin-1"), "Äneas^Rüdiger"),
        (["ISO_IR 144"], "Люкceмбypг".encode("iso8859_5"), "Люкceмбypг"),
        (["ISO_IR 166"], "นาย^ก".encode("iso8859_11"), "นาย^ก"),
    ],
)
def test_names_of_the_standards_annexes(terms, encoded, name):
    decoded = character_set(*terms).decode_name(encoded)

    assert decoded.text == name
    assert decoded.notice is None


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("chrFren.dcm", "Buc^Jérôme"),
        ("chrGerm.dcm", "Äneas^Rüdiger"),
        ("chrGreek.dcm", "Διονυσιος"),
        ("chrRuss.dcm", "Люкceмбypг"),
        ("chrH31.dcm", "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        ("chrH32.dcm", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
        ("chrI2.dcm", "Hong^Gildong=洪^吉洞=홍^길동"),
        ("chrX1.dcm", "Wang^XiaoDong=王^小東"),
        ("chrX2.dcm", "Wang^XiaoDong=王^小东"),
    ],
)
def test_names_in_files_of_other_makers(read_here, file, name):
    assert read_here(CHARSET_FILES / file).identifiers.patient_name.rstrip("=") == name


@pytest.mark.parametrize(
    ("terms", "encoded", "name", "code"),
    [
        (None, "王^小明".encode(), "王^小明", "imaging.charset_missing"),
        (None, "王^小明".encode("gb18030"), "王^小明", "imaging.charset_missing"),
        (None, "Müller^Jörg".encode("latin-1"), "Müller^Jörg", "imaging.charset_missing"),
        (None, b"\xa2\xa1^\xf8\xf8", "¢¡^øø", "imaging.charset_missing"),  # pairs, but none of GB 2312
        (["ISO_IR 192"], "王^小明".encode("gbk"), "王^小明", "imaging.charset_wrong"),
        (["GB18030"], b"M\xfcller^J\xf6", "Müller^Jö", "imaging.charset_wrong"),
        (
            ["ISO_IR 100"],
            "王^小明".encode("gbk"),
            "王^小明".encode("gbk").decode("latin-1"),
            "imaging.charset_doubtful",
        ),
    ],
)
def test_a_missing_or_wrong_character_set_is_said(write_dicom, read_here, terms, encoded, name, code):
    radiograph = read_here(write_name(write_dicom, terms, encoded))

    assert radiograph.identifiers.patient_name == name
    assert [notice.code for notice in radiograph.notices if "charset" in notice.code] == [code]


def test_an_unknown_character_set_is_said():
    decoded = character_set("ISO_IR 999").decode_name("王^小明".encode())

    assert decoded.text == "王^小明"
    assert decoded.notice is not None
    assert decoded.notice.code == "imaging.charset_unknown"


@pytest.mark.parametrize("terms", [(), ("ISO_IR 999",), ("GB18030",)])
def test_plain_ascii_needs_no_character_set(terms):
    decoded = character_set(*terms).decode(b"CLINIC 7 \x00")

    assert (decoded.text, decoded.notice) == ("CLINIC 7", None)


@pytest.mark.filterwarnings("ignore::UserWarning:pydicom")
@given(
    st.binary(max_size=40),
    st.sampled_from([(), ("GB18030",), ("ISO_IR 192",), ("", "ISO 2022 IR 58"), ("", "ISO 2022 IR 87"), ("NONSENSE",)]),
)
def test_no_bytes_break_the_decoding(value, terms):
    assert isinstance(character_set(*terms).decode_name(value).text, str)
