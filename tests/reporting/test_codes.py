"""The codes of the reports."""

import re
from pathlib import Path

from bonage_desktop.reporting import codes
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.rus_chn import load_rus_chn

PAGE = Path(__file__).resolve().parents[2] / "docs" / "codes.md"


def documented(scheme: str) -> dict[str, str]:
    rows = re.findall(rf"^\| `([^`]+)` \| {scheme} \| ([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {value: meaning.strip() for value, meaning in rows}


def test_every_code_of_our_own_is_in_the_published_dictionary_and_no_other():
    ours = {concept.value: concept.meaning for concept in codes.private_dictionary(load_rus_chn())}

    assert documented(codes.PRIVATE_SCHEME) == ours


def test_no_code_means_two_things():
    own = codes.private_dictionary(load_rus_chn())

    assert len({concept.value for concept in own}) == len(own)
    assert len(set(codes.SITES.values())) == len(set(codes.STAGES.values())) == len(Bone)


def test_a_uid_is_a_uuid_below_2_25():
    uid = codes.uid_of("a", "b")

    assert uid == codes.uid_of("a", "b") != codes.uid_of("ab")
    assert re.fullmatch(r"2\.25\.[1-9]\d{0,38}", uid)
