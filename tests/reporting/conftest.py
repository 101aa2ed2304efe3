"""The shipped sample of a boy, as read and assessed."""

import pytest
from sample_hand import sample_radiograph, sample_reading

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.radiograph import Radiograph


@pytest.fixture
def radiograph() -> Radiograph:
    return sample_radiograph()


@pytest.fixture
def reading() -> Reading:
    return sample_reading()
