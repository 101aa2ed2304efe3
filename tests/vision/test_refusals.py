"""What is no readable hand is refused, handed to the reader, or doubted by name: a choice of `make refusals`."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from broken.case import Case, Hand, Kind
from broken.corpus import drawn_cases
from broken.files import file_cases
from broken.hands import broken_cases, sample_hands
from broken.verdict import Verdict, judged, named

from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.notice import Weight
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.vision.pipeline import Pipeline

pytestmark = [pytest.mark.real_weights, pytest.mark.timeout(300)]

NO_HANDS = [
    "scikit-image: phantom.png",
    "scikit-image: astronaut.png",
    "scikit-image: text.png",
    "scikit-image: horse.png",
    "pydicom-data: RG1_UNCR.dcm",
    "pydicom-data: RG3_UNCR.dcm",
    "pydicom-data: US1_UNCI.dcm",
    "pydicom-data: MR2_UNCR.dcm",
    "noise: white 0",
    "noise: cloudy 0",
    "noise: line 0",
    "text: white on black 1.5",
    "pattern: black",
    "pattern: grey",
    "pattern: a white disc",
    "pattern: five bars on a plate",
    "pattern: a tree with five branches",
    "drawn: foot 0",
    "drawn: foot like a hand 0",
    "drawn: knee 0",
    "drawn: skull 0",
    "drawn: chest 1",
    "drawn: 5 phalanges on black",
    "toy: an empty glove 0",
    "toy: a stuffed glove 1",
    "toy: a wooden mannequin's hand 3",
    "female_120: filled evenly",
    "female_120: filled evenly, thicker in the middle",
    "female_95: the third finger alone",
    "female_120: the knuckles alone",
    "scikit-image: coins.png",
    "scikit-image: page.png",
    "scikit-image: moon.png",
    "pattern: gradient downwards",
    "noise: salt and pepper 0",
    "noise: spotty 0",
]
UNREADABLE = [
    "female_120: the image ends above radius and ulna",
    "female_95: black begins above radius and ulna",
    "female_95: black begins in the growth zones of radius and ulna",
    "male_150: the image begins below Distal phalanx 3",
    "female_120: all is black above Distal phalanx 3",
    "female_95: the image begins below Distal phalanx 5",
    "female_95: thumb under black",
    "female_95: no thumb",
    "male_120: fifth finger without tip",
    "female_120: a black patch over Middle phalanx 3",
    "female_95: a black patch over Proximal phalanx 5",
    "female_95: a right hand over it, 12% aside",
    "female_95: the image ends above radius and ulna",
    "female_120: fifth finger amputated",
    "female_120: plaster on the third finger",
    "male_150: a ring over Middle phalanx 3",
    "male_120: all but the brightest bone black",
    "male_150: a right hand over it, 12% aside",
    "male_150: no thumb",
    "male_120: thumb amputated",
    "female_95: third finger amputated",
    "female_120: third finger without tip",
    "female_120: thick plaster on forearm and wrist",
    "male_120: thick fibreglass on forearm and wrist",
    "female_120: plaster up to the knuckles",
]
"""Left out is what is still accepted silently (most metal and lead, thin plaster, blur, noise): `make refusals` counts it."""


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    broken = chain.from_iterable(broken_cases(hand) for hand in sample_hands())
    return {case.name: case for case in chain(drawn_cases(), file_cases(), broken)}


@pytest.fixture(scope="module")
def see(pipeline: Pipeline, as_radiograph) -> Iterator[Callable[[Case], Findings]]:
    with Decoder() as decoder:

        def run(case: Case) -> Findings:
            source = case.source
            radiograph = decoder.read(source) if isinstance(source, Path) else as_radiograph(source())
            *_, last = pipeline.run(radiograph)
            return last.findings

        yield run


@pytest.mark.parametrize("name", NO_HANDS)
def test_what_is_no_hand_is_refused_with_what_was_seen(cases: dict[str, Case], see, name: str) -> None:
    rejection = see(cases[name]).rejection

    assert rejection is not None
    assert rejection.code in {"vision.no_palm", "vision.not_a_hand", "vision.too_few_bones", "vision.hand_cut_off"}
    assert rejection.message
    assert rejection.hint


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_hand_that_cannot_be_read_is_not_accepted_silently(cases: dict[str, Case], see, name: str) -> None:
    case = cases[name]

    findings = see(case)

    assert judged(case, findings) is not Verdict.SILENT
    if findings.rejection is None and case.bones:
        assert case.bones & (findings.missing.keys() | named(findings.notices))
    elif findings.rejection is not None:
        assert findings.rejection.message


@pytest.mark.parametrize("hand", list(sample_hands()), ids=lambda hand: hand.name)
def test_a_whole_hand_is_accepted_without_a_doubt(see, hand: Hand) -> None:
    case = Case(f"{hand.name}: whole", Kind.GOOD, "the hand as it is", lambda: hand.image)

    findings = see(case)

    assert findings.rejection is None
    assert findings.missing == {}
    assert [notice for notice in findings.notices if notice.weight in (Weight.DOUBT, Weight.CONTRADICTION)] == []
