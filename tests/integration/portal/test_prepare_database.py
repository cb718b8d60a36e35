from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from portal.audit.models import Event
from portal.audit.services import record
from portal.management.commands.prepare_database import protected_tables
from tests.personas import Cast

ROLE = "imw_test_role"


@pytest.fixture
def lesser_role(cast: Cast) -> Iterator[None]:
    """Everything from here on happens as the role that serves pages."""
    record("document opened", by=cast.sunita, person=cast.maureen, at=timezone.now())
    for _ in range(2):
        call_command("prepare_database", ROLE, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE portal_event SET verb = 'x'",
        "DELETE FROM portal_event",
        "TRUNCATE portal_event",
        "DROP TABLE portal_event",
    ],
)
def test_who_serves_pages_cannot_change_or_empty_the_audit(lesser_role: None, statement: str) -> None:
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.get().verb == "document opened"


def test_and_can_do_its_work(lesser_role: None, cast: Cast) -> None:
    record("document opened", by=cast.sunita, person=cast.maureen, at=timezone.now())
    cast.maureen.known_as = "Mo"
    cast.maureen.save()
    assert Event.objects.count() == 2


def test_every_protected_table_is_covered(db: None) -> None:
    tables = protected_tables()
    assert tables["portal_event"] == "UPDATE, DELETE"
    assert tables["content_questionsetversion"] == "UPDATE, DELETE"


def test_the_owner_is_stopped_by_the_trigger(cast: Cast) -> None:
    record("document opened", by=cast.sunita, person=cast.maureen, at=timezone.now())
    for change in (lambda: Event.objects.update(verb="x"), lambda: Event.objects.all().delete()):
        with pytest.raises(Exception, match="Cannot update or delete rows"), transaction.atomic():
            change()
