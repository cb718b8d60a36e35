"""One world for a whole file of the matrix: what a test changes in it is taken back, as from any database."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tests.access.world import World, make_world
from tests.personas import make_cast


@pytest.fixture(scope="module")
def _made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Making it takes longer than most of the questions that are asked of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        try:
            yield make_world(make_cast(), timezone.now())
        finally:
            transaction.set_rollback(True)


@pytest.fixture
def world(_made_once: World, db: None) -> World:
    """Maureen's things and everybody around them."""
    return _made_once
