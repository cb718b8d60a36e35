from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from planning.limits.services import confirm_limit, set_limit
from planning.signing_off.challenging import answer_challenge, challenge
from planning.signing_off.enums import Answer, Refusal
from planning.signing_off.services import refuse
from portal.audit.models import Event
from portal.audit.services import record
from portal.management.commands.prepare_database import protected_tables
from tests.factories.portal import UserFactory
from tests.factories.signing_off import cost, sent
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
@pytest.mark.as_owner
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


def test_who_serves_pages_confirms_limits_and_answers_challenges(cast: Cast) -> None:
    """Both stand in tables of which only some rows are protected."""
    at, second = timezone.now(), UserFactory(team_manager=True)
    proposed = set_limit(team=cast.north, weekly=Decimal("100.00"), starts_at=at, by=cast.morag, at=at)
    waits = sent(cast.maureen, cost("412.00"), at=at - timedelta(hours=1))
    decision = refuse(sign_off=waits, reason=Refusal.NOT_SAFE, words="Nobody is there.", by=cast.morag, at=at)
    asked = challenge(decision=decision, words="Beth is there.", by=cast.maureen, at=at)
    confirm_limit(limit=proposed, by=second, at=at)
    answer_challenge(challenge=asked, outcome=Answer.STANDS, words="It stays.", by=second, at=at)
    proposed.refresh_from_db()
    asked.refresh_from_db()
    assert proposed.confirmed_by == second and asked.answered_by == second


@pytest.mark.as_owner
def test_the_owner_is_stopped_by_the_trigger(cast: Cast) -> None:
    record("document opened", by=cast.sunita, person=cast.maureen, at=timezone.now())
    for change in (lambda: Event.objects.update(verb="x"), lambda: Event.objects.all().delete()):
        with pytest.raises(Exception, match="Cannot update or delete rows"), transaction.atomic():
            change()
