"""The batch's networks, pretended."""

import pytest
from pretended_pipeline import PretendedPipeline


@pytest.fixture
def pipeline() -> PretendedPipeline:
    return PretendedPipeline()
