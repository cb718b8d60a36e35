"""Verbs of recorded authority."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from wagtail import hooks

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.authority import policies
from portal.authority.models import Authority
from portal.components.words import can_be_read
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.models import CircleMembership
from portal.relationships.queries import named_social_worker

Recorded = Callable[[Authority, datetime], None]
SHORTEST = timedelta(microseconds=1)


@transaction.atomic
def record_authority(
    *,
    membership: CircleMembership,
    kind: str,
    health_welfare: bool,
    money: bool,
    evidence: str,
    starts_at: datetime,
    ends_at: datetime | None,
    by: User,
    at: datetime,
) -> Authority:
    """Write down that somebody in a person's circle acts in that person's place, and on what paper that rests.

    The person and the holder are told; higher slices open what it opens (`register_authority_recorded`). The same
    facts sent twice are one record. Raises Denied.
    """
    person = membership.person.hold()
    policies.check_can_record(by, person, at)
    policies.check_can_hold(membership, person, at)
    policies.check_scope(kind, health_welfare=health_welfare, money=money)
    if not can_be_read(evidence):
        raise Denied("Write what you have seen.")
    if ends_at and ends_at <= starts_at:
        raise Denied("The last day is before the first.")
    facts = {"kind": kind, "health_welfare": health_welfare, "money": money, "starts_at": starts_at, "ends_at": ends_at}
    same: Authority | None = Authority.objects.filter(membership=membership, evidence=evidence.strip(), **facts).first()
    if same and not same.ended_at:
        return same
    authority = Authority.objects.create(
        membership=membership, evidence=evidence.strip(), recorded_at=at, recorded_by=by, **facts
    )
    record("authority recorded", by=by, person=person, about=authority, at=at, kind=kind)
    listeners: list[Recorded] = hooks.get_hooks("register_authority_recorded")
    for listener in listeners:
        listener(authority, at)
    notify(user=person, kind=Kind.AUTHORITY, path=authority.get_absolute_url(), at=at)
    notify(user=authority.holder, kind=Kind.AUTHORITY_HELD, path=authority.get_absolute_url(), at=at)
    return authority


@transaction.atomic
def end_authority(*, authority: Authority, by: User, at: datetime) -> None:
    """End it now: from the next request on nothing is open through it. The person and the holder are told. Raises
    Denied."""
    authority = Authority.objects.for_pages().select_for_update(of=("self",)).get(pk=authority.pk)
    policies.check_can_end(authority, by=by, at=at)
    # A period ends after it starts: what had not begun ends in the moment of its beginning.
    authority.ends_at = max(at, authority.starts_at + SHORTEST)
    authority.ended_at, authority.ended_by = at, by
    authority.save(update_fields=["ends_at", "ended_at", "ended_by"])
    record("authority ended", by=by, person=authority.person, about=authority, at=at)
    notify(user=authority.person, kind=Kind.AUTHORITY_ENDED, path=authority.get_absolute_url(), at=at)
    # Its page is closed to them from now on.
    notify(user=authority.holder, kind=Kind.AUTHORITY_HELD, path=reverse("people"), at=at)


def tell_who_acted_has_left(membership: CircleMembership, at: datetime) -> None:
    """Whoever acted in somebody's place has stepped back from their circle. The person may not be able to do anything
    about it: their social worker is told, and who wrote the authority down. In the transaction of that."""
    stepped_back_at = membership.stepped_back_at or at
    held = Authority.objects.filter(membership=membership).for_pages()
    for authority in held.left_behind(since=stepped_back_at).filter(starts_at__lte=stepped_back_at):
        record("authority left", by=authority.holder, person=authority.person, about=authority, at=at)
        worker = named_social_worker(authority.person, at=at)
        if worker and worker.is_active:
            path = reverse("caseload_person", args=[authority.person.uuid])
            notify(user=worker, kind=Kind.AUTHORITY_HELD, path=path, at=at)
        if authority.recorded_by.is_active:
            notify(user=authority.recorded_by, kind=Kind.AUTHORITY_HELD, path=authority.get_absolute_url(), at=at)
