"""The shipped sample of a boy, as read and assessed."""

import pytest
from drawn_pictures import Canvas
from sample_hand import sample_radiograph, sample_reading

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.reporting.drawing import Drawing


@pytest.fixture
def radiograph() -> Radiograph:
    return sample_radiograph()


@pytest.fixture
def reading() -> Reading:
    return sample_reading()


@pytest.fixture
def canvas(monkeypatch) -> Canvas:
    seen = Canvas()
    original = Drawing.png

    def png(drawing: Drawing) -> bytes:
        seen.drawn.append(drawing)
        return original(drawing)

    monkeypatch.setattr(Drawing, "png", png)
    return seen
