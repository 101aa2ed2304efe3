"""What a reader looks for at each level: our own words, in English and Chinese (resources/standards/criteria.json)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bonage_desktop.installation import resources_dir
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, LevelError
from bonage_desktop.standards.entries import Entry, read_document
from bonage_desktop.standards.language import Language

Texts = Mapping[Language, str]


@dataclass(frozen=True, slots=True, eq=False)
class Criteria:
    """Names of the bones and criteria of their levels.

    Attributes:
        titles: anatomical name of each bone.
        rus_chn: one text per RUS-CHN level of each bone, in order.
        tw3: one text per TW3 stage of each bone, in order.
    """

    titles: Mapping[Bone, Texts]
    rus_chn: Mapping[Bone, tuple[Texts, ...]]
    tw3: Mapping[Bone, tuple[Texts, ...]]

    def title(self, bone: Bone, language: Language) -> str:
        """Anatomical name of the bone, e.g. `第三掌骨`."""
        return self.titles[bone][language]


@cache
def load_criteria() -> Criteria:
    """The shipped criteria, read once.

    Raises:
        StandardError: the file cannot be used (see `read_criteria`).
    """
    return read_criteria(resources_dir() / "standards" / "criteria.json")


def read_criteria(file: Path) -> Criteria:
    """The criteria of a file.

    Raises:
        StandardError: the file cannot be read or lacks a bone or a language
            (`standards.file_unreadable`, `standards.file_invalid`, `standards.schema_unknown`).
    """
    top = read_document(file).top
    titles = {bone: _texts(top["titles"][bone.key]) for bone in Bone}
    return Criteria(titles, _by_bone(top["rus_chn"]), _by_bone(top["tw3"]))


def _texts(entry: Entry) -> Texts:
    return {language: entry[language.value].text() for language in Language}


def _by_bone(groups: Entry) -> Mapping[Bone, tuple[Texts, ...]]:
    """Neighbouring digits share their criteria: a group names its bones once."""
    found: dict[Bone, tuple[Texts, ...]] = {}
    for group in groups.rows():
        texts = tuple(_texts(entry) for entry in group["criteria"].rows())
        found.update({_bone(key): texts for key in group["bones"].rows()})
    for bone in Bone:
        if bone not in found:
            raise groups.refusal(say("has no criteria of {key!r}", key=bone.key))
    return found


def _bone(entry: Entry) -> Bone:
    try:
        return Bone.from_key(entry.text())
    except LevelError as error:
        raise entry.refusal(say("is not a RUS bone")) from error
