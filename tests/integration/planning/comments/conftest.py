"""Maureen's plan, shared with her worker and her daughter."""

import pytest

from planning.documents.models import Document
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.integration.planning.comments.places import WORDS
from tests.personas import Cast


@pytest.fixture
def plan(cast: Cast) -> Document:
    document = make_document(cast.maureen)
    answer(document, WORDS, "The choir on Thursdays.")
    share_with_worker(document)
    share_with(document, cast.beth_in_circle, can_comment=True, can_suggest=True)
    return document
