"""Maureen's plan, shared with her worker and her daughter."""

import pytest

from planning.documents.models import Document
from tests.factories.comments import shared_plan
from tests.integration.planning.comments.places import WORDS
from tests.personas import Cast


@pytest.fixture
def plan(cast: Cast) -> Document:
    return shared_plan(cast, WORDS, "The choir on Thursdays.")
