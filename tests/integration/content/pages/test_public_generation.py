"""The mark of what public pages show: one look serves a moment, and no change is ever missed."""

import time
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.pages.models import PublicState
from content.pages.queries import SAME_MOMENT_SECONDS, public_generation
from content.pages.services import renew_public_pages

pytestmark = pytest.mark.django_db(transaction=True)


def wait_a_moment() -> None:
    time.sleep(SAME_MOMENT_SECONDS * 2)


def test_one_look_serves_the_readers_of_one_moment() -> None:
    renew_public_pages()
    mark = public_generation()
    began = time.monotonic()
    with CaptureQueriesContext(connection) as looks:
        assert {public_generation() for _ in range(1_000)} == {mark}
    moments = (time.monotonic() - began) / SAME_MOMENT_SECONDS
    assert len(looks) <= moments + 1


def test_a_change_made_here_is_seen_by_the_very_next_reader() -> None:
    for _ in range(20):
        before = public_generation()
        renew_public_pages()
        assert public_generation() == PublicState.objects.get().generation != before


def test_a_change_made_by_another_process_is_seen_after_a_moment() -> None:
    renew_public_pages()
    before, theirs = public_generation(), uuid.uuid4()
    # Past our services: this process does not know.
    PublicState.objects.update(generation=theirs)
    wait_a_moment()
    assert public_generation() == theirs != before
