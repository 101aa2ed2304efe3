"""The example of docs/records.md can be checked by hand, and is the trail of the tests."""

import hashlib
import re
from pathlib import Path

from trails import EVENTS_OF_A_REVIEW

PAGE = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")


def test_the_first_event_and_its_digest_are_those_of_the_page():
    content, digest = re.search(r'^    (\{"at".*"kind":"begun".*\})\n    ([0-9a-f]{64})$', PAGE, re.MULTILINE).groups()

    assert hashlib.sha256(b"0" * 64 + b"\n" + content.encode()).hexdigest() == digest
    assert (content, digest) == (EVENTS_OF_A_REVIEW[0].content, EVENTS_OF_A_REVIEW[0].digest)


def test_the_commitment_to_a_name_is_that_of_the_page():
    salted, beginning = re.search(r"printf '%s' '([^']+)' \| sha256sum +# ([0-9a-f]+)", PAGE).groups()

    commitment = hashlib.sha256(salted.encode()).hexdigest()

    assert commitment.startswith(beginning)
    assert f'"by":"{commitment}"' in PAGE
    assert EVENTS_OF_A_REVIEW[3].content in PAGE
