"""A portal with its first pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def _seeded_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Seeded once a file, in a transaction around all of its tests; each test's own is inside of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_pages", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(_seeded_once: None, db: None) -> None:
    """Everything that `seed_pages` makes."""
