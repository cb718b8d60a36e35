"""Recording an assessment and setting the first figure: who may, what is kept, who is told."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from planning.assessments.models import Assessment, IndicativeBudget
from planning.assessments.policies import check_can_assess
from planning.assessments.services import record_assessment, set_indicative_budget
from portal.access.decisions import Denied
from portal.audit.models import Event
from portal.notifications.models import Notice
from portal.relationships.models import Allocation
from tests.factories.assessments import indicate
from tests.factories.planning import make_document, share_with
from tests.personas import Cast, everybody
from tests.rules import allows

DAY = date(2026, 3, 2)


def test_the_figure_is_kept_audited_and_told(cast: Cast, now: datetime) -> None:
    budget = set_indicative_budget(person=cast.maureen, weekly=Decimal("96.00"), by=cast.sunita, at=now)
    assert IndicativeBudget.objects.get() == budget
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.path) == (cast.maureen, "indicative_budget", "/budget/")
    event = Event.objects.get(verb="indicative budget set")
    assert (event.actor_id, event.person_id) == (cast.sunita.pk, cast.maureen.pk)
    assert "96" not in str(event.detail)
    assert "96" not in mail.outbox[0].body + mail.outbox[0].subject


def test_a_new_figure_counts_and_the_old_one_stays(cast: Cast, now: datetime) -> None:
    first = indicate(cast.maureen, cast.sunita, "96.00", at=now - timedelta(days=1))
    set_indicative_budget(person=cast.maureen, weekly=Decimal("101.50"), by=cast.ben, at=now)
    first.refresh_from_db()
    assert first.weekly == Decimal("96.00")
    assert IndicativeBudget.objects.filter(person=cast.maureen).newest().get().weekly == Decimal("101.50")


def test_the_same_figure_twice_is_one_figure_and_one_notice(cast: Cast, now: datetime) -> None:
    for _ in range(2):
        set_indicative_budget(person=cast.maureen, weekly=Decimal(96), by=cast.sunita, at=now)
    assert IndicativeBudget.objects.count() == 1
    assert len(mail.outbox) == 1


def test_less_than_nothing_is_refused_here_and_by_the_database(cast: Cast, now: datetime) -> None:
    with pytest.raises(Denied):
        set_indicative_budget(person=cast.maureen, weekly=Decimal(-3), by=cast.sunita, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        indicate(cast.maureen, cast.sunita, "-3")
    assert not IndicativeBudget.objects.exists()


def test_only_her_worker_and_their_cover_may(cast: Cast, now: datetime) -> None:
    allowed = {name for name, user in everybody(cast).items() if allows(check_can_assess, user, cast.maureen, now)}
    assert allowed == {"sunita", "ben"}
    for name, user in everybody(cast).items():
        if name not in allowed:
            with pytest.raises(Denied) as refused:
                set_indicative_budget(person=cast.maureen, weekly=Decimal(1), by=user, at=now)
            assert "Maureen" in refused.value.reason
            with pytest.raises(Denied):
                record_assessment(person=cast.maureen, assessed_on=DAY, needs="", eligibility={}, by=user, at=now)
    assert not IndicativeBudget.objects.exists()
    assert not Assessment.objects.exists()


def test_an_ended_allocation_ends_it(cast: Cast, now: datetime) -> None:
    Allocation.objects.filter(person=cast.maureen).update(ends_at=now)
    assert not allows(check_can_assess, cast.sunita, cast.maureen, now)
    assert allows(check_can_assess, cast.sunita, cast.maureen, now - timedelta(seconds=1))


def test_an_assessment_is_kept_and_a_correction_of_the_same_day_counts(cast: Cast, now: datetime) -> None:
    first = record_assessment(
        person=cast.maureen, assessed_on=DAY, needs="Mornings", eligibility={"f": "eligible"}, by=cast.sunita, at=now
    )
    again = record_assessment(
        person=cast.maureen,
        assessed_on=DAY,
        needs="Mornings",
        eligibility={"f": "eligible"},
        by=cast.sunita,
        at=now + timedelta(seconds=1),
    )
    assert again == first
    changed = record_assessment(
        person=cast.maureen,
        assessed_on=DAY,
        needs="Evenings",
        eligibility={},
        by=cast.ben,
        at=now + timedelta(minutes=1),
    )
    assert Assessment.objects.filter(person=cast.maureen).newest().get() == changed
    first.refresh_from_db()
    assert first.needs == "Mornings"
    verbs = Event.objects.filter(person_id=cast.maureen.pk).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["assessment recorded", "assessment changed"]


@pytest.mark.parametrize("eligibility", [{"k": "eligible"}, {"a": "perhaps"}])
def test_a_finding_that_does_not_exist_is_refused(cast: Cast, now: datetime, eligibility: dict[str, str]) -> None:
    with pytest.raises(Denied):
        record_assessment(
            person=cast.maureen, assessed_on=DAY, needs="", eligibility=eligibility, by=cast.sunita, at=now
        )
    assert not Assessment.objects.exists()


def test_an_older_assessment_recorded_later_does_not_count(cast: Cast, now: datetime) -> None:
    for day in (DAY, DAY - timedelta(days=400)):
        record_assessment(person=cast.maureen, assessed_on=day, needs="", eligibility={}, by=cast.sunita, at=now)
    assert Assessment.objects.filter(person=cast.maureen).newest().get().assessed_on == DAY


def test_who_may_see_the_figure(cast: Cast, now: datetime) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    share_with(make_document(cast.maureen), cast.beth_in_circle, can_comment=True, can_edit=True)

    def seers() -> set[str]:
        return {
            name for name, user in everybody(cast).items() if IndicativeBudget.objects.visible_to(user, at=now).exists()
        }

    assert seers() == {"maureen", "sunita", "ben"}
    document = make_document(cast.maureen, title="Another")
    share_with(document, cast.beth_in_circle, can_see_budget=True)
    share_with(document, cast.ruth_in_circle, can_see_budget=True)
    assert seers() == {"maureen", "sunita", "ben", "beth"}
