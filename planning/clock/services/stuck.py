"""Telling somebody that a step takes longer than it should."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from planning.clock.enums import Milestone
from planning.clock.limits import limits_now
from planning.clock.models import ClockCheck, StuckStage
from planning.clock.queries import owed_to, those_who_wait
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.crisis.queries import acting_for, managers_of
from portal.notifications.enums import Kind
from portal.notifications.services import notify


@transaction.atomic
def tell_of_stuck(*, at: datetime) -> None:
    """Once a day: tell the social workers of each stage that takes longer than it should, and the managers where it
    has gone on for as long again. The person sees on their own page who was told, and when."""
    today = timezone.localdate(at)
    _, first_today = ClockCheck.objects.get_or_create(day=today)
    if not first_today:
        return
    limits = limits_now()
    for person, milestone, since in _waiting():
        if today > limits.due_on(milestone, since):
            stuck, new = StuckStage.objects.get_or_create(
                person=person, milestone=milestone, since=since, defaults={"told_at": at}
            )
            if new:
                _tell(person, acting_for(person, at=at) or managers_of(person, at=at), at)
            elif stuck.told_managers_at is None and today > limits.due_on(milestone, since, times=2):
                stuck.told_managers_at = at
                stuck.save(update_fields=["told_managers_at"])
                _tell(person, managers_of(person, at=at), at)


def _waiting() -> Iterator[tuple[User, Milestone, date]]:
    """Each person who waits for the council: after which milestone, since when."""
    for person in those_who_wait().iterator(chunk_size=500):
        for milestone, since in owed_to(person).items():
            yield person, milestone, since


def _tell(person: User, told: list[User], at: datetime) -> None:
    for user in told:
        name = "team_clock" if user.role == Role.TEAM_MANAGER else "caseload_person"
        path = reverse(name, args=[] if name == "team_clock" else [person.uuid])
        notify(user=user, kind=Kind.STUCK, path=path, at=at)
